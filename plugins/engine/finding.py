"""The files that readers search, out of the store: volumes of a language each, and their list."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from plugins import dates
from plugins.addresses import Scope
from plugins.engine import listings, rows
from plugins.engine.documents import Document, Maker
from plugins.engine.library import Item
from plugins.engine.newsroom import Newsroom
from plugins.engine.shelves import Change
from plugins.engine.store import LISTED
from plugins.engine.tasks import Job
from plugins.hashing import short_digest
from plugins.search import opensearch, volumes
from plugins.search.shards import LETTERS
from plugins.search.spans import calendar, month_of, spans
from plugins.search.volumes import Card, Volume
from plugins.search.words import primary
from plugins.typography import polish

#: Volumes kept in memory: the jobs of one come one after the other.
_VOLUMES = 2


class Name(NamedTuple):
    """Which volume."""

    lang: str
    """A primary language."""
    months: range
    """As ``plugins.search.spans`` counts them."""

    @property
    def years(self) -> range:
        """Those that its months are of."""
        return range(calendar(self.months[0])[0], calendar(self.months[-1])[0] + 1)

    @property
    def label(self) -> str:
        """Its years or months, as ``2016-2019``, ``2026``, ``2026m07-12`` or ``2026m07``."""
        (first, start), (last, end) = calendar(self.months[0]), calendar(self.months[-1])
        if first != last:
            return f"{first}-{last}"
        if (start, end) == (1, 12):
            return f"{first}"
        return f"{first}m{start:02}" + (f"-{end:02}" if start < end else "")

    @property
    def arg(self) -> str:
        """How jobs call it."""
        return f"{self.lang} {self.label}"

    @property
    def folder(self) -> str:
        """Where its files are."""
        return f"search/{self.lang}/{self.label}/"


class _Member(NamedTuple):
    n: int
    local: datetime
    page: bytes


@dataclass(slots=True)
class Finding:
    """Makes the index of one site."""

    room: Newsroom
    makers: Mapping[str, Maker] = field(init=False)
    """How each kind of job is done."""
    _members: Any = field(init=False)
    _volumes: Any = field(init=False)
    _digests: Any = field(init=False)
    """Change with any article of a volume."""
    _laid: dict[str, dict[str, Name]] | None = None
    _anew: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._members = lru_cache(_VOLUMES)(self._look_up)
        self._volumes = lru_cache(_VOLUMES)(self._volume)
        self._digests = lru_cache(_VOLUMES)(self._digest)
        self.makers = {
            "shard": self._shard,
            "facts": self._facts,
            "cards": self._cards,
            "index": self._index,
            "opensearch": self._description,
        }

    def _shard(self, arg: str) -> Document | None:
        """A shard of a volume, as ``fr 2026 7`` says; None where it would be empty."""
        name, number = self._parsed(arg)
        if not name or not self._made(name).shards[number]:
            return None
        path = f"{name.folder}s{number}.bin"
        return Document(path, (self._digests(name),), lambda: self._made(name).shards[number])

    def _facts(self, arg: str) -> Document | None:
        """What results of a volume are chosen by, as ``fr 2026`` says."""
        name, _ = self._parsed(f"{arg} 0")
        if not name:
            return None
        path = f"{name.folder}facts.json"
        return Document(path, (self._digests(name),), lambda: self._made(name).facts)

    def _cards(self, arg: str) -> Document | None:
        """What results show of the articles of a few days, as ``fr 2026 81`` says."""
        name, number = self._parsed(arg)
        if not name:
            return None
        items = [
            self.room.library.item(each.n)
            for each in self._members(name)
            if volumes.card_of(each.local, name.years) == number
        ]
        if not items:
            return None
        path = f"{name.folder}c{number}.json"
        inputs = tuple(item.card for item in items)
        return Document(path, inputs, lambda: volumes.cards(map(self._card, items)))

    def _index(self, _arg: str) -> Document:
        """The list of all volumes."""
        labels = {lang: list(names) for lang, names in self._layout().items()}
        called = {lang: self.room.show.name(Scope("language", lang)) for lang in labels}
        inputs = (labels, called)
        return Document("search/index.json", inputs, lambda: volumes.index(labels, called))

    def _description(self, _arg: str) -> Document:
        """What browsers learn of the search."""
        settings = self.room.settings
        return Document(opensearch.PATH, (), lambda: opensearch.description(settings))

    def jobs(self) -> Iterator[Job]:
        """All files of the index."""
        if not self.room.settings.search:
            return
        yield from (Job("index"), Job("opensearch"))
        for lang in self._layout():
            yield from self._of_language(lang)

    def touched(self, change: Change) -> Iterator[Job]:
        """The files of the index that a change may touch."""
        for shown in (change.old, change.new) if self.room.settings.search else ():
            if shown and shown.state == LISTED:
                local = shown.post.published.astimezone(self.room.settings.timezone)
                yield from self._around(primary(shown.post.lang), local)

    def _around(self, lang: str, local: datetime) -> Iterator[Job]:
        """The files of the index that an article of that time has a part in."""
        yield Job("index")
        names = self._layout().get(lang, {})
        if lang not in self._anew and self._published(lang) != set(names):
            self._anew.add(lang)
            yield from self._laid_anew(lang)
        for name in names.values():
            if month_of(local.year, local.month) in name.months:
                yield from _texts(name)
                yield Job("cards", f"{name.arg} {volumes.card_of(local, name.years)}")

    def _laid_anew(self, lang: str) -> Iterator[Job]:
        """All files that a language has or had: its years are shared out in another way."""
        sql = "SELECT arg FROM outputs WHERE kind = ? AND arg LIKE ?"
        for kind in ("shard", "facts", "cards"):
            for arg in self.room.library.store.column(sql, kind, f"{lang} %"):
                yield Job(kind, arg)
        yield from self._of_language(lang)

    def _of_language(self, lang: str) -> Iterator[Job]:
        for name in self._layout().get(lang, {}).values():
            yield from _texts(name)
            for number in {volumes.card_of(e.local, name.years): 0 for e in self._members(name)}:
                yield Job("cards", f"{name.arg} {number}")

    # --- Which volumes there are ----------------------------------------------------------------

    def _layout(self) -> dict[str, dict[str, Name]]:
        """The volumes of each language by their labels, the newest first."""
        if self._laid is None:
            sql = (
                "SELECT m.lang, m.period, COUNT(*) FROM members m JOIN scopes s USING (s) "
                "WHERE s.folder = '' GROUP BY 1, 2"
            )
            counts: dict[str, Counter[int]] = {}
            for lang, period, count in self.room.library.store.rows(sql):
                month = month_of(*divmod(period, 100))
                counts.setdefault(primary(lang), Counter())[month] += count
            names = [Name(lang, each) for lang in sorted(counts) for each in spans(counts[lang])]
            by_lang = groupby(names, key=lambda name: name.lang)
            self._laid = {lang: {each.label: each for each in its} for lang, its in by_lang}
        return self._laid

    def _published(self, lang: str) -> set[str]:
        """Labels of the volumes that were published."""
        sql = "SELECT arg FROM outputs WHERE kind = 'facts' AND arg LIKE ?"
        found = self.room.library.store.column(sql, f"{lang} %")
        return {arg.split(" ")[1] for arg in found}

    def _parsed(self, arg: str) -> tuple[Name | None, int]:
        """The volume that a job is about, None where there is none any more, and a number."""
        lang, label, number = arg.split(" ")
        return self._layout().get(lang, {}).get(label), int(number)

    # --- Out of the store -----------------------------------------------------------------------

    def _look_up(self, name: Name) -> tuple[_Member, ...]:
        """The articles of a volume, oldest first."""
        ends = (calendar(name.months[0]), calendar(name.months[-1]))
        low, high = (year * 100 + month for year, month in ends)
        start, end = listings.bounds(low, high)
        zone = self.room.settings.timezone
        found = self.room.library.store.rows(
            "SELECT m.n, m.age, m.lang, a.page FROM members m JOIN scopes s USING (s) "
            "JOIN articles a USING (n) WHERE s.folder = '' AND m.age BETWEEN ? AND ? "
            "AND m.period BETWEEN ? AND ? ORDER BY m.age DESC, m.tie DESC",
            *(-end, -start, low, high),
        )
        return tuple(
            _Member(n, rows.moment(-age).astimezone(zone), page)
            for n, age, lang, page in found
            if primary(lang) == name.lang
        )

    def _digest(self, name: Name) -> bytes:
        return short_digest(b"".join(each.page for each in self._members(name)))

    def _made(self, name: Name) -> Volume:
        made: Volume = self._volumes(name)
        return made

    def _volume(self, name: Name) -> Volume:
        members = self._members(name)
        packed = self.room.library.store.column(
            "SELECT terms FROM json_each(?) j JOIN indexed i ON i.n = j.value ORDER BY j.key",
            json.dumps([each.n for each in members]),
        )
        return volumes.volume(packed, [each.local for each in members], name.years)

    def _card(self, item: Item) -> Card:
        post = item.post
        return Card(
            href=self.room.show.href(post.url),
            title=polish(post.title, post.lang),
            summary=polish(post.summary, post.lang),
            published=dates.iso(post.published, self.room.settings.timezone),
            online_since=post.online_since,
        )


def _texts(name: Name) -> Iterator[Job]:
    """The files of a volume but its cards."""
    yield from (Job("shard", f"{name.arg} {number}") for number in range(LETTERS + 1))
    yield Job("facts", name.arg)

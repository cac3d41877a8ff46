"""The files that readers search, out of the store: a volume a language and year, and their list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from plugins import dates
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
from plugins.search.volumes import Card, Volume
from plugins.search.words import primary

#: Volumes kept in memory: the jobs of one come one after the other.
_VOLUMES = 2


class Name(NamedTuple):
    """Which volume."""

    lang: str
    """A primary language."""
    year: int

    @property
    def folder(self) -> str:
        """Where its files are."""
        return f"search/{self.lang}/{self.year}/"


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
        name, number = _parsed(arg)
        if not self._members(name) or not self._made(name).shards[number]:
            return None
        path = f"{name.folder}s{number}.bin"
        return Document(path, (self._digests(name),), lambda: self._made(name).shards[number])

    def _facts(self, arg: str) -> Document | None:
        """What results of a volume are chosen by, as ``fr 2026`` says."""
        name, _ = _parsed(f"{arg} 0")
        if not self._members(name):
            return None
        path = f"{name.folder}facts.json"
        return Document(path, (self._digests(name),), lambda: self._made(name).facts)

    def _cards(self, arg: str) -> Document | None:
        """What results show of the articles of a few days, as ``fr 2026 81`` says."""
        name, number = _parsed(arg)
        items = [
            self.room.library.item(each.n)
            for each in self._members(name)
            if volumes.card_of(each.local) == number
        ]
        if not items:
            return None
        path = f"{name.folder}c{number}.json"
        inputs = tuple(item.card for item in items)
        return Document(path, inputs, lambda: volumes.cards(map(self._card, items)))

    def _index(self, _arg: str) -> Document:
        """The list of all volumes."""
        years: dict[str, list[int]] = {}
        for lang, year in self.names():
            years.setdefault(lang, []).append(year)
        return Document("search/index.json", (years,), lambda: volumes.index(years))

    def _description(self, _arg: str) -> Document:
        """What browsers learn of the search."""
        settings = self.room.settings
        return Document(opensearch.PATH, (), lambda: opensearch.description(settings))

    def names(self) -> list[Name]:
        """All volumes that have articles: by language, the newest year first."""
        sql = (
            "SELECT DISTINCT m.lang, m.period / 100 FROM members m JOIN scopes s USING (s) "
            "WHERE s.folder = ''"
        )
        found = {Name(primary(lang), year) for lang, year in self.room.library.store.rows(sql)}
        return sorted(found, key=lambda name: (name.lang, -name.year))

    def jobs(self) -> Iterator[Job]:
        """All files of the index."""
        if not self.room.settings.search:
            return
        yield from (Job("index"), Job("opensearch"))
        for name in self.names():
            yield from self._of_volume(name)
            numbers = dict.fromkeys(volumes.card_of(each.local) for each in self._members(name))
            yield from (Job("cards", f"{name.lang} {name.year} {each}") for each in numbers)

    def touched(self, change: Change) -> Iterator[Job]:
        """The files of the index that a change may touch."""
        for shown in (change.old, change.new) if self.room.settings.search else ():
            if shown and shown.state == LISTED:
                local = shown.post.published.astimezone(self.room.settings.timezone)
                name = Name(primary(shown.post.lang), local.year)
                yield Job("index")
                yield from self._of_volume(name)
                yield Job("cards", f"{name.lang} {name.year} {volumes.card_of(local)}")

    def _of_volume(self, name: Name) -> Iterator[Job]:
        arg = f"{name.lang} {name.year}"
        yield from (Job("shard", f"{arg} {number}") for number in range(LETTERS + 1))
        yield Job("facts", arg)

    # --- Out of the store -----------------------------------------------------------------------

    def _look_up(self, name: Name) -> tuple[_Member, ...]:
        """The articles of a volume, oldest first."""
        low, high = name.year * 100, name.year * 100 + 99
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
        sql = "SELECT terms FROM indexed WHERE n = ?"
        packed = [self.room.library.store.value(sql, each.n) for each in members]
        return volumes.volume(packed, [each.local for each in members])

    def _card(self, item: Item) -> Card:
        post = item.post
        return Card(
            href=self.room.show.href(post.url),
            title=post.title,
            summary=post.summary,
            published=dates.iso(post.published, self.room.settings.timezone),
            online_since=post.online_since,
        )


def _parsed(arg: str) -> tuple[Name, int]:
    lang, year, number = arg.split(" ")
    return Name(lang, int(year)), int(number)

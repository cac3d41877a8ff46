"""Feed documents of the archive's scopes, and the lists of them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from plugins import addresses, feeds
from plugins.config import Settings
from plugins.engine.archives import Archives, Part
from plugins.engine.library import Library, ScopeRow
from plugins.engine.newsroom import Newsroom
from plugins.engine.own_pages import all_specs
from plugins.engine.telling import Telling
from plugins.errors import Problem
from plugins.feeds import Entry, FeedSpec, Place
from plugins.model import FeedFormat

#: Entries kept in memory: those of a scope, until each of its formats has them.
_ENTRIES = 64
#: Bytes of written entries that are kept in memory: of some thousands, in any number of scopes.
_WRITTEN = 32_000_000


@dataclass(frozen=True, slots=True)
class Document:
    """A feed document, ready to be written."""

    path: str
    inputs: tuple[Any, ...]
    write: Callable[[], bytes]


Maker = Callable[[str], Document | None]
"""Makes the document that the argument of a job names, if there is one."""


@dataclass(slots=True)
class Documents:
    """Makes feed documents out of the library; names what cannot go in."""

    room: Newsroom
    clock: datetime
    problems: list[Problem] = field(default_factory=list)
    archives: Archives = field(init=False)
    _telling: Telling = field(init=False)
    _entries: Any = field(init=False)
    _written: dict[tuple[int, FeedFormat, bool], bytes | Problem] = field(default_factory=dict)
    """Entries as they stand in documents, by article."""
    _size: int = 0

    def __post_init__(self) -> None:
        self._entries = lru_cache(_ENTRIES)(self._entry)
        self.archives = Archives(self._library, self._settings)
        self._telling = Telling(self._library.store, self.clock)

    @property
    def _library(self) -> Library:
        return self.room.library

    @property
    def _settings(self) -> Settings:
        return self.room.settings

    def feed(self, folder: str, fmt: FeedFormat) -> Document | None:
        """The feed of the scope at ``folder``; None where there is none of that format."""
        row = self._library.scope(folder)
        if row is None or fmt not in feeds.formats_of(row.scope.kind, self._settings):
            return None
        place = self._head(row) if fmt != "json" else Place()  # which has no word for it
        return self._document(self._spec(row, fmt), place, self._telling.held(row))

    def _head(self, row: ScopeRow) -> Place:
        if self.archives.is_complete(row):
            return Place(is_complete=True)
        newest = self.archives.newest(row)
        return Place(previous=newest.path if newest else "")

    def archive(self, part: Part) -> Document | None:
        """An archive document; None where there is none."""
        row = self._library.scope(part.folder)
        if row is None or not self.archives.is_kept(row):
            return None
        numbers = self.archives.articles(row, part)
        if not numbers:
            return None
        place = self._place(row, part)
        spec = replace(self._spec(row, "atom"), path=part.path, entries=len(numbers))
        period = part.year * 100 + part.month
        return self._document(spec, place, numbers, period)

    def _place(self, row: ScopeRow, part: Part) -> Place:
        """An archive of one document leads on to the feed: validators miss a link there."""
        older, newer = self.archives.older(row, part), self.archives.newer(row, part)
        following = newer.path if newer else ""
        if not older and not newer:
            following = addresses.feed(row.folder, "atom")
        return Place(is_archive=True, previous=older.path if older else "", following=following)

    def _document(
        self, spec: FeedSpec, place: Place, numbers: Sequence[int], period: int | None = None
    ) -> Document:
        known = self._telling.of(numbers)
        changed = self._telling.changed(known, spec.scope.folder, period)

        def write() -> bytes:
            from plugins.feeds.editions import feed  # noqa: PLC0415  loaded with the first feed

            entries = self._entries_of(numbers, {n: known[n].changed for n in numbers}, spec)
            return feeds.document(feed(spec, changed, self._settings, place), entries)

        inputs = (
            *(spec.scope, spec.title, place, changed),
            [(known[n].page, known[n].changed) for n in numbers],
        )
        return Document(spec.path, inputs, write)

    def _entries_of(
        self, numbers: Sequence[int], times: dict[int, datetime], spec: FeedSpec
    ) -> list[bytes]:
        """The articles as they stand in a document, without those that cannot go in."""
        fmt, is_full = spec.format, feeds.is_full(spec.scope.kind, self._settings)
        found = {n: self._written.get((n, fmt, is_full)) for n in numbers}
        made = {n: self._entries(n, times[n]) for n, kept in found.items() if kept is None}
        good = {n: entry for n, entry in made.items() if isinstance(entry, Entry)}
        found |= {n: entry for n, entry in made.items() if isinstance(entry, Problem)}
        found |= zip(good, feeds.written(tuple(good.values()), fmt, is_full=is_full), strict=True)
        self._keep({(n, fmt, is_full): found[n] for n in made})
        self.problems += [each for each in found.values() if isinstance(each, Problem)]
        return [each for each in found.values() if isinstance(each, bytes)]

    def _keep(self, made: dict[tuple[int, FeedFormat, bool], Any]) -> None:
        """Remembers written entries; where they get too many, it begins anew."""
        if self._size > _WRITTEN:
            self._written.clear()
            self._size = 0
        self._written |= made
        self._size += sum(len(each) for each in made.values() if isinstance(each, bytes))

    def _spec(self, row: ScopeRow, fmt: FeedFormat) -> feeds.FeedSpec:
        every = feeds.specs_of(row.scope, row.entries, row.total, self._settings)
        return next(spec for spec in every if spec.format == fmt)

    def _entry(self, n: int, stamp: datetime) -> Entry | Problem:
        from plugins.feeds.editions import entry  # noqa: PLC0415  loaded with the first feed

        return entry(self._library.whole(n), stamp, self._settings)

    def opml(self, folder: str, words: dict[str, str]) -> Document | None:
        """The list of all feeds that readers import, or of those in the language at ``folder``."""
        row = self._library.scope(folder)
        specs = list(all_specs(self.room, row.scope)) if row else []
        if row is None or not specs:
            return None
        changed, lead = self._changed(row), row.scope

        def write() -> bytes:
            from plugins.feeds.opml import opml  # noqa: PLC0415  loads lxml

            return opml(specs, changed, self._settings, words, lead)

        inputs = (changed, words, lead, [(spec.scope, spec.title) for spec in specs])
        return Document(addresses.opml(lead), inputs, write)

    def _changed(self, row: ScopeRow) -> datetime:
        """When the newest of all feeds within a scope changed: its own, which has the newest."""
        known = self._telling.of(self._telling.held(row))
        return self._telling.changed(known, row.folder)

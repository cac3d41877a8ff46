"""Feed documents of the archive's scopes, and the list of them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from plugins import addresses, feeds
from plugins.config import Settings
from plugins.engine.library import Library, ScopeRow
from plugins.engine.newsroom import Newsroom
from plugins.engine.own_pages import all_specs
from plugins.errors import Problem
from plugins.feeds.values import Entry
from plugins.model import FeedFormat

#: Entries kept in memory: those of a scope in several formats, of the newest in many scopes.
_ENTRIES = 512


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
    _entries: Any = field(init=False)

    def __post_init__(self) -> None:
        self._entries = lru_cache(_ENTRIES)(self._entry)

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
        numbers = self._library.fed(row)
        stamps = self._library.stamps(numbers)
        withdrawal = self._library.withdrawal(folder, self.clock)
        spec = self._spec(row, fmt)

        def write() -> bytes:
            from plugins.feeds.editions import feed  # noqa: PLC0415  loaded with the first feed

            made = [self._entries(n, stamps[n]) for n in numbers]
            self.problems += [each for each in made if isinstance(each, Problem)]
            entries = [each for each in made if not isinstance(each, Problem)]
            return feeds.document(feed(spec, entries, withdrawal, self._settings))

        inputs = (
            *(row.scope, spec.title, withdrawal),
            [(self._library.item(n).page, stamps[n]) for n in numbers],
        )
        return Document(addresses.feed(folder, fmt), inputs, write)

    def _spec(self, row: ScopeRow, fmt: FeedFormat) -> feeds.FeedSpec:
        every = feeds.specs_of(row.scope, row.entries, row.total, self._settings)
        return next(spec for spec in every if spec.format == fmt)

    def _entry(self, n: int, stamp: datetime) -> Entry | Problem:
        from plugins.feeds.editions import entry  # noqa: PLC0415  loaded with the first feed

        return entry(self._library.whole(n), stamp, self._settings)

    def opml(self, words: dict[str, str]) -> Document | None:
        """The list of all feeds that readers import."""
        specs = list(all_specs(self.room))
        if not specs:
            return None
        changed = self._changed()

        def write() -> bytes:
            from plugins.feeds.opml import opml  # noqa: PLC0415  loads lxml

            return opml(specs, changed, self._settings, words)

        inputs = (changed, [(spec.scope, spec.title) for spec in specs])
        return Document("feeds/all.opml", inputs, write)

    def _changed(self) -> datetime:
        """When the newest of all feeds changed: that of the site, which has the newest of all."""
        site = self._library.scope("")
        numbers = self._library.fed(site) if site else []
        times = list(self._library.stamps(numbers).values())
        withdrawal = self._library.withdrawal("", self.clock)
        return max([*times, *([withdrawal] if withdrawal else [])], default=feeds.NEVER)

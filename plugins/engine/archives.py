"""The archive documents of a scope's feed (RFC 5005): one a month, in parts of a hundred entries.

Everything follows from the articles: one that is added to an earlier month, or taken out of it,
touches the documents of that month and the links of those beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from plugins import addresses, feeds
from plugins.config import Settings
from plugins.engine import listings
from plugins.engine.library import Library, ScopeRow
from plugins.engine.store import Store

#: Months of which the parts are kept in memory: the articles beside it ask for them, too.
_MONTHS = 64


@dataclass(frozen=True, slots=True)
class Part:
    """An archive document: a month of a scope, or a part of a crowded month."""

    folder: str
    year: int
    month: int
    number: int
    """From 1, the part with the month's oldest articles."""

    @property
    def path(self) -> str:
        """Where it is below the output folder."""
        return addresses.feed_archive(self.folder, self.year, self.month, self.number)

    @property
    def arg(self) -> str:
        """What jobs call it."""
        return f"{self.folder} {self.year}/{self.month} {self.number}"


def part_of(arg: str) -> Part:
    """The part that jobs call ``arg``."""
    folder, period, number = arg.split(" ")
    year, month = period.split("/")
    return Part(folder, int(year), int(month), int(number))


@dataclass(slots=True)
class Archives:
    """Which archive documents there are, and which articles are in them."""

    library: Library
    settings: Settings
    _parts: Any = field(init=False)

    def __post_init__(self) -> None:
        self._parts = lru_cache(_MONTHS)(self._parted)

    @property
    def _store(self) -> Store:
        return self.library.store

    def is_kept(self, row: ScopeRow) -> bool:
        """Whether the scope has archive documents: not where its feed itself holds everything."""
        return feeds.has_archive(row.scope.kind, self.settings) and not self.is_complete(row)

    def is_complete(self, row: ScopeRow) -> bool:
        """Whether the scope's feed holds all articles that feeds can hold."""
        return row.total == row.entries or not self._store.column(
            "SELECT 1 FROM members m JOIN articles a USING (n) WHERE m.s = ? AND a.fed "
            "ORDER BY m.age, m.tie LIMIT 1 OFFSET ?",
            *(row.s, row.entries),
        )

    def articles(self, row: ScopeRow, part: Part) -> list[int]:
        """The numbers of the articles in a part, newest first; none where it is not there."""
        months = self.of_month(row, part.year, part.month)
        return months[part.number - 1][::-1] if part.number <= len(months) else []

    def of_month(self, row: ScopeRow, year: int, month: int) -> list[list[int]]:
        """The numbers of the articles in each part of a month, oldest first."""
        found: list[list[int]] = self._parts(row.s, year * 100 + month)
        return found

    def _parted(self, s: int, period: int) -> list[list[int]]:
        start, end = listings.bounds(period, period)
        return feeds.parts(
            self._store.rows(
                "SELECT m.n, a.weight FROM members m JOIN articles a USING (n) "
                "WHERE m.s = ? AND m.age BETWEEN ? AND ? AND m.period = ? AND a.fed "
                "ORDER BY m.age DESC, m.tie DESC",
                *(s, -end, -start, period),
            )
        )

    def every(self, row: ScopeRow) -> Iterator[Part]:
        """All parts of a scope, newest first; none where it has no archive."""
        if self.is_kept(row):
            for year, month in self.library.months(row):
                yield from reversed(self._of(row, year, month or 0))

    def newest(self, row: ScopeRow) -> Part | None:
        """The part that the scope's feed leads to."""
        return next(iter(self.every(row)), None)

    def older(self, row: ScopeRow, part: Part) -> Part | None:
        """The part before, which the chain goes on with."""
        if part.number > 1:
            return Part(part.folder, part.year, part.month, part.number - 1)
        months = [m for m in self.library.months(row) if m < (part.year, part.month)]
        found = (self._of(row, year, month or 0) for year, month in months)
        return next((parts[-1] for parts in found if parts), None)

    def newer(self, row: ScopeRow, part: Part) -> Part | None:
        """The part after it."""
        if part.number < len(self.of_month(row, part.year, part.month)):
            return Part(part.folder, part.year, part.month, part.number + 1)
        months = [m for m in self.library.months(row) if m > (part.year, part.month)]
        found = (self._of(row, year, month or 0) for year, month in reversed(months))
        return next((parts[0] for parts in found if parts), None)

    def _of(self, row: ScopeRow, year: int, month: int) -> list[Part]:
        count = len(self.of_month(row, year, month))
        return [Part(row.folder, year, month, number) for number in range(1, count + 1)]

    def around(self, row: ScopeRow, year: int, month: int) -> Iterator[Part]:
        """What an article of a month may touch: its parts, and those beside them."""
        its = self._of(row, year, month)
        yield from its
        first = Part(row.folder, year, month, 1)
        last = its[-1] if its else first
        yield from filter(None, (self.older(row, first), self.newer(row, last)))

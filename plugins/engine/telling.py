"""What feeds tell of the archive: which articles, when they changed, and what was taken back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from plugins import feeds
from plugins.engine import rows
from plugins.engine.library import ScopeRow
from plugins.engine.shelves import stamps_of_day
from plugins.engine.store import Store

#: Days of which the times of change are told apart once.
_DAYS = 4096


@dataclass(frozen=True, slots=True)
class Told:
    """What feeds depend on of an article."""

    page: bytes
    """Changes with all that its page or entry shows."""
    changed: datetime
    """When feeds say that it changed."""


@dataclass(slots=True)
class Telling:
    """Answers out of a store, as it is at the build's own time."""

    store: Store
    clock: datetime
    _days: Any = field(init=False)

    def __post_init__(self) -> None:
        self._days = lru_cache(_DAYS)(self._day)

    def held(self, row: ScopeRow) -> list[int]:
        """The numbers of the articles in the feeds of a scope, newest first."""
        return self.store.column(
            "SELECT m.n FROM members m JOIN articles a USING (n) WHERE m.s = ? AND a.fed "
            "ORDER BY m.age, m.tie LIMIT ?",
            *(row.s, row.entries),
        )

    def of(self, numbers: Sequence[int]) -> dict[int, Told]:
        """What is told of each of ``numbers``: no two articles changed at the same time."""
        sql = "SELECT a.n, a.id, a.day, a.page FROM json_each(?) j JOIN articles a ON a.n = j.value"
        found = self.store.rows(sql, json.dumps(numbers))
        return {n: Told(page, rows.moment(self._days(day)[id_])) for n, id_, day, page in found}

    def _day(self, day: int) -> dict[str, int]:
        return stamps_of_day(self.store, day)

    def changed(
        self, known: Mapping[int, Told], folder: str, period: int | None = None
    ) -> datetime:
        """When the feed of a scope, or of a month of it, changed that holds what is ``known``.

        What was taken back counts, too: at its time of change and, since that may be none, as a
        second for each article. The time then is another than before, and later.
        """
        sql = (
            "SELECT count(*), max(changed) FROM withdrawn "
            "WHERE folder = ? AND seen <= ? AND (? IS NULL OR period = ?)"
        )
        count, last = self.store.row(sql, folder, rows.seconds(self.clock), period, period)
        taken = feeds.NEVER if last is None else rows.moment(last)
        held = max((each.changed for each in known.values()), default=taken)
        return max(held + timedelta(seconds=count), taken)

"""Dates of the Iranian calendar, which Persian newspapers carry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from plugins.convert.data import table


@lru_cache(maxsize=1)
def _jalali_pattern() -> tuple[re.Pattern[str], tuple[str, ...]]:
    names = tuple(str(table("months")["jalali"]["months"][0]).split())
    return re.compile(
        rf"(?P<d>\d{{1,2}})\s+(?P<m>{'|'.join(names)})\s+(?P<y>1[34]\d\d)(?!\d)"
    ), names


def jalali(line: str) -> Iterator[tuple[re.Match[str], date]]:
    """Dates of the Iranian calendar, whose years begin with 13 or 14."""
    pattern, names = _jalali_pattern()
    for match in pattern.finditer(line):
        day = gregorian(int(match["y"]), names.index(match["m"]) + 1, int(match["d"]))
        if day:
            yield match, day


def gregorian(year: int, month: int, day: int) -> date | None:
    """Gregorian day; leap years by the 33-year rule, which holds from 1206 to 1498."""
    if not 1 <= day <= (31 if month < 7 else 30):
        return None
    leaps = sum((each % 33) in {1, 5, 9, 13, 17, 22, 26, 30} for each in range(1300, year))
    passed = (month - 1) * 31 - max(0, month - 7)
    return date(1921, 3, 21) + timedelta(days=(year - 1300) * 365 + leaps + passed + day - 1)

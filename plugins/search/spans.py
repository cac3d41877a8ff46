"""Which months share a volume.

Each volume costs a reader a file for every word, and a change of an article costs its whole volume.
So few volumes are best, but that of the newest articles, which most builds touch, stays small.

Months are counted from January of the year 0, which is 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

#: Most articles of a volume that has the newest month, unless it has that month alone.
OPEN = 500
#: Most articles of another one of several years.
CLOSED = 2000
#: Most articles of another one of a year or less, unless it has but one month.
PART = 5000
_YEAR = 12
#: A span has at most so many months, and begins at a multiple of their number.
LONGEST = 64 * _YEAR


def month_of(year: int, month: int) -> int:
    """The number of a month of the calendar, 1 to 12."""
    return year * _YEAR + month - 1


def calendar(month: int) -> tuple[int, int]:
    """Year and month of the calendar of a number."""
    return month // _YEAR, month % _YEAR + 1


def spans(counts: Mapping[int, int]) -> list[range]:
    """The months of each volume of a language, newest first, by the number of articles of a month.

    A span of 64 years is halved until its parts are small enough: one more article divides one
    span at most, and no other.
    """
    starts = {month - month % LONGEST for month in counts}
    whole = (range(start, start + LONGEST) for start in sorted(starts, reverse=True))
    return [part for span in whole for part in _parts(span, counts)]


def _parts(span: range, counts: Mapping[int, int]) -> Iterator[range]:
    among = sum(counts.get(month, 0) for month in span)
    if not among:
        return
    if among <= _most(span, max(counts)) or len(span) == 1:
        yield span
        return
    half = len(span) // 2
    yield from _parts(span[half:], counts)
    yield from _parts(span[:half], counts)


def _most(span: range, newest: int) -> int:
    if newest in span:
        return OPEN
    return CLOSED if len(span) > _YEAR else PART

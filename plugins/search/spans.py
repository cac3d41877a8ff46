"""Which years share a volume.

Each volume costs a reader a file for every word, and a change of an article costs its whole volume.
So few volumes are best, but that of the newest articles, which most builds touch, stays small.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

#: Most articles of a volume that has the newest year, unless it has that year alone.
OPEN = 500
#: Most articles of another one, unless it has but one year.
CLOSED = 2000
#: A span has at most so many years, and begins at a multiple of their number.
LONGEST = 64


def spans(counts: Mapping[int, int]) -> list[range]:
    """The years of each volume of a language, newest first, by the number of articles of a year.

    A span of 64 years is halved until its parts are small enough: one more article divides one
    span in two at most, and no other.
    """
    starts = {year - year % LONGEST for year in counts}
    whole = (range(start, start + LONGEST) for start in sorted(starts, reverse=True))
    return [part for span in whole for part in _parts(span, counts)]


def _parts(span: range, counts: Mapping[int, int]) -> Iterator[range]:
    among = sum(counts.get(year, 0) for year in span)
    if not among:
        return
    most = OPEN if max(counts) in span else CLOSED
    if among <= most or len(span) == 1:
        yield span
        return
    half = len(span) // 2
    yield from _parts(span[half:], counts)
    yield from _parts(span[:half], counts)

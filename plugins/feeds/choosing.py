"""Which articles subscribers may see, and when each of them last changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from plugins.dates import utc
from plugins.errors import Problem
from plugins.feeds.urls import is_path, is_urn
from plugins.hashing import digest
from plugins.model import Origin, Post

#: Articles with one and the same time are spread over this many seconds.
SPREAD = 3600
#: Years of four digits, and one to spare where a time zone shifts the time.
YEARS = range(1001, 9999)
#: Seconds: articles are told apart day by day (UTC), so that one more touches no other day.
DAY = 86_400
#: When a feed was updated that never held anything: a fixed day, since "now" would change it.
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Dates of these come in heaps: many files were committed or copied in one go.
_HEAPED = frozenset({Origin.GIT, Origin.FILE_TIME, Origin.FILE_NAME})

Fault = tuple[str, str]
"""What is wrong, and the remedy."""


@dataclass(frozen=True, slots=True)
class Told:
    """A time of change, before equal ones are told apart."""

    seconds: int
    """Since 1970."""
    is_exact: bool
    """False where only the day is known, and the seconds were spread over an hour of it."""


def changed(post: Post, clock: datetime) -> datetime:
    """When its words last changed, not before its publication and never after ``clock``."""
    moment = utc(post.changed)
    return moment if post.published <= moment <= clock else utc(post.published)


def told(post: Post, clock: datetime, zone: ZoneInfo) -> Told:
    """When subscribers are told that ``post`` changed; it depends on nothing but the post.

    A day without an hour is spread forwards, so as to stay that day in ``zone``, a heap of files
    backwards, so as not to lie in the future: one more article of that day moves none of the
    others, or hardly ever.
    """
    moment = changed(post, clock)
    seconds = int((moment - _EPOCH) // timedelta(seconds=1))
    if moment.astimezone(zone).time() == time():
        return Told(seconds + _distance(post.id), is_exact=False)
    if post.published_origin in _HEAPED and moment == post.published:
        return Told(seconds - _distance(post.id), is_exact=False)
    return Told(seconds, is_exact=True)


def distinct(day: Iterable[tuple[str, Told]]) -> dict[str, int]:
    """A time of change for each id, no two alike: validators warn of it, readers mix them up.

    ``day`` holds all articles whose ``seconds`` lie in one day (UTC), by their ids. A time that
    only one article has stays; those that share one are spread over the hour before it.
    """
    articles = list(day)
    uses = Counter(each.seconds for _, each in articles if each.is_exact)
    alone = [(id_, t.seconds) for id_, t in articles if t.is_exact and uses[t.seconds] == 1]
    others = [
        (id_, _wanted(id_, t)) for id_, t in articles if not t.is_exact or uses[t.seconds] > 1
    ]
    found: dict[str, int] = {}
    taken: set[int] = set()
    for id_, seconds in (*alone, *sorted(others, key=lambda each: (-each[1], each[0]))):
        found[id_] = _free(seconds, taken)
        taken.add(found[id_])
    return found


def _distance(id_: str) -> int:
    return int(digest(id_, 8), 16) % SPREAD


def _wanted(id_: str, told_: Told) -> int:
    """Where an article stands that shares its second, or has none; on the day of ``told_``."""
    if not told_.is_exact:
        return told_.seconds
    room = min(SPREAD, told_.seconds % DAY + 1)
    return told_.seconds - _distance(id_) % room


def _free(seconds: int, taken: set[int]) -> int:
    """The nearest second before ``seconds`` that is free, of a full morning the next one after."""
    start = seconds - seconds % DAY
    for each in range(seconds, start - 1, -1):
        if each not in taken:
            return each
    return next((s for s in range(seconds, start + DAY) if s not in taken), seconds)


def fault(post: Post) -> Fault | None:
    """Why ``post`` cannot be in a feed, and the remedy; None if it can."""
    times = (post.published, post.updated or post.published)
    checks = (
        (any(t.tzinfo is None for t in times), "its date has no time zone", "add the offset"),
        (
            not all(YEARS[0] <= t.year <= YEARS[-1] for t in times),
            "its date lies in a year that feeds cannot tell",
            "correct its Date or Modified line",
        ),
        (not is_urn(post.id), f"its id {post.id!r} is no address", "restore its Id line"),
        (not is_path(post.url), f"its address {post.url!r} is unsafe", "correct its Url line"),
    )
    return next(((message, remedy) for wrong, message, remedy in checks if wrong), None)


def fault_problem(where: str, found: Fault) -> Problem:
    """A fault of the post ``where``, for the person who can mend it."""
    message, remedy = found
    return Problem(where, f"is in no feed: {message}", remedy, code="feed-entry")

"""Which articles subscribers may see now, and when each of them last changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from plugins.dates import utc
from plugins.errors import Problem
from plugins.feeds.urls import is_path, is_urn
from plugins.hashing import digest
from plugins.model import Article, Post

#: Articles with one and the same time are spread over this many seconds.
SPREAD = 3600
#: Years of four digits, and one to spare where a time zone shifts the time.
YEARS = range(1001, 9999)


@dataclass(frozen=True, slots=True)
class Choice:
    """The articles of all feeds."""

    shown: tuple[Article, ...]
    """Newest first, no id twice."""
    withdrawn: tuple[Article, ...]
    """Taken back: they are in no feed, but their feeds have changed."""
    problems: tuple[Problem, ...]


def choose(articles: Iterable[Article], clock: datetime) -> Choice:
    """What may be seen at ``clock``; whatever cannot go into a feed is named, the rest goes on."""
    shown: list[Article] = []
    withdrawn: list[Article] = []
    problems: list[Problem] = []
    ids: set[str] = set()
    for article in sorted(articles, key=_order):
        post = article.post
        if post.status not in {"published", "withdrawn"}:
            continue
        if fault := _fault(post, ids):
            problems.append(_problem(article, fault))
        elif post.published <= clock:
            ids.add(post.id)
            (shown if post.status == "published" else withdrawn).append(article)
    return Choice(tuple(shown), tuple(withdrawn), tuple(problems))


def changed(post: Post, clock: datetime) -> datetime:
    """When its words last changed, not before its publication and never after ``clock``."""
    moment = utc(post.changed)
    return moment if post.published <= moment <= clock else utc(post.published)


def distinct_updates(
    articles: Sequence[Article], clock: datetime, zone: ZoneInfo
) -> dict[str, datetime]:
    """A time of change for each id, no two alike: validators warn of it, readers mix them up.

    A time that only one article has stays. Articles that share theirs (a day without an hour,
    files copied in one go) get one near it that depends on the id, so that one more article
    of that day moves none of the others, or hardly ever. A time of day is spread backwards,
    so as not to lie in the future; midnight in ``zone`` forwards, so as to stay on its day.
    """
    times = [(changed(article.post, clock), article.post.id) for article in articles]
    shared = {
        moment for moment, count in Counter(moment for moment, _ in times).items() if count > 1
    }
    wanted = [(_spread(t, id_, zone) if t in shared else t, t in shared, id_) for t, id_ in times]
    wanted.sort(key=lambda item: (-item[0].timestamp(), item[1], item[2]))
    found: dict[str, datetime] = {}
    last: datetime | None = None
    for moment, _, id_ in wanted:
        last = moment if last is None else min(moment, last - timedelta(seconds=1))
        found[id_] = last
    return found


def _spread(moment: datetime, id_: str, zone: ZoneInfo) -> datetime:
    distance = timedelta(seconds=int(digest(id_, 8), 16) % SPREAD)
    is_day = moment.astimezone(zone).time() == time()
    return moment + distance if is_day else moment - distance


def _order(article: Article) -> tuple[float, str, str, str]:
    """Newest first; the rest makes the order total."""
    post = article.post
    seconds = post.published.timestamp() if post.published.tzinfo else 0.0
    return (-seconds, post.id, post.url, article.html)


def _fault(post: Post, ids: set[str]) -> tuple[str, str] | None:
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
        (post.id in ids, f"its id {post.id} is another article's too", "remove one Id line"),
        (not is_path(post.url), f"its address {post.url!r} is unsafe", "correct its Url line"),
    )
    return next(((message, remedy) for wrong, message, remedy in checks if wrong), None)


def _problem(article: Article, fault: tuple[str, str]) -> Problem:
    message, remedy = fault
    return Problem(article.where, f"is in no feed: {message}", remedy, code="feed-entry")

"""Which articles stand where: pure, and linear in the number of articles."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from zoneinfo import ZoneInfo

from plugins.model import Article

SECONDARY = 3
PER_SECTION = 3
LATEST = 12
RELATED = 3
#: Older articles of a tag that are looked at for related ones: bounds the work per article.
_NEAR = 50


@dataclass(frozen=True, slots=True)
class Front:
    """The front page's stories; none stands twice."""

    lead: Article | None
    secondary: tuple[Article, ...]
    blocks: tuple[tuple[str, tuple[Article, ...]], ...]
    """Section names in the order of the settings, with their stories."""
    latest: tuple[Article, ...]


def front(articles: Sequence[Article], sections: Sequence[str]) -> Front:
    """``articles`` newest first. The lead is the newest pinned one, else the newest."""
    lead = next((a for a in articles if a.post.pinned), articles[0] if articles else None)
    rest = [a for a in articles if a is not lead]
    secondary, rest = rest[:SECONDARY], rest[SECONDARY:]
    by_section: dict[str, list[Article]] = defaultdict(list)
    for article in rest:
        if len(by_section[article.post.category]) < PER_SECTION:
            by_section[article.post.category].append(article)
    blocks = tuple((name, tuple(by_section[name])) for name in sections if by_section.get(name))
    used = {id(a) for _, block in blocks for a in block}
    latest = [a for a in rest if id(a) not in used][:LATEST]
    return Front(lead, tuple(secondary), blocks, tuple(latest))


def by_period(
    articles: Iterable[Article], zone: ZoneInfo, *, monthly: bool
) -> dict[tuple[int, int | None], tuple[Article, ...]]:
    """Articles by year and month, or by year and None, in the order given."""
    found: dict[tuple[int, int | None], list[Article]] = defaultdict(list)
    for article in articles:
        local = article.post.published.astimezone(zone)
        found[local.year, local.month if monthly else None].append(article)
    return {period: tuple(group) for period, group in found.items()}


def by_day(articles: Iterable[Article], zone: ZoneInfo) -> list[tuple[Article, ...]]:
    """Runs of articles of one day in ``zone``, in the order given."""

    def day(article: Article) -> object:
        return article.post.published.astimezone(zone).date()

    return [tuple(group) for _, group in groupby(articles, key=day)]


def related_to(articles: Sequence[Article]) -> Callable[[Article], tuple[Article, ...]]:
    """Finds up to three older articles of the same language that share most tags.

    ``articles`` are newest first. Only older ones, so that a new article changes no other page.
    """
    place = {id(article): i for i, article in enumerate(articles)}
    tagged: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, article in enumerate(articles):
        for tag in article.post.tags:
            tagged[article.post.lang, tag].append(i)

    def find(article: Article) -> tuple[Article, ...]:
        here, shared = place[id(article)], defaultdict[int, int](int)
        for tag in article.post.tags:
            others = tagged[article.post.lang, tag]
            start = bisect_right(others, here)
            for i in others[start : start + _NEAR]:
                shared[i] += 1
        best = sorted(shared, key=lambda i: (-shared[i], i))[:RELATED]
        return tuple(articles[i] for i in best)

    return find

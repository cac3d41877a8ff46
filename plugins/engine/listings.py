"""Which articles stand where: pure, and linear in the number of articles."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from plugins import addresses
from plugins.engine import rows
from plugins.engine.subjects import ENOUGH
from plugins.model import Article, Post

if TYPE_CHECKING:
    from plugins.engine.library import Item

T = TypeVar("T")

_DAY = 86_400

SECONDARY = 3
PER_SECTION = 3
LATEST = 12
RELATED = 3
#: Older articles of a tag that are looked at for related ones: bounds the work per article.
NEAR = 30


@dataclass(frozen=True, slots=True)
class Front(Generic[T]):
    """The front page's stories; none stands twice."""

    lead: T | None
    secondary: tuple[T, ...]
    blocks: tuple[tuple[str, tuple[T, ...]], ...]
    """Section names in the order of the settings, with their stories."""
    latest: tuple[T, ...]

    def stories(self) -> Iterator[T]:
        """All of them, in the order of the page."""
        yield from (self.lead,) if self.lead else ()
        yield from self.secondary
        for _, block in self.blocks:
            yield from block
        yield from self.latest


def depth(sections: int) -> int:
    """How many of the newest articles can stand on the front page outside its sections."""
    return 1 + SECONDARY + PER_SECTION * sections + LATEST


def front(articles: Sequence[T], sections: Sequence[str], post: Callable[[T], Post]) -> Front[T]:
    """``articles`` newest first. The lead is the newest pinned one, else the newest."""
    lead = next((a for a in articles if post(a).pinned), articles[0] if articles else None)
    rest = [a for a in articles if a is not lead]
    secondary, rest = rest[:SECONDARY], rest[SECONDARY:]
    by_section: dict[str, list[T]] = defaultdict(list)
    for article in rest:
        if len(by_section[post(article).category]) < PER_SECTION:
            by_section[post(article).category].append(article)
    blocks = tuple((name, tuple(by_section[name])) for name in sections if by_section.get(name))
    used = {id(a) for _, block in blocks for a in block}
    latest = [a for a in rest if id(a) not in used][:LATEST]
    return Front(lead, tuple(secondary), blocks, tuple(latest))


def by_day(articles: Iterable[Article], zone: ZoneInfo) -> list[tuple[Article, ...]]:
    """Runs of articles of one day in ``zone``, in the order given."""

    def day(article: Article) -> object:
        return article.post.published.astimezone(zone).date()

    return [tuple(group) for _, group in groupby(articles, key=day)]


def bounds(low: int, high: int) -> tuple[int, int]:
    """Seconds since 1970 between which all of the periods from ``low`` to ``high`` lie.

    A period is year × 100 + month in any zone; the bounds may be some days too wide.
    """
    start, end = (
        rows.seconds(datetime(max(each // 100, 1), min(max(each % 100, 1), 12), 1, tzinfo=UTC))
        for each in (low, high)
    )
    return start - _DAY, end + 32 * _DAY


def translations(item: Item, others: Iterable[Item]) -> tuple[Item, ...]:
    """Those of ``others`` that are ``item`` in another language, by language; each once.

    Others share an original with it, or a slug. A slug that is only the title's own says nothing:
    one of the two must have been chosen by somebody.
    """
    found: dict[str, Item] = {}
    for other in sorted(others, key=lambda each: (each.post.lang, each.post.id)):
        if other.post.lang != item.post.lang and _are_translations(item.post, other.post):
            found.setdefault(other.post.lang, other)
    return tuple(found.values())


def _are_translations(one: Post, other: Post) -> bool:
    if (one.translation_of or one.id) == (other.translation_of or other.id):
        return True
    return one.slug == other.slug and any(each.slug != addresses.slug(each.title)
                                          for each in (one, other))  # fmt: skip


def relations(
    articles: Iterable[tuple[Hashable, str, Sequence[tuple[Hashable, int]]]],
) -> Iterator[tuple[Hashable, list[Any]]]:
    """For each article up to three older ones of its language that share most of its subjects.

    ``articles`` come oldest first: key, language and subjects, each with what it counts for. Only
    older ones, so that a new article changes no other page.
    """
    seen: dict[tuple[str, Hashable], deque[tuple[int, Hashable]]] = defaultdict(
        lambda: deque(maxlen=NEAR)
    )
    for place, (key, lang, subjects) in enumerate(articles):
        shared: dict[tuple[Any, Hashable], int] = {}
        for subject, weight in subjects:
            near = seen[lang, subject]
            for other in near:
                shared[other] = shared.get(other, 0) + weight
            near.append((place, key))
        yield key, best(shared)


def best(shared: Mapping[tuple[Any, Any], int]) -> list[Any]:
    """The three that share most, of equals the newest; keys are a place, rising, and a name."""
    near = [each for each, weight in shared.items() if weight >= ENOUGH]
    near.sort(key=lambda each: each[0], reverse=True)
    return [name for _, name in sorted(near, key=lambda each: -shared[each])[:RELATED]]

"""Which articles subscribers see, and the times of change that tell them apart."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from plugins import feeds
from plugins.model import Article, Origin
from tests.feeds import newsroom
from tests.feeds.newsroom import CLOCK, DAY, article, settings

PARIS = ZoneInfo("Europe/Paris")


def updates(articles: Iterable[Article]) -> dict[str, datetime]:
    """The time of change of each, as the feeds of one site tell it."""
    return newsroom._stamps(list(articles), settings(), CLOCK)


def test_a_time_of_its_own_stays() -> None:
    later = DAY + timedelta(days=1)
    two = (article(1), article(2, updated=later))
    assert set(updates(two).values()) == {DAY, later}


@given(st.lists(st.integers(-3, 3), min_size=1, max_size=60))
def test_no_two_articles_changed_in_the_same_second(offsets: list[int]) -> None:
    some = [article(n, published=DAY + timedelta(seconds=s)) for n, s in enumerate(offsets)]
    found = updates(some)
    assert len(set(found.values())) == len(some)
    assert max(found.values()) <= max(a.post.published for a in some)
    assert found == updates(some[::-1])


def test_one_more_article_of_a_day_moves_hardly_any_other() -> None:
    day = [article(n) for n in range(51)]
    before, after = updates(day[:50]), updates(day)
    assert sum(before[id_] != after[id_] for id_ in before) <= 1


def test_a_day_without_an_hour_stays_that_day() -> None:
    midnight = datetime(2024, 11, 18, tzinfo=PARIS)
    found = updates([article(n, published=midnight) for n in range(9)])
    assert len(set(found.values())) == 9
    assert {at.astimezone(PARIS).date() for at in found.values()} == {midnight.date()}


def test_ten_thousand_articles_of_one_second_are_told_apart() -> None:
    found = updates([article(n) for n in range(10_000)])
    assert len(set(found.values())) == 10_000
    assert min(found.values()) > DAY - timedelta(hours=6)


def test_a_change_before_its_publication_or_after_the_clock_is_none() -> None:
    odd = (
        article(1, updated=DAY - timedelta(days=1)),
        article(2, published=DAY + timedelta(days=1), updated=CLOCK + timedelta(days=1)),
    )
    assert set(updates(odd).values()) == {DAY, DAY + timedelta(days=1)}


def test_files_of_one_heap_are_told_apart_and_none_lies_in_the_future() -> None:
    heap = [article(n, published=DAY, published_origin=Origin.GIT) for n in range(40)]
    before, after = updates(heap[:39]), updates(heap)
    assert len(set(after.values())) == 40
    assert max(after.values()) <= DAY
    assert sum(before[id_] != after[id_] for id_ in before) <= 1


def test_a_day_is_told_apart_without_looking_at_other_days() -> None:
    two = [article(n, published=DAY + timedelta(days=n // 5)) for n in range(10)]
    assert updates(two) == {**updates(two[:5]), **updates(two[5:])}


def test_what_cannot_go_in_is_named_and_the_rest_goes_on() -> None:
    naive = datetime(2024, 11, 1, tzinfo=UTC).replace(tzinfo=None)
    bad = (
        article(1, id=""),
        article(2, id="no id"),
        article(3, published=naive),
        article(4, updated=naive),
        article(5, url="../../etc/"),
        article(6, url="2024/\ud800/"),
        article(8, published=datetime.min.replace(tzinfo=PARIS)),
    )
    found = newsroom.edition((*bad, article(7)), settings())
    assert [entry.title for entry in found.feeds[0].entries] == ["Article 7"]
    assert len(found.problems) == 7
    assert all(problem.remedy and problem.code == "feed-entry" for problem in found.problems)


def test_the_fault_of_a_post_is_told_with_its_remedy() -> None:
    assert feeds.fault(article(1).post) is None
    assert feeds.fault(article(1, id="no id").post) == (
        "its id 'no id' is no address",
        "restore its Id line",
    )

"""Which articles subscribers see, and the times of change that tell them apart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from plugins.feeds.choosing import choose, distinct_updates
from tests.feeds.newsroom import CLOCK, DAY, article

PARIS = ZoneInfo("Europe/Paris")


def test_a_time_of_its_own_stays() -> None:
    later = DAY + timedelta(days=1)
    two = (article(1), article(2, updated=later))
    assert set(distinct_updates(two, CLOCK, PARIS).values()) == {DAY, later}


@given(st.lists(st.integers(-3, 3), min_size=1, max_size=60))
def test_no_two_articles_changed_in_the_same_second(offsets: list[int]) -> None:
    some = [article(n, published=DAY + timedelta(seconds=s)) for n, s in enumerate(offsets)]
    found = distinct_updates(some, CLOCK, PARIS)
    assert len(set(found.values())) == len(some)
    assert max(found.values()) <= max(a.post.published for a in some)
    assert found == distinct_updates(some[::-1], CLOCK, PARIS)


def test_one_more_article_of_a_day_moves_hardly_any_other() -> None:
    day = [article(n) for n in range(51)]
    before, after = distinct_updates(day[:50], CLOCK, PARIS), distinct_updates(day, CLOCK, PARIS)
    assert sum(before[id_] != after[id_] for id_ in before) <= 1


def test_a_day_without_an_hour_stays_that_day() -> None:
    midnight = datetime(2024, 11, 18, tzinfo=PARIS)
    found = distinct_updates([article(n, published=midnight) for n in range(9)], CLOCK, PARIS)
    assert len(set(found.values())) == 9
    assert {at.astimezone(PARIS).date() for at in found.values()} == {midnight.date()}


def test_ten_thousand_articles_of_one_second_are_told_apart() -> None:
    found = distinct_updates([article(n) for n in range(10_000)], CLOCK, PARIS)
    assert len(set(found.values())) == 10_000
    assert min(found.values()) > DAY - timedelta(hours=6)


def test_a_change_before_its_publication_or_after_the_clock_is_none() -> None:
    odd = (
        article(1, updated=DAY - timedelta(days=1)),
        article(2, published=DAY + timedelta(days=1), updated=CLOCK + timedelta(days=1)),
    )
    assert set(distinct_updates(odd, CLOCK, PARIS).values()) == {DAY, DAY + timedelta(days=1)}


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
    good = article(7)
    found = choose((*bad, good, good), CLOCK)
    assert found.shown == (good,)
    assert [p.where for p in found.problems if "another article" in p.message] == [
        "content/posts/2024/11/article-7.md"
    ]
    assert len(found.problems) == 8
    assert all(problem.remedy and problem.code == "feed-entry" for problem in found.problems)


def test_newest_come_first_and_ties_go_by_id() -> None:
    some = [article(n, published=DAY + timedelta(days=n // 2)) for n in range(6)]
    shown = choose(some[::-1], CLOCK).shown
    assert shown == choose(some, CLOCK).shown
    assert [a.post.published for a in shown] == sorted(
        (a.post.published for a in some), reverse=True
    )

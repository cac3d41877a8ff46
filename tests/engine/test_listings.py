"""Which articles stand where."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.engine.listings import Front, bounds, by_day, relations
from plugins.engine.listings import front as arranged
from plugins.engine.subjects import TAG, WORD, words_of
from plugins.model import Article, Post

PARIS = ZoneInfo("Europe/Paris")
NOON = datetime(2024, 11, 18, 12, tzinfo=UTC)


def article(
    number: int, section: str = "Monde", tags: tuple[str, ...] = (), lang: str = "fr",
    pinned: bool = False, published: datetime | None = None,
) -> Article:  # fmt: skip
    when = published or NOON - timedelta(hours=number)
    post = Post(
        id=f"urn:{number}", url=f"2024/11/a{number}/", title=f"Titre {number}", slug=f"a{number}",
        lang=lang, published=when, category=section, tags=tags, pinned=pinned,
    )  # fmt: skip
    return Article(post, "<p>Texte</p>", 1)


def front(articles: list[Article], sections: list[str]) -> Front[Article]:
    return arranged(articles, sections, lambda each: each.post)


@given(st.lists(st.sampled_from(["Monde", "Culture", "Ailleurs"]), max_size=60))
def test_no_story_stands_twice_on_the_front_page(sections: list[str]) -> None:
    articles = [article(i, section) for i, section in enumerate(sections)]
    page = front(articles, ["Monde", "Culture"])
    shown = [page.lead, *page.secondary, *(a for _, b in page.blocks for a in b), *page.latest]
    ids = [a.post.id for a in shown if a]
    assert len(ids) == len(set(ids))
    assert (page.lead is None) == (not articles)


def test_the_newest_pinned_article_leads() -> None:
    articles = [article(0), article(1, pinned=True), article(2, pinned=True)]
    assert front(articles, []).lead is articles[1]


def test_with_one_article_the_front_page_has_a_lead_and_nothing_else() -> None:
    page = front([article(0)], ["Monde"])
    assert page.lead is not None
    assert (page.secondary, page.blocks, page.latest) == ((), (), ())


def test_days_keep_the_order_of_their_articles() -> None:
    articles = [article(i) for i in range(30)]
    days = by_day(articles, PARIS)
    assert [a for day in days for a in day] == articles
    assert [len(day) for day in days] == [14, 16]


def related(articles: list[Article]) -> dict[str, list[str]]:
    """Titles of the articles related to each, by its own; ``articles`` are newest first."""
    oldest_first = (
        (a.post.title, a.post.lang, [(tag, TAG) for tag in a.post.tags]) for a in reversed(articles)
    )
    return dict(relations(oldest_first))  # type: ignore[arg-type]  # titles are hashable


def test_related_articles_are_older_of_the_same_language_and_share_most_tags() -> None:
    found = related(
        [
            article(0, tags=("Ukraine", "OTAN")),
            article(1, tags=("Ukraine",)),
            article(2, tags=("Ukraine", "OTAN")),
            article(3, tags=("Ukraine",), lang="en"),
            article(4, tags=("Vin",)),
        ]
    )
    assert found["Titre 0"] == ["Titre 2", "Titre 1"]
    assert found["Titre 1"] == ["Titre 2"]
    assert found["Titre 4"] == []


def test_one_word_that_two_titles_share_is_chance_and_two_are_a_subject() -> None:
    titles = (
        "La centrale de Kherson privée de courant",
        "À Kherson, la centrale redémarre sans courant",
        "Une centrale à betteraves",
        "Les centrales de Kherson : l’attente",
    )
    oldest_first = (
        (number, "fr", [(word, WORD) for word in words_of(replace(article(0).post, title=title))])
        for number, title in enumerate(titles)
    )
    assert dict(relations(oldest_first)) == {0: [], 1: [0], 2: [], 3: [1, 0]}


def test_words_of_a_title_are_stems_of_its_language_the_longest_first() -> None:
    title = "Élections : 120 élus des élections locales, qui dit mieux ?"
    post = replace(article(0).post, title=title)
    assert words_of(post) == ("elect", "local", "mieux", "elus")
    assert words_of(replace(post, title="流氷、網走に接岸", lang="ja")) == ()


@pytest.mark.parametrize("count", [1, 2, 200])
def test_a_newer_article_never_changes_what_is_related_to_an_older_one(count: int) -> None:
    older = [article(i, tags=("Ukraine",)) for i in range(1, count + 1)]
    after = related([article(0, tags=("Ukraine",)), *older])
    assert {name: after[name] for name in related(older)} == related(older)


def test_a_month_lies_between_its_bounds_in_every_time_zone() -> None:
    low, high = bounds(202411, 202411)
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):
        first = datetime(2024, 11, 1, tzinfo=ZoneInfo(zone)).timestamp()
        last = datetime(2024, 11, 30, 23, 59, 59, tzinfo=ZoneInfo(zone)).timestamp()
        assert low <= first <= last <= high
    assert bounds(202400, 202499) == (bounds(202401, 202401)[0], bounds(202412, 202412)[1])

"""Work is counted: a change renders the outputs that show it, and no other."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from tests.rebuild.building import Built, build
from tests.rebuild.newsroom import NOON, Newsroom, copy_theme
from tests.rebuild.shown import ELSEWHERE, SECTIONS, SITENAME, Story, shown

NEWEST = datetime(2026, 11, 20, 9, tzinfo=UTC)


def stories() -> dict[int, Story]:
    """Sixteen of four months, 16 being the newest: two sections, two languages, many tags."""
    found = {}
    for number in range(16, 0, -1):
        found[number] = Story(
            number=number,
            date=NEWEST - timedelta(days=(16 - number) * 7, minutes=number),
            title=f"Titre {number}",
            section=SECTIONS[number % 3 == 0],
            tags=(("paix",), ("paix", "prix"), ("mer",), ())[number % 4],
            author=("roy", "attal", "")[number % 3],
            source=("agence", "", "fil", "agence")[number % 4],
            lang="fr" if number % 5 else "en",
        )
    return found


@dataclass
class Site:
    """A newsroom of stories, and what its last build rendered."""

    room: Newsroom
    stories: dict[int, Story] = field(default_factory=dict)

    def tell(self, told: dict[int, Story]) -> Built:
        """Makes the newsroom hold these stories, and builds it."""
        for number in self.stories.keys() - told.keys():
            self.room.drop(f"posts/{number}.md")
        for number, story in told.items():
            if story != self.stories.get(number):
                self.room.put(f"posts/{number}.md", story.text())
        self.stories = told
        return self.build()

    def build(self, *, full: bool = False) -> Built:
        built = build(self.room.overrides(), self.room.clock, full=full, jobs=1)
        assert built.report is not None
        assert built.report.problems == ()
        return built


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site of sixteen stories, built."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOON))
    room = Newsroom(tmp_path, Random(0))
    sections = {name: [] for name in SECTIONS}
    room.settings |= {"SECTIONS": sections, "SITENAME": SITENAME, "TIMEZONE": "UTC"}
    room.settings |= {"SEARCH": False, "DISCOVERY": False}  # counted by tests of their own
    copy_theme(room.theme)
    found = Site(room)
    built = found.tell(stories())
    assert rendered(built) == shown(found.stories).keys()
    return found


def rendered(built: Built) -> frozenset[str]:
    """What was rendered of the outputs that this measures."""
    assert built.rendered is not None
    return frozenset(path for path in built.rendered if not ELSEWHERE.fullmatch(path))


def expect_exactly(site: Site, told: dict[int, Story], count: int) -> None:
    """Builds ``told``; no other output is rendered than those that show what changed.

    ``count`` is how many those are: what a newsroom pays for the change.
    """
    before, after = shown(site.stories), shown(told)
    built = site.tell(told)
    due = {path for path, what in after.items() if what != before.get(path)}
    assert rendered(built) == due
    assert len(due) == count
    assert built.report is not None
    assert set(built.report.published.removed) == before.keys() - after.keys()


def test_adding_the_newest_article_renders_it_and_its_lists(site: Site) -> None:
    """Its page, the one before, the front page, four feeds and lists with their months, …"""
    new = Story(17, NEWEST + timedelta(days=1), "Nouveau", "Monde", ("paix",), "roy", "fil", "fr")
    expect_exactly(site, {**site.stories, 17: new}, count=32)


def test_adding_an_old_article_renders_no_more(site: Site) -> None:
    """It stands in its month; newer ones on the same subject may now lead to it."""
    new = Story(17, NEWEST - timedelta(days=80), "Ancien", "Sport", ("mer",), "", "", "fr")
    expect_exactly(site, {**site.stories, 17: new}, count=14)


def test_the_first_article_of_a_section_renders_all_for_its_bar(site: Site) -> None:
    """What every page shows changed: the whole site is built beside the live one."""
    new = Story(17, NEWEST + timedelta(days=1), "Neuf", "Culture", (), "", "", "fr")
    told = {**site.stories, 17: new}
    assert rendered(site.tell(told)) == shown(told).keys()


def test_editing_a_body_renders_its_page_and_the_feeds_that_hold_it(site: Site) -> None:
    edited = replace(site.stories[16], body="Autre chose.")
    expect_exactly(site, {**site.stories, 16: edited}, count=15)


def test_editing_the_body_of_an_article_that_no_feed_holds_renders_its_page_alone(
    site: Site,
) -> None:
    edited = replace(site.stories[1], body="Autre chose.")
    expect_exactly(site, {**site.stories, 1: edited}, count=1)


@pytest.mark.parametrize(("number", "count"), [(16, 28), (9, 20), (1, 13)])
def test_editing_a_title_renders_all_that_shows_it(site: Site, number: int, count: int) -> None:
    edited = replace(site.stories[number], title="Un autre titre")
    expect_exactly(site, {**site.stories, number: edited}, count)


@pytest.mark.parametrize(("number", "count"), [(16, 30), (9, 22), (1, 18)])
def test_deleting_an_article_renders_its_lists_and_neighbours(
    site: Site, number: int, count: int
) -> None:
    left = {n: story for n, story in site.stories.items() if n != number}
    expect_exactly(site, left, count)


@pytest.mark.parametrize(
    ("number", "tags", "count"),
    [
        *((15, ("mer",), 16), (15, ("neuf",), 19), (15, ("paix", "mer", "prix"), 21)),
        *((14, (), 15), (14, ("paix",), 19)),
    ],
)
def test_retagging_an_article_renders_the_pages_of_its_tags(
    site: Site, number: int, tags: tuple[str, ...], count: int
) -> None:
    edited = replace(site.stories[number], tags=tags)
    expect_exactly(site, {**site.stories, number: edited}, count)


def test_a_list_that_grows_over_a_page_gets_pages_of_years(site: Site) -> None:
    """The fifth article of the tag fills its page, the sixth is one too many."""
    first = site.stories
    fifth = {**first, 3: replace(first[3], tags=("prix",))}
    sixth = {**fifth, 7: replace(first[7], tags=("prix",))}
    for told, count in ((fifth, 2), (sixth, 5), (fifth, 4)):
        expect_exactly(site, told, count)


def test_another_source_or_author_renders_their_lists(site: Site) -> None:
    edited = replace(site.stories[10], source="neuf", author="neuf")
    expect_exactly(site, {**site.stories, 10: edited}, count=30)


def test_another_date_moves_an_article_from_month_to_month(site: Site) -> None:
    edited = replace(site.stories[16], date=NEWEST - timedelta(days=60))
    expect_exactly(site, {**site.stories, 16: edited}, count=40)


def test_an_article_that_is_hidden_keeps_its_page_and_leaves_its_lists(site: Site) -> None:
    edited = replace(site.stories[14], hidden=True)
    expect_exactly(site, {**site.stories, 14: edited}, count=27)


def test_where_nothing_changed_nothing_is_rendered(site: Site) -> None:
    os.utime(site.room.content / "posts/3.md")
    assert site.build().rendered == frozenset()


def test_an_output_that_is_gone_is_rendered_alone(site: Site) -> None:
    (site.room.output / "tag/paix/index.html").unlink()
    assert site.build().rendered == {"tag/paix/index.html"}


def test_a_full_build_renders_all(site: Site) -> None:
    assert rendered(site.build(full=True)) == shown(site.stories).keys()

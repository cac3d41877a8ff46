"""Lines that are no text because of where they stand."""

from __future__ import annotations

import pytest

from tests.convert.reading.article import HEADLINE, LEAD, SECOND, parts, rules, texts


@pytest.mark.parametrize("scrap", ["Local news", "Jeanne Dubois", "أخبار"])
def test_a_short_line_between_headline_and_text_is_dropped(scrap: str) -> None:
    found = parts(HEADLINE, scrap, LEAD, SECOND)
    assert texts(found) == [LEAD, SECOND]
    assert rules(found) == {scrap: "short line above the text"}


def test_a_few_short_lines_below_the_text_are_dropped_and_a_list_of_them_stays() -> None:
    few = ("Jeanne Dubois", "Valley desk")
    many = ("Oak", "Ash", "Elm", "Birch", "Beech", "Larch", "Yew")
    assert texts(parts(HEADLINE, LEAD, SECOND, *few)) == [LEAD, SECOND]
    assert texts(parts(HEADLINE, LEAD, SECOND, *many)) == [LEAD, SECOND, *many]


@pytest.mark.parametrize("line", ["It is.", "- Oak", "Why now?", "The mayor’s plan for the river"])
def test_sentences_items_and_longer_lines_below_the_text_stay(line: str) -> None:
    assert line.removeprefix("- ") in " ".join(texts(parts(HEADLINE, LEAD, SECOND, line)))


def test_short_lines_inside_the_text_stay() -> None:
    found = parts(HEADLINE, LEAD, "What comes next", SECOND)
    assert texts(found) == [LEAD, "What comes next", SECOND]


def test_a_long_line_twice_on_end_stays_once() -> None:
    caption = "Boats lie below the old bridge on a Monday evening in November"
    found = parts(HEADLINE, LEAD, caption, caption, SECOND)
    assert texts(found) == [LEAD, caption, SECOND]
    assert rules(found)[caption] == "line repeated"


def test_a_lead_that_a_headline_was_made_of_stays() -> None:
    found = parts(LEAD, "The mayor was pleased.")
    assert LEAD.startswith(found.headline.rstrip("…"))
    assert texts(found)[0] == LEAD

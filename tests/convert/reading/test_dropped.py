"""The page around a text goes, the text stays."""

from __future__ import annotations

import pytest

from tests.convert.reading.article import HEADLINE, LEAD, SECOND, THIRD, parts, rules, texts

MENU = ["Skip to content", "Menu", "News", "Sport", "Weather", "Login", "Subscribe", "Search"]
QUOTED = "« On a tout monté à l’étage », raconte Samira Haddad, commerçante."


def test_a_whole_page_loses_its_menus_and_keeps_its_article() -> None:
    foot = ["Share", "Facebook", "Read also", "Ferry sinks", "Mayor resigns", "Contact", "Login"]
    found = parts(*MENU, HEADLINE, LEAD, SECOND, THIRD, *foot, "© 2024 Valley Herald")
    assert found.headline == HEADLINE
    assert texts(found) == [LEAD, SECOND, THIRD]
    assert len(found.dropped) == len(MENU) + len(foot) + 1


def test_a_caption_between_headline_and_text_of_a_page_is_no_headline() -> None:
    head = [HEADLINE, "2 hours ago", "The old river bridge on Monday evening"]
    foot = ["Share", "Facebook", "Contact", HEADLINE, "Login", "© 2024 Valley Herald"]
    found = parts(*MENU, *head, LEAD, SECOND, THIRD, *foot)
    assert found.headline == HEADLINE
    assert texts(found)[-3:] == [LEAD, SECOND, THIRD]


def test_titles_listed_under_read_also_go_with_it() -> None:
    found = parts(HEADLINE, LEAD, SECOND, "Read also", "Ferry sinks off the coast", "Mayor resigns")
    assert texts(found) == [LEAD, SECOND]
    assert rules(found)["Mayor resigns"] == "read also"


def test_a_sentence_behind_a_photo_credit_and_above_share_lines_is_of_the_text() -> None:
    foot = ["Share", "Facebook", "Subscribe", "Contact", "Login", "© 2024 Valley Herald"]
    found = parts(*MENU, HEADLINE, LEAD, SECOND, "Read also: Ferry", "Photo: AFP", QUOTED, *foot)
    assert texts(found) == [LEAD, SECOND, QUOTED]


def test_a_teaser_behind_other_titles_is_not_of_the_text() -> None:
    foot = ["Share", "Facebook", "Subscribe", "Ferry sinks", "Mayor resigns", QUOTED, "Login"]
    found = parts(*MENU, *MENU, HEADLINE, LEAD, SECOND, THIRD, *foot, "© 2024 Valley Herald")
    assert texts(found) == [LEAD, SECOND, THIRD]
    assert rules(found)[QUOTED] == "page around the text"


@pytest.mark.parametrize(
    "menu",
    ["Inicio   Política   Economía   Deportes", "Home | News | Sport", "A la une · Monde · Sport"],
)
def test_a_menu_above_a_headline_is_none(menu: str) -> None:
    found = parts(menu, HEADLINE, LEAD, SECOND)
    assert found.headline == HEADLINE
    assert rules(found)[menu] == "menu"


def test_teasers_with_dates_between_them_are_not_of_the_text() -> None:
    teasers = [
        line
        for day in range(1, 9)
        for line in (f"What the mayor said on day {day}", QUOTED, "Ada Stone", f"{day} May 2024")
    ]
    foot = ["Share", "Facebook", "Contact", "Login", "Subscribe", "© 2024 Valley Herald"]
    found = parts(*MENU, HEADLINE, "1 May 2024", LEAD, SECOND, THIRD, "2 May 2024", *teasers, *foot)
    assert texts(found) == [LEAD, SECOND, THIRD]

"""Which of the days in a text is its own: each sign for it and against it, by an example."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from plugins.convert.metadata import date_words
from plugins.model import Origin
from tests.convert.described import LEAD, describe

PARIS = ZoneInfo("Europe/Paris")
HEADLINE = "Le marché couvert sera rénové"


def _day(*lines: str) -> str:
    """The day of a text of these lines where it is the text's own, else its origin."""
    found = describe(*lines)
    own = found.published_origin is Origin.TEXT
    return found.published.astimezone(PARIS).date().isoformat() if own else "none"


@pytest.mark.parametrize(
    "line",
    [
        "2 min de lecturePublié le 18 novembre 2024",
        "4 min readNovember 18, 20249:26 AM",
        "Anna Keller18.11.2024, 10:05 Uhr",
    ],
)
def test_a_date_glued_to_its_neighbours_is_read(line: str) -> None:
    assert _day(HEADLINE, line, LEAD) == "2024-11-18"


def test_of_many_dates_in_a_list_none_is_the_text_s() -> None:
    others = ["05.11.2024 · Männer", "07.11.2024 · Frauen", "12.11.2024 · Männer"]
    assert _day(HEADLINE, "02.11.2024, 10:16", LEAD, LEAD, *others) == "2024-11-02"
    assert _day(HEADLINE, LEAD, LEAD, *others) == "none"


def test_a_paragraph_that_says_its_date_has_one() -> None:
    assert _day(HEADLINE, f"{LEAD} Publié le 18 novembre 2024 par Anna Roux {LEAD}") == "2024-11-18"
    assert (
        _day(HEADLINE, f"{LEAD} Un livre publié le 18 novembre 2024 le raconte. {LEAD}") == "none"
    )


def test_a_paragraph_of_a_machine_s_words_has_its_date() -> None:
    posted = "Cet article a été publié vers lundi 18 novembre 2024 dans la rubrique Lyon."
    assert _day(HEADLINE, LEAD, f"{posted} {LEAD} {LEAD}") == "2024-11-18"
    assert _day(f"Lyon 2024-11-18 20:36:00 {HEADLINE} {LEAD} {LEAD}") == "2024-11-18"


def test_the_only_day_in_the_addresses_of_pictures_is_the_text_s() -> None:
    picture = "![La halle](https://img.example/uploads/2024/11/{day}/halle.jpg)"
    one, two = picture.format(day="18"), picture.format(day="02")
    assert _day(HEADLINE, one, LEAD, one, LEAD) == "2024-11-18"
    assert _day(HEADLINE, one, LEAD, two, LEAD) == "none"
    assert _day(HEADLINE, one, LEAD, one, two, LEAD) == "2024-11-18"


def test_the_name_of_a_picture_tells_its_day_where_its_folder_has_the_month() -> None:
    named = "![La halle](https://img.example/{}/20241118-halle.jpg)"
    assert _day(HEADLINE, named.format("media/2024/11"), LEAD, LEAD) == "2024-11-18"
    assert _day(HEADLINE, named.format("media/2025/02"), LEAD, LEAD) == "none"
    assert _day(HEADLINE, named.format("2024-11-18-marche"), LEAD, LEAD) == "2024-11-18"


def test_the_day_of_a_quoted_post_is_not_the_text_s() -> None:
    assert _day(HEADLINE, LEAD, "— Anna Roux (@aroux) November 18, 2024", LEAD) == "none"


@pytest.mark.parametrize(
    "line",
    [
        "© La Gazette, Lyon, 18 nov. 2024",
        "Créé: 18.11.2024, 07h36",
        "Mis à jour: 18.11.2024",
    ],
)
def test_a_line_at_the_end_says_when_a_text_appeared(line: str) -> None:
    assert _day(HEADLINE, LEAD, LEAD, LEAD, line) == "2024-11-18"


def test_the_first_of_several_days_is_an_event_s() -> None:
    event = "Rencontre avec les habitants (4 et 5 novembre 2024 à Lyon)"
    assert _day(HEADLINE, event, LEAD, LEAD) == "none"
    assert _day(HEADLINE, event, "18.10.2024", LEAD, LEAD) == "2024-10-18"
    assert _day("Les ventes du marché (2024/11/18-19, 20 lots)", LEAD, LEAD) == "none"


def test_days_that_go_up_from_line_to_line_are_a_program_s() -> None:
    days = [f"{name} 0{day}.11.2024" for day, name in ((4, "lundi"), (5, "mardi"), (6, "jeudi"))]
    assert _day(HEADLINE, LEAD, *[line for day in days for line in (day, LEAD)]) == "none"


def test_a_line_that_counts_comments_is_the_text_s() -> None:
    assert date_words.counts_comments("18. November 2024 von Anna Keller 3 Kommentare")
    assert date_words.counts_comments("18 novembre 2024 Laisser un commentaire")
    assert not date_words.counts_comments("18.11.2024, 10:05 Kommentar")


def test_a_sentence_may_say_that_its_day_is_the_text_s() -> None:
    assert _day(HEADLINE, f"Le marché ferme aujourd'hui (18.11.2024). {LEAD}", LEAD) == "2024-11-18"
    assert _day(HEADLINE, f"Le marché ferme lundi (18.11.2024) soir. {LEAD}", LEAD) == "none"


def test_the_day_beside_a_small_picture_is_read() -> None:
    button = "· 18 novembre 2024 · ![Envoyer](https://a.example/mail.gif)"
    assert _day(HEADLINE, button, LEAD, LEAD) == "2024-11-18"


def test_the_day_on_a_masthead_is_not_the_text_s_where_it_has_one() -> None:
    menu = [f"Rubrique {number}" for number in range(60)]
    lines = ["20 novembre 2024", *menu[:5], HEADLINE, "18 novembre 2024", LEAD, LEAD, *menu]
    assert _day(*lines) == "2024-11-18"


def test_rows_of_a_table_do_not_date_the_text() -> None:
    rows = ["| 1.03.2025 | 28.02.2025 | 25.02.2025 |", "| 6.03.2025 | 3.03.2025 | 5.03.2025 |"]
    assert _day(HEADLINE, LEAD, *rows, LEAD) == "none"


def test_the_day_of_a_change_is_never_before_the_publication() -> None:
    found = describe(HEADLINE, "20 novembre 2024", "Mis à jour le 18 novembre 2024", LEAD)
    assert found.updated is None


@pytest.mark.parametrize(
    "line", ["2 hours ago", "vor 2 Stunden", "il y a 3 jours", "Yesterday, 19:24"]
)
def test_how_long_ago_is_no_day_where_nobody_says_from_when(line: str) -> None:
    assert describe(HEADLINE, line, LEAD, LEAD).published_origin is not Origin.TEXT
    assert date_words.is_relative(line)


@pytest.mark.parametrize("opened", ["18. November 2024. Der Rat", "Lyon, (18.11.2024). Der Rat"])
def test_a_date_opens_a_short_line_too(opened: str) -> None:
    rest = "hat am Dienstag nach drei Stunden den Plan für den Markt beschlossen, der lange fehlte."
    assert _day(HEADLINE, f"{opened} {rest} {rest}", LEAD) == "2024-11-18"


def test_a_dateline_without_a_year_has_that_of_the_other_days() -> None:
    assert (
        _day(
            HEADLINE,
            f"LYON, 18 nov (AFP) - {LEAD}",
            f"{LEAD} Le projet date du 3 mars 2024. {LEAD}",
        )
        == "2024-11-18"
    )

"""Dates: where newspapers put them, in the forms of their languages, and nowhere else."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.convert.metadata import iranian, moments, when
from plugins.convert.types import Hints
from plugins.model import Origin
from tests.convert.described import CLOCK, HINTS, LEAD, SETTINGS, describe, parts

PARIS = ZoneInfo("Europe/Paris")
HEADLINE = "Le marché couvert sera rénové"


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("fr", "Publié le 18 novembre 2024 à 9 h", "2024-11-18T08:00:00+00:00"),
        ("fr", "le 1er août 2024 à 9h30", "2024-08-01T07:30:00+00:00"),
        ("fr", "18/11/2024 10:05", "2024-11-18T09:05:00+00:00"),
        ("en", "11/18/2024 4:20pm", "2024-11-18T15:20:00+00:00"),
        ("en", "Nov. 18, 2024 6:00 a.m. PT", "2024-11-18T14:00:00+00:00"),
        ("en", "18 November 2024 at 14:30 GMT", "2024-11-18T14:30:00+00:00"),
        ("en", "2024-11-18T10:00:00+05:30", "2024-11-18T04:30:00+00:00"),
        ("de", "18.11.2024, 09:30 Uhr", "2024-11-18T08:30:00+00:00"),
        ("es", "lunes, 18 de noviembre de 2024 - 09:00h", "2024-11-18T08:00:00+00:00"),
        ("it", "18 novembre 2024 alle 9:00", "2024-11-18T08:00:00+00:00"),
        ("pt", "18/11/2024 às 09h00", "2024-11-18T08:00:00+00:00"),
        ("pl", "18 listopada 2024, 10:00", "2024-11-18T09:00:00+00:00"),
        ("ru", "18 ноября 2024 г. в 15:30", "2024-11-18T14:30:00+00:00"),
        ("ja", "2024年11月18日 9時30分", "2024-11-18T08:30:00+00:00"),
    ],
)
def test_a_time_is_read_in_the_forms_of_its_language(lang: str, text: str, expected: str) -> None:
    (mention,) = moments.find(text, lang, PARIS)
    assert mention.moment == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ar", "١٨ نوفمبر ٢٠٢٤"),
        ("ar", "18 تشرين الثاني 2024"),
        ("fa", "۲۸ آبان ۱۴۰۳"),
        ("he", "18 בנובמבר 2024"),
        ("tr", "18 Kasım 2024"),
        ("el", "18 Νοεμβρίου 2024"),
        ("hu", "2024. november 18."),
        ("ko", "2024년 11월 18일"),
        ("uk", "18 листопада 2024 року"),
        ("nl", "maandag 18 november 2024"),
    ],
)
def test_a_day_is_read_in_many_scripts(lang: str, text: str) -> None:
    assert [mention.day for mention in moments.find(text, lang, PARIS)] == [date(2024, 11, 18)]


def test_numbers_that_are_no_date_are_none() -> None:
    text = "55,5 milliards, 300 km, en octobre, 11 000 soldats, 31.02.2024, 99/99/2024, v1.2.2024.3"
    assert moments.find(text, "fr", PARIS) == ()


def test_the_hour_of_an_ambiguous_zone_is_not_guessed() -> None:
    (mention,) = moments.find("Dec 22, 2023 04:25 PM IST", "en", PARIS)
    assert (mention.day, mention.moment) == (date(2023, 12, 22), None)


def test_iranian_leap_years_are_counted() -> None:
    assert iranian.gregorian(1399, 12, 30) == date(2021, 3, 20)
    assert iranian.gregorian(1400, 1, 1) == date(2021, 3, 21)


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2024-11-18-marche.txt", date(2024, 11, 18)),
        ("20241118_marche.txt", date(2024, 11, 18)),
        ("2024/11/18/marche.txt", date(2024, 11, 18)),
        ("000_6c95f4fc2acd8dce.txt", None),
        ("120241118.txt", None),
        ("2024-13-45-x.txt", None),
    ],
)
def test_a_file_name_may_hold_a_day(path: str, day: date | None) -> None:
    assert moments.in_path(path) == day


def test_published_and_updated_are_told_apart() -> None:
    found = describe(
        HEADLINE, "Publié le 18 novembre 2024 à 9 h, mis à jour le 19 novembre 2024 à 10 h", LEAD
    )
    assert found.published == datetime(2024, 11, 18, 8, tzinfo=UTC)
    assert found.updated == datetime(2024, 11, 19, 9, tzinfo=UTC)
    assert found.published_origin is Origin.TEXT


def test_a_day_alone_is_midnight_in_the_zone_of_the_site() -> None:
    found = describe(HEADLINE, "18 novembre 2024", LEAD)
    assert found.published == datetime(2024, 11, 17, 23, tzinfo=UTC)


def test_a_dateline_opens_the_first_paragraph() -> None:
    found = describe(HEADLINE, f"LYON, 18 novembre 2024 (AFP) – {LEAD}")
    assert found.published.date() == date(2024, 11, 17)  # midnight of the 18th in Paris
    assert found.published_origin is Origin.TEXT


@pytest.mark.parametrize(
    "sentence",
    [
        "Le musée rouvrira le 12 mars 2025 après trois ans de travaux.",
        "Né le 4 mai 1950 à Lyon, il a dirigé la ville pendant vingt ans.",
        "En octobre, samedi dernier, 55,5 milliards et 300 km.",
    ],
)
def test_an_event_in_prose_is_not_the_publication(sentence: str) -> None:
    found = describe(HEADLINE, f"{LEAD} {sentence}", LEAD, f"{sentence} {LEAD}")
    assert found.published_origin is Origin.DEFAULT


def test_a_day_to_come_is_an_event_s_where_no_words_say_otherwise() -> None:
    assert describe(HEADLINE, "Lyon, 18 novembre 2031", LEAD).published <= CLOCK


def test_without_a_date_the_file_speaks_in_its_order() -> None:
    committed, touched = datetime(2025, 3, 1, tzinfo=UTC), datetime(2025, 5, 1, tzinfo=UTC)
    named = Hints(CLOCK, key="2025-01-02-x.txt", committed=committed, file_time=touched)
    stored = Hints(CLOCK, key="x.txt", committed=committed, file_time=touched)
    origins = [
        describe(HEADLINE, LEAD, hints=hints).published_origin
        for hints in (named, stored, Hints(CLOCK, file_time=touched), HINTS)
    ]
    assert origins == [Origin.FILE_NAME, Origin.GIT, Origin.FILE_TIME, Origin.DEFAULT]


def test_only_an_update_stands_for_the_publication_with_little_confidence() -> None:
    found = describe(HEADLINE, "Mis à jour le 18 novembre 2024", LEAD)
    guess = next(each for each in found.guesses if each.field == "published")
    assert found.updated is None
    assert (guess.origin, guess.confidence <= 0.7) == (Origin.TEXT, True)


@given(st.text(max_size=200))
def test_any_line_is_read_without_harm(text: str) -> None:
    for mention in moments.find(text, "en", PARIS):
        assert 0 <= mention.start < mention.end <= len(text)
        assert 0 < mention.sure <= 1


@given(
    st.lists(st.sampled_from([HEADLINE, LEAD, "2024-11-18", "Updated 1/2/2025", "x"]), min_size=1)
)
def test_dates_are_never_later_than_the_clock(lines: list[str]) -> None:
    found = when.guess(parts(*lines), "fr", SETTINGS.timezone, HINTS)
    assert found.published <= CLOCK
    assert found.updated is None or found.published < found.updated <= CLOCK


def test_a_file_s_name_says_little_of_when_a_text_was_published() -> None:
    found = describe(
        "Le marché sera rénové", LEAD, hints=Hints(clock=CLOCK, key="2024-11-18-a.txt")
    )
    assert found.published_origin is Origin.FILE_NAME
    guess = next(each for each in found.guesses if each.field == "published")
    assert guess.confidence <= 0.4


def test_the_day_in_a_text_s_own_address_is_its_date() -> None:
    found = describe("URL: https://www.a.example/2024/11/02/marche", "Le marché rénové", LEAD, LEAD)
    assert found.published_origin is Origin.TEXT
    assert found.published.isoformat() == "2024-11-01T23:00:00+00:00"

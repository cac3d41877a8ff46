"""Times told from when a page was seen, where that is known and nowhere else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from plugins.convert.convert import convert
from plugins.convert.data import table
from plugins.convert.metadata import relative
from plugins.convert.types import Described, Seen
from plugins.model import Origin, Post, Seed
from tests.convert.described import HINTS, LEAD, SETTINGS, describe
from tests.convert.formats.containers import response, warc

HEADLINE = "Le marché couvert sera rénové"
SEEN = datetime(2024, 11, 18, 14, 30, tzinfo=UTC)
ROWS = [
    (lang, unit, example)
    for lang, rows in table("relative").items()
    if lang != "one"
    for unit, (_, example) in rows.items()
]


def test_twelve_languages_tell_minutes_hours_days_weeks_and_near_days() -> None:
    wanted = {"en", "fr", "de", "es", "it", "pt", "nl", "pl", "ru", "ar", "ja", "zh"}
    assert {lang for lang, _, _ in ROWS} == wanted
    for lang in wanted:
        units = {unit for each, unit, _ in ROWS if each == lang}
        assert units >= {"minutes", "hours", "days", "weeks", "0 days", "1 day", "2 days"}


@pytest.mark.parametrize(("lang", "unit", "example"), ROWS)
def test_each_example_says_what_its_row_does(lang: str, unit: str, example: str) -> None:
    digits = "".join(char for char in example if char.isdigit())
    count, _, name = unit.rpartition(" ")
    name = name if name.endswith("s") else f"{name}s"
    expected = timedelta(**{name: int(count or digits or 1)})
    (found,) = relative.find(f"({example})", lang)
    assert (found.match.group(), found.span) == (example, expected)
    assert found.is_exact is (name in {"minutes", "hours"})


def said(*lines: str, seen: datetime | None = SEEN) -> Described:
    captured = Seen(seen) if seen else None
    return describe(*lines, hints=replace(HINTS, captured=captured))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Publié il y a 3 heures", "2024-11-18T11:30:00+00:00"),
        ("Il y a 2 jours", "2024-11-15T23:00:00+00:00"),
        ("Hier à 9 h 15", "2024-11-17T08:15:00+00:00"),
        ("Par Jeanne Petit, hier", "2024-11-16T23:00:00+00:00"),
    ],
)
def test_a_page_that_was_seen_dates_what_it_says(line: str, expected: str) -> None:
    found = said(HEADLINE, line, LEAD)
    assert found.published == datetime.fromisoformat(expected)
    guess = next(each for each in found.guesses if each.field == "published")
    assert (guess.origin, guess.evidence) == (Origin.TEXT, line)


def test_a_change_is_told_apart() -> None:
    found = said(HEADLINE, "Publié le 17 novembre 2024 à 9 h", "Mis à jour il y a une heure", LEAD)
    assert found.published == datetime(2024, 11, 17, 8, tzinfo=UTC)
    assert found.updated == datetime(2024, 11, 18, 13, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "published", "updated"),
    [
        (
            "Publié il y a 3 jours, mis à jour il y a 2 heures",
            "2024-11-14T23:00:00+00:00",
            "2024-11-18T12:30:00+00:00",
        ),
        (
            "Mis à jour il y a 2 heures — publié hier à 9 h 15",
            "2024-11-17T08:15:00+00:00",
            "2024-11-18T12:30:00+00:00",
        ),
        (
            "Publié hier à 9 h 15, mis à jour aujourd’hui",
            "2024-11-17T08:15:00+00:00",
            "2024-11-17T23:00:00+00:00",
        ),
    ],
)
def test_one_line_tells_when_a_text_was_published_and_when_it_was_changed(
    line: str, published: str, updated: str
) -> None:
    found = said(HEADLINE, line, LEAD)
    times = datetime.fromisoformat(published), datetime.fromisoformat(updated)
    assert (found.published, found.updated) == times


def test_words_within_longer_ones_are_not_told_twice() -> None:
    found = relative.find("the day before yesterday, 3 hours ago", "en")
    assert [each.match.group() for each in found] == ["the day before yesterday", "3 hours ago"]


def test_without_a_known_date_nothing_is_made_of_it() -> None:
    found = said(HEADLINE, "Publié il y a 3 heures", LEAD, seen=None)
    assert found.published_origin is Origin.DEFAULT


def test_prose_tells_of_events() -> None:
    line = "Le conseil a voté hier soir le plan du marché couvert, et les travaux commencent."
    assert said(HEADLINE, line, LEAD).published_origin is Origin.DEFAULT
    assert said(HEADLINE, LEAD, "Hier", LEAD).published_origin is Origin.DEFAULT


def test_the_day_of_a_masthead_dates_what_is_said_to_be_published() -> None:
    masthead = "Lundi 18 novembre 2024"
    found = said(masthead, HEADLINE, "Publié hier", LEAD, seen=None)
    assert found.published == datetime(2024, 11, 16, 23, tzinfo=UTC)
    for line in ("Hier", "Publié il y a 3 heures"):
        found = said(masthead, HEADLINE, line, LEAD, seen=None)
        assert found.published == datetime(2024, 11, 17, 23, tzinfo=UTC)


def test_a_day_that_is_said_to_be_the_publication_is_no_day_of_seeing() -> None:
    lines = ("Publié le 18 novembre 2024", HEADLINE, "Mis à jour il y a 2 jours", LEAD)
    found = said(*lines, seen=None)
    assert (found.published.date().isoformat(), found.updated) == ("2024-11-17", None)


def post(key: str, raw: bytes) -> Post:
    return convert(Seed(key, raw, "d"), HINTS, SETTINGS).posts[0]


@pytest.mark.parametrize("day", ["2026-11-01", "20261101"])
def test_a_page_of_which_only_the_day_of_seeing_is_known_has_no_time_and_no_other_day(
    day: str,
) -> None:
    def dated(line: str, seen: str) -> Post:
        record = {"title": HEADLINE, "text": f"{line}\n\n{LEAD}", "date_download": seen}
        return post("a.jsonl", json.dumps(record).encode())

    assert dated("Publié il y a 5 minutes", day).published_origin is Origin.DEFAULT
    start = datetime(2026, 10, 29, 23, tzinfo=UTC)
    assert dated("Publié il y a 2 jours", day).published == start
    midnight = dated("Publié il y a 5 minutes", "2026-11-01T00:00:00+01:00").published
    assert midnight == datetime(2026, 10, 31, 22, 55, tzinfo=UTC)


def test_the_finer_of_two_times_of_seeing_counts() -> None:
    record = {"title": HEADLINE, "text": f"Publié il y a 5 minutes\n\n{LEAD}"}
    record |= {"date_download": "2026-11-01", "fetched_at": "2026-11-01T10:00:00+01:00"}
    found = post("a.jsonl", json.dumps(record).encode()).published
    assert found == datetime(2026, 11, 1, 8, 55, tzinfo=UTC)


def test_web_archives_and_records_say_when_they_saw_a_page() -> None:
    text = f"{HEADLINE}\n\nPublié il y a 2 jours\n\n{LEAD}\n\n{LEAD}"
    seen = datetime(2026, 10, 29, 23, tzinfo=UTC)
    words = warc("conversion", "https://a.example/1", "text/plain", text)
    assert post("a.wet", words).published == seen
    body = f"<h1>{HEADLINE}</h1><p>Publié il y a 2 jours</p><p>{LEAD}</p><p>{LEAD}</p>"
    page = f"<html><head><title>{HEADLINE}</title></head><body>{body}</body></html>"
    found = warc("response", "https://a.example/1", "application/http", response(page))
    assert post("a.warc", found).published == seen
    record = {"title": HEADLINE, "text": f"Publié il y a 2 jours\n\n{LEAD}"}
    record["date_download"] = "2026-11-01T00:00:00Z"
    assert post("a.jsonl", json.dumps(record).encode()).published == seen

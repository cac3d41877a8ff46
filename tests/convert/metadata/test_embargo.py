"""Embargoes: a text waits until its time, and is refused where that cannot be read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from plugins.convert.convert import convert
from plugins.convert.data import table
from plugins.convert.types import Hints, Sidecar
from plugins.errors import SeedRefused
from plugins.hashing import digest
from plugins.model import Conversion, Origin, Seed
from tests.convert.described import SETTINGS

CLOCK = datetime(2026, 11, 27, 12, tzinfo=UTC)
ENDS = datetime(2026, 11, 29, 7, tzinfo=UTC)
TITLE = "Harbour town keeps its old bridge"
TEXT = """The council voted on Monday to keep the old bridge over the river, after three hours of \
debate and a march of two hundred people.

The mayor said that the repairs would begin in spring and last for two years."""


def made(text: str, key: str = "bridge.txt", sidecar: Sidecar | None = None) -> Conversion:
    raw = text.encode()
    hints = Hints(CLOCK, file_time=CLOCK, sidecar=sidecar or Sidecar())
    return convert(Seed(key, raw, digest(raw)), hints, SETTINGS)


def published(text: str, key: str = "bridge.txt") -> tuple[datetime, Origin]:
    (post,) = made(text, key).posts
    return post.published, post.published_origin


@pytest.mark.parametrize("lang", table("embargoes"))
def test_an_embargo_is_known_in_each_language(lang: str) -> None:
    example = table("embargoes")[lang]["example"]
    for text in (f"{TITLE}\n{example}\n\n{TEXT}", f"{example}\n\n{TITLE}\n\n{TEXT}"):
        conversion = made(text)
        (post,) = conversion.posts
        assert (post.title, post.published) == (TITLE, ENDS)
        assert example in {each.text for each in conversion.dropped}


@pytest.mark.parametrize("lang", table("embargoes"))
def test_a_quick_look_misses_no_label(lang: str) -> None:
    entry = table("embargoes")[lang]
    needs = [word.strip() for word in entry["needs"].split("|")]
    listed = "|".join(entry.get(name, "") for name in ("labels", "bare", "dense")).split("|")
    for label in filter(None, map(str.strip, listed)):
        assert any(word in label for word in needs), label


@pytest.mark.parametrize(
    "line",
    [
        "EMBARGO: Sunday 8 am",
        "EMBARGO",
        "STRICTLY EMBARGOED",
        "Sperrfrist: Sonntag, 29.11., 8 Uhr",
        "Sperrfrist: siehe Anschreiben",
        "Embargo until noon on 29 November 2026",
        "EMBARGO: 12/11/2026",
        "EMBARGO: 29 November 2026, 08:00 IST",
    ],
)
def test_an_embargo_that_cannot_be_read_is_refused_by_name(line: str) -> None:
    text = f"{TITLE}\n{line}\n\n{TEXT}"
    with pytest.raises(SeedRefused, match="embargo") as refused:
        made(text)
    assert refused.value.problem.line_no == 2
    given = Sidecar(published=ENDS)
    assert made(text, sidecar=given).posts[0].published == ENDS


@pytest.mark.parametrize(
    "line", ["Embargo: none", "Sperrfrist: keine", "The embargo hurts farmers."]
)
def test_words_that_only_sound_like_an_embargo_are_none(line: str) -> None:
    assert published(f"{TITLE}\n{line}\n\n{TEXT}") == (CLOCK, Origin.FILE_TIME)


@pytest.mark.parametrize("title", ["Embargo: trade hurts farmers", "Embargo : l’UE durcit le ton"])
def test_a_headline_about_trade_is_no_embargo(title: str) -> None:
    assert published(f"{title}\n\n{TEXT}") == (CLOCK, Origin.FILE_TIME)


def test_an_embargo_counts_before_an_earlier_date_and_not_before_a_later_one() -> None:
    line = "EMBARGO: 29 November 2026, 08:00"
    mail = f"From: Ada <a@b.example>\nSubject: {TITLE}\nDate: Thu, 26 Nov 2026 08:00:00 +0100\n\n"
    assert published(f"{mail}{line}\n\n{TEXT}", "mail.eml") == (ENDS, Origin.TEXT)
    later = f"{TITLE}\nPublished: 30 November 2026 08:00\n{line}\n\n{TEXT}"
    assert published(later) == (datetime(2026, 11, 30, 7, tzinfo=UTC), Origin.TEXT)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("a.md", f"---\ntitle: {TITLE}\ndate: 2026-11-29 08:00\n---\n{TEXT}"),
        ("a.md", f"---\ntitle: {TITLE}\ndate: Sunday, 29 November 2026, 08:00\n---\n{TEXT}"),
        ("a.md", f"---\ntitle: {TITLE}\nembargo_until: 2026-11-29 08:00\n---\n{TEXT}"),
        ("a.jsonl", f'{{"title": "{TITLE}", "date": "2026-11-29T07:00:00Z", "text": "Bridge."}}'),
        (
            "a.jsonl",
            f'{{"title": "{TITLE}", "embargo": "2026-11-29T07:00:00Z", "text": "Bridge."}}',
        ),
        ("a.txt", f"{TITLE}\nPublished: 29 November 2026 08:00\n\n{TEXT}"),
        ("a.txt", f"Title: {TITLE}\nDate: 2026-11-29 08:00\n\n{TEXT}"),
    ],
)
def test_a_date_to_come_counts_where_it_is_stated(key: str, text: str) -> None:
    assert published(text, key)[0] == ENDS


@pytest.mark.parametrize(
    "line", ["Date: 29 November 2026", "The concert is on 29 November 2026 at 8 pm."]
)
def test_the_day_of_an_event_to_come_is_no_publication(line: str) -> None:
    assert published(f"{TITLE}\n\n{line}\n\n{TEXT}") == (CLOCK, Origin.FILE_TIME)


@pytest.mark.parametrize(
    ("key", "text", "line"),
    [
        ("a.md", "---\ntitle: {t}\ndate: {d}\n---\n{x}", "front matter date: {d}"),
        ("a.jsonl", '{{"title": "{t}", "date": "{d}", "text": "Bridge."}}', "field date: {d}"),
    ],
)
@pytest.mark.parametrize("day", ["Sunday, 8 am", "29 November 2026 at noon", "12/11/2026"])
def test_a_date_that_cannot_be_read_is_named(key: str, text: str, line: str, day: str) -> None:
    conversion = made(text.format(t=TITLE, d=day, x=TEXT), key)
    dropped = {each.text: each.rule for each in conversion.dropped}
    assert dropped[line.format(d=day)] == "date that cannot be read"

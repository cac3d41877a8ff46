"""One article changes few files of the index, however many there are; a cold build makes the same.

What ``tests/rebuild`` proves of all outputs under random edits is counted here for the index.
"""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from plugins.search import spans
from tests.rebuild.building import build
from tests.rebuild.newsroom import NOON, Newsroom, Text, copy_theme

START = datetime(2024, 1, 3, 9, tzinfo=UTC)


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """Thirty articles in two languages and two years, built."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOON))
    made = Newsroom(tmp_path, Random(0))
    copy_theme(made.theme)
    for number in range(30):
        put(made, number, START + timedelta(days=20 * number), "fr" if number % 3 else "en")
    build(made.overrides(), made.clock, jobs=1)
    return made


def put(room: Newsroom, number: int, date: datetime, lang: str, title: str = "") -> None:
    """A story of its own words."""
    words = " ".join(f"{chr(97 + (number * 7 + i) % 26)}word{number}x{i}" for i in range(60))
    keys = {"Title": title or f"Story {number}", "Date": date.isoformat(), "Lang": lang}
    room.put(f"posts/{number}.md", Text({**keys, "Category": "Monde"}, words))


def changed(room: Newsroom) -> set[str]:
    """Files of the index that a build writes or removes."""
    built = build(room.overrides(), room.clock, jobs=1)
    assert built.report is not None
    published = built.report.published
    return {p for p in (*published.written, *published.removed) if p.startswith("search/")}


def test_one_more_article_changes_its_volume_alone_and_at_most_25_files(room: Newsroom) -> None:
    put(room, 99, START + timedelta(days=600), "fr")
    found = changed(room)
    assert found
    assert len(found) <= 25
    assert all(path.startswith("search/fr/1984-2047/") for path in found)


def test_another_title_changes_the_shards_of_its_words(room: Newsroom) -> None:
    put(room, 4, START + timedelta(days=80), "fr", title="Marseille")
    found = changed(room)
    assert "search/fr/1984-2047/facts.json" in found
    assert len(found) < 12


def test_an_article_that_is_the_last_of_its_volume_takes_it_along(room: Newsroom) -> None:
    put(room, 99, START - timedelta(days=60), "ja")
    assert "search/index.json" in changed(room)
    room.drop("posts/99.md")
    found = changed(room)
    assert {"search/index.json", "search/ja/1984-2047/facts.json"} <= found
    assert not (room.output / "search/ja").exists()


def folders(room: Newsroom) -> set[str]:
    """Volumes of articles in French."""
    return {path.name for path in (room.output / "search/fr").iterdir()}


def index(room: Newsroom) -> dict[str, bytes]:
    """All files of the index."""
    search = room.output / "search"
    return {str(p.relative_to(search)): p.read_bytes() for p in search.rglob("*.*")}


def assert_as_cold(room: Newsroom) -> None:
    by_steps = index(room)
    shutil.rmtree(room.output)
    shutil.rmtree(room.cache)
    changed(room)
    assert index(room) == by_steps


def test_years_of_too_many_articles_are_shared_out_anew(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spans, "OPEN", 20)  # as many as there are in French
    monkeypatch.setattr(spans, "CLOSED", 13)  # of 2024
    assert changed(room) == set()
    put(room, 98, START + timedelta(days=600), "fr")
    assert "search/index.json" in changed(room)
    assert folders(room) == {"2024", "2025"}
    put(room, 99, START - timedelta(days=900), "fr")
    changed(room)
    assert folders(room) == {"2016-2023", "2024", "2025"}
    room.drop("posts/98.md")
    changed(room)
    assert_as_cold(room)


def test_the_newest_year_is_shared_out_by_halves_quarters_and_months(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spans, "OPEN", 3)
    monkeypatch.setattr(spans, "CLOSED", 13)  # of 2024
    put(room, 97, START + timedelta(days=580), "fr")  # in August 2025, the last month that has one
    changed(room)
    assert folders(room) == {"2024", "2025m01-06", "2025m07-12"}
    put(room, 98, START + timedelta(days=581), "fr")
    assert "search/index.json" in changed(room)
    assert folders(room) == {"2024", "2025m01-06", "2025m07", "2025m08-09"}
    facts = [json.loads(path.read_bytes()) for path in (room.output / "search").rglob("facts.json")]
    assert sum(each["articles"] for each in facts) == 32
    put(room, 99, START + timedelta(days=640), "fr")  # in October: July to September are over
    changed(room)
    assert folders(room) == {"2024", "2025m01-06", "2025m07-09", "2025m10-12"}
    assert_as_cold(room)


def test_results_have_the_typography_of_their_language(room: Newsroom) -> None:
    put(room, 99, START + timedelta(days=600), "fr", title="Qui l'a vu ?")
    changed(room)
    cards = b"".join(path.read_bytes() for path in (room.output / "search/fr").rglob("c*.json"))
    assert "Qui l’a vu\u202f?" in cards.decode()


def test_where_nobody_searches_there_is_no_index(room: Newsroom) -> None:
    room.settings["SEARCH"] = False
    assert any(path.endswith(".bin") for path in changed(room))
    assert not (room.output / "search").exists()

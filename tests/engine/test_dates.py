"""What the date of a post decides: feeds that cannot tell its year, and what is news."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from plugins.engine import maps, scan
from tests.rebuild.building import build
from tests.rebuild.newsroom import NOON, Newsroom, Text, copy_theme

DAY = datetime.fromtimestamp(NOON, UTC).date()


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """A post; not built yet."""
    monkeypatch.setattr(scan, "RACE", 0)
    made = Newsroom(tmp_path, Random(0))
    made.settings |= {"SEARCH": False, "SITEURL": "https://x.example"}
    copy_theme(made.theme)
    put(made, "a", f"{DAY} 08:00")
    return made


def put(room: Newsroom, name: str, date: str, **keys: str) -> None:
    room.put(f"posts/{name}.md", Text({"Title": name.upper(), "Date": date, **keys}, "Un mot."))


def problems(room: Newsroom) -> list[str]:
    """Builds; the codes of what is wrong."""
    built = build(room.overrides(), room.clock, jobs=1)
    assert built.report is not None, built.refusal
    return [problem.code for problem in built.report.problems]


def test_a_year_that_feeds_cannot_tell_is_named_as_long_as_it_stands_there(room: Newsroom) -> None:
    put(room, "old", "0002-01-01 10:00")
    assert problems(room) == ["feed-entry"]  # from nothing
    assert problems(room) == ["feed-entry"]
    put(room, "older", "0003-01-01 10:00")
    assert problems(room) == ["feed-entry", "feed-entry"]
    put(room, "older", "1003-01-01 10:00")
    assert problems(room) == ["feed-entry"]
    put(room, "old", "nonsense")
    (code,) = problems(room)
    assert code != "feed-entry"


def test_what_only_went_online_now_is_no_news(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does it take the room of what is."""
    monkeypatch.setattr(maps, "NEWS_LIMIT", 1)
    put(room, "file", f"{DAY} 09:00", Date_origin="file time")
    assert problems(room) == []
    news = (room.output / "sitemap-news.xml").read_text("utf-8")
    assert "<news:title>A</news:title>" in news
    assert "FILE" not in news
    assert "FILE" in (room.output / "index.html").read_text("utf-8")


def test_a_dateline_hides_not_that_the_summary_is_the_beginning(room: Newsroom) -> None:
    said = "Les quais du port ont rouvert lundi à l’aube, a annoncé la direction."
    keys = {"Title": "Le port", "Date": f"{DAY} 08:00", "Summary": said}
    texts = {
        "dated": f"MARSEILLE (Agence du Sud) — {said}\n\nTrois navires.",
        "other": f"Le port vit.\n\n{'Un mot. ' * 20}\n\n{said}",
    }
    for name, text in texts.items():
        room.put(f"posts/{name}.md", Text({**keys, "Slug": name}, text))
    assert problems(room) == []
    pages = [next(room.output.rglob(f"{name}/index.html")).read_text("utf-8") for name in texts]
    assert ['class="standfirst"' in page for page in pages] == [False, True]

"""What was read is there without a connection, where the newsroom wants that."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.rebuild.building import build
from tests.rebuild.newsroom import NOON, Newsroom, Text, copy_theme
from tests.search import asking

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not Path(asking.CHROMIUM).exists() and "CI" not in os.environ, reason="needs Chromium"
    ),
]


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOON))
    made = Newsroom(tmp_path, Random(0))
    made.settings["SITEURL"] = "https://news.example/fr"
    copy_theme(made.theme)
    keys = {"Title": "Le port", "Date": "2026-11-01 10:00", "Slug": "le-port"}
    made.put("posts/a.md", Text(keys, "Un paragraphe."))
    return made


def test_a_page_that_was_read_is_there_without_a_connection(
    room: Newsroom, browser: Browser
) -> None:
    room.settings["OFFLINE"] = True
    assert build(room.overrides(), room.clock, jobs=1).report is not None
    with asking.searching(browser, room.output, "/fr") as page:
        page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
        home = page.url.partition("search/")[0]
        page.goto(f"{home}2026/11/le-port/")
        page.wait_for_timeout(300)
        page.context.set_offline(True)
        page.goto(f"{home}2026/11/le-port/")
        assert "Un paragraphe." in page.inner_text("main")
        assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px"


def test_otherwise_there_is_no_worker(room: Newsroom) -> None:
    assert build(room.overrides(), room.clock, jobs=1).report is not None
    assert not (room.output / "worker.js").exists()
    assert "offline.js" not in (room.output / "index.html").read_text()

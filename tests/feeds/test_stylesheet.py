"""A feed that somebody opens in a browser is a page to read."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from tests.feeds import newsroom
from tests.feeds.newsroom import CLOCK, FULL, settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page


@pytest.fixture
def site(tmp_path: Path, project: Path) -> Iterator[str]:
    """Address of a served site with its feeds and their stylesheet."""
    made, _ = newsroom.artifacts([FULL], settings(SITEURL="http://127.0.0.1"), CLOCK)
    css = (project / "theme/static/css/feed.css").read_bytes()
    files = {artifact.path: artifact.data for artifact in made} | {"theme/css/feed.css": css}
    for path in ("feed.rss.xml", "feed.atom.xml", "theme/css/feed.css"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(files[path])

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Says nothing."""

    handler = partial(Handler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.browser
@pytest.mark.parametrize("path", ["feed.rss.xml", "feed.atom.xml"])
def test_a_browser_shows_titles_and_summaries_and_no_machinery(
    page: Page, site: str, path: str
) -> None:
    page.goto(f"{site}/{path}")
    shown = str(
        page.evaluate(
            """() => [...document.querySelectorAll('*')]
                .filter(e => !e.children.length && e.getClientRects().length)
                .map(e => e.textContent).join('\\n')"""
        )
    )
    assert FULL.post.title in shown
    assert FULL.post.summary in shown
    assert "urn:uuid:" not in shown
    assert "<p>" not in shown

"""Real readers subscribe over HTTP, and see one article as one article."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import feedparser_sgmllib
import pytest
import reader as reader_library

from tests.feeds import newsroom
from tests.feeds.newsroom import CLOCK, FULL, article, settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from plugins.model import Article

FORMATS = ("feed.rss.xml", "feed.atom.xml", "feed.json")
#: The same article after an editor has given it another title, slug and text.
RENAMED = replace(
    FULL,
    post=replace(
        FULL.post,
        title="Un autre titre",
        slug="autre",
        url="2024/11/autre/",
        updated=datetime(2024, 11, 21, tzinfo=UTC),
    ),
    html="<p>Un autre texte.</p>",
)


class Site:
    """A site on the loopback interface whose feeds can be built anew."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.files: dict[str, bytes] = {}

    def build(self, *articles: Article) -> None:
        made, problems = newsroom.artifacts(articles, settings(SITEURL=self.url), CLOCK)
        assert not problems
        self.files = {f"/{artifact.path}": artifact.data for artifact in made}


@contextmanager
def serving() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            data = site.files.get(self.path)
            self.send_response(200 if data is not None else 404)
            kind = "application/feed+json" if self.path.endswith(".json") else "application/xml"
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site = Site(server.server_port)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield site
        server.shutdown()


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    # reader carries an older feedparser, which asks for its parser under the former name.
    monkeypatch.setitem(sys.modules, "sgmllib", feedparser_sgmllib)
    with serving() as running:
        yield running


@pytest.mark.parametrize("path", FORMATS)
def test_reader_lists_the_article_with_title_link_id_and_full_text(site: Site, path: str) -> None:
    site.build(FULL, article(2))
    with reader_library.make_reader(":memory:") as reader:
        reader.add_feed(f"{site.url}/{path}")
        reader.update_feed(f"{site.url}/{path}")
        feed = reader.get_feed(f"{site.url}/{path}")
        assert feed.last_exception is None
        assert (feed.title, feed.link) == ("Le Fil", f"{site.url}/")
        entry = next(e for e in reader.get_entries() if e.id == FULL.post.id)
        assert entry.title == FULL.post.title
        assert entry.link == f"{site.url}/2024/11/article-7/"
        assert entry.published == FULL.post.published
        assert "Ligne" in entry.content[0].value
        assert f'href="{site.url}/news/2024/10/hier/"' in entry.content[0].value
        assert reader.get_entry_counts().total == 2


@pytest.mark.parametrize("path", FORMATS)
def test_reader_sees_no_second_entry_after_title_and_slug_changed(site: Site, path: str) -> None:
    site.build(FULL)
    with reader_library.make_reader(":memory:") as reader:
        reader.add_feed(f"{site.url}/{path}")
        reader.update_feed(f"{site.url}/{path}")
        site.build(RENAMED)
        reader.update_feed(f"{site.url}/{path}")
        (entry,) = reader.get_entries()
        assert (entry.title, entry.link) == ("Un autre titre", f"{site.url}/2024/11/autre/")
        assert entry.content[0].value.endswith("<p>Un autre texte.</p>")


def newsboat() -> str:
    """Where newsboat is; skips where it is not, but never where CI is set."""
    found = shutil.which("newsboat")
    if found is None and os.environ.get("CI"):
        pytest.fail("no newsboat on this machine (on Debian: apt install newsboat)")
    return found or pytest.skip("no newsboat on this machine (on Debian: apt install newsboat)")


class Newsboat:
    """newsboat with files of its own."""

    def __init__(self, program: str, folder: Path, url: str) -> None:
        urls, config, cache = (folder / name for name in ("urls", "config", "cache.db"))
        urls.write_text(f"{url}\n")
        config.write_text("auto-reload no\n")
        files = ("-u", str(urls), "-C", str(config), "-c", str(cache))
        self.command = [program, *files, "-x", "reload"]
        self.environment = {**os.environ, "HOME": str(folder), "TERM": "dumb"}
        self.cache = cache

    def items(self) -> list[tuple[str, str, str, str]]:
        """Id, title, address and text of everything it has, after asking anew."""
        subprocess.run(
            self.command, check=True, env=self.environment, timeout=60, stdin=subprocess.DEVNULL
        )
        database = sqlite3.connect(self.cache)
        try:
            return database.execute("SELECT guid, title, url, content FROM rss_item").fetchall()
        finally:
            database.close()


@pytest.mark.slow
@pytest.mark.parametrize("path", FORMATS[:2])
def test_newsboat_lists_the_article_once_before_and_after_a_rename(
    site: Site, path: str, tmp_path: Path
) -> None:
    site.build(FULL)
    boat = Newsboat(newsboat(), tmp_path, f"{site.url}/{path}")
    ((id_, title, url, content),) = boat.items()
    assert id_ == FULL.post.id
    assert title == FULL.post.title
    assert url == f"{site.url}/2024/11/article-7/"
    assert "Ligne" in content
    site.build(RENAMED)
    ((id_, title, url, content),) = boat.items()
    assert (id_, title) == (FULL.post.id, "Un autre titre")
    assert url == f"{site.url}/2024/11/autre/"
    assert "Un autre texte." in content

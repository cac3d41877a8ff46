"""What real readers make of a feed: newsboat, reader, sfeed and feedparser, each in its own way."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import feedparser
import pytest
import reader as reader_library

from plugins.entry.responses import Site as Served
from plugins.entry.server import Handler, SiteServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Seen:
    """An entry as a reader shows it."""

    id: str
    title: str
    link: str
    author: str
    published: int
    """Seconds since 1970."""
    text: str
    """HTML."""


def program(name: str) -> str:
    """Where a reader is; skips where it is not, but never where CI is set."""
    found = shutil.which(name)
    missing = f"no {name} on this machine (on Debian: apt install {name})"
    if found is None and os.environ.get("CI"):
        pytest.fail(missing)
    return found or pytest.skip(missing)


class Newsboat:
    """newsboat with files of its own."""

    def __init__(self, folder: Path, url: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        urls, config, self.cache = (folder / name for name in ("urls", "config", "cache.db"))
        urls.write_text(f"{url}\n")
        config.write_text("auto-reload no\n")
        files = ("-u", str(urls), "-C", str(config), "-c", str(self.cache))
        self.command = [program("newsboat"), *files, "-x", "reload"]
        self.environment = {**os.environ, "HOME": str(folder), "TERM": "dumb"}

    def read(self) -> list[Seen]:
        """Everything it has, after asking anew; newest first.

        A second after it asked last: it takes a feed for unchanged that changed within a second.
        """
        if self.cache.exists():
            time.sleep(1.1)
        subprocess.run(
            self.command, check=True, env=self.environment, timeout=60, stdin=subprocess.DEVNULL
        )
        database = sqlite3.connect(self.cache)
        try:
            rows = database.execute(
                "SELECT guid, title, url, author, pubDate, content FROM rss_item "
                "ORDER BY pubDate DESC, id"
            )
            return [Seen(*row) for row in rows]
        finally:
            database.close()


class Reader:
    """The ``reader`` library with a file of its own."""

    def __init__(self, folder: Path, url: str) -> None:
        self.url = url
        folder.mkdir(parents=True, exist_ok=True)
        self.reader = reader_library.make_reader(str(folder / "reader.db"))
        self.reader.add_feed(url)

    def read(self) -> list[Seen]:
        """Everything it has, after asking anew; newest first."""
        self.reader.update_feed(self.url)
        feed = self.reader.get_feed(self.url)
        assert feed.last_exception is None
        found = [
            Seen(
                entry.id,
                entry.title or "",
                entry.link or "",
                entry.authors_str or "",
                int((entry.published or datetime(1970, 1, 1, tzinfo=UTC)).timestamp()),
                entry.content[0].value,
            )
            for entry in self.reader.get_entries()
        ]
        return sorted(found, key=lambda each: -each.published)

    def updated(self) -> dict[str, datetime | None]:
        """When each entry says that it changed, by id."""
        return {entry.id: entry.updated for entry in self.reader.get_entries()}


def by_sfeed(document: bytes) -> list[Seen]:
    """The entries of a document as sfeed tells them, in the order of the document."""
    told = subprocess.run([program("sfeed")], input=document, capture_output=True, check=True)
    found = []
    for line in told.stdout.decode().splitlines():
        seconds, title, link, content, _, id_, author, *_ = line.split("\t")
        text = content.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\")
        found.append(Seen(id_, title, link, author, int(seconds), text))
    return found


def by_feedparser(document: bytes) -> list[Seen]:
    """The entries of a document as feedparser tells them, in the order of the document."""
    return [
        Seen(
            entry.id,
            entry.title,
            entry.link,
            entry.get("author", ""),
            int(datetime(*entry.published_parsed[:6], tzinfo=UTC).timestamp()),
            entry.content[0].value,
        )
        for entry in feedparser.parse(document).entries
    ]


@dataclass(frozen=True)
class Web:
    """A server of a folder, and what it was asked for."""

    server: SiteServer
    answers: list[tuple[str, int]]
    """Path and status of each answer."""

    @property
    def url(self) -> str:
        """The site's address, without slash at the end."""
        return self.server.address.removesuffix("/")


@contextmanager
def serving(root: Path) -> Iterator[Web]:
    """The site in ``root`` on the loopback interface, served as ``invoke serve`` does."""
    answers: list[tuple[str, int]] = []

    class Telling(Handler):
        def send_response(self, code: int, message: str | None = None) -> None:
            answers.append((self.path, int(code)))
            super().send_response(code, message)

    with SiteServer(Served(root), 0) as server:
        server.RequestHandlerClass = Telling
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield Web(server, answers)
        server.shutdown()


def stay_home(monkeypatch: pytest.MonkeyPatch, **modules: Any) -> None:
    """No proxy stands between readers and this machine."""
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1")
    for name, module in modules.items():
        monkeypatch.setitem(__import__("sys").modules, name, module)

"""A hub on this machine hears of the feeds that a build changed, of each once."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest
from lxml import etree

from plugins import config
from plugins.feeds import websub
from plugins.feeds.rules import ATOM
from tests.feeds.building import ROOT, Site
from tests.feeds.corpus import texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SITEURL = "https://lefil.example"


@pytest.mark.parametrize("hub", ["http://[", f"http://{'a' * 80}.example/"])
def test_what_is_no_address_of_a_hub_is_an_ordinary_failure(hub: str) -> None:
    with pytest.raises(OSError, match="no sensible answer"):
        websub.publish(hub, "https://a.example/feed.rss.xml")


@dataclass
class Hub:
    """A hub that takes what it is told, or answers with another status."""

    url: str = ""
    status: int = 204
    heard: list[str] = field(default_factory=list)


@contextmanager
def listening() -> Iterator[Hub]:
    hub = Hub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            assert said["hub.mode"] == ["publish"]
            assert said["hub.url"] == said["hub.topic"]
            if hub.status < 300:
                hub.heard += said["hub.topic"]
            self.send_response(hub.status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        hub.url = f"http://127.0.0.1:{server.server_port}/hub"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield hub
        server.shutdown()


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1")
    with listening() as running:
        yield running


def settings(cache: Path, *hubs: str) -> config.Settings:
    given = {"SITEURL": SITEURL, "WEBSUB_HUBS": list(hubs), "CACHE_PATH": str(cache)}
    return config.from_mapping(cache.parent, given)


def test_a_hub_hears_of_each_feed_and_of_nothing_else(hub: Hub, tmp_path: Path) -> None:
    written = ["index.html", "tag/a-é/feed.atom.xml", "feed.json", "feed/archive/2024-10.atom.xml"]
    assert websub.tell_hubs(settings(tmp_path / "cache", hub.url), written) == ()
    assert hub.heard == [f"{SITEURL}/feed.json", f"{SITEURL}/tag/a-%C3%A9/feed.atom.xml"]


def test_what_a_hub_did_not_take_is_told_after_the_next_build(hub: Hub, tmp_path: Path) -> None:
    told = settings(tmp_path / "cache", hub.url)
    told.cache.mkdir()
    hub.status = 503
    (warning,) = websub.tell_hubs(told, ["feed.json", "feed.rss.xml"])
    assert hub.url in warning
    assert "2 feeds wait" in warning
    hub.status = 202
    assert websub.tell_hubs(told, ["feed.rss.xml"]) == ()
    assert hub.heard == [f"{SITEURL}/feed.json", f"{SITEURL}/feed.rss.xml"]
    assert websub.tell_hubs(told, []) == ()
    assert len(hub.heard) == 2


@pytest.mark.parametrize("left", ["", "[]", "{", '{"https://other.example/": ["x"], "x": 1}'])
def test_a_memory_that_makes_no_sense_is_none(hub: Hub, tmp_path: Path, left: str) -> None:
    told = settings(tmp_path / "cache", hub.url)
    told.cache.mkdir()
    (told.cache / "websub.json").write_text(left)
    assert websub.tell_hubs(told, ["feed.json"]) == ()
    assert hub.heard == [f"{SITEURL}/feed.json"]
    assert json.loads((told.cache / "websub.json").read_text()) == {}


def test_a_hub_that_is_not_there_ends_no_build(tmp_path: Path) -> None:
    told = settings(tmp_path / "cache", "http://127.0.0.1:9/hub")
    told.cache.mkdir()
    assert len(websub.tell_hubs(told, ["feed.json"])) == 1


def test_feeds_name_their_hubs_and_archive_documents_do_not(tmp_path: Path) -> None:
    site = Site(tmp_path, {"WEBSUB_HUBS": ["https://hub.example/"]})
    site.write(texts(60))
    site.build()
    link = f"{ATOM}link[@rel='hub']"
    rss = etree.fromstring(site.read("feed.rss.xml"))
    found = [etree.fromstring(site.read("feed.atom.xml")).find(link), rss.find(f"channel/{link}")]
    assert [each.get("href") for each in found] == ["https://hub.example/"] * 2
    hubs = json.loads(site.read("feed.json"))["hubs"]
    assert hubs == [{"type": "WebSub", "url": "https://hub.example/"}]
    archive = next(site.chain())
    assert etree.fromstring(site.read(archive)).find(link) is None


@pytest.mark.slow
def test_the_command_tells_the_hub_what_it_changed(hub: Hub, tmp_path: Path) -> None:
    """A project of its own, as a newsroom has it."""
    project = tmp_path / "project"
    project.mkdir()
    for name in ("plugins", "theme"):
        (project / name).symlink_to(ROOT / name)
    lines = f"SITEURL = {SITEURL!r}\nWEBSUB_HUBS = [{hub.url!r}]\n"
    (project / "pelicanconf.py").write_text(lines)
    site = Site(project)
    site.write(texts(3))
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from pathlib import Path; "
    code += f"from plugins.entry import cli; cli.ROOT = Path({str(project)!r}); "
    code += "sys.exit(cli.main(['build']))"
    subprocess.run([sys.executable, "-c", code], check=False, cwd=project, capture_output=True)
    assert f"{SITEURL}/feed.atom.xml" in hub.heard
    hub.heard.clear()
    subprocess.run([sys.executable, "-c", code], check=False, cwd=project, capture_output=True)
    assert hub.heard == []

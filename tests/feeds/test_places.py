"""Feeds are checked where they are: in a file, below a folder, or at an address."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest

from plugins.entry import cli
from plugins.feeds.rules.html import html_faults
from plugins.feeds.rules.places import check_places
from tests.feeds.building import NOW, Site
from tests.feeds.corpus import texts
from tests.feeds.reading import serving, stay_home

if TYPE_CHECKING:
    from pathlib import Path

MOMENT = datetime.fromtimestamp(NOW, UTC)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path)
    made.write(texts(3))
    made.build()
    return made


def codes(*places: object) -> list[str]:
    return [problem.code for problem in check_places(map(str, places), MOMENT)]


def test_a_folder_is_searched_for_feeds(site: Site) -> None:
    assert codes(site.output) == []
    (site.output / "tag/none").mkdir(parents=True)
    (site.output / "tag/none/feed.atom.xml").write_text("<feed>")
    (problem,) = check_places([str(site.output)], MOMENT)
    assert problem.where == str(site.output / "tag/none/feed.atom.xml")
    assert problem.line_no == 1


def test_a_file_is_checked_and_one_that_is_not_there_is_told(site: Site, tmp_path: Path) -> None:
    assert codes(site.output / "feed.json", tmp_path / "none.xml") == ["feed-place"]


def test_an_address_is_asked_and_must_be_the_feeds_own(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    stay_home(monkeypatch)
    with serving(site.output) as web:
        assert codes(f"{web.url}/feed.rss.xml") == ["feed-self"]  # it says that it is elsewhere
        site.settings["SITEURL"] = web.url
        site.build()
        assert codes(f"{web.url}/feed.rss.xml", f"{web.url}/feed.json") == []
        assert codes(f"{web.url}/none.xml") == ["feed-place"]
    assert codes(f"{web.url}/feed.rss.xml") == ["feed-place"]


@pytest.mark.parametrize("address", ["http://[", f"http://{'a' * 80}.example/", "http://a:b/"])
def test_what_is_no_address_is_told(address: str) -> None:
    assert codes(address) == ["feed-place"]


def test_an_answer_that_leads_to_no_address_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Elsewhere(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(301)
            self.send_header("Location", f"http://{'a' * 80}.example/")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    stay_home(monkeypatch)
    with HTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        assert codes(f"http://127.0.0.1:{server.server_port}/") == ["feed-place"]


def test_a_feed_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    (tmp_path / "feed.rss.xml").symlink_to("nowhere")
    (tmp_path / "feed.json").write_text("[" * 100_000)
    assert codes(tmp_path) == ["feed-well-formed", "feed-place"]


def test_html_that_the_parser_gives_up_is_a_fault() -> None:
    assert html_faults('<a href="mailto:a@b.example"><![foo[') == (
        "its text holds what is no HTML",
    )


def test_the_command_checks_feeds_alone(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW))
    assert cli.main(["check", "--feeds", "--output", str(site.output)]) == 0
    assert capsys.readouterr().out == "Feeds: 0 findings\n"
    feed = site.output / "feed.rss.xml"
    feed.write_bytes(feed.read_bytes().replace(b"<language>fr", b"<language>French (France)"))
    assert cli.main(["check", f"--feeds={feed}"]) == 1
    told = capsys.readouterr().out
    assert "'French (France)' is no language. Write a BCP 47 tag" in told
    assert cli.main(["check", f"--feeds={feed}", "--json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)["findings"]
    assert (found["code"], found["where"]) == ("feed-language", str(feed))
    assert b"French" in feed.read_bytes().splitlines()[found["line_no"] - 1]

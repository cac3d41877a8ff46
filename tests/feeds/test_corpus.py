"""An archive in six languages: feeds keep every rule and say the same in every format."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import feedparser
import pytest

from plugins.feeds import rules
from tests.feeds.building import NOW, SITEURL, Site
from tests.feeds.corpus import WORDS, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Few enough for every day, and as many as a newsroom has after a year.
SIZES = (90, pytest.param(2000, marks=pytest.mark.slow))


@pytest.fixture(scope="module", params=SIZES)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    made = Site(tmp_path_factory.mktemp("corpus"))
    made.write(texts(request.param))
    report = made.build()
    assert not [problem for problem in report.problems if problem.code.startswith("feed")]
    return made


@pytest.fixture(scope="module")
def documents(site: Site) -> dict[str, bytes]:
    return site.documents()


def feeds(documents: dict[str, bytes], end: str) -> Iterator[tuple[str, bytes]]:
    yield from ((path, data) for path, data in documents.items() if path.endswith(end))


def test_every_document_keeps_every_rule(site: Site, documents: dict[str, bytes]) -> None:
    lists = {path.relative_to(site.output).as_posix(): path.read_bytes()
             for path in site.output.rglob("*.opml")}  # fmt: skip
    assert len(lists) == 1 + len(WORDS)
    now = datetime.fromtimestamp(NOW, UTC)
    for path, data in (documents | lists).items():
        assert rules.check(data, path, f"{SITEURL}/{path}", now) == (), path


def test_every_feed_is_read_without_complaint_and_needs_no_sanitising(
    documents: dict[str, bytes],
) -> None:
    for path, data in feeds(documents, ".xml"):
        plain = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
        assert not plain.bozo, path
        careful = feedparser.parse(data, sanitize_html=True, resolve_relative_uris=True)
        assert [bodies(entry) for entry in plain.entries] == [
            bodies(entry) for entry in careful.entries
        ], path


def bodies(entry: Any) -> tuple[str, str, str]:
    return entry.title, entry.summary, entry.content[0].value


def test_all_formats_of_a_scope_hold_the_same(documents: dict[str, bytes]) -> None:
    checked = 0
    for path, data in feeds(documents, "feed.json"):
        items = json.loads(data)["items"]
        told = [(each["id"], each["title"], each["content_html"]) for each in items]
        for name in ("feed.rss.xml", "feed.atom.xml"):
            document = documents[path.replace("feed.json", name)]
            found = feedparser.parse(document, sanitize_html=False, resolve_relative_uris=False)
            assert [(e.id, e.title, e.content[0].value) for e in found.entries] == told
        checked += 1
    assert checked > len(WORDS)


def test_every_json_feed_has_the_types_of_its_specification(documents: dict[str, bytes]) -> None:
    for _, data in feeds(documents, "feed.json"):
        feed = json.loads(data)
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        for item in feed["items"]:
            assert all(isinstance(item[name], str) for name in ("id", "url", "title", "summary"))
            assert all(isinstance(tag, str) for tag in item.get("tags", ()))
            assert all(author.keys() <= {"name", "url"} for author in item.get("authors", ()))


def test_the_archive_holds_every_article_in_its_language(
    site: Site, documents: dict[str, bytes]
) -> None:
    held = [each for path in site.chain() for each in feedparser.parse(documents[path]).entries]
    assert len(held) == len({each.id for each in held}) == len(list(site.base.rglob("text-*.md")))
    rtl = [each for each in held if each.content[0].language in {"ar", "he"}]
    assert len(rtl) >= len(held) // 4
    assert all(each.content[0].value.startswith('<div dir="rtl"') for each in rtl)


def test_pictures_come_as_enclosures_of_their_true_size(
    site: Site, documents: dict[str, bytes]
) -> None:
    size = str((site.output / "images/carte.png").stat().st_size)
    found = feedparser.parse(documents["feed.rss.xml"])
    shown = [each for each in found.entries if each.enclosures]
    assert shown
    for entry in shown:
        (file,) = entry.enclosures
        assert (file.type, file.length) == ("image/png", size)
        assert entry.media_content[0]["url"] == file.href == f"{SITEURL}/images/carte.png"
        assert f'src="{file.href}"' in entry.content[0].value

"""What settings make of feeds: formats, limits, summaries."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import feedparser
import pytest
from lxml import etree

from plugins.engine import documents
from plugins.feeds import rules
from tests.feeds.building import SITEURL, Site, ids
from tests.feeds.corpus import texts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ENTRY = f"{rules.ATOM}entry"


def built(base: Path, **settings: object) -> Site:
    site = Site(base, dict(settings))
    site.write(texts(60))
    site.build()
    return site


def sizes(site: Site) -> Mapping[str, int]:
    """How many entries each Atom feed holds that is no archive document."""
    found = site.documents().items()
    return {p: len(ids(data)) for p, data in found if p.endswith("feed.atom.xml")}


def test_each_kind_of_scope_has_its_own_limit(tmp_path: Path) -> None:
    found = sizes(built(tmp_path, FEED_LIMITS={"site": 40, "section": 7, "tag": 3}))
    assert found["feed.atom.xml"] == 40
    assert found["section/monde/feed.atom.xml"] == 7
    assert max(count for path, count in found.items() if path.startswith("tag/")) == 3
    assert found["lang/fr/feed.atom.xml"] == 10


def test_each_kind_of_scope_has_its_own_formats(tmp_path: Path) -> None:
    formats = {"site": ["rss"], "author": ["json", "atom"]}
    paths = built(tmp_path, FEED_FORMATS=formats).documents().keys()
    assert {path for path in paths if "author/bo-li/" in path} == {
        "author/bo-li/feed.atom.xml",
        "author/bo-li/feed.json",
    }
    assert {path for path in paths if not path.startswith("author/")} == {"feed.rss.xml"}


def test_feeds_of_summaries_hold_no_full_text(tmp_path: Path) -> None:
    site = built(tmp_path, FEED_SUMMARIES=["section"])
    for name in ("feed.rss.xml", "feed.atom.xml"):
        whole = feedparser.parse(site.read(f"lang/fr/{name}")).entries
        short = {e.id: e for e in feedparser.parse(site.read(f"section/monde/{name}")).entries}
        assert all(entry.content[0].value for entry in whole)
        both = [(each, short[each.id]) for each in whole if each.id in short]
        assert both
        for full, summary in both:
            assert "content" not in summary
            assert (summary.title, summary.summary) == (full.title, full.summary)
            assert (summary.link, summary.updated) == (full.link, full.updated)
    items = json.loads(site.read("section/monde/feed.json"))["items"]
    assert all(item["content_text"] == item["summary"] for item in items)
    assert not any("content_html" in item for item in items)


def test_feeds_of_summaries_keep_every_rule(tmp_path: Path) -> None:
    kinds = ["site", "section", "tag", "author", "source", "language"]
    limits = dict.fromkeys(kinds, 5)
    site = built(tmp_path, FEED_SUMMARIES=kinds, FEED_ARCHIVES=kinds, FEED_LIMITS=limits)
    found = site.documents()
    assert any(path.startswith("section/monde/feed/archive/") for path in found)
    for path, data in found.items():
        assert rules.check(data, path, f"{SITEURL}/{path}") == (), path


def test_summaries_of_long_texts_all_find_room(tmp_path: Path) -> None:
    site = Site(tmp_path, {"FEED_SUMMARIES": ["section"]})
    long = [text.with_lines(Category="Monde", Summary="Un mot.") for text in texts(20)]
    site.write([replace(text, body="mot " * 60_000) for text in long])
    site.build()
    assert len(ids(site.read("feed.atom.xml"))) == 5
    assert len(ids(site.read("section/monde/feed.atom.xml"))) == 20


def test_what_is_kept_of_written_entries_changes_no_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = built(tmp_path / "usual").documents()
    monkeypatch.setattr(documents, "_WRITTEN", 0)
    monkeypatch.setattr(documents, "_ENTRIES", 1)
    assert built(tmp_path / "forgetful").documents() == usual
    assert len(usual) > 60


def test_an_entry_is_the_same_bytes_in_each_document_of_a_format(tmp_path: Path) -> None:
    seen: dict[str, bytes] = {}
    for path, data in built(tmp_path).documents().items():
        if path.endswith(".atom.xml"):
            for entry in etree.fromstring(data).iter(ENTRY):
                id_ = entry.findtext(f"{rules.ATOM}id")
                written = etree.tostring(entry).strip()
                assert seen.setdefault(id_, written) == written
    assert len(seen) == 60

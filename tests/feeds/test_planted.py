"""Each rule notices the fault that it is there for, and tells the line and what to do."""

from __future__ import annotations

import json
from typing import Any

import pytest

from plugins.feeds import rules
from tests.feeds import newsroom
from tests.feeds.newsroom import CLOCK, FULL, article, settings

HUBS = ["https://hub.example/"]
MADE, _ = newsroom.artifacts([FULL, article(2)], settings(WEBSUB_HUBS=HUBS), CLOCK)
LATER, EARLIER = "2024-11-20T09:00:00+00:00", "2024-11-18T08:30:00+00:00"
SOUND = {made.path: made.data for made in MADE}
SITE = "https://lefil.example/news"
RSS, ATOM, JSON, OPML = "feed.rss.xml", "feed.atom.xml", "feed.json", "feeds/all.opml"


def broken(path: str, data: bytes, **known: Any) -> dict[str, tuple[int | None, str]]:
    """The rules that a document breaks, with the first line and message of each."""
    found: dict[str, tuple[int | None, str]] = {}
    for problem in rules.check(data, path, known.get("url", f"{SITE}/{path}"), CLOCK):
        assert problem.where == path
        assert problem.remedy
        found.setdefault(problem.code.removeprefix("feed-"), (problem.line_no, problem.message))
    return found


@pytest.mark.parametrize("path", SOUND)
def test_a_sound_document_breaks_no_rule(path: str) -> None:
    assert broken(path, SOUND[path]) == {}


#: Rule, document, what stands there and what is planted instead.
PLANTED = (
    ("well-formed", RSS, "</channel>", "</chanel>"),
    ("well-formed", ATOM, "<title>Article 2", "<title>\x08Article 2"),
    ("well-formed", JSON, "[", "{"),
    ("prefix", RSS, "<ttl>", "<itunes:x/><ttl>"),
    ("prefix", RSS, "xmlns:fh", "xmlns:history"),
    ("format", RSS, 'version="2.0"', 'version="0.91"'),
    ("format", ATOM, "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"),
    ("format", JSON, "version/1.1", "version/1"),
    ("format", OPML, 'version="1.1"', 'version="2.0"'),
    ("required", RSS, "<link>https://lefil.example/news/</link>", ""),
    ("required", ATOM, "<title>Article 2</title>", "<title></title>"),
    ("required", JSON, '"title": "Le Fil"', '"titel": "Le Fil"'),
    ("required", OPML, "<title>Le Fil</title>", ""),
    ("duplicate-id", ATOM, FULL.post.id, article(2).post.id),
    ("duplicate-id", RSS, FULL.post.id, article(2).post.id),
    ("duplicate-id", JSON, FULL.post.id, article(2).post.id),
    ("duplicate-updated", ATOM, f"{LATER}</updated>\n    <au", f"{EARLIER}</updated><au"),
    ("duplicate-updated", RSS, "2024-11-20T09:00:00Z", "2024-11-18T08:30:00Z"),
    ("duplicate-updated", JSON, "2024-11-20T09:00:00Z", "2024-11-18T08:30:00Z"),
    ("alternate", ATOM, 'rel="hub"', 'rel="alternate" type="text/html"'),
    ("date", RSS, "Mon, 18 Nov", "Sun, 18 Nov"),
    ("date", RSS, "18 Nov 2024", "18 nov. 2024"),
    ("date", ATOM, "2024-11-18T08:30:00+00:00", "2024-11-18 08:30"),
    ("date", JSON, "2024-11-18T08:30:00Z", "2024-11-18"),
    ("date", OPML, "Nov", "Brumaire"),
    ("future", RSS, "Mon, 18 Nov 2024", "Wed, 18 Dec 2024"),
    ("future", ATOM, "2024-11-18T", "2024-12-18T"),
    ("future", JSON, "2024-11-18T", "2024-12-18T"),
    ("address", RSS, f"<link>{SITE}/2024/11/article-2/", "<link>/2024/11/article-2/"),
    ("address", ATOM, f'<link rel="alternate" href="{SITE}', '<link rel="alternate" href="'),
    ("address", JSON, f'"url": "{SITE}/2024/11/article-2/"', '"url": "/é/"'),
    ("address", OPML, f'xmlUrl="{SITE}', 'xmlUrl="'),
    ("address", RSS, 'isPermaLink="false"', ""),
    ("language", RSS, "<language>fr", "<language>français"),
    ("language", ATOM, 'xml:lang="fr"', 'xml:lang="f"'),
    ("language", JSON, '"language": "fr"', '"language": "f"'),
    ("media-type", ATOM, 'type="text/html"', 'type="html"'),
    ("enclosure", RSS, 'length="12345"', 'length="None"'),
    ("enclosure", ATOM, 'length="12345"', 'length="12 KB"'),
    ("enclosure", JSON, '"mime_type": "image/jpeg"', '"mime_type": "picture"'),
    (
        "media-group",
        RSS,
        "<media:content",
        "<media:group><media:rating/></media:group><media:content",
    ),
    ("self", RSS, f"{SITE}/feed.rss.xml", "https://else.example/feed.rss.xml"),
    ("self", ATOM, 'rel="self"', 'rel="related"'),
    ("self", JSON, f"{SITE}/feed.json", "https://else.example/feed.json"),
    ("content", RSS, "&lt;p&gt;Un texte", "&lt;script&gt;x&lt;/script&gt;Un texte"),
    ("content", ATOM, "&lt;p&gt;Un texte", "&lt;p onclick='x'&gt;Un texte"),
    ("content", JSON, "<p>Un texte", "<p><a href='/x'>Un texte</a>"),
    ("plain-text", RSS, "<title>Article 2", "<title>Article &lt;b&gt;2&lt;/b&gt;"),
    ("order", RSS, "<item>", "<item><content:encoded/>"),
    ("both", RSS, "<dc:creator>", "<author>a@b.example</author><dc:creator>"),
    ("both", RSS, "<pubDate>", "<dc:date>2024-11-18</dc:date><pubDate>"),
    ("archive", ATOM, "<fh:complete/>", "<fh:archive/>"),
    ("archive", RSS, 'rel="hub"', 'rel="prev-archive"'),
    ("relation", ATOM, 'rel="hub"', 'rel="pingback"'),
)


@pytest.mark.parametrize(("rule", "path", "old", "new"), PLANTED)
def test_a_planted_fault_is_found(rule: str, path: str, old: str, new: str) -> None:
    sound = SOUND[path].decode()
    assert old in sound
    found = broken(path, sound.replace(old, new, 1).encode())
    assert rule in found
    line, _ = found[rule]
    assert line is not None
    assert 1 <= line <= sound.count("\n") + 1


def test_every_rule_has_its_planted_fault() -> None:
    assert {rule for rule, *_ in PLANTED} | {"size"} == rules.REMEDIES.keys()


def test_a_document_that_validators_refuse_for_its_size_is_found() -> None:
    assert broken(RSS, SOUND[RSS] + b" " * rules.MOST_BYTES).keys() == {"size"}


def test_the_line_is_that_of_the_entry() -> None:
    data = SOUND[ATOM].replace(b"<title>Article 2</title>", b"<title/>")
    line, message = broken(ATOM, data)["required"]
    assert message == "an entry has no title"
    assert line is not None
    assert b"<entry" in data.splitlines()[line - 1]


def test_where_nothing_is_known_of_the_place_any_own_address_will_do() -> None:
    assert broken(ATOM, SOUND[ATOM], url="") == {}


@pytest.mark.parametrize("data", [b"", b"<html/>", b"[]", b"\xff\xfe", b"{}", b"<rss/>", b"{1"])
def test_what_is_no_feed_is_told(data: bytes) -> None:
    assert broken("x", data)


def test_a_feed_of_json_that_holds_no_objects_is_told() -> None:
    document = json.loads(SOUND[JSON])
    for items in (None, [1], [{"id": 1}], [{"id": "x", "authors": [None]}]):
        assert "format" in broken(JSON, json.dumps({**document, "items": items}).encode())

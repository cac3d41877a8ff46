"""Containers of many texts: JSON lines, feeds, web archives; and what is packed around a file."""

from __future__ import annotations

import gzip
import json

import pytest
from backports import zstd

from plugins.convert.formats import table
from plugins.errors import SeedRefused
from plugins.hashing import digest
from plugins.model import Author, Seed, Source
from tests.convert.formats.containers import QUAYS, SHIPS, Told, pdf, response, site, told, warc

RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Agency</title>
<language>en</language><item><title>The port &amp;amp; the town</title>
<guid isPermaLink="false">tag:agency.example,2026:1</guid><link>https://agency.example/1</link>
<pubDate>Thu, 12 Nov 2026 08:30:00 +0100</pubDate><dc:creator>Ada Stone</dc:creator>
<category>Port</category><description>In short.</description><content:encoded><![CDATA[<p>{QUAYS}
</p><ul><li>one</li><li>two</li></ul>]]></content:encoded></item>
<item><title>Second</title><guid>https://agency.example/2</guid><description>{SHIPS}</description>
</item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Far &amp; near</title>
<entry><id>urn:x:1</id><title type="html">A &lt;b&gt;bold&lt;/b&gt; one</title>
<published>2026-11-01T00:00:00Z</published><updated>2026-11-02T00:00:00Z</updated>
<author><name>Jo Reed</name></author><link href="https://far.example/1"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><h2>Quays</h2><p>{QUAYS}</p></div>
</content></entry></feed>"""
RECORDS = [
    {"id": 7, "title": "The port opens", "text": f"{QUAYS}\n{SHIPS}", "date": "2026-11-12",
     "author": ["Ada Stone"], "url": "https://agency.example/7", "source": "The Agency"},
    {"headline": "HTML", "content": f"<p>{QUAYS}</p><ul><li>a</li><li>b</li></ul>",
     "publishedAt": "x", "published_at": 1_762_900_000, "keywords": ["port", "strike"]},
]  # fmt: skip
LINES = "\n".join(map(json.dumps, RECORDS)) + "\n\n"
PAGE = f"<html><head><title>The port</title></head><body><h1>The port</h1><p>{QUAYS}</p><p>{SHIPS}"
ARCHIVE = (
    warc("warcinfo", "x", "application/warc-fields", "a: b")
    + warc("response", "https://a.example/1", "application/http", response(PAGE))
    + warc("response", "https://a.example/2", "application/http", response(PAGE, "404 Not Found"))
    + warc("request", "https://a.example/1", "application/http", "GET / HTTP/1.1\r\n\r\n")
    + warc("resource", "https://a.example/3", "image/png", b"\x89PNG")
)
WORDS = warc(
    "conversion", "https://a.example/wet", "text/plain", f"The port opens\n{QUAYS}\n{SHIPS}\n"
)


def names(key: str, raw: bytes | str) -> list[str]:
    data = raw.encode() if isinstance(raw, str) else raw
    return [part.name for part in table.parts(Seed(key, data, digest(data)))]


def test_each_entry_of_a_feed_is_a_text_called_by_its_own_id() -> None:
    found = told("a.rss", RSS)
    assert names("a.rss", RSS) == ["tag:agency.example,2026:1", "https://agency.example/2"]
    first, second = found.conversion.posts
    assert (first.title, first.authors, first.tags) == (
        *("The port & the town", (Author("Ada Stone"),)), ("Port",),
    )  # fmt: skip
    assert first.source == Source("The Agency", "https://agency.example/1")
    assert first.published.isoformat() == "2026-11-12T07:30:00+00:00"
    assert [block.kind for block in first.blocks] == ["paragraph", "list"]
    assert first.summary == "In short."
    assert second.blocks[0].text == SHIPS


def test_an_atom_entry_gives_what_it_holds() -> None:
    found = told("a.xml", ATOM)
    assert names("a.atom", ATOM) == ["urn:x:1"]
    assert (found.post.title, found.post.authors) == ("A bold one", (Author("Jo Reed"),))
    assert found.post.updated is not None
    assert found.post.source == Source("Far & near", "https://far.example/1")
    assert found.kinds == ["heading", "paragraph"]


def test_what_changes_in_a_feed_around_an_entry_changes_no_text() -> None:
    later = RSS.replace("<language>", "<lastBuildDate>now</lastBuildDate><language>")
    one, two = (table.parts(Seed("a.rss", raw.encode(), "x")) for raw in (RSS, later))
    assert one == two


@pytest.mark.parametrize("raw", [RSS, ATOM])
def test_a_feed_is_one_whatever_its_name(raw: str) -> None:
    feed = (
        raw if raw.startswith("<?xml") else f'<?xml version="1.0"?>\n<!-- a --> <!-- b -->\n{raw}'
    )
    known = table.parts(Seed("a.xml", feed.encode(), "x"))
    assert table.parts(Seed("a.txt", feed.encode(), "x")) == known
    words = table.parts(Seed("a.txt", b"<?xml?> and <rss> are words", "x"))
    assert [part.kind for part in words] == ["plain"]
    bombs = b"<?xml version='1.0'?>" + b"<!---->" * 280
    assert [part.kind for part in table.parts(Seed("a.txt", bombs, "x"))] == ["plain"]


def test_each_line_of_json_is_a_text_with_its_fields_mapped() -> None:
    found = told("a.jsonl", LINES)
    first, second = found.conversion.posts
    assert (first.title, first.authors) == ("The port opens", (Author("Ada Stone"),))
    assert first.source == Source("The Agency", "https://agency.example/7")
    assert first.published.isoformat() == "2026-11-11T23:00:00+00:00"
    assert [block.text for block in first.blocks] == [QUAYS, SHIPS]
    assert (second.title, second.tags) == ("HTML", ("port", "strike"))
    assert second.published.year == 2025
    assert [block.kind for block in second.blocks] == ["paragraph", "list"]
    assert names("a.jsonl", LINES)[0] == "7"
    assert len(set(names("a.jsonl", LINES * 3))) == 6


def record(**fields: object) -> Told:
    return told("a.jsonl", json.dumps(fields))


def test_fields_that_say_other_things_than_the_text_are_left_out_and_named() -> None:
    found = record(
        title="Port",
        html=f"<p>{QUAYS}</p><p>Three <b>ships</b> are expected.</p>",
        text=f"{QUAYS}\nOnly here.\nThree ships are\nexpected.",
        body="<p>One <i>more</i> end.</p>",
        headline="Quays",
        comments=[{"by": "Ada", "words": "Well said!"}],
        url="https://agency.example/1",
        license="cc-by",
    )
    assert [(each.text, each.rule) for each in found.conversion.dropped] == [
        ("Only here.", "field text"),
        ("One more end.", "field body"),
        ("Quays", "field headline"),
        ("Well said!", "field comments"),
    ]


def test_what_a_post_takes_of_a_field_is_not_left_out() -> None:
    found = record(
        title="The <b>port</b>", text=f"{QUAYS}\n\n{SHIPS}", content=f"{QUAYS} {SHIPS}",
        summary="In short.", author={"name": "Ada Stone"}, source="The Agency",
        keywords="port, strike", date="Thu, 12 Nov 2026 08:30:00 +0100",
    )  # fmt: skip
    assert found.conversion.dropped == ()
    assert found.post.summary == "In short."


def test_a_field_of_nearly_the_same_name_is_left_out_and_named() -> None:
    found = record(title="Port", text=QUAYS, Text="Something else.")
    assert [each.text for each in found.conversion.dropped] == ["Something else."]


def test_a_summary_too_long_for_one_is_left_out_and_named() -> None:
    found = record(title="Port", text=f"{QUAYS}\n\n{SHIPS}", summary="Very much. " * 100)
    assert found.dropped == " ".join(["Very much."] * 100)


def test_a_text_in_a_long_list_of_paragraphs_is_whole() -> None:
    found = record(title="Port", text=[f"{QUAYS} {number}" for number in range(150)])
    assert found.words.endswith(" 149")


@pytest.mark.parametrize(
    "line", ["nonsense", "[1]", "{}", '{"text": ""}', "[" * 100_000], ids=range(5)
)
def test_a_line_that_is_no_text_is_a_named_problem(line: str) -> None:
    with pytest.raises(SeedRefused) as caught:
        told("a.jsonl", line)
    assert caught.value.problem.code in {"broken", "empty"}


def test_a_bad_line_is_named_by_its_file_and_number() -> None:
    good = json.dumps({"id": 1, "title": "Port", "text": QUAYS})
    raw = f"{good}\n\n{{broken\n".encode()
    _, bad = table.parts(Seed("a.jsonl", raw, digest(raw)))
    with pytest.raises(SeedRefused) as caught:
        table.read(bad, f"a.jsonl#{bad.name}", site().timezone)
    assert str(caught.value).startswith("seeds/a.jsonl:3: is no whole record of JSON: {broken")


def test_pages_that_were_found_are_the_texts_of_an_archive() -> None:
    found = told("a.warc", ARCHIVE)
    assert names("a.warc", ARCHIVE) == ["https://a.example/1"]
    assert found.post.title == "The port"
    assert found.post.source == Source("a.example", "https://a.example/1")
    assert QUAYS in found.words


def test_words_of_pages_are_texts_too() -> None:
    found = told("a.wet", WORDS)
    assert found.post.title == "The port opens"
    assert found.post.source == Source("a.example", "https://a.example/wet")


@pytest.mark.parametrize("pack", [gzip.compress, zstd.compress], ids=["gzip", "zstd"])
@pytest.mark.parametrize(
    ("key", "raw"),
    [("a.txt", f"The port opens\n\n{QUAYS}\n".encode()), ("a.jsonl", LINES.encode()),
     ("a.wet", WORDS), ("a.pdf", pdf([[(24, 700, "The port opens"), (12, 650, "Words here.")]]))],
    ids=["text", "lines", "words", "document"],
)  # fmt: skip
def test_what_is_packed_is_read_as_what_is_in_it(key: str, raw: bytes, pack: object) -> None:
    assert callable(pack)
    ending = ".gz" if pack is gzip.compress else ".zst"
    packed: Told = told(key + ending, pack(raw))
    assert packed.post.title == "The port opens"
    assert told(key, pack(raw)).post == packed.post


def test_an_archive_packed_record_by_record_is_whole() -> None:
    raw = gzip.compress(WORDS) + gzip.compress(WORDS.replace(b"/wet", b"/two"))
    assert names("a.wet.gz", raw) == ["https://a.example/wet", "https://a.example/two"]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (gzip.compress(bytes(65 * 1024**2)), "too-large"),
        (zstd.compress(bytes(65 * 1024**2)), "too-large"),
        (gzip.compress(gzip.compress(gzip.compress(gzip.compress(b"words")))), "archive"),
        (gzip.compress(b"words" * 1000)[:-20], "broken"),
        (zstd.compress(b"words" * 1000)[:-5], "broken"),
        (b"\x1f\x8b", "broken"),
    ],
    ids=range(6),
)
def test_bombs_and_broken_packs_are_named(raw: bytes, code: str) -> None:
    with pytest.raises(SeedRefused) as caught:
        told("a.txt.gz", raw)
    assert caught.value.problem.code == code


BOMB = '<!DOCTYPE x [<!ENTITY a "words"><!ENTITY f SYSTEM "file:///etc/hostname">]>'


def test_entities_of_a_feed_stay_as_they_are_written() -> None:
    raw = BOMB + RSS.partition("?>")[2].replace("Second", "Second &a;&f;")
    assert [post.title for post in told("a.rss", raw).conversion.posts][1] == "Second &a;&f;"


def test_xml_that_is_no_feed_is_a_page() -> None:
    assert QUAYS in told("a.xml", f"<html><body><p>{QUAYS}</p><p>{SHIPS}</p></body></html>").words


def entry(*elements: str) -> Told:
    """What becomes of a feed's one entry of these elements."""
    namespaces = RSS[RSS.index(" xmlns") : RSS.index("><channel>")]
    inner = "".join(elements)
    return told("a.rss", f"<rss{namespaces}><channel><item>{inner}</item></channel></rss>")


LONG = f"{QUAYS} {SHIPS} " * 3
SHORT = "The whole story is in tomorrow’s paper."


def test_a_content_that_its_summary_outdoes_is_left_out_and_named() -> None:
    content = f"<content:encoded>&lt;p>{SHORT}&lt;/p>&lt;p>{QUAYS}&lt;/p></content:encoded>"
    found = entry("<title>Port</title>", f"<description>{LONG}</description>", content)
    assert SHIPS in found.words
    assert [(each.text, each.rule) for each in found.conversion.dropped] == [
        (SHORT, "field content")
    ]


def test_a_second_title_or_content_of_an_entry_is_left_out_and_named() -> None:
    content = f"<content:encoded>{QUAYS} {SHIPS}</content:encoded>"
    second = "<content:encoded>&lt;p>Another &lt;b>text&lt;/b>&lt;/p></content:encoded>"
    found = entry("<title>Port</title>", "<title>Quay</title>", content, second)
    assert (found.post.title, found.dropped) == ("Port", "Another text")


def test_words_of_an_entry_that_no_field_is_for_are_left_out_and_named() -> None:
    found = entry(
        "<title>Port</title>", f"<description>{QUAYS}</description>", "<comments>12</comments>",
        "<group><credit>Photo: Ada Stone</credit><thumbnail url='https://a.example/1'/></group>",
        "<source url='https://b.example'>The Agency</source>",
    )  # fmt: skip
    assert (found.dropped, found.post.source) == ("Photo: Ada Stone", Source("The Agency", ""))

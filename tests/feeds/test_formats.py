"""What comes back out of the documents, read by somebody else's parser."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from plugins.feeds import rules
from plugins.model import Article, Author, Image, Origin, Source
from plugins.text import one_line
from tests.feeds import newsroom
from tests.feeds.newsroom import CLOCK, DAY, FULL, article, settings

XML = ("feed.rss.xml", "feed.atom.xml")
ENTRY_URL = "https://lefil.example/news/2024/11/article-7/"


def documents(*articles: Article, **values: Any) -> dict[str, bytes]:
    made, problems = newsroom.artifacts(articles, settings(**values), CLOCK)
    assert problems == ()
    return {artifact.path: artifact.data for artifact in made}


def parsed(data: bytes, **how: bool) -> Any:
    found = feedparser.parse(data, **how)
    assert not found.bozo, found.bozo_exception
    return found


def test_every_document_keeps_every_rule() -> None:
    made = newsroom.edition([FULL, article(2, lang="ar")], settings(), CLOCK).feeds
    for feed in made:
        assert rules.check(newsroom.render(feed).data, feed.spec.path, feed.self_url, CLOCK) == ()


@pytest.mark.parametrize("path", XML)
def test_id_links_dates_tags_and_text_come_back_as_meant(path: str) -> None:
    found = parsed(documents(FULL)[path])
    (entry,) = found.entries
    assert entry.id == FULL.post.id
    assert entry.link == ENTRY_URL
    assert entry.published_parsed[:6] == (2024, 11, 18, 8, 30, 0)
    assert entry.updated_parsed[:6] == (2024, 11, 20, 9, 0, 0)
    assert entry.title == FULL.post.title
    assert entry.summary == FULL.post.summary
    assert [(tag.term, tag.scheme) for tag in entry.tags] == [
        ("Monde", "https://lefil.example/news/section/monde/"),
        ("Ukraine", "https://lefil.example/news/tag/ukraine/"),
        ("États-Unis", "https://lefil.example/news/tag/etats-unis/"),
    ]
    (file,) = entry.enclosures
    assert (file.href, file.length, file.type) == (
        "https://lefil.example/news/images/une.jpg",
        "12345",
        "image/jpeg",
    )
    assert entry.media_content[0]["url"] == file.href
    assert entry.source.title == "Jforum.fr"
    assert {(link.rel, link.href) for link in entry.links} >= {
        ("alternate", ENTRY_URL),
        ("via", "https://jforum.fr/une/depeche.html"),
    }


@pytest.mark.parametrize("path", XML)
def test_the_feed_says_what_and_where_it_is(path: str) -> None:
    feed = parsed(documents(FULL)[path]).feed
    assert feed.title == "Le Fil"
    assert feed.link == "https://lefil.example/news/"
    assert feed.language == "fr"
    assert feed.subtitle == "Une revue de presse & plus."
    assert feed.generator == "Seedpress"
    assert feed.updated_parsed[:6] == (2024, 11, 20, 9, 0, 0)
    assert [link.href for link in feed.links if link.rel == "self"] == [
        f"https://lefil.example/news/{path}"
    ]


@pytest.mark.parametrize("path", XML)
def test_a_readers_sanitising_and_resolving_changes_no_text(path: str) -> None:
    data = documents(FULL, article(2, "<p>نص</p>", lang="ar"))[path]
    raw = parsed(data, sanitize_html=False, resolve_relative_uris=False)
    washed = parsed(data, sanitize_html=True, resolve_relative_uris=True)
    for ours, theirs in zip(raw.entries, washed.entries, strict=True):
        assert ours.content[0].value == theirs.content[0].value
        assert (ours.title, ours.summary, ours.link) == (theirs.title, theirs.summary, theirs.link)


def test_authors_are_joined_in_rss_and_each_themselves_in_atom() -> None:
    made = documents(FULL)
    assert parsed(made["feed.rss.xml"]).entries[0].author == "Anne Dupont, Bo Li"
    assert made["feed.rss.xml"].count(b"<dc:creator>") == 1
    assert b"<author>" not in made["feed.rss.xml"]
    atom = parsed(made["feed.atom.xml"]).entries[0].authors
    assert [dict(author) for author in atom] == [
        {"name": "Anne Dupont", "href": "https://lefil.example/news/author/anne-dupont/"},
        {"name": "Bo Li", "href": "https://bo.example/", "email": "bo@bo.example"},
    ]


def test_an_article_without_author_gets_none() -> None:
    made = documents(article(1))
    assert "author" not in parsed(made["feed.rss.xml"]).entries[0]
    assert "author" not in parsed(made["feed.atom.xml"]).entries[0]
    assert b"authors" not in made["feed.json"]


def test_description_stands_before_the_full_text_and_is_plain() -> None:
    data = documents(FULL)["feed.rss.xml"].decode()
    assert data.index("<description>Le résumé") < data.index("<content:encoded>")
    assert "<title>Kiev : « l’étape » &#x3C;guerre&#x3E; &#x26; paix</title>" in data
    assert 'guid isPermaLink="false">urn:uuid:' in data


def test_no_file_of_a_heap_changed_before_it_went_online() -> None:
    heap = [article(n, published=DAY, published_origin=Origin.FILE_TIME) for n in range(3)]
    for path in XML:
        for entry in parsed(documents(*heap)[path]).entries:
            assert entry.published_parsed <= entry.updated_parsed


def test_dates_are_english_and_have_no_microseconds() -> None:
    odd = article(1, published=DAY.replace(microsecond=999_999))
    made = documents(odd)
    assert b"<pubDate>Mon, 18 Nov 2024 08:30:00 +0000</pubDate>" in made["feed.rss.xml"]
    assert b"<published>2024-11-18T08:30:00+00:00</published>" in made["feed.atom.xml"]
    assert b'"date_published": "2024-11-18T08:30:00Z"' in made["feed.json"]


def test_each_language_is_told_for_feed_and_entry() -> None:
    made = documents(article(1, "<p>نص</p>", lang="ar"))
    atom = etree.fromstring(made["feed.atom.xml"])
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert atom.get(lang) == "fr"
    assert atom.find(f"{rules.ATOM}entry").get(lang) == "ar"
    assert b"<dc:language>ar</dc:language>" in made["feed.rss.xml"]
    assert parsed(made["lang/ar/feed.rss.xml"]).feed.language == "ar"
    content = parsed(made["feed.atom.xml"]).entries[0].content[0]
    assert content.value == '<div dir="rtl" lang="ar"><p>نص</p></div>'


def test_atom_source_is_complete_and_entry_links_are_typed() -> None:
    entry = etree.fromstring(documents(FULL)["feed.atom.xml"]).find(f"{rules.ATOM}entry")
    source = entry.find(f"{rules.ATOM}source")
    assert {etree.QName(child).localname for child in source} == {"id", "title", "updated", "link"}
    links = {link.get("rel"): dict(link.attrib) for link in entry.findall(f"{rules.ATOM}link")}
    assert links["alternate"]["type"] == "text/html"
    assert links["alternate"]["hreflang"] == "fr"
    assert links["enclosure"]["length"] == "12345"


def test_browsers_find_the_stylesheet_below_the_sites_path() -> None:
    for path in XML:
        head = documents(FULL)[path].decode().splitlines()[1]
        assert head == '<?xml-stylesheet type="text/css" href="/news/theme/css/feed.css"?>'


def test_json_feed_holds_the_same_entries() -> None:
    made = documents(FULL, article(2))
    document = json.loads(made["feed.json"])
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert document["feed_url"] == "https://lefil.example/news/feed.json"
    assert "authors" not in document
    rss = parsed(made["feed.rss.xml"], sanitize_html=False, resolve_relative_uris=False)
    assert [item["id"] for item in document["items"]] == [entry.id for entry in rss.entries]
    assert [item["content_html"] for item in document["items"]] == [
        entry.content[0].value for entry in rss.entries
    ]
    item = next(item for item in document["items"] if item["id"] == FULL.post.id)
    assert item["external_url"] == "https://jforum.fr/une/depeche.html"
    assert item["authors"][1] == {"name": "Bo Li", "url": "https://bo.example/"}
    assert item["tags"] == ["Monde", "Ukraine", "États-Unis"]
    assert item["attachments"][0]["size_in_bytes"] == 12345


def test_a_publishers_front_page_is_no_original() -> None:
    made = documents(article(1, source=Source("Jforum.fr", "https://jforum.fr/")))
    assert "external_url" not in json.loads(made["feed.json"])["items"][0]
    assert b'<source url="https://jforum.fr/">Jforum.fr</source>' in made["feed.rss.xml"]


def test_a_source_without_address_leads_to_its_page_here() -> None:
    data = documents(article(1, source=Source("La Gazette")))["feed.rss.xml"]
    assert b'<source url="https://lefil.example/news/source/la-gazette/">' in data


def test_the_list_of_all_feeds_names_each_scope_once() -> None:
    root = etree.fromstring(documents(FULL)["feeds/all.opml"])
    assert root.get("version") == "1.1"
    found = [outline.get("xmlUrl") for outline in root.iter("outline") if outline.get("xmlUrl")]
    assert len(found) == len(set(found)) == 8
    assert found[0] == "https://lefil.example/news/feed.atom.xml"


def test_groups_of_the_list_can_be_named_in_the_sites_language() -> None:
    made, _ = newsroom.artifacts([FULL], settings(), CLOCK, {"section": "Rubriques"})
    opml = made[-1].data.decode()
    assert '<outline text="Rubriques">' in opml
    assert '<outline text="Tags">' in opml


def test_an_international_host_is_written_in_ascii() -> None:
    made = documents(FULL, SITEURL="https://föö.example")
    assert all("xn--f-1gaa.example" in data.decode() for data in made.values())
    assert not any("föö.example" in data.decode() for data in made.values())


DIRTY = {
    "control characters": {"title": "a\x00b\x08c\x1bd\ufffe", "summary": "x\x0by"},
    "lone surrogates": {"title": "a\ud800b", "tags": ("\udfff", "x\ud800")},
    "empty title": {"title": "", "summary": ""},
    "blank title": {"title": " \u2028 ", "summary": "\x00"},
    "markup in the title": {"title": "<b>gras</b> &amp; <script>x</script>"},
    "end of CDATA": {"title": "a ]]> b", "summary": "]]>"},
    "a very long title": {"title": "mot " * 750},
    "odd addresses": {
        "source": Source("X\x00", "javascript:alert(1)"),
        "authors": (Author("A", "data:x", "no mail"), Author("\x07")),
        "image": Image("../../etc/passwd"),
    },
    "an odd language": {"lang": 'fr"><script>'},
    "an early date": {"published": datetime(1867, 1, 1, tzinfo=UTC)},
}
BODIES = ("", "<p>]]>\x00\ud800</p><script>x</script><p>", "<" * 500, '<a href="//[x">y', "\ufffe")


@pytest.mark.parametrize("fields", DIRTY.values(), ids=DIRTY.keys())
@pytest.mark.parametrize("html", BODIES)
def test_no_article_however_dirty_breaks_or_empties_a_feed(fields: Any, html: str) -> None:
    made = documents(article(1, html, **fields), FULL)
    for path in XML:
        assert len(parsed(made[path]).entries) == 2
        assert rules.check(made[path], path, f"https://lefil.example/news/{path}") == ()
    assert len(json.loads(made["feed.json"])["items"]) == 2


TEXT = st.text(st.characters(codec=None), max_size=40)


@given(title=TEXT, summary=TEXT, html=TEXT, name=TEXT)
def test_any_text_comes_back_as_it_was(title: str, summary: str, html: str, name: str) -> None:
    dirty = article(1, html, title=title, summary=summary, tags=(name,), authors=(Author(name),))
    made = documents(dirty)
    atom = etree.fromstring(made["feed.atom.xml"]).find(f"{rules.ATOM}entry")
    item = etree.fromstring(made["feed.rss.xml"]).find("channel/item")
    (json_item,) = json.loads(made["feed.json"])["items"]
    texts = [
        (atom.findtext(f"{rules.ATOM}title"), atom.findtext(f"{rules.ATOM}summary")),
        (item.findtext("title"), item.findtext("description")),
        (json_item["title"], json_item["summary"]),
    ]
    assert len(set(texts)) == 1
    assert not one_line(title) or texts[0][0] == one_line(title)
    assert not one_line(summary) or texts[0][1] == one_line(summary)
    for path in XML:
        assert len(parsed(made[path]).entries) == 1


def test_no_feed_holds_html_where_plain_text_belongs() -> None:
    data = documents(article(1, title="Tom & <b>Jerry</b>"))["feed.rss.xml"].decode()
    assert re.search(r"<title>Tom &#x26; &#x3C;b&#x3E;Jerry&#x3C;/b&#x3E;</title>", data)

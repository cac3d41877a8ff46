"""When a feed is correct: checks of entries before they go in, and of documents when written.

Independent of the code that makes them, and stricter than readers are: what a validator warns
of is wrong here. Each check answers with sentences; none means all is well.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from plugins.feeds import urls
from plugins.feeds.values import Entry
from plugins.model import FeedFormat
from plugins.text import legal, one_line

#: The W3C's validator refuses documents over this size.
MOST_BYTES = 5_000_000
ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_RISKY = frozenset(
    "script style iframe frame frameset object embed applet form input button select textarea "
    "link meta base noscript template svg math canvas plaintext xmp html head body".split()
)
#: The beginning of anything but a harmless tag without attributes.
_NOT_PLAIN = re.compile(r"<(?!/?(?:p|em|strong|b|i|h[2-6]|ul|ol|li|blockquote|code|pre|sub|sup)>)")
_ADDRESSES = frozenset("href src cite poster action formaction background longdesc data".split())
_LISTS_OF_ADDRESSES = frozenset({"srcset", "imagesrcset", "ping"})
#: The beginning of anything but a harmless tag without attributes.
_NOT_PLAIN = re.compile(r"<(?!/?(?:p|em|strong|b|i|h[2-6]|ul|ol|li|blockquote|code|pre|sub|sup)>)")


def entry_faults(entry: Entry) -> tuple[str, ...]:
    """Why ``entry`` may not go into any feed."""
    return tuple(_entry_faults(entry))


def html_faults(html: str) -> tuple[str, ...]:
    """What in ``html`` readers must strip, or cannot resolve."""
    if not _NOT_PLAIN.search(html):
        return ()
    scan = _Scan()
    scan.feed(html)
    scan.close()
    return tuple(dict.fromkeys(scan.faults))


def document_faults(data: bytes, fmt: FeedFormat, self_url: str) -> tuple[str, ...]:
    """What is wrong with a feed document that is served at ``self_url``."""
    if len(data) > MOST_BYTES:
        return (f"it has {len(data)} bytes",)
    try:
        items = _json_items(data, self_url) if fmt == "json" else _xml_items(data, fmt, self_url)
        return tuple(_document_faults(items))
    except (etree.XMLSyntaxError, ValueError) as error:
        return (f"it is not well-formed: {error}",)


def _entry_faults(entry: Entry) -> Iterator[str]:
    texts = (entry.title, entry.summary, entry.rights)
    moments = (entry.published, entry.updated)
    checks = (
        (urls.is_urn(entry.id), "its id is no address"),
        (entry.title and entry.summary and entry.content, "it has no title, summary or text"),
        (all(text == one_line(text) for text in texts), "a text is no clean line"),
        (legal(entry.content) == entry.content, "it holds characters that XML forbids"),
        (all(moment.tzinfo for moment in moments), "its date has no time zone"),
    )
    yield from (fault for holds, fault in checks if not holds)
    for url in _addresses(entry):
        if not urls.is_absolute(url):
            yield f"{url!r} is no full address"
    yield from html_faults(entry.content)


def _addresses(entry: Entry) -> Iterator[str]:
    yield entry.url
    yield from (link.href for link in entry.links)
    yield from (category.scheme for category in entry.categories)
    yield from (author.uri for author in entry.authors if author.uri)
    yield from (text for text in (entry.original,) if text)
    if entry.source:
        yield entry.source.url
    if entry.image:
        yield entry.image.href


class _Scan(HTMLParser):
    """Reads HTML as a reader would and notes what should not be there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _RISKY:
            self.faults.append(f"its text holds <{tag}>")
        for name, value in attrs:
            self.faults.extend(_attribute_faults(tag, name, value or ""))

    def handle_comment(self, data: str) -> None:  # noqa: ARG002  # the parser's interface
        self.faults.append("its text holds a comment")


def _attribute_faults(tag: str, name: str, value: str) -> Iterator[str]:
    if name.startswith("on") or name == "style":
        yield f"<{tag}> has the attribute {name}"
    listed = (part.split()[0] for part in value.split(",") if part.split())
    found = listed if name in _LISTS_OF_ADDRESSES else [value] if name in _ADDRESSES else []
    for url in found:
        if not urls.is_absolute(url):
            yield f"<{tag}> leads to {url!r}, no full address"


_Item = tuple[str, str, str, str]  # id, time of change, page, HTML


def _document_faults(items: Iterator[_Item | str]) -> Iterator[str]:
    ids: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for item in items:
        if isinstance(item, str):
            yield item
            continue
        id_, updated, page, html = item
        ids[id_] += 1
        times[updated] += 1
        if not id_ or not urlsplit(page).netloc:
            yield f"{id_ or page!r} lacks an id or a full link"
        yield from (f"{id_}: {fault}" for fault in html_faults(html))
    yield from (f"the id {id_} is there twice" for id_, count in ids.items() if count > 1)
    yield from (f"two entries changed at {at}" for at, count in times.items() if count > 1)


def _json_items(data: bytes, self_url: str) -> Iterator[_Item | str]:
    document: dict[str, Any] = json.loads(data.decode())
    if document["feed_url"] != self_url:
        yield f"it says it is served at {document['feed_url']}"
    for item in document["items"]:
        yield item["id"], item["date_modified"], item["url"], item["content_html"]


def _xml_items(data: bytes, fmt: FeedFormat, self_url: str) -> Iterator[_Item | str]:
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    links = root.findall(f"{ATOM}link") + root.findall(f"channel/{ATOM}link")
    found = [link.get("href") for link in links if link.get("rel") == "self"]
    if found != [self_url]:
        yield f"it says it is served at {found}"
    if fmt == "atom":
        for entry in root.iter(f"{ATOM}entry"):
            page = entry.find(f"{ATOM}link[@rel='alternate']")
            href = "" if page is None else page.get("href", "")
            yield (
                _text(entry, f"{ATOM}id"),
                _text(entry, f"{ATOM}updated"),
                href,
                _text(entry, f"{ATOM}content"),
            )
    for item in root.iter("item"):
        if re.search("content.*description", " ".join(str(child.tag) for child in item)):
            yield "content stands before description"
        yield (
            _text(item, "guid"),
            _text(item, f"{ATOM}updated"),
            _text(item, "link"),
            _text(item, _CONTENT),
        )


def _text(element: Any, path: str) -> str:
    return element.findtext(path) or ""

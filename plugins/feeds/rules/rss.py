"""Rules of RSS 2.0 and its profile, and what its validators warn of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from plugins.feeds.rules import common
from plugins.feeds.rules.common import ATOM, CONTENT, DC, Row, finding, text_of
from plugins.feeds.rules.found import Finding
from plugins.feeds.rules.scalars import is_full, is_integer, is_media_type, rfc822, rfc3339

#: A plain text with signs that some readers take for HTML, as it stands in the file.
_LIKE_HTML = re.compile(
    rb"<(title|description|category|copyright|dc:creator)(?: [^<>]*)?>[^<]*&(?:lt|amp);"
)
_OF_ITEMS: tuple[Row, ...] = (
    ("link", "", is_full, "address", "full address"),
    ("source", "url", is_full, "address", "full address"),
    ("category", "domain", is_full, "address", "full address"),
)
_ONCE = (("author", f"{DC}creator"), ("pubDate", f"{DC}date"))


def rss_findings(root: Any, data: bytes, url: str, now: datetime | None) -> Iterator[Finding]:
    """What is wrong with a feed document that is served at ``url``."""
    channel = root.find("channel")
    if channel is None:
        yield finding("required", root, "there is no channel")
        return
    items = channel.findall("item")
    yield from common.required(channel, ("title", "link", "description"), "the channel")
    yield from common.dates(channel, ("pubDate", "lastBuildDate"), rfc822, now)
    yield from common.values(channel, _OF_ITEMS[:1])
    yield from common.atom_links(channel)
    yield from common.own_link(channel, url)
    yield from common.history(channel)
    for item in items:
        yield from _item(item, now)
    yield from common.unique(
        [(item, text_of(item, "guid")) for item in items], "duplicate-id", "the id"
    )
    times = [(item, text_of(item, f"{ATOM}updated")) for item in items]
    told = [(item, time) for item, time in times if time]
    yield from common.unique(told, "duplicate-updated", "the time of change")
    for match in _LIKE_HTML.finditer(data):
        line = data.count(b"\n", 0, match.start()) + 1
        yield Finding("plain-text", line, f"HTML, or what looks like it, in {match[1].decode()}")


def _item(item: Any, now: datetime | None) -> Iterator[Finding]:
    if not text_of(item, "title") and not text_of(item, "description"):
        yield finding("required", item, "an item without title and description")
    yield from common.required(item, ("guid",), "an item")
    yield from common.dates(item, ("pubDate",), rfc822, now)
    yield from common.dates(item, (f"{ATOM}updated",), rfc3339, now)
    yield from common.atom_links(item)
    yield from common.html(item.find(f"{CONTENT}encoded"))
    yield from _places(item)
    order = [child.tag for child in item]
    if f"{CONTENT}encoded" in order and "description" in order[order.index(f"{CONTENT}encoded") :]:
        yield finding("order", item, "content:encoded stands before the description")
    for one, other in _ONCE:
        if one in order and other in order:
            yield finding("both", item, f"{one} and dc:{other.rpartition('}')[2]} stand together")


def _is_file(element: Any) -> bool:
    return (
        is_full(element.get("url", ""))
        and is_integer(element.get("length", ""))
        and int(element.get("length")) > 0
        and is_media_type(element.get("type", ""))
    )


def _places(item: Any) -> Iterator[Finding]:
    """Addresses of an item and what they lead to."""
    yield from common.required(item, ("link",), "an item")
    yield from common.values(item, _OF_ITEMS)
    guid = item.find("guid")
    if guid is not None and guid.get("isPermaLink", "true") == "true" and not is_full(guid.text):
        yield finding("address", guid, f"the id {guid.text!r} is called a link and is none")
    for file in item.findall("enclosure"):
        if not _is_file(file):
            yield finding("enclosure", file, "an enclosure lacks address, length or media type")

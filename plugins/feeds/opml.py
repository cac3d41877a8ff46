"""The list of all feeds that readers import: OPML 1.1, the newest that validators know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from email.utils import format_datetime
from itertools import groupby

from lxml import etree

from plugins.feeds.values import Feed

PATH = "feeds/all.opml"
#: Names of the groups where no others are given, by kind of scope.
WORDS: Mapping[str, str] = {
    "section": "Sections",
    "source": "Sources",
    "language": "Languages",
    "tag": "Tags",
    "author": "Authors",
}


def opml(feeds: Iterable[Feed], title: str, words: Mapping[str, str] = WORDS) -> bytes:
    """Each scope once, as Atom, in a group of its kind: importing all gives no doubles."""
    listed = [feed for feed in feeds if feed.spec.format == "atom"]
    root = etree.Element("opml", version="1.1")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = title
    changed = format_datetime(max(feed.updated for feed in listed))
    etree.SubElement(head, "dateModified").text = changed
    body = etree.SubElement(root, "body")
    for kind, members in groupby(listed, key=lambda feed: feed.spec.scope.kind):
        name = words.get(kind, WORDS.get(kind, kind))
        group = body if kind == "site" else etree.SubElement(body, "outline", text=name)
        for feed in members:
            etree.SubElement(group, "outline", _outline(feed))
    return etree.tostring(root, pretty_print=True, encoding="UTF-8", xml_declaration=True)


def _outline(feed: Feed) -> dict[str, str]:
    return {
        "type": "rss",  # of every format: what OPML calls a subscription
        "text": feed.title,
        "title": feed.title,
        "xmlUrl": feed.self_url,
        "htmlUrl": feed.home,
        "language": feed.lang,
    }

"""Feeds as JSON Feed 1.1: the same entries, members in a fixed order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from plugins.dates import iso
from plugins.feeds.values import Entry, Feed, Link
from plugins.model import Author

_VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed, items: Iterable[bytes]) -> bytes:
    """The feed as JSON Feed 1.1 in UTF-8, ``items`` being what ``json_items`` made.

    It has no authors of its own: readers would add them to those of every item.
    """
    hubs = [{"type": "WebSub", "url": link.href} for link in feed.links if link.rel == "hub"]
    head = _text(
        _filled(
            {
                "version": _VERSION,
                "title": feed.title,
                "home_page_url": feed.home,
                "feed_url": feed.self_url,
                "description": feed.subtitle,
                "language": feed.lang,
                "hubs": hubs,
            }
        )
    )
    start = head.removesuffix("\n}").encode()
    return b"".join((start, b',\n "items": [\n  ', b",\n  ".join(items), b"\n ]\n}\n"))


def json_items(entries: Iterable[Entry]) -> list[bytes]:
    """Each entry as it stands in every JSON Feed of the site."""
    return [_text(_item(entry)).replace("\n", "\n  ").encode() for entry in entries]


def _text(members: Mapping[str, Any]) -> str:
    return json.dumps(members, ensure_ascii=False, indent=1)


def _item(entry: Entry) -> dict[str, Any]:
    return _filled(
        {
            "id": entry.id,
            "url": entry.url,
            "external_url": entry.original,
            "title": entry.title,
            "content_html": entry.content,
            "content_text": "" if entry.content else entry.summary,
            "summary": entry.summary,
            "image": entry.image.href if entry.image else "",
            "date_published": iso(entry.published),
            "date_modified": iso(entry.updated),
            "authors": [_author(author) for author in entry.authors],
            "tags": list(dict.fromkeys(category.term for category in entry.categories)),
            "language": entry.lang,
            "attachments": [_attachment(link) for link in entry.enclosures],
        }
    )


def _author(author: Author) -> dict[str, Any]:
    return _filled({"name": author.name, "url": author.uri})


def _attachment(link: Link) -> dict[str, Any]:
    return {"url": link.href, "mime_type": link.type, "size_in_bytes": link.length}


def _filled(members: Mapping[str, Any]) -> dict[str, Any]:
    """``members`` without those that say nothing."""
    return {name: value for name, value in members.items() if value not in ("", [])}

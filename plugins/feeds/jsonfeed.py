"""Feeds as JSON Feed 1.1: the same entries, members in a fixed order."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from plugins.dates import iso
from plugins.feeds.values import Entry, Feed, Link
from plugins.model import Author

_VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed) -> bytes:
    """The feed as JSON Feed 1.1 in UTF-8.

    It has no authors of its own: readers would add them to those of every item.
    """
    document = {
        "version": _VERSION,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.self_url,
        "description": feed.subtitle,
        "language": feed.lang,
        "items": [_item(entry) for entry in feed.entries],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _item(entry: Entry) -> dict[str, Any]:
    return _filled(
        {
            "id": entry.id,
            "url": entry.url,
            "external_url": entry.original,
            "title": entry.title,
            "content_html": entry.content,
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

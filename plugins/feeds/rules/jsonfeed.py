"""Rules of JSON Feed 1.1."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from plugins.feeds.rules.found import Finding
from plugins.feeds.rules.html import html_faults
from plugins.feeds.rules.scalars import is_full, is_language, is_media_type, json_value, rfc3339

_VERSION = "https://jsonfeed.org/version/1.1"
#: Members that are lists of objects, and those that are texts, wherever they stand.
_LISTS = frozenset({"items", "authors", "attachments", "hubs"})
_TEXTS = frozenset(
    "version title home_page_url feed_url language id url external_url image banner_image "
    "content_html content_text date_published date_modified mime_type name".split()
)
_ADDRESSES = ("url", "external_url", "image", "banner_image")


def json_findings(text: str, url: str, now: datetime | None) -> Iterator[Finding]:
    """What is wrong with a feed document that is served at ``url``."""
    try:
        document = json_value(text)
    except ValueError as error:
        yield Finding("well-formed", getattr(error, "lineno", None), f"it is no JSON: {error}")
        return
    if not _is_shaped(document) or document["version"] != _VERSION:
        yield Finding("format", 1, "it is no JSON Feed 1.1, or has values of other types")
        return
    yield from _head(document, url)
    seen: dict[str, set[Any]] = {"id": set(), "date_modified": set()}
    for item in document.get("items", ()):
        line = _line(text, str(item.get("id", "")))
        for rule, message in (*_item(item, now), *_twice(item, seen)):
            yield Finding(rule, line, message)


def _is_shaped(document: Any) -> bool:
    """Whether it has texts where texts belong, and lists of objects where these do."""
    return (
        isinstance(document, dict)
        and "version" in document
        and all(
            _is_shaped({"version": "", **part}) if isinstance(part, dict) else False
            for name in _LISTS & document.keys()
            for part in (document[name] if isinstance(document[name], list) else [None])
        )
        and all(isinstance(document[name], str) for name in _TEXTS & document.keys())
    )


def _line(text: str, id_: str) -> int | None:
    place = text.find(json.dumps(id_, ensure_ascii=False))
    return text.count("\n", 0, place) + 1 if place >= 0 else None


def _head(document: dict[str, Any], url: str) -> Iterator[Finding]:
    if not document.get("title"):
        yield Finding("required", 1, "the feed has no title")
    if "items" not in document:
        yield Finding("required", 1, "the feed has no list of items")
    own = document.get("feed_url", "")
    if not is_full(own) or (url and own != url):
        yield Finding("self", 1, f"it names {own or 'nothing'} as its own address")
    if not is_full(document.get("home_page_url", "")):
        yield Finding("address", 1, "home_page_url is no full address")
    if not is_language(document.get("language", "en")):
        yield Finding("language", 1, f"{document['language']!r} is no language")
    for hub in document.get("hubs", ()):
        if not is_full(hub.get("url", "")):
            yield Finding("address", 1, "a hub has no full address")


Fault = tuple[str, str]
"""Rule and message."""


def _item(item: dict[str, Any], now: datetime | None) -> Iterator[Fault]:
    if not item.get("id"):
        yield "required", "an item without id"
    if not item.get("content_html") and not item.get("content_text"):
        yield "required", "an item without text"
    for name in _ADDRESSES:
        if name in item and not is_full(item[name]):
            yield "address", f"{name} {item[name]!r} is no full address"
    if not is_language(item.get("language", "en")):
        yield "language", f"{item['language']!r} is no language"
    yield from _dates(item, now)
    yield from _parts(item)
    yield from (("content", fault) for fault in html_faults(item.get("content_html", "")))


def _dates(item: dict[str, Any], now: datetime | None) -> Iterator[Fault]:
    for name in (each for each in ("date_published", "date_modified") if each in item):
        moment = rfc3339(item[name])
        if moment is None:
            yield "date", f"{item[name]!r} is no date"
        elif now and moment > now:
            yield "future", f"{item[name]} has not come yet"


def _parts(item: dict[str, Any]) -> Iterator[Fault]:
    for file in item.get("attachments", ()):
        if not is_full(file.get("url", "")) or not is_media_type(file.get("mime_type", "")):
            yield "enclosure", "an attachment lacks its address or media type"
    for author in item.get("authors", ()):
        if not (author.get("name") or author.get("url")):
            yield "required", "an author without name"


def _twice(item: dict[str, Any], seen: dict[str, set[Any]]) -> Iterator[Fault]:
    for name, rule in (("id", "duplicate-id"), ("date_modified", "duplicate-updated")):
        value = item.get(name)
        if value is not None and value in seen[name]:
            yield rule, f"the {name} {value} is there twice"
        seen[name].add(value)

"""Rules of Atom 1.0 (RFC 4287), and what its validators warn of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from plugins.feeds.rules import common
from plugins.feeds.rules.common import ATOM, Row, finding, text_of
from plugins.feeds.rules.found import Finding
from plugins.feeds.rules.scalars import is_full, rfc3339
from plugins.feeds.urls import is_urn

_DATES = (f"{ATOM}updated", f"{ATOM}published", f"{ATOM}source/{ATOM}updated")
_OF_ENTRIES: tuple[Row, ...] = (
    (f"{ATOM}id", "", is_urn, "address", "address"),
    (f"{ATOM}author/{ATOM}uri", "", is_full, "address", "full address"),
    (f"{ATOM}category", "term", bool, "required", "name"),
    (f"{ATOM}category", "scheme", is_full, "address", "full address"),
)


def atom_findings(root: Any, url: str, now: datetime | None) -> Iterator[Finding]:
    """What is wrong with a feed document that is served at ``url``."""
    entries = root.findall(f"{ATOM}entry")
    needed = tuple(f"{ATOM}{name}" for name in ("id", "title", "updated"))
    yield from common.required(root, needed, "the feed")
    yield from common.dates(root, _DATES[:1], rfc3339, now)
    yield from common.atom_links(root)
    yield from common.own_link(root, url)
    yield from common.history(root)
    has_author = root.find(f"{ATOM}author") is not None
    for entry in entries:
        yield from common.required(entry, needed, "an entry")
        yield from common.dates(entry, _DATES, rfc3339, now)
        yield from common.atom_links(entry)
        yield from _entry(entry, has_author=has_author)
    ids = [(entry, text_of(entry, f"{ATOM}id")) for entry in entries]
    yield from common.unique(ids, "duplicate-id", "the id")
    times = [(entry, text_of(entry, f"{ATOM}updated")) for entry in entries]
    yield from common.unique(times, "duplicate-updated", "the time of change")


def _entry(entry: Any, *, has_author: bool) -> Iterator[Finding]:
    alternates = [
        link for link in entry.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"
    ]
    if not alternates:
        yield finding("required", entry, "an entry without a link to its page")
    if not has_author and entry.find(f"{ATOM}author") is None:
        yield finding("required", entry, "an entry without author in a feed without author")
    yield from common.html(entry.find(f"{ATOM}content"))
    yield from common.values(entry, _OF_ENTRIES)

"""Feeds: RSS 2.0, Atom 1.0 and JSON Feed 1.1 for every scope, and the list of them all.

Pure: articles in, documents out. The same entries with the same ids stand in every format; no
article, whatever is in it, can break a feed or empty it. What writes a document is loaded when
the first one is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from plugins.feeds.choosing import NEVER, Told, changed, distinct, fault, fault_problem, told
from plugins.feeds.readers import reader_links
from plugins.feeds.scopes import (
    KINDS,
    formats_of,
    has_archive,
    is_full,
    known_lang,
    language_name,
    limit_of,
    memberships,
    shown_name,
    specs_of,
)
from plugins.feeds.sizes import fitting, parts, weight
from plugins.feeds.values import MEDIA_TYPES, Entry, Feed, FeedSpec, Place
from plugins.model import FeedFormat

__all__ = [
    "KINDS",
    "MEDIA_TYPES",
    "NEVER",
    "Entry",
    "Feed",
    "FeedSpec",
    "Place",
    "Told",
    "changed",
    "distinct",
    "document",
    "fault",
    "fault_problem",
    "fitting",
    "formats_of",
    "has_archive",
    "is_full",
    "known_lang",
    "language_name",
    "limit_of",
    "memberships",
    "parts",
    "reader_links",
    "shown_name",
    "specs_of",
    "told",
    "weight",
    "written",
]


def written(entries: Sequence[Entry], fmt: FeedFormat, *, is_full: bool = True) -> list[bytes]:
    """Each of ``entries`` as it stands in every document of that format, or its summary alone.

    One after the other: feedgen must not run in several threads of a process.
    """
    held = entries if is_full else [replace(entry, content="") for entry in entries]
    if fmt == "json":
        from plugins.feeds.jsonfeed import json_items  # noqa: PLC0415  as in the docstring above

        return json_items(held)
    from plugins.feeds.render import atom_entries, rss_items  # noqa: PLC0415  feedgen takes time

    return rss_items(held) if fmt == "rss" else atom_entries(held)


def document(feed: Feed, entries: Iterable[bytes]) -> bytes:
    """The document of ``feed`` in its format, in UTF-8; ``entries`` were ``written`` in it."""
    if feed.spec.format == "json":
        from plugins.feeds.jsonfeed import json_feed  # noqa: PLC0415  as in the docstring above

        return json_feed(feed, entries)
    from plugins.feeds.render import atom, rss  # noqa: PLC0415  feedgen takes its time

    return rss(feed, entries) if feed.spec.format == "rss" else atom(feed, entries)

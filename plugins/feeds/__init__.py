"""Feeds: RSS 2.0, Atom 1.0 and JSON Feed 1.1 for every scope, and the list of them all.

Pure: articles in, documents out. The same entries with the same ids stand in every format; no
article, whatever is in it, can break a feed or empty it. What writes a document is loaded when
the first one is written.
"""

from __future__ import annotations

from plugins.feeds.choosing import NEVER, Told, changed, distinct, fault, fault_problem, told
from plugins.feeds.scopes import (
    KINDS,
    formats_of,
    language_name,
    limit_of,
    memberships,
    shown_name,
    specs_of,
)
from plugins.feeds.sizes import fitting, weight
from plugins.feeds.values import MEDIA_TYPES, Feed, FeedSpec

__all__ = [
    "KINDS",
    "MEDIA_TYPES",
    "NEVER",
    "Feed",
    "FeedSpec",
    "Told",
    "changed",
    "distinct",
    "document",
    "fault",
    "fault_problem",
    "fitting",
    "formats_of",
    "language_name",
    "limit_of",
    "memberships",
    "shown_name",
    "specs_of",
    "told",
    "weight",
]


def document(feed: Feed) -> bytes:
    """The document of ``feed`` in its format, in UTF-8.

    One after the other: feedgen must not run in several threads of a process.
    """
    if feed.spec.format == "json":
        from plugins.feeds.jsonfeed import json_feed  # noqa: PLC0415  as in the docstring above

        return json_feed(feed)
    from plugins.feeds.render import atom, rss  # noqa: PLC0415  feedgen takes its time

    return rss(feed) if feed.spec.format == "rss" else atom(feed)

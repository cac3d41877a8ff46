"""Feeds: RSS 2.0, Atom 1.0 and JSON Feed 1.1 for every scope, and the list of them all.

Pure: articles and a clock in, files out. The same entries with the same ids stand in every
format; no article, whatever is in it, can break a feed or empty it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from plugins.addresses import FeedFormat
from plugins.config import Settings
from plugins.errors import Problem
from plugins.feeds.editions import edition, specs
from plugins.feeds.jsonfeed import json_feed
from plugins.feeds.opml import PATH as OPML_PATH
from plugins.feeds.opml import WORDS, opml
from plugins.feeds.render import atom, rss
from plugins.feeds.rules import document_faults
from plugins.feeds.scopes import Group, language_name, scopes_of, shown_name
from plugins.feeds.values import MEDIA_TYPES, Feed, FeedSpec
from plugins.model import Article, Artifact
from plugins.text import one_line

__all__ = [
    "MEDIA_TYPES",
    "FeedSpec",
    "Group",
    "artifacts",
    "document_faults",
    "edition",
    "language_name",
    "render",
    "scopes_of",
    "shown_name",
    "specs",
]

_FORMATS: dict[FeedFormat, Callable[[Feed], bytes]] = {"rss": rss, "atom": atom, "json": json_feed}


def artifacts(
    articles: Sequence[Article],
    settings: Settings,
    clock: datetime,
    words: Mapping[str, str] = WORDS,
) -> tuple[tuple[Artifact, ...], tuple[Problem, ...]]:
    """Every feed document and the OPML file; and each article that could not go in, by name.

    Only articles published by ``clock`` are seen. ``words`` are the OPML groups' names, by
    kind of scope. Renders one after the other: feedgen must not run in several threads.
    """
    made = edition(articles, settings, clock)
    listing = Artifact(OPML_PATH, opml(made.feeds, one_line(settings.name), words))
    return (*map(render, made.feeds), listing), made.problems


def render(feed: Feed) -> Artifact:
    """The feed in its format, at its path."""
    return Artifact(feed.spec.path, _FORMATS[feed.spec.format](feed))

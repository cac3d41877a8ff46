"""What a feed is made of, in the words of RFC 4287. Every text is clean, every address absolute."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from plugins.addresses import Scope
from plugins.model import Author, FeedFormat

#: Media types, as pages and feeds name them to readers.
MEDIA_TYPES: Mapping[FeedFormat, str] = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}
Rel = Literal[
    "alternate", "self", "via", "enclosure", "hub", "current", "prev-archive", "next-archive"
]


@dataclass(frozen=True, slots=True)
class Link:
    """RFC 4287 link; ASCII address."""

    rel: Rel
    href: str
    type: str = ""
    length: int | None = None
    """Bytes; known of enclosures alone."""
    hreflang: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """A name, and the page of this site that lists what bears it."""

    term: str
    scheme: str


@dataclass(frozen=True, slots=True)
class EntrySource:
    """The publication a text comes from: RSS ``source``, Atom ``source``."""

    id: str
    title: str
    url: str
    """The original or its publisher; the source's page on this site where neither is known."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as subscribers get it: the same in every feed and format."""

    id: str
    title: str
    """Plain text, never empty."""
    links: tuple[Link, ...]
    """One alternate, perhaps one via, any number of enclosures."""
    lang: str
    published: datetime
    updated: datetime
    """Its own second: no two entries of the site share it."""
    summary: str
    """Plain text, never empty."""
    content: str
    """HTML: sanitised, addresses absolute, empty elements closed (``<br />``); empty where feeds
    hold summaries alone."""
    authors: tuple[Author, ...] = ()
    section: Category | None = None
    tags: tuple[Category, ...] = ()
    source: EntrySource | None = None
    original: str = ""
    """Address of the same text elsewhere; empty where only its publisher is known."""
    image: Link | None = None
    """The lead picture, with its media type."""
    rights: str = ""
    where: str = ""
    """What messages about it name: its file, else its address."""

    @property
    def url(self) -> str:
        """Address of its page."""
        return href(self.links, "alternate")

    @property
    def enclosures(self) -> tuple[Link, ...]:
        """Files that belong to it."""
        return tuple(link for link in self.links if link.rel == "enclosure")

    @property
    def categories(self) -> tuple[Category, ...]:
        """The section first, then the tags."""
        return ((self.section,) if self.section else ()) + self.tags


@dataclass(frozen=True, slots=True)
class FeedSpec:
    """A feed document that the site has: enough to link to it and to say what it holds."""

    scope: Scope
    format: FeedFormat
    path: str
    """Address below the site, without leading slash."""
    title: str
    """"Monde – Le Fil"; the site's name alone for the site."""
    entries: int
    """Entries it holds: as many as the settings allow, fewer where it has no room for them."""
    total: int
    """Articles in the scope."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document stands in the history of its scope (RFC 5005). Addresses below the site."""

    is_archive: bool = False
    is_complete: bool = False
    """Whether it holds all that there is, so that nothing is older."""
    previous: str = ""
    """The archive document with what is older, if there is one."""
    following: str = ""
    """Of an archive document, the one with what is newer, if there is one; where there is no
    other at all, the feed."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed document without its entries, ready to be written in its format."""

    spec: FeedSpec
    id: str
    """The same in all formats of a scope."""
    title: str
    subtitle: str
    lang: str
    links: tuple[Link, ...]
    """One self, any number of hubs and neighbours in the archive, one alternate, which is last."""
    updated: datetime
    publisher: Author
    """The site itself: author of the feed, not of its entries."""
    rights: str
    stylesheet: str
    """Root-relative."""
    is_archive: bool = False
    is_complete: bool = False

    @property
    def self_url(self) -> str:
        """Address it is served at."""
        return href(self.links, "self")

    @property
    def home(self) -> str:
        """Address of the scope's page."""
        return href(self.links, "alternate")


def href(links: tuple[Link, ...], rel: Rel) -> str:
    """Address of the first link with that relation, or empty."""
    return next((link.href for link in links if link.rel == rel), "")

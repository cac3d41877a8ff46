"""A feed of a scope: articles in, a Feed out, nothing written yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from plugins import addresses
from plugins.addresses import Scope, rooted
from plugins.config import Settings
from plugins.errors import Problem
from plugins.feeds import rules, urls
from plugins.feeds.entries import entry_of
from plugins.feeds.values import MEDIA_TYPES, Entry, Feed, FeedSpec, Link, Place, Rel
from plugins.hashing import mint_id
from plugins.model import Article, Author
from plugins.text import one_line

STYLESHEET = "theme/css/feed.css"
_HEAD = Place()


def feed_id(scope: Scope, settings: Settings) -> str:
    """The same in each format, and however host, limits or shown names change.

    The address makes it unique within the site, SITE_ID among sites: two sites with the same
    sections must not share ids. SITE_ID is the site's name until it is set, so a site that is
    renamed sets it to its old name; readers know a feed by its address and bear either.
    """
    return mint_id("feed", one_line(settings.site_id or settings.name), scope.kind, scope.folder)


def entry(article: Article, updated: datetime, settings: Settings) -> Entry | Problem:
    """``article`` as subscribers get it, or why they cannot."""
    made = entry_of(article, updated, settings)
    faults = rules.entry_faults(made)
    if not faults:
        return made
    message = f"is in no feed: {'; '.join(faults)}"
    return Problem(made.where, message, "correct the text there", code="feed-entry")


def feed(spec: FeedSpec, updated: datetime, settings: Settings, place: Place = _HEAD) -> Feed:
    """The document that ``spec`` promises, without its entries; ``updated`` is its own time."""
    name = one_line(settings.name) or settings.siteurl
    is_language = spec.scope.kind == "language"
    return Feed(
        spec=spec,
        id=feed_id(spec.scope, settings),
        title=spec.title,
        subtitle=_subtitle(spec, settings),
        lang=spec.scope.name if is_language else settings.lang,
        links=tuple(_links(spec, place, settings)),
        updated=updated,
        publisher=Author(name, urls.of_site(settings.siteurl, "")),
        rights=one_line(settings.rights),
        stylesheet=rooted(settings.prefix, STYLESHEET),
        is_archive=place.is_archive,
        is_complete=place.is_complete,
    )


def _links(spec: FeedSpec, place: Place, settings: Settings) -> Iterator[Link]:
    def at(rel: Rel, address: str, media_type: str) -> Link:
        return Link(rel, urls.of_site(settings.siteurl, address), media_type)

    own, atom = MEDIA_TYPES[spec.format], MEDIA_TYPES["atom"]
    yield at("self", spec.path, own)
    if place.is_archive:  # it never changes but with its own articles: nobody listens to it
        yield at("current", addresses.feed(spec.scope.folder, spec.format), own)
    else:
        yield from (Link("hub", hub) for hub in settings.hubs)
    if place.previous:
        yield at("prev-archive", place.previous, atom)
    if place.following:
        yield at("next-archive", place.following, atom)
    yield at("alternate", spec.scope.folder, "text/html")


def _subtitle(spec: FeedSpec, settings: Settings) -> str:
    """What the site says of itself; a scope's feed has its title alone to say."""
    about = one_line(settings.description) or one_line(settings.tagline)
    return about if about and spec.scope.kind == "site" else spec.title

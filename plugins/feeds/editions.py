"""A feed of a scope: articles in, a Feed out, nothing written yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from plugins.addresses import Scope, rooted
from plugins.config import Settings
from plugins.errors import Problem
from plugins.feeds import rules, urls
from plugins.feeds.choosing import NEVER
from plugins.feeds.entries import entry_of
from plugins.feeds.values import MEDIA_TYPES, Entry, Feed, FeedSpec, Link
from plugins.hashing import mint_id
from plugins.model import Article, Author
from plugins.text import one_line

STYLESHEET = "theme/css/feed.css"


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


def feed(
    spec: FeedSpec, entries: Iterable[Entry], withdrawal: datetime | None, settings: Settings
) -> Feed:
    """The document that ``spec`` promises; ``entries`` are newest first.

    ``withdrawal`` is when something was last taken back from the scope.
    """
    held = tuple(entries)
    name = one_line(settings.name) or settings.siteurl
    is_language = spec.scope.kind == "language"
    return Feed(
        spec=spec,
        id=feed_id(spec.scope, settings),
        title=spec.title,
        subtitle=_subtitle(spec, settings),
        lang=spec.scope.name if is_language else settings.lang,
        links=tuple(_links(spec, settings)),
        updated=max([each.updated for each in held] + ([withdrawal] if withdrawal else []),
                    default=NEVER),
        publisher=Author(name, urls.of_site(settings.siteurl, "")),
        rights=one_line(settings.rights),
        stylesheet=rooted(settings.prefix, STYLESHEET),
        entries=held,
    )  # fmt: skip


def _links(spec: FeedSpec, settings: Settings) -> Iterator[Link]:
    yield Link("self", urls.of_site(settings.siteurl, spec.path), MEDIA_TYPES[spec.format])
    yield Link("alternate", urls.of_site(settings.siteurl, spec.scope.folder), "text/html")


def _subtitle(spec: FeedSpec, settings: Settings) -> str:
    """What the site says of itself; a scope's feed has its title alone to say."""
    about = one_line(settings.description) or one_line(settings.tagline)
    return about if about and spec.scope.kind == "site" else spec.title

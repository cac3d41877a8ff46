"""All feeds of the site at one moment: articles in, feeds out, nothing written yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from plugins.addresses import Scope, rooted
from plugins.config import Settings
from plugins.dates import utc
from plugins.errors import Problem
from plugins.feeds import rules, urls
from plugins.feeds.choosing import choose, distinct_updates
from plugins.feeds.entries import entry_of
from plugins.feeds.scopes import Group, last_withdrawal, scopes_of, specs_of
from plugins.feeds.values import MEDIA_TYPES, Entry, Feed, FeedSpec, Link
from plugins.hashing import mint_id
from plugins.model import Article, Author
from plugins.text import one_line

#: When a feed was updated that never held anything: a fixed day, since "now" would change it.
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
STYLESHEET = "theme/css/feed.css"


@dataclass(frozen=True, slots=True)
class Edition:
    """Every feed, and what could not go in."""

    feeds: tuple[Feed, ...]
    problems: tuple[Problem, ...]


def specs(articles: Sequence[Article], settings: Settings, clock: datetime) -> tuple[FeedSpec, ...]:
    """Every feed document of the site, by kind of scope, address and format."""
    choice = choose(articles, clock)
    groups = scopes_of(choice.shown, settings)
    return tuple(spec for group in groups for spec in specs_of(group, settings))


def edition(articles: Sequence[Article], settings: Settings, clock: datetime) -> Edition:
    """Every feed with its entries, each entry made once and the same in all of them."""
    choice = choose(articles, clock)
    groups = scopes_of(choice.shown, settings, choice.withdrawn)
    planned = [(group, tuple(specs_of(group, settings))) for group in groups]
    updates = distinct_updates(choice.shown, clock, settings.timezone)
    wanted = {a.post.id: a for g, s in planned for a in g.articles[: s[0].entries]}
    made = [entry_of(article, updates[id_], settings) for id_, article in wanted.items()]
    faults = [(entry, rules.entry_faults(entry)) for entry in made]
    entries = {entry.id: entry for entry, found in faults if not found}
    problems = tuple(_problem(entry, found) for entry, found in faults if found)
    feeds = (_feed(spec, group, entries, settings, clock) for group, its in planned for spec in its)
    return Edition(tuple(feeds), choice.problems + problems)


def feed_id(scope: Scope, settings: Settings) -> str:
    """The same in each format, and however host, limits or shown names change.

    The address makes it unique within the site, SITE_ID among sites: two sites with the same
    sections must not share ids. SITE_ID is the site's name until it is set, so a site that is
    renamed sets it to its old name; readers know a feed by its address and bear either.
    """
    return mint_id("feed", one_line(settings.site_id or settings.name), scope.kind, scope.folder)


def _feed(
    spec: FeedSpec, group: Group, entries: Mapping[str, Entry], settings: Settings, clock: datetime
) -> Feed:
    posts = (article.post for article in group.articles[: spec.entries])
    held = tuple(entries[post.id] for post in posts if post.id in entries)
    times = [entry.updated for entry in held]
    withdrawal = last_withdrawal(group, clock)
    name = one_line(settings.name) or settings.siteurl
    is_language = spec.scope.kind == "language"
    return Feed(
        spec=spec,
        id=feed_id(spec.scope, settings),
        title=spec.title,
        subtitle=_subtitle(spec, settings),
        lang=spec.scope.name if is_language else settings.lang,
        links=tuple(_links(spec, group, settings)),
        updated=max([*times, *([utc(withdrawal)] if withdrawal else [])], default=NEVER),
        publisher=Author(name, urls.of_site(settings.siteurl, "")),
        rights=one_line(settings.rights),
        stylesheet=rooted(settings.prefix, STYLESHEET),
        entries=held,
    )


def _links(spec: FeedSpec, group: Group, settings: Settings) -> Iterator[Link]:
    yield Link("self", urls.of_site(settings.siteurl, spec.path), MEDIA_TYPES[spec.format])
    yield Link("alternate", urls.of_site(settings.siteurl, group.scope.folder), "text/html")


def _subtitle(spec: FeedSpec, settings: Settings) -> str:
    """What the site says of itself; a scope's feed has its title alone to say."""
    about = one_line(settings.description) or one_line(settings.tagline)
    return about if about and spec.scope.kind == "site" else spec.title


def _problem(entry: Entry, faults: tuple[str, ...]) -> Problem:
    message = f"is in no feed: {'; '.join(faults)}"
    return Problem(entry.where, message, "correct the text there", code="feed-entry")

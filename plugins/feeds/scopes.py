"""Which feeds there are: each scope with its articles, and one spec for each of its formats."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from plugins import addresses
from plugins.addresses import Scope, ScopeKind
from plugins.config import Settings, is_language
from plugins.feeds.values import FeedSpec
from plugins.model import FeedFormat, Post
from plugins.text import one_line

#: Kinds in the order of the page of feeds.
KINDS: tuple[ScopeKind, ...] = ("site", "section", "source", "language", "tag", "author")


def formats_of(kind: ScopeKind, settings: Settings) -> tuple[FeedFormat, ...]:
    """The formats in which feeds of that kind are made."""
    return dict(settings.feed_formats).get(kind, ())


def limit_of(kind: ScopeKind, settings: Settings) -> int:
    """Entries that a feed of that kind holds at most."""
    return dict(settings.feed_limits)[kind]


def is_full(kind: ScopeKind, settings: Settings) -> bool:
    """Whether feeds of that kind hold full texts, not summaries alone."""
    return kind not in settings.feed_summaries


def has_archive(kind: ScopeKind, settings: Settings) -> bool:
    """Whether all articles of a scope of that kind are in archive documents, which are Atom."""
    return kind in settings.feed_archives and "atom" in formats_of(kind, settings)


def specs_of(scope: Scope, entries: int, total: int, settings: Settings) -> Iterator[FeedSpec]:
    """The feeds of a scope, one for each format."""
    for fmt in formats_of(scope.kind, settings):
        yield FeedSpec(
            scope=scope,
            format=fmt,
            path=addresses.feed(scope.folder, fmt),
            title=title_of(scope, settings),
            entries=entries,
            total=total,
        )


def title_of(scope: Scope, settings: Settings) -> str:
    """What subscribers see in their list: "Monde – Le Fil", for the site its name alone."""
    site = one_line(settings.name) or settings.siteurl
    return f"{shown_name(scope, settings.lang)} – {site}" if scope.kind != "site" else site


def shown_name(scope: Scope, lang: str) -> str:
    """The scope's name; a language's in the words of ``lang``, with a capital letter."""
    if scope.kind != "language":
        return scope.name
    name = language_name(scope.name, lang)
    return name[:1].upper() + name[1:] if name != scope.name else name


@lru_cache(maxsize=256)
def language_name(tag: str, lang: str) -> str:
    """Name of the language ``tag`` in the words of ``lang``; the tag where CLDR has none."""
    try:
        return Locale.parse(tag, sep="-").get_display_name(Locale.parse(lang, sep="-")) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def lang_of(post: Post, settings: Settings) -> str:
    """Its language tag; the site's where it has none that could be one."""
    return known_lang(post.lang, settings)


def known_lang(tag: str, settings: Settings) -> str:
    """``tag``, or the site's language where it could be none."""
    return tag if is_language(tag) else settings.lang


def section_of(post: Post, settings: Settings) -> Scope:
    """The section that ``post`` belongs to."""
    return Scope("section", one_line(post.category) or one_line(settings.default_section))


def memberships(post: Post, settings: Settings) -> Iterator[tuple[ScopeKind, str, str]]:
    """Kind, folder and name of each scope that ``post`` is in, each folder once."""
    seen: set[str] = set()
    for scope in _scopes(post, settings):
        folder = scope.folder
        if (scope.name or scope.kind == "site") and folder not in seen:
            seen.add(folder)
            yield scope.kind, folder, scope.name


def _scopes(post: Post, settings: Settings) -> Iterator[Scope]:
    yield addresses.SITE
    yield section_of(post, settings)
    yield Scope("language", lang_of(post, settings))
    if post.source is not None:
        yield Scope("source", one_line(post.source.title))
    for tag in post.tags:
        yield Scope("tag", one_line(tag))
    for author in post.authors:
        yield Scope("author", one_line(author.name))

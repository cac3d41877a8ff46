"""Which feeds there are: each scope with its articles, and one spec for each of its formats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from plugins import addresses
from plugins.addresses import FeedFormat, Scope, ScopeKind
from plugins.config import Settings, is_language
from plugins.feeds.sizes import fitting
from plugins.feeds.values import FeedSpec
from plugins.model import Article, Post
from plugins.text import one_line

#: Kinds in the order of the page of feeds, with the formats that each has.
FORMATS: dict[ScopeKind, tuple[FeedFormat, ...]] = {
    "site": ("rss", "atom", "json"),
    "section": ("rss", "atom", "json"),
    "source": ("rss", "atom", "json"),
    "language": ("rss", "atom", "json"),
    "tag": ("atom",),
    "author": ("atom",),
}
_KINDS = tuple(FORMATS)
_SMALL = frozenset({"tag", "author"})


@dataclass(frozen=True, slots=True)
class Group:
    """A scope and its articles."""

    scope: Scope
    """With the name that most of its articles use."""
    articles: tuple[Article, ...]
    """In the order given."""
    withdrawn: tuple[Article, ...] = ()


@dataclass(slots=True)
class _Gathering:
    names: Counter[str] = field(default_factory=Counter)
    articles: list[Article] = field(default_factory=list)
    withdrawn: list[Article] = field(default_factory=list)


def scopes_of(
    articles: Sequence[Article], settings: Settings, withdrawn: Sequence[Article] = ()
) -> tuple[Group, ...]:
    """Every scope that has articles, and the site always; by kind, then by address.

    Names with the same address are one scope. It bears the most frequent name, of equally
    frequent ones the first in code point order. Takes time in proportion to the articles.
    """
    found: dict[tuple[ScopeKind, str], _Gathering] = {("site", ""): _Gathering(Counter([""]))}
    for article in articles:
        for key, name in _memberships(article.post, settings):
            gathering = found.setdefault(key, _Gathering())
            gathering.names[name] += 1
            gathering.articles.append(article)
    for article in withdrawn:
        for key, _ in _memberships(article.post, settings):
            if key in found:
                found[key].withdrawn.append(article)
    order = sorted(found, key=lambda key: (_KINDS.index(key[0]), key[1]))
    return tuple(_group(key, found[key]) for key in order)


def specs_of(group: Group, settings: Settings) -> Iterator[FeedSpec]:
    """The feeds of a scope, one for each format."""
    limit = settings.small_feed_limit if group.scope.kind in _SMALL else settings.feed_limit
    entries = fitting(group.articles, limit)
    for fmt in FORMATS[group.scope.kind]:
        yield FeedSpec(
            scope=group.scope,
            format=fmt,
            path=addresses.feed(group.scope.folder, fmt),
            title=title_of(group.scope, settings),
            entries=entries,
            total=len(group.articles),
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


def last_withdrawal(group: Group, clock: datetime) -> datetime | None:
    """When something was last taken back from the scope."""
    times = [article.post.changed for article in group.withdrawn]
    return max((moment for moment in times if moment <= clock), default=None)


def lang_of(post: Post, settings: Settings) -> str:
    """Its language tag; the site's where it has none that could be one."""
    return post.lang if is_language(post.lang) else settings.lang


def section_of(post: Post, settings: Settings) -> Scope:
    """The section that ``post`` belongs to."""
    return Scope("section", one_line(post.category) or one_line(settings.default_section))


def _memberships(post: Post, settings: Settings) -> Iterator[tuple[tuple[ScopeKind, str], str]]:
    """Kind, folder and name of each scope that ``post`` is in, each folder once."""
    seen: set[str] = set()
    for scope in _scopes(post, settings):
        folder = scope.folder
        if (scope.name or scope.kind == "site") and folder not in seen:
            seen.add(folder)
            yield (scope.kind, folder), scope.name


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


def _group(key: tuple[ScopeKind, str], gathering: _Gathering) -> Group:
    name = min(gathering.names.items(), key=lambda item: (-item[1], item[0]))[0]
    articles, withdrawn = tuple(gathering.articles), tuple(gathering.withdrawn)
    return Group(Scope(key[0], name), articles, withdrawn)

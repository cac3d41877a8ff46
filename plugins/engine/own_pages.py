"""The site's own pages: the front page, the page of feeds, the one for what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from math import ceil
from typing import Any

from plugins import addresses, feeds
from plugins.addresses import SITE, Scope
from plugins.engine.library import ScopeRow
from plugins.engine.newsroom import Newsroom, Page, articles_of
from plugins.engine.views import Card, Correction, FeedGroup, FeedRow, FrontView, Link, SectionBlock

_SOURCES_ON_FRONT = 12
#: Corrections that are shown: those last made.
_CORRECTIONS = 100
#: Kinds of scopes whose feeds have links to reading applications: there are few, and asked for.
_OPENED = frozenset({"site", "section", "language"})


def front(room: Newsroom) -> Page:
    """The front page; it is there before the first article is."""
    chosen = room.library.front(room.sections)
    sources = room.library.of_kind("source") if "source" in room.settings.listings else []
    most = sorted(sources, key=lambda row: (-row.total, row.scope.name))[:_SOURCES_ON_FRONT]
    site = room.library.scope("")
    newest = room.library.newest(site, 1) if site else ()

    def context() -> dict[str, Any]:
        show = room.show
        view = FrontView(
            lead=show.card(chosen.lead.article) if chosen.lead else None,
            secondary=show.cards(articles_of(chosen.secondary)),
            blocks=tuple(
                SectionBlock(show.link("section", name), show.cards(articles_of(stories)))
                for name, stories in chosen.blocks
            ),
            latest=show.days(articles_of(chosen.latest)),
            sources=tuple(show.link("source", row.scope.name, count=row.total) for row in most),
            date=newest[0].post.published if newest else None,
        )
        view = replace(view, is_broad=leaves_a_hole(view.lead, view.secondary))
        return {"page": show.page("front", "", ""), "front": view, "site": room.site}

    inputs = (
        *(chosen.lead and chosen.lead.card, [each.card for each in chosen.secondary]),
        [(name, [each.card for each in stories]) for name, stories in chosen.blocks],
        [each.card for each in chosen.latest],
        [(row.scope, row.total) for row in most],
        [each.post.published for each in newest],
    )
    return Page("", "front.html", inputs, context)


def leaves_a_hole(lead: Card | None, beside: Sequence[Card]) -> bool:
    """Whether the words of ``lead`` are far from filling its column beside the other stories.

    By the lines that both take on a wide screen, in pixels; a picture fills any column.
    """
    if lead is None or lead.picture is not None:
        return False
    own = 40 + 58 * ceil(len(lead.title) / 28) + 33 * ceil(len(lead.summary) / 62)
    others = (
        100 + 28 * ceil(len(card.title) / 28) + 24 * ceil(min(len(card.summary), 180) / 40)
        for card in beside
    )
    return sum(others) > 1.35 * own


def feeds_page(room: Newsroom) -> Page:
    """What a feed is, and all there are."""
    specs = list(all_specs(room))
    languages = list(dict.fromkeys(spec.scope for spec in specs if spec.scope.kind == "language"))
    lists = tuple(_list(room, scope) for scope in languages) if len(languages) > 1 else ()

    def context() -> dict[str, Any]:
        page = room.show.page("feeds", "feeds/", room.words["feeds"])
        groups = _groups(room, specs)
        return {"page": page, "groups": groups, "lists": lists, "site": room.site}

    inputs = tuple((spec.scope, spec.format, spec.entries) for spec in specs)
    return Page("feeds/", "feeds.html", inputs, context)


def all_specs(room: Newsroom, language: Scope = SITE) -> Iterator[feeds.FeedSpec]:
    """Every feed document of the site, by kind of scope, address and format.

    Of a language: its own and those of the scopes all of whose articles are in it.
    """
    for row in room.library.scopes():
        if language in (SITE, row.scope) or _speaks(room, row, language):
            yield from feeds.specs_of(row.scope, row.entries, row.total, room.settings)


def _speaks(room: Newsroom, row: ScopeRow, language: Scope) -> bool:
    if not row.lang or row.scope.kind in {"site", "language"}:
        return False
    return Scope("language", feeds.known_lang(row.lang, room.settings)).folder == language.folder


def _list(room: Newsroom, language: Scope) -> Link:
    """The list of all feeds in a language."""
    return Link(room.show.name(language), room.show.href(addresses.opml(language)))


def _groups(room: Newsroom, specs: Iterable[feeds.FeedSpec]) -> tuple[FeedGroup, ...]:
    """A row for each scope."""
    by_kind = groupby(specs, key=lambda spec: spec.scope.kind)
    return tuple(FeedGroup(kind, tuple(_rows(room, its))) for kind, its in by_kind)


def _rows(room: Newsroom, specs: Iterable[feeds.FeedSpec]) -> Iterator[FeedRow]:
    for scope, its in groupby(specs, key=lambda spec: spec.scope):
        every = tuple(its)
        name = room.settings.name if scope == SITE else room.show.name(scope)
        formats = tuple(room.show.format_link(spec) for spec in every)
        address = room.show.url(every[0].path)
        readers = feeds.reader_links(address) if scope.kind in _OPENED else ()
        opened = tuple(Link(text, href) for text, href in readers)
        page = room.show.href("") if scope == SITE else room.show.link(scope.kind, scope.name).href
        yield FeedRow(name, page, every[0].entries, formats, opened)


def corrections(room: Newsroom) -> Page:
    """Articles whose words were corrected, the last one first, and how."""
    items = room.library.corrected(_CORRECTIONS)

    def context() -> dict[str, Any]:
        page = room.show.page("corrections", "corrections/", room.words["corrections"])
        told = tuple(
            Correction(room.show.card(item.article), item.post.note, item.post.updated)
            for item in items
        )
        return {"page": page, "corrections": told, "site": room.site}

    inputs = tuple((item.card, item.post.note) for item in items)
    return Page("corrections/", "corrections.html", inputs, context)


def method(room: Newsroom) -> Page:
    """What is done to texts without anybody looking, and what the dates mean."""

    def context() -> dict[str, Any]:
        page = room.show.page("method", "method/", room.words["method"])
        return {"page": page, "site": room.site}

    return Page("method/", "method.html", (), context)


def missing(room: Newsroom) -> Page:
    """What is shown where there is nothing."""

    def context() -> dict[str, Any]:
        page = replace(room.show.page("missing", "404.html", room.words["missing"]), noindex=True)
        return {"page": page, "site": room.site}

    return Page("404.html", "404.html", (), context)


def search(room: Newsroom) -> Page:
    """Where readers search; the same whatever there is to be found."""

    def context() -> dict[str, Any]:
        page = room.show.page("search", "search/", room.words["search"])
        return {"page": page, "site": room.site}

    return Page("search/", "search.html", (), context)

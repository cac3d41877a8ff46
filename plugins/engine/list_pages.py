"""Lists of articles: scopes with their newest and their periods, and the whole archive."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from plugins import addresses
from plugins.config import is_web
from plugins.engine.library import Item, Period, ScopeRow
from plugins.engine.newsroom import Newsroom, Page, articles_of, cards_of
from plugins.engine.views import ListingView

MONTHLY = frozenset({"section", "source", "language"})


def periods_of(room: Newsroom, row: ScopeRow) -> dict[Period, int]:
    """The periods of a scope that have a page, newest first, with their numbers of articles."""
    if row.scope.kind in MONTHLY:
        return room.library.months(row)
    if row.total <= room.settings.page_limit:
        return {}
    years: dict[Period, int] = {}
    for (year, _), count in room.library.months(row).items():
        years[year, None] = years.get((year, None), 0) + count
    return years


def head(room: Newsroom, folder: str) -> Page | None:
    """A scope's first page: its newest articles, and the way to all others."""
    row = room.library.scope(folder)
    if row is None:
        return None
    items = room.library.newest(row, room.settings.page_limit)
    periods = periods_of(room, row)
    external = _site_of(room, row) if row.scope.kind == "source" else ""

    def listing() -> ListingView:
        return _listing(
            room,
            row,
            items,
            total=row.total,
            periods=room.show.periods(folder, periods),
            external=external,
        )

    inputs = (row.scope, row.total, cards_of(items), tuple(periods.items()), external)
    return _list_page(room, row, folder, inputs, listing)


def bucket(room: Newsroom, folder: str, period: Period) -> Page | None:
    """All articles of a period of a scope."""
    row = room.library.scope(folder)
    periods = periods_of(room, row) if row else {}
    if row is None or period not in periods:
        return None
    items = room.library.of_period(row, period)
    older = _older(periods, period)

    def listing() -> ListingView:
        return _listing(
            room,
            row,
            items,
            total=len(items),
            period=room.show.period(folder, *period, len(items)),
            older=room.show.period(folder, *older, 0) if older else None,
        )

    address = addresses.bucket(folder, *period)
    inputs = (row.scope, period, older, cards_of(items))
    return _list_page(room, row, address, inputs, listing)


def _listing(room: Newsroom, row: ScopeRow, items: Sequence[Item], **more: Any) -> ListingView:
    return ListingView(
        kind=row.scope.kind,
        heading=room.show.name(row.scope, _spoken(room, row)),
        days=room.show.days(articles_of(items)),
        home=room.show.href(row.folder),
        **more,
    )


def _list_page(
    room: Newsroom,
    row: ScopeRow,
    address: str,
    inputs: tuple[Any, ...],
    listing: Callable[[], ListingView],
) -> Page:
    lang = _spoken(room, row)

    def context() -> dict[str, Any]:
        page = room.show.page(row.scope.kind, address, room.show.name(row.scope, lang))
        page = replace(page, feeds=room.feeds(row.scope))
        return {"page": page, "listing": listing(), "site": room.around(row.folder)}

    return Page(address, "listing.html", inputs, context, lang)


def _spoken(room: Newsroom, row: ScopeRow) -> str:
    """What a scope's pages speak: the list of a language's articles that language."""
    return room.speaks(row.scope.name) if row.scope.kind == "language" else ""


def _site_of(room: Newsroom, row: ScopeRow) -> str:
    """Address of a source's own site, from the newest articles that know it."""
    for item in room.library.newest(row, room.settings.page_limit):
        source = item.post.source
        if source and is_web(source.url):
            return urljoin(source.url, "/")
    return ""


def archive(room: Newsroom, period: Period | None) -> Page | None:
    """Overview, a year or a month of the whole archive."""
    site = room.library.scope("")
    months = room.library.months(site) if site else {}
    if period and period[1]:
        return _archive_month(room, site, months, period) if site else None
    shown = {each: c for each, c in months.items() if period is None or each[0] == period[0]}
    if period and not shown:
        return None
    count = sum(shown.values())
    folder = addresses.archive()

    def listing() -> ListingView:
        year = room.show.period(folder, period[0], None, count) if period else None
        return _archive_view(
            room, total=count, period=year, periods=room.show.periods(folder, shown)
        )

    address = addresses.archive(*period) if period else folder
    return _archive_page(room, address, "archive.html", tuple(shown.items()), listing)


def _archive_month(
    room: Newsroom, site: ScopeRow, months: dict[Period, int], period: Period
) -> Page | None:
    if period not in months:
        return None
    items, folder = room.library.of_period(site, period), addresses.archive()
    older = _older(months, period)

    def listing() -> ListingView:
        return _archive_view(
            room,
            total=len(items),
            days=room.show.days(articles_of(items)),
            period=room.show.period(folder, *period, len(items)),
            older=room.show.period(folder, *older, 0) if older else None,
        )

    inputs = (older, cards_of(items))
    return _archive_page(room, addresses.archive(*period), "listing.html", inputs, listing)


def _archive_view(room: Newsroom, **more: Any) -> ListingView:
    home = room.show.href(addresses.archive())
    return ListingView(
        **{"kind": "site", "heading": room.words["archive"], "days": (), "home": home, **more}
    )


def _archive_page(
    room: Newsroom,
    address: str,
    template: str,
    inputs: tuple[Any, ...],
    listing: Callable[[], ListingView],
) -> Page:
    def context() -> dict[str, Any]:
        page = room.show.page("archive", address, room.words["archive"])
        return {"page": page, "listing": listing(), "site": room.site}

    return Page(address, template, inputs, context)


def _older(periods: Iterable[Period], period: Period) -> Period | None:
    """The newest of ``periods``, newest first, that comes before ``period``."""
    return next((each for each in periods if _number(each) < _number(period)), None)


def _number(period: Period) -> tuple[int, int]:
    return period[0], period[1] or 0

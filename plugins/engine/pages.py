"""Every page of the site: where it goes, its template and what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup

from plugins import addresses, feeds
from plugins.adapter.library import Library
from plugins.addresses import SITE, Scope
from plugins.config import Settings
from plugins.engine import listings
from plugins.engine.present import Presenter
from plugins.engine.views import (
    FeedGroup,
    FeedLink,
    FeedRow,
    FrontView,
    Link,
    ListingView,
    Period,
    SectionBlock,
    SiteView,
)
from plugins.model import Article
from plugins.text import direction

MONTHLY = frozenset({"section", "source", "language"})
_SOURCES_ON_FRONT = 12


@dataclass(frozen=True, slots=True)
class PageJob:
    """A page to be rendered."""

    path: str
    """Below the output folder."""
    template: str
    context: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything the pages are made of."""

    settings: Settings
    library: Library
    published: tuple[Article, ...]
    """Newest first."""
    scopes: tuple[feeds.Group, ...]
    """Every scope with its articles newest first."""
    specs: tuple[feeds.FeedSpec, ...]
    words: Mapping[str, str]
    """Titles of the site's own pages, translated."""


def pages(edition: Edition) -> Iterator[PageJob]:
    """All pages of the site, articles first."""
    maker = _Maker(edition, Presenter(edition.settings, edition.library.images))
    yield from maker.articles()
    yield from maker.scopes()
    yield from maker.archive()
    yield from maker.own_pages()
    yield from maker.moved()


class _Maker:
    def __init__(self, edition: Edition, presenter: Presenter) -> None:
        self._edition = edition
        self._show = presenter
        self._settings = edition.settings
        self._feeds: dict[str, tuple[FeedLink, ...]] = {}
        for spec in edition.specs:
            link, folder = presenter.feed_link(spec), spec.scope.folder
            self._feeds[folder] = (*self._feeds.get(folder, ()), link)
        self._site = self._site_view()

    def _site_view(self) -> SiteView:
        show, settings = self._show, self._settings
        hand = (page for page in self._edition.library.pages if page.status == "published")
        return SiteView(
            name=settings.name,
            tagline=settings.tagline,
            description=settings.description,
            lang=settings.lang,
            dir=direction(settings.lang),
            home=show.href(""),
            url=show.url(""),
            sections=tuple(show.link("section", name) for name in self._section_names()),
            rights=settings.rights,
            contact=settings.contact,
            pages=tuple(self._named(page.title, page.url, page.lang) for page in hand),
            feeds=self._feeds.get(SITE.folder, ()),
        )

    def _named(self, title: str, address: str, lang: str) -> Link:
        other = "" if lang == self._settings.lang else lang
        return Link(title, self._show.href(address), other)

    def _section_names(self) -> list[str]:
        """Sections that have articles: the settings' in their order, then others by name."""
        present = {g.scope.name for g in self._edition.scopes if g.scope.kind == "section"}
        ordered = [name for name, _ in self._settings.sections if name in present]
        return ordered + sorted(present.difference(ordered))

    def _job(self, address: str, template: str, **context: Any) -> PageJob:
        path = addresses.output_path(address)
        return PageJob(path, template, {"site": self._site, **context})

    def articles(self) -> Iterator[PageJob]:
        everything, published = self._edition.library.articles, self._edition.published
        related = listings.related_to(published)
        place = {id(article): i for i, article in enumerate(published)}
        for article in everything:
            i = place.get(id(article))
            newer = published[i - 1] if i else None
            older = published[i + 1] if i is not None and i + 1 < len(published) else None
            near = related(article) if i is not None else ()
            view = self._show.article(article, near, newer, older)
            section = Scope("section", article.post.category).folder
            own = self._feeds.get(section, ())
            page = self._show.article_page(article, own if i is not None else ())
            site = replace(self._site, sections=self._sections_at(section))
            yield self._job(article.post.url, "article.html", page=page, article=view, site=site)

    def _sections_at(self, folder: str) -> tuple[Link, ...]:
        """The section bar on a page of the section at ``folder``."""
        here = self._show.href(folder)
        return tuple(replace(link, current=link.href == here) for link in self._site.sections)

    def scopes(self) -> Iterator[PageJob]:
        for group in self._edition.scopes:
            scope, articles = group.scope, group.articles
            if scope == SITE:
                continue
            monthly = scope.kind in MONTHLY
            split = monthly or len(articles) > self._settings.page_limit
            zone = self._settings.timezone
            groups = listings.by_period(articles, zone, monthly=monthly) if split else {}
            periods = self._show.periods(scope.folder, groups)
            newest = articles[: self._settings.page_limit]
            external = _site_of(articles) if scope.kind == "source" else ""
            more = {"total": len(articles), "periods": periods, "external": external}
            yield self._listing(scope, scope.folder, newest, **more)
            for period, older in _leaves(periods):
                address = addresses.bucket(scope.folder, period.year, period.month)
                shown = groups[period.year, period.month]
                more = {"total": period.count, "period": period, "older": older}
                yield self._listing(scope, address, shown, **more)

    def _listing(
        self, scope: Scope, address: str, shown: Iterable[Article], **more: Any
    ) -> PageJob:
        name = self._show.name(scope)
        page = replace(
            self._show.page(scope.kind, address, name), feeds=self._feeds.get(scope.folder, ())
        )
        listing = ListingView(
            kind=scope.kind,
            heading=name,
            days=self._show.days(shown),
            home=self._show.href(scope.folder),
            **more,
        )
        site = replace(self._site, sections=self._sections_at(scope.folder))
        return self._job(address, "listing.html", page=page, listing=listing, site=site)

    def archive(self) -> Iterator[PageJob]:
        """Overview, years and months of the whole archive."""
        published, zone = self._edition.published, self._settings.timezone
        groups = listings.by_period(published, zone, monthly=True)
        years = self._show.periods(addresses.archive(), groups)
        yield self._archive_page("archive.html", None, total=len(published), periods=years)
        for year in years:
            more: dict[str, Any] = {"total": year.count, "periods": (year,)}
            yield self._archive_page("archive.html", year, **more)
        for month, older in _leaves(years):
            days = self._show.days(groups[month.year, month.month])
            more = {"total": month.count, "days": days, "older": older}
            yield self._archive_page("listing.html", month, **more)

    def _archive_page(self, template: str, period: Period | None, **more: Any) -> PageJob:
        address = addresses.archive()
        if period:
            address = addresses.archive(period.year, period.month)
        heading = self._edition.words["archive"]
        home = self._show.href(addresses.archive())
        values = {"days": (), "period": period, "home": home, **more}
        listing = ListingView(kind="site", heading=heading, **values)
        page = self._show.page("archive", address, heading)
        return self._job(address, template, page=page, listing=listing)

    def own_pages(self) -> Iterator[PageJob]:
        """Front page, feeds, hand-written pages and the page for what is missing."""
        words = self._edition.words
        front = self._front()
        page = self._show.page("front", "", "")
        yield self._job("", "front.html", page=page, front=front)
        page = self._show.page("feeds", "feeds/", words["feeds"])
        yield self._job("feeds/", "feeds.html", page=page, groups=self._feed_groups())
        for hand in self._edition.library.pages:
            page = self._show.page("page", hand.url, hand.title, hand.description)
            page = replace(page, lang=hand.lang, dir=direction(hand.lang))
            page = replace(page, noindex=hand.status != "published")
            body = Markup(hand.html)  # noqa: S704  # nh3 made it, or TRUST_HTML vouches for it
            yield self._job(hand.url, "page.html", page=page, heading=hand.title, body=body)
        page = replace(self._show.page("missing", "404.html", words["missing"]), noindex=True)
        yield self._job("404.html", "404.html", page=page)

    def _front(self) -> FrontView:
        show = self._show
        chosen = listings.front(self._edition.published, self._section_names())
        blocks = (
            SectionBlock(show.link("section", name), show.cards(stories))
            for name, stories in chosen.blocks
        )
        sources = [group for group in self._edition.scopes if group.scope.kind == "source"]
        sources.sort(key=lambda group: (-len(group.articles), group.scope.name))
        return FrontView(
            lead=show.card(chosen.lead) if chosen.lead else None,
            secondary=show.cards(chosen.secondary),
            blocks=tuple(blocks),
            latest=show.days(chosen.latest),
            sources=tuple(
                show.link("source", group.scope.name, count=len(group.articles))
                for group in sources[:_SOURCES_ON_FRONT]
            ),
            date=next((article.post.published for article in self._edition.published), None),
        )

    def _feed_groups(self) -> tuple[FeedGroup, ...]:
        """A row for each scope; the specs come by kind and scope."""
        by_kind = groupby(self._edition.specs, key=lambda spec: spec.scope.kind)
        return tuple(FeedGroup(kind, tuple(self._feed_rows(specs))) for kind, specs in by_kind)

    def _feed_rows(self, specs: Iterable[feeds.FeedSpec]) -> Iterator[FeedRow]:
        for scope, its in groupby(specs, key=lambda spec: spec.scope):
            every = tuple(its)
            name = self._settings.name if scope == SITE else self._show.name(scope)
            formats = tuple(self._show.format_link(spec) for spec in every)
            yield FeedRow(name, self._show.href(scope.folder), every[0].entries, formats)

    def moved(self) -> Iterator[PageJob]:
        """A page at each earlier address of a post that leads to where it is now."""
        for article in self._edition.library.articles:
            for alias in article.post.aliases:
                page = replace(
                    self._show.page("moved", alias, article.post.title),
                    canonical=self._show.url(article.post.url),
                    noindex=True,
                )
                target = self._named(article.post.title, article.post.url, article.post.lang)
                yield self._job(alias, "moved.html", page=page, target=target)


def _leaves(periods: Iterable[Period]) -> Iterator[tuple[Period, Period | None]]:
    """Periods whose articles have a page, each with the next older one: months, or whole years."""
    found = [leaf for period in periods for leaf in period.months or (period,)]
    yield from zip_longest(found, found[1:])


def _site_of(articles: Iterable[Article]) -> str:
    """Address of a source's own site, from the newest article that knows it."""
    for article in articles:
        source = article.post.source
        if source and addresses.is_web(source.url):
            return urljoin(source.url, "/")
    return ""

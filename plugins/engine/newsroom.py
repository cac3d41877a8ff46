"""What every page is made with: the settings, the archive, and the views that all pages share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from plugins import addresses, feeds
from plugins.addresses import SITE, Scope
from plugins.config import Settings, is_web
from plugins.engine.library import Item, Library
from plugins.engine.logos import logos, size
from plugins.engine.present import Presenter
from plugins.engine.sharing import Sharing
from plugins.engine.views import FeedLink, Link, Logo, SiteView
from plugins.metadata import offline
from plugins.model import Article
from plugins.text import direction


@dataclass(frozen=True, slots=True)
class Page:
    """A page, ready to be rendered."""

    address: str
    template: str
    inputs: tuple[Any, ...]
    """What it depends on besides its template and the site: equal inputs, equal bytes."""
    context: Callable[[], dict[str, Any]]
    """What the template sees; made only where the page is rendered."""
    lang: str = ""
    """BCP 47: what the page speaks; empty for the site's own language."""


@dataclass(slots=True)
class Newsroom:
    """Makes what pages have in common."""

    settings: Settings
    library: Library
    words: dict[str, str]
    """Titles of the site's own pages, translated."""
    speaks: Callable[[str], str] = str
    """The language that a page around a text in a language speaks: that one, or the site's."""
    show: Presenter = field(init=False)
    sharing: Sharing = field(init=False)
    sections: list[str] = field(init=False)
    """Names of those that have articles: the settings' in their order, then others by name."""
    site: SiteView = field(init=False)
    _bars: dict[str, SiteView] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.show = Presenter(self.settings)
        self.sharing = Sharing(self.settings, self.library)
        self.sections = self._section_names()
        self.site = self._site_view()

    def _site_view(self) -> SiteView:
        show, settings = self.show, self.settings
        return SiteView(
            name=settings.name,
            tagline=settings.tagline,
            description=settings.description,
            lang=settings.lang,
            dir=direction(settings.lang),
            home=show.href(""),
            url=show.url(""),
            sections=tuple(
                show.link("section", name)
                for name in self.sections
                if "section" in settings.listings
            ),
            archive=show.href(addresses.archive()) if "archive" in settings.listings else "",
            subscribe=show.href("feeds/") if settings.feed_formats else "",
            corrections=show.href("corrections/"),
            method=show.href("method/"),
            rights=settings.rights,
            rights_url=self._address(settings.look.rights_url),
            contact=settings.contact,
            pages=tuple(self.named(each.article) for each in self.library.pages()),
            links=tuple(Link(name, self._address(to)) for name, to in settings.look.links),
            logos=tuple(self._logo(path, file) for path, file in logos(settings).items()),
            feeds=self.feeds(SITE),
            share=self.sharing.of_site(),
            search=show.href("search/") if settings.search else "",
            fediverse=settings.fediverse,
            manifest=show.href("site.webmanifest") if settings.discovery else "",
            offline=show.href(offline.PATH) if settings.offline else "",
        )

    def _address(self, given: str) -> str:
        """An address from the settings: a full one, or one of this site under its path."""
        if not given or is_web(given) or given.startswith("mailto:"):
            return given
        return f"{self.settings.prefix}/{given.removeprefix('/')}"

    def _logo(self, path: str, file: Path) -> Logo:
        return Logo(self.show.href(f"theme/{path}"), *size(file))

    def _section_names(self) -> list[str]:
        present = {row.scope.name for row in self.library.of_kind("section")}
        ordered = [name for name, _ in self.settings.sections if name in present]
        return ordered + sorted(present.difference(ordered))

    def named(self, article: Article) -> Link:
        """An article or page as a link of its title."""
        post = article.post
        other = "" if post.lang == self.settings.lang else post.lang
        return Link(post.title, self.show.href(post.url), other)

    def feeds(self, scope: Scope) -> tuple[FeedLink, ...]:
        """The feeds of a scope, for autodiscovery."""
        specs = feeds.specs_of(scope, 0, 0, self.settings)
        return tuple(self.show.feed_link(spec) for spec in specs)

    def around(self, folder: str) -> SiteView:
        """The site as a page of the section at ``folder`` has it."""
        if not folder.startswith("section/"):
            return self.site
        if folder not in self._bars:
            here = self.show.href(folder)
            bar = tuple(replace(link, current=link.href == here) for link in self.site.sections)
            self._bars[folder] = replace(self.site, sections=bar)
        return self._bars[folder]


def articles_of(items: Iterable[Item]) -> tuple[Article, ...]:
    """Their articles, without HTML."""
    return tuple(item.article for item in items)


def cards_of(items: Iterable[Item]) -> tuple[bytes, ...]:
    """Digests of what lists show of them."""
    return tuple(item.card for item in items)


def link_of(item: Item | None) -> tuple[str, ...]:
    """What a mere link to an article depends on."""
    return () if item is None else (item.post.title, item.post.url, item.post.lang)

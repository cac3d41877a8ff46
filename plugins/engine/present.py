"""Articles as templates see them: names, addresses, groups. No decision beyond wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, get_args

from markupsafe import Markup

from plugins import addresses, feeds
from plugins.adapter.html import plain
from plugins.adapter.images import srcsets
from plugins.addresses import Scope, ScopeKind
from plugins.config import Settings, is_web
from plugins.engine import listings, rows
from plugins.engine.views import (
    ArticleView,
    Card,
    Day,
    FeedLink,
    Link,
    PageView,
    Period,
    Picture,
    PictureSource,
    Share,
)
from plugins.metadata import jsonld
from plugins.model import Article, Post
from plugins.text import direction, one_line, shorten

_DESCRIPTION = 200
#: Letters of a dateline at most: place, day and agency.
_DATELINE = 60
#: Characters of HTML that are set large at the beginning of an article, at most.
_LONGEST_LEAD = 500
#: Kinds of pages that list articles.
_LISTS = frozenset({*get_args(ScopeKind), "archive"})
#: Cards that are kept.
_CARDS = 8192
_FORMAT_NAMES = {"rss": "RSS", "atom": "Atom", "json": "JSON"}


@dataclass(frozen=True, slots=True)
class Presenter:
    """Turns articles and scopes into views, with addresses under the site's prefix."""

    settings: Settings
    _cards: dict[int, tuple[Article, Card]] = field(default_factory=dict, compare=False)
    """Of articles that were shown before, by the identity of the object that is kept with it."""

    def href(self, address: str) -> str:
        return addresses.rooted(self.settings.prefix, address)

    def url(self, address: str) -> str:
        return addresses.absolute(self.settings.siteurl, address)

    def name(self, scope: Scope, lang: str = "") -> str:
        """The scope's name as pages in ``lang``, or in the site's language, show it."""
        return feeds.shown_name(scope, lang or self.settings.lang)

    def link(self, kind: ScopeKind, name: str, count: int = 0) -> Link:
        """A scope's name, which leads to its page if such scopes have any."""
        prefix = self.settings.prefix if kind in self.settings.listings else None
        return _link(Scope(kind, name), count, prefix, self.settings.lang)

    def _filed(self, post: Post, kind: ScopeKind, name: str) -> Link:
        """Where an article is listed; of one that nothing lists the name alone."""
        if post.status == "published":
            return self.link(kind, name)
        return _link(Scope(kind, name), 0, None, self.settings.lang)

    def feed_link(self, spec: feeds.FeedSpec) -> FeedLink:
        """For autodiscovery, the format being part of the name."""
        title = f"{spec.title} ({_FORMAT_NAMES[spec.format]})"
        return FeedLink(title, feeds.MEDIA_TYPES[spec.format], self.href(spec.path))

    def format_link(self, spec: feeds.FeedSpec) -> Link:
        """For the page of feeds, where the scope is named already."""
        return Link(_FORMAT_NAMES[spec.format], self.href(spec.path))

    def card(self, article: Article) -> Card:
        """The same object for the same article: a list has dozens, an article stands in a dozen."""
        kept = self._cards.get(id(article))
        if kept is None:
            if len(self._cards) >= _CARDS:
                self._cards.clear()
            kept = self._cards[id(article)] = (article, self._card(article))
        return kept[1]

    def _card(self, article: Article) -> Card:
        post = article.post
        return Card(
            title=post.title,
            href=self.href(post.url),
            lang=post.lang,
            dir=_direction(post.lang),
            summary="" if _is_told_twice(post) else post.summary,
            section=self._filed(post, "section", post.category),
            published=post.published,
            online_since=post.online_since,
            updated=post.updated,
            source=self._filed(post, "source", post.source.title) if post.source else None,
            minutes=rows.minutes(article.words, post.lang),
            picture=self._picture(article),
        )

    def cards(self, articles: Iterable[Article]) -> tuple[Card, ...]:
        return tuple(self.card(article) for article in articles)

    def days(self, articles: Iterable[Article]) -> tuple[Day, ...]:
        groups = listings.by_day(articles, self.settings.timezone)
        return tuple(Day(group[0].post.published, self.cards(group)) for group in groups)

    def article(
        self,
        article: Article,
        related: Sequence[Article],
        newer: Article | None,
        older: Article | None,
        share: Share | None,
    ) -> ArticleView:
        post, standfirst = article.post, self._standfirst(article)
        drawn = (share.url, share.width, share.height) if share else None
        told = jsonld.news_article(article, self.settings, drawn)
        return ArticleView(
            card=self.card(article),
            body=Markup(article.html),  # noqa: S704  # nh3 made it, or TRUST_HTML vouches for it
            standfirst=standfirst,
            has_lead=not standfirst and _is_led(article.html),
            authors=tuple(self._filed(post, "author", each.name) for each in post.authors),
            tags=tuple(self._filed(post, "tag", tag) for tag in post.tags),
            original=_web(post.source.url) if post.source else "",
            rights=post.rights.text or ("" if post.source else self.settings.rights),
            note=post.note,
            related=self.cards(related),
            newer=self.card(newer) if newer else None,
            older=self.card(older) if older else None,
            data=Markup(jsonld.script_text(told)),  # noqa: S704  # escaped
        )

    def translated(self, view: ArticleView, *every: Article) -> ArticleView:
        """``view`` with links to its translations; ``every`` is the article and these."""
        posts = [article.post for article in every]
        if len(posts) < 2:
            return view
        return replace(
            view,
            translations=tuple(
                Link(feeds.language_name(post.lang, post.lang), self.href(post.url), post.lang)
                for post in posts[1:]
            ),
            alternates=tuple(
                Link("", self.url(post.url), post.lang)
                for post in sorted(posts, key=lambda post: post.lang)
            ),
        )

    def _standfirst(self, article: Article) -> str:
        """The summary, unless it says what the body begins with, maybe after a dateline."""
        summary = article.post.summary
        said, length = _letters(summary.rstrip("…")), 8 * len(summary) + 2000
        # The first paragraphs mostly tell; all of that takes six times as long.
        end = article.html.find("</p>", 2 * len(summary), length)
        body = _letters(self._text(article, end + len("</p>"))) if end > 0 else ""
        if len(body) < len(said) + _DATELINE:
            body = _letters(self._text(article, length))
        return "" if said in body[: len(said) + _DATELINE] else summary

    def _text(self, article: Article, length: int) -> str:
        """The text of the first ``length`` characters of its HTML."""
        return plain(article.html[:length], trusted=self.settings.trust_html)

    def _picture(self, article: Article) -> Picture | None:
        image = article.post.image
        if image is None:
            return None
        words = (image.alt, image.caption, image.credit)
        href, url = self.href(image.path), self.url(image.path)
        sets = srcsets(image.key, image.renditions, self.settings.prefix)
        sources = tuple(PictureSource(*each) for each in sets.items())
        own = sources[-1].srcset if sources else ""
        return Picture(href, url, *words, image.width, image.height, own, sources[:-1])

    def article_page(self, article: Article, own: tuple[FeedLink, ...]) -> PageView:
        post = article.post
        url = self.url(post.url)
        return PageView(
            kind="article",
            title=post.title,
            description=shorten(post.summary or self._text(article, 4_000), _DESCRIPTION),
            lang=post.lang,
            dir=_direction(post.lang),
            href=self.href(post.url),
            url=url,
            canonical=_web(post.rights.canonical) or url,
            feeds=own,
            noindex=post.rights.noindex or post.status != "published",
            data=self._data(jsonld.breadcrumbs(self._way_to(post), self.settings)),
        )

    def _way_to(self, post: Post) -> list[tuple[str, str]]:
        """Names and addresses of an article's section, where it has a page, and of itself."""
        section = (post.category, Scope("section", post.category).folder)
        has_page = "section" in self.settings.listings and post.status == "published"
        return [*((section,) if has_page else ()), (post.title, post.url)]

    def page(self, kind: str, address: str, title: str, description: str = "") -> PageView:
        """A page in the site's own language."""
        return PageView(
            kind=kind,
            title=title,
            description=shorten(description or self.settings.description, _DESCRIPTION),
            lang=self.settings.lang,
            dir=direction(self.settings.lang),
            href=self.href(address),
            url=self.url(address),
            canonical=self.url(address),
            data=self._data(*self._of_page(kind, address, title)),
        )

    def _of_page(self, kind: str, address: str, title: str) -> Iterator[dict[str, Any]]:
        """What a page of the site says of itself: the front page of all, a list of its articles."""
        if kind == "front":
            yield jsonld.website(self.settings)
        elif kind in _LISTS:
            yield jsonld.collection(title, address, self.settings)
            yield jsonld.breadcrumbs([(title, address)], self.settings)

    @staticmethod
    def _data(*values: dict[str, Any]) -> tuple[Markup, ...]:
        return tuple(Markup(jsonld.script_text(each)) for each in values)  # noqa: S704  # escaped

    def periods(
        self, folder: str, counts: Mapping[tuple[int, int | None], int]
    ) -> tuple[Period, ...]:
        """Years below ``folder``, in the order of ``counts``, with months if it has any."""
        years: dict[int, list[Period]] = {}
        for (year, month), count in counts.items():
            years.setdefault(year, []).append(self.period(folder, year, month, count))
        return tuple(self._year(folder, year, parts) for year, parts in years.items())

    def period(self, folder: str, year: int, month: int | None, count: int) -> Period:
        """A month or year of the scope at ``folder`` that has a page."""
        return Period(year, month, self.href(addresses.bucket(folder, year, month)), count)

    def _year(self, folder: str, year: int, parts: list[Period]) -> Period:
        if parts[0].month is None:
            return parts[0]
        count = sum(part.count for part in parts)
        whole = folder == addresses.archive()  # scopes have pages of months, not of years
        href = self.href(addresses.bucket(folder, year)) if whole else ""
        return Period(year, None, href, count, tuple(parts))


@lru_cache(maxsize=16_384)  # every card has two of them, each on thousands of others
def _link(scope: Scope, count: int, prefix: str | None, lang: str) -> Link:
    href = "" if prefix is None else addresses.rooted(prefix, scope.folder)
    return Link(feeds.shown_name(scope, lang), href, count=count)


_direction = lru_cache(maxsize=256)(direction)


def _is_led(html: str) -> bool:
    """Whether a text begins with a paragraph that is short enough to be set large."""
    end = html.find("</p>", 0, _LONGEST_LEAD)
    return html.startswith("<p>") and end > 0


def _web(url: str) -> str:
    """``url`` if it leads to the web, else empty."""
    return url if is_web(url) else ""


def _is_told_twice(post: Post) -> bool:
    """Whether the headline is how the summary begins, and most of it: no more is said by both."""
    title, summary = _letters(post.title.rstrip("…")), _letters(post.summary)
    return summary.startswith(title) and (post.title.endswith("…") or 2 * len(title) > len(summary))


def _letters(text: str) -> str:
    return re.sub(r"\W+", " ", one_line(text)).strip().casefold()

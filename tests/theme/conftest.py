"""Made-up views of a French site, and the theme's own rendering of them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from markupsafe import Markup

from plugins import config
from plugins.config import Settings
from plugins.engine.templating import environment
from plugins.engine.views import (
    ArticleView,
    Card,
    Correction,
    Day,
    FeedGroup,
    FeedLink,
    FeedRow,
    FrontView,
    Link,
    ListingView,
    PageView,
    Period,
    Picture,
    SectionBlock,
    SiteView,
)
from plugins.text import direction
from tests.theme.reading import soup

ROOT = Path(__file__).parents[2]
NEWEST = datetime(2024, 11, 18, 8, 5, tzinfo=UTC)

WORDS = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


def paragraphs(texts: list[str]) -> Markup:
    """Texts as the body of an article."""
    return Markup("").join(Markup("<p>{}</p>\n").format(text) for text in texts)


class Sample:
    """Views that agree with each other, for any number of articles."""

    def __init__(self, lang: str = "fr", prefix: str = "") -> None:
        self.lang, self.prefix = lang, prefix

    def href(self, address: str) -> str:
        return f"{self.prefix}/{address}"

    def site(self, count: int = 13) -> SiteView:
        names = WORDS["sections"][: min(count, len(WORDS["sections"]))]
        return SiteView(
            name="Le Fil",
            tagline="L’actualité, telle qu’elle nous arrive",
            description="Une revue de presse : chaque texte avec sa source, sa langue et sa date.",
            lang=self.lang,
            dir=direction(self.lang),
            home=self.href(""),
            url="https://example.org/",
            sections=tuple(Link(n, self.href(f"section/{n}/")) for n in names),
            archive=self.href("archive/"),
            subscribe=self.href("feeds/"),
            corrections=self.href("corrections/"),
            method=self.href("method/"),
            rights="",
            rights_url="",
            contact="redaction@example.org",
            pages=(Link("À propos", self.href("about/")),),
            links=(Link("Mentions légales", self.href("legal/")),),
            logos=(),
            search=self.href("search/"),
            feeds=self.feeds(""),
        )

    def feeds(self, folder: str) -> tuple[FeedLink, ...]:
        kinds = (
            ("rss", "rss.xml", "rss+xml"),
            ("atom", "atom.xml", "atom+xml"),
            ("json", "json", "feed+json"),
        )
        return tuple(
            FeedLink(f"Le Fil ({name})", f"application/{kind}", self.href(f"{folder}feed.{end}"))
            for name, end, kind in kinds
        )

    def page(self, kind: str, title: str = "", address: str = "", **more: Any) -> PageView:
        view = PageView(
            kind=kind,
            title=title,
            description="Une revue de presse : chaque texte avec sa source.",
            lang=self.lang,
            dir=direction(self.lang),
            href=self.href(address),
            url=f"https://example.org/{address}",
            canonical=f"https://example.org/{address}",
        )
        return replace(view, **more)

    def card(self, number: int = 0, **more: Any) -> Card:
        section = WORDS["sections"][number % len(WORDS["sections"])]
        source = WORDS["sources"][number % len(WORDS["sources"])]
        view = Card(
            title=WORDS["titles"][number % len(WORDS["titles"])],
            href=self.href(f"2024/11/article-{number}/"),
            lang="fr",
            dir="ltr",
            summary=WORDS["summaries"][number % len(WORDS["summaries"])],
            section=Link(section, self.href(f"section/{section}/")),
            published=NEWEST - timedelta(hours=7 * number),
            online_since=number % 3 == 0,
            updated=None,
            source=Link(source, self.href(f"source/{source}/")),
            minutes=2 + number % 5,
        )
        return replace(view, **more)

    def picture(self, **more: Any) -> Picture:
        url = "https://example.org/images/port.png"
        words = ("Un port", "Le port", "Photo : A.")
        return replace(Picture(self.href("images/port.png"), url, *words, 800, 600), **more)

    def arabic_card(self, **more: Any) -> Card:
        arabic = WORDS["arabic"]
        return self.card(
            3, title=arabic["title"], lang="ar", dir="rtl", summary=arabic["summary"], **more
        )

    def article(self, card: Card | None = None, **more: Any) -> ArticleView:
        view = ArticleView(
            card=card or self.card(),
            body=paragraphs(WORDS["paragraphs"] * 3),
            standfirst="",
            has_lead=True,
            authors=(),
            tags=tuple(
                Link(tag, self.href(f"tag/{tag}/"))
                for tag in ("Ukraine", "États-Unis", "Russie", "Joe Biden", "ATACMS")
            ),
            original="https://jforum.example/",
            rights="",
            note="",
            related=(self.card(1), self.card(2), self.card(3)),
            newer=self.card(4),
            older=self.card(5),
            data=Markup("{}"),
        )
        return replace(view, **more)

    def days(self, cards: tuple[Card, ...]) -> tuple[Day, ...]:
        found: dict[Any, list[Card]] = {}
        for card in cards:
            found.setdefault(card.published.date(), []).append(card)
        return tuple(Day(group[0].published, tuple(group)) for group in found.values())

    def front(self, count: int = 13) -> FrontView:
        cards = tuple(self.card(n) for n in range(count))
        rest = cards[4:]
        blocks = [
            SectionBlock(Link(name, self.href(f"section/{name}/")), tuple(stories))
            for name in WORDS["sections"]
            if (stories := [card for card in rest if card.section.text == name][:3])
        ]
        used = {card.href for block in blocks for card in block.cards}
        left = [self.card(n) for n in range(count, count + count // 3)]
        return FrontView(
            lead=cards[0] if cards else None,
            secondary=cards[1:4],
            blocks=tuple(blocks),
            latest=self.days(tuple(card for card in left if card.href not in used)),
            sources=tuple(
                Link(name, self.href(f"source/{name}/"), count=12 - n)
                for n, name in enumerate(WORDS["sources"][:count])
            ),
            date=NEWEST if count else None,
        )

    def years(self) -> tuple[Period, ...]:
        def year(number: int, months: range) -> Period:
            parts = tuple(
                Period(number, m, self.href(f"archive/{number}/{m:02d}/"), 90 * m)
                for m in reversed(months)
            )
            count = sum(part.count for part in parts)
            return Period(number, None, self.href(f"archive/{number}/"), count, parts)

        return (year(2024, range(1, 12)), year(2023, range(4, 13)))

    def listing(self, count: int = 9, **more: Any) -> ListingView:
        view = ListingView(
            kind="section",
            heading="Monde",
            total=1234,
            days=self.days(tuple(self.card(n) for n in range(count))),
            periods=self.years(),
            home=self.href("section/Monde/"),
        )
        return replace(view, **more)

    def bucket(self, count: int = 9, **more: Any) -> ListingView:
        """A month of a section."""
        month, older, *_ = self.years()[0].months
        period = {"period": month, "older": older, "periods": (), "total": month.count}
        return self.listing(count, **{**period, **more})

    def lists(self) -> tuple[Link, ...]:
        languages = (("Français", "fr"), ("Arabe", "ar"))
        return tuple(Link(name, self.href(f"feeds/{tag}.opml")) for name, tag in languages)

    def groups(self) -> tuple[FeedGroup, ...]:
        def row(title: str, *formats: str) -> FeedRow:
            files = tuple(Link(name, self.href(f"feed.{name.lower()}")) for name in formats)
            readers = (Link("App", "feed://lefil.example/"),) if len(formats) > 1 else ()
            return FeedRow(title, self.href("section/x/"), 30, files, readers)

        every = ("RSS", "Atom", "JSON")
        return (
            FeedGroup("site", (row("Le Fil", *every),)),
            FeedGroup("section", tuple(row(name, *every) for name in WORDS["sections"])),
            FeedGroup("tag", (row("Ukraine", "Atom"), row("Joe Biden", "Atom"))),
        )

    def corrections(self) -> tuple[Correction, ...]:
        _, note, other, _ = WORDS["summaries"]
        first = Correction(self.card(1, updated=NEWEST), note, NEWEST)
        return (first, Correction(self.arabic_card(), other, None))

    def pages(self) -> Mapping[str, tuple[str, dict[str, Any]]]:
        """A page of each kind: its template and what it is given besides the site."""
        return {**self._article_pages(), **self._lists(), **self._own_pages()}

    def _shown(self, kind: str, *named: str, **views: Any) -> dict[str, Any]:
        """What a page of ``kind`` is given, its title being ``named``."""
        return {"page": self.page(kind, *named), **views}

    def _article_pages(self) -> dict[str, tuple[str, dict[str, Any]]]:
        arabic = self.arabic_card(online_since=True)
        body = paragraphs(WORDS["arabic"]["paragraphs"] * 3)
        page = self.page("article", WORDS["arabic"]["title"], lang="ar", dir="rtl")
        views = {"page": page, "article": self.article(arabic, body=body, related=(arabic,))}
        own = self._shown("article", WORDS["titles"][0], article=self.article())
        return {"article": ("article.html", own), "arabic": ("article.html", views)}

    def _lists(self) -> dict[str, tuple[str, dict[str, Any]]]:
        archive = self.listing(kind="site", heading="Archives", days=())
        feeds = self._shown("feeds", "Flux", groups=self.groups(), lists=self.lists())
        corrected = self._shown("corrections", "Corrections", corrections=self.corrections())
        return {
            "front": ("front.html", self._shown("front", front=self.front())),
            "section": ("listing.html", self._shown("section", "Monde", listing=self.listing())),
            "month": ("listing.html", self._shown("section", "Monde", listing=self.bucket())),
            "archive": ("archive.html", self._shown("archive", "Archives", listing=archive)),
            "feeds": ("feeds.html", feeds),
            "corrections": ("corrections.html", corrected),
        }

    def _own_pages(self) -> dict[str, tuple[str, dict[str, Any]]]:
        hand = {"heading": "À propos", "body": Markup("<p>Une page.</p>")}
        missing = self.page("missing", "Page introuvable", noindex=True)
        moved = self.page("moved", "Titre", noindex=True)
        return {
            "method": ("method.html", self._shown("method", "Méthode")),
            "page": ("page.html", self._shown("page", "À propos", **hand)),
            "search": ("search.html", self._shown("search", "Recherche")),
            "missing": ("404.html", {"page": missing}),
            "moved": ("moved.html", {"page": moved, "target": Link("Titre", "/2024/11/x/")}),
        }


@pytest.fixture
def sample() -> Sample:
    """Made-up views of a French site."""
    return Sample()


@pytest.fixture
def sample_in() -> Callable[..., Sample]:
    """Makes ``Sample`` for another language or under a path."""
    return Sample


@pytest.fixture
def settings_in(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Settings]:
    """The settings of a site in another language, with the project's theme."""
    cache = str(tmp_path_factory.getbasetemp() / "theme-cache")

    def make(lang: str = "fr", siteurl: str = "https://example.org") -> Settings:
        values = {"SITENAME": "Le Fil", "DEFAULT_LANG": lang, "SITEURL": siteurl}
        values["CACHE_PATH"] = cache
        return config.from_mapping(ROOT, {**values, "TIMEZONE": "Europe/Paris"})

    return make


@pytest.fixture
def render(settings_in: Callable[..., Settings]) -> Callable[..., str]:
    """Renders a template of the theme with views, in the given site's language or another's."""

    def make(
        template: str,
        lang: str = "fr",
        siteurl: str = "https://example.org",
        speaks: str = "",
        **views: Any,
    ) -> str:
        env = environment(settings_in(lang, siteurl), speaks or lang)
        return env.get_template(template).render(**views)

    return make


@pytest.fixture
def page_of(render: Callable[..., str], sample: Any) -> Callable[..., BeautifulSoup]:
    """The page of a kind, parsed; ``views`` replace the made-up ones."""

    def make(kind: str, **views: Any) -> BeautifulSoup:
        template, made_up = sample.pages()[kind]
        speaks = "ar" if kind == "arabic" else ""
        return soup(render(template, speaks=speaks, **{"site": sample.site(), **made_up, **views}))

    return make

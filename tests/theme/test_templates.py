"""What the templates make of views: structure, languages, safety, with few and many articles."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from markupsafe import Markup

from plugins.engine.views import FeedLink, Link, Logo, Share
from tests.theme.reading import one, shown, soup

if TYPE_CHECKING:
    from collections.abc import Callable

    Render = Callable[..., str]

FRENCH = (
    *("front", "article", "section", "month", "archive", "feeds", "corrections", "method", "page"),
    *("missing", "moved"),
)
KINDS = (*FRENCH, "arabic")


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_has_one_heading_its_landmarks_and_a_way_past_them(
    kind: str, page_of: Any
) -> None:
    html = page_of(kind)
    one(html, "h1")
    for landmark in ("body > header", "body > main#main", "body > footer", 'a.skip[href="#main"]'):
        one(html, landmark)
    assert all(nav.get("aria-label") for nav in html.select("nav"))
    ids = [tag["id"] for tag in html.select("[id]")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("kind", KINDS)
def test_headings_skip_no_level(kind: str, page_of: Any) -> None:
    levels = [int(tag.name[1]) for tag in page_of(kind).select("h1, h2, h3, h4, h5, h6")]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_in_a_page_breaks_a_strict_policy_or_leaves_the_site(
    kind: str, page_of: Any
) -> None:
    html = page_of(kind)
    assert not html.select("[style], style, iframe, object, embed, base, form")
    assert all(not tag.get_text(strip=True) and tag["src"] for tag in html.select(RUNNING))
    assert not [name for tag in html.find_all(True) for name in tag.attrs if name[:2] == "on"]
    loaded = html.select('script[src], link[rel="stylesheet"], link[rel="preload"], img')
    assert all((tag.get("src") or tag["href"]).startswith("/") for tag in loaded)


@pytest.mark.parametrize("kind", FRENCH)
def test_no_word_of_a_french_page_is_left_in_english(kind: str, page_of: Any) -> None:
    text = shown(page_of(kind))
    left = ("Front page", "Subscribe", "Archive ", "Feeds", "Source:", "Published", "min read")
    assert not [word for word in left if word in text]


@pytest.mark.parametrize("kind", KINDS)
def test_the_head_says_what_the_page_is(kind: str, page_of: Any, sample: Any) -> None:
    html = page_of(kind)
    assert shown(one(html, "title"))
    assert one(html, "html")["lang"] == ("ar" if kind == "arabic" else "fr")
    assert [meta["media"] for meta in html.select('meta[name="theme-color"]')] == [
        "(prefers-color-scheme: light)",
        "(prefers-color-scheme: dark)",
    ]
    feeds = [link["href"] for link in html.select('link[rel="alternate"]')]
    assert feeds == [feed.href for feed in sample.site().feeds]
    assert len(html.select('link[rel="canonical"]')) == (kind != "missing")
    assert len(html.select('meta[name="robots"]')) == (kind in {"missing", "moved"})
    for name in ("site_name", "type", "title", "description", "url"):
        one(html, f'meta[property="og:{name}"]')


#: Scripts that run; JSON-LD is data.
RUNNING = "script:not([type='application/ld+json'])"


def test_a_pages_own_feeds_come_before_the_sites(page_of: Any, sample: Any) -> None:
    own = FeedLink("Monde (Atom)", "application/atom+xml", "/section/monde/feed.atom.xml")
    page = sample.page("section", "Monde", feeds=(own, *sample.site().feeds[:1]))
    links = page_of("section", page=page).select('link[rel="alternate"]')
    assert [link["href"] for link in links] == [
        own.href,
        "/feed.rss.xml",
        "/feed.atom.xml",
        "/feed.json",
    ]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 13, 60])
def test_a_front_page_of_any_number_of_articles_has_no_empty_part(
    count: int, page_of: Any, sample: Any
) -> None:
    html = page_of("front", site=sample.site(count), front=sample.front(count))
    assert not [
        tag for tag in html.select("main div, main section, main ul, main p") if not shown(tag)
    ]
    assert len(html.select(".lead")) == (count > 0)
    assert len(html.select(".top--alone")) == (count == 1)


def test_an_empty_front_page_says_so(page_of: Any, sample: Any) -> None:
    html = page_of("front", site=sample.site(0), front=sample.front(0))
    assert "Rien n’a encore été publié." in shown(one(html, ".top--empty"))


def test_a_date_that_is_not_in_the_text_is_never_called_published(
    page_of: Any, sample: Any
) -> None:
    guessed = sample.article(sample.card(online_since=True))
    html = page_of("article", article=guessed)
    assert "En ligne depuis le 18 novembre 2024" in shown(one(html, ".article__head"))
    assert "Publié" not in shown(one(html, "main"))
    assert not html.select('meta[property="article:published_time"]')
    known = sample.article(sample.card(online_since=False))
    html = page_of("article", article=known)
    assert "Publié le 18 novembre 2024 à\u00a009:05" in one(html, ".article__head").get_text()
    one(html, 'meta[property="article:published_time"]')


def test_an_article_shows_what_is_known_of_it(page_of: Any, sample: Any) -> None:
    article = sample.article(
        sample.card(1, updated=sample.card().published, picture=sample.picture()),
        authors=(Link("Anne Dupont", "/author/a/"), Link("Jean Petit", "/author/j/")),
        standfirst="En bref ?",
        note="Le chiffre a été corrigé.",
        rights="© Agence",
    )
    html = page_of("article", article=article)
    head = shown(one(html, ".article__head"))
    for words in ("Par Anne Dupont et Jean Petit", "Source", "Mis à jour le", "En bref\u202f?"):
        assert words.replace("\u202f", " ") in head.replace("\u202f", " ")
    assert "Le chiffre a été corrigé." in shown(one(html, ".note"))
    assert "© Agence" in shown(one(html, ".origin"))
    assert one(html, "figure img")["width"] == "800"
    assert one(html, 'a[rel="external"]')["href"] == "https://jforum.example/"
    assert len(html.select(".tags li")) == 5


def test_an_article_without_anything_shows_no_empty_part(page_of: Any, sample: Any) -> None:
    bare = sample.article(
        sample.card(source=None, summary=""),
        tags=(),
        related=(),
        newer=None,
        older=None,
        data=Markup("{}"),
        original="",
        body=Markup("<p>Un.</p>"),
    )
    site = replace(sample.site(), contact="", pages=(), links=(), description="", sections=())
    html = page_of("article", article=bare, site=site)
    assert not html.select(".tags, .related, .turn, .note, figure, .standfirst")
    assert not [tag for tag in html.select("main li, main p, main ul") if not shown(tag)]


def test_a_page_speaks_the_language_of_its_article_and_marks_what_is_the_sites(
    page_of: Any,
) -> None:
    html = page_of("arabic")
    assert (one(html, "html")["lang"], one(html, "html")["dir"]) == ("ar", "rtl")
    assert not one(html, "main > article").has_attr("lang")
    assert "مدة القراءة" in shown(one(html, ".facts-box")) or "دقائق" in shown(html)
    assert "١٧ نوفمبر ٢٠٢٤" in shown(html) or "17 نوفمبر 2024" in shown(html)
    for named in html.select(".kicker a, p.nameplate, .sections li + li a, .footer__about"):
        assert (named["lang"], named["dir"]) == ("fr", "ltr")
    assert not one(html, ".related .story").has_attr("dir")


def test_an_article_in_a_language_without_words_is_marked_where_its_words_are(
    page_of: Any, sample: Any
) -> None:
    card = sample.card(3, title="عنوان", lang="ur", dir="rtl", online_since=True)
    html = page_of("article", article=sample.article(card, related=(card,)))
    article = one(html, "main > article")
    assert (article["lang"], article["dir"]) == ("ur", "rtl")
    assert (one(html, "html")["lang"], one(html, "html")["dir"]) == ("fr", "ltr")
    for item in article.select(".facts-box, .kicker, .origin"):
        assert (item["lang"], item["dir"]) == ("fr", "ltr")
    other = one(html, ".related .story")
    assert other["dir"] == "rtl"
    assert one(other, ".story__title")["lang"] == "ur"
    assert "ourdou" in shown(one(other, ".facts"))


def test_pages_of_a_right_to_left_site_run_right_to_left(
    render: Render, sample_in: Callable[..., Any]
) -> None:
    sample = sample_in("ar")
    html = soup(
        render(
            "front.html", "ar", site=sample.site(), page=sample.page("front"), front=sample.front()
        )
    )
    assert one(html, "html")["dir"] == "rtl"
    assert "الرئيسية" in shown(one(html, "nav.sections"))
    assert one(html, ".lead")["dir"] == "ltr"
    first, *others = (link["href"] for link in html.select('link[rel="preload"]'))
    assert "naskh" in first  # before those of the figures and of names in Latin letters
    assert [face for face in others if "-latin-" not in face] == []


def test_a_title_of_thousands_of_characters_is_whole_on_its_own_page_alone(
    page_of: Any, sample: Any
) -> None:
    title = "Une phrase sans fin " * 150
    card = sample.card(title=title)
    html = page_of("article", article=sample.article(card), page=sample.page("article", title))
    assert shown(one(html, "h1")) == title.strip()
    assert len(shown(one(html, "title"))) < 250
    front = replace(sample.front(), lead=card)
    assert len(shown(one(page_of("front", front=front), ".lead__title"))) <= 220


def test_hostile_words_stay_words(page_of: Any, sample: Any) -> None:
    evil = "\"><script>alert(1)</script>{{ 7*7 }}'onload=x"
    card = sample.card(
        title=evil, summary=evil, source=Link(evil, "/s/"), section=Link(evil, "/x/"), lang="fr"
    )
    article = sample.article(
        card,
        tags=(Link(evil, "/t/"),),
        authors=(Link(evil, "/a/"),),
        note=evil,
        rights=evil,
        standfirst=evil,
    )
    page = sample.page("article", evil, description=evil)
    for html in (
        page_of("article", article=article, page=page),
        page_of("front", front=replace(sample.front(1), lead=card)),
        page_of("section", listing=sample.listing(heading=evil), page=page),
    ):
        assert [tag["src"] for tag in html.select(RUNNING)] == ["/theme/js/theme.js"]
        assert "49" not in shown(html)
        assert not html.select("[onload]")


def test_every_address_of_the_theme_carries_the_sites_path(
    render: Render, sample_in: Callable[..., Any]
) -> None:
    sample = sample_in(prefix="/news")
    for template, views in sample.pages().values():
        html = render(template, siteurl="https://example.org/news", site=sample.site(), **views)
        found = re.findall(r'(?:href|src)="(/[^"]*)"', html)
        assert found
        outside = {href for href in found if not href.startswith("/news/")}
        assert outside <= {"/2024/11/x/"}


def test_a_lead_with_a_picture_shows_it_at_once_with_its_size_and_credit(
    page_of: Any, sample: Any
) -> None:
    front = sample.front()
    lead = replace(front.lead, picture=sample.picture())
    image = one(page_of("front", front=replace(front, lead=lead)), ".lead img")
    assert (image["src"], image["alt"]) == ("/images/port.png", "Un port")
    assert (image["width"], image["height"]) == ("800", "600")
    assert "loading" not in image.attrs
    figure = one(page_of("front", front=replace(front, lead=lead)), ".lead figure")
    assert "Photo" in shown(figure)


def test_a_front_page_shows_no_picture_where_there_is_none_or_a_tiny_one(
    page_of: Any, sample: Any
) -> None:
    front = sample.front()
    assert not page_of("front").select("main img, .lead__story")
    tiny = replace(front.lead, picture=sample.picture(width=100, height=75))
    assert not page_of("front", front=replace(front, lead=tiny)).select("main img, .lead__story")


def test_a_shared_page_shows_its_picture_else_the_sites(page_of: Any, sample: Any) -> None:
    def said(own: Share | None, others: Share | None) -> dict[str, str]:
        page = replace(sample.page("article", "Un titre"), share=own)
        soup = page_of("article", page=page, site=replace(sample.site(), share=others))
        metas = soup.select('meta[property^="og:image"]')
        return {meta["property"]: meta["content"] for meta in metas}

    port = Share("https://example.org/images/port.png", 800, 600, "Un port")
    assert said(port, None) == {
        "og:image": "https://example.org/images/port.png",
        "og:image:width": "800",
        "og:image:height": "600",
        "og:image:alt": "Un port",
    }
    assert said(None, port) == said(port, None)
    assert said(None, None) == {}


def test_an_article_leads_to_itself_in_other_languages(page_of: Any, sample: Any) -> None:
    others = (Link("العربية", "/2024/11/ar/", "ar"), Link("English", "/2024/11/en/", "en"))
    every = (*others, Link("Français", "https://example.org/2024/11/fr/", "fr"))
    article = sample.article(translations=others, alternates=every)
    html = page_of("article", article=article)
    said = one(html, ".facts:has([hreflang])")
    assert shown(said) == "Dans d’autres langues : العربية English"
    arabic, english = said.select("a")
    assert (arabic["href"], arabic["lang"], arabic["dir"]) == ("/2024/11/ar/", "ar", "rtl")
    assert (english["hreflang"], english.get("dir")) == ("en", None)
    alternates = html.select('head link[rel="alternate"][hreflang]')
    assert [(link["hreflang"], link["href"]) for link in alternates] == [
        *((link.lang, link.href) for link in every),
        ("x-default", "https://example.org/2024/11/fr/"),
    ]
    assert not page_of("article").select("[hreflang]")


def test_an_article_can_be_sent_on_and_cited_by_plain_links(page_of: Any, sample: Any) -> None:
    page = sample.page("article", "Vendanges & co", "2024/11/vendanges/")
    card = sample.card(1, title="Vendanges & co", online_since=False)
    html = page_of("article", page=page, article=sample.article(card))
    mail = one(html, '.origin a[href^="mailto:?"]')["href"]
    assert mail == (
        "mailto:?subject=Vendanges%20%26%20co&body=https%3A//example.org/2024/11/vendanges/"
    )
    cited = shown(one(html, ".cite p"))
    assert cited.startswith("« Vendanges & co », Le Courrier du soir , 18 novembre 2024 .")
    assert cited.endswith("Le Fil , https://example.org/2024/11/vendanges/")


def test_lists_that_have_no_pages_are_named_without_a_link(page_of: Any, sample: Any) -> None:
    nowhere = Link("Monde", "")
    card = sample.card(1, section=nowhere, source=Link("Agence", ""))
    article = sample.article(
        card, tags=(Link("Loire", ""),), authors=(Link("Anne", ""),), related=(card,)
    )
    site = replace(sample.site(), sections=(), archive="", subscribe="")
    front = replace(sample.front(), lead=card, secondary=(card,), sources=())
    for html in (
        page_of("article", article=article, site=site),
        page_of("front", front=front, site=site),
        page_of("missing", site=site),
    ):
        assert not html.select('[href=""], .sections')
        assert not html.select('a[href^="/archive/"], a[href^="/feeds/"]')
    for name in ("Monde", "Agence", "Loire", "Anne"):
        assert name in shown(page_of("article", article=article, site=site))


def test_a_logo_stands_in_the_place_of_the_name_and_says_it(page_of: Any, sample: Any) -> None:
    one_logo = (Logo("/theme/img/logo.svg", 240, 60),)
    html = page_of("article", site=replace(sample.site(), logos=one_logo))
    image = one(html, ".nameplate img")
    assert (image["alt"], image["width"], image["height"]) == ("Le Fil", "240", "60")
    assert "logo--dark" not in image["class"]
    two = (*one_logo, Logo("/theme/img/logo-dark.svg", 240, 60))
    html = page_of("front", site=replace(sample.site(), logos=two))
    classes = [image["class"] for image in html.select("h1.nameplate img")]
    assert classes == [["logo", "logo--light"], ["logo", "logo--dark"]]


def test_the_footer_leads_to_the_licence_and_where_the_newsroom_wants(
    page_of: Any, sample: Any
) -> None:
    licence = "https://creativecommons.org/licenses/by/4.0/"
    site = replace(sample.site(), rights="CC BY 4.0", rights_url=licence)
    html = page_of("section", site=site)
    link = one(html, '.footer a[rel="license"]')
    assert (link["href"], shown(link)) == (licence, "CC BY 4.0")
    assert one(html, '.footer a[href="/legal/"]').get_text() == "Mentions légales"


def test_corrections_are_told_with_their_articles(page_of: Any) -> None:
    html = page_of("corrections")
    first, second = html.select("article.day")
    assert "18 novembre 2024" in shown(first)
    assert "Berlin et Paris s’opposent" in shown(first)
    assert one(second, "h2")["lang"] == "ar"
    assert "Aucune correction" in shown(one(page_of("corrections", corrections=()), "main"))


def test_the_page_on_method_says_what_the_dates_mean(page_of: Any) -> None:
    text = shown(one(page_of("method"), "main"))
    for words in ("En ligne depuis le …", "Publié le …", "heure d’Europe centrale (Paris)"):
        assert words in text

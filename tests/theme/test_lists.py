"""Listings, the archive, the page of feeds, and what stands at an old address."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from plugins.engine.views import FeedGroup, FeedRow, Link
from tests.theme.reading import one, shown, soup


def test_a_listing_of_a_period_names_it_and_leads_back_and_on(page_of: Any, sample: Any) -> None:
    html = page_of("month")
    assert shown(one(html, "h1")) == "Monde novembre 2024"
    assert shown(one(html, "title")).startswith("Monde, novembre 2024")
    assert "990\u00a0articles" in one(html, ".page-head .facts").get_text()
    assert shown(one(html, '.page-head a[href="/section/Monde/"]')) == "Les plus récents"
    older = one(html, 'a[rel="prev"]')
    assert older["href"] == "/archive/2024/10/"
    assert shown(older) == "Articles plus anciens octobre 2024"


def test_a_year_of_a_scope_leads_to_the_year_before_it(page_of: Any, sample: Any) -> None:
    later, earlier = (replace(year, months=()) for year in sample.years())
    html = page_of("month", listing=sample.bucket(kind="tag", period=later, older=earlier))
    assert shown(one(html, "h1")) == "Monde 2024"
    assert shown(one(html, 'a[rel="prev"] .turn__title')) == "2023"


def test_the_oldest_period_leads_nowhere_older(page_of: Any, sample: Any) -> None:
    html = page_of("month", listing=sample.bucket(older=None))
    assert not html.select("nav.turn, [rel='prev']")


def test_the_archive_names_years_and_months_with_their_counts(page_of: Any, sample: Any) -> None:
    html = page_of("archive")
    assert [shown(tag)[:4] for tag in html.select(".year h2")] == ["2024", "2023"]
    months = html.select(".year:first-of-type .months li, .months li")
    assert shown(months[0]) == "janvier 90"
    year = sample.years()[1]
    page = page_of(
        "archive",
        listing=sample.listing(
            kind="site", heading="Archives", days=(), period=year, periods=(year,)
        ),
    )
    assert shown(one(page, "h1")) == "Archives 2023"
    assert not page.select(".year h2")


def test_a_year_without_a_page_of_its_own_is_no_link(page_of: Any, sample: Any) -> None:
    years = tuple(replace(year, href="") for year in sample.years())
    html = page_of("section", listing=sample.listing(periods=years))
    assert [shown(tag) for tag in html.select(".periods__year")] == ["2024", "2023"]
    assert not html.select('a[href=""]')


def test_the_page_of_feeds_lists_every_format_and_the_opml(page_of: Any) -> None:
    html = page_of("feeds")
    lists = [tag["href"] for tag in html.select('a[type="text/x-opml"]')]
    assert lists == ["/feeds/all.opml", "/feeds/fr.opml", "/feeds/ar.opml"]
    first = html.select(".feeds__row")[0]
    assert [tag["aria-label"] for tag in first.select(".formats a")] == [
        "RSS, Le Fil",
        "Atom, Le Fil",
        "JSON, Le Fil",
    ]
    assert "30\u00a0articles" in first.get_text()


def test_the_page_at_an_old_address_leads_on_by_itself(page_of: Any) -> None:
    html = page_of("moved")
    assert one(html, 'meta[http-equiv="refresh"]')["content"] == "0; url=/2024/11/x/"
    one(html, 'h1 a[href="/2024/11/x/"]')


def test_rows_of_feeds_stand_in_alphabetical_order_by_script(
    page_of: Any, render: Any, sample: Any
) -> None:
    names = ("Zelensky", "Écologie", "أوكرانيا", "Ouganda", "eau", "Россия")
    atom = (Link("Atom", "/tag/feed.atom.xml"),)
    rows = tuple(FeedRow(name, f"/tag/{n}/", 1, atom) for n, name in enumerate(names))
    groups = (FeedGroup("tag", rows),)
    found = [shown(tag) for tag in page_of("feeds", groups=groups).select(".feeds__index a")]
    assert found == ["eau", "Écologie", "Ouganda", "Zelensky", "أوكرانيا", "Россия"]
    page = sample.page("feeds")
    views = {"site": sample.site(), "page": page, "groups": groups, "lists": ()}
    arabic = soup(render("feeds.html", "ar", **views))
    assert shown(arabic.select(".feeds__index a")[0]) == "أوكرانيا"


def test_feeds_in_one_format_are_an_index_of_links_to_them(page_of: Any) -> None:
    rows = tuple(
        FeedRow(name, f"/tag/{name}/", 1200, (Link("Atom", f"/tag/{name}/feed.atom.xml"),))
        for name in ("pain", "eau")
    )
    html = page_of("feeds", groups=(FeedGroup("tag", rows),))
    assert shown(one(html, "h2.label")) == "Mots-clés · Atom"
    links = [(shown(tag), tag["href"]) for tag in html.select(".feeds__index a")]
    assert links == [("eau", "/tag/eau/feed.atom.xml"), ("pain", "/tag/pain/feed.atom.xml")]
    assert shown(html.select(".feeds__index small")[0]) == "1 200"
    assert not html.select(".feeds__row")

"""The page of feeds in a browser: addresses are copied, readers opened, scripts optional."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.feeds.building import Site
from tests.feeds.corpus import texts
from tests.feeds.reading import Web, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    site = Site(tmp_path_factory.mktemp("page"), has_lists=True)
    with serving(site.output) as running:
        site.settings |= {"SITEURL": running.url, "DEFAULT_LANG": "fr"}
        site.write(texts(12))
        site.build()
        yield running


def test_a_button_copies_the_address_of_its_feed(
    web: Web, page: Page, strangers: list[str]
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{web.url}/feeds/")
    row = page.locator(".feeds__row", has_text="Économie")
    button = row.get_by_role("button", name="Copier")
    assert button.get_attribute("aria-label") == "Copier, RSS, Économie"
    button.focus()
    page.keyboard.press("Enter")
    row.get_by_text("Copié").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{web.url}/section/economie/feed.rss.xml"
    assert strangers == []


def test_readers_are_a_click_away_and_nobody_is_asked_before(
    web: Web, page: Page, strangers: list[str]
) -> None:
    page.goto(f"{web.url}/feeds/")
    row = page.locator(".feeds__row").first
    row.get_by_text("Ouvrir dans un lecteur").click()
    links = row.locator("details a")
    assert (
        links.first.get_attribute("href")
        == f"feed://{web.url.removeprefix('http://')}/feed.rss.xml"
    )
    assert all(link.is_visible() for link in links.all())
    assert strangers == []


def test_without_scripts_every_address_is_a_link(web: Web, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{web.url}/feeds/")
    assert page.get_by_role("button").count() == 0
    rows = page.locator(".feeds__row")
    assert rows.count() > 5
    assert all(row.locator(".formats a").count() == 3 for row in rows.all())
    index = page.locator(".feeds__index a")
    assert index.count() > 10
    assert all(str(link.get_attribute("href")).endswith(".atom.xml") for link in index.all())
    context.close()


def test_a_page_leads_to_its_own_feeds_and_to_the_sites(web: Web, page: Page) -> None:
    def told(address: str) -> list[str]:
        page.goto(f"{web.url}/{address}")
        links = page.locator(
            'link[rel="alternate"][type*="+xml"], link[type="application/feed+json"]'
        )
        return [str(link.get_attribute("href")) for link in links.all()]

    site = ["/feed.rss.xml", "/feed.atom.xml", "/feed.json"]
    assert told("") == told("archive/") == told("feeds/") == site
    assert told("tag/marseille/") == ["/tag/marseille/feed.atom.xml", *site]
    assert told("author/bo-li/") == ["/author/bo-li/feed.atom.xml", *site]
    sport = [f"/section/sport{name}" for name in site]
    assert told("section/sport/") == [*sport, *site]
    assert told("lang/ar/") == [*(f"/lang/ar{name}" for name in site), *site]
    monde = told("2023/01/text-0/")
    assert monde[-3:] == site
    assert len(monde) == 6

"""The lists of feeds that readers import: of the whole site, and of each language."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from tests.feeds.building import SITEURL, Site
from tests.feeds.corpus import Text, texts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Two articles: one in French in a section of its own, one in Arabic; both have one tag."""
    site = Site(tmp_path, {"DEFAULT_LANG": "fr"})
    site.write([french(), told("ar", 3, Category="Sport", Tags="Port")])
    site.build()
    return site


def told(lang: str, number: int, **lines: str) -> Text:
    text = texts(4)[number]
    return Text(number, f"Titre {number}", text.moment, lang, "Un texte.").with_lines(**lines)


def french(**lines: str) -> Text:
    return told("fr", 1, **{"Category": "Monde", "Tags": "Port; Grève", **lines})


def feeds(site: Site, path: str) -> list[str]:
    """Folders of the scopes whose feeds a list holds."""
    root = etree.fromstring(site.read(path))
    found = [each.get("xmlUrl") for each in root.iter("outline") if each.get("xmlUrl")]
    return [url.removeprefix(f"{SITEURL}/").removesuffix("feed.atom.xml") for url in found]


def test_the_list_of_a_language_holds_what_is_all_in_it(site: Site) -> None:
    assert feeds(site, "feeds/fr.opml") == ["lang/fr/", "section/monde/", "tag/greve/"]
    assert feeds(site, "feeds/ar.opml") == ["lang/ar/", "section/sport/"]
    every = ["", "section/monde/", "section/sport/", "lang/ar/", "lang/fr/"]
    assert feeds(site, "feeds/all.opml") == [*every, "tag/greve/", "tag/port/"]


def test_lists_follow_the_words_of_the_theme(site: Site, project: Path) -> None:
    theme = site.base / "theme"
    shutil.copytree(project / "theme", theme)
    site.settings["THEME"] = str(theme)
    site.build()
    catalogue = theme / "translations/fr/LC_MESSAGES/seedpress.po"
    catalogue.write_text(catalogue.read_text("utf-8").replace('"Rubriques"', '"Pages"'), "utf-8")
    site.build()
    for path in ("feeds/all.opml", "feeds/fr.opml"):
        root = etree.fromstring(site.read(path))
        assert "Pages" in {each.get("text") for each in root.iter("outline")}


def test_lists_are_called_in_the_words_of_the_site(site: Site) -> None:
    root = etree.fromstring(site.read("feeds/fr.opml"))
    assert root.findtext("head/title") == "Français – Le Fil"
    assert [each.get("text") for each in root.findall("body/outline")] == [
        "Français – Le Fil",
        "Rubriques",
        "Mots-clés",
    ]


def test_a_scope_that_becomes_mixed_leaves_the_list(site: Site) -> None:
    site.write([told("ar", 2, Category="Monde")])
    site.build()
    assert feeds(site, "feeds/fr.opml") == ["lang/fr/", "tag/greve/"]
    site.remove(told("ar", 2))
    site.build()
    assert feeds(site, "feeds/fr.opml") == ["lang/fr/", "section/monde/", "tag/greve/"]


def test_the_list_of_a_language_that_nobody_writes_any_more_is_gone(site: Site) -> None:
    site.remove(told("ar", 3))
    assert "feeds/ar.opml" in site.build().published.removed
    assert feeds(site, "feeds/fr.opml") == ["lang/fr/", "section/monde/", "tag/greve/", "tag/port/"]


def test_the_page_of_feeds_leads_to_each_of_them_and_to_readers(site: Site) -> None:
    page = site.read("feeds/index.html").decode()
    assert all(f'href="/news/feeds/{name}.opml"' in page for name in ("all", "fr", "ar"))
    address = "https%3A%2F%2Flefil.example%2Fnews%2Ffeed.rss.xml"
    assert f"https://www.newsblur.com/?url={address}" in page
    assert 'href="feed://lefil.example/news/feed.rss.xml"' in page

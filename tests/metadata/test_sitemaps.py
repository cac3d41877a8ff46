"""Sitemaps hold what search engines may list, with times that are true."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from xml.etree import ElementTree as ET

import pytest

from plugins import config
from plugins.metadata import notices, redirects, sitemaps
from plugins.metadata.sitemaps import Located, Story
from tests.rebuild.building import build
from tests.rebuild.newsroom import NOON, Newsroom, Text, copy_theme

S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
N = "{http://www.google.com/schemas/sitemap-news/0.9}"
NOW = datetime.fromtimestamp(NOON, UTC)
URL = "https://news.example/fr"


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """A newsroom under a path, with nothing in it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOON))
    made = Newsroom(tmp_path, Random(0))
    made.settings |= {"SITEURL": URL, "SEARCH": False, "CONTACT_EMAIL": "a@news.example"}
    copy_theme(made.theme)
    return made


def put(room: Newsroom, name: str, age: timedelta, **more: str) -> None:
    """A post that was published so long ago."""
    keys = {"Title": f"{name} & <co>", "Date": (NOW - age).isoformat(), "Lang": "fr", **more}
    room.put(f"posts/{name}.md", Text({**keys, "Url": f"2026/11/{name}/"}, "Un paragraphe."))


def made(room: Newsroom, clock: int = NOON) -> set[str]:
    """Builds; what was written."""
    built = build(room.overrides(), clock, jobs=1)
    assert built.report is not None
    return set(built.report.published.written)


def read(room: Newsroom, path: str) -> ET.Element:
    return ET.fromstring((room.output / path).read_bytes())


def addresses(room: Newsroom, path: str) -> list[str]:
    """All addresses in a sitemap."""
    return [each.text or "" for each in read(room, path).iter(f"{S}loc")]


def test_each_month_has_its_sitemap_and_the_index_all_of_them(room: Newsroom) -> None:
    put(room, "new", timedelta(days=1))
    put(room, "old", timedelta(days=40), Modified=(NOW - timedelta(days=2)).isoformat())
    put(room, "secret", timedelta(days=1), Robots="noindex")
    put(room, "copy", timedelta(days=1), Canonical="https://elsewhere.example/a")
    put(room, "draft", timedelta(days=1), Status="draft")
    made(room)
    assert addresses(room, "sitemap/2026-11.xml") == [f"{URL}/2026/11/new/"]
    assert addresses(room, "sitemap/2026-10.xml") == [f"{URL}/2026/11/old/"]
    assert [each.text for each in read(room, "sitemap/2026-10.xml").iter(f"{S}lastmod")] == [
        "2026-11-23T12:00:00Z"
    ]
    names = ("pages", "2026-11", "2026-10")
    assert addresses(room, "sitemap.xml") == [f"{URL}/sitemap/{name}.xml" for name in names]
    assert f"{URL}/" in addresses(room, "sitemap/pages.xml")


def test_one_more_article_changes_its_month_and_no_other(room: Newsroom) -> None:
    put(room, "old", timedelta(days=40))
    put(room, "new", timedelta(days=3))
    made(room)
    put(room, "newer", timedelta(hours=3))
    written = {path for path in made(room) if "sitemap" in path}
    assert written == {
        *("sitemap.xml", "sitemap-news.xml", "sitemap/2026-11.xml", "sitemap/pages.xml")
    }


def test_a_month_without_articles_has_no_sitemap(room: Newsroom) -> None:
    put(room, "old", timedelta(days=40))
    put(room, "new", timedelta(days=3))
    made(room)
    room.drop("posts/old.md")
    made(room)
    assert not (room.output / "sitemap/2026-10.xml").exists()
    assert len(addresses(room, "sitemap.xml")) == 2


def test_the_news_sitemap_holds_two_days_of_the_builds_clock(room: Newsroom) -> None:
    put(room, "now", timedelta(hours=1), Lang="pt-BR")
    put(room, "before", timedelta(hours=47))
    put(room, "old", timedelta(hours=49))
    made(room)
    news = read(room, "sitemap-news.xml")
    assert [each.text for each in news.iter(f"{N}title")] == ["now & <co>", "before & <co>"]
    assert [each.text for each in news.iter(f"{N}language")] == ["pt", "fr"]
    assert made(room) == set()
    assert made(room, NOON + 2 * 3600) == {"sitemap-news.xml"}
    assert addresses(room, "sitemap-news.xml") == [f"{URL}/2026/11/now/"]
    assert made(room, NOON) == {"sitemap-news.xml"}


def test_more_articles_than_one_sitemap_holds_take_several(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plugins.engine.maps.LIMIT", 2)
    for number in range(5):
        put(room, f"p{number}", timedelta(hours=number))
    made(room)
    parts = ["2026-11", "2026-11-2", "2026-11-3"]
    assert addresses(room, "sitemap.xml")[1:] == [f"{URL}/sitemap/{part}.xml" for part in parts]
    held = [address for part in parts for address in addresses(room, f"sitemap/{part}.xml")]
    assert held == [f"{URL}/2026/11/p{number}/" for number in range(5)]
    room.drop("posts/p4.md")
    made(room)
    assert not (room.output / "sitemap/2026-11-3.xml").exists()


@pytest.mark.parametrize(
    ("lang", "name"), [("fr-CA", "fr"), ("zh-Hant", "zh-tw"), ("zh", "zh-cn"), ("ar", "ar")]
)
def test_languages_are_named_as_news_sitemaps_want(lang: str, name: str) -> None:
    assert sitemaps.news_language(lang) == name


def test_characters_of_markup_are_escaped() -> None:
    data = sitemaps.urlset([Located("https://a.example/?a=1&b=<2>")])
    assert b"a=1&amp;b=&lt;2&gt;" in data
    data = sitemaps.news([Story("https://a.example/", "A & B", "fr", NOW)], "C & D")
    assert data.count(b"&amp;") == 2


# --- Notices ------------------------------------------------------------------------------------


def test_robots_security_and_the_manifest_stand_at_their_addresses(room: Newsroom) -> None:
    put(room, "new", timedelta(days=1))
    made(room)
    assert f"Sitemap: {URL}/sitemap.xml" in (room.output / "robots.txt").read_text()
    security = (room.output / ".well-known/security.txt").read_text()
    assert "Contact: mailto:a@news.example\nExpires: 2027-06-30T23:59:59Z\n" in security
    manifest = json.loads((room.output / "site.webmanifest").read_bytes())
    assert manifest["start_url"] == manifest["scope"] == "/fr/"
    for icon in manifest["icons"]:
        assert (room.output / icon["src"].removeprefix("/fr/")).is_file()


def test_without_somebody_to_write_to_there_is_no_security_txt(room: Newsroom) -> None:
    del room.settings["CONTACT_EMAIL"]
    put(room, "new", timedelta(days=1))
    made(room)
    assert not (room.output / ".well-known").exists()


def test_the_manifest_leaves_out_what_is_not_said(project: Path) -> None:
    settings = config.from_mapping(project, {"SITENAME": "A very long name of a paper"})
    found = json.loads(notices.manifest(settings))
    assert "description" not in found
    assert len(found["short_name"]) <= 12


# --- Earlier addresses ----------------------------------------------------------------------------


def test_earlier_addresses_stand_in_the_lists_for_servers(room: Newsroom) -> None:
    put(room, "new", timedelta(days=1), Aliases="2026/11/été/, 2025/01/other/")
    made(room)
    rules = (room.output / "_redirects").read_text()
    assert rules.splitlines() == [
        "/fr/2025/01/other/ /fr/2026/11/new/ 301",
        "/fr/2026/11/%C3%A9t%C3%A9/ /fr/2026/11/new/ 301",
    ]
    assert '"/fr/2025/01/other/" "/fr/2026/11/new/";' in (room.output / "redirects.map").read_text()
    put(room, "new", timedelta(days=1))
    made(room)
    assert not (room.output / "_redirects").exists()


def test_a_withdrawn_article_leaves_a_page_without_its_words(room: Newsroom) -> None:
    put(room, "new", timedelta(days=1), Aliases="2025/01/other/")
    made(room)
    put(room, "new", timedelta(days=1), Aliases="2025/01/other/", Status="withdrawn")
    made(room)
    for address in ("2026/11/new/", "2025/01/other/"):
        page = (room.output / address / "index.html").read_text()
        assert "noindex" in page
        assert "paragraphe" not in page
        assert "&lt;co&gt;" not in page


def test_addresses_that_are_lost_are_named(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/index.html").touch()
    (tmp_path / "feed.json").touch()
    text = redirects.address_list(["a/", "feed.json"], ["b/", "c/été/"])
    listed = redirects.listed_addresses(text)
    assert listed == ("a/", "b/", "c/été/", "feed.json")
    assert redirects.lost_addresses(listed, tmp_path) == ("b/", "c/été/")

"""Addresses: readable, safe, for ever the same."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins import addresses
from plugins.addresses import Scope


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("leur soutien à l’Ukraine", "leur-soutien-a-l-ukraine"),
        ("L'été d'Aïcha", "l-ete-d-aicha"),
        ("Größe & Straße", "grosse-strasse"),
        ("Москва сегодня", "moskva-segodnia"),
        ("50 % de plus", "50-de-plus"),
        ("CON", "con-"),
    ],
)
def test_a_slug_reads_like_its_title(title: str, slug: str) -> None:
    assert addresses.slug(title).startswith(slug)


@given(st.text(max_size=300))
def test_any_text_has_a_slug_that_every_file_system_takes(text: str) -> None:
    slug = addresses.slug(text)
    assert 1 <= len(slug) <= addresses.SLUG_BYTES
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_")
    assert addresses.is_safe(f"{slug}/")
    assert addresses.slug(text) == slug


def test_texts_without_letters_have_slugs_of_their_own() -> None:
    assert addresses.slug("🎉") != addresses.slug("🎈")


def test_a_long_title_is_cut_between_words() -> None:
    slug = addresses.slug("mot " * 1000)
    assert slug.endswith("mot")
    assert len(slug) <= 80


def test_an_article_stands_in_the_month_of_the_sites_time_zone() -> None:
    late = datetime(2024, 10, 31, 23, 30, tzinfo=UTC)
    assert addresses.article(late, "x", ZoneInfo("Europe/Paris")) == "2024/11/x/"
    assert addresses.article(late, "x", ZoneInfo("UTC")) == "2024/10/x/"


def test_scopes_buckets_and_feeds_have_the_addresses_of_the_contract() -> None:
    assert Scope("section", "Économie").folder == "section/economie/"
    assert Scope("language", "pt-BR").folder == "lang/pt-br/"
    assert addresses.SITE.folder == ""
    assert addresses.bucket("section/monde/", 2024, 3) == "section/monde/2024/03/"
    assert addresses.bucket("tag/otan/", 2024) == "tag/otan/2024/"
    assert addresses.archive(2024, 3) == "archive/2024/03/"
    assert addresses.feed("tag/otan/", "atom") == "tag/otan/feed.atom.xml"
    assert addresses.feed("", "json") == "feed.json"


def test_links_are_under_the_sites_prefix_and_quoted() -> None:
    assert addresses.rooted("/fr", "images/é 1.png") == "/fr/images/%C3%A9%201.png"
    assert addresses.rooted("", "") == "/"
    assert addresses.absolute("https://x.example/fr", "a/") == "https://x.example/fr/a/"


def test_the_file_of_an_address_is_an_index_unless_it_has_a_name() -> None:
    assert addresses.output_path("") == "index.html"
    assert addresses.output_path("a/b/") == "a/b/index.html"
    assert addresses.output_path("404.html") == "404.html"


@given(st.text(max_size=40))
def test_a_safe_address_never_leaves_its_folder(address: str) -> None:
    if addresses.is_safe(address):
        parts = address.removesuffix("/").split("/")
        assert ".." not in parts
        assert "" not in parts
        assert "\\" not in address


@pytest.mark.parametrize(
    ("url", "is_page"),
    [("https://a.example", False), ("https://a.example/", False), ("https://a.example/?p=1", True)],
)
def test_a_publishers_front_page_is_no_page_of_its_own(url: str, is_page: bool) -> None:
    assert addresses.is_page(url) is is_page


@pytest.mark.parametrize(
    "name", ["y" * 256, "é" * 128, "y/" * 501, ".git/x/", "a/.htaccess", "\ud800"]
)
def test_names_that_are_too_long_or_hidden_are_not_safe(name: str) -> None:
    assert not addresses.is_safe(name)


@pytest.mark.parametrize(
    "name", ["CON", "con.html", "nul .x", "x.", "x ", "LPT1", "com².txt", "conin$", "Aux.tar.gz"]
)
def test_names_that_windows_does_not_take_are_not_safe(name: str) -> None:
    for address in (name, f"2026/11/{name}/", f"{name}/index.html"):
        assert not addresses.is_safe(address)


@pytest.mark.parametrize(
    "name", ["console", "com", "lpt10", "auxiliary.html", "x.y", " x", "nul-1"]
)
def test_names_that_only_look_like_those_are(name: str) -> None:
    assert addresses.is_safe(f"2026/11/{name}/")


@pytest.mark.parametrize("address", ["2026/11/x/", "old.html", "a/b.PHP", "x.htm", "index.xml/"])
def test_pages_stand_in_folders_or_under_names_of_pages(address: str) -> None:
    assert addresses.is_free(address)


@pytest.mark.parametrize(
    "address",
    [
        *("favicon.ico", "security.txt", "2026/11/index.xml", "2026/11/x", "a.html.gz", "v1.2"),
        *("_redirects/", "Redirects.map/", "_headers/", "index.html.gz/", "worker.js.BR/"),
        *("2026/11/", "2026/", "2026/11/con/", ".html"),
    ],
)
def test_no_page_stands_under_other_names_nor_in_the_sites_own_places(address: str) -> None:
    assert not addresses.is_free(address)


@pytest.mark.parametrize(
    ("text", "address"),
    [("/a/b", "a/b/"), ("a/index.html", "a/"), (" a.html ", "a.html"), ("a/", "a/"), ("", "")],
)
def test_an_editor_may_write_an_address_in_several_ways(text: str, address: str) -> None:
    assert addresses.given(text) == address

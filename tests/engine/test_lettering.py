"""How wide names run, and in which order they stand."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.engine.lettering import (
    breadth,
    faces,
    has_strange_letters,
    in_order,
    is_strange,
    longest_word,
    nameplate,
    og_locale,
    script,
)


def test_a_wide_name_is_wider_than_a_narrow_one_of_as_many_letters() -> None:
    assert breadth("MMMM") > breadth("Mama") > breadth("illi")
    assert breadth("日本") == 4
    assert breadth("e\u0301") == breadth("e")


def test_scripts_without_spaces_break_anywhere() -> None:
    assert longest_word("日本経済地方新聞ダイジェスト") == 0
    assert longest_word("ab abcde") == longest_word("abcde")


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("LM", "ear"),
        ("Le Fil", "ear"),
        ("Le Monde", "ear"),
        ("MMMMMMMM", "line"),
        ("The Weekly Digest", "line"),
        ("Revue de presse de Nantes", "long"),
        ("日本経済地方新聞ダイジェスト", "long"),
        ("La gazette des amis de la bibliothèque municipale de Lyon", "endless"),
        ("Donaudampfschifffahrtselektrizitätenhauptbetriebswerk", "word"),
        ("", "ear"),
    ],
)
def test_a_sites_name_is_set_in_a_size_that_fits_it(name: str, size: str) -> None:
    assert nameplate(name) == size


@given(st.text())
def test_every_name_has_a_size_and_a_place(name: str) -> None:
    assert nameplate(name)
    assert in_order(name) == in_order(name)


@given(st.lists(st.text(max_size=8), unique=True))
def test_the_order_is_total(names: list[str]) -> None:
    ordered = sorted(names, key=in_order)
    assert all(in_order(a) < in_order(b) for a, b in itertools.pairwise(ordered))


def test_accents_and_capitals_part_no_neighbours() -> None:
    names = ["Zola", "élan", "Elan", "État", "œuvre", "Łódź", "Lyon", "Oslo", "eau"]
    assert sorted(names, key=in_order) == [
        *("eau", "Elan", "élan", "État", "Łódź", "Lyon", "œuvre", "Oslo", "Zola"),
    ]


def test_names_stand_by_script_the_sites_own_first() -> None:
    names = ["Россия", "日本", "Ukraine", "أوكرانيا", "2024", "トヨタ"]
    assert sorted(names, key=in_order)[:2] == ["2024", "Ukraine"]
    arabic = sorted(names, key=lambda name: in_order(name, "ARABIC"))
    assert arabic == ["2024", "أوكرانيا", "Ukraine", "トヨタ", "日本", "Россия"]


def test_the_script_is_that_of_the_first_letter() -> None:
    assert [script(name) for name in ("“Été”", "7 нот", "かな", "…")] == [
        *("LATIN", "CYRILLIC", "CJK", ""),
    ]


def test_open_graph_gets_a_territory() -> None:
    told = "fr pt-BR pt en zh-Hant-TW ja ar cs uk xx"
    wanted = "fr_FR pt_BR pt_PT en_US zh_TW ja_JP ar_AR cs_CZ uk_UA xx_XX"
    assert [og_locale(lang) for lang in told.split()] == wanted.split()


def test_a_page_asks_first_for_the_fonts_of_its_own_letters() -> None:
    serif, sans = faces("pt-BR")
    assert serif == "source-serif-4-latin-wght-normal.woff2"
    assert sans == "source-sans-3-latin-wght-normal.woff2"
    assert [name for name in faces("ru") if "cyrillic" in name] == list(faces("ru"))
    assert [name for name in faces("pl") if "latin-ext" in name] == list(faces("pl")[2:])
    assert len(faces("ar")) == 1
    assert faces("ja") == faces("he") == ()


@pytest.mark.parametrize(
    ("lang", "page", "strange"),
    [
        ("fr", "en", False),
        ("en", "ru", False),  # the site's name is in Latin letters on any page
        ("ru", "fr", True),
        ("ru", "uk", False),
        ("ar", "fr", True),
        ("fa", "ar", False),
        ("pl", "fr", True),
        ("pl", "cs", False),
        ("ja", "fr", False),  # no font of the theme has its letters
    ],
)
def test_words_are_strange_where_they_need_a_font_that_the_page_does_without(
    lang: str, page: str, strange: bool
) -> None:
    assert is_strange(lang, page) == strange


@pytest.mark.parametrize(
    ("name", "page", "strange"),
    [
        ("Anne", "fr", False),
        ("Œuvre d’été", "fr", False),
        ("Wałęsa", "fr", True),
        ("Wałęsa", "pl", False),
        ("Агентство", "fr", True),
        ("新華日報", "fr", False),
    ],
)
def test_a_name_is_strange_by_its_letters(name: str, page: str, strange: bool) -> None:
    assert has_strange_letters(name, page) == strange

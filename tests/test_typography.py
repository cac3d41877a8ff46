"""French spaces, apostrophes, and everything that must be left alone."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.typography import polish, polish_html
from tests import plain_typography

N = "\u202f"
B = "\u00a0"

FRENCH = [
    ("Quoi ?", f"Quoi{N}?"),
    ("Quoi?", f"Quoi{N}?"),
    ("Quoi ?!", f"Quoi{N}?!"),
    ("Oui ; non !", f"Oui{N}; non{N}!"),
    ("« Les missiles parleront d’eux-mêmes ».", f"«{N}Les missiles parleront d’eux-mêmes{N}»."),
    ("«Non»", f"«{N}Non{N}»"),
    ("« Pourquoi ? »", f"«{N}Pourquoi{N}?{N}»"),
    ("Source : Jforum.fr", f"Source{B}: Jforum.fr"),
    ("l’Ukraine: un tournant", f"l’Ukraine{B}: un tournant"),
    ("Il dit : « Oui »", f"Il dit{B}: «{N}Oui{N}»"),
    ("11 000 soldats", f"11{N}000 soldats"),
    ("plus de 2 000 drones", f"plus de 2{N}000 drones"),
    ("1 234 567 habitants", f"1{N}234{N}567 habitants"),
    ("300 km de distance", f"300{B}km de distance"),
    ("11 000 km", f"11{N}000{B}km"),
    ("55,5 milliards de dollars", f"55,5{B}milliards de dollars"),
    ("12 % et 5% et 10€", f"12{B}% et 5{B}% et 10{B}€"),
    ("M. Macron et Mme Le Pen", f"M.{B}Macron et Mme{B}Le Pen"),
    ("le n° 5, p. 12", f"le n°{B}5, p.{B}12"),
    ("au XXIe siècle", f"au XXIe{B}siècle"),
    ("l'Ukraine d'aujourd'hui", "l’Ukraine d’aujourd’hui"),
    ("Oui" + B + "! Non" + B + "?", f"Oui{N}! Non{N}?"),
]

LEFT_ALONE = [
    "à 12:30 précises",
    "https://example.org/a?b=c;d!e et après",
    "www.example.org:8000/?q",
    "Bravo :) et ;-) enfin :D",
    "a != b",
    "std::vector",
    "note:ceci",
    "06 12 34 56 78",
    "en 2024 300 élus",
    "un écran de 27\" et 5'",
    "(?)",
    "…?",
    "!",
    "",
]


@pytest.mark.parametrize(("raw", "polished"), FRENCH)
def test_french_marks_numbers_and_units_get_their_spaces(raw: str, polished: str) -> None:
    assert polish(raw, "fr") == polished
    assert polish(polished, "fr-FR") == polished


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_only_looks_like_punctuation_is_left_alone(text: str) -> None:
    assert polish(text, "fr") == text


def test_other_languages_keep_their_spaces() -> None:
    for lang in ("en", "de", "ar", "he", "ja", "", "x-unknown"):
        assert polish("Why ? 11 000 «yes» 5%", lang) == "Why ? 11 000 «yes» 5%"


def test_an_apostrophe_between_letters_is_curled_where_it_can_only_be_one() -> None:
    assert polish("don't, it's 'quoted' 5'", "en") == "don’t, it’s 'quoted' 5'"
    assert polish("dell'arte", "it") == "dell’arte"
    assert polish("м'ята", "uk") == "м'ята"


HTML = [
    ("<p>Quoi ?</p>", f"<p>Quoi{N}?</p>"),
    ("<p>«<em>Non</em>»</p>", f"<p>«{N}<em>Non</em>{N}»</p>"),
    ("<p>l'<em>Express</em>!</p>", f"<p>l’<em>Express</em>{N}!</p>"),
    ("<p><em>Quoi?</em> Rien</p>", f"<p><em>Quoi{N}?</em> Rien</p>"),
    ("<p>Oui&nbsp;! A &amp; B ; C &lt;d&gt;</p>", f"<p>Oui{N}! A &amp; B{N}; C &lt;d&gt;</p>"),
    ("<li>Note :<ul></ul></li>", f"<li>Note{B}:<ul></ul></li>"),
]


@pytest.mark.parametrize(("raw", "polished"), HTML)
def test_only_the_text_of_html_is_polished(raw: str, polished: str) -> None:
    assert polish_html(raw, "fr") == polished
    assert polish_html(polished, "fr") == polished


def test_attributes_and_code_are_left_alone() -> None:
    html = (
        '<p><a href="/x?a=b;" title="Quoi ? > l\'un">x</a></p>'
        "<pre><code>if a ? b : c ; l'x</code> d ! e</pre><p><kbd>a !</kbd></p>"
    )
    assert polish_html(html, "fr") == html


WORDS = st.text(alphabet="ab'’ Éz«»:;!?%€.,()\"\n  \u00a0\u202f\u200912309MhkmX°&<>/-", max_size=60)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text.replace("’", "'"))


@given(WORDS | st.text(max_size=60), st.sampled_from(["fr", "en", "it", "de"]))
def test_polishing_is_idempotent_and_keeps_every_word(text: str, lang: str) -> None:
    once = polish(text, lang)
    assert polish(once, lang) == once
    assert bare(once) == bare(text)


TAGS = ["<p>", "</p>", "<em>", "</em>", '<a href="?a=b;c">', "</a>", "<code>", "</code>", "<br>"]
PIECES = st.lists(
    st.sampled_from(TAGS) | st.text(alphabet="ab'« »:;!? 0189%\u202f", max_size=12), max_size=15
)


@given(PIECES)
def test_polishing_html_is_idempotent_and_keeps_every_tag(pieces: list[str]) -> None:
    html = "".join(pieces)
    once = polish_html(html, "fr")
    assert polish_html(once, "fr") == once
    assert re.findall("<[^>]*>", once) == re.findall("<[^>]*>", html)
    assert bare(once) == bare(html)


LANGS = ("fr", "en", "it-IT", "fr-CA", "de")
#: What any rule looks at, and what stands beside it.
NEAR = (
    *("a", "Éz", "l", "'", "’", "«", "»", " ", "  ", "\u00a0", "\u202f", "\u2003", "\n", ":", ";"),
    *("!", "?", "?!", "!=", "::", ".", ",", "…", "(", ")", "]", "%", "€", "1", "12", "000", "2024"),
    *(" 000", "km", "min", "milliards", "M.", "MM.", "Mme", "Mgr", "Dr", "Me", "Macron", " É"),
    *("n°", "§", "p.", "art.", "XXIe", "XIVer", "Ie", " siècle", "siècles", "http://a.b?c;d!"),
    *("www.x:80", "mailto:a;b", ":)", ";-)", ":'(", "Yahoo!", "&amp;", "&nbsp;", "&x", "٣", "²"),
    *("\x1e", "\x1c", "\ue000", "\ue001", '"', "”"),
)
NEAR_TAGS = (*TAGS, "<li>", "<pre>", "</pre>", "<", "<b")
nearby = st.lists(st.sampled_from(NEAR), max_size=20).map("".join)
nearby_html = st.lists(st.sampled_from((*NEAR, *NEAR_TAGS)), max_size=25).map("".join)


@given(nearby | WORDS | st.text(max_size=60), st.sampled_from(LANGS))
def test_the_quick_rules_do_what_the_plain_ones_do(text: str, lang: str) -> None:
    assert polish(text, lang) == plain_typography.polish(text, lang)


@given(nearby_html | PIECES.map("".join), st.sampled_from(LANGS))
def test_and_so_they_do_in_html(html: str, lang: str) -> None:
    assert polish_html(html, lang) == plain_typography.polish_html(html, lang)


def test_long_and_hostile_text_takes_no_more_than_linear_time() -> None:
    def seconds(html: str) -> float:
        start = time.perf_counter()
        polish_html(html, "fr")
        return time.perf_counter() - start

    for piece in ("<", "<a ", " ", "« ", "1 000 ", "!", "&amp;", "l'a ", "<code>"):
        assert seconds(piece * 20_000) < 2, piece

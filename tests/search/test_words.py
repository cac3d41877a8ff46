"""How texts are cut into what is searched."""

from __future__ import annotations

import functools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.search.shards import SHARDS, shard_of
from plugins.search.words import Term, fold, parsed, pieces, stems_of, tokens


def forms(text: str, lang: str) -> list[str]:
    """Folded forms of all that is searched in ``text``."""
    stems = stems_of(lang)
    terms = [term for token in tokens(text) for term in stems[token]]
    return [form for term in terms for form in parsed(term.line)[1]]


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("fr", "L’Ukraine, d'abord", ["ukraine", "abord"]),
        ("fr", "Élections : à Saint-Étienne", ["elections", "saint", "etienne", "saintetienne"]),
        ("fr", "12\u202f000 places, 3,5 % et 12.345.678 €", ["12000", "places", "12345678"]),
        ("de", "Straße für Äpfel", ["strasse", "apfel"]),
        ("en", "NATO's F-16s", ["nato", "16s", "f16s"]),
        ("ar", "والحكومة في الْقاهرة", ["حكومه", "قاهره"]),
        ("ja", "東京で地震", ["東京", "京で", "で地", "地震"]),
        ("ja", "ＮＡＴＯ首脳", ["首脳", "nato"]),
        ("th", "ท่วมบ้าน", ["ท่ว", "่วม", "วมบ", "มบ้", "บ้า", "้าน"]),
        ("ko", "서울에서", ["서울", "울에", "에서"]),
        ("ru", "Ёлка и съезд", ["елка", "съезд"]),
        ("el", "Αθήνα", ["αθηνα"]),
        ("vi", "Đà Nẵng", ["da", "nang"]),
        ("en", "AT&T and R&D-heavy", ["att", "rd", "heavy", "rdheavy"]),
        ("ar", "١٢٥٠٠ ۱۴", ["12500", "14"]),
        ("fr", "œuvre soft\u00adhyphen", ["oeuvre", "softhyphen"]),
    ],
)
def test_words_are_found_without_accents_elisions_and_articles(
    lang: str, text: str, found: list[str]
) -> None:
    assert forms(text, lang) == found


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("fr", ["élection", "élections"]),
        ("en", ["striking", "strikes", "strike"]),
        ("de", ["Wahl", "Wahlen"]),
        ("es", ["huelga", "huelgas"]),
        ("ru", ["война", "войны", "войну"]),
        ("ar", ["الانتخابات", "انتخابات"]),
    ],
)
def test_forms_of_a_word_have_one_stem(lang: str, words: list[str]) -> None:
    stems = stems_of(lang)
    assert len({term.stem for word in words for term in stems[word.lower()]}) == 1


def test_little_words_are_not_searched_in_their_own_language_alone() -> None:
    assert forms("les îles", "fr") == ["iles"]
    assert forms("les paul", "en") == ["les", "paul"]


@given(st.text(max_size=60), st.sampled_from(["fr", "ar", "ja", "th", "hi", "xx"]))
def test_any_text_gives_folded_terms_that_begin_like_their_stem(text: str, lang: str) -> None:
    stems = stems_of(lang)
    for token in tokens(text):
        for term in stems[token]:
            (form,) = parsed(term.line)[1]
            assert 0 < len(form) <= 24
            assert term.stem[:2] == form[:2]
            assert 0 <= shard_of(term.stem) == shard_of(form) < SHARDS
            assert not set(" =") & set(form)


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once_in_scripts_that_have_accents(text: str) -> None:
    for token in tokens(text):
        for piece in pieces(token):
            if fold(piece).isascii():
                assert fold(fold(piece)) == fold(piece)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("kiev", "kiev"),
        ("kievs", "kiev s"),
        ("kievs kiev kievs", "kiev  s"),
        ("happy", "happi =happy"),
        ("happiness happy", "happi =happy ness"),
    ],
)
def test_a_line_tells_a_stem_and_its_forms(words: str, line: str) -> None:
    """Whatever order the forms come in, and whether they begin with the stem or not."""
    stem = line.partition(" ")[0]
    terms = [Term.of(stem, word) for word in words.split()]
    joined = functools.reduce(Term.joined, terms)
    assert joined.line == line
    assert parsed(line) == (stem, set(words.split()))

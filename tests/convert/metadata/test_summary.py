"""Summaries: whole sentences, one or two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.convert.metadata import summary
from plugins.convert.metadata.sentences import split
from tests.convert.described import LEAD


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "M. Dupont a vu le Dr. Martin, p. ex. hier, avec S. Petit."),
        ("en", "Mr. Smith met Gen. Lee of the U.S. Army on Jan. 5 at 4 p.m. sharp."),
        ("de", "Am 18. November kam Dr. Maier z. B. nach Köln."),
        ("es", "El Sr. García vive en EE.UU. desde 2010."),
        ("ru", "Это г. Москва, ул. Ленина, д. 5."),
        ("fr", "Il a dit « Oui. » puis il est parti à 3.5 km."),
        ("fr", "« Que faire ? » demande-t-elle."),
    ],
)
def test_a_full_stop_of_an_abbreviation_ends_no_sentence(lang: str, text: str) -> None:
    assert split(text, lang) == [text]


@pytest.mark.parametrize(
    ("lang", "text", "count"),
    [
        ("fr", "Il est venu. Elle est partie ! Pourquoi ? On ne sait pas…", 4),
        ("ja", "雨が降った。風も吹いた。", 2),
        ("ar", "هل جاء؟ نعم. انتهى.", 3),
        ("hi", "वह आया। वह गया।", 2),
        ("fr", "La Ligue 1. Ousmane marque.", 2),
    ],
)
def test_sentences_end_as_their_script_ends_them(lang: str, text: str, count: int) -> None:
    assert len(split(text, lang)) == count


def test_a_standfirst_is_the_summary() -> None:
    guess = summary.guess("Deux ans de travaux commencent.", [LEAD], "fr")
    assert guess is not None
    assert (guess.value, guess.evidence) == ("Deux ans de travaux commencent.", "standfirst")


def test_the_lead_gives_whole_sentences() -> None:
    guess = summary.guess("", [LEAD], "fr")
    assert guess is not None
    assert guess.value == LEAD


def test_a_long_second_sentence_stays_out() -> None:
    text = "Une phrase courte ouvre le texte de cet article. " + "Puis " + "mot " * 90 + "fin."
    assert summary.shorten(text, "fr") == "Une phrase courte ouvre le texte de cet article."


def test_an_over_long_sentence_is_cut_at_a_clause_with_an_ellipsis() -> None:
    text = (
        "Le conseil, " + "très longuement réuni " * 9 + ", a voté " + "encore et encore " * 20 + "."
    )
    cut = summary.shorten(text, "fr")
    assert len(cut) <= summary.LIMIT
    assert cut.endswith("réuni…")


def test_a_dateline_is_left_out() -> None:
    guess = summary.guess("", [f"LYON, 18 novembre (AFP) – {LEAD}"], "fr")
    assert guess is not None
    assert guess.value == LEAD


def test_lines_that_are_no_prose_are_passed_over() -> None:
    guess = summary.guess("", ["Par Julie Martin", "Lyon", LEAD], "fr")
    assert guess is not None
    assert guess.value == LEAD


def test_no_text_has_no_summary() -> None:
    assert summary.guess("", [], "fr") is None


@given(st.text(max_size=1200), st.sampled_from(["fr", "de", "ja", "ar"]))
def test_any_text_gives_one_short_line(text: str, lang: str) -> None:
    guess = summary.guess("", [text], lang)
    if guess is not None:
        assert 0 < len(guess.value) <= summary.LIMIT
        assert "\n" not in guess.value


@given(st.text(max_size=400))
def test_sentences_hold_all_words(text: str) -> None:
    assert "".join("".join(split(text)).split()) == "".join(text.split())

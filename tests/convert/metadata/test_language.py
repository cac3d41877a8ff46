"""The language of a text: its script first, then its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.convert.metadata import language
from plugins.model import Origin

SITE = ("fr", "en", "de", "es", "pt-BR", "ru", "uk", "ar", "fa", "he", "el", "ja", "zh", "ko")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Le gouvernement a présenté mardi son projet de budget pour l’année prochaine", "fr"),
        ("The government presented its budget for the coming year on Tuesday", "en"),
        ("Die Regierung hat am Dienstag ihren Haushalt für das nächste Jahr vorgelegt", "de"),
        ("O governo apresentou nesta terça-feira o orçamento para o próximo ano", "pt-BR"),
        ("Правительство представило во вторник бюджет на следующий год", "ru"),
        ("Уряд представив у вівторок бюджет на наступний рік", "uk"),
        ("قدمت الحكومة يوم الثلاثاء مشروع الميزانية للعام المقبل", "ar"),
        ("הממשלה הציגה ביום שלישי את התקציב לשנה הבאה", "he"),
        ("Η κυβέρνηση παρουσίασε τον προϋπολογισμό", "el"),
        ("政府は火曜日に来年度の予算案を発表した", "ja"),
        ("政府周二公布了明年的预算", "zh"),
        ("정부는 화요일 내년 예산안을 발표했다", "ko"),
    ],
)
def test_a_sentence_is_enough(text: str, lang: str) -> None:
    guess = language.guess([text], SITE)
    assert (guess.value, guess.origin) == (lang, Origin.TEXT)


def test_kana_make_a_text_japanese_however_many_ideographs_it_has() -> None:
    assert language.script("東京都知事選挙 小池氏が勝利") == "kana"


def test_latin_names_do_not_outweigh_the_script_around_them() -> None:
    assert language.guess(["Google と Apple が AI で提携した"], SITE).value == "ja"


def test_too_few_letters_say_nothing() -> None:
    guess = language.guess(["OK 2024"], SITE)
    assert (guess.value, guess.origin) == ("fr", Origin.DEFAULT)


def test_a_script_of_no_language_of_the_site_gives_its_default_with_the_reason() -> None:
    guess = language.guess(["รัฐบาลเสนองบประมาณปีหน้า"], SITE)
    assert guess.origin is Origin.DEFAULT
    assert "thai" in guess.evidence


def test_only_languages_of_the_site_are_chosen() -> None:
    text = "De regering presenteerde dinsdag haar begroting voor het komende jaar"
    assert language.guess([text], ("fr", "de")).value in {"fr", "de"}


@given(st.text(max_size=300))
def test_any_text_has_a_language_of_the_site(text: str) -> None:
    guess = language.guess([text], SITE)
    assert guess.value in SITE
    assert 0 <= guess.confidence <= 1

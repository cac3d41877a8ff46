"""Sections: by keyword lists, or the default where the words leave it open."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from plugins.convert.data import table
from plugins.convert.metadata import topics
from plugins.model import Origin
from tests.convert.described import LEAD, SETTINGS

TOPICS = {
    "world", "conflict", "politics", "society", "economy", "culture", "science", "technology",
    "health", "environment", "sport",
}  # fmt: skip


TEXTS = tomllib.loads(Path(__file__).with_name("topic_texts.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("topic", sorted(TEXTS))
def test_short_news_in_eight_languages_find_their_section(topic: str) -> None:
    wanted = next(name for name, topics_of in SETTINGS.sections if topic in topics_of)
    texts = [(lang, text) for lang, each in TEXTS[topic].items() for text in each]
    assert len(texts) == 16
    found = {text: topics.guess("", [text], lang, SETTINGS).value for lang, text in texts}
    assert {text: value for text, value in found.items() if value != wanted} == {}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ar", "وبالمكتبات وللمتاحف وكالرواية"),
        ("ar", "الْمُتْحَفُ والمَكْتَبَةُ والرِّوايَةُ"),
        ("he", "ובמוזיאונים ולספרייה ושהתערוכה"),
    ],
)
def test_letters_and_signs_on_a_word_hide_no_topic(lang: str, text: str) -> None:
    found = topics.scores("", [text], lang, "FR")
    assert max(found, key=lambda topic: found[topic]) == "culture"


@pytest.mark.parametrize(
    ("lang", "headline", "text", "section"),
    [
        (
            "fr",
            "Le PSG gagne",
            "Le match de football a été gagné par l’équipe en finale de coupe.",
            "Sport",
        ),
        (
            "fr",
            "Les taux baissent",
            "La banque centrale baisse ses taux, l’inflation recule, la bourse monte.",
            "Économie",
        ),
        (
            "fr",
            "Un vaccin",
            "Les médecins testent un vaccin sur des patients à l’hôpital contre le virus.",
            "Sciences",
        ),
        (
            "fr",
            "Un film primé",
            "Le film du réalisateur et son actrice ont été primés au festival de cinéma.",
            "Culture",
        ),
        (
            "fr",
            "Le vote",
            "Les députés ont adopté la loi du gouvernement, l’opposition a voté contre.",
            "France",
        ),
        (
            "en",
            "Missile strike",
            "The army fired missiles, soldiers died in the attack, no ceasefire.",
            "Monde",
        ),
        (
            "de",
            "Sieg im Pokal",
            "Die Mannschaft gewann das Spiel im Stadion, der Trainer lobte die Spieler.",
            "Sport",
        ),
        (
            "es",
            "Sube la bolsa",
            "La bolsa y los mercados suben, la inflación baja y el empleo crece.",
            "Économie",
        ),
        (
            "ru",
            "Матч",
            "Футбольный клуб выиграл матч чемпионата, тренер похвалил команду.",
            "Sport",
        ),
        (
            "ar",
            "مباراة",
            "فاز المنتخب في مباراة كرة القدم وسجل اللاعب هدفا في نهائي البطولة.",
            "Sport",
        ),
        ("ja", "決勝", "サッカーの試合で選手がゴールを決め、監督はチームの優勝を喜んだ。", "Sport"),
        (
            "zh",
            "股市上涨",
            "股市上涨，通货膨胀下降，银行降低利率，经济增长，投资增加。",
            "Économie",
        ),
        ("ko", "경기", "축구 경기에서 선수가 골을 넣었고 감독은 우승 소감을 밝혔다.", "Sport"),
        ("he", "המשחק", "הקבוצה ניצחה במשחק הכדורגל והמאמן שיבח את השחקנים אחרי הגמר.", "Sport"),
    ],
)
def test_keywords_decide(lang: str, headline: str, text: str, section: str) -> None:
    guess = topics.guess(headline, [text], lang, SETTINGS)
    assert (guess.value, guess.origin) == (section, Origin.TEXT)


def test_words_of_no_topic_give_the_default() -> None:
    guess = topics.guess("Un chat", ["Le chat dort sur le canapé."], "fr", SETTINGS)
    assert (guess.value, guess.origin) == ("Actualités", Origin.DEFAULT)


def test_politics_elsewhere_are_the_worlds() -> None:
    text = "Le parlement de Pologne vote la loi. Les députés polonais et la Pologne attendent."
    assert topics.guess("Le vote en Pologne", [text], "fr", SETTINGS).value == "Monde"


def test_the_home_country_is_that_of_the_time_zone() -> None:
    assert topics.home(SETTINGS) == "FR"


def test_every_topic_has_words_in_every_language_of_news() -> None:
    assert set(table("topics")) == TOPICS
    for by_lang in table("topics").values():
        assert {"fr", "en", "de", "es", "it", "pt", "nl", "pl", "ru", "ar"} <= set(by_lang)


def test_the_score_of_nothing_is_nothing() -> None:
    assert topics.scores("", [], "fr", "FR") == {}
    assert topics.scores("", [LEAD], "xx", "FR") == {}


LOCAL = [
    (
        "fr",
        "Le pont rouvre aux piétons",
        "Le pont rouvre lundi aux cyclistes et aux piétons après deux ans de travaux.",
        "society",
    ),
    (
        "en",
        "New bridge for cyclists opens",
        "The bridge opens to pedestrians and cyclists on Monday after two years of road works.",
        "society",
    ),
    (
        "de",
        "Straßenbahn wird verlängert",
        "Die Straßenbahn fährt ab Montag bis zum Bahnhof, die Baustelle ist fertig.",
        "society",
    ),
    (
        "es",
        "El tranvía llega a la estación",
        "El tranvía llegará a la estación tras dos años de obras, dijo el concejal.",
        "society",
    ),
    (
        "it",
        "Il tram arriva alla stazione",
        "Il tram arriva alla stazione dopo due anni di cantieri nel traffico.",
        "society",
    ),
    (
        "tr",
        "Tramvay hattı uzatılıyor",
        "Belediye tramvay hattını uzatacak, binlerce yolcu yararlanacak.",
        "society",
    ),
    (
        "pl",
        "Nowy most dla pieszych",
        "Otwarto most dla pieszych i rowerzystów, budowa trwała trzy lata.",
        "society",
    ),
    (
        "fr",
        "Le fleuve déborde",
        "La crue a inondé deux rues, la vigilance reste orange après l'orage.",
        "environment",
    ),
    (
        "nl",
        "Tweede stadsbos",
        "De stad plant bomen op de oude renbaan, het bos komt er in de winter.",
        "environment",
    ),
    (
        "de",
        "Hochwasser nach Starkregen",
        "Nach dem Starkregen stieg der Pegel, ein Unwetter überflutete Keller.",
        "environment",
    ),
]


@pytest.mark.parametrize(("lang", "headline", "text", "topic"), LOCAL)
def test_local_news_has_its_topic(lang: str, headline: str, text: str, topic: str) -> None:
    found = topics.scores(headline, [text], lang, "FR")
    assert max(found, key=lambda each: found[each]) == topic


def test_a_single_word_makes_no_section_sure() -> None:
    one = topics.guess("Le football au musée Grévin demain", ["Rien de plus."], "fr", SETTINGS)
    assert one.confidence <= 0.5
    lone = topics.guess("Football", ["Il y en a encore demain, et après-demain."], "fr", SETTINGS)
    assert lone.confidence <= 0.5


def test_the_margin_counts_in_a_section_s_confidence() -> None:
    sport = "Le match de rugby a été gagné par l’équipe en finale de la coupe."
    clear = topics.guess("", [sport], "fr", SETTINGS)
    mixed = topics.guess(
        "", [sport + " La banque vend ses actions en bourse, le budget baisse."], "fr", SETTINGS
    )
    assert clear.value == "Sport"
    assert clear.confidence > mixed.confidence

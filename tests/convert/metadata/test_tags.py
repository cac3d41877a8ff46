"""Tags: what an editor would choose, in many scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.convert.metadata import places, runs, tags
from plugins.convert.metadata.inflection import nominative, stem

SEED = Path(__file__).parents[3] / "seeds" / "000_6c95f4fc2acd8dce.txt"


def names(lang: str, headline: str, *paragraphs: str) -> list[str]:
    """The tags of a text, best first."""
    return [tag.name for tag in tags.find(headline, paragraphs, lang)]


@pytest.fixture(scope="module")
def real() -> list[str]:
    lines = SEED.read_text(encoding="utf-8").splitlines()
    return names("fr", lines[0], *lines[1:12])


def test_the_real_seed_has_the_tags_of_a_french_editor(real: list[str]) -> None:
    wanted = {"Ukraine", "États-Unis", "Russie", "Joe Biden", "ATACMS", "Volodymyr Zelensky"}
    assert wanted <= set(real)
    assert {"OTAN", "Corée du Nord"} & set(real)
    assert len(real) <= tags.LIMIT


def test_the_real_seed_has_no_ordinary_words_as_tags(real: list[str]) -> None:
    assert not {tag.casefold() for tag in real} & {
        "soutien", "tournant stratégique significatif", "cette", "selon", "samedi", "octobre",
        "dans", "biden", "zelensky",
    }  # fmt: skip


def test_adjectives_and_capitals_count_for_their_country() -> None:
    text = "Le président américain a reçu un ministre nord-coréen. Pyongyang a remercié Washington."
    assert set(names("fr", "Une rencontre nord-coréenne et américaine", text)) == {
        "Corée du Nord",
        "États-Unis",
    }


def test_a_compound_speaks_of_both_countries() -> None:
    codes = [each.code for each in places.mentions("le conflit russo-ukrainien", "fr")]
    assert codes == ["RU", "UA"]


@pytest.mark.parametrize(
    ("lang", "text", "code"),
    [
        ("fr", "jusqu’à l’Ukraine", "UA"),
        ("en", "officials in the U.S. said", "US"),
        ("de", "Russlands Präsident", "RU"),
        ("de", "die ukrainischen Streitkräfte", "UA"),
        ("es", "los soldados rusos", "RU"),
        ("it", "le truppe cinesi", "CN"),
        ("pt", "o governo francês", "FR"),
        ("pl", "w Niemczech", "DE"),
        ("ru", "в Китае", "CN"),
        ("ru", "российского правительства", "RU"),
        ("uk", "в Україні", "UA"),
        ("ar", "وبالسعودية", "SA"),
        ("ar", "الرئيس الأميركي", "US"),
        ("he", "באוקראינה", "UA"),
        ("el", "της Ουκρανίας", "UA"),
        ("tr", "Ukrayna’nın", "UA"),
        ("ja", "米国は", "US"),
        ("zh", "美国总统", "US"),
        ("ko", "러시아는", "RU"),
    ],
)
def test_countries_are_known_in_every_form(lang: str, text: str, code: str) -> None:
    assert [each.code for each in places.mentions(text, lang)] == [code]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "they told us about Michael Jordan and New Mexico, and polish it"),
        ("fr", "un chili con carne et une dinde"),
        ("ja", "チリソース"),
    ],
)
def test_other_words_of_that_spelling_are_no_country(lang: str, text: str) -> None:
    assert places.mentions(text, lang) == ()


def test_a_country_in_the_name_of_a_thing_is_not_the_country() -> None:
    text = "Selon la Banque de France, les prix montent. La Banque de France attend."
    assert names("fr", "Les prix montent encore", text)[0] == "Banque de France"


def test_short_names_count_for_long_ones() -> None:
    text = "Le maire Jean Durand a parlé. Durand a promis. Hier, Durand est parti."
    assert names("fr", "Le maire promet", text) == ["Jean Durand"]


def test_declined_names_are_one_name_in_its_nominative() -> None:
    text = (
        "Сообщил Владимир Зеленский. По словам Владимира Зеленского, всё готово. Слова Зеленского."
    )
    assert "Владимир Зеленский" in names("ru", "Обмен состоялся", text)
    assert stem("Зеленского", "ru") == stem("Зеленский", "ru")
    assert nominative({"Путина": 3, "Путин": 1}, "ru") == "Путин"


def test_titles_stand_before_names_and_are_none() -> None:
    text = "On Monday President Jane Porter met Senator Tom Stone. Then Porter left with Stone."
    assert names("en", "A meeting in town", text) == ["Jane Porter", "Tom Stone"]


def test_arabic_people_are_found_behind_their_titles() -> None:
    text = "قال الرئيس الأميركي جو بايدن إن القرار نهائي. وأضاف بايدن أن الوقت قد حان."
    assert names("ar", "بايدن يعلن قراره", text)[0] == "جو بايدن"


def test_days_and_months_are_no_tags() -> None:
    text = "Le Lundi de Pâques, en Octobre et Samedi. On a vu Octobre et Samedi."
    assert not {"Samedi", "Octobre", "Lundi"} & set(names("fr", "Un lundi", text))


def test_shouted_lines_name_nothing() -> None:
    text = "ABONNEZ VOUS MAINTENANT POUR TOUT LIRE ET SOUTENIR VOTRE JOURNAL"
    assert names("fr", "Un titre", text, text) == []


def test_elision_and_possessives_are_left_out() -> None:
    assert [token.text for token in runs.tokens("l’Ukraine d'Israël", "fr")] == [
        "Ukraine",
        "Israël",
    ]
    assert [token.text for token in runs.tokens("Porter’s plan", "en")] == ["Porter", "plan"]


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("ar", "وقّعت جامعة القاهرة اتفاقًا مع منظمة اليونسكو وطنجة، بدعم من المغرب وإسبانيا.",
         {"جامعة القاهرة", "اليونسكو", "طنجة", "المغرب", "إسبانيا"}),
        ("ar", "عاد الوفد للمغرب، وقرأ كتب ابن رشد.", {"المغرب", "ابن رشد"}),
        ("he", "אוניברסיטת חיפה ובנק ישראל חתמו עם אונסק״ו, בתמיכת צרפת ועיריית ירושלים.",
         {"אוניברסיטת חיפה", "בנק ישראל", "אונסק״ו", "צרפת", "עיריית ירושלים"}),
        ("fa", "دانشگاه تهران با یونسکو و سازمان بهداشت جهانی در اصفهان و فرانسه همکاری می‌کند.",
         {"دانشگاه تهران", "یونسکو", "سازمان جهانی بهداشت", "اصفهان", "فرانسه"}),
        ("ru", "В Казани встретились эксперты ЮНЕСКО и Международного валютного фонда из Франции.",
         {"Казань", "ЮНЕСКО", "МВФ", "Франция"}),
        ("ru", "Делегация приехала из Нижнего Новгорода в Японию.", {"Нижний Новгород", "Япония"}),
        ("el", "Στη Θεσσαλονίκη ήταν στελέχη της Ευρωπαϊκής Επιτροπής και του ΝΑΤΟ και η Γαλλία.",
         {"Θεσσαλονίκη", "Κομισιόν", "ΝΑΤΟ", "Γαλλία"}),
        ("tr", "Bakan dün İzmir'den Fransa'ya gitti ve Dünya Sağlık Örgütü ile görüştü.",
         {"İzmir", "Fransa", "Dünya Sağlık Örgütü"}),
        ("ja", "大阪市と京都大学は、ユネスコの支援を受けてフランスと協力する。",
         {"大阪", "京都大学", "ユネスコ", "フランス"}),
        ("zh", "清华大学与世界卫生组织在上海签署协议，法国和南京博物馆也参与合作。",
         {"清华大学", "世界卫生组织", "上海", "法国", "南京博物馆"}),
        ("ko", "부산에서 한국은행과 유네스코가 프랑스와 협약을 맺었다.",
         {"부산", "한국은행", "유네스코", "프랑스"}),
        ("uk", "У Львові виступили експерти Міжнародного валютного фонду з Франції.",
         {"Львів", "МВФ", "Франція"}),
    ],
)  # fmt: skip
def test_one_mention_of_a_place_or_an_organisation_is_enough_in_a_short_text(
    lang: str, text: str, wanted: set[str]
) -> None:
    assert wanted <= set(names(lang, "", text))


def test_the_city_behind_its_noun_is_a_tag_without_it() -> None:
    text = "افتُتح المعرض في مدينة شفشاون، ويزور شفشاون آلاف السياح. وتقع البلدة في الجبال."
    assert "شفشاون" in names("ar", "معرض جديد", text)


def test_adjectives_and_kin_behind_such_nouns_are_no_names() -> None:
    text = "يعيش في مدينة ساحلية، ومدينة ساحلية أخرى، مع ابن عمه وابن أخيه في جامعة كبيرة."
    found = names("ar", "بيت", text)
    assert not {"ساحلية", "ابن عمه", "ابن أخيه", "جامعة كبيرة"} & set(found)


def test_one_mention_in_a_long_text_is_not_enough() -> None:
    filler = "Дождь шёл весь день, и никто не вышел на улицу. " * 80
    assert "Франция" not in names("ru", "Погода", filler, "Письмо пришло из Франции.")


@given(
    st.text(max_size=400), st.sampled_from(["fr", "en", "de", "ru", "ar", "ja", "zh", "ko", "tr"])
)
def test_any_text_gives_clean_tags(text: str, lang: str) -> None:
    for guess in tags.guess(text[:50], [text, text.title()], lang):
        assert guess.value == " ".join(guess.value.split())
        assert guess.value
        assert not set(guess.value) & set(",;\n\uffff")
        assert 0 <= guess.confidence <= 1

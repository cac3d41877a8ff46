"""The light form of py3langid's model answers as py3langid does."""

from __future__ import annotations

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from plugins.convert.metadata.classifier import Classifier, classifier

CODES = frozenset("fr en de es it pt nl pl sr tr uz cs sv ar ru ja".split())
TEXTS = (
    "Le port rouvre après trois semaines de grève, et les navires attendent au large.",
    "The port opens again after three weeks of strike while ships are waiting.",
    "Der Hafen öffnet nach drei Wochen Streik wieder, und die Schiffe warten.",
    "El puerto reabre tras tres semanas de huelga.",
    "O porto reabre depois de três semanas de greve.",
    "Il porto riapre dopo tre settimane di sciopero.",
    "De haven gaat na drie weken staking weer open.",
    "Luka se ponovo otvara posle tri nedelje štrajka.",
    "Лука се поново отвара после три недеље штрајка.",
    "Port uch haftalik ish tashlashdan keyin yana ochildi.",
    "Liman üç haftalık grevden sonra yeniden açıldı.",
    "Přístav se po třech týdnech stávky znovu otevírá.",
    "LE PORT ROUVRE APRÈS TROIS SEMAINES DE GRÈVE.",
    "Порт снова открыт после трёх недель забастовки.",
    "يعاد فتح الميناء بعد ثلاثة أسابيع من الإضراب.",
    "港は三週間のストライキの後、再開した。",
    "abc",
    "é" * 40,
    "e\u0301te\u0301 a\u0300 la plage \ud800",
    "mot " * 2000,
)


@pytest.fixture(scope="module")
def published() -> LanguageIdentifier:
    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(CODES)
    return model


@pytest.fixture(scope="module")
def light() -> Classifier:
    return classifier(CODES)


@pytest.mark.parametrize("text", TEXTS)
def test_it_ranks_languages_as_the_published_model(
    text: str, light: Classifier, published: LanguageIdentifier
) -> None:
    mine, theirs = light.rank(text, CODES), published.rank(text)
    assert mine[0][0] == theirs[0][0]
    assert dict(mine) == pytest.approx(dict(theirs), abs=1e-4)
    assert [share for _, share in mine] == sorted((share for _, share in mine), reverse=True)


def test_a_text_that_says_nothing_is_as_likely_in_each(light: Classifier) -> None:
    assert light.rank("", CODES) == light.rank("12", CODES)
    assert light.rank("", {"fr", "de"}) == [("de", 0.5), ("fr", 0.5)]


def test_among_a_few_languages_the_shares_add_up_to_one(light: Classifier) -> None:
    few = light.rank(TEXTS[0], {"fr", "it", "nowhere"})
    assert [code for code, _ in few] == ["fr", "it"]
    assert sum(share for _, share in few) == pytest.approx(1)
    assert light.rank(TEXTS[0], {"nowhere"}) == []


def test_a_site_whose_languages_it_does_not_know_has_all(light: Classifier) -> None:
    unknown = classifier(frozenset({"tlh"}))
    assert len(unknown.rank("", CODES)) == len(light.rank("", CODES)) == len(CODES)
    assert unknown.rank("", {"tlh"}) == []


def test_what_it_found_on_its_way_changes_no_answer(light: Classifier) -> None:
    fresh = Classifier.__new__(Classifier)
    for name, value in vars(light).items():
        setattr(fresh, name, value)
    fresh._steps = {}
    for text in TEXTS:
        assert fresh.rank(text, CODES) == light.rank(text, CODES)

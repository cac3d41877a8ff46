"""The source: from last lines, labels, rights and the headline's tail."""

from __future__ import annotations

import pytest

from plugins.convert.metadata import source
from plugins.model import Source
from tests.convert.described import LEAD, parts

HEADLINE = "Le marché couvert sera rénové"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Jforum.fr", Source("Jforum.fr", "https://jforum.fr/")),
        ("www.example-news.co.uk", Source("example-news.co.uk", "https://example-news.co.uk/")),
        ("Source : Le Monde", Source("Le Monde")),
        ("Quelle: dpa", Source("dpa")),
        ("Источник: ТАСС", Source("ТАСС")),
        ("المصدر: الجزيرة", Source("الجزيرة")),
        ("出典：共同通信", Source("共同通信")),
        (
            "Source: https://news.example.com/a/b",
            Source("news.example.com", "https://news.example.com/a/b"),
        ),
        ("Source : Le Courrier (lecourrier.fr)", Source("Le Courrier", "https://lecourrier.fr/")),
        ("© 2024 Le Courrier. Tous droits réservés.", Source("Le Courrier")),
        ("(AFP)", Source("AFP")),
        ("(avec AFP)", Source("AFP")),
        ("（東西新聞）", Source("東西新聞")),
    ],
)
def test_a_last_line_names_the_source(line: str, expected: Source) -> None:
    found, guesses = source.guess(parts(HEADLINE, LEAD, LEAD, line))
    assert found == expected
    assert [guess.evidence for guess in guesses] == [line]


def test_what_stands_behind_the_headline_is_a_hint() -> None:
    found, _ = source.guess(parts(f"{HEADLINE} | Le Courrier", LEAD, LEAD))
    assert found == Source("Le Courrier")


@pytest.mark.parametrize(
    "line",
    [
        "Le marché rouvrira en mars.",
        "twitter.com/marche",
        "contact@example.com",
        "Photo : Jean Petit / AFP",
        "First published on December 22, 2023",
        "v1.2.3",
    ],
)
def test_other_last_lines_name_none(line: str) -> None:
    assert source.guess(parts(HEADLINE, LEAD, LEAD, line)) == (None, ())


def test_the_text_s_own_address_is_its_source_s() -> None:
    url = "URL: https://www.lecourrier.example/2025/11/02/marche"
    alone, _ = source.guess(parts(url, HEADLINE, "Par Jean Petit avec AFP", LEAD, LEAD))
    address = "https://www.lecourrier.example/2025/11/02/marche"
    assert alone == Source("lecourrier.example", address)
    titled, _ = source.guess(parts(url, HEADLINE, LEAD, LEAD, "Source : Le Courrier"))
    assert titled == Source("Le Courrier", address)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "https://user:pw@evil.example/", "https://facebook.com/a", "https://x"],
)
def test_other_addresses_are_no_source(address: str) -> None:
    found, _ = source.guess(parts(f"URL: {address}", HEADLINE, LEAD, LEAD))
    assert found is None or not found.url


def test_a_sentence_that_names_its_agency_is_no_line_of_evidence() -> None:
    text = "Le marché couvert sera rénové au printemps prochain, a dit le maire mardi soir. (AFP)"
    found, guesses = source.guess(parts(HEADLINE, LEAD, text))
    assert found == Source("AFP")
    assert guesses[0].evidence != text

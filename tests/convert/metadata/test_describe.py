"""Everything said about a text, together, each value with its evidence."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from plugins import addresses
from plugins.convert.metadata import describe as metadata
from plugins.convert.reading.structure import structure
from plugins.convert.types import Sidecar
from plugins.model import Origin, Source
from tests.convert.described import HINTS, LEAD, SETTINGS, describe

SEED = Path(__file__).parents[3] / "seeds" / "000_6c95f4fc2acd8dce.txt"
REAL = structure(SEED.read_text(encoding="utf-8"))
PIECES = [
    "Le marché couvert sera rénové", LEAD, "Par Julie Martin", "18 novembre 2024", "Source : AFP",
    "© 2024 X", "بقلم: سامي حداد", "米国、ウクライナ。", "ABC DEF", "- x", "a@b.fr", "Jforum.fr",
]  # fmt: skip


def test_the_real_seed_is_described_as_an_editor_would() -> None:
    found = metadata.describe(REAL, HINTS, SETTINGS)
    assert found.lang == "fr"
    assert found.authors == ()
    assert found.published_origin is Origin.DEFAULT
    assert found.source == Source("Jforum.fr", "https://jforum.fr/")
    assert found.category == "Monde"
    assert found.summary.startswith("Dans un tournant stratégique")
    assert found.summary.endswith("des cibles en Russie.")


def test_slugs_read_well_in_every_script() -> None:
    made = addresses.slug(REAL.headline)
    assert "-a-l-ukraine-" in made
    assert "lukraine" not in made
    for title in ("الرئيس يعلن قراره", "Россия и Украина", "美国允许乌克兰", "우크라이나에 미사일"):
        assert len(addresses.slug(title)) > 8


def test_every_value_has_its_guess() -> None:
    found = describe("Le marché rénové", "Par Julie Martin", "18 novembre 2024", LEAD, "lyon.fr")
    fields = {guess.field for guess in found.guesses}
    assert fields >= {"lang", "published", "authors", "source", "category", "summary"}
    assert all(guess.evidence for guess in found.guesses)


def test_bylines_and_dates_are_no_part_of_the_summary() -> None:
    found = describe("Le marché rénové", "Par Julie Martin", "18 novembre 2024", LEAD)
    assert found.summary == LEAD


def test_the_language_of_the_sidecar_decides() -> None:
    hints = replace(HINTS, sidecar=Sidecar(lang="pt-BR"))
    assert describe("Le marché rénové", LEAD, hints=hints).lang == "pt-BR"


def test_the_same_text_is_described_the_same_way() -> None:
    assert metadata.describe(REAL, HINTS, SETTINGS) == metadata.describe(REAL, HINTS, SETTINGS)


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=80)), min_size=1, max_size=12))
def test_any_text_is_described_in_clean_lines(lines: list[str]) -> None:
    text = "\n".join(lines)
    if not text.strip():
        return
    found = metadata.describe(structure(text), HINTS, SETTINGS)
    for guess in found.guesses:
        assert "\n" not in guess.value
        assert guess.value == guess.value.strip()
        assert guess.value
        assert 0 <= guess.confidence <= 1
    assert found.published <= HINTS.clock


def test_a_very_long_line_is_no_trouble() -> None:
    start = time.process_time()
    describe("x " * 200_000, "A" * 300_000, "1/" * 100_000, "par " * 50_000)
    assert time.process_time() - start < 10

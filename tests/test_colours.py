"""The accent colour: what words can be read in, and what is offered where they cannot."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.config import ACCENTS, from_mapping
from plugins.config.colours import PAPERS, READABLE, contrast, legible, lowest_contrast
from plugins.errors import ConfigError

CSS = (Path(__file__).parents[1] / "theme/static/css/site.css").read_text("utf-8")


def accents_of(value: object) -> tuple[str, str]:
    return from_mapping(Path("/p"), {"ACCENT_COLOR": value}).look.accents


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


def test_papers_and_accents_are_those_of_the_styles() -> None:
    light, dark = PAPERS
    for name, pair in (("paper", (light[0], dark[0])), ("wash", (light[1], dark[1]))):
        assert f"--{name}: light-dark({pair[0]}, {pair[1]});" in CSS
    assert "--accent: light-dark({}, {});".format(*ACCENTS) in CSS


def test_one_colour_is_made_lighter_for_dark_paper() -> None:
    light, dark = accents_of("#0B5D3B")
    assert light == "#0b5d3b"
    assert lowest_contrast(dark, is_dark=True) >= 7


def test_two_colours_are_taken_as_they_are() -> None:
    assert accents_of(("#1a4d8f", "#8fb8ff")) == ("#1a4d8f", "#8fb8ff")
    assert accents_of(None) == ACCENTS


@pytest.mark.parametrize(
    ("value", "ratio"),
    [("#ffcc00", "1.34 to 1"), (("#9a1b1f", "#5a1010"), "1.24 to 1"), ("#ff0000", "3.55 to 1")],
)
def test_a_colour_that_cannot_be_read_is_an_error_that_says_the_ratio(
    value: object, ratio: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        accents_of(value)
    assert ratio in str(caught.value)
    near = re.findall(r"#[0-9a-f]{6}", caught.value.problem.remedy)
    assert accents_of(near if isinstance(value, str) else (value[0], *near))  # type: ignore[index]


@pytest.mark.parametrize("value", ["red", "#fff", "#12345g", ["#9a1b1f"] * 3, 3])
def test_what_is_no_colour_is_an_error(value: object) -> None:
    with pytest.raises(ConfigError):
        accents_of(value)


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True), st.booleans())
def test_any_colour_can_be_made_legible(colour: str, is_dark: bool) -> None:
    assert lowest_contrast(legible(colour, is_dark=is_dark), is_dark=is_dark) >= READABLE

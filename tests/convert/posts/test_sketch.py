"""Sketches: alike for texts of nearly the same words, unlike for others."""

from __future__ import annotations

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.convert.posts.sketch import ALIKE, bands, likeness, sketch

WORDS = ["".join(random.Random(n).choices(string.ascii_lowercase, k=6)) for n in range(3000)]


def text(seed: int, many: int = 400) -> list[str]:
    return random.Random(seed).choices(WORDS, k=many)


def changed(words: list[str], seed: int, many: int) -> list[str]:
    """``words`` with so many of them replaced."""
    new, chance = list(words), random.Random(seed)
    for at in chance.sample(range(len(words)), many):
        new[at] = "other"
    return new


def made(words: list[str]) -> str:
    return sketch(" ".join(words))


def test_texts_with_a_few_other_words_share_most_of_their_sketch_and_a_band() -> None:
    found = 0
    for seed in range(200):
        one, two = text(seed), changed(text(seed), seed, 8)
        alike = likeness(made(one), made(two)) >= ALIKE
        found += alike and not set(bands(made(one))).isdisjoint(bands(made(two)))
    assert found >= 195


def test_unlike_texts_share_no_band_and_hardly_a_byte() -> None:
    sketches = [made(text(seed)) for seed in range(200)]
    every = [band for each in sketches for band in bands(each)]
    assert len(set(every)) == len(every)
    assert likeness(sketches[0], sketches[1]) < 0.3


def test_case_marks_and_lines_make_no_difference() -> None:
    words = text(1)
    assert sketch(" ".join(words)) == sketch("**" + ",\n".join(words).upper() + "**!")


def test_scripts_without_spaces_have_sketches_too() -> None:
    opened = "市の図書館が三年ぶりに改装を終え、十八日に再び開いた。"
    assert sketch(f"{opened}地元の人たちが朝から列を作り、館長が出迎えた。")


@pytest.mark.parametrize("words", ["", "too few words to say anything of the text"])
def test_a_short_text_has_none(words: str) -> None:
    assert sketch(words) == ""
    assert bands("") == ()
    assert likeness("", "") == 0


@given(st.text(max_size=80))
def test_a_damaged_sketch_is_none(damaged: str) -> None:
    assert likeness(damaged, damaged) in {0, 1}
    assert len(bands(damaged)) in {0, 8}

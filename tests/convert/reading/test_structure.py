"""What holds for every text: no word is lost, none is slow, lines keep their numbers."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.convert.reading.decode import decode
from plugins.convert.reading.structure import structure
from plugins.errors import SeedRefused
from tests.convert.reading.article import HEADLINE, LEAD, SECOND, THIRD, parts, texts

WORDS = (
    "the Council voted on Monday bridge river Share Menu By Date: | > - * # 1. ![](a) [a](b) © "
    "2024 été « oui » 政府は Правительство الحكومة <b> {: x} Read also _x_ **y** don’t well- "
    "Title: Subject: To: --"
)
words = st.sampled_from(WORDS.split())
seed_lines = st.one_of(
    st.lists(words, max_size=30).map(" ".join),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80),
    st.sampled_from(["", LEAD, SECOND, THIRD, HEADLINE, "Login", "Share", "Read also"]),
)


@given(st.lists(seed_lines, min_size=1, max_size=40))
def test_every_word_of_every_line_is_in_the_text_or_among_the_dropped(lines: list[str]) -> None:
    try:
        text = decode("\n".join(lines).encode(), "a.txt").text
    except SeedRefused:
        return
    found = structure(text)
    there = " ".join([found.headline, *texts(found), *(each.text for each in found.dropped)])
    assert found.headline
    for line in found.lines:
        for word in re.findall(r"[^\W\d_]+", line.text):
            assert word in there


@given(st.lists(seed_lines, min_size=1, max_size=20))
def test_texts_are_single_trimmed_lines_and_equal_input_gives_equal_parts(lines: list[str]) -> None:
    try:
        text = decode("\n".join(lines).encode(), "a.txt").text
    except SeedRefused:
        return
    found = structure(text)
    assert found == structure(text)
    for each in (found.headline, *texts(found)):
        assert each == each.strip()
        assert not set(each) & set("\n\r\u2028\u2029\x85")
    assert all(each.rule for each in found.dropped)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "word " * 400_000,
            "[" * 500_000,
            "![](" * 50_000,
            "- x\n" * 20_000,
            "| a | b |\n" * 9000,
        ),
        *("Read also\n" * 20_000, "Comments\n" * 20_000, "Some short line\n" * 20_000),
        *("_a " * 5000 + "[x](y)", "[a](b " * 3000 + "[x](y)", "lorem ipsum dolor si\n" * 9000),
    ],
)
def test_no_text_makes_it_slow(text: str) -> None:
    start = time.process_time()
    found = structure(text)
    assert time.process_time() - start < 3
    assert 0 < len(found.headline) <= 220


def test_a_line_number_is_that_of_the_file() -> None:
    found = parts("", HEADLINE, "", LEAD + "\u2028" + SECOND, THIRD)
    assert [line.no for line in found.lines] == [2, 4, 4, 5]

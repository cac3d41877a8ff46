"""Properties of text that every room asks for."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.text import clean, count_words, one_line

#: Characters that part, join or make words, and those that one line must not have.
NEAR = (
    *("a", "é", "Ÿ", "œ", "1", "²", "ª", "_", "-", "'", "’", "–", " ", "  ", ".", "«", "\n", "\t"),
    *("\r", "\u00a0", "\u202f", "\u2028", "\x85", "\x1c", "\x00", "\x81", "\u202a", "\ufdd0"),
    *("д", "אל", "日本", "カ", "ไทย", "a-b-c", "l'on", "e\u0301", "\u212b", "\u1fef"),
)
texts = st.lists(st.sampled_from(NEAR), max_size=25).map("".join) | st.text(max_size=60)
DENSE = "[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("L’élu n'a dit qu’un mot", 5),
        ("a-b-c d--e 'f' -g-", 5),
        ("12 %, 3.5", 3),
        ("Киев и Москва", 3),
        ("日本の新聞", 3),
        ("“Oui\u202f!”", 1),
    ],
)
def test_words_are_counted_as_they_are_read(text: str, words: int) -> None:
    assert count_words(text) == words


@given(texts)
def test_words_are_what_one_expression_finds(text: str) -> None:
    spaced, dense = re.subn(DENSE, " ", text)
    assert count_words(text) == len(re.findall(r"\w+(?:['’\-]\w+)*", spaced)) + (dense + 1) // 2


@given(texts)
def test_one_line_is_clean_text_with_single_spaces(text: str) -> None:
    assert one_line(text) == re.sub(r"\s+", " ", clean(text)).strip()

"""Marks become Markdown that shows the same words, whatever stands between them."""

from __future__ import annotations

import html
import re

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins import marks
from plugins.convert.posts import escape
from plugins.marks import CODE, EMPHASIS, LINK, STRONG, unmarked

STRANGE = "".join((*STRONG, *EMPHASIS, *CODE, *LINK))
pieces = st.sampled_from(
    [*STRANGE, "https://a.example/x", "a", "b c", "[x]", "*", "_", "`", "\\", " "]
)
texts = st.lists(pieces, max_size=14).map("".join)


def link(words: str, address: str) -> str:
    return f"{LINK[0]}{words}{LINK[1]}{address}{LINK[2]}"


def strong(words: str) -> str:
    return f"{STRONG[0]}{words}{STRONG[1]}"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (strong("all"), "**all**"),
        (f"so {strong(' all ')} of it", "so **all** of it"),
        (strong(f"a {strong('b')} c"), "**a b c**"),
        (f"{STRONG[0]}open", "**open**"),
        (f"closed{STRONG[1]}", "closed"),
        (strong(" "), ""),
        (link("here", "https://a.example/?a=1&b=2"), "[here](https://a.example/?a=1&b=2)"),
        (link("here", "mailto:a@a.example"), "[here](mailto:a@a.example)"),
        (link("here", "javascript:alert(1)"), "here"),
        (link("here", "https://a.example/ b"), "here"),
        (link(link("in", "https://b.example"), "https://a.example"), "[in](https://a.example)"),
        (f"{CODE[0]}a*b{CODE[1]}", "`a*b`"),
    ],
)
def test_marks_are_written_as_what_they_mean(text: str, written: str) -> None:
    assert escape.paragraph(text) == written


@given(texts)
def test_whatever_the_marks_a_reader_sees_the_words(text: str) -> None:
    written = escape.paragraph(text)
    assert not marks.has(written)
    shown = html.unescape(re.sub(r"<[^>]+>", "", markdown.markdown(written)))
    assert "".join(shown.split()) == "".join(unmarked(text).split())


@given(st.text(max_size=40))
def test_a_text_without_marks_has_none_to_lose(text: str) -> None:
    assert marks.has(text) or unmarked(text) == text

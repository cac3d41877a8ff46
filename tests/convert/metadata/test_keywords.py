"""Tags that a text gives itself, and greetings that give none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.convert.metadata import greetings, keywords, tags
from tests.convert.described import LEAD, describe, parts

HEADLINE = "Le marché couvert sera rénové"


@pytest.mark.parametrize(
    "line",
    [
        "Tags: halles, Nantes, travaux",
        "Etiquetas: halles; Nantes; travaux",
        "Теги: halles, Nantes, travaux",
    ],
)
def test_a_line_of_tags_gives_the_first_ones(line: str) -> None:
    found = describe(HEADLINE, LEAD, LEAD, line)
    assert found.tags[:3] == ("halles", "Nantes", "travaux")
    sure = [guess for guess in found.guesses if guess.evidence == line]
    assert [guess.confidence for guess in sure] == [0.9, 0.9, 0.9]


def test_tags_of_a_text_are_words_alone() -> None:
    line = "Tags: halles, <b>x</b>, https://evil.example, a@b.example, AFP, Halles, un, 12"
    found = [name for name, _ in keywords.of(parts(HEADLINE, LEAD, LEAD, line))]
    assert found == ["halles", "un"]


def test_given_tags_merge_with_those_that_were_found() -> None:
    text = "À Nantes, la maire Johanna Rolland a visité Nantes avec les habitants de Nantes."
    found = tags.guess(
        "Nantes rénove", [text], "fr", [("nantes", "Tags: nantes, eau"), ("eau", "")]
    )
    values = [guess.value for guess in found]
    assert values[:2] == ["Nantes", "eau"]
    assert len({value.casefold() for value in values}) == len(values)


@pytest.mark.parametrize(
    ("paragraph", "rest"),
    [
        ("Liebe Leserinnen und Leser,", ""),
        ("Liebe Leserinnen und Leser, das Museum öffnet.", "das Museum öffnet."),
        ("Dear readers, the museum opens.", "the museum opens."),
        ("Mit freundlichen Grüßen Anke Berger", ""),
        ("Cordialement", ""),
        ("Liebe und Verrat, das ist sein Thema.", "Liebe und Verrat, das ist sein Thema."),
        ("Dear prices hurt, she said.", "Dear prices hurt, she said."),
    ],
)
def test_a_greeting_is_no_news(paragraph: str, rest: str) -> None:
    assert greetings.without(paragraph) == rest


def test_a_quarter_and_its_figure_are_no_tag() -> None:
    text = "Der Hafen hat im dritten Quartal 2,1 Millionen Kisten umgeschlagen, im Quartal 2 mehr."
    found = [tag.name for tag in tags.find("Hafen wächst im Quartal 2", [text, text], "de")]
    assert not any("Quartal" in name for name in found)


@given(st.text(max_size=200))
def test_any_paragraph_keeps_its_end(text: str) -> None:
    assert text.endswith(greetings.without(text))

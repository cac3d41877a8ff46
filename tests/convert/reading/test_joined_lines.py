"""Lines to paragraphs: what was wrapped is joined, what is too long is split."""

from __future__ import annotations

from plugins.convert.reading.blocks import LONGEST
from tests.convert.reading.article import HEADLINE, LEAD, SECOND, THIRD, parts, texts, wrapped


def test_blank_lines_between_paragraphs_change_nothing() -> None:
    assert texts(parts(HEADLINE, "", LEAD, "", "", SECOND)) == texts(parts(HEADLINE, LEAD, SECOND))


def test_text_wrapped_at_a_column_is_joined_into_paragraphs() -> None:
    found = parts(HEADLINE, "", *wrapped(LEAD), "", *wrapped(SECOND), "", *wrapped(THIRD))
    assert found.headline == HEADLINE
    assert texts(found) == [LEAD, SECOND, THIRD]


def test_a_word_parted_at_the_end_of_a_line_is_joined_as_the_text_writes_it_elsewhere() -> None:
    lines = [
        *(
            "The well-known bridge was built by the municipality in the early nine-",
            "teenth century, and since then the town has been proud of the well-",
            "known arches, the widest of the nineteenth century in this country.",
        ),
    ]
    found = parts(HEADLINE, "", *lines, "", *wrapped(SECOND, 70), "", *wrapped(THIRD, 70))
    assert "the early nineteenth century" in texts(found)[0]
    assert "the well-known arches" in texts(found)[0]


def test_a_sentence_that_an_extractor_broke_is_joined() -> None:
    broken = LEAD.split(" ending ")
    found = parts(HEADLINE, broken[0], f"ending {broken[1]}", SECOND)
    assert texts(found) == [LEAD, SECOND]


def test_a_very_long_paragraph_is_split_after_sentences() -> None:
    line = " ".join([LEAD] * 200)
    found = parts(HEADLINE, line)
    assert all(len(text) <= LONGEST for text in texts(found))
    assert all(text.endswith(".") for text in texts(found))
    assert " ".join(texts(found)) == line


def test_links_that_an_extractor_put_on_lines_of_their_own_join_their_sentences_again() -> None:
    lines = (
        *(
            "The council of the town has asked",
            "Jeanne Dubois",
            ", who leads the",
            "Valley Herald",
            ", to say",
        ),
        *("what the old bridge means to the town; she spoke to", "Ada Stone", "on Monday evening"),
        *("and to", "the mayor", ". Both were pleased.", SECOND),
    )
    found = parts(HEADLINE, LEAD, *lines)
    joined = (
        "The council of the town has asked Jeanne Dubois, who leads the Valley Herald, to say what "
        "the old bridge means to the town; she spoke to Ada Stone on Monday evening and to the "
        "mayor. Both were pleased."
    )
    assert texts(found) == [LEAD, joined, SECOND]


def test_the_word_before_an_author_joins_no_headline() -> None:
    found = parts(f"{HEADLINE} and the ferry that crosses below it", "by", "Jeanne Dubois", LEAD)
    assert found.headline == f"{HEADLINE} and the ferry that crosses below it"


def test_a_line_drawn_joins_nothing() -> None:
    drawn = "━" * 66
    found = parts(HEADLINE, "", *wrapped(LEAD), drawn, *wrapped(SECOND), drawn, *wrapped(THIRD))
    assert texts(found) == [LEAD, SECOND, THIRD]

"""Lists, quotes, headings and tables, and lines that only look like them."""

from __future__ import annotations

from tests.convert.reading.article import HEADLINE, LEAD, SECOND, THIRD, kinds, parts, texts


def test_bullets_numbers_and_quotes_become_lists_and_quotes() -> None:
    found = parts(
        *(HEADLINE, LEAD, "- stone", "- wood", SECOND, "1. spring", "2. autumn", THIRD),
        *("> We stay.", "> We repair."),
    )
    assert kinds(found) == ["paragraph", "list", "paragraph", "list", "paragraph", "quote"]
    assert [found.pieces[index].block.level for index in (1, 3)] == [0, 1]
    assert texts(found)[1:3] == ["stone", "wood"]


def test_bullets_right_below_numbers_and_a_second_count_are_lists_of_their_own() -> None:
    found = parts(HEADLINE, LEAD, "1. spring", "2. autumn", "1. stone", "2. wood", "- a", "- b")
    assert kinds(found) == ["paragraph", "list", "list", "list"]
    assert [found.pieces[index].block.level for index in (1, 2, 3)] == [1, 1, 0]


def test_a_lone_number_or_dash_is_no_list() -> None:
    found = parts(HEADLINE, LEAD, "1. Mai 1962 was the day it all began for the bridge.", SECOND)
    assert kinds(found) == ["paragraph"] * 3


def test_numbers_that_do_not_count_from_one_stay_as_they_are() -> None:
    found = parts(HEADLINE, LEAD, "7. ferry", "9. bridge", SECOND)
    assert texts(found)[1:3] == ["7. ferry", "9. bridge"]


def test_a_short_line_between_paragraphs_is_a_subheading() -> None:
    found = parts(HEADLINE, LEAD, "A costly winter", SECOND, THIRD)
    assert kinds(found) == ["paragraph", "heading", "paragraph", "paragraph"]


def test_lines_of_a_poem_are_no_subheadings() -> None:
    poem = ["The river runs", "Below the stone", "And all my sons", "Are gone"]
    assert kinds(parts("The River", *poem)) == ["paragraph"] * 4


def test_markdown_headings_get_levels_from_two_without_gaps() -> None:
    found = parts(f"# {HEADLINE}", LEAD, "### Costs", SECOND, "##### Dates", THIRD)
    assert found.headline == HEADLINE
    assert [p.block.level for p in found.pieces if p.block.kind == "heading"] == [2, 3]


def test_rows_with_bars_are_a_table() -> None:
    found = parts(HEADLINE, LEAD, "| Year | Cost |", "|---|---|", "| 1962 | 3 |", SECOND)
    table = found.pieces[1].block
    assert table.kind == "table"
    assert [[cell.text for cell in row.children] for row in table.children] == [
        ["Year", "Cost"],
        ["1962", "3"],
    ]

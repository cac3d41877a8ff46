"""Blocks to Markdown: whatever a text holds comes out of Python-Markdown as that text."""

from __future__ import annotations

import time

import markdown as python_markdown
import pytest
from bs4 import BeautifulSoup, Comment, Tag
from hypothesis import example, given
from hypothesis import strategies as st

from plugins.convert.posts import escape
from plugins.convert.posts.markdown import body
from plugins.model import Block

EXTENSIONS = ["tables", "fenced_code", "footnotes", "def_list", "abbr", "sane_lists", "meta"]

#: Texts that mean something to Python-Markdown, Pelican or a browser.
TRAPS = (
    '{: onclick="alert(1)" }',
    "text {: .x #y onclick=alert(1) }",
    "{attach}../../../../etc/passwd",
    "[x]({static}/a.png)",
    "|filename|../x.md",
    "<script>alert(1)</script>",
    "<p>",
    "</p><p>",
    "<!-- x -->",
    "<?php x ?>",
    "<https://example.org/>",
    "<me@example.org>",
    "a < b > c",
    "[x](y)",
    "![]()",
    "![alt][ref]",
    "[…] suite",
    "[sic](x)",
    "![sic]",
    "[ndlr]: https://example.org",
    "[x]: https://example.org 'title'",
    "[^1]: note",
    "[^1] text",
    "*[HTML]: Hyper",
    "1. x",
    "1986. Une année",
    "1.",
    "- x",
    "-",
    "---",
    "- - -",
    "+ x",
    "* x",
    "***",
    "___",
    "===",
    "=",
    "# x",
    "#hashtag",
    "x #",
    "C#",
    "> x",
    "Note: x",
    "Title: x",
    ": x",
    "~~~",
    "```",
    "`code` and ``",
    "    x",
    "\tx",
    "&amp;",
    "&amp;lt;",
    "&#60;",
    "&#",
    "AT&T & co &copy; &nosuch;",
    "\\",
    "\\\\",
    "\\*",
    "\\`",
    "a\\|b",
    "a|b\n-|-",
    "|a|\n|-|",
    "x\n---",
    "x\n===\ny",
    "x\n\n\ny",
    "x  \ny",
    "x  ",
    "term\n: definition",
    "a\n# b\n> c\n- d\n1. e",
    "snake_case_name _it_ __b__ _a b_ a__b_ _",
    "**b** *i* * a *",
    "a\u2028b",
    "a\u0085b",
    "\u00a0x\u00a0",
    "\u00a0",
    "\u3000日本",
    "\ufeffx",
    "« Non\u202f! »",
    "///Footnotes Go Here///",
    "[TOC]",
    "wzxhzdk:0",
    "klzzwxh:0000",
    "😀 *x* 👩‍👩‍👧",
)

traps = st.sampled_from(TRAPS)
free = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("\\`*_{}[]()<>#+-.!|&;:=~/^\"' \n\tabx1")),
        st.characters(exclude_categories=["Cs", "Cc"]),
    ),
    max_size=40,
)
texts = st.one_of(free, traps, st.lists(st.one_of(free, traps), max_size=4).map("".join))
filled = texts.filter(lambda text: escape.one_line(text) != "")


def rendered(source: str, *more: str) -> BeautifulSoup:
    markdown = python_markdown.Markdown(extensions=[*EXTENSIONS, *more])
    html = markdown.convert("Title: x\n\n" + source)
    return BeautifulSoup(html, "html.parser")


def shape(soup: BeautifulSoup) -> list[tuple[str, str]]:
    """Tag and text of each element on top, lists, tables and quotes as their parts."""
    found: list[tuple[str, str]] = []
    for node in soup.children:
        if isinstance(node, Tag):
            found += parts(node)
        else:
            assert isinstance(node, Comment) or not node.strip(), f"bare text {node!r}"
    return found


def parts(node: Tag) -> list[tuple[str, str]]:
    assert not any(each.attrs for each in [node, *node.find_all(True)]), f"attributes in {node}"
    inner = {"ul": "li", "ol": "li", "blockquote": "p", "table": ["th", "td"]}.get(node.name)
    if inner is None:
        assert not node.find(True) or node.name == "pre", f"markup in {node}"
        return [(node.name, node.get_text())]
    leaves = node.find_all(inner)
    assert all(not leaf.find(True) for leaf in leaves), f"markup in {node}"
    return [(f"{node.name} {leaf.name}", leaf.get_text()) for leaf in leaves]


def paragraph(text: str) -> Block:
    return Block("paragraph", text)


@given(st.lists(filled, min_size=1, max_size=3))
@example(list(TRAPS[:3]))
def test_paragraphs_come_out_as_the_text_they_hold(given_texts: list[str]) -> None:
    made = shape(rendered(body(tuple(paragraph(text) for text in given_texts))))
    assert made == [("p", escape.plain(text)) for text in given_texts]


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_is_harmless_in_every_kind_of_block(trap: str) -> None:
    line = escape.one_line(trap)
    item, cell = Block("item", trap), Block("cell", trap)
    row = Block("row", children=(cell, Block("cell", "x")))
    blocks = (
        paragraph(trap),
        Block("heading", trap, 3),
        Block("quote", children=(paragraph(trap), paragraph("end"))),
        Block("list", children=(item, item)),
        paragraph(trap),
        Block("list", level=1, children=(item,)),
        Block("table", children=(row, row)),
    )
    assert shape(rendered(body(blocks))) == [
        ("p", escape.plain(trap)),
        ("h3", line),
        ("blockquote p", escape.plain(trap)),
        ("blockquote p", "end"),
        ("ul li", line),
        ("ul li", line),
        ("p", escape.plain(trap)),
        ("ol li", line),
        ("table th", line),
        ("table th", "x"),
        ("table td", line),
        ("table td", "x"),
    ]


@pytest.mark.parametrize("trap", TRAPS)
def test_attributes_stay_text_where_an_editor_turns_them_on(trap: str) -> None:
    blocks = (paragraph(trap), Block("heading", trap, 2), Block("quote", trap), paragraph("end"))
    assert shape(rendered(body(blocks), "attr_list")) == [
        ("p", escape.plain(trap)),
        ("h2", escape.one_line(trap)),
        ("blockquote p", escape.plain(trap)),
        ("p", "end"),
    ]


@given(filled, st.integers(0, 9))
def test_headings_come_out_as_the_text_they_hold(text: str, level: int) -> None:
    expected = f"h{min(max(level, 2), 6)}"
    assert shape(rendered(body((Block("heading", text, level),)))) == [
        (expected, escape.one_line(text))
    ]


@given(st.lists(filled, min_size=1, max_size=3), st.booleans())
def test_quotes_stay_apart_and_whole(given_texts: list[str], nested: bool) -> None:
    one = (
        Block("quote", children=tuple(paragraph(text) for text in given_texts))
        if nested
        else Block("quote", given_texts[0])
    )
    inside = given_texts if nested else given_texts[:1]
    soup = rendered(body((one, one)))
    assert len(soup.find_all("blockquote")) == 2
    assert shape(soup) == [("blockquote p", escape.plain(text)) for text in inside] * 2


@given(st.lists(filled, min_size=1, max_size=4), st.integers(0, 1))
def test_lists_stay_apart_and_whole(given_texts: list[str], level: int) -> None:
    one = Block("list", level=level, children=tuple(Block("item", text) for text in given_texts))
    soup = rendered(body((one, one, paragraph("end"))))
    tag = "ol" if level else "ul"
    assert len(soup.find_all(tag)) == 2
    items = [(f"{tag} li", escape.one_line(text)) for text in given_texts]
    assert shape(soup) == [*items, *items, ("p", "end")]


def test_lists_in_lists_keep_their_depth() -> None:
    deep: Block = Block("list", children=(Block("item", "4"),))
    for text in "321":
        deep = Block("list", children=(Block("item", text, children=(deep,)), Block("item", "x")))
    soup = rendered(body((deep,)))
    four = soup.find("li", string=lambda s: s is not None and s.strip() == "4")
    assert isinstance(four, Tag)
    assert len(four.find_parents("ul")) == 4
    assert len(soup.find_all("li")) == 7


def test_a_list_of_a_thousand_levels_keeps_its_words_and_breaks_nothing() -> None:
    deep = Block("list", children=(Block("item", "end"),))
    for number in range(300):
        deep = Block("list", children=(Block("item", f"n{number}", children=(deep,)),))
    text = rendered(body((deep,))).get_text(" ", strip=True)
    assert set(text.split()) == {"end", *(f"n{number}" for number in range(300))}


@given(st.lists(st.lists(texts, max_size=3), min_size=1, max_size=3))
def test_tables_keep_every_cell_in_its_place(rows: list[list[str]]) -> None:
    blocks = tuple(Block("row", children=tuple(Block("cell", t) for t in row)) for row in rows)
    soup = rendered(body((Block("table", children=blocks),)))
    width = max(len(row) for row in rows)
    expected = [[escape.one_line(t) for t in row] + [""] * (width - len(row)) for row in rows]
    found = [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in soup("tr")]
    if width == 0:
        assert found == []
    elif len(rows) == 1:  # Python-Markdown adds an empty row
        assert found == [*expected, [""] * width]
    else:
        assert found == expected


@given(texts)
def test_code_is_kept_to_the_letter(text: str) -> None:
    soup = rendered(body((Block("code", text),)))
    lines = [line.rstrip(" ") for line in escape.clean(text).expandtabs(4).split("\n")]
    expected = "\n".join(lines).strip("\n")
    found = [code.get_text() for code in soup.find_all("code")]
    assert found == ([expected + "\n"] if expected else [])


def test_ordinary_prose_is_written_as_it_is() -> None:
    prose = (
        "« Non\u202f! » a dit l’élu de l’AT&T, R&D & Cie […] (voir n° 5), le 1er mai – 3 - 2 = 1; "
        "contact@exemple.fr, https://exemple.fr/a_b?x=1&y=2 #direct 10 % ~ 5 $ \"x\" 'y' [sic]."
    )
    assert body((paragraph(prose),)) == prose


def test_blocks_without_text_are_left_out() -> None:
    kinds = ("paragraph", "heading", "quote", "list", "table", "code", "image")
    assert body(tuple(Block(kind) for kind in kinds)) == ""


@pytest.mark.parametrize("mark", ["[", "*", "_", "`", "![", "<", "&lt;", "[[]()", "\\", "{", "> "])
def test_sixteen_thousand_marks_take_no_time(mark: str) -> None:
    text = (mark * 16_000)[:16_000]
    item = Block("item", text)
    kinds = (
        paragraph(text),
        Block("heading", text, 2),
        Block("quote", text),
        Block("list", children=(item,)),
        Block("table", children=(Block("row", children=(Block("cell", text),)),)),
    )
    started = time.perf_counter()
    soup = rendered(body(kinds))
    assert time.perf_counter() - started < 2
    line = escape.one_line(text)
    assert [found for _, found in shape(soup) if found] == [line] * 5


RUNS = ("a ", "a_", "- ", "-", "=", "~", "1. ", "[a] ", "\u00a0", "(", ":")


@pytest.mark.parametrize("kind", RUNS)
def test_long_runs_of_ordinary_characters_take_no_time(kind: str) -> None:
    text = kind * 8_000 + "x"
    started = time.perf_counter()
    soup = rendered(body((paragraph(text), Block("heading", text, 2))))
    assert time.perf_counter() - started < 2
    assert shape(soup) == [("p", escape.plain(text)), ("h2", escape.one_line(text))]


def test_one_row_of_very_many_cells_among_many_short_ones_makes_no_vast_table() -> None:
    def row(*texts: str) -> Block:
        return Block("row", children=tuple(Block("cell", text) for text in texts))

    wide = row(*(f"w{number}" for number in range(1_000)))
    written = body((Block("table", children=(*(row(f"a{n}") for n in range(1_000)), wide)),))
    assert written.split("\n\n") == [
        *(f"a{number}" for number in range(1_000)),
        *(f"w{number}" for number in range(1_000)),
    ]

"""Markdown of every kind, for readers that must agree on it."""

from __future__ import annotations

from hypothesis import strategies as st

from plugins.convert.posts.markdown import body
from plugins.model import Block

#: What means something to Python-Markdown, to one of its extensions or to its inside.
MARKS = (
    *("*", "**", "_", "__", "a_b", "_a", "`", "```", "\\", "\\\\", "\\*", "\\_", "\\[", "\\]"),
    *("\\`", "\\|", "\\.", "\\#", "\\x", "\\\n", "[", "]", "(", ")", "](", "]:", "[a]", "[a][b]"),
    *("[a]: /u", "[x](y)", "![", "[^1]", "[^1]: note", "*[HTML]: x", "HTML", "[sic]", "[…]"),
    *("&", "&amp;", "&lt;", "&#38;", "&#38", "&#x26;", "&#X26;", "&#", "&foo", "&a-b;", ";"),
    *("<", ">", "> ", "<b>", "</b>", "<div>", "</div>", "<!-- -->", "<https://a.example>"),
    *(
        "# ",
        "## ",
        "#",
        "=",
        "===",
        "-",
        "---",
        "- ",
        "+ ",
        "* ",
        "1. ",
        "2. ",
        "01. ",
        "1.",
        "٣. ",
    ),
    *(":", ": ", "~~~", "|", "| a |", "a | b", "|-|-|", "  \n", " \n", "\n ", "    x", "{: .x }"),
    *("///Footnotes Go Here///", "klzzwxh:0000", "wzxhzdk:0", "[TOC]", "...", "Title: x"),
)
#: White space and control characters that are read in their own way, some of them not at all.
BLANKS = (
    *(" ", "  ", "    ", "\n", "\n\n", "\n\n\n", "\u00a0", "\u3000", "\u2028", "\x85", "\x0b"),
    *("\x0c", "\x1c", "\x00", "\ufeff"),
)
#: What only a whole file may hold: it is gone before the first line is read.
UNEVEN = ("\t", "\r", "\r\n", "\x02", "\x03", "\x02klzzwxh:0000\x03", "\x0242\x03")
WORDS = (
    "word",
    "Le mot",
    "l’eau",
    "déjà",
    "a",
    "1",
    "12",
    "日本",
    "😀",
    "R&D",
    "a/b",
    "x@y",
    '"',
    "'",
)

#: What most posts are made of.
USUAL = (
    *WORDS,
    *(" ", "\n\n", "\n\n## ", "\n\n- ", "\n- ", "\n\n1. ", "\n2. ", "\\*", "\\#", "\\[", "\\_"),
    *("&amp;", "&#160;", "[sic]", "a_b", " > ", " & ", ": ", ".", "|", "\n", "!", "(x)"),
)
plain = st.lists(st.sampled_from(USUAL), max_size=25).map("".join)
wild = st.lists(
    st.one_of(
        st.sampled_from(MARKS),
        st.sampled_from(BLANKS),
        st.sampled_from(WORDS),
        st.text(
            st.characters(exclude_categories=["Cs"], exclude_characters="\t\r\2\3"), max_size=5
        ),
    ),
    max_size=25,
).map("".join)

_text = st.lists(st.sampled_from((*MARKS, *WORDS, " ")), max_size=6).map("".join)
_item = st.builds(Block, st.just("item"), _text)
_block = st.one_of(
    st.builds(Block, st.just("paragraph"), _text),
    st.builds(Block, st.just("heading"), _text, st.integers(2, 6)),
    st.builds(Block, st.sampled_from(["quote", "code"]), _text),
    st.builds(
        lambda level, items: Block("list", level=level, children=tuple(items)),
        st.integers(0, 1),
        st.lists(_item, max_size=3),
    ),
    st.builds(
        lambda cells: Block("table", children=(Block("row", children=tuple(cells)),) * 2),
        st.lists(st.builds(Block, st.just("cell"), _text), max_size=3),
    ),
)
#: Bodies as the converter writes them.
converted = st.lists(_block, max_size=5).map(lambda blocks: body(tuple(blocks)) + "\n")

documents = st.one_of(plain, wild, converted, st.tuples(plain, wild).map("".join))

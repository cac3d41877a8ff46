"""Markdown: its structure and its front matter; HTML in it is text."""

from __future__ import annotations

import pytest

from plugins.convert.posts.markdown import body
from plugins.marks import unmarked
from plugins.model import Author
from tests.convert.formats.containers import QUAYS, SHIPS, told

TEXT = f"""# The port opens again

{QUAYS.replace(" days", chr(10) + "days")} See [the *note*](https://a.example).

## A slow start

- one
- two

> We have won

```
a = 1

b = 2
```

| Quay | Ships |
|---|---|
| 1 | 3 |

{SHIPS} <b>bold</b>
"""
FRONT = """title: "The port: open"
date: 2026-11-12 08:30
authors:
  - Ada Stone
  - Paul Reed
tags: [port, strike]
status: draft
"""


def test_markdown_keeps_its_structure() -> None:
    found = told("a.md", TEXT)
    assert found.post.title == "The port opens again"
    assert found.kinds == ["paragraph", "heading", "list", "quote", "code", "table", "paragraph"]
    assert unmarked(found.post.blocks[0].text) == f"{QUAYS} See the note."
    assert body(found.post.blocks[:1]) == f"{QUAYS} See [the *note*](https://a.example)."
    assert found.post.blocks[-1].text.endswith("<b>bold</b>")


@pytest.mark.parametrize("fences", [("---\n", "---\n"), ("", "")])
def test_a_front_matter_gives_what_a_seed_may_say(fences: tuple[str, str]) -> None:
    head = (
        FRONT
        if fences[0]
        else FRONT.replace(
            "authors:\n  - Ada Stone\n  - Paul Reed", "authors: Ada Stone; Paul Reed"
        )
    )
    found = told("a.md", f"{fences[0]}{head}{fences[1]}\n{TEXT}")
    assert found.post.title == "The port: open"
    assert found.post.authors == (Author("Ada Stone"), Author("Paul Reed"))
    assert found.post.published.isoformat() == "2026-11-12T07:30:00+00:00"
    assert found.post.tags == ("port", "strike")
    assert found.post.status == "published"
    assert "status: draft" in found.dropped


def test_what_a_front_matter_says_and_no_post_takes_is_left_out() -> None:
    front = "title: Port\ndate: soon\nabstract: >\n  Told in\n  two lines.\ntags:\n  - port"
    found = told("a.md", f"---\n{front}\n---\n\n{QUAYS}\n")
    assert [each.text for each in found.conversion.dropped] == [
        *("Told in", "two lines.", "abstract: >", "front matter date: soon"),
    ]
    assert (found.post.title, found.post.tags) == ("Port", ("port",))
    rule = told("a.md", f"---\n\nNo field\n\n---\n\n{QUAYS}\n")
    assert "No field" in f"{rule.words} {rule.dropped}"


@pytest.mark.parametrize("quote", ["", "> "])
def test_cells_beyond_the_header_of_their_table_stay_in_it(quote: str) -> None:
    rows = ["| a | b |", "|---|---|", "| c | d | *more* | |", "e | f | `g | h` \\| i", "| j |"]
    found = told("a.md", "\n".join(["# Port", "", QUAYS, "", *(quote + row for row in rows)]))
    table = found.post.blocks[1].children[0] if quote else found.post.blocks[1]
    cells = [[unmarked(cell.text) for cell in row.children] for row in table.children]
    assert cells[1:3] == [["c", "d", "more"], ["e", "f", "`g", "h` | i"]]
    assert [row[0] for row in cells] == ["a", "c", "e", "j"]


def test_a_row_of_very_many_cells_makes_no_very_wide_table() -> None:
    wide = "|".join(f"cell {number}" for number in range(2_000))
    found = told("a.md", f"# Port\n\n{QUAYS}\n\n| a | b |\n|---|---|\n{wide}\n")
    assert "cell 50 | cell 51" in found.words
    assert "cell 1999" in found.words


def test_what_marks_say_without_being_shown_is_left_out_and_named() -> None:
    text = f"""# Port

{QUAYS} See [the note][1], [a file](note.pdf "A title") and [ours](https://a.example "Ours").

[1]: https://a.example/1
[2]: https://a.example/2 "Never used"
[1]: https://a.example/3

```python
a = 1
```

1986. A great year.
"""
    dropped = told("a.md", text).conversion.dropped
    assert [(each.text, each.rule) for each in dropped] == [
        ("note.pdf", "link target"),
        ("A title", "link title"),
        ("Ours", "link title"),
        ("python", "language of code"),
        ("1986", "number of a list"),
        ('[2]: https://a.example/2 "Never used"', "link definition"),
        ("[1]: https://a.example/3", "link definition"),
    ]


@pytest.mark.parametrize(
    "text",
    ["[" * 16_000, "*a " * 16_000, "> " * 9_000 + "x", "- " * 9_000 + "x", "![[]()" * 3_000],
    ids=range(5),
)
def test_no_marks_are_slow_or_break_it(text: str) -> None:
    assert told("a.md", f"# Port\n\n{QUAYS}\n\n{text}").post.title == "Port"


@pytest.mark.parametrize("depth", [14, 40, 200])
def test_nothing_in_or_below_a_deep_list_or_quote_is_lost(depth: int) -> None:
    deep = "".join(f"{'  ' * level}- item {level}.\n" for level in range(depth))
    found = told("a.md", f"# Port\n\n{QUAYS}\n\n{deep}\n\n{'>' * depth} Quoted.\n\n{SHIPS}\n")
    for words in (*(f"item {level}." for level in range(depth)), "Quoted.", SHIPS):
        assert words in found.words
    assert found.post.blocks[-1].text == SHIPS


def test_a_very_long_file_is_read_as_plain_text() -> None:
    found = told("a.md", "# Port\n\n" + f"{QUAYS}\n\n{SHIPS}\n\n" * 2_000)
    assert found.post.title == "Port"

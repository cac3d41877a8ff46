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


@pytest.mark.parametrize(
    "text",
    ["[" * 16_000, "*a " * 16_000, "> " * 9_000 + "x", "- " * 9_000 + "x", "![[]()" * 3_000],
    ids=range(5),
)
def test_no_marks_are_slow_or_break_it(text: str) -> None:
    assert told("a.md", f"# Port\n\n{QUAYS}\n\n{text}").post.title == "Port"


def test_a_very_long_file_is_read_as_plain_text() -> None:
    found = told("a.md", "# Port\n\n" + f"{QUAYS}\n\n{SHIPS}\n\n" * 2_000)
    assert found.post.title == "Port"

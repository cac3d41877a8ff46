"""What an extractor wrote as Markdown, brought back to plain text.

Only in texts that show it: there links lose their targets, words their stars, characters their
backslashes. In any other text a star is a star.
"""

from __future__ import annotations

import re
from dataclasses import replace

from plugins.convert.reading.lines import Row, squeeze
from plugins.model import Dropped

_TARGET = r"\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\s*\)"
_IMAGE = re.compile(rf"!\[[^\[\]]*\]{_TARGET}")
_LINK = re.compile(rf"(?<!!)\[([^\[\]]*)\]({_TARGET})")
_MARKDOWN = re.compile(rf"\[[^\[\]]*\]{_TARGET}")
_EMPHASIS = re.compile(
    r"(\*\*|__|(?<![\w*])\*|(?<![\w_])_)(?=[^\s*_])([^*_]{1,400}?)(?<=[^\s*_])\1(?![\w])"
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
#: What any of these has.
_MARKED = re.compile(r"[\[*_\\]")
_WORD = re.compile(r"\w")
#: Longest line looked at: a longer one has no Markdown that anybody wrote.
_LONGEST = 20_000


def cleaned(rows: tuple[Row, ...]) -> tuple[tuple[Row, ...], tuple[Dropped, ...]]:
    """The rows as plain text, and the link targets, pictures and marks taken out of them.

    A row that is nothing but a picture stays as it is: a rule names and drops it.
    """
    if not any("](" in row.text and _MARKDOWN.search(row.text[:_LONGEST]) for row in rows):
        return rows, ()
    kept: list[Row] = []
    dropped: list[Dropped] = []
    for row in rows:
        text, gone = _plain(row.text)
        kept.append(replace(row, text=text) if text else row)
        if text:
            dropped += [Dropped(row.lines[0].no, what, rule) for what, rule in gone if what]
    return tuple(kept), tuple(dropped)


def _plain(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """``text`` without Markdown, empty if nothing is left; what was taken out, with its rule."""
    if len(text) > _LONGEST:
        return text, ()
    if not _MARKED.search(text):
        bare = squeeze(text)
        return (bare if _WORD.search(bare) else ""), ()
    pictures = _IMAGE.findall(text)
    bare = _IMAGE.sub("", text)
    targets = [target for _, target in _LINK.findall(bare)]
    bare = _LINK.sub(r"\1", bare)
    marks = [mark for mark, _ in _EMPHASIS.findall(bare) for _ in "<>"]
    bare = _EMPHASIS.sub(r"\2", bare)
    escapes = ["\\" for _ in _ESCAPE.findall(bare)]
    bare = squeeze(_ESCAPE.sub(r"\1", bare))
    gone = (
        (" ".join([*pictures, *targets]), "link target"),
        (" ".join(marks), "emphasis mark"),
        (" ".join(escapes), "escape mark"),
    )
    return (bare if _WORD.search(bare) else ""), gone

"""Blocks as a Markdown body. A block holds plain text, in which only marks become markup."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from plugins.convert.posts import escape
from plugins.marks import unmarked
from plugins.model import Block
from plugins.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Between two lists or two quotes, which would else be read as one.
_APART = "<!-- -->"
#: Lists in lists, as deep as they are kept.
_DEEPEST = 6
_TOP_LEVEL, _LOWEST_LEVEL = 2, 6
#: Cells of the largest table most of whose cells are missing: one row of 30,000 cells among 10,000
#: of two would be 300 million.
_MOST_CELLS = 50_000


def body(blocks: tuple[Block, ...]) -> str:
    """Markdown that shows ``blocks`` in their order; empty ones are left out.

    Texts come out as ``escape.plain`` gives them (list items, headings and cells on one
    line), in linear time for any text.
    """
    parts: list[str] = []
    last: Block | None = None
    for block in blocks:
        written = _block(block)
        if not written:
            continue
        if last is not None and _would_join(last, block):
            parts.append(_APART)
        parts.append(written)
        last = block
    return "\n\n".join(parts)


def _would_join(first: Block, second: Block) -> bool:
    joins = {"list", "quote"}
    return first.kind == second.kind and first.kind in joins and first.level == second.level


def _block(block: Block) -> str:
    if block.kind == "table" and _is_ragged(block):
        return "\n\n".join(_block(Block("paragraph", text)) for text in _leaves(block))
    if block.kind not in {"code", "image"} and any(
        escape.is_dense(text) for text in _leaves(block)
    ):
        return _AS_HTML.get(block.kind, _html_paragraph)(block)
    return _AS_MARKDOWN.get(block.kind, _paragraph)(block)


def _leaves(block: Block) -> Iterator[str]:
    if escape.plain(unmarked(block.text)):
        yield block.text
    for child in block.children:
        yield from _leaves(child)


# --- As Markdown --------------------------------------------------------------------------


def _paragraph(block: Block) -> str:
    return "\n\n".join(escape.paragraph(text) for text in _leaves(block))


def _heading(block: Block) -> str:
    text = escape.heading(" ".join(_leaves(block)))
    return f"{'#' * _level(block)} {text}" if text else ""


def _level(block: Block) -> int:
    return min(max(block.level, _TOP_LEVEL), _LOWEST_LEVEL)


def _quote(block: Block) -> str:
    lines = _paragraph(block).split("\n") if any(_leaves(block)) else []
    return "\n".join(f"> {line}".rstrip(" ") for line in lines)


def _list(block: Block, depth: int = 0) -> str:
    lines: list[str] = []
    for number, (text, inner) in enumerate(_items(block, depth), start=1):
        mark = f"{number}." if block.level else "-"
        lines.append(f"{mark} {escape.item(text)}")
        lines += [
            "    " + line for child in inner for line in _list(child, depth + 1).split("\n") if line
        ]
    return "\n".join(lines)


def _items(block: Block, depth: int) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """Each item's own text, and the lists in it; too deep or textless ones are made flat."""
    for each in block.children:
        inner = tuple(child for child in each.children if child.kind == "list")
        own = [each.text, *(t for c in each.children if c.kind != "list" for t in _leaves(c))]
        text = " ".join(part for part in own if escape.one_line(part))
        if text and depth < _DEEPEST:
            yield text, inner
        else:
            yield from ((leaf, ()) for leaf in _leaves(each))


def _table(block: Block) -> str:
    rows = _rows(block)
    if not rows:
        return ""
    lines = [f"| {' | '.join(escape.cell(text) for text in row)} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def _is_ragged(block: Block) -> bool:
    widths = [len(row.children) for row in block.children]
    whole = len(widths) * max(widths, default=0)
    return whole > _MOST_CELLS and whole > 4 * sum(widths)


def _rows(block: Block) -> list[list[str]]:
    """Texts of the cells, every row as long as the longest."""
    rows = [[" ".join(_leaves(each)) for each in row.children] for row in block.children]
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows] if width else []


def _code(block: Block) -> str:
    lines = clean(block.text).expandtabs(4).split("\n")
    text = "\n".join(line.rstrip(" ") for line in lines).strip("\n")
    fence = "`" * max((len(run) + 1 for run in re.findall("`+", text)), default=3)
    fence = fence.ljust(3, "`")
    return f"{fence}\n{text}\n{fence}" if text else ""


def _image(block: Block) -> str:
    """The picture, and below it a paragraph for each of its captions."""
    alt = escape.inline(escape.one_line(block.text)).replace("]", r"\]")
    shown = f"![{alt}]({{static}}/{block.href})" if block.href else escape.paragraph(block.text)
    captions = (escape.paragraph(text) for child in block.children for text in _leaves(child))
    return "\n\n".join(part for part in (shown, *captions) if part)


_AS_MARKDOWN: dict[str, Callable[[Block], str]] = {
    "heading": _heading,
    "quote": _quote,
    "list": _list,
    "table": _table,
    "code": _code,
    "image": _image,
}

# --- As HTML: texts that hold little else than marks --------------------------------------


def _element(tag: str, text: str) -> str:
    shown = html.escape(escape.plain(unmarked(text)), quote=False)
    return f"<{tag}>{shown}</{tag}>"


def _html_paragraph(block: Block) -> str:
    return "\n\n".join(_element("p", text) for text in _leaves(block))


def _html_heading(block: Block) -> str:
    return _element(f"h{_level(block)}", escape.one_line(" ".join(_leaves(block))))


def _html_quote(block: Block) -> str:
    inner = "\n".join(_element("p", text) for text in _leaves(block))
    return f"<blockquote>\n{inner}\n</blockquote>"


def _html_list(block: Block) -> str:
    tag = "ol" if block.level else "ul"
    inner = "\n".join(_element("li", escape.one_line(text)) for text in _leaves(block))
    return f"<{tag}>\n{inner}\n</{tag}>"


def _html_table(block: Block) -> str:
    tags = ["th", *["td"] * len(block.children)]
    rows = "\n".join(
        "<tr>" + "".join(_element(tag, escape.one_line(text)) for text in row) + "</tr>"
        for tag, row in zip(tags, _rows(block), strict=False)
    )
    return f"<table>\n{rows}\n</table>"


_AS_HTML: dict[str, Callable[[Block], str]] = {
    "heading": _html_heading,
    "quote": _html_quote,
    "list": _html_list,
    "table": _html_table,
}

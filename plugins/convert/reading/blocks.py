"""Rows to blocks: paragraphs, headings, quotes, lists, tables, all of plain text."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from plugins.convert.reading import junk
from plugins.convert.reading.lines import Row, cells
from plugins.convert.types import Line, Piece
from plugins.model import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

#: Characters of the longest paragraph; a longer one is split.
LONGEST = 16_000
_BULLET = re.compile(r"[-*+•●○◦▪■□‣]\s+(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")
_QUOTE = re.compile(r">+\s*(?=\S)")
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_RULER = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")
_BORDER = re.compile(r"[.!?…。！？؟۔।]['\"”’»)\]]*\s|[。！？]")
_CLOSED = re.compile(r"[.!?…:;,。！？؟،；：\"”»)\]]$")
#: Columns and words of the longest line taken for a subheading.
_HEADING_WIDTH, _HEADING_WORDS = 90, 14


def pieces(rows: Sequence[Row]) -> tuple[Piece, ...]:
    """The blocks of the body. Each row is in one piece; a very long paragraph makes several."""
    made: list[Piece] = []
    for kind, run in _runs(rows, _kinds(rows)):
        made.extend(_BUILDERS[kind](run))
    return with_levels(made)


def parts(text: str) -> Iterator[str]:
    """``text`` in parts of at most LONGEST characters, cut after sentences, else between words."""
    rest = text
    while len(rest) > LONGEST:
        window = rest[:LONGEST]
        borders = [match.end() for match in _BORDER.finditer(window, LONGEST // 2)]
        at = borders[-1] if borders else window.rfind(" ", LONGEST // 2) + 1 or LONGEST
        yield rest[:at].rstrip()
        rest = rest[at:].lstrip()
    if rest:
        yield rest


def _runs(
    rows: Sequence[Row], kinds: Sequence[BlockKind]
) -> Iterator[tuple[BlockKind, Sequence[Row]]]:
    """Neighbours that make one block: items, rows of tables and quotes; others stand alone."""
    marked = zip(kinds, _lists(rows, kinds), rows, strict=True)
    for (kind, _), group in groupby(marked, key=lambda each: each[:2]):
        run = [row for *_, row in group]
        if kind in {"item", "row", "quote"}:
            yield kind, run
        else:
            yield from ((kind, [row]) for row in run)


def _lists(rows: Sequence[Row], kinds: Sequence[BlockKind]) -> list[int]:
    """For each item the number of its list: bullets and numbers are two, and 1 begins another."""
    found: list[int] = []
    numbered, current = False, 0
    for row, kind in zip(rows, kinds, strict=True):
        number = _NUMBER.match(row.text)
        if kind == "item" and (bool(number) != numbered or (number and number.group(1) == "1")):
            numbered, current = bool(number), current + 1
        found.append(current if kind == "item" else 0)
    return found


def _kinds(rows: Sequence[Row]) -> list[BlockKind]:
    kinds = [_kind(row.text) for row in rows]
    found = [*zip(kinds, _lists(rows, kinds), strict=True)]
    for index, here in enumerate(found):
        beside = (*found[max(0, index - 1) : index], *found[index + 1 : index + 2])
        if here[0] in {"item", "row"} and here not in beside:
            kinds[index] = "paragraph"
    for index in range(1, len(rows) - 1):
        if kinds[index] == "paragraph" and _is_subheading(rows, kinds, index):
            kinds[index] = "heading"
    return kinds


def _kind(text: str) -> BlockKind:
    if _HEADING.match(text) and cells(text[:400]) <= 2 * _HEADING_WIDTH:
        return "heading"
    if _QUOTE.match(text):
        return "quote"
    if _BULLET.match(text) or _NUMBER.match(text):
        return "item"
    if junk.is_table_row(text) or _RULER.match(text):
        return "row"
    return "paragraph"


def _is_subheading(rows: Sequence[Row], kinds: Sequence[BlockKind], index: int) -> bool:
    """A short line without final punctuation above a longer paragraph and below another."""
    text, below = rows[index].text, rows[index + 1].text
    if cells(text[:400]) > _HEADING_WIDTH or len(text.split()) > _HEADING_WORDS:
        return False
    if _CLOSED.search(text) and not text.endswith("?"):
        return False
    starts = text[0].isupper() or text[0].isdigit() or (text[0].isalpha() and not text[0].islower())
    above = rows[index - 1].text
    framed = kinds[index + 1] == "paragraph" and junk.is_prose(below) and cells(below[:400]) > 80
    closed = kinds[index - 1] != "paragraph" or junk.is_prose(above)
    return starts and framed and closed


def _paragraph(run: Sequence[Row]) -> Iterator[Piece]:
    row = run[0]
    for part in parts(row.text):
        yield Piece(Block("paragraph", part), row.lines)


def _heading(run: Sequence[Row]) -> Iterator[Piece]:
    row = run[0]
    match = _HEADING.match(row.text)
    level = len(match.group(1)) if match else 2
    yield Piece(Block("heading", _HEADING.sub("", row.text), level), row.lines)


def _quote(run: Sequence[Row]) -> Iterator[Piece]:
    texts = [part for row in run for part in parts(_QUOTE.sub("", row.text))]
    children = tuple(Block("paragraph", text) for text in texts)
    yield Piece(Block("quote", children=children), _lines(run))


def _list(run: Sequence[Row]) -> Iterator[Piece]:
    """One list; numbers that do not count on from 1 stay text, as items of their own words."""
    numbers = [int(match.group(1)) for row in run if (match := _NUMBER.match(row.text))]
    ordered = len(numbers) == len(run)
    if numbers and (not ordered or numbers != list(range(1, len(run) + 1))):
        for row in run:
            yield from _paragraph([row])
        return
    marker = _NUMBER if ordered else _BULLET
    items = [part for row in run for part in parts(marker.sub("", row.text, count=1))]
    children = tuple(Block("item", text) for text in items)
    yield Piece(Block("list", level=int(ordered), children=children), _lines(run))


def _table(run: Sequence[Row]) -> Iterator[Piece]:
    """A table if its rows have the same number of cells, else paragraphs."""
    found = [_cells(row.text) for row in run if not _RULER.match(row.text)]
    widths = {len(row) for row in found}
    if len(found) < 2 or len(widths) != 1:
        for row in run:
            yield from _paragraph([row])
        return
    children = tuple(
        Block("row", children=tuple(Block("cell", text) for text in row)) for row in found
    )
    yield Piece(Block("table", children=children), _lines(run))


def _cells(text: str) -> tuple[str, ...]:
    inner = text.strip().removeprefix("|").removesuffix("|")
    return tuple(cell.strip() for cell in inner.split("|"))


def _lines(run: Sequence[Row]) -> tuple[Line, ...]:
    return tuple(line for row in run for line in row.lines)


def with_levels(made: Sequence[Piece]) -> tuple[Piece, ...]:
    """The headings' levels from 2 on, without gaps: the post's own title is level 1."""
    levels = sorted({piece.block.level for piece in made if piece.block.kind == "heading"})
    rank = {level: min(6, index) for index, level in enumerate(levels, start=2)}
    return tuple(
        Piece(replace(piece.block, level=rank[piece.block.level]), piece.lines)
        if piece.block.kind == "heading"
        else piece
        for piece in made
    )


_BUILDERS: dict[BlockKind, Callable[[Sequence[Row]], Iterator[Piece]]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "quote": _quote,
    "item": _list,
    "row": _table,
}

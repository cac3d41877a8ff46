"""A text whose blocks are known, as the parts of a text: only what they don't say is guessed.

Rules for lines (what belongs to a page and not to its text, where headline and byline are) see
each text of a block as a line; the blocks lose those that a rule drops, and stay what they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from plugins.convert.reading import characters
from plugins.convert.reading.blocks import with_levels
from plugins.convert.reading.places import SCRAPS
from plugins.convert.reading.structure import structure
from plugins.convert.types import Line, Piece, Structure
from plugins.marks import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plugins.model import Block, BlockKind, Dropped

#: What a line of each kind begins with, so that the rules know it.
_MARKS: dict[BlockKind, str] = {"item": "- ", "quote": "> "}
_MARK = re.compile(r"^(?:#{1,6}|-|>) ")
#: The rule for what stands around the text in the dump of a page.
_AROUND = "page around the text"
#: Blocks of the text's start among which a heading is its headline.
_TOP = 3
#: How sure a text's first heading is its headline.
_HEADING = 0.9


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A block of the text, its own texts and those in it with the numbers of their lines."""

    block: Block
    numbers: tuple[int, ...]
    """Of the lines of ``block.text``."""
    children: tuple[_Numbered, ...]

    def all_numbers(self) -> Iterator[int]:
        yield from self.numbers
        for child in self.children:
            yield from child.all_numbers()


def structured(
    blocks: Iterable[Block], title: str = "", *, is_page: bool = False
) -> Structure | None:
    """The parts of a text of ``blocks``, with the ``title`` that its container gives.

    Rules that go by where a line stands count on a page alone, and for its paragraphs.
    None where they hold neither words nor, under a title, pictures.
    """
    lines: list[str] = []
    numbered = [_numbered(_tidy(block), lines, "") for block in blocks]
    text = "\n".join(lines)
    heading = None if title else _first_heading(numbered)
    if not text.strip():
        return _pictured(title, numbered) if title and numbered else None
    found = structure(text, title or (heading.block.text if heading else ""))
    return _with_pieces(found, numbered, heading, _spared(found, numbered, is_page=is_page))


def _spared(found: Structure, numbered: Iterable[_Numbered], *, is_page: bool) -> frozenset[int]:
    """The lines of programs, of which no rule for texts knows anything, and those that were
    dropped for their place where a place says nothing.
    """
    plain = {no for each in numbered if each.block.kind == "paragraph" for no in each.numbers}
    placed = (
        each.line_no
        for each in found.dropped
        if (each.rule in SCRAPS and (each.line_no not in plain or not is_page))
        or (each.rule == _AROUND and not is_page)
    )
    code = (no for each in numbered for no in _of_code(each))
    return frozenset((*placed, *code))


def _pictured(title: str, numbered: list[_Numbered]) -> Structure:
    """A title, and pictures without a word."""
    shown = tuple(Piece(each.block, ()) for each in numbered if each.block.kind == "image")
    return replace(structure(title, title), pieces=shown, dropped=())


def _with_pieces(
    found: Structure,
    numbered: list[_Numbered],
    heading: _Numbered | None,
    spared: frozenset[int],
) -> Structure:
    by_no: dict[int, Line] = {line.no: line for line in found.lines}
    kept = {line.no for piece in found.pieces for line in piece.lines}
    top = by_no.get(heading.numbers[0]) if heading else found.headline_line
    sure = _HEADING if heading else found.headline_sure
    kept |= spared
    if top is not None:
        kept.discard(top.no)
    pieces = with_levels([piece for each in numbered for piece in _pieces(each, kept, by_no)])
    dropped = tuple(_plain(each) for each in found.dropped if each.line_no not in spared)
    if heading and top is not None and found.headline == heading.block.text:
        dropped = tuple(each for each in dropped if each.line_no != top.no)
    return replace(found, pieces=pieces, headline_line=top, headline_sure=sure, dropped=dropped)


def _plain(dropped: Dropped) -> Dropped:
    """Without the mark that stands for what kind of block a line is of."""
    return replace(dropped, text=_MARK.sub("", dropped.text, count=1))


def _of_code(each: _Numbered) -> Iterator[int]:
    if each.block.kind == "code":
        yield from each.numbers
    for child in each.children:
        yield from _of_code(child)


def _first_heading(numbered: list[_Numbered]) -> _Numbered | None:
    """The highest heading among the first blocks, where no other follows that is as high."""
    worded = [each for each in numbered if each.block.kind != "image"]
    headings = [each for each in worded if each.block.kind == "heading"]
    first = next((each for each in worded[:_TOP] if each.block.kind == "heading"), None)
    if first is None or any(
        each.block.level <= first.block.level for each in headings if each is not first
    ):
        return None
    return first


def _tidy(block: Block) -> Block:
    """``block`` with the characters that were meant; entities in it are decoded already."""
    text = characters.tidy(block.text, entities=False, has_marks=True)[0]
    text = text.replace(characters.SOFT_BREAK, "\n")
    return replace(block, text=text, children=tuple(_tidy(child) for child in block.children))


def _numbered(block: Block, lines: list[str], mark: str) -> _Numbered:
    """Adds the block's lines to ``lines``, a blank one before each text."""
    mark = _MARKS.get(block.kind, mark)
    numbers: list[int] = []
    if block.kind != "image" and block.text.strip():
        lines.append("")
        own = "#" * max(1, block.level) + " " if block.kind == "heading" else mark
        for line in unmarked(block.text).split("\n"):
            lines.append(f"{own}{line}" if line.strip() else "")
            numbers.append(len(lines))
    if block.kind == "row":
        return _row(block, lines)
    return _Numbered(
        block, tuple(numbers), tuple(_numbered(child, lines, mark) for child in block.children)
    )


def _row(block: Block, lines: list[str]) -> _Numbered:
    """A table's row is one line: rules know tables by their bars."""
    cells = (" ".join(cell.text.split()) for cell in block.children)
    lines.append(f"| {' | '.join(cells)} |")
    return _Numbered(block, (len(lines),), ())


def _pieces(each: _Numbered, kept: set[int], by_no: dict[int, Line]) -> Iterator[Piece]:
    left = _left(each, kept)
    if left is not None:
        numbers = each.all_numbers()
        yield Piece(left, tuple(by_no[no] for no in numbers if no in kept and no in by_no))


def _left(each: _Numbered, kept: set[int]) -> Block | None:
    """What is left of a block without the lines that are not kept; None where nothing is."""
    block = each.block
    if block.kind == "row":
        return block if kept.issuperset(each.numbers) else None
    children = tuple(left for child in each.children if (left := _left(child, kept)) is not None)
    if block.kind == "image":
        return replace(block, children=children)
    if not each.numbers:
        return replace(block, children=children) if children else None
    rows = zip(block.text.split("\n"), each.numbers, strict=True)
    text = "\n".join(row for row, no in rows if no in kept or (not row.strip() and kept))
    text = text.strip("\n") if block.kind == "code" else text.strip()
    return replace(block, text=text, children=children) if text or children else None

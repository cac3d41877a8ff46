"""OpenDocument text: headings, lists, tables and pictures, and its properties."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plugins.convert.formats import pictures, properties
from plugins.convert.formats.archives import Archive
from plugins.convert.formats.refusal import SAVE_AS_TEXT, broken, refused, textless
from plugins.convert.formats.trees import depth, document, name_of
from plugins.convert.formats.values import given
from plugins.convert.reading.blocks import parts
from plugins.convert.types import Record
from plugins.model import Block

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from plugins.convert.formats.trees import Tree
    from plugins.convert.types import Part

_WHAT = "OpenDocument text"
_DEEPEST = 60
#: Elements whose words are no part of the text: an editor's notes, deleted words, forms.
_HIDDEN = frozenset(
    "tracked-changes annotation annotation-end forms sequence-decls variable-decls desc title"
    " note-citation bookmark-ref".split()
)
_PARAGRAPHS, _BREAKS = frozenset(("p", "h")), {"line-break": "\n", "tab": " ", "s": " "}


def read(part: Part, key: str, zone: ZoneInfo) -> Record:
    """The document's text."""
    archive = Archive(key, part.raw, _WHAT)
    root = document(archive.markup("content.xml"))
    if root is None:
        raise broken(key, _WHAT, "content.xml cannot be read")
    if depth(root) > _DEEPEST:
        raise refused(key, "nests too deep", SAVE_AS_TEXT, "nested")
    body = next((each for each in root.iter() if name_of(each) == "text"), None)
    blocks = tuple(_blocks(body)) if body is not None else ()
    shown = pictures.illustrated(blocks, lambda name: archive.read(name.removeprefix("./")))
    if not shown.blocks and shown.image is None:
        raise textless(key)
    said = properties.said(archive.read("meta.xml"), blocks)
    return Record(
        blocks=shown.blocks,
        given=given(said, zone, properties.SURE),
        left_out=shown.left_out,
        image=shown.image,
        pictures=shown.pictures,
    )


@dataclass(slots=True)
class _Line:
    """A paragraph's words, and what stands in it and follows it."""

    words: list[str] = field(default_factory=list)
    inside: list[Block] = field(default_factory=list)


def _blocks(element: Tree) -> Iterator[Block]:
    for child in element:
        name = name_of(child)
        if name in _HIDDEN:
            continue
        if name in _PARAGRAPHS:
            yield from _paragraph(child)
        elif name == "list":
            yield from _list(child)
        elif name == "table":
            yield from _table(child)
        else:  # a section, an index, a frame
            yield from _blocks(child)


def _paragraph(element: Tree) -> Iterator[Block]:
    line = _Line()
    _words(element, line)
    text = "\n".join(" ".join(each.split()) for each in "".join(line.words).split("\n")).strip()
    level = next((str(v) for key, v in element.items() if str(key).endswith("}outline-level")), "")
    if name_of(element) == "h" and text:
        yield Block("heading", " ".join(text.split()), int(level) if level.isdecimal() else 1)
    else:
        yield from (Block("paragraph", each) for each in parts(text))
    yield from line.inside


def _words(element: Tree, line: _Line) -> None:
    line.words.append(element.text or "")
    for child in element:
        name = name_of(child)
        if name == "frame":
            line.inside += _frame(child)
        elif name == "note":
            bodies = (each for each in child if name_of(each) == "note-body")
            line.inside += (block for body in bodies for block in _blocks(body))
        elif name in _BREAKS:
            line.words.append(_BREAKS[name])
        elif name not in _HIDDEN:
            _words(child, line)
        line.words.append(child.tail or "")


def _frame(element: Tree) -> Iterator[Block]:
    """A picture with what it shows, or a box of text."""
    alt = next((each.text for each in element if name_of(each) in {"title", "desc"}), "")
    images = [each for each in element if name_of(each) == "image"]
    for each in images[:1]:
        href = next((value for key, value in each.items() if str(key).endswith("}href")), "")
        yield Block("image", " ".join((alt or "").split()), href=str(href))
    if not images:
        yield from _blocks(element)


def _list(element: Tree) -> Iterator[Block]:
    items: list[Block] = []
    for child in element:
        inner = [*_blocks(child)]
        if not inner:
            continue
        first, *rest = inner
        if first.kind in {"paragraph", "heading"}:
            items.append(Block("item", first.text, children=tuple(rest)))
        else:
            items.append(Block("item", children=(first, *rest)))
    if items:
        yield Block("list", children=tuple(items))


def _table(element: Tree) -> Iterator[Block]:
    """A table of two columns or more; else what is in its cells."""
    rows = [each for each in element.iter() if name_of(each) == "table-row"]
    grid = [[[*_blocks(cell)] for cell in row if name_of(cell) == "table-cell"] for row in rows]
    if len(grid) < 2 or max(map(len, grid), default=0) < 2:
        yield from (block for row in grid for cell in row for block in cell)
        return
    made = tuple(
        Block("row", children=tuple(Block("cell", _text(cell)) for cell in row)) for row in grid
    )
    yield Block("table", children=made)


def _text(blocks: list[Block]) -> str:
    return " ".join(
        leaf for block in blocks for leaf in (block.text, _text([*block.children])) if leaf
    )

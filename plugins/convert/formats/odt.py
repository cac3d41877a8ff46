"""OpenDocument text: its structure, links, emphasis and pictures, and its properties."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from plugins import marks
from plugins.convert.formats import pictures, properties
from plugins.convert.formats.archives import Archive
from plugins.convert.formats.odt_styles import Styles, attribute
from plugins.convert.formats.refusal import SAVE_AS_TEXT, broken, refused, textless
from plugins.convert.formats.trees import NOT_SHOWN, depth, document, name_of, words_in
from plugins.convert.formats.values import given
from plugins.convert.reading.blocks import parts
from plugins.convert.types import Record
from plugins.model import Block, Dropped

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
    reader = _Reader(Styles.of(root))
    blocks = tuple(reader.blocks(body)) if body is not None else ()
    shown = pictures.illustrated(blocks, lambda name: archive.read(name.removeprefix("./")))
    if not shown.blocks and shown.image is None:
        raise textless(key)
    said = properties.said(archive.read("meta.xml"), blocks)
    return Record(
        blocks=shown.blocks,
        given=given(said, zone, properties.SURE),
        left_out=(*shown.left_out, *reader.left_out),
        image=shown.image,
        pictures=shown.pictures,
    )


@dataclass(slots=True)
class _Line:
    """A paragraph's words, and what stands in it and follows it."""

    words: list[str] = field(default_factory=list)
    inside: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the elements of a document that has these styles."""

    styles: Styles
    left_out: list[Dropped] = field(default_factory=list)
    """What the document holds and does not show."""

    def blocks(self, element: Tree) -> Iterator[Block]:
        """What the children of ``element`` hold; quotations that follow each other are one."""
        for is_quoted, some in groupby(element, key=self._is_quoted):
            found = [block for child in some for block in self._of(child)]
            words = tuple(each for each in found if each.kind == "paragraph")
            if is_quoted and words:
                yield Block("quote", children=words)
                found = [each for each in found if each.kind != "paragraph"]
            yield from found

    def _is_quoted(self, element: Tree) -> bool:
        is_paragraph = name_of(element) == "p"
        return is_paragraph and attribute(element, "style-name") in self.styles.quotations

    def _of(self, element: Tree) -> Iterator[Block]:
        name = name_of(element)
        if name in _HIDDEN or self._is_hidden(element):
            return
        if name in _PARAGRAPHS:
            yield from self._paragraph(element)
        elif name == "list":
            yield from self._list(element)
        elif name == "table":
            yield from self._table(element)
        else:  # a section, an index, a frame
            yield from self.blocks(element)

    def _is_hidden(self, element: Tree) -> bool:
        """Whether its words are not shown; these are left out then."""
        is_hidden = (
            attribute(element, "style-name") in self.styles.hidden
            or attribute(element, "display") == "none"
            or _hides(element, "hidden-text")
            or any(_hides(each, "hidden-paragraph") for each in element)
        )
        words = " ".join(words_in(element).split()) if is_hidden else ""
        if words:
            self.left_out.append(Dropped(0, words, NOT_SHOWN))
        return is_hidden

    def _paragraph(self, element: Tree) -> Iterator[Block]:
        line = _Line()
        self._words(element, line)
        lines = marks.seamless("".join(line.words)).split("\n")
        text = "\n".join(" ".join(each.split()) for each in lines).strip()
        level = attribute(element, "outline-level")
        if name_of(element) == "h" and text:
            title = " ".join(marks.unmarked(text).split())
            yield Block("heading", title, int(level) if level.isdecimal() else 1)
        else:
            yield from (Block("paragraph", each) for each in parts(text))
        yield from line.inside

    def _words(self, element: Tree, line: _Line) -> None:
        line.words.append(_flat(element.text))
        for child in element:
            name = name_of(child)
            if name == "frame":
                line.inside += self._frame(child)
            elif name == "note":
                bodies = (each for each in child if name_of(each) == "note-body")
                line.inside += (block for body in bodies for block in self.blocks(body))
            elif name in _BREAKS:
                line.words.append(_BREAKS[name])
            elif name not in _HIDDEN and not self._is_hidden(child):
                self._marked(name, child, line)
            line.words.append(_flat(child.tail))

    def _marked(self, name: str, element: Tree, line: _Line) -> None:
        """The words of a link, or of a style that says something of them."""
        pairs: tuple[tuple[str, str], ...] = ()
        href = marks.unmarked(attribute(element, "href")) if name == "a" else ""
        if href and marks.address(href):
            pairs = ((marks.LINK[0], f"{marks.LINK[1]}{href}{marks.LINK[2]}"),)
        elif name == "span":
            pairs = self.styles.marks.get(attribute(element, "style-name"), ())
        line.words += [begin for begin, _ in pairs]
        self._words(element, line)
        line.words += [end for _, end in reversed(pairs)]

    def _frame(self, element: Tree) -> Iterator[Block]:
        """A picture with what it shows, or a box of text."""
        alt = next((each.text for each in element if name_of(each) in {"title", "desc"}), "")
        images = [each for each in element if name_of(each) == "image"]
        for each in images[:1]:
            shown = " ".join(_flat(alt).split())
            yield Block("image", shown, href=attribute(each, "href"))
        if not images:
            yield from self.blocks(element)

    def _list(self, element: Tree) -> Iterator[Block]:
        items: list[Block] = []
        for child in element:
            inner = [*self.blocks(child)]
            if not inner:
                continue
            first, *rest = inner
            if first.kind in {"paragraph", "heading"}:
                items.append(Block("item", first.text, children=tuple(rest)))
            else:
                items.append(Block("item", children=(first, *rest)))
        if items:
            is_numbered = attribute(element, "style-name") in self.styles.numbered
            yield Block("list", level=int(is_numbered), children=tuple(items))

    def _table(self, element: Tree) -> Iterator[Block]:
        """A table of two columns or more; else what is in its cells."""
        rows = [each for each in element.iter() if name_of(each) == "table-row"]
        grid = [
            [[*self.blocks(cell)] for cell in row if name_of(cell) == "table-cell"] for row in rows
        ]
        if len(grid) < 2 or max(map(len, grid), default=0) < 2:
            yield from (block for row in grid for cell in row for block in cell)
            return
        made = tuple(
            Block("row", children=tuple(Block("cell", _text(cell)) for cell in row)) for row in grid
        )
        yield Block("table", children=made)


def _hides(element: Tree, name: str) -> bool:
    """Whether it is a field of that name that hides itself, or its paragraph."""
    return name_of(element) == name and attribute(element, "is-hidden") == "true"


def _flat(text: str | None) -> str:
    """Words as they are meant: a line break of the file is a space, and no mark is one of ours."""
    return marks.unmarked(text or "").replace("\n", " ")


def _text(blocks: list[Block]) -> str:
    return " ".join(
        leaf
        for block in blocks
        for leaf in (marks.unmarked(block.text), _text([*block.children]))
        if leaf
    )

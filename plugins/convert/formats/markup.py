"""A tree of HTML (or of what trafilatura makes of it) as blocks of plain text.

Every visible word is in a block: a tag says what a text is, or nothing, but never hides it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from plugins import marks
from plugins.convert.formats.trees import HIDDEN, children, name_of, words_in
from plugins.convert.reading.blocks import LONGEST, parts
from plugins.marks import unmarked
from plugins.model import Block

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from plugins.convert.formats.trees import Tree

_HEADINGS = {**{f"h{level}": level for level in range(1, 7)}, "head": 2}
_LISTS = {"ul": 0, "ol": 1, "list": 0, "menu": 0}
_QUOTES = frozenset(("blockquote", "quote"))
_ITEMS, _ROWS = frozenset(("li", "item")), frozenset(("tr", "row"))
_CELLS = frozenset(("td", "th", "cell"))
_PICTURES = frozenset(("img", "graphic"))
_BREAKS = frozenset(("br", "lb"))
#: Elements that stress words or show them as code; trafilatura says in ``rend`` how.
_INLINE = {
    **dict.fromkeys(("b", "strong", "#b"), marks.STRONG),
    **dict.fromkeys(("i", "em", "#i"), marks.EMPHASIS),
    **dict.fromkeys(("code", "kbd", "samp", "tt", "#t"), marks.CODE),
}
#: Where links have their addresses.
_LINKS = {"a": "href", "ref": "target"}
#: Elements that part paragraphs; all others run on in their line.
_BLOCKS = frozenset(
    "address article aside body center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form header hgroup hr html legend main nav option p pre section select summary"
    " tbody tfoot thead caption table td th tr row cell".split()
) | frozenset((*_HEADINGS, *_LISTS, *_QUOTES, *_ITEMS))
#: Drawings are pictures: their words are scraps without them.
_UNSHOWN = HIDDEN | {"svg"}
#: A table with a longer cell, or one in another, only arranges what is on the page.
_LONGEST_CELL = 300
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_LINES = re.compile(r"[ \t]*\n[ \t]*")


@dataclass(slots=True)
class _Flow:
    """Blocks as they come, and the line that is being written."""

    blocks: list[Block] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    pictures: list[Block] = field(default_factory=list)
    """Those in the line: they follow it."""

    def flush(self) -> None:
        """Ends the line; two line ends in it part paragraphs."""
        text = _LINES.sub("\n", re.sub(r" {2,}", " ", marks.seamless("".join(self.line))))
        for paragraph in re.split(r"\n{2,}", text):
            words = (part for part in parts(paragraph.strip()) if unmarked(part).strip())
            self.blocks += (Block("paragraph", part) for part in words)
        self.blocks += self.pictures
        self.line, self.pictures = [], []


def blocks(root: Tree) -> tuple[Block, ...]:
    """All that ``root`` shows, in order. Pictures have their addresses as they stand there."""
    flow = _Flow()
    _inside(root, flow, _wide(root))
    flow.flush()
    return tuple(flow.blocks)


def text_of(root: Tree) -> str:
    """The words of ``root`` in one line."""
    return " ".join(" ".join(leaves(blocks(root))).split())


def leaves(made: Iterable[Block]) -> Iterator[str]:
    """The texts of blocks and of those in them, in order; not what stands for pictures."""
    for block in made:
        if block.text and block.kind != "image":
            yield unmarked(block.text)
        yield from leaves(block.children)


def _wide(root: Tree) -> frozenset[Tree]:
    """The elements that part paragraphs, and all that hold one."""
    found: set[Tree] = set()
    for element in root.iter():
        if name_of(element) not in _BLOCKS:
            continue
        above: Tree | None = element
        while above is not None and above not in found:
            found.add(above)
            above = above.getparent()
    return frozenset(found)


def _inside(element: Tree, flow: _Flow, wide: frozenset[Tree]) -> None:
    """What stands between the tags of ``element``."""
    _write(flow, element.text)
    for child in element:
        _element(child, flow, wide)
        _write(flow, child.tail)


def _write(flow: _Flow, text: str | None) -> None:
    if text:
        flow.line.append(_SPACES.sub(" ", unmarked(text)))


def _element(element: Tree, flow: _Flow, wide: frozenset[Tree]) -> None:
    name = name_of(element)
    if not name or name in _UNSHOWN or element.get("hidden") is not None:
        return
    if name in _BREAKS:
        flow.line.append("\n")
    elif name in _PICTURES:
        flow.pictures += _picture(element)
    elif name == "code" and "\n" in words_in(element).strip():
        flow.flush()
        flow.blocks += _code(element)
    elif element not in wide:
        begin, end = _marks(name, element)
        flow.line.append(begin)
        _inside(element, flow, wide)
        flow.line.append(end)
    else:
        flow.flush()
        flow.blocks += _block(name, element, wide)


def _marks(name: str, element: Tree) -> tuple[str, str]:
    """What stands before and behind the words of an element that runs on in its line."""
    href = unmarked((element.get(_LINKS.get(name, "href")) or "").strip()) if name in _LINKS else ""
    if href and marks.address(href):
        return marks.LINK[0], f"{marks.LINK[1]}{href}{marks.LINK[2]}"
    return _INLINE.get(element.get("rend") or name if name == "hi" else name, ("", ""))


def _block(name: str, element: Tree, wide: frozenset[Tree]) -> Iterable[Block]:
    if name in _HEADINGS:
        return _heading(element, wide)
    maker = _MAKERS.get(name)
    return maker(element, wide) if maker else _flowing(element, wide)


def _flowing(element: Tree, wide: frozenset[Tree]) -> list[Block]:
    """The blocks in an element that says nothing itself."""
    flow = _Flow()
    _inside(element, flow, wide)
    flow.flush()
    return flow.blocks


def _heading(element: Tree, wide: frozenset[Tree]) -> Iterator[Block]:
    """One line; what else a heading holds follows it. trafilatura says the level in ``rend``."""
    level = _HEADINGS.get(element.get("rend") or name_of(element), 2)
    inner = _flowing(element, wide)
    text = " ".join(" ".join(leaves(inner)).split())
    if len(text) > LONGEST:
        yield from inner
        return
    if text:
        yield Block("heading", text, level)
    yield from (block for block in inner if block.kind == "image")


def _quote(element: Tree, wide: frozenset[Tree]) -> Iterator[Block]:
    inner = tuple(_flowing(element, wide))
    pictures = tuple(block for block in inner if block.kind == "image")
    words = tuple(block for block in inner if block.kind != "image")
    if words:
        yield Block("quote", children=words)
    yield from pictures


def _list(element: Tree, wide: frozenset[Tree]) -> Iterator[Block]:
    """A list; what stands in it outside its items makes items too."""
    ordered = _LISTS[name_of(element)] or int(element.get("rend") == "ol")
    items = [*_loose(element.text)]
    for child in element:
        is_item = name_of(child) in _ITEMS
        items += _item(_flowing(child, wide) if is_item else _alone(child, wide))
        items += _loose(child.tail)
    pictures = [block for item in items for block in item.children if block.kind == "image"]
    kept = tuple(
        replace(item, children=tuple(b for b in item.children if b.kind != "image"))
        for item in items
    )
    full = tuple(item for item in kept if item.text or item.children)
    if full:
        yield Block("list", level=ordered, children=full)
    yield from pictures


def _alone(element: Tree, wide: frozenset[Tree]) -> list[Block]:
    flow = _Flow()
    _element(element, flow, wide)
    flow.flush()
    return flow.blocks


def _loose(text: str | None) -> Iterator[Block]:
    plain = _SPACES.sub(" ", unmarked(text or "")).strip()
    return (Block("item", part) for part in parts(plain))


def _item(inner: list[Block]) -> Iterator[Block]:
    """An item of its first paragraph, with what follows it inside."""
    if not inner:
        return
    first, *rest = inner
    if first.kind == "paragraph":
        yield Block("item", first.text, children=tuple(rest))
    else:
        yield Block("item", children=tuple(inner))


def _table(element: Tree, wide: frozenset[Tree]) -> Iterable[Block]:
    """A table of data; one that only arranges a page is what is in it."""
    rows = [child for child in element.iter() if name_of(child) in _ROWS]
    grid = [[child for child in row if name_of(child) in _CELLS] for row in rows]
    if _is_layout(element, grid):
        return _flowing(element, wide)
    inner = [[_flowing(cell, wide) for cell in row] for row in grid]
    made = tuple(
        Block("row", children=tuple(Block("cell", " ".join(leaves(cell))) for cell in row))
        for row in inner
        if row
    )
    captions = [b for child in children(element, "caption") for b in _flowing(child, wide)]
    pictures = [b for row in inner for cell in row for b in cell if b.kind == "image"]
    return [*captions, Block("table", children=made), *pictures]


def _is_layout(element: Tree, grid: list[list[Tree]]) -> bool:
    if sum(map(bool, grid)) < 2 or max(map(len, grid)) < 2:
        return True
    if any(name_of(child) == "table" for child in element.iterdescendants()):
        return True
    cells = [_letters(cell) for row in grid for cell in row]
    captions = [_letters(child) for child in children(element, "caption")]
    is_all = sum(cells) + sum(captions) == _letters(element)
    return not is_all or max(cells) > _LONGEST_CELL


def _letters(element: Tree) -> int:
    """Characters in ``element`` that are no white space."""
    return len("".join(words_in(element).split()))


def _preformatted(element: Tree, _wide_ones: frozenset[Tree]) -> Iterable[Block]:
    """Code where it says so; else paragraphs, whose lines are their author's."""
    if any(name_of(child) == "code" for child in element.iter()):
        return _code(element)
    text = unmarked(words_in(element)).expandtabs(8)
    paragraphs = (_LINES.sub("\n", each.strip()) for each in re.split(r"\n[ \t]*\n", text))
    return [Block("paragraph", part) for each in paragraphs for part in parts(each)]


def _code(element: Tree) -> Iterator[Block]:
    text = unmarked(words_in(element)).strip("\n")
    if text.strip():
        yield Block("code", text)


def _figure(element: Tree, wide: frozenset[Tree]) -> Iterable[Block]:
    """A figure's words are its picture's caption, where it has one picture."""
    inner = _flowing(element, wide)
    pictures = [block for block in inner if block.kind == "image"]
    words = tuple(block for block in inner if block.kind != "image")
    if len(pictures) != 1 or any(block.kind != "paragraph" for block in words):
        return inner
    return [replace(pictures[0], children=words)]


def _picture(element: Tree) -> Iterator[Block]:
    href = (element.get("src") or "").strip()
    if href:
        alt = _SPACES.sub(" ", unmarked(element.get("alt") or "")).strip()
        yield Block("image", alt, href=href)


_MAKERS: dict[str, Callable[[Tree, frozenset[Tree]], Iterable[Block]]] = {
    **dict.fromkeys(_LISTS, _list),
    **dict.fromkeys(_QUOTES, _quote),
    "table": _table,
    "pre": _preformatted,
    "figure": _figure,
}

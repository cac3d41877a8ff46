"""Lines at places on pages as paragraphs and headings: space, size and indents tell them apart."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import chain, pairwise
from statistics import median
from typing import TYPE_CHECKING

from plugins.convert.reading import lines
from plugins.convert.reading.blocks import parts
from plugins.model import Block, Dropped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: Share by which letters of a heading are larger than those of the text, at least.
_LARGER = 1.12
#: Characters of the longest heading, and of a text's headings the sizes that make levels.
_HEADING, _LEVELS = 200, 4
#: Leading between paragraphs against that between lines.
_APART = 1.35
#: Of the text's width what a paragraph's last line leaves free, and what its first is indented.
_SHORT, _INDENT = 0.12, 0.015
#: Lines at the top and the bottom of a page that may be on every page.
_EDGE = 2
_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|pagina|página|str|p)\.?\s*)?\d{1,4}(?:\s*(?:/|of|sur|von|de|di)\s*\d{1,4})?\W*$",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?…:。！？؟।]['\"”’»)\]]*$")
_BULLET = re.compile(r"[-–*•●○▪■‣·]\s+(?=\S)|\d{1,3}[.)]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of type; all lengths in points, 0 where the place is unknown."""

    text: str
    left: float = 0
    right: float = 0
    bottom: float = 0
    size: float = 0
    """Of its letters."""


@dataclass(frozen=True, slots=True)
class _Body:
    """What most of a text looks like."""

    size: float
    leading: float
    left: float
    right: float


def laid_out(pages: Sequence[Sequence[Row]]) -> tuple[tuple[Block, ...], tuple[Dropped, ...]]:
    """The blocks of a text, and the lines that stand on every page or only number it."""
    repeated = _repeated(pages)
    dropped: list[Dropped] = []
    kept: list[list[Row]] = []
    for page in pages:
        kept.append([])
        for index, row in enumerate(page):
            at_edge = index < _EDGE or index >= len(page) - _EDGE
            if at_edge and (rule := _rule(row.text, repeated)):
                dropped.append(Dropped(0, row.text, rule))
            else:
                kept[-1].append(row)
    body = _body(kept)
    known = lines.words(" ".join(row.text for row in chain.from_iterable(kept)))
    groups = [*_groups(kept, body)]
    sizes = sorted({_size(g[0]) for g in groups if _is_heading(g, body)}, reverse=True)
    return tuple(_blocks(groups, body, sizes, known)), tuple(dropped)


def _repeated(pages: Sequence[Sequence[Row]]) -> frozenset[str]:
    """Lines at the edge of at least half of the pages, three at least, numbers aside."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_same(row.text) for row in (*page[:_EDGE], *page[-_EDGE:])})
    return frozenset(text for text, count in counts.items() if count >= max(3, len(pages) / 2))


def _same(text: str) -> str:
    return re.sub(r"\d+", "#", text.casefold())


def _rule(text: str, repeated: frozenset[str]) -> str:
    if _NUMBER.match(text):
        return "page number"
    return "page header or footer" if _same(text) in repeated else ""


def _body(pages: Iterable[Sequence[Row]]) -> _Body:
    rows = [row for page in pages for row in page]
    weights: Counter[float] = Counter()
    for row in rows:
        weights[_size(row)] += len(row.text)
    size = weights.most_common(1)[0][0] if weights else 0
    plain = [row for row in rows if _size(row) == size and len(row.text) > 20]
    gaps = [
        round(one.bottom - two.bottom, 1)
        for one, two in pairwise(plain)
        if 0 < one.bottom - two.bottom < 4 * max(size, 1)
    ]
    lefts = sorted(row.left for row in plain) or [0.0]
    rights = sorted(row.right for row in plain) or [0.0]
    return _Body(
        size, median(gaps) if gaps else 0, median(lefts), rights[int(len(rights) * 0.9) - 1]
    )


def _size(row: Row) -> float:
    return round(row.size * 2) / 2


def _groups(pages: Iterable[Sequence[Row]], body: _Body) -> Iterator[list[Row]]:
    """Lines that make a paragraph or a heading, those that go on over the page's end too."""
    group: list[Row] = []
    for page in pages:
        for index, row in enumerate(page):
            goes_on = bool(group) and _goes_on(group[-1], row, body, turned=index == 0)
            if group and not goes_on:
                yield group
                group = []
            group.append(row)
    if group:
        yield group


def _goes_on(one: Row, two: Row, body: _Body, *, turned: bool) -> bool:
    if _BULLET.match(two.text) or _size(one) != _size(two):
        return False
    closed = bool(_END.search(one.text))
    if turned:
        return not closed and _size(one) == body.size and not _is_short(one, body)
    gap = one.bottom - two.bottom
    if one.size and body.leading and _size(one) == body.size and not _is_next(gap, body):
        return False
    if closed and (_is_short(one, body) or _is_indented(one, two, body)):
        return False
    if not one.size:  # no places: what ends a sentence before the margin ends a paragraph
        return not (closed and len(one.text) < len(two.text) * 0.8)
    return _size(one) != body.size or not _is_short(one, body) or not two.text[:1].isupper()


def _is_next(gap: float, body: _Body) -> bool:
    """Whether a line follows another as lines of a paragraph do, or at a column's top."""
    return gap <= 0 or gap <= body.leading * _APART


def _is_short(row: Row, body: _Body) -> bool:
    width = body.right - body.left
    return width > 0 and row.right < body.right - width * _SHORT


def _is_indented(one: Row, two: Row, body: _Body) -> bool:
    return two.left - one.left > (body.right - body.left) * _INDENT > 0


def _is_heading(group: Sequence[Row], body: _Body) -> bool:
    length = sum(len(row.text) for row in group)
    return body.size > 0 and _size(group[0]) >= body.size * _LARGER and length <= _HEADING


def _blocks(
    groups: Iterable[list[Row]], body: _Body, sizes: list[float], known: frozenset[str]
) -> Iterator[Block]:
    items: list[Block] = []
    for group in groups:
        text = lines.joined([row.text for row in group], known)
        bullet = _BULLET.match(text)
        if items and not bullet:
            yield from _list(items)
            items = []
        if bullet:
            items.append(Block("item", text))
        elif _is_heading(group, body):
            level = min(_LEVELS, sizes.index(_size(group[0])) + 1)
            yield Block("heading", text, level)
        else:
            yield from (Block("paragraph", part) for part in parts(text))
    yield from _list(items)


def _list(items: Sequence[Block]) -> Iterator[Block]:
    """A list of two items at least; one alone is a paragraph that begins with a mark."""
    if len(items) < 2:
        yield from (Block("paragraph", part) for item in items for part in parts(item.text))
        return
    ordered = all(item.text[0].isdigit() for item in items)
    children = tuple(Block("item", _BULLET.sub("", item.text, count=1)) for item in items)
    yield Block("list", level=int(ordered), children=children)

"""A text's parts: headline, standfirst, body, and what stands around them.

What a seed holds is text, never markup: a heading is a line that stands like one, a list a run
of lines with bullets, and nothing that looks like HTML or front matter means anything.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from plugins.convert.reading import (
    blocks,
    choice,
    context,
    fields,
    header,
    headline,
    junk,
    lines,
    places,
    remains,
)
from plugins.convert.reading.header import Header
from plugins.convert.reading.headline import Headline
from plugins.convert.reading.lines import Row, cells
from plugins.convert.reading.page import Page, divided
from plugins.convert.types import Field, Line, Piece, Structure
from plugins.model import Dropped
from plugins.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Lines at the top that may be fields, and lines of a dump's head and tail given as evidence.
_FIELDS, _EVIDENCE = 12, 20
#: Rows at the top whose pictures may say the headline.
_PICTURES = 4
#: How sure a headline is that a header or a container gives, and one that comments name.
_NAMED, _COMMENTED = 0.95, 0.6
_QUOTED = re.compile(r"[“„«\"‚‘](?P<title>.{12,200})[”“»\"’‘]$")
#: Columns of a standfirst.
_STANDFIRST = (50, 400)
#: Columns of a label such as "Read also", and of the titles listed below it.
_LABEL, _TITLE = 45, 130
#: A name in brackets, as the source of a text stands at its end.
_SOURCE = re.compile(r"[（(\[［【][^（()）\[\]［］【】]{2,30}[)）\]］】]$")


def structure(text: str, given: str = "") -> Structure:
    """The parts of ``text``, which is decoded and not blank, under the title ``given`` if any."""
    above = header.read(text)
    rows, gone = remains.cleaned(lines.rows(above.rest))
    page = divided(rows, context.judged(rows, above.rest, above.is_mail))
    title = _given(given or above.title) or choice.pick(page) or _made(page)
    kept, dropped = _sift(page, title)
    pieces = blocks.pieces([rows[index] for index in kept])
    head, tail = _edges(page, title)
    return Structure(
        headline=title.text,
        headline_line=rows[title.index].lines[0] if title.index >= 0 else above.title_line,
        headline_sure=title.sure,
        headline_why=title.why,
        publisher=title.publisher,
        standfirst=_standfirst(pieces),
        pieces=pieces,
        lines=lines.split(text),
        head=(*(line for line in above.lines if line != above.title_line), *head),
        tail=tail,
        fields=(*above.fields, *_named(head, tail)),
        dropped=tuple(
            sorted(
                [*above.dropped, *_cut(above, title), *gone, *dropped],
                key=lambda each: each.line_no,
            )
        ),
    )


def _given(title: str) -> Headline | None:
    """The headline that a header or a container gives; one too long for a headline is cut."""
    if not title:
        return None
    head, publisher = headline.cut(title)
    text = head if headline.can_be(head) else headline.made(head).text
    return Headline(-1, text, publisher, sure=_NAMED)


def _made(page: Page) -> Headline:
    """The headline of a text that has none: what its comments or its first picture name, else
    its own first words.
    """
    top = page.rows[: max(_PICTURES, 0 if page.is_dump else page.first)]
    found = _commented(page) or headline.pictured([row.text for row in top])
    return found or headline.made(_first_words(page))


def _commented(page: Page) -> Headline | None:
    """The headline that the heading of the comments names: ``3 responses to “…”``."""
    for row, rule in zip(page.rows, page.rules, strict=True):
        named = _QUOTED.search(row.text) if rule == "comments" else None
        if named and headline.can_be(named["title"]):
            return Headline(-1, named["title"], sure=_COMMENTED, why="the heading of the comments")
    return None


def _cut(above: Header, title: Headline) -> Iterable[Dropped]:
    """A header's title where not all of its words are in the headline."""
    if above.title_line and title.text != above.title:
        yield Dropped(above.title_line.no, above.title, "header field")


def _named(head: Sequence[Line], tail: Sequence[Line]) -> tuple[Field, ...]:
    """The fields that no header holds: those near the top, and tags at the end."""
    return (
        *fields.find(head[:_FIELDS], *fields.NO_HEADLINE),
        *fields.find(tail[-_FIELDS:], "tags"),
    )


def _first_words(page: Page) -> str:
    """The first text that no rule drops, else the first text."""
    kept = (row.text for row, rule in zip(page.rows, page.rules, strict=True) if not rule)
    if page.first < page.stop:
        return page.rows[page.first].text
    return next(kept, page.rows[0].text)


def _sift(page: Page, title: Headline) -> tuple[list[int], list[Dropped]]:
    """Which rows are the body, and why each of the others is not."""
    lists, comments = _listed(page), _comments(page)
    kept: list[int] = []
    dropped: list[Dropped] = []
    for index, row in enumerate(page.rows):
        if index == title.index:
            dropped.extend(_beside(row, title))
            continue
        rule = places.why(page, title, index, kept)
        rule = rule or ("read also" if index in lists else "comments" if index >= comments else "")
        rule = rule or places.scrap(page, index)
        if rule:
            dropped.extend(Dropped(line.no, line.text, rule) for line in row.lines)
        else:
            kept.append(index)
    return kept, dropped


def _beside(row: Row, title: Headline) -> Iterable[Dropped]:
    """What was cut from the headline's row: a site's name."""
    if title.publisher:
        cut = one_line(row.text).replace(title.text, "", 1).strip(headline.SEPARATORS)
        yield Dropped(row.lines[-1].no, cut, "site name")


def _listed(page: Page) -> frozenset[int]:
    """The titles of other texts that follow a label such as "Read also", up to running text."""
    found: set[int] = set()
    below = False
    for index, (row, rule) in enumerate(zip(page.rows, page.rules, strict=True)):
        if rule == "read also":
            below = cells(row.text) <= _LABEL
        elif _ends_list(row):
            below = False
        elif below:
            found.add(index)
    return frozenset(found)


def _ends_list(row: Row) -> bool:
    """Whether a row is none of the titles listed: text, too long, or a source or byline."""
    text = row.text
    names = fields.find(row.lines, *fields.NO_HEADLINE) or _SOURCE.match(text)
    return bool(names) or junk.is_prose(text) or text.startswith("#") or cells(text) > _TITLE


def _comments(page: Page) -> int:
    """Index from which readers' comments follow, the number of rows if there are none."""
    sizes = [
        len(row.text) if not rule and junk.is_prose(row.text) else 0
        for row, rule in zip(page.rows, page.rules, strict=True)
    ]
    half = sum(sizes) / 2
    for index, before in enumerate(accumulate(sizes)):
        if page.rules[index] == "comments" and index >= page.first and before >= half:
            return index
    return len(page.rows)


def _edges(page: Page, title: Headline) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines before and behind the running text, without the headline."""
    first, last = page.first, page.last
    if first == page.stop:  # nothing but short lines: the outermost of them
        first, last = min(len(page.rows), max(0, title.index) + 7), len(page.rows) - 7
    low = max(0, min(title.index, page.start) - _EVIDENCE) if page.is_dump else 0
    high = min(len(page.rows), page.stop + _EVIDENCE) if page.is_dump else len(page.rows)
    head = [page.rows[index] for index in range(low, first) if index != title.index]
    tail = page.rows[max(last + 1, title.index + 1) : high]
    return _flat(head), _flat(tail)


def _flat(rows: Iterable[Row]) -> tuple[Line, ...]:
    return tuple(line for row in rows for line in row.lines)


def _standfirst(pieces: Sequence[Piece]) -> str:
    """The first paragraph where it is a whole thought that no full stop ends, above another."""
    if len(pieces) < 2:
        return ""
    text = pieces[0].block.text
    fits = _STANDFIRST[0] <= cells(text[:1000]) <= _STANDFIRST[1] and not junk.is_prose(text)
    is_above = pieces[0].block.kind == pieces[1].block.kind == "paragraph"
    return text if fits and is_above and not junk.is_table_row(text) else ""

"""A text's parts: headline, standfirst, body, and what stands around them.

What a seed holds is text, never markup: a heading is a line that stands like one, a list a run
of lines with bullets, and nothing that looks like HTML or front matter means anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from plugins.convert.reading import (
    blocks,
    context,
    fields,
    header,
    headline,
    junk,
    lines,
    region,
    remains,
)
from plugins.convert.reading.header import Header
from plugins.convert.reading.headline import Headline
from plugins.convert.reading.lines import Row, cells
from plugins.convert.types import Field, FieldName, Line, Piece, Structure
from plugins.model import Dropped
from plugins.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Rows before the text in which a headline is looked for in a whole page's dump.
_REACH = 40
#: Rows looked at for a headline.
_LOOKED_AT = 60
#: Characters of a dump in which a headline may stand again.
_WHOLE = 200_000
#: Rows at the top of a dump that may hold the page's title.
_TOP = 5
#: Lines at the top that may be fields, and lines of a dump's head and tail given as evidence.
_FIELDS, _EVIDENCE = 12, 20
#: What lines at the top name that are no headline themselves.
_NO_HEADLINE: tuple[FieldName, ...] = (
    *("published", "updated", "authors", "source", "tags", "url"),
)
#: Columns of a standfirst.
_STANDFIRST = (50, 400)
#: Columns of a headline that is a sentence with its full stop.
_STATEMENT = 140
#: Columns of a label such as "Read also", and of the titles listed below it.
_LABEL, _TITLE = 45, 130
#: A name in brackets, as the source of a text stands at its end.
_SOURCE = re.compile(r"[（(\[［【][^（()）\[\]［］【】]{2,30}[)）\]］】]$")
#: Rows of running text among which the headline may be repeated.
_NEAR = 3
#: Rules that only count before and behind the running text.
_EDGE_RULES = frozenset({"bare address"})


@dataclass(frozen=True, slots=True)
class _Page:
    """Rows with the rule that drops each, and where the text is among them."""

    rows: tuple[Row, ...]
    rules: tuple[str, ...]
    start: int
    stop: int
    first: int
    """Index of the first running text, ``stop`` if there is none."""
    last: int
    spared: frozenset[int]
    """Indexes of sentences outside ``start`` and ``stop`` that stay."""

    @property
    def is_dump(self) -> bool:
        return (self.start, self.stop) != (0, len(self.rows))


def structure(text: str, given: str = "") -> Structure:
    """The parts of ``text``, which is decoded and not blank, under the title ``given`` if any."""
    above = header.read(text)
    rows, gone = remains.cleaned(lines.rows(above.rest))
    page = _page(rows, context.judged(rows, above.rest, above.is_mail))
    title = _given(given or above.title) or _headline(page)
    kept, dropped = _sift(page, title)
    pieces = blocks.pieces([rows[index] for index in kept])
    head, tail = _edges(page, title)
    return Structure(
        headline=title.text,
        headline_line=rows[title.index].lines[0] if title.index >= 0 else above.title_line,
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
    return Headline(-1, text, publisher)


def _cut(above: Header, title: Headline) -> Iterable[Dropped]:
    """A header's title where not all of its words are in the headline."""
    if above.title_line and title.text != above.title:
        yield Dropped(above.title_line.no, above.title, "header field")


def _named(head: Sequence[Line], tail: Sequence[Line]) -> tuple[Field, ...]:
    """The fields that no header holds: those near the top, and tags at the end."""
    return (*fields.find(head[:_FIELDS], *_NO_HEADLINE), *fields.find(tail[-_FIELDS:], "tags"))


def _page(rows: tuple[Row, ...], rules: tuple[str, ...]) -> _Page:
    start, stop = region.find(rows, rules)
    running = [i for i in range(start, stop) if not rules[i] and _is_running(rows[i].text)]
    first, last = (running[0], running[-1]) if running else (stop, stop)
    return _Page(rows, rules, start, stop, first, last, region.spared(rows, rules, stop))


def _is_running(text: str) -> bool:
    return junk.is_prose(text) and not junk.is_table_row(text)


def _headline(page: _Page) -> Headline:
    """The best row above the running text, else the first running row, else its first words."""
    window = [*range(page.first)]
    if page.is_dump:
        near = max(0, page.start - _REACH)
        window = [*range(min(_TOP, near)), *range(near, page.first)]
    named = {field.line for field in fields.find(_flat(page.rows[:_FIELDS]), *_NO_HEADLINE)}
    rows = [
        (index, page.rows[index].text, page.rules[index])
        for index in window[:_LOOKED_AT]
        if page.rows[index].lines[0] not in named
    ]
    body = " ".join(row.text[:1000] for row in page.rows[page.first : page.first + 8])
    whole = " ".join(row.text for row in page.rows)[:_WHOLE].casefold() if page.is_dump else ""
    found = headline.pick(rows, body, page.first, whole)
    return found or _first_running(page) or headline.made(_first_words(page))


def _first_running(page: _Page) -> Headline | None:
    """The first running row where nothing stands above it and it reads like a headline."""
    if page.is_dump or page.first + 1 >= page.stop or not all(page.rules[: page.first]):
        return None
    text, below = page.rows[page.first].text, page.rows[page.first + 1].text
    longest = _STATEMENT if text.endswith((".", "。")) else headline.LONGEST
    if not headline.can_be(text) or cells(text) > longest or len(below) < len(text):
        return None
    if headline.dateline(text):
        return None
    head, publisher = headline.cut(text)
    return Headline(page.first, one_line(head), publisher)


def _first_words(page: _Page) -> str:
    """The first text that no rule drops, else the first text."""
    kept = (row.text for row, rule in zip(page.rows, page.rules, strict=True) if not rule)
    if page.first < page.stop:
        return page.rows[page.first].text
    return next(kept, page.rows[0].text)


def _sift(page: _Page, title: Headline) -> tuple[list[int], list[Dropped]]:
    """Which rows are the body, and why each of the others is not."""
    lists, comments = _listed(page), _comments(page)
    kept: list[int] = []
    dropped: list[Dropped] = []
    for index, row in enumerate(page.rows):
        if index == title.index:
            dropped.extend(_beside(row, title))
            continue
        rule = _why(page, title, index)
        rule = rule or ("read also" if index in lists else "comments" if index >= comments else "")
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


def _why(page: _Page, title: Headline, index: int) -> str:
    """The rule that drops a row where it stands, or empty."""
    row, rule = page.rows[index], page.rules[index]
    at_edge = not page.first <= index <= page.last
    if rule and (at_edge or rule not in _EDGE_RULES):
        return rule
    if page.is_dump and not _is_inside(page, title, index):
        return "page around the text"
    if at_edge and index < title.index and (page.is_dump or headline.is_kicker(row.text)):
        return "above the headline"
    near = (page.first if page.first < page.stop else title.index) + _NEAR
    if index < near and headline.same(row.text, title.text):
        return "headline repeated"
    if at_edge and headline.is_mostly_date(row.text):
        return "date line"
    return ""


def _is_inside(page: _Page, title: Headline, index: int) -> bool:
    """Whether a dump's row is of the text: a long one above it may be the standfirst."""
    if page.start <= index < page.stop or index in page.spared:
        return True
    above = 0 <= title.index < index < page.start
    return above and cells(page.rows[index].text) >= _STANDFIRST[0]


def _listed(page: _Page) -> frozenset[int]:
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
    names = fields.find(row.lines, *_NO_HEADLINE) or _SOURCE.match(text)
    return bool(names) or junk.is_prose(text) or text.startswith("#") or cells(text) > _TITLE


def _comments(page: _Page) -> int:
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


def _edges(page: _Page, title: Headline) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
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

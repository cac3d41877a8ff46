"""Lines that no phrase gives away: where they stand says that they are not the text."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from plugins.convert.reading import headline
from plugins.convert.reading.lines import MARKER, Row, cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plugins.convert.reading.headline import Headline
    from plugins.convert.reading.page import Page

#: Names of the rules for short lines beside the text, which may be evidence all the same.
SCRAPS = ("short line above the text", "short line below the text")
#: Rules that only count before and behind the running text.
_EDGE_RULES = frozenset({"bare address"})
#: Rows of running text among which the headline may be repeated.
_NEAR = 3
#: Columns of the shortest standfirst.
_STANDFIRST = 50
#: Columns of a name, a section or a button, which no mark ends. Of such lines beside the text
#: 15 % belong to it in 617 real texts, of longer ones 40 %.
_SCRAP = 25
#: So many of them in a row behind the text are a list of it.
_LISTED = 6
#: Columns of a line that nobody writes twice on end: a picture's words, once for the eye.
_TWICE = 40
_ENDED = re.compile(r"[.!?…:;,。！？؟۔।、][\"'”’»)\]」』]*$")


def why(page: Page, title: Headline, index: int, kept: Sequence[int]) -> str:
    """The rule that drops a row where it stands, or empty; ``kept`` are the rows above it."""
    text, rule = page.rows[index].text, page.rules[index]
    at_edge = not page.first <= index <= page.last
    if rule and (at_edge or rule not in _EDGE_RULES):
        return rule
    if page.is_dump and not _is_inside(page, title, index):
        return "page around the text"
    if at_edge and index < title.index and (page.is_dump or headline.is_kicker(text)):
        return "above the headline"
    if _repeats_headline(page, title, index):
        return "headline repeated"
    if at_edge and headline.is_mostly_date(text):
        return "date line"
    twice = cells(text[:_TWICE]) >= _TWICE and text in (page.rows[i].text for i in kept[-2:])
    return "line repeated" if twice else ""


def _repeats_headline(page: Page, title: Headline, index: int) -> bool:
    near = (page.first if page.first < page.stop else title.index) + _NEAR
    return index < near and not title.is_made and headline.same(page.rows[index].text, title.text)


def _is_inside(page: Page, title: Headline, index: int) -> bool:
    """Whether a dump's row is of the text: a long one above it may be the standfirst."""
    if page.start <= index < page.stop or index in page.spared:
        return True
    above = 0 <= title.index < index < page.start
    return above and cells(page.rows[index].text) >= _STANDFIRST


def scrap(page: Page, index: int) -> str:
    """The rule that drops a short line beside the running text, or empty.

    It is a section, a name or a button. Where nothing is running text, nothing is beside it.
    """
    inside = page.first <= index <= page.last or page.first == page.stop
    if inside or not _is_scrap(page.rows[index]):
        return ""
    if index < page.first:
        return SCRAPS[0]
    above = range(index - 1, max(page.last, index - _LISTED), -1)
    below = range(index + 1, min(page.stop, index + _LISTED))
    run = 1 + sum(_count(page, indexes) for indexes in (above, below))
    return SCRAPS[1] if page.is_dump or run < _LISTED else ""


def _count(page: Page, indexes: range) -> int:
    """How many of the rows, one after the other, are such lines."""
    return sum(1 for _ in takewhile(lambda index: _is_scrap(page.rows[index]), indexes))


def _is_scrap(row: Row) -> bool:
    text = row.text
    if cells(text[:_SCRAP]) >= _SCRAP or _ENDED.search(text):
        return False
    return MARKER.match(text) is None

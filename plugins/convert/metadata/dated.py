"""The dates of a text that may be its own, each with the signs for and against it.

``data/dates.toml`` says what each sign weighs and why.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

from plugins.convert.metadata import date_words, dated_lines, datelines, picture_days, relative
from plugins.convert.metadata.a_date import MAX_LINE, Dated, dated
from plugins.convert.metadata.moments import day_of, find, in_path
from plugins.convert.types import Seen, Structure
from plugins.dates import at_start_of
from plugins.text import shorten

#: Lines below the headline, and above it.
_DOWN = ((3, "right below"), (10, "below"), (25, "further below"))
_UP = ((3, "right above"), (12, "above"))
#: Signs of the nearer ones.
_BELOW, _ABOVE = frozenset({"right below", "below"}), frozenset({"right above", "above"})
#: Lines at the end of a text.
_END = 6
#: Lines read for the year of a dateline that has none.
_READ = 40
#: Lines of one shape that make a list.
_MANY = 3
#: Lines of a text that has its page's menus in it.
_PAGE = 60

#: Rules for the lines of a head above the text.
_HEAD = frozenset({"header field", "mail header"})

_RIGHTS = re.compile(r"(?:©|\(c\)|copyright)\D{0,40}?(?P<y>20\d\d)(?!\d)", re.IGNORECASE)


def candidates(
    structure: Structure,
    lang: str,
    zone: ZoneInfo,
    named: date | None = None,
    captured: Seen | None = None,
) -> list[Dated]:
    """Every date that may be the text's own, in the order of the text, with all its signs.

    The day ``named`` in the file's name only tells the year of a date without one; ``captured``
    is when the container's maker saw the text.
    """
    places = _places(structure)
    found = list(_fields(structure, lang, zone))
    for line in structure.lines:
        if line.no in places:
            found += dated_lines.of_line(line, places[line.no], lang, zone)
    masthead = relative.shown(found)
    for line in structure.lines if captured or masthead else ():
        if place := places[line.no] & relative.NEAR:
            found += relative.of_line(line, place, lang, zone, captured, masthead)
    found += picture_days.of(structure, zone)
    found += _yearless(structure, lang, zone, named)
    return _compared(found, structure)


def _fields(structure: Structure, lang: str, zone: ZoneInfo) -> Iterator[Dated]:
    head = {each.line_no for each in structure.dropped if each.rule in _HEAD}
    for field in structure.fields:
        if field.name in {"published", "updated"}:
            updated = field.name == "updated"
            label = date_words.said(field.line.text.partition(field.value)[0])
            is_stated = field.line.no in head or label == "published said"
            signs = {"field", "stated"} if is_stated and not updated else {"field"}
            for mention in find(field.value[:MAX_LINE], lang, zone)[:1]:
                yield dated(mention, zone, signs, field.line.text, updated=updated)
        elif field.name in {"url", "source"} and (day := in_path(field.value)):
            signs = {"address of the text"}
            yield Dated(day, at_start_of(day, zone), False, frozenset(signs), field.line.text)


def _places(structure: Structure) -> dict[int, frozenset[str]]:
    """Where a line stands, by line number; lines amid the text are in no place."""
    top = structure.headline_line.no if structure.headline_line else 0
    at = next((index for index, line in enumerate(structure.lines) if line.no == top), 0)
    head = {line.no for line in structure.head}
    tail = {line.no for line in structure.tail}
    last = len(structure.lines) - _END
    found: dict[int, frozenset[str]] = {}
    for index, line in enumerate(structure.lines):
        names = {_distance(index - at)}
        names.add("before the text" if line.no in head else "")
        names.add("behind the text" if line.no in tail else "")
        names.add("at the end" if index >= last else "")
        found[line.no] = frozenset(names - {""})
    return found


def _distance(lines: int) -> str:
    """How far from the headline, in words."""
    if lines == 0:
        return "headline"
    near = _DOWN if lines > 0 else _UP
    return next((name for most, name in near if abs(lines) <= most), "far")


def _yearless(
    structure: Structure, lang: str, zone: ZoneInfo, named: date | None
) -> Iterator[Dated]:
    """The day of a dateline (``ROMA, 14 NOV (ANSA)``) in the year that stands elsewhere."""
    for text in datelines.openings(structure):
        opened = datelines.of_text(text, lang)
        said = datelines.day_and_month(opened.text, lang) if opened else None
        if opened and said and not find(opened.text, lang, zone):
            for day in _nearest(*said, named or _addressed(structure), structure, lang, zone):
                signs = frozenset({"dateline", "year from elsewhere"})
                yield Dated(day, at_start_of(day, zone), False, signs, shorten(opened.text, 120))
            return


def _addressed(structure: Structure) -> date | None:
    """The day in the text's own address."""
    days = (in_path(field.value) for field in structure.fields if field.name in {"url", "source"})
    return next((day for day in days if day), None)


def _nearest(
    day: int, month: int, named: date | None, structure: Structure, lang: str, zone: ZoneInfo
) -> Iterator[date]:
    """That day nearest to ``named``; without that in the last year that the text names."""
    if named:
        days = [day_of(year, month, day) for year in range(named.year - 1, named.year + 2)]
        yield from sorted((each for each in days if each), key=lambda each: abs(each - named))[:1]
        return
    rights = (match for line in structure.tail for match in _RIGHTS.finditer(line.text))
    years = [int(match["y"]) for match in rights] or [
        mention.day.year
        for line in structure.lines[:_READ]
        for mention in find(line.text[:MAX_LINE], lang, zone)
    ]
    if years and (found := day_of(max(years), month, day)):
        yield found


def _compared(found: list[Dated], structure: Structure) -> list[Dated]:
    """The candidates with the signs that only a look at the others gives."""
    whole = len(structure.lines) > _PAGE
    shapes = Counter(each.shape for each in found if each.shape)
    days = Counter(day for day, _ in {(each.day, each.shape or each.evidence) for each in found})
    rising = {shape for shape in shapes if shapes[shape] >= _MANY and _is_rising(shape, found)}
    own = min((each.day for each in found if _is_below(each)), default=date.max)
    latest = max((each.day for each in found if not each.signs & _NOT_LATER), default=date.min)
    seen: set[str] = set()
    made = []
    for number, each in enumerate(found):
        many = shapes[each.shape] >= _MANY if each.shape else False
        alone = "alone" in each.signs
        named = {
            "one of many": many and each.shape in seen,
            "first of many": many and each.shape not in seen,
            "of a program": each.shape in rising,
            "masthead": alone and whole and bool(each.signs & _ABOVE) and own < each.day,
            "said again": days[each.day] > 1,
            "only day": len(days) == 1,
            "later day elsewhere": each.day < latest,
            "first": number == 0 and not each.signs & _PICTURED,
            "first alone": alone and "alone" not in seen,
            "alone and near": alone and bool(each.signs & (_BELOW | _ABOVE)),
            "far in a page": whole and "far" in each.signs,
            "whole page": whole,
        }
        seen |= {each.shape, "alone"} if alone else {each.shape}
        signs = {name for name, holds in named.items() if holds}
        made.append(replace(each, signs=each.signs | signs))
    return made


def _is_rising(shape: str, found: list[Dated]) -> bool:
    """Whether the days in the lines of this shape go up, as those of a program do."""
    days = [each.day for each in found if each.shape == shape]
    return all(one < two for one, two in pairwise(days))


def _is_below(each: Dated) -> bool:
    """Whether a day stands alone between the headline and the text."""
    return {"alone", "before the text"} <= each.signs and bool(each.signs & _BELOW)


_PICTURED = frozenset({"pictures", "most pictures"})
#: Signs of days that say nothing of the others: of events, of other texts.
_NOT_LATER = _PICTURED | {"another said", "paragraph", "much beside", "sentence", "several days"}

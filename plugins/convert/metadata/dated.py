"""The dates of a text that may be its own, each with the signs for and against it.

``data/dates.toml`` says what each sign weighs and why.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from plugins.convert.metadata import date_words, datelines
from plugins.convert.metadata.moments import Mention, day_of, find, in_path
from plugins.convert.metadata.sentences import ends_like_prose
from plugins.convert.types import Line, Structure
from plugins.dates import at_start_of, utc
from plugins.text import shorten

#: Characters of a line that is looked at for a date of its own, and of a longer one's beginning
#: and end.
_MAX_LINE, _OPENING, _CLOSING = 200, 400, 60
#: Letters that may stand beside a date in its line: a name, a place, a section; and with words
#: that say what the date is.
_MAX_REST, _MAX_SAID = 90, 120
#: Letters beside a date of which the line is evidence for nothing else.
_OWN_LINE = 70
#: Lines below the headline, and above it.
_BELOW = ((3, "right below"), (10, "below"), (25, "further below"))
_ABOVE = ((3, "right above"), (12, "above"))
#: Lines at the end of a text.
_END = 6
#: Lines read for the year of a dateline that has none.
_READ = 40
#: Lines of one shape that make a list.
_MANY = 3
#: Lines of a text that has its page's menus in it.
_PAGE = 60

_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_ESCAPE = re.compile(r"\\(?=[.\-_#*+()])")
_PARTED = re.compile(r"[|•·]|\s[–—-]\s")
_NAMED = re.compile(
    r"(?<![^\W\d_])(?:by|von|par|por|di|da|door|av|af|autor|автор|przez)\s+[^\W\d_]", re.IGNORECASE
)
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright)\D{0,40}?(?P<y>20\d\d)(?!\d)", re.IGNORECASE)
_PICTURE = re.compile(r"!\[[^\]]{0,400}\]\((?P<address>[^()\s]{10,400})")
_PATH_DAY = re.compile(r"/((?:19|20)\d\d)/([01]\d)/([0-3]\d)/")
#: What a line's marks and words make a sign of.
_MARKS: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("parted", _PARTED.search),
    ("handle", lambda text: "@" in text),
    ("address beside", lambda text: "://" in text),
    ("table row", lambda text: text.startswith("|")),
    ("byline", _NAMED.search),
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of the text that may be its own."""

    day: date
    moment: datetime
    updated: bool
    """Whether the words beside it say that it is that of a change."""
    signs: frozenset[str]
    evidence: str
    shape: str = ""
    """The line without its letters: lists repeat it."""


def candidates(
    structure: Structure, lang: str, zone: ZoneInfo, named: date | None = None
) -> list[Dated]:
    """Every date that may be the text's own, in the order of the text, with all its signs.

    The day ``named`` in the file's name only tells the year of a date without one.
    """
    places = _places(structure)
    found = list(_fields(structure, lang, zone))
    for line in structure.lines:
        if line.no in places:
            found += _of_line(line, places[line.no], lang, zone)
    found += _pictures(structure, zone)
    found += _yearless(structure, lang, zone, named)
    return _compared(found, structure)


def _fields(structure: Structure, lang: str, zone: ZoneInfo) -> Iterator[Dated]:
    for field in structure.fields:
        if field.name in {"published", "updated"}:
            for mention in find(field.value[:_MAX_LINE], lang, zone)[:1]:
                signs = {"field", *_of_mention(mention)}
                yield _dated(mention, zone, signs, field.line.text, field.name == "updated")
        elif field.name in {"url", "source"} and (day := in_path(field.value)):
            signs = {"address of the text"}
            yield Dated(day, at_start_of(day, zone), False, frozenset(signs), field.line.text)


def _dated(
    mention: Mention, zone: ZoneInfo, signs: set[str], evidence: str, updated: bool
) -> Dated:
    moment = utc(mention.moment) if mention.moment else at_start_of(mention.day, zone)
    return Dated(mention.day, moment, updated, frozenset(signs), evidence)


def _of_mention(mention: Mention) -> Iterator[str]:
    if mention.moment:
        yield "time of day"
    if mention.sure < 0.8:
        yield "open order"


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
    near = _BELOW if lines > 0 else _ABOVE
    return next((name for most, name in near if abs(lines) <= most), "far")


def _of_line(line: Line, place: frozenset[str], lang: str, zone: ZoneInfo) -> Iterator[Dated]:
    if "![" in line.text or not any(char.isdigit() for char in line.text[:_OPENING]):
        return
    text = _ESCAPE.sub("", _LINK.sub(r"\1", line.text[: 4 * _OPENING]))
    if len(text) > _MAX_LINE:
        yield from _of_long(text, place, lang, zone)
        return
    mentions = find(text, lang, zone)
    if not mentions or _QUOTED.match(text):
        return
    rest = date_words.beside(text, mentions)
    shape = re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "0", text)) if rest < 12 else ""
    common = {*place, *_of_text(text, rest, mentions)}
    start = 0
    for mention in mentions:
        label = date_words.said(text[start : mention.start])
        label = label or date_words.said_behind(text[mention.end :])
        start = mention.end
        if rest <= (_MAX_SAID if label else _MAX_REST):
            signs = {*common, *_of_mention(mention), *([label] if label else [])}
            evidence = line.text if rest <= _OWN_LINE else shorten(text[: mention.end], 120)
            made = _dated(mention, zone, signs, evidence, label == "update said")
            yield replace(made, shape=shape)


def _of_text(text: str, rest: int, mentions: tuple[Mention, ...]) -> Iterator[str]:
    """Signs of a line as a whole; ``rest`` letters stand beside its dates."""
    limits = ((0, "alone"), (12, "a word beside"), (45, "a name beside"))
    yield next((name for most, name in limits if rest <= most), "much beside")
    yield from (sign for sign, holds in _MARKS if holds(text))
    if rest > 12 and ends_like_prose(text):
        yield "sentence"
    if len({mention.day for mention in mentions}) > 2:
        yield "many days"
    if rest and date_words.of_something_else(text):
        yield "of something else"


def _of_long(text: str, place: frozenset[str], lang: str, zone: ZoneInfo) -> Iterator[Dated]:
    """A date in a paragraph: behind words that say it is the text's own, or opening it."""
    opening = text[:_OPENING]
    for mention in find(opening, lang, zone)[:2]:
        before, after = opening[: mention.start], opening[mention.end :]
        label = date_words.said(before) if date_words.begins_sentence(before) else ""
        signs = {*place, *_of_mention(mention), "paragraph"}
        shown = shorten(opening[max(0, mention.start - 40) : mention.end + 40], 120)
        if label in {"published said", "update said"}:
            yield _dated(mention, zone, {*signs, label}, shown, label == "update said")
        elif not before.strip() and after[:1].isspace() and len(after.split()) > 1:
            yield _dated(mention, zone, {*signs, "opens the text"}, shown, False)
        elif _DATELINE_BEFORE.fullmatch(before) and _DATELINE_AFTER.match(after):
            yield _dated(mention, zone, {*signs, "dateline"}, shown, False)
    closing = text[-_CLOSING:]
    for mention in find(closing, lang, zone)[-1:]:
        signs = {*place, *_of_mention(mention), "paragraph", "closes a paragraph"}
        ended = _ENDED.search(closing[: mention.start]) is not None
        if ended and not closing[mention.end :].strip(" )]*_."):
            yield _dated(mention, zone, signs, closing[max(0, mention.start - 20) :], False)


_DATELINE_BEFORE = re.compile(r"[(\[]?(?:[^\W\d_a-z][^.!?:;]{0,60})?")
_DATELINE_AFTER = re.compile(
    r"\s{0,2}(?:г\.)?\s?[)\]]?(?:\s{0,2}[(\[][^()]{2,40}[)\]]\s?[-–—:/.]|\s{0,2}[-–—:/])"
)
#: What stands right before a date that closes a paragraph and is none of its sentence's words.
_ENDED = re.compile(r"[.!?…»”\"](?:\s?[^\W\d_]{5,12},?\s?)?$")
#: A post of somebody, quoted with its day.
_QUOTED = re.compile(r"[>\s]*[—–-]\s.{2,60}\(@")


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
        for mention in find(line.text[:_OPENING], lang, zone)
    ]
    if years and (found := day_of(max(years), month, day)):
        yield found


def _pictures(structure: Structure, zone: ZoneInfo) -> Iterator[Dated]:
    """The day in the addresses of the text's pictures, where all of them have the same."""
    found = [
        (match.group(), in_path("/".join(match.groups())))
        for line in structure.lines
        for picture in _PICTURE.finditer(line.text[:4000])
        for match in _PATH_DAY.finditer(picture["address"])
    ]
    days = {day for _, day in found if day}
    if len(days) == 1:
        day = days.pop()
        yield Dated(day, at_start_of(day, zone), False, frozenset({"pictures"}), found[0][0])


def _compared(found: list[Dated], structure: Structure) -> list[Dated]:
    """The candidates with the signs that only a look at the others gives."""
    whole = len(structure.lines) > _PAGE
    shapes = Counter(each.shape for each in found if each.shape)
    days = Counter(day for day, _ in {(each.day, each.shape or each.evidence) for each in found})
    latest = max((each.day for each in found if not each.signs & _NOT_LATER), default=date.min)
    seen: set[str] = set()
    made = []
    for number, each in enumerate(found):
        many = shapes[each.shape] >= _MANY if each.shape else False
        alone = "alone" in each.signs
        named = {
            "one of many": many and each.shape in seen,
            "first of many": many and each.shape not in seen,
            "said again": days[each.day] > 1,
            "only day": len(days) == 1,
            "later day elsewhere": each.day < latest,
            "first": number == 0 and "pictures" not in each.signs,
            "first alone": alone and "alone" not in seen,
            "alone and near": alone and bool(each.signs & _NEAR),
            "far in a page": whole and "far" in each.signs,
            "whole page": whole,
        }
        seen |= {each.shape, "alone"} if alone else {each.shape}
        signs = {name for name, holds in named.items() if holds}
        made.append(replace(each, signs=each.signs | signs))
    return made


_NEAR = frozenset({"right below", "below", "right above", "above"})
#: Signs of days that say nothing of the others: of events, of other texts.
_NOT_LATER = frozenset({"another said", "paragraph", "pictures", "much beside", "sentence"})

"""When a text was published, and when it was last changed.

A date counts where a newspaper puts it: in a line of its own beside the headline or at the
end, or in the dateline that opens the first paragraph. One in running prose is an event's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from plugins.convert.data import phrases, words
from plugins.convert.metadata import datelines
from plugins.convert.metadata.moments import Mention, day_of, find, in_path
from plugins.convert.metadata.sentences import ends_like_prose
from plugins.convert.types import Hints, Line, Structure
from plugins.dates import at_start_of, iso, utc
from plugins.model import Guess, Origin
from plugins.text import shorten

#: Characters of a line that is looked at for a date of its own.
_MAX_LINE = 200
#: Letters that may stand beside a date in its line: a name, a place, a section.
_MAX_REST = 45
_MIN_SCORE = 0.5
_NEAR = 25
"""Lines below the headline that are still beside it, in a text with its menus left in."""

_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright)\D{0,40}?(?P<y>20\d\d)(?!\d)", re.IGNORECASE)
_DATELINE_BEFORE = re.compile(r"[(\[]?(?:[^\W\d_a-z][^.!?:;]{0,60})?")
_DATELINE_AFTER = re.compile(
    r"\s{0,2}(?:г\.)?\s?[)\]]?\s{0,2}(?:[(\[][^()]{2,40}[)\]])?\s{0,2}[-–—:/.]"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A date of the text that may be its own."""

    day: date
    moment: datetime
    score: float
    updated: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class When:
    """Both times of a text, each with its Guess."""

    published: datetime
    updated: datetime | None
    guesses: tuple[Guess, ...]


def guess(structure: Structure, lang: str, zone: ZoneInfo, hints: Hints) -> When:
    """The text's own dates, else the file name's, the first commit's, the file's, the clock's.

    None of them is later than the clock.
    """
    said = (*_candidates(structure, lang, zone), *_yearless(structure, lang, zone, hints.key))
    found = [each for each in said if each.moment <= hints.clock]
    first = _best([each for each in found if not each.updated])
    later = _best([each for each in found if each.updated])
    if first is not None:
        return _both(first, later, zone)
    return _only_updated(later, zone) if later is not None else _outside(hints, zone)


def _best(found: list[Found]) -> Found | None:
    return max(found, key=lambda each: each.score, default=None)  # of equals the first


def _both(first: Found, later: Found | None, zone: ZoneInfo) -> When:
    guesses = [_guess("published", first, zone)]
    if later is None or later.moment <= first.moment:
        return When(first.moment, None, tuple(guesses))
    guesses.append(_guess("updated", later, zone))
    return When(first.moment, later.moment, tuple(guesses))


def _only_updated(later: Found, zone: ZoneInfo) -> When:
    """The text says when it was changed alone: no other day in it is nearer to the first one."""
    guess_ = Guess("published", iso(later.moment, zone), Origin.TEXT, 0.45, later.evidence)
    return When(later.moment, None, (guess_,))


def _guess(field: str, found: Found, zone: ZoneInfo) -> Guess:
    confidence = round(min(0.95, found.score), 2)
    return Guess(field, iso(found.moment, zone), Origin.TEXT, confidence, found.evidence)


def _outside(hints: Hints, zone: ZoneInfo) -> When:
    """The published time from outside the text."""
    clock = utc(hints.clock)
    named = in_path(hints.key)
    choices = (
        (at_start_of(named, zone) if named else None, Origin.FILE_NAME, 0.4, hints.key),
        (hints.committed, Origin.GIT, 0.3, "first commit"),
        (hints.file_time, Origin.FILE_TIME, 0.2, "time of the file"),
    )
    for moment, origin, confidence, evidence in choices:
        if moment is not None and utc(moment) <= clock:
            guess_ = Guess("published", iso(moment, zone), origin, confidence, evidence)
            return When(utc(moment), None, (guess_,))
    guess_ = Guess("published", iso(clock, zone), Origin.DEFAULT, 0.1, "time of the conversion")
    return When(clock, None, (guess_,))


def _candidates(structure: Structure, lang: str, zone: ZoneInfo) -> Iterator[Found]:
    """Dates that may be the text's own and score enough, in the order of the text."""
    for field in structure.fields:
        if field.name in {"published", "updated"}:
            for mention in find(field.value[:_MAX_LINE], lang, zone)[:1]:
                yield _found(mention, zone, 0.95, field.name == "updated", field.line.text)
        elif field.name in {"url", "source"} and (day := in_path(field.value)):
            yield Found(day, at_start_of(day, zone), 0.55, False, field.line.text)
    places = _places(structure)
    for line in structure.lines:
        if line.no in places and len(line.text) <= _MAX_LINE:
            yield from _of_line(line, places[line.no], lang, zone)
    yield from _dateline(structure, lang, zone)


def _found(mention: Mention, zone: ZoneInfo, score: float, updated: bool, evidence: str) -> Found:
    moment = utc(mention.moment) if mention.moment else at_start_of(mention.day, zone)
    return Found(mention.day, moment, score * mention.sure, updated, evidence)


def _places(structure: Structure) -> dict[int, float]:
    """What a line's place adds to the score of its date, by line number."""
    top = structure.headline_line.no if structure.headline_line else 0
    order = {line.no: index for index, line in enumerate(structure.lines)}
    at = order.get(top, 0)
    places: dict[int, float] = {}
    for line in structure.lines:
        distance = order[line.no] - at
        if 0 <= distance <= _NEAR:
            places[line.no] = 0.25 - 0.008 * distance
        elif -_NEAR <= distance < 0:
            places[line.no] = 0.12 + 0.008 * distance
    for line in structure.lines[: len(structure.lines) * 6 // 10]:
        places.setdefault(line.no, -0.12)
    for line in structure.head:
        places.setdefault(line.no, -0.05)
    for line in structure.tail:
        places.setdefault(line.no, -0.05)
    for line in structure.lines[-6:]:
        places[line.no] = max(places.get(line.no, 0.0), 0.02)
    return places


def _of_line(line: Line, place: float, lang: str, zone: ZoneInfo) -> Iterator[Found]:
    text = _LINK.sub(r"\1", line.text)
    mentions = find(text, lang, zone)
    if not mentions or "![" in text:
        return
    rest = _rest(text, mentions)
    start = 0
    for mention in mentions:
        label = _label(text[start : mention.start])
        start = mention.end
        score = _score(text, rest, label, place)
        if score >= _MIN_SCORE:
            yield _found(mention, zone, score, label == "updated", line.text)


def _score(text: str, rest: int, label: str, place: float) -> float:
    """How likely the date of a line is the text's own; ``rest`` letters stand beside it."""
    parted = re.search(r"[|•·]|\s[–—-]\s", text) is not None
    most = _MAX_REST + 25 if label else _MAX_REST if parted else _MAX_REST - 12
    if label == "elsewhere" or rest > most:
        return 0.0
    if not label and rest and ((ends_like_prose(text) and rest > 12) or _beside("elsewhere", text)):
        return 0.0
    score = 0.5 + place + (0.3 if label else 0.0)
    score += 0.2 if rest == 0 else 0.1 if rest <= _MAX_REST // 2 else 0.0
    return score - (0.35 if "@" in text or "://" in text else 0.0)


def _label(before: str) -> str:
    """``published``, ``updated``, ``elsewhere`` or nothing: what the words before a date say.

    They count where they open the words or stand right before the date.
    """
    words_ = before[-80:].lower()
    opening = len(words_) - len(words_.lstrip(" \t*_#|•·–—-([:>"))
    hits = [
        (match.end(), name)
        for name in ("published", "updated", "elsewhere")
        for match in _pattern(name).finditer(words_)
        if match.start() == opening or (len(words_) - match.end() <= 6 and not _weak(match))
    ]
    return max(hits)[1] if hits else ""


def _weak(match: re.Match[str]) -> bool:
    """Whether the words mean a date of anything unless the line begins with them."""
    return match.group().lower() in words("phrases", "weak")


def _beside(name: str, text: str) -> bool:
    return _pattern(name).search(text) is not None


def _rest(text: str, mentions: tuple[Mention, ...]) -> int:
    """Letters beside dates, labels and the small words around them."""
    parts: list[str] = []
    start = 0
    for mention in mentions:
        parts.append(text[start : mention.start])
        start = mention.end
    kept = " ".join([*parts, text[start:]])
    for name in ("published", "updated"):
        kept = _pattern(name).sub(" ", kept)
    rest = [word for word in re.findall(r"[^\W\d_]+", kept) if word.lower() not in _around()]
    dense = len(_DENSE.findall("".join(rest)))
    return sum(len(word) for word in rest) + 2 * dense


@lru_cache(maxsize=1)
def _around() -> frozenset[str]:
    return words("phrases", "around") | words("calendar", "weekdays")


@lru_cache(maxsize=4)
def _pattern(name: str) -> re.Pattern[str]:
    known = "|".join(re.escape(phrase) for phrase in phrases("phrases", name))
    return re.compile(rf"(?<![^\W\d_])(?:{known})(?![^\W\d_])", re.IGNORECASE)


def _dateline(structure: Structure, lang: str, zone: ZoneInfo) -> Iterator[Found]:
    """The date that opens the first paragraph: ``PARIS, 18 novembre 2024 (AFP) – …``."""
    for number, paragraph in enumerate(structure.paragraphs()):
        if number > 1:
            return
        opening = paragraph[:160]
        for mention in find(opening, lang, zone)[:1]:
            before, after = opening[: mention.start], opening[mention.end :]
            if _DATELINE_BEFORE.fullmatch(before) and _DATELINE_AFTER.match(after):
                yield _found(mention, zone, 0.62, False, shorten(opening[: mention.end + 40], 120))


def _yearless(structure: Structure, lang: str, zone: ZoneInfo, key: str) -> Iterator[Found]:
    """The day of a dateline (``ROMA, 14 NOV (ANSA)``) in the year that stands elsewhere."""
    for text in datelines.openings(structure):
        opened = datelines.of_text(text, lang)
        said = datelines.day_and_month(opened.text, lang) if opened else None
        if opened and said and not find(opened.text, lang, zone):
            for day in _nearest(*said, structure, key):
                yield Found(day, at_start_of(day, zone), 0.6, False, shorten(opened.text, 120))
            return


def _nearest(day: int, month: int, structure: Structure, key: str) -> Iterator[date]:
    """That day of the year of the file's name, or of the rights at the text's end."""
    named = in_path(key) or next(
        (found for field in structure.fields if (found := in_path(field.value))), None
    )
    ends = (match for line in structure.tail for match in _RIGHTS.finditer(line.text))
    year = named.year if named else next((int(match["y"]) for match in ends), 0)
    years = (year - 1, year, year + 1) if named else (year,)
    days = [found for each in years if (found := day_of(each, month, day))]
    if days:
        yield min(days, key=lambda each: abs(each - named) if named else timedelta())

"""When a text was published, and when it was last changed.

Each date of the text that may be its own has signs for and against it; the likeliest is taken
where it is likelier than not. One in running prose is an event's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from plugins.convert.metadata import dated
from plugins.convert.metadata.a_date import Dated
from plugins.convert.metadata.moments import in_path
from plugins.convert.metadata.weighing import chance
from plugins.convert.types import Hints, Structure
from plugins.dates import at_start_of, iso, utc
from plugins.model import Guess, Origin

#: Odds above even: below them a date is more likely another's.
_LEAST = 0.55
#: The same of a day of a change that is the only one.
_LEAST_ALONE = 0.45
#: What the day of a change needs, where its words say that it is one.
_LEAST_CHANGE = 0.2
#: Signs of words that say when the text comes out, though that may be to come.
_ANNOUNCED = frozenset({"published said", "stated"})
#: A date of the text is never surer than this, and one of a change alone right 7 times in 10.
_SUREST, _SUREST_CHANGE = 0.98, 0.7


@dataclass(frozen=True, slots=True)
class Found:
    """A date of the text that may be its own, and how likely it is."""

    dated: Dated
    chance: float


@dataclass(frozen=True, slots=True)
class When:
    """Both times of a text, each with its Guess."""

    published: datetime
    updated: datetime | None
    guesses: tuple[Guess, ...]


def guess(structure: Structure, lang: str, zone: ZoneInfo, hints: Hints) -> When:
    """The text's own dates, else the file name's, the first commit's, the file's, the clock's.

    A date that is to come counts where words say that the text comes out then.
    """
    said = dated.candidates(structure, lang, zone, in_path(hints.key), hints.captured)
    found = [
        Found(each, chance("dates", each.signs))
        for each in said
        if each.moment <= hints.clock or _is_announced(each)
    ]
    later = _best([each for each in found if each.dated.updated])
    first = _first([each for each in found if not each.dated.updated], later)
    if first is not None:
        return _both(first, later, zone)
    if later is not None and later.chance >= _LEAST_ALONE:
        return _only_updated(later, zone)
    return _outside(hints, zone)


def _is_announced(each: Dated) -> bool:
    """Whether words say that the text comes out on that day, which can only be this one."""
    return bool(each.signs & _ANNOUNCED) and "open order" not in each.signs


def _best(found: list[Found]) -> Found | None:
    return max(found, key=lambda each: each.chance, default=None)  # of equals the first


def _first(found: list[Found], later: Found | None) -> Found | None:
    """The likeliest publication; not after the day of a change that is as likely."""
    best = _best(found)
    if best and later and later.dated.day < best.dated.day and later.chance > _LEAST_CHANGE:
        best = _best([each for each in found if each.dated.day <= later.dated.day])
    return best if best and best.chance >= _LEAST else None


def _both(first: Found, later: Found | None, zone: ZoneInfo) -> When:
    guesses = [_guess("published", first, zone)]
    if later is None or later.chance < _LEAST_CHANGE or _moment(later) <= _moment(first):
        return When(_moment(first), None, tuple(guesses))
    guesses.append(_guess("updated", later, zone))
    return When(_moment(first), _moment(later), tuple(guesses))


def _only_updated(later: Found, zone: ZoneInfo) -> When:
    """The text says when it was changed alone: no other day in it is nearer to the first one."""
    return When(_moment(later), None, (_guess("published", later, zone, _SUREST_CHANGE),))


def _moment(found: Found) -> datetime:
    return found.dated.moment


def _guess(field: str, found: Found, zone: ZoneInfo, most: float = _SUREST) -> Guess:
    confidence = round(min(most, found.chance), 2)
    shown = iso(found.dated.moment, zone)
    return Guess(field, shown, Origin.TEXT, confidence, found.dated.evidence)


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

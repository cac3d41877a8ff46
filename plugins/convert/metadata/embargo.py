"""Until when a text must wait, by what it says: ``EMBARGO: 29 November 2026, 08:00``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from plugins.convert.data import either, table, words
from plugins.convert.metadata.moments import Mention, find, months
from plugins.dates import at_start_of, iso, utc
from plugins.model import Guess, Origin

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from plugins.convert.types import Described, Line

#: Characters of the longest line that says so, lines at the top and at the end that are looked at.
_LONGEST, _TOP, _END = 160, 30, 10
#: Characters behind a colon that are few enough for a time.
_SHORT = 60
#: Before a label: nothing, or a mark that parts the line.
_BEFORE = r"(?:^[\W_]*|[|–—\-:;.,(\[*/!]\s*)"
_CLOCK = re.compile(
    r"\d\s?[:h]\s?\d\d|\d\.\d\d(?![.\d])|\d\s?(?:h|hrs|am|pm|[ap]\.m\.|uhr|uur|[時时点點])(?![^\W\d_])",
    re.IGNORECASE,
)
_SURE, _CLEAR = 0.95, 0.8


@dataclass(frozen=True, slots=True)
class Embargo:
    """What a text says of the time before which it must not be published."""

    lines: tuple[Line, ...]
    """One, or a label and the line below it."""
    moment: datetime | None
    """In UTC; None where it cannot be read for certain."""
    is_sure: bool = False
    """Whether its words can mean nothing else."""

    @property
    def evidence(self) -> str:
        """The words of its lines."""
        return " ".join(line.text for line in self.lines)


def near(lines: Sequence[Line]) -> Sequence[Line]:
    """Those at the top and at the end, where an embargo stands."""
    return lines if len(lines) <= _TOP + _END else (*lines[:_TOP], *lines[-_END:])


def of(
    lines: Sequence[Line], edge: Container[Line], headline: str, lang: str, zone: ZoneInfo
) -> Embargo | None:
    """The embargo that ``lines`` state; of several the last to end.

    One that cannot be read goes before all others. Beside the text, in ``edge``, fewer words
    are enough.
    """
    said = "\n".join(line.text[:_LONGEST] for line in lines).lower().replace("_", " ")
    if not any(word in said for word in _listed("needs")):
        return None
    found = [
        each
        for line, below in pairwise((*lines, None))
        if line and (each := _of_line(line, below, lang, zone))
        if each.moment or each.is_sure or (line in edge and headline not in line.text)
    ]
    unread = (each for each in found if each.moment is None)
    return next(unread, max(found, key=_moment, default=None))


def _moment(embargo: Embargo) -> float:
    return embargo.moment.timestamp() if embargo.moment else 0


def guesses(embargo: Embargo | None) -> Iterable[Guess]:
    """Each of its lines as evidence, so that none stays in a body."""
    for line in embargo.lines if embargo else ():
        yield Guess("published", "", Origin.TEXT, _SURE, line.text)


def over(described: Described, embargo: Embargo | None, zone: ZoneInfo) -> Described:
    """``described`` as published when the embargo ends, unless the text names a later time."""
    if embargo is None or embargo.moment is None:
        return described
    is_stated = described.published_origin in {Origin.TEXT, Origin.EMBEDDED}
    if is_stated and described.published >= embargo.moment:
        return described
    shown = iso(embargo.moment, zone)
    mine = Guess("published", shown, Origin.TEXT, _SURE, embargo.evidence)
    others = (each for each in described.guesses if each.field != "updated")
    return replace(
        described,
        published=embargo.moment,
        published_origin=Origin.TEXT,
        updated=None,
        guesses=tuple(mine if each.field == "published" else each for each in others),
    )


def _of_line(line: Line, below: Line | None, lang: str, zone: ZoneInfo) -> Embargo | None:
    """What ``line`` says; of a longer one its beginning counts."""
    text = line.text[:_LONGEST].replace("_", " ")
    lines: tuple[Line, ...] = (line,)
    label = _pattern("labels").search(text) or _pattern("dense").search(text)
    match = label or _pattern("bare").search(text)
    if match is None or (len(line.text) > _LONGEST and match.start() > 0):
        return None
    rest = text[match.end() :]
    is_alone = not any(map(str.isalnum, rest))
    if is_alone and below and len(below.text) <= _SHORT:
        text, rest, lines = f"{text} {below.text}", below.text, (line, below)
    mentions = find(text, lang, zone)
    if mentions:
        return Embargo(lines, _read(text, mentions, zone), is_sure=True)
    if _is_free(rest):
        return None
    is_sure = bool(label) or _tells_time(rest, lang) or (is_alone and line.text.isupper())
    is_named = rest.lstrip().startswith((":", "：")) and len(rest) <= _SHORT
    return Embargo((line,), None, is_sure) if is_sure or is_named else None


def _read(text: str, mentions: Sequence[Mention], zone: ZoneInfo) -> datetime | None:
    """The latest of the times in ``text``; None where there may be more to it."""
    last = max(mentions, key=lambda each: (each.day, each.moment is not None))
    beside = text[: last.start] + " " + text[last.end :]
    if last.sure < _CLEAR or (last.moment is None and (_CLOCK.search(beside) or _is_near(beside))):
        return None
    return utc(last.moment) if last.moment else at_start_of(last.day, zone)


def _tells_time(text: str, lang: str) -> bool:
    """Whether ``text`` has a time of day, a weekday, or a day of a month."""
    spoken = [word.lower() for word in re.findall(r"[^\W\d_]+", text)]
    weekdays = words("calendar", "weekdays")
    has_day = any(len(word) > 3 and word in weekdays for word in spoken)
    has_month = any(char.isdigit() for char in text) and any(
        word in months(lang) for word in spoken
    )
    return bool(_CLOCK.search(text)) or has_day or has_month or _is_near(text)


def _is_near(text: str) -> bool:
    return _pattern("near").search(text) is not None


def _is_free(text: str) -> bool:
    return _pattern("free").search(text) is not None


@lru_cache(maxsize=8)
def _listed(name: str) -> frozenset[str]:
    """The words ``name`` of all languages."""
    listed = (str(each.get(name, "")).split("|") for each in table("embargoes").values())
    return frozenset(word.strip() for words_ in listed for word in words_) - {""}


@lru_cache(maxsize=8)
def _pattern(name: str) -> re.Pattern[str]:
    """Any of these words where they may stand."""
    known = either(_listed(name), r"\s")
    before = _BEFORE if name in {"labels", "bare"} else ""
    spaced = r"(?<![^\W\d_])" if name in {"free", "near"} else ""
    dense = r"(?![^\W\d_])" if name != "dense" else ""
    return re.compile(before + spaced + known + dense, re.IGNORECASE)

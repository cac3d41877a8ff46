"""Days and times that are told from when a page was seen: "yesterday", "vor 3 Stunden".

They are read where that is known: from the container (a web archive notes when it fetched a page),
or from the day that the page itself shows above its headline, as mastheads do, where the words say
that it is the publication or a change. The clock of the machine says nothing about a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from plugins.convert.data import table
from plugins.convert.metadata import date_words
from plugins.convert.metadata.a_date import Dated, dated
from plugins.convert.metadata.language import base
from plugins.convert.metadata.moments import Mention, timed
from plugins.convert.types import Line, Seen

#: Characters of a line; letters beside what it says of its time, and what they are a sign of.
_LONGEST = 80
_BESIDE = ((0, "alone"), (12, "a word beside"), (45, "a name beside"))
_UNITS = {"minute": "minutes", "hour": "hours", "day": "days", "week": "weeks"}
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９", "0123456789" * 3)
_DENSE = frozenset({"ja", "zh"})
#: Where such a line may stand; without words that say what it is, before the text alone.
NEAR = frozenset({"before the text", "right below", "right above"})
#: Signs of a day that a masthead shows.
_SHOWN = frozenset({"right above", "above"})
_SAID = frozenset({"published said", "update said", "another said"})


@dataclass(frozen=True, slots=True)
class Ago:
    """How long before the page was seen."""

    match: re.Match[str]
    span: timedelta
    is_exact: bool
    """Whether minutes or hours are told, not days."""


def shown(found: list[Dated]) -> Dated | None:
    """The one day that stands alone above the headline, with nothing that says what it is."""
    days = [each for each in found if each.signs & _SHOWN and not each.signs & _SAID]
    alone = [each for each in days if "alone" in each.signs]
    return alone[0] if alone and len({each.day for each in days}) == 1 else None


def of_line(
    line: Line,
    place: frozenset[str],
    lang: str,
    zone: ZoneInfo,
    captured: Seen | None,
    masthead: Dated | None,
) -> Iterator[Dated]:
    """What a short line that says little else says of its times."""
    text = line.text.translate(_DIGITS)
    anchor = captured or _seen(masthead)
    if anchor is None or len(text) > _LONGEST:
        return
    told = [*_told(text, find(text, lang), anchor, zone)]
    rest = date_words.beside(text, tuple(mention for mention, _ in told))
    beside = next((sign for most, sign in _BESIDE if rest <= most), None)
    for mention, label in told:
        is_said = label in {"published said", "update said"}
        if beside and (is_said or (captured and "before the text" in place)):
            signs = {*place, beside, "relative", *([label] if label else [])}
            yield dated(mention, zone, signs, line.text, updated=label == "update said")


def find(text: str, lang: str) -> list[Ago]:
    """All such words in ``text``, whose digits are those of ASCII, in order, none overlapping."""
    found: list[Ago] = []
    for count, unit, pattern in _patterns(base(lang)):
        for match in pattern.finditer(text):
            if any(match.start() < a.match.end() and a.match.start() < match.end() for a in found):
                continue
            said = next((group for group in match.groups() if group), "1")
            number = count if count is not None else int(said) if said.isdigit() else 1
            found.append(Ago(match, timedelta(**{unit: number}), unit in {"minutes", "hours"}))
    return sorted(found, key=lambda each: each.match.start())


def _seen(masthead: Dated | None) -> Seen | None:
    """When a page was made that shows this day above its headline."""
    if masthead is None:
        return None
    return Seen(masthead.moment, is_day="time of day" not in masthead.signs)


def _told(
    text: str, found: list[Ago], anchor: Seen, zone: ZoneInfo
) -> Iterator[tuple[Mention, str]]:
    """What can be counted from ``anchor``, and what the words before or right behind say it is.

    A day alone says nothing of minutes and hours: they may even lead to the day before.
    """
    end = 0
    for each in found:
        rest = " " * end + text[end:]  # what was read is no time and no label of the next
        end = each.match.end()
        if each.is_exact and anchor.is_day:
            continue
        mention = _mention(rest, each, anchor, zone)
        end = mention.end
        yield mention, date_words.said(rest[: mention.start]) or date_words.said_behind(rest[end:])


def _mention(text: str, found: Ago, anchor: Seen, zone: ZoneInfo) -> Mention:
    """The day, counted in the zone of the site, with the time that stands beside it."""
    start, end = found.match.span()
    if found.is_exact:
        moment = anchor.moment - found.span
        return Mention(start, end, moment.astimezone(zone).date(), moment, 1.0)
    day = anchor.moment.astimezone(zone).date() - found.span
    return timed(text, found.match, day, 1.0, zone)


@lru_cache(maxsize=32)
def _patterns(lang: str) -> tuple[tuple[int | None, str, re.Pattern[str]], ...]:
    """Count, if the words themselves say it, unit and pattern; the longest words first."""
    rows = table("relative")
    one = "|".join(word.strip() for word in str(rows["one"]["words"]).split("|"))
    made = []
    for key, (source, _) in rows.get(lang, {}).items():
        count, _, unit = key.rpartition(" ")
        numbered = source.replace("{n}", rf"(\d{{1,3}}|{one})")
        border = ("", "") if lang in _DENSE else (r"(?<![^\W_])", r"(?![^\W_])")
        pattern = re.compile(f"{border[0]}(?:{numbered}){border[1]}", re.IGNORECASE)
        made.append((int(count) if count else None, _UNITS.get(unit, unit), pattern))
    return tuple(sorted(made, key=lambda each: -len(each[2].pattern)))

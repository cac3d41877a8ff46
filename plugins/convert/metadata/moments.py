"""Dates and times in a line of text, in the forms of many languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from plugins.convert.data import either, table
from plugins.convert.metadata.iranian import jalali
from plugins.convert.metadata.language import base
from plugins.convert.metadata.month_names import LANGUAGES, key, named

_EARLIEST = 1900
#: Written month first where all is numbers.
_MONTH_FIRST = frozenset({"en", "en-us", "en-ph"})
#: Digits of other scripts count as the ones of ASCII; one character for one.
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९０１２３４５６７８９", "0123456789" * 4)
_OFFSETS = {
    **dict.fromkeys(("UTC", "GMT", "Z", "WET"), 0),
    **dict.fromkeys(("CET", "MEZ", "WEST"), 60),
    **dict.fromkeys(("CEST", "MESZ", "EET"), 120),
    **dict.fromkeys(("EEST", "MSK", "МСК"), 180),
    "EDT": -240,
    **dict.fromkeys(("EST", "CDT"), -300),
    **dict.fromkeys(("CST", "MDT"), -360),
    **dict.fromkeys(("MST", "PDT"), -420),
    "PST": -480,
    **dict.fromkeys(("JST", "KST"), 540),
    **dict.fromkeys(("SGT", "HKT"), 480),
}
_REGIONS = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
    "BST": "Europe/London",
}
#: Names of more than one zone: the day is known, the hour is not.
_AMBIGUOUS = frozenset({"IST", "AST", "AEST", "ACST", "AWST", "WIB", "PKT", "NST"})

_DIGIT = re.compile(r"\d|[令平]")
_OTHER_DIGIT = re.compile(f"[{''.join(map(chr, _DIGITS))}]")
#: What every date holds, and most lines with digits do not: a year, or two marks among numbers.
_YEARS = re.compile(r"(?<!\d)(?:19|20|1[34])\d\d|(?<=\d)[./]\s?\d{1,2}[./]\s?\d\d|令和|平成")
#: A page's elements may be glued together: "20232:26 PM" is a year and a time.
_YEAR = r"(?P<y>(?:19|20)\d\d)(?!\.?\d(?!\d?:\d\d))"
_ORDINAL = r"(?:er|st|nd|rd|th|\.?º|°|-?го|-?е|ª)?"
_OF = r"(?:de\s+|del\s+|d['’]\s?|of\s+)?"
_DAY = r"(?<![\d.,:/])(?P<d>[0-3]?\d)"
_NUMERIC = (
    re.compile(
        r"(?<![\d/.\-])(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<m>[01]?\d)(?P=s)(?P<d>[0-3]?\d)(?!\d)"
    ),
    re.compile(r"(?<![\d/.\-])(?P<a>[0-3]?\d)(?P<s>[-/.])\s?(?P<b>[0-3]?\d)(?P=s)\s?" + _YEAR),
    re.compile(
        r"(?<![\d/.\-])(?P<a>[0-3]?\d)(?P<s>[/.])(?P<b>[0-3]?\d)(?P=s)(?P<yy>\d\d)(?![\d/.%])"
    ),
    re.compile(
        r"(?<!\d)"
        r"(?P<y>(?:19|20)\d\d)\s*[年년]\s*(?P<m>\d{1,2})\s*[月월]\s*(?P<d>\d{1,2})\s*[日일]"
    ),
    re.compile(
        r"(?P<era>令和|平成)\s*(?P<ey>\d{1,2}|元)\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日"
    ),
)
_ERAS = {"令和": 2018, "平成": 1988}
_CLOCK = (
    r"(?P<h>[01]?\d|2[0-4])(?:"
    r"\s?[:.]\s?(?P<min>[0-5]\d)(?:[:.][0-5]\d(?:\.\d+)?)?\s?(?P<half>[ap]\.?m\b\.?)?"
    r"|\s?h(?:eures?|rs?)?\s?(?P<min2>[0-5]\d)?(?![^\W\d_])"
    r"|\s?(?P<half2>[ap]\.?m\b\.?)"
    r"|\s?(?:Uhr|uur)"
    r"|\s?[時时点點시]\s?(?:(?P<min3>[0-5]?\d)\s?[分분])?"
    r")"
)
_ZONE_NAMES = "|".join(sorted({*_OFFSETS, *_REGIONS, *_AMBIGUOUS}, key=lambda n: (-len(n), n)))
_ZONE = (
    r"(?:\s?\(?\s?(?P<zone>(?:UTC|GMT)?\s?[+\-−]\d{1,2}(?::?\d\d)?(?!\d)"
    rf"|(?-i:(?:{_ZONE_NAMES})(?![a-z]))))?"
)
_WORD_BEFORE_TIME = (
    r"(?:à|at|um|a\s+las|alle(?:\s+ore)?|ore|às|a\s+la|om|o\s+godz\.|godz\.|o|в|kl\.?|klo|saat"
    r"|الساعة|ساعت|בשעה|στις|T)?"
)
_AFTER = re.compile(
    r"(?:\s?(?:г|р)\.)?[\s,|•·\-–—/(]*" + _WORD_BEFORE_TIME + r"[\s:,|•·\-–]*" + _CLOCK + _ZONE,
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?<![\d:.])" + _CLOCK + _ZONE + r"[\s,|•·\-–—]*(?:on\s+)?(?:[^\W\d_]{2,9}\.?,?\s+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A day, perhaps with its time, and where in its line it stands."""

    start: int
    end: int
    """Behind the time, if there is one."""
    day: date
    moment: datetime | None
    """Aware, in UTC; None where no time is given."""
    sure: float
    """0 to 1: lower where day and month may be the other way round."""


@lru_cache(maxsize=1024)  # several readers ask for those of the same line
def find(text: str, lang: str, zone: ZoneInfo) -> tuple[Mention, ...]:
    """All full dates in ``text`` (year, month and day given), in order, none overlapping.

    Times without a zone of their own are meant in ``zone``.
    """
    if not _DIGIT.search(text):
        return ()
    line = text.translate(_DIGITS) if _OTHER_DIGIT.search(text) else text
    if not _YEARS.search(line):
        return ()
    found: list[Mention] = []
    for match, day, sure in _sorted(line, lang):
        if not found or match.start() >= found[-1].end:
            found.append(timed(line, match, day, sure, zone))
    return tuple(found)


def in_path(path: str) -> date | None:
    """The day that a file's name, or an address's path, begins or holds: ``2024-11-18-…``."""
    pattern = r"(?<![^\W_])((?:19|20)\d\d)([-_./]?)([01]\d)\2([0-3]\d)(?![^\W_])"
    days = (day_of(int(y), int(m), int(d)) for y, _, m, d in re.findall(pattern, path))
    return next((day for day in days if day), None)


Hit = tuple[re.Match[str], date, float]


@lru_cache(maxsize=2048)
def _sorted(line: str, lang: str) -> tuple[Hit, ...]:
    """All dates of a line by their places, whatever the zone that their times are meant in."""
    return tuple(sorted(_days(line, lang), key=lambda hit: hit[0].start()))


def _days(line: str, lang: str) -> Iterator[Hit]:
    for pattern, needed in _named(lang):
        for match in pattern.finditer(line) if needed.search(line) else ():
            month = months(lang).get(key(match["m"]), 0)
            if day := day_of(int(match["y"]), month, int(match["d"])):
                yield match, day, 1.0
    for pattern in _NUMERIC:
        for match in pattern.finditer(line):
            if hit := _numeric(match, lang):
                yield match, *hit
    yield from ((match, day, 0.9) for match, day in jalali(line))


def _numeric(match: re.Match[str], lang: str) -> tuple[date, float] | None:
    parts = match.groupdict()
    if parts.get("a") is None:
        day = day_of(_year(parts), int(parts["m"]), int(parts["d"]))
        return (day, 1.0) if day else None
    first, second = int(parts["a"]), int(parts["b"])
    month_first = lang.lower() in _MONTH_FIRST and parts["s"] == "/"
    orders = (
        ((first, second), (second, first)) if month_first else ((second, first), (first, second))
    )
    days = [day_of(_year(parts), month, day) for month, day in orders]
    chosen = days[0] or days[1]
    open_question = bool(days[0] and days[1]) and days[0] != days[1] and base(lang) == "en"
    return (chosen, 0.6 if open_question else 0.9) if chosen else None


def _year(parts: dict[str, str | None]) -> int:
    if era := parts.get("era"):
        years = parts["ey"] or "1"
        return _ERAS[era] + (1 if years == "元" else int(years))
    if short := parts.get("yy"):
        return 2000 + int(short)
    return int(parts.get("y") or 0)


def day_of(year: int, month: int, day: int) -> date | None:
    """That day, or None where there is none."""
    if year < _EARLIEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def timed(line: str, match: re.Match[str], day: date, sure: float, zone: ZoneInfo) -> Mention:
    """The day of ``match`` with the time that stands beside it in its line."""
    after = _AFTER.match(line, match.end())
    before = None if after else _BEFORE.search(line, max(0, match.start() - 45), match.start())
    moment = _moment(day, clock, zone) if (clock := after or before) else None
    start = before.start() if before and moment else match.start()
    end = after.end() if after and moment else match.end()
    return Mention(start, end, day, moment, sure)


def _moment(day: date, clock: re.Match[str], zone: ZoneInfo) -> datetime | None:
    hour = int(clock["h"])
    minute = int(clock["min"] or clock["min2"] or clock["min3"] or 0)
    half = (clock["half"] or clock["half2"] or "").lower()
    if half:
        if hour > 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    where = _zone(clock["zone"] or "", zone)
    if where is None or hour > 23 or minute > 59:
        return None
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=where).astimezone(UTC)


def _zone(name: str, zone: ZoneInfo) -> tzinfo | None:
    """The zone called ``name``, ``zone`` where it is none, None where it may be several."""
    upper = name.upper().replace("−", "-").replace(" ", "")
    if upper in _AMBIGUOUS:
        return None
    if upper in _OFFSETS:
        return timezone(timedelta(minutes=_OFFSETS[upper]))
    if upper in _REGIONS and name.isupper():
        return ZoneInfo(_REGIONS[upper])
    offset = re.search(r"([+-])(\d{1,2}):?(\d\d)?$", upper)
    if offset and int(offset[2]) <= 14:
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))
    return zone


def is_month(word: str, lang: str) -> bool:
    """Whether ``word`` is the name of a month in ``lang``, whole or short."""
    return key(word) in _own_months(base(lang))


@lru_cache(maxsize=32)
def _own_months(lang: str) -> frozenset[str]:
    listed = _listed(table("months")["extra"].get(lang, []))
    return frozenset(name for name, _ in (*named(lang), *listed))


@lru_cache(maxsize=64)
def months(lang: str) -> dict[str, int]:
    """Months by name, lower case, of ``lang`` first, then of all languages we have words for."""
    extra: dict[str, list[str]] = table("months")["extra"]
    names: dict[str, int] = {}
    for code in dict.fromkeys((base(lang), *LANGUAGES)):
        for name, month in (*named(code), *_listed(extra.get(code, []))):
            if len(name) > 1:
                names.setdefault(name, month)
    return names


def _listed(lines: list[str]) -> Iterator[tuple[str, int]]:
    for line in lines:
        for month, name in enumerate(line.split(), 1):
            if name != "-":
                yield key(name.replace("_", " ")), month


@lru_cache(maxsize=64)
def _named(lang: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Each form of a date with a month's name, and its numbers, which most lines have not."""
    names = either(months(lang), r"\s")
    # Glued to a word in small letters a month still begins with a capital: "2 min readApril 25".
    month = r"(?:(?<![^\W\d_])|(?<=(?-i:[a-z]))(?=(?-i:[A-Z])))ב?(?P<m>" + names
    month += r")(?![^\W\d_])"
    behind = r"(?P<d>[0-3]?\d)" + _ORDINAL + r"(?:[,.]\s*|\s+|-)" + _YEAR
    first = _DAY + _ORDINAL + r"[\s.,/\-]*" + _OF
    last = r"(?<!\d)" + _YEAR + r"[\s.,]+"
    sources = (
        (first + month + r"[\s.,/\-]*" + _OF + _YEAR, first + r"[^\W\d_]"),
        (month + r"\.?[\s\-]*" + behind, behind),
        (last + month + r"\.?\s+(?P<d>[0-3]?\d)(?!\d)", last + r"[^\W\d_]"),
    )
    return tuple(
        (re.compile(source, re.IGNORECASE), re.compile(needed, re.IGNORECASE))
        for source, needed in sources
    )

"""The dateline that opens a report: its town, its day and its agency.

``ROMA, 14 NOV (ANSA) - …``, ``МОСКВА, 14 ноября. /ТАСС/. …``, ``【ロンドン共同】…``
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from plugins.convert.data import either
from plugins.convert.metadata.moments import months
from plugins.convert.metadata.names import agency
from plugins.convert.types import Structure

_READ = 140
_DASH = r"\s{0,2}\.?\s{0,2}(?:[-–—:]{1,2}\s{0,2}|(?<=\.)\s{1,2})"
_BEFORE = r"\s*(?P<before>[^()/\[\]!?:;–—\n【】（）]{2,60}?)[\s,.]{0,3}"
_OPENINGS = (
    re.compile(_BEFORE.replace("()/", "()") + r"\((?P<agency>[^()]{2,30})\)" + _DASH),
    re.compile(r"\s*\((?P<agency>[^()]{2,30})\)\s?[-–—]\s?(?P<before>[^()–—]{2,40}?)\s[-–—]\s"),
    re.compile(_BEFORE + r"/(?P<agency>[^/\n]{2,30})/" + r"[\s.–—-]{1,4}"),
    re.compile(_BEFORE + r"[-–—]\s?(?P<agency>[^\W\d_][^.\n–—]{2,24})\.\s"),
    re.compile(r"\s*[【（\[](?P<before>[^【】（）\[\]＝=]{2,16})(?:[＝=][^】）\]]{1,12})?[】）\]]"),
    re.compile(r"\s*(?P<agency>新华社|新華社|中新社)(?P<before>[^，。,]{2,24}?)[电電][\s，,]?"),
)
_TOWN = re.compile(r"[^,\d]+")
_CASED = re.compile(r"[^\W\d_]+")
_SMALL = frozenset("am an der de la le el du sur upon und of on".split())


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before a report's first words."""

    town: str
    """As written."""
    agency: str
    """As our list writes it; empty where it names none that we know."""
    text: str
    """All of it, as the opening of its paragraph."""


def of_text(text: str, lang: str) -> Dateline | None:
    """The dateline that ``text`` opens with: with an agency, or with a town in capital letters."""
    opening = text[:_READ]
    for pattern in _OPENINGS:
        if match := pattern.match(opening):
            parts = match.groupdict()
            before = _shortened(parts["before"], lang)
            named = parts.get("agency") or ""
            town, known = _split(before) if not named else (_town(before), _agency(named))
            if _is_town(town) and (known or (town.isupper() and town.lower() != town and named)):
                return Dateline(town, known, match.group())
    return None


def openings(structure: Structure) -> Iterator[str]:
    """The texts that a dateline may open: the headline's line and the first two paragraphs."""
    if structure.headline_line:
        yield structure.headline_line.text
    for number, paragraph in enumerate(structure.paragraphs()):
        if number > 1:
            return
        yield paragraph


def without(text: str, lang: str) -> str:
    """``text`` with its dateline's town alone, in mixed case, as a sentence before it.

    A town of several words is left out: at a sentence's start its first one counts for little.
    """
    found = of_text(text, lang)
    if found is None:
        return text
    rest = text[len(found.text) :]
    town = found.town.capitalize() if found.town.isupper() else found.town
    return rest if " " in town else f"{town}. {rest}"


def day_and_month(text: str, lang: str) -> tuple[int, int] | None:
    """The day and the month (``14 NOV``) that ``text`` names, whatever the year."""
    for pattern in _patterns(lang):
        if (match := pattern.search(text)) and 1 <= int(match["d"]) <= 31:
            month = match["m"].lower()
            return int(match["d"]), int(month) if month.isdigit() else months(lang)[month]
    return None


def _agency(text: str) -> str:
    """The agency of brackets, or the first of them: ``dpa/lno``, ``Reuters, AFP``."""
    return next((found for part in re.split(r"[/,]", text) if (found := agency(part))), "")


def _split(before: str) -> tuple[str, str]:
    """Town and agency of ``ロンドン共同``, which no space parts."""
    ends = ((before[:at], agency(before[at:])) for at in range(1, len(before)))
    return next(((town, known) for town, known in ends if known), (before, ""))


def _shortened(before: str, lang: str) -> str:
    """``before`` without the day that ends or follows its town."""
    for pattern in _patterns(lang):
        before = pattern.sub(",", before)
    return before


def _town(before: str) -> str:
    match = _TOWN.match(before)
    return match.group().strip(" .,-–—") if match else ""


def _is_town(town: str) -> bool:
    """Whether each word of ``town`` is written as a name's, and there are few."""
    words = [word for word in _CASED.findall(town) if word.lower() not in _SMALL]
    return 1 <= len(words) <= 4 and not any(word[0].islower() for word in words)


@lru_cache(maxsize=32)
def _patterns(lang: str) -> tuple[re.Pattern[str], ...]:
    names = either(name for name in months(lang) if " " not in name)
    month = rf"(?<![^\W\d_])(?P<m>{names})(?![^\W\d_])\.?"
    return (
        re.compile(r"(?<!\d)(?P<d>[0-3]?\d)\.?\s{0,2}(?:de\s)?" + month, re.IGNORECASE),
        re.compile(month + r"\s{0,2}(?P<d>[0-3]?\d)(?!\d)", re.IGNORECASE),
        re.compile(r"(?<!\d)(?P<m>1[0-2]|[1-9])\s?[月월]\s?(?P<d>[0-3]?\d)\s?[日일]"),
    )

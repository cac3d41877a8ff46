"""Names that a noun of their kind gives away where no capital letter does: "the city of Fes"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from plugins.convert.data import table
from plugins.convert.metadata import known, places
from plugins.convert.metadata.language import base
from plugins.convert.metadata.matching import Hit, longest
from plugins.convert.metadata.runs import WORD

#: Languages whose runs of capitalised words hold their cities.
_CASELESS = frozenset("ar fa he ur ps ckb yi ja zh ko".split())
#: Letters that are written onto the front of a noun.
_ONTO = {"ar": "[وف]?[بكل]?", "he": "[ושבלמכ]{0,2}"}
#: Longest noun before a name, with a space, and behind one.
_BEFORE, _BEHIND = 16, 8
#: Ends of indefinite adjectives ("a coastal city"), which are no names.
_ADJECTIVE = {
    "ar": re.compile(r"^(?!ال).*(?:ة|ى)$"),
    "fa": re.compile(r"ی$|‌ها$"),
    "he": re.compile(r"ית$|ים$|ות$"),
}


@dataclass(frozen=True, slots=True)
class Called:
    """A name behind its noun."""

    name: str
    """The tag: with its noun, where that is a part of the name."""
    word: str
    """The word that is the name."""


def names(part: str, lang: str) -> Iterator[Hit[str]]:
    """Cities and organisations of the lists in ``part``, with the nouns that belong to them.

    Where capital letters show names, cities are left to those who read them.
    """
    caseless = base(lang) in _CASELESS
    listed = [
        (hit.meaning.city, hit.start, hit.end, hit.meaning.tag)
        for hit in known.mentions(part, lang)
    ]
    if caseless:
        # Among names of one length organisations win, then countries, which others count.
        nations = (each for each in places.mentions(part, lang) if each.kind != "demonym")
        listed += [(True, each.start, each.end, "") for each in nations]
        listed.sort()
    found = (_with_noun(part, *each, lang) for each in listed if caseless or not each[0])
    yield from (each for each in longest(found) if each.meaning)


def _with_noun(part: str, place: bool, start: int, end: int, tag: str, lang: str) -> Hit[str]:
    """The name with the noun before or behind it, if it is the name of a place."""
    before, behind = _nouns(base(lang))
    if place and before and (noun := before.search(part, max(0, start - _BEFORE), start)):
        return Hit(noun.start(1), end, part[noun.start(1) : end])
    if place and behind and (noun := behind.match(part, end)):
        return Hit(start, noun.end(), part[start : noun.end()])
    return Hit(start, end, tag)


@lru_cache(maxsize=16)
def _nouns(lang: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """What may stand before a name as a part of it, and what behind."""
    before = str(table("titles")["kinds"].get(lang, {}).get("whole", "")).split()
    behind = str(table("titles")["kinds_behind"].get(lang, "")).split()
    onto = _ONTO.get(lang, "")
    front = re.compile(rf"(?<![^\W\d_]){onto}({_either(before)})\s$") if before else None
    return front, re.compile(_either(behind)) if behind else None


def _either(nouns: list[str]) -> str:
    ranked = sorted(nouns, key=lambda noun: (-len(noun), noun))
    return "(?:" + "|".join(re.escape(noun.replace("_", " ")) for noun in ranked) + ")"


def called(text: str, lang: str) -> Iterator[Called]:
    """What stands behind a noun of its kind, and may be a name."""
    for pattern, whole in _patterns(base(lang)):
        for match in pattern.finditer(text):
            noun, word = match[1], match[2]
            if not _adjective(word, lang):
                yield Called(f"{noun} {word}" if whole else word, word)


def _adjective(word: str, lang: str) -> bool:
    ends = _ADJECTIVE.get(base(lang))
    return bool(ends and ends.search(word))


@lru_cache(maxsize=16)
def _patterns(lang: str) -> tuple[tuple[re.Pattern[str], bool], ...]:
    listed = table("titles")["kinds"].get(lang, {})
    onto, found = _ONTO.get(lang, ""), []
    for key, nouns in (("places", listed.get("places")), ("whole", listed.get("whole"))):
        if nouns:
            noun = _either(str(nouns).split())
            found.append(
                (re.compile(rf"(?<![^\W\d_]){onto}({noun})\s({WORD.pattern})"), key == "whole")
            )
    if kin := str(table("titles")["kin"].get(lang, "")).split():
        never = "|".join(str(table("titles")["kin"]["not_kin"]).split())
        words = rf"(?!(?:{never})(?![^\W\d_]))[^\W\d_]{{3,}}"
        found.append((re.compile(rf"(?<![^\W\d_]){onto}({_either(kin)})\s({words})"), True))
    return tuple(found)


def is_person(name: str, lang: str) -> bool:
    """Whether ``name`` is one that "son of" begins."""
    kin = str(table("titles")["kin"].get(base(lang), "")).split()
    return name.split(" ", 1)[0] in kin


def times(name: str, text: str, lang: str) -> int:
    """How often ``name`` stands in ``text`` as whole words, whatever is written onto its front."""
    onto = _ONTO.get(base(lang), "")
    return len(re.findall(rf"(?<![^\W\d_]){onto}{re.escape(name)}(?![^\W\d_])", text))

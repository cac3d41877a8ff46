"""The nominative of a Russian person's name of two words, where its endings leave no doubt.

A given name shows the case and the sex: of those we list any case is known, of others the
instrumental of a man (``Давидом Наварой``), which no nominative looks like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from plugins.convert.data import words

_Rules = tuple[tuple[re.Pattern[str], str], ...]


def _rules(*pairs: tuple[str, str]) -> _Rules:
    return tuple((re.compile(pattern + "$"), to) for pattern, to in pairs)


_CONSONANT = "[бвгджзклмнпрстфхцчшщ]"
_SAME = (r"([иоуюэ])", r"\1")  # indeclinable
#: Family names of men and of women by case; the first ending that fits.
_MEN: dict[str, _Rules] = {
    "instrumental": _rules(
        (r"([оеё]в|[иы]н)ым", r"\1"), (r"([сц]к)им", r"\1ий"), (rf"({_CONSONANT})ом", r"\1"),
        (r"([цжшчщ])ем", r"\1"), (r"([аеоуи])ем", r"\1й"), (r"([лнрт])ем", r"\1ь"),
        (r"ой", "а"), (r"ией", "ия"), _SAME,
    ),
    "genitive": _rules(
        (r"([сц]к)ого", r"\1ий"), (rf"({_CONSONANT})а", r"\1"), (r"([аеоуи])я", r"\1й"),
        (r"([лнрт])я", r"\1ь"), (r"ы", "а"), _SAME,
    ),
    "dative": _rules(
        (r"([сц]к)ому", r"\1ий"), (rf"({_CONSONANT})у", r"\1"), (r"([аеои])ю", r"\1й"),
        (r"([лнрт])ю", r"\1ь"), _SAME,
    ),
    "prepositional": _rules((r"([сц]к)ом", r"\1ий"), (r"([оеё]в|[иы]н)е", r"\1"), _SAME),
}  # fmt: skip
_WOMEN = _rules(
    (r"([сц]к)(?:ой|ую)", r"\1ая"), (r"([оеё]в|[иы]н)(?:ой|у)", r"\1а"), (r"ой", "а"),
    (r"ией", "ия"), (rf"({_CONSONANT}|[ьиоэ])", r"\1"),
)  # fmt: skip
_LOOKS_INSTRUMENTAL = re.compile(r"(?:[ыи]м|[оеё]м|[ое]й|[иоуюэ])$")
_LOOKS_FEMALE = re.compile(r"(?:[ое]й|ью|[иыеу])$")
#: Ends of given names by case, with the ends that the nominative may have instead.
_GIVEN_MEN = (
    ("instrumental", "ом", ("",)), ("instrumental", "ем", ("й", "ь", "")),
    ("instrumental", "ой", ("а",)), ("instrumental", "ей", ("я",)), ("genitive", "а", ("",)),
    ("instrumental", "ёй", ("я",)), ("genitive", "я", ("й", "ь")), ("dative", "у", ("",)),
    ("dative", "ю", ("й", "ь")), ("prepositional", "е", ("", "й", "ь")),
)  # fmt: skip
_GIVEN_WOMEN = (
    ("ой", "а"), ("ей", "я"), ("ы", "а"), ("и", "а"), ("и", "я"), ("е", "а"), ("е", "я"),
    ("у", "а"), ("ю", "я"), ("ью", "ь"),
)  # fmt: skip


@lru_cache(maxsize=4096)
def nominative_of(name: str) -> str:
    """``name`` in the nominative; empty where it is in another case and its own is not sure."""
    if not re.fullmatch(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)? [А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?", name):
        return name
    given, family = name.split()
    if given.lower() in _men() | _women():
        case = re.search(r"[иоуэ]$", given) and re.search(r"(?:[оыи]м|ем)$", family)
        return f"{given} {_fit(family, _MEN['instrumental'])}" if case else name
    return next(_known(given, family), None) or _unknown(given, family)


def _known(given: str, family: str) -> Iterator[str]:
    for case, end, others in _GIVEN_MEN:
        yield from _joined(given, end, others, _men(), _fit(family, _MEN[case]))
    for end, other in _GIVEN_WOMEN:
        yield from _joined(given, end, (other,), _women(), _fit(family, _WOMEN))


def _joined(
    given: str,
    end: str,
    others: tuple[str, ...],
    known: frozenset[str],
    family: str,
) -> Iterator[str]:
    stem = given.removesuffix(end)
    found = next((stem + other for other in others if (stem + other).lower() in known), "")
    if stem != given and found and family:
        yield f"{found} {family}"


def _unknown(given: str, family: str) -> str:
    """A man's name in the instrumental; any other case could be something else."""
    if len(given) > 4 and given.endswith("ом") and _LOOKS_INSTRUMENTAL.search(family):
        base = _fit(given, _rules((rf"({_CONSONANT})ом", r"\1")))
        rest = _fit(family, _MEN["instrumental"])
        return f"{base} {rest}" if base and rest and not _adjective(base) else ""
    if given.endswith(("ом", "ем", "ого", "его", "ому", "ему", "ых", "их", "ым", "им", "ую", "юю")):
        return "" if family[-1] in "аяеуюыимх" else f"{given} {family}"
    female = given.endswith("ой") and _LOOKS_FEMALE.search(family)
    return "" if female else f"{given} {family}"


def _adjective(base: str) -> bool:
    return base.endswith(("ск", "цк", "нн", "вн", "льн"))


def _fit(word: str, rules: _Rules) -> str:
    """``word`` by the first rule that fits it, or an empty text."""
    for pattern, to in rules:
        if pattern.search(word):
            return pattern.sub(to, word)
    return ""


def _men() -> frozenset[str]:
    return words("names", "given_ru_men")


def _women() -> frozenset[str]:
    return words("names", "given_ru_women")

"""Countries in a text: their names, their adjectives and their capitals, in many languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from babel import Locale, UnknownLocaleError

from plugins.convert.data import table, words
from plugins.convert.metadata import matching
from plugins.convert.metadata.language import base
from plugins.convert.metadata.matching import Form

Kind = Literal["name", "demonym", "capital"]
_Form = Form[tuple[str, Kind]]

#: Codes of CLDR that are no country people write about.
_NO_COUNTRY = frozenset("AC BV CP CQ DG EA EZ HM IC QO TA UM XA XB ZZ".split())
#: Larger regions that make tags.
_REGIONS = ("002", "142", "150")

_RU_ADJECTIVE = r"(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими|и|о|у|е|е)"
_DEMONYM = {
    "fr": r"(?:e|s|es|ne|nes)?",
    "en": r"s?",
    "de": r"(?:e|er|es|en|em|n|s|in|innen|ern|ers|erin|erinnen)?",
    "es": r"(?:o|a|os|as|s|es|e)?",
    "it": r"(?:o|a|i|e|hi|he)",
    "pt": r"(?:o|a|os|as|ês|esa|eses|esas|s|e|es|ão|ã|ães|ãs|ol|ola|óis|olas|is)?",
    "nl": r"(?:e|en|n|se|s)?",
    "pl": r"(?:i|a|ie|iego|iemu|im|ą|iej|ich|imi)",
    "ru": _RU_ADJECTIVE,
    "uk": r"(?:ий|ого|ому|им|ій|а|ої|у|ою|е|і|их|ими|ая)",
    "ar": r"(?:ة|ين|ون|ات|تين)?",
    "he": r"(?:ת|ים|ות|ית)?",
    "fa": r"(?:‌?ها|ان)?",
}
_WORD_BEFORE = re.compile(r"([^\W\d_][\w.’'-]*)[ \u00a0]$")
_WORD_AFTER = re.compile(r"[ \u00a0]([^\W\d_])")


class Mention(NamedTuple):
    """A country where a text speaks of it."""

    start: int
    end: int
    code: str
    """ISO 3166 (or UN M49 for a region), as in CLDR."""
    kind: Kind


def label(code: str, lang: str) -> str:
    """The name of the country in ``lang``, as its editors write it."""
    known: dict[str, str] = table("places")["labels"].get(base(lang), {})
    return known.get(code) or _plain(_territories(lang).get(code, code))


@lru_cache(maxsize=64)  # several ask about each part of a text
def mentions(text: str, lang: str) -> tuple[Mention, ...]:
    """Every country spoken of in ``text``, in order; of overlapping ones the first and longest."""
    return matching.longest(_hits(text, lang))


@lru_cache(maxsize=16384)
def is_place(name: str, lang: str) -> bool:
    """Whether ``name``, whole, is a country, its capital or its adjective."""
    return any(each.start == 0 and each.end == len(name) for each in _hits(name, lang))


def _hits(text: str, lang: str) -> Iterator[Mention]:
    for hit in matching.hits(text, base(lang), _automaton(base(lang))):
        mention = Mention(hit.start, hit.end, *hit.meaning)
        if _fits(text, mention, lang):
            yield mention


def _fits(text: str, each: Mention, lang: str) -> bool:
    """Whether capital letters are as they are in a country's name."""
    first = text[each.start]
    if not (first.isupper() or first.islower()):
        return True
    if each.kind == "demonym":
        return first.isupper() or base(lang) != "en"
    if not first.isupper():
        return False
    word = text[each.start : each.end]
    if len(word) <= 3 and not word.isupper() and word.casefold() != "usa":
        return each.kind == "name" and len(word) > 2  # "Us", "Un", "Ue" are ordinary words
    return word.casefold() not in words("places", "ambiguous") or not _in_a_name(
        text, each.start, each.end
    )


def _in_a_name(text: str, start: int, end: int) -> bool:
    before = _WORD_BEFORE.search(text, max(0, start - 30), start)
    after = _WORD_AFTER.match(text, end)
    return bool((before and before[1][0].isupper()) or (after and after[1].isupper()))


@lru_cache(maxsize=32)
def _automaton(lang: str) -> Any:
    """Aho-Corasick automaton of all forms; a value is their length and what they may mean."""
    return matching.automaton((*_names(lang), *_demonyms(lang), *_capitals()))


def _names(lang: str) -> Iterator[tuple[str, _Form]]:
    never = frozenset(str(table("places")["never"].get(lang, "")).split())
    for code, name in sorted(_all_names(lang)):
        if code not in never and len(name) >= 2:
            yield from matching.declined(name, (code, "name"), lang)


def _all_names(lang: str) -> Iterator[tuple[str, str]]:
    for code, name in _territories(lang).items():
        if (code.isalpha() and code not in _NO_COUNTRY) or code in _REGIONS:
            yield code, _plain(name)
            yield from ((code, other) for other in re.findall(r"\(([^()]{3,30})\)", name))
    for group in ("aliases", "labels"):
        for code, names in table("places")[group].get(lang, {}).items():
            yield from ((code, each.strip()) for each in names.split("|"))


@lru_cache(maxsize=32)
def _territories(lang: str) -> dict[str, str]:
    try:
        names = Locale.parse(base(lang)).territories
    except (UnknownLocaleError, ValueError):
        names = Locale.parse("en").territories
    return {str(code): str(name) for code, name in names.items()}


def _plain(name: str) -> str:
    return re.sub(r"\s*[(（][^()（）]*[)）]\s*", "", name).strip()


def _demonyms(lang: str) -> Iterator[tuple[str, _Form]]:
    ending = matching.ending(_DEMONYM.get(lang, ""))
    for code, stems in table("demonyms")["stems"].items():
        for stem in str(stems.get(lang, "")).split():
            yield stem.replace("_", " "), Form((code, "demonym"), ending)
            if lang == "en" and "-" in stem:
                yield stem.replace("-", " "), Form((code, "demonym"), ending)
    joint = re.compile(r"(?=-)")
    for code, stems in table("demonyms")["joined"].items():
        yield from ((stem, Form((code, "demonym"), joint)) for stem in stems.split())


def _capitals() -> Iterator[tuple[str, _Form]]:
    fixed = matching.ending("")
    for code, names in table("places")["capitals"].items():
        yield from ((each.strip(), Form((code, "capital"), fixed)) for each in names.split("|"))

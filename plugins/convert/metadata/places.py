"""Countries in a text: their names, their adjectives and their capitals, in many languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import ahocorasick
from babel import Locale, UnknownLocaleError

from plugins.convert.data import table, words
from plugins.convert.metadata.language import base

Kind = Literal["name", "demonym", "capital"]

#: Codes of CLDR that are no country people write about.
_NO_COUNTRY = frozenset("AC BV CP CQ DG EA EZ HM IC QO TA UM XA XB ZZ".split())
#: Larger regions that make tags.
_REGIONS = ("002", "142", "150")

#: Endings that a country's name takes when it is declined; its last vowel is cut off before.
_DECLINED = {
    "ru": (r"[аяйьеиоы]$", r"(?:а|у|ом|е|ы|и|ю|ей|ой|ою|я|ем|й|ь|ии|ия|ию|ией|ам|ах|ами)?"),
    "uk": (r"[аяйьеиіїо]$", r"(?:а|у|ом|і|ї|и|ю|ією|єю|ою|я|ем|й|ь|єм|ам|ах|ами|е)?"),
    "pl": (r"[aeyio]$", r"(?:a|i|y|ą|ę|ie|u|em|iem|o|e|ii|ię|ią|ach|ami|om)?"),
    "cs": (r"[aeyio]$", r"(?:a|i|y|u|ou|ě|e|em|o|í|ích)?"),
    "el": (r"[ςα]?$", r"(?:ς|α|ας|ν|υ)?"),
    "fi": (r"(?!)", r"[^\W\d_]{0,4}"),
    "hu": (r"(?!)", r"[^\W\d_]{0,4}"),
    "de": (r"(?!)", r"s?"),
    "nl": (r"(?!)", r"s?"),
    "sv": (r"(?!)", r"s?"),
    "ko": (r"(?!)", r"[\uac00-\ud7a3]{0,4}"),
}
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
#: Letters that Semitic scripts write onto a word's front.
_PREFIX = {
    "ar": re.compile(r"(?<![^\W\d_])(?:[وف]?[بكل]?(?:ال)?|[وف]?لل)$"),
    "he": re.compile(r"(?<![^\W\d_])[ושהבלמכ]{0,3}$"),
}
_LETTER = re.compile(r"[^\W\d_]")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]")
_WORD_BEFORE = re.compile(r"([^\W\d_][\w.’'-]*)[ \u00a0]$")
_WORD_AFTER = re.compile(r"[ \u00a0]([^\W\d_])")


@dataclass(frozen=True, slots=True)
class Mention:
    """A country where a text speaks of it."""

    start: int
    end: int
    code: str
    """ISO 3166 (or UN M49 for a region), as in CLDR."""
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Form:
    code: str
    kind: Kind
    ending: re.Pattern[str]


def label(code: str, lang: str) -> str:
    """The name of the country in ``lang``, as its editors write it."""
    known: dict[str, str] = table("places")["labels"].get(base(lang), {})
    return known.get(code) or _plain(_territories(lang).get(code, code))


def mentions(text: str, lang: str) -> tuple[Mention, ...]:
    """Every country spoken of in ``text``, in order; of overlapping ones the first and longest."""
    found = sorted(_hits(text, lang), key=lambda each: (each.start, -each.end))
    kept: list[Mention] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return tuple(kept)


def is_place(name: str, lang: str) -> bool:
    """Whether ``name``, whole, is a country, its capital or its adjective."""
    return any(each.start == 0 and each.end == len(name) for each in _hits(name, lang))


def _hits(text: str, lang: str) -> Iterator[Mention]:
    lower = _lower(text)
    for last, forms in _automaton(base(lang)).iter(lower):
        length, entries = forms
        start = last + 1 - length
        for form in entries:
            end = _ends(lower, last + 1, form, base(lang))
            if end and _starts(lower, start, base(lang)) and _fits(text, start, end, form, lang):
                yield Mention(start, end, form.code, form.kind)


def _lower(text: str) -> str:
    """``text`` in lower case, of the same length, with typewriter apostrophes."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return lower.replace("’", "'")


def _starts(text: str, start: int, lang: str) -> bool:
    if start == 0 or lang == "zh":
        return True
    if lang == "ja":
        return not (_KATAKANA.match(text[start]) and _KATAKANA.match(text[start - 1]))
    if prefix := _PREFIX.get(lang):
        return prefix.search(text, max(0, start - 8), start) is not None
    return not _LETTER.match(text[start - 1])


def _ends(text: str, end: int, form: _Form, lang: str) -> int:
    """Where the word that begins with the form ends; 0 if it is another word."""
    if lang in {"ja", "zh"}:
        after = text[end : end + 1]
        return 0 if _KATAKANA.match(after) and _KATAKANA.match(text[end - 1]) else end
    match = form.ending.match(text, end)
    return match.end() if match else 0


def _fits(text: str, start: int, end: int, form: _Form, lang: str) -> bool:
    """Whether capital letters are as they are in a country's name."""
    first = text[start]
    if not (first.isupper() or first.islower()):
        return True
    if form.kind == "demonym":
        return first.isupper() or base(lang) != "en"
    if not first.isupper():
        return False
    word = text[start:end]
    if len(word) <= 3 and not word.isupper() and word.casefold() != "usa":
        return form.kind == "name" and len(word) > 2  # "Us", "Un", "Ue" are ordinary words
    return word.casefold() not in words("places", "ambiguous") or not _in_a_name(text, start, end)


def _in_a_name(text: str, start: int, end: int) -> bool:
    before = _WORD_BEFORE.search(text, max(0, start - 30), start)
    after = _WORD_AFTER.match(text, end)
    return bool((before and before[1][0].isupper()) or (after and after[1].isupper()))


@lru_cache(maxsize=32)
def _automaton(lang: str) -> Any:
    """Aho-Corasick automaton of all forms; a value is their length and what they may mean."""
    forms: dict[str, list[_Form]] = {}
    for key, form in (*_names(lang), *_demonyms(lang), *_capitals()):
        entries = forms.setdefault(_lower(key), [])
        if form not in entries:
            entries.append(form)
    built = ahocorasick.Automaton()
    for key in sorted(forms):
        built.add_word(key, (len(key), tuple(forms[key])))
    built.make_automaton()
    return built


def _ending(pattern: str) -> re.Pattern[str]:
    """``pattern`` and then the word's end."""
    return re.compile(rf"{pattern}(?![^\W\d_])")


def _names(lang: str) -> Iterator[tuple[str, _Form]]:
    never = frozenset(str(table("places")["never"].get(lang, "")).split())
    cut, ending = _DECLINED.get(lang, (r"(?!)", ""))
    inflected, fixed = _ending(ending), _ending("")
    shortest = 2 if lang == "ko" else 4  # shorter names are not declined, or are initials
    for code, name in sorted(_all_names(lang)):
        if code in never or len(name) < 2:
            continue
        if name.isupper() or " " in name or len(name) < shortest:
            yield name, _Form(code, "name", fixed)
        if len(name) >= shortest:
            stem = re.sub(cut, "", name) if " " not in name else name
            yield stem, _Form(code, "name", inflected)


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
    ending = _ending(_DEMONYM.get(lang, ""))
    for code, stems in table("demonyms")["stems"].items():
        for stem in str(stems.get(lang, "")).split():
            yield stem.replace("_", " "), _Form(code, "demonym", ending)
            if lang == "en" and "-" in stem:
                yield stem.replace("-", " "), _Form(code, "demonym", ending)
    joint = re.compile(r"(?=-)")
    for code, stems in table("demonyms")["joined"].items():
        yield from ((stem, _Form(code, "demonym", joint)) for stem in stems.split())


def _capitals() -> Iterator[tuple[str, _Form]]:
    fixed = _ending("")
    for code, names in table("places")["capitals"].items():
        yield from ((each.strip(), _Form(code, "capital", fixed)) for each in names.split("|"))

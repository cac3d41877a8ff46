"""Names that are declined: which forms are one name, and which of them is its nominative."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from plugins.convert.metadata.language import base

_CYRILLIC = re.compile(
    r"(?:ами|ями|ого|его|ому|ему|ыми|ими|ої|ою|ею|єю|ові|еві|ая|яя|ой|ей|ую|юю|ом|ем|єм|ам|ям|ах|ях"
    r"|ов|ев|ый|ий|ій|им|ым|их|ых|ія|ию|ии|ія|ії|ю|а|я|о|е|є|у|ы|и|і|ї|й|ь)$"
)
_POLISH = re.compile(r"(?:owie|owi|ami|iem|ego|emu|ach|iej|ą|ę|em|om|im|ym|ie|a|u|y|i|e|o)$")
_ENDINGS = {"ru": _CYRILLIC, "uk": _CYRILLIC, "bg": _CYRILLIC, "pl": _POLISH, "cs": _POLISH}
_GENITIVE = frozenset({"de", "nl", "sv", "da", "no"})
_GERMAN = re.compile(r"(?:en|er|es|em|e|n|s)$")
_NOMINATIVE = re.compile(r"(?:[бвгджзклмнпрстфхцчшщ]|ий|ый|ій|ая|ия|а|я)$")


@lru_cache(maxsize=32768)
def stem(word: str, lang: str) -> str:
    """What all forms of ``word`` have in common, lower case."""
    lower = word.casefold()
    ending = _ENDINGS.get(base(lang))
    if ending and len(lower) > 3:
        cut = ending.sub("", lower)
        return cut if len(cut) >= 3 else lower
    if base(lang) == "de" and len(lower) > 5 and not word.isupper():
        return _GERMAN.sub("", lower)
    if base(lang) in _GENITIVE and len(lower) > 4 and lower.endswith("s") and not word.isupper():
        return lower[:-1]
    return lower


def nominative(forms: Mapping[str, int], lang: str) -> str:
    """The form that a list of names would have: in declining languages the likeliest nominative."""
    if base(lang) in _ENDINGS:
        return min(forms, key=lambda form: (_oblique(form), len(form), -forms[form], form))
    if base(lang) in _GENITIVE:
        return min(forms, key=lambda form: (len(form), -forms[form], form))
    return min(forms, key=lambda form: (-forms[form], form.isupper(), form))


def _oblique(form: str) -> int:
    """How many words of a Cyrillic form do not end as a nominative does."""
    if not re.search(r"[а-яіїє]", form):
        return 0
    return sum(not _NOMINATIVE.search(word) for word in form.split())

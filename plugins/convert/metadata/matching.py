"""Names of a list found in a text, in every form that the grammar of its language gives them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

import ahocorasick

Meaning = TypeVar("Meaning")

#: Endings that a name takes when it is declined; its last vowel is cut off before.
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
#: The same for each word of a longer name, whose first words may be adjectives.
_DECLINED_WORDS = {
    "ru": (r"(?:[аеиоы][яйе]|[аяйьеиоы])$", r"(?:[а-яё]{1,3})?"),
    "uk": (r"(?:[аеиі][яй]|[аяйьеиіїо])$", r"(?:[а-яіїє]{1,3})?"),
    "el": (r"(?:ός|ής|ος|ας|ης|ές|ες|[αάηήοόίιςν])$", r"[ά-ώ]{0,3}"),
}
#: Letters that Semitic scripts write onto a word's front.
_PREFIX = {
    "ar": re.compile(r"(?<![^\W\d_])(?:[وف]?[بکل]?(?:ال)?|[وف]?لل)$"),
    "he": re.compile(r"(?<![^\W\d_])[ושהבלמכ]{0,3}$"),
}
_LETTER = re.compile(r"[^\W\d_]")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]")
#: Letters of one sound that writers exchange, each for one; apostrophes and quotation marks too.
_SAME = str.maketrans("أإآٱيكى״׳’", "اااایکی\"''")
_UNLIKE = re.compile(f"[{''.join(map(chr, _SAME))}]")


@dataclass(frozen=True, slots=True)
class Form(Generic[Meaning]):
    """What a name means, and what may follow its stem to the word's end."""

    meaning: Meaning
    ending: re.Pattern[str]


class Hit(NamedTuple, Generic[Meaning]):
    """A name where a text has it."""

    start: int
    end: int
    meaning: Meaning


def same(text: str) -> str:
    """``text`` as names are compared: lower case, of the same length, one spelling a sound."""
    lower = text.lower()
    if lower.isascii():
        return lower
    if len(lower) != len(text):
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    # Nearly no text has another such letter, and to look for one takes a tenth of the time.
    lower = lower.replace("’", "'")
    return lower.translate(_SAME) if _UNLIKE.search(lower) else lower


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Placed = TypeVar("Placed", bound=_Placed)


def longest(found: Iterable[Placed]) -> tuple[Placed, ...]:
    """What was found in a text, in order; of overlapping ones the first and longest."""
    kept: list[Placed] = []
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return tuple(kept)


def ending(pattern: str) -> re.Pattern[str]:
    """``pattern`` and then the word's end."""
    return re.compile(rf"{pattern.translate(_SAME)}(?![^\W\d_])")


def declined(name: str, meaning: Meaning, lang: str) -> Iterator[tuple[str, Form[Meaning]]]:
    """Stems of ``name`` with the endings that ``lang`` declines it by."""
    cut, tail = _DECLINED.get(lang, (r"(?!)", ""))
    shortest = 2 if lang == "ko" else 4  # shorter names are not declined, or are initials
    several = " " in name
    if name.isupper() or several or len(name) < shortest:
        yield name, Form(meaning, ending(""))
    if several and lang in _DECLINED_WORDS:
        yield _words_declined(name, meaning, lang)
    elif len(name) >= shortest:
        yield (name if several else re.sub(cut, "", name)), Form(meaning, ending(tail))
    if lang == "ar" and name.startswith("ال"):
        yield f"لل{name[2:]}", Form(meaning, ending(""))


def _words_declined(name: str, meaning: Meaning, lang: str) -> tuple[str, Form[Meaning]]:
    cut, tail = _DECLINED_WORDS[lang]
    first, *others = (same(re.sub(cut, "", word)) for word in name.split())
    return first, Form(
        meaning, ending("".join((tail, *(rf" {re.escape(o)}{tail}" for o in others))))
    )


def automaton(named: Iterable[tuple[str, Form[Meaning]]]) -> Any:
    """Aho-Corasick automaton of all stems; a value is a stem's length and what it may mean."""
    forms: dict[str, list[Form[Meaning]]] = {}
    for key, form in named:
        entries = forms.setdefault(same(key), [])
        if form not in entries:
            entries.append(form)
    built = ahocorasick.Automaton()
    for key in sorted(forms):
        built.add_word(key, (len(key), tuple(forms[key])))
    built.make_automaton()
    return built


def hits(text: str, lang: str, listed: Any) -> Iterator[Hit[Any]]:
    """Every name of ``listed`` (an ``automaton``) in ``text``, overlapping ones too."""
    lower = same(text)
    for last, (length, entries) in listed.iter(lower) if len(listed) else ():
        start = last + 1 - length
        for form in entries:
            end = _ends(lower, last + 1, form, lang)
            if end and _starts(lower, start, lang):
                yield Hit(start, end, form.meaning)


def _starts(text: str, start: int, lang: str) -> bool:
    if start == 0 or lang == "zh":
        return True
    if lang == "ja":
        return not (_KATAKANA.match(text[start]) and _KATAKANA.match(text[start - 1]))
    if prefix := _PREFIX.get(lang):
        return prefix.search(text, max(0, start - 8), start) is not None
    return not _LETTER.match(text[start - 1])


def _ends(text: str, end: int, form: Form[Any], lang: str) -> int:
    """Where the word that begins with the form ends; 0 if it is another word."""
    if lang in {"ja", "zh"}:
        after = text[end : end + 1]
        return 0 if _KATAKANA.match(after) and _KATAKANA.match(text[end - 1]) else end
    match = form.ending.match(text, end)
    return match.end() if match else 0

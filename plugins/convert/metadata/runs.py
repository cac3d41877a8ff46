"""Runs of capitalised words: the names in a text, as they stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

import stopwordsiso

from plugins.convert.data import words
from plugins.convert.metadata.language import base

#: A word: letters and digits, with hyphens, apostrophes and dots inside.
WORD = re.compile(r"[^\W_]+(?:[-‐'’&][^\W_]+)*")
_WORDS = re.compile(f"({WORD.pattern})")
_ACRONYM = re.compile(
    r"(?:[A-ZÀ-ÞА-ЯЁІЇЄΑ-Ω]\.){2,}|[A-ZÀ-ÞА-ЯЁІЇЄΑ-Ω][A-ZÀ-ÞА-ЯЁІЇЄΑ-Ω0-9]+(?:-\d+)?"
)
#: Small words that may join two capitalised ones into one name.
_JOINTS = {
    "fr": "de du des d la le les en sur à et",
    "en": "of the de van von bin al for and",
    "de": "von van",
    "es": "de del la las los y el",
    "it": "di del della dei delle dello d e",
    "pt": "de da do das dos e",
    "nl": "van der de den voor",
}
#: Joints that never stand alone between two names of one thing ("Paris et Londres").
_WEAK = frozenset("et and und y e for für voor en à sur the le la les zu".split())
_ELISION = re.compile(
    r"(?<![^\W\d_])(?:[ldjmtnsc]|qu|jusqu|lorsqu|puisqu|quelqu|dell|all|nell|sull|dall|un|quell|quest)"
    r"['’](?=[^\W\d_])",
    re.IGNORECASE,
)
#: Offices as compounds: "VW-Chef", "Verkehrsminister".
_GERMAN_TITLE = re.compile(
    r".(?:chef|minister|präsident|kanzler|trainer|sprecher|bürgermeister)(?:in)?s?$|.vorsitzende[rn]?$"
)
#: "I’m", "Don’t".
_CONTRACTED = re.compile(r"['’](?:m|ve|ll|d|re|s|t)$")
#: The rest of a number ("2,1").
_FIGURES = re.compile(r"[.,:]\d|\s?[%‰°€$£]")
_POSSESSIVE, _APOSTROPHES = re.compile(r"['’]s?$"), ("'", "’")
#: What stands before the first word of a quotation.
_OPENED = re.compile(r"[«“„\"‘:–—]\s*$")


class Token(NamedTuple):
    """A word of a sentence."""

    text: str
    start: int
    end: int
    initial: bool
    """Whether it begins a sentence or a quotation with the capital letter of any word there."""
    capital: bool
    """Whether it has a capital letter."""

    @property
    def numeral(self) -> bool:
        """Whether it may end a name ("Ligue 1")."""
        return len(self.text) <= 2 and self.text.isdigit()

    @property
    def acronym(self) -> bool:
        return len(self.text) <= 12 and _ACRONYM.fullmatch(self.text) is not None


class Run(NamedTuple):
    """Capitalised words that stand together and may be one name."""

    words: tuple[str, ...]
    start: int
    initial: bool
    """Whether it begins a sentence."""

    @property
    def text(self) -> str:
        return " ".join(self.words)


@lru_cache(maxsize=64)  # several look at each part of a text
def parted(text: str) -> tuple[str, ...]:
    """What stands between the words of ``text`` and the words, by turns."""
    return tuple(_WORDS.split(text))


def tokens(sentence: str, lang: str) -> list[Token]:
    """The words of one sentence; elided articles ("l’Ukraine") and possessives left out."""
    if base(lang) in {"fr", "it", "ca"}:
        sentence = _ELISION.sub(lambda found: " " * len(found.group()), sentence)
    is_suffixed = base(lang) == "tr"
    found: list[Token] = []
    end = -1
    pieces = _WORDS.split(sentence)
    for text, start in zip(pieces[1::2], [*accumulate(map(len, pieces))][::2], strict=False):
        if is_suffixed:
            text = re.split(r"['’]", text)[0]  # noqa: PLW2901
        if text[-2:-1] in _APOSTROPHES or text[-1] in _APOSTROPHES:
            text = _POSSESSIVE.sub("", text) or text  # noqa: PLW2901
        capital = text[0].isupper()
        # One character between two words is a space: no mark that opens a quotation.
        initial = capital and (
            end < 0 or (start > end + 1 and _OPENED.search(sentence[end:start]) is not None)
        )
        end = start + len(text)
        found.append(Token(text, start, end, initial, capital))
    return found


def find(sentence: str, lang: str, lower: frozenset[str]) -> Iterator[Run]:
    """The runs of ``sentence``; ``lower`` are the words that the text has in lower case."""
    if sentence[1:].islower() and (first := WORD.match(sentence)) and _never(first.group(), lang):
        return  # as most sentences: none but its first letter is a capital, and that word no name
    group: list[Token] = []
    row = tokens(sentence, lang)
    for index, token in enumerate(row):
        if token.capital or (group and token.numeral and not _FIGURES.match(sentence, token.end)):
            if group and not _touches(sentence, group[-1], token):
                yield from _run(group, lang, lower)
                group = []
            group.append(token)
        elif group and _joins(row, index, sentence, lang):
            group.append(token)
        elif group:
            yield from _run(group, lang, lower)
            group = []
    if group:
        yield from _run(group, lang, lower)


def _touches(sentence: str, one: Token, two: Token) -> bool:
    return sentence[one.end : two.start] in {" ", "\u00a0", "\u202f", "’", "'", ". ", "  "} and (
        "." not in sentence[one.end : two.start] or (len(one.text) == 1 and one.text.isalpha())
    )


def _joins(row: list[Token], index: int, sentence: str, lang: str) -> bool:
    """Whether the small word at ``index`` stands inside a name."""
    word = row[index].text.lower()
    joints = _joints(base(lang))
    if word not in joints or index + 1 >= len(row) or word in _WEAK & joints:
        return bool(
            word in {"the", "la", "le", "der", "las", "los", "den"}
            and index
            and row[index - 1].text.lower() in joints
            and index + 1 < len(row)
            and row[index + 1].capital
        )
    after = row[index + 1]
    inner = after.text.lower() in _WEAK and index + 2 < len(row) and row[index + 2].capital
    return (after.capital or inner) and sentence[row[index].end : after.start].strip("'’ ") == ""


@lru_cache(maxsize=16)
def _joints(lang: str) -> frozenset[str]:
    return frozenset(_JOINTS.get(lang, "").split())


def _run(group: list[Token], lang: str, lower: frozenset[str]) -> Iterator[Run]:
    kept = list(group)
    while kept and _no_name(kept[0], lang, lower):
        kept.pop(0)
    while kept and not _may_end(kept[-1], lang):
        kept.pop()
    if kept and any(token.capital for token in kept):
        yield Run(tuple(t.text for t in kept), kept[0].start, kept[0].initial)


def _may_end(token: Token, lang: str) -> bool:
    return token.numeral or (token.capital and not _general(token.text, lang))


def _no_name(token: Token, lang: str, lower: frozenset[str]) -> bool:
    if not token.capital or _never(token.text, lang):
        return True
    return token.initial and token.text.casefold() in lower and not token.acronym


@lru_cache(maxsize=32768)
def _never(text: str, lang: str) -> bool:
    """Whether a word is a title or none of a name, wherever it stands."""
    word = text.casefold()
    if base(lang) == "de" and _GERMAN_TITLE.search(word):
        return True
    return word in words("titles", "titles") or _general(text, lang)


@lru_cache(maxsize=32768)
def _general(text: str, lang: str) -> bool:
    """Whether a word is none of a name, however it is written."""
    word = _CONTRACTED.sub("", text.casefold())
    lists = (words("titles", "general"), words("calendar", "weekdays"), stop_words(lang))
    if text.isdigit() or any(word in listed for listed in lists[:2]):
        return True
    return (word in lists[2] or len(word) < 2) and not (text.isupper() and len(text) > 2)


@lru_cache(maxsize=64)
def _stop_words(lang: str) -> frozenset[str]:
    return frozenset(stopwordsiso.stopwords(lang))


def stop_words(lang: str) -> frozenset[str]:
    """The stop words of ``lang``; none where nobody has listed them."""
    return _stop_words(base(lang))

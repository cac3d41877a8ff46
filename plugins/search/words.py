"""Words as search knows them: the same cut and the same letters here and in ``search.js``.

A text is folded (NFKC, lower case) and cut into words. A word of an alphabet loses its accents; a
run of a script without spaces becomes overlapping pieces. What the browser types goes through the
same steps, so that both sides meet; Snowball is needed here alone, since the index says which
forms belong together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from plugins.search.languages import ALGORITHMS, STOPS

#: Characters of a word that count.
LONGEST = 24
#: Scripts whose words are not parted by spaces, or bear their particles: two characters a piece.
_PAIRS = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
#: Those that write vowels around their consonants: three a piece.
_TRIPLES = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_DENSE = re.compile(f"[{_PAIRS}{_TRIPLES}]+")
_TRIPLE = re.compile(f"[{_TRIPLES}]")
#: Digits in groups of three are one number: 12 000, 12.000, 12,000.
_GROUPED = re.compile(r"(?<![0-9])[0-9]{1,3}(?:[ \u00a0\u202f.,’'][0-9]{3})+(?![0-9])")
_GROUP = re.compile(r"[0-9][ \u00a0\u202f.,’'][0-9]{3}(?![0-9])")
#: Stand inside a word and are none of its letters: vowel points, soft hyphens, marks of direction.
_INNER = r"\u00ad\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\u2060"
_SILENT = re.compile(f"[{_INNER}]+")
#: Letters of one word: marks that no letter has taken in belong to it.
_ALSO = rf"\u0300-\u036f\u0900-\u0dff{_INNER}{_TRIPLES}"
_LETTER = rf"(?:[^\W_]|[{_ALSO}])+"
#: A name like AT&T is one word.
_WORD = re.compile(f"{_LETTER}(?:[-‐‑&]{_LETTER})*")
#: Accents of Latin, Greek, Cyrillic, Hebrew and Arabic letters.
_MARKS = re.compile(rf"[\u0300-\u036f{_INNER}]+")
_LETTERS = dict(
    pair.split("=") for pair in "ß=ss æ=ae œ=oe ø=o ł=l đ=d ð=d þ=th ı=i ى=ي ة=ه ک=ك ی=ي".split()
)
#: The first digit of Arabic, of Persian and Urdu, of Hindi, of Bengali.
_ZEROS = (0x660, 0x6F0, 0x966, 0x9E6)
_LETTERS |= {chr(zero + digit): str(digit) for zero in _ZEROS for digit in range(10)}
_TRANSLATED = str.maketrans(_LETTERS)
#: Letters that a browser counts as two characters: each becomes one of private use, here and there.
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
#: Arabic's article, with what may stand before it.
_ARTICLE = re.compile("^(?:[وف]?(?:[بك]?ال|لل)|و(?=.{4}))(?=.{3})")

#: All this for the browser, in its own dialect of regular expressions.
RULES = {
    "patterns": [
        rf"[\p{{L}}\p{{N}}{_ALSO}]+(?:[-‐‑&][\p{{L}}\p{{N}}{_ALSO}]+)*",
        *(each.pattern for each in (_DENSE, _TRIPLE)),
        f"[{_INNER}&]+",
        *(each.pattern for each in (_MARKS, _ARTICLE, _GROUPED)),
    ],
    "letters": _LETTERS,
    "longest": LONGEST,
}

_HYPHENS = re.compile("[-‐‑]")
#: Tokens that are remembered with their terms: the longest, and how many.
_REMEMBERED, _MOST = 40, 200_000
#: Stands before a form that is not given by its ending; no form has it.
_WHOLE = "="


class Term(NamedTuple):
    """A stem, and the folded forms that an article has of it."""

    stem: str
    """Begins with the same two characters as each form."""
    line: str
    """The stem and how its forms end, parted by spaces: ``ukrain e es`` of "ukraine" and
    "ukraines", ``kiev`` of "kiev" alone, ``kiev  s`` of "kiev" and "kievs". A form that does not
    begin with the stem is whole: ``happi =happy``."""

    @classmethod
    def of(cls, stem: str, form: str) -> Term:
        """The term of a single form."""
        if form == stem:
            return cls(stem, stem)
        end = form.removeprefix(stem) if form.startswith(stem) else _WHOLE + form
        return cls(stem, f"{stem} {end}")

    def joined(self, other: Term) -> Term:
        """The same stem with the forms of both."""
        ends = sorted({*_endings(self.line), *_endings(other.line)})
        return self._replace(line=" ".join((self.stem, *ends)))


def parsed(line: str) -> tuple[str, set[str]]:
    """Stem and forms of a term's line."""
    stem = line.partition(" ")[0]
    ends = _endings(line)
    return stem, {end[1:] if end.startswith(_WHOLE) else stem + end for end in ends}


def _endings(line: str) -> list[str]:
    return line.split(" ")[1:] or [""]


def primary(lang: str) -> str:
    """The primary language of a BCP 47 tag: ``pt`` of ``pt-BR``."""
    return lang.partition("-")[0].lower()


@lru_cache(maxsize=64)
def stops(lang: str) -> frozenset[str]:
    """Folded words of the primary language ``lang`` that say nothing of a text."""
    return frozenset(fold(word) for word in STOPS.get(lang, "").split())


def tokens(text: str) -> list[str]:
    """``text`` in small letters, cut at its spaces; numbers in groups of three are whole."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return (_GROUPED.sub(_joined, text) if _GROUP.search(text) else text).lower().split()


def _joined(match: re.Match[str]) -> str:
    return re.sub(r"\D", "", match[0])


def fold(word: str) -> str:
    """A word of an alphabet without accents, ligatures and the Arabic article."""
    if word.isascii():
        return word[:LONGEST]
    bare = _MARKS.sub("", unicodedata.normalize("NFD", word)).translate(_TRANSLATED)
    if max(bare, default="") > "\uffff":
        bare = _ASTRAL.sub(lambda match: chr(0xE000 | ord(match[0]) & 0xFFF), bare)
    return _ARTICLE.sub("", unicodedata.normalize("NFC", bare))[:LONGEST]


def is_dense(form: str) -> bool:
    """Whether a folded form is a piece of a run of a script without spaces."""
    return not form.isascii() and _DENSE.match(form) is not None


def pieces(token: str) -> Iterator[str]:
    """What is looked up for a token: its words, parts of these, and dense runs in pieces."""
    for word in (token,) if token.isalnum() and token.isascii() else _WORD.findall(token):
        if word.isascii() and "-" not in word and "&" not in word:
            yield word
        else:
            yield from _parts(_SILENT.sub("", word))


def _parts(word: str) -> Iterator[str]:
    for run in _DENSE.findall(word):
        size = 3 if _TRIPLE.match(run) else 2
        yield from (run[i : i + size] for i in range(max(1, len(run) - size + 1)))
    for part in _DENSE.sub(" ", word).split():
        names = _HYPHENS.split(part)
        for name in filter(None, names):
            yield from filter(None, name.split("&") if "&" in name else ())
            yield name.replace("&", "")
        if len(names) > 1:
            yield "".join(names).replace("&", "")


class Stems(dict[str, tuple[Term, ...]]):
    """Terms of one language: those of a token are found when it is first asked for."""

    def __init__(self, lang: str) -> None:
        self._stops = stops(lang)
        self._stem = _stemmer(lang)
        self._is_bare = lang == "ar"  # its stemmer wants words without their article

    def __missing__(self, token: str) -> tuple[Term, ...]:
        found = tuple(self._terms(token))
        if len(token) <= _REMEMBERED:
            if len(self) >= _MOST:
                self.clear()
            self[token] = found
        return found

    def _terms(self, token: str) -> Iterator[Term]:
        for piece in pieces(token):
            form = fold(piece)
            if _DENSE.match(form):
                yield Term.of(form, form)
            elif len(form) > 1 and form not in self._stops:
                is_word = form.isalpha()
                stem = fold(self._stem(form if self._is_bare else piece)) if is_word else form
                like = stem if stem.startswith(form[:2]) else form[:2] + stem
                yield Term.of(like[:LONGEST], form)


@lru_cache(maxsize=64)
def _stemmer(lang: str) -> Any:
    name = ALGORITHMS.get(lang)
    if name is None:
        return lambda word: word
    from Stemmer import Stemmer  # noqa: PLC0415  loaded with the first text of such a language

    return Stemmer(name, 0).stemWord


@lru_cache(maxsize=64)
def stems_of(lang: str) -> Stems:
    """The same object for the same language: it remembers every word it saw."""
    return Stems(primary(lang))

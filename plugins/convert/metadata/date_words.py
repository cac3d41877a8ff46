"""The words around a date: what they say it is, and how much else stands in its line."""

from __future__ import annotations

import re
from functools import lru_cache

from plugins.convert.data import either, phrases, words
from plugins.convert.metadata.moments import Mention
from plugins.convert.metadata.spotting import may_hold

#: Characters before a date within which words stand right before it.
_RIGHT_BEFORE = 6
_BEHIND = re.compile(r"[\s,)]{0,3}(?P<word>[^\W\d_]{5,14})(?![^\W\d_])")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
#: Words of ``data/phrases.toml`` that say what a date is, and the sign that they make.
_LABELS = {"published": "published said", "updated": "update said", "elsewhere": "another said"}


def said(before: str) -> str:
    """What the words before a date say it is; they open the words or stand right before it."""
    words_ = before[-80:].lower()
    opening = len(words_) - len(words_.lstrip(" \t*_#|•·–—-([:>"))
    hits = []
    for name, sign in _LABELS.items():
        for match in _pattern(name).finditer(words_):
            weak = match.group() in words("phrases", "weak")
            near = len(words_) - match.end() <= _RIGHT_BEFORE and not weak
            if match.start() == opening or near:
                sure = "date said" if weak and name == "published" else sign
                hits.append((match.end(), sure))
    return max(hits)[1] if hits else ""


def said_behind(after: str) -> str:
    """What the word right behind a date says it is: ``2019.03.26 lastupdate``."""
    match = _BEHIND.match(after[:30])
    return "update said" if match and match["word"].lower() in words("phrases", "behind") else ""


def begins_sentence(before: str) -> bool:
    """Whether the words before a date in a paragraph begin a sentence of their own."""
    tail = before[-40:]
    found = [m for name in ("published", "updated") for m in _pattern(name).finditer(tail)]
    return any(not match.group()[0].islower() for match in found)


def beside(text: str, mentions: tuple[Mention, ...]) -> int:
    """Letters beside dates, labels and the small words around them."""
    parts: list[str] = []
    start = 0
    for mention in mentions:
        parts.append(text[start : mention.start])
        start = mention.end
    kept = " ".join([*parts, text[start:]])
    for name in ("published", "updated"):
        kept = _pattern(name).sub(" ", kept)
    rest = [word for word in re.findall(r"[^\W\d_]+", kept) if word.lower() not in _around()]
    dense = len(_DENSE.findall("".join(rest)))
    return sum(len(word) for word in rest) + 2 * dense


@lru_cache(maxsize=1)
def _around() -> frozenset[str]:
    return words("phrases", "around") | words("calendar", "weekdays")


@lru_cache(maxsize=4)
def _pattern(name: str) -> re.Pattern[str]:
    known = either(phrases("phrases", name))
    return re.compile(rf"(?<![^\W\d_]){known}(?![^\W\d_])", re.IGNORECASE)


def of_something_else(text: str) -> bool:
    """Whether a line says somewhere that its date is of a birth, a comment, a picture …"""
    return may_hold(text, "elsewhere") and _pattern("elsewhere").search(text) is not None


def counts_comments(text: str) -> bool:
    """Whether a line says how many comments a text has, or asks for one: it is that text's."""
    return may_hold(text, "comments", "asked") and _counted().search(text) is not None


def ends_span(before: str) -> bool:
    """Whether the words before a day end with the first of several: ``4. und``, ``18.–``."""
    return _span().search(before[-20:]) is not None


def ends_today(before: str) -> bool:
    """Whether the words before a date in a sentence say that it is the day of the text."""
    return _today().search(before[-30:]) is not None


@lru_cache(maxsize=1)
def _counted() -> re.Pattern[str]:
    known, asked = (either(phrases("phrases", name)) for name in ("comments", "asked"))
    return re.compile(rf"(?<![\w:.,])(?:\d{{1,3}} {known}|{asked})(?![^\W_])", re.IGNORECASE)


@lru_cache(maxsize=1)
def _span() -> re.Pattern[str]:
    known = either(phrases("phrases", "to"))
    return re.compile(
        rf"(?<![\d.:/-])[0-3]?\d\.?(?:\s?[-–]\s?|\s{known}\s(?:\w{{1,3}}\s)?)$", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _today() -> re.Pattern[str]:
    known = either(phrases("phrases", "today"))
    return re.compile(rf"(?<![^\W_]){known}\s?[,(（]\s?$", re.IGNORECASE)


def is_relative(text: str) -> bool:
    """Whether a short line says how long ago something was, or what time of what near day."""
    return (
        len(text) <= _RELATIVE
        and may_hold(text, "ago_before", "ago_behind", "near_days")
        and _relative().search(text) is not None
    )


#: Characters of the longest such line.
_RELATIVE = 40


@lru_cache(maxsize=1)
def _relative() -> re.Pattern[str]:
    before, behind, days = (
        either(phrases("phrases", name)) for name in ("ago_before", "ago_behind", "near_days")
    )
    return re.compile(
        rf"(?<![^\W\d_])(?:(?:{before})\s(?:\d{{1,2}}|ein\w{{0,2}}|un\w?)\s[^\W\d_]{{1,12}}"
        rf"|(?:\d{{1,2}}|an?|un\w?)\s?[^\W\d_]{{1,12}}\s(?:{behind})"
        rf"|(?:{days})[,\s][^\W\d_]{{0,4}}\s{{0,2}}\d{{1,2}}[:.h]\d\d)(?![^\W\d_])",
        re.IGNORECASE,
    )

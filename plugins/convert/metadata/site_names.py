"""Names that a page has for itself, in the words around them: "Subscribe to …", "… newsletter"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import ahocorasick

from plugins.convert.data import phrases, words

#: Characters of the longest name.
_LONGEST = 48
_HIGH = r"[A-ZÀ-ÞА-ЯŁŚŻ0-9]"
_WORD = rf"{_HIGH}[\w’'&-]*(?:\.\w+)*"
_SMALL = r"(?:of|de|du|da|do|di|des|the|on|and|&|für|und)"
_ARTICLE = r"(?:[Tt]he|[Ll]e|[Ll]a|[Ee]l|[Dd]er|[Dd]ie|[Dd]as)"
_NAME = rf"(?:{_ARTICLE}\s)?{_WORD}(?:\s(?:{_SMALL}\s)?{_WORD}){{0,3}}"
_AHEAD = re.compile(rf"\s{{1,2}}(?P<name>{_NAME})")
_BEHIND = re.compile(rf"(?<![\w.])(?P<name>{_NAME})\s{{1,2}}$")
_CREDIT = re.compile(rf"[/|:]\s?(?P<name>{_NAME})(?=[)\s.]*$|\))")
_PARTED = re.compile(r"[/|:]\s?[A-ZÀ-ÞА-ЯŁŚŻ0-9TtLlEeDd]")
_CREDITED = re.compile(
    r"(?:[^\W\d_]+\s[^\W\d_]+|illustration|photo|fotos?|image|graphic)\s?$", re.IGNORECASE
)
#: The phrases of ``data/sites.toml``, whether the name stands behind them, and their sign.
_TABLES = (
    ("before_plainly", True, "plainly of itself"),
    ("before", True, "of itself"),
    ("after_plainly", False, "plainly its own thing"),
    ("after", False, "its own thing"),
)


def of_line(text: str) -> Iterator[tuple[str, str, str]]:
    """Name, sign and the words that say so, of every phrase in ``text``."""
    lower = text.lower()
    if len(lower) != len(text):
        return
    for last, (phrase, ahead, sign) in _phrases().iter(lower):
        start, end = last + 1 - len(phrase), last + 1
        if _inside(lower, start, end):
            continue
        match = (
            _AHEAD.match(text, end, end + _LONGEST)
            if ahead
            else _BEHIND.search(text, max(0, start - _LONGEST), start)
        )
        if match:
            shown = text[start : match.end()] if ahead else text[match.start() : end]
            yield match["name"], sign, shown.strip()
    for match in _CREDIT.finditer(text) if _PARTED.search(text) else ():
        if _CREDITED.search(text, max(0, match.start() - _LONGEST), match.start()):
            yield match["name"], "credit", match.group()


def trimmed(name: str) -> str:
    """``name`` without the words of an invitation before it: ``Get the Courier``."""
    parts = name.split()
    while len(parts) > 1 and parts[0].casefold() in words("sites", "invitations"):
        parts = parts[1:]
    article = len(parts) > 1 and parts[0].islower() and len(parts) < len(name.split())
    return " ".join(parts[1:] if article else parts)


def _inside(text: str, start: int, end: int) -> bool:
    """Whether a phrase is only a part of longer words."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return before.isalnum() or after.isalnum()


@lru_cache(maxsize=1)
def _phrases() -> Any:
    built = ahocorasick.Automaton()
    for table, ahead, sign in reversed(_TABLES):  # a phrase of two tables is plain
        for phrase in phrases("sites", table):
            built.add_word(phrase, (phrase, ahead, sign))
    built.make_automaton()
    return built

"""Which lists of phrases have one in a line: one quick look before patterns look closely."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import ahocorasick

from plugins.convert.data import phrases

#: The lists of ``data/phrases.toml`` that are looked for.
_LISTS = (
    *("roles", "experts", "all_posts", "about_authors", "elsewhere"),
    *("ago_before", "ago_behind", "near_days"),
    *("comments", "asked"),
)


def may_hold(text: str, *lists: str) -> bool:
    """Whether a phrase of one of ``lists`` may stand in ``text``, in whatever case.

    False is certain; true is not, since parts of words count too.
    """
    found = _found(text)
    return any(name in found for name in lists)


@lru_cache(maxsize=2048)  # several ask about each line
def _found(text: str) -> frozenset[str]:
    listed: set[str] = set()
    for _, names in _automaton().iter(_folded(text)):
        listed |= names
    return frozenset(listed)


def _folded(text: str) -> str:
    """``text`` so that letters are one where a pattern that ignores case takes them for one."""
    folded = text.casefold()
    return folded if folded.isascii() else folded.replace("\u0307", "").replace("ı", "i")


@lru_cache(maxsize=1)
def _automaton() -> Any:
    lists: dict[str, set[str]] = {}
    for name in _LISTS:
        for phrase in phrases("phrases", name):
            lists.setdefault(_folded(phrase), set()).add(name)
    built = ahocorasick.Automaton()
    for phrase, names in lists.items():
        built.add_word(phrase, frozenset(names))
    built.make_automaton()
    return built

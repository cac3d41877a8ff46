"""Papers, stations and news sites that many texts are from, and where a text names them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import ahocorasick

from plugins.convert.data import phrases

#: Letters of the shortest name of one word that is no other word.
_LONG = 8


@lru_cache(maxsize=1)
def known() -> frozenset[str]:
    """The names of ``data/papers.toml``."""
    return frozenset(phrases("papers", "known"))


@lru_cache(maxsize=1)
def telling() -> frozenset[str]:
    """Those of them that mean nothing else."""
    return frozenset(name for name in known() if len(name) >= _LONG or " " in name)


def of_line(text: str) -> Iterator[str]:
    """The telling names that stand in ``text`` as whole words, the longest at each place."""
    found: list[tuple[int, int, str]] = []
    for last, name in _automaton().iter_long(text):
        start, end = last + 1 - len(name), last + 1
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            found.append((start, end, name))
    yield from (name for _, _, name in found)


@lru_cache(maxsize=1)
def _automaton() -> Any:
    built = ahocorasick.Automaton()
    for name in telling():
        built.add_word(name, name)
    built.make_automaton()
    return built

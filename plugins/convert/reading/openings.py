"""What a regular expression can begin with: who knows it need not try one that begins otherwise."""

from __future__ import annotations

import re

#: What begins no plain character; what may follow one that need not be there.
_SPECIAL, _OPTIONAL = "(.^$*+?{|)", ("?", "*", "{0")

Letters = frozenset[str] | None
"""Characters, folded; None where it may be any."""


def folded(char: str) -> str:
    """``char``, the same for all that a pattern which ignores case takes for it; digits as 0."""
    return "0" if char.isdecimal() else "i" if char == "ı" else char.casefold()[:1]


def of(pattern: str) -> Letters:
    """The characters that what ``pattern`` matches begins with; None if that is not plain."""
    found: set[str] = set()
    for way in _ways(pattern):
        letters = _of_way(way)
        if letters is None:
            return None
        found |= letters
    return frozenset(found)


def _of_way(way: str) -> Letters:
    """The same of an expression that is no choice between several."""
    end, letters = _first(way)
    if letters is None:
        return None
    rest = way[end:]
    if not rest.startswith(_OPTIONAL):
        return letters
    after = _of_way(rest[rest.index("}") + 1 :] if rest[0] == "{" else rest[1:])
    return None if after is None else letters | after


def _first(way: str) -> tuple[int, Letters]:
    """Where the first element of ``way`` ends, and what it begins with."""
    if way.startswith("(?:"):
        end = _closed(way, 0)
        return end + 1, of(way[3:end])
    if way.startswith("["):
        end = _closed(way, 0)
        return end + 1, _of_set(way[1:end])
    if way.startswith("\\") and (way[1] == "d" or not way[1].isalnum()):
        return 2, frozenset("0" if way[1] == "d" else way[1])
    if not way or way[0] in _SPECIAL or way[0] == "\\":
        return 0, None
    return 1, frozenset(folded(way[0]))


def _of_set(inner: str) -> Letters:
    """The characters of a set; white space is none, since no line begins with it."""
    plain = re.sub(r"\\s|\\([^\w\s])", r"\1", inner.removesuffix("-"))
    ranges = plain[:1] == "^" or "-" in plain or "\\" in plain
    return None if ranges else frozenset(map(folded, inner.replace("\\s", "")))


def _closed(pattern: str, start: int) -> int:
    """Index of the bracket that closes the one at ``start``."""
    if pattern[start] == "[":
        at = start + (3 if pattern.startswith("[^", start) else 2)  # a first one closes nothing
        while pattern[at] != "]":
            at += 2 if pattern[at] == "\\" else 1
        return at
    at = start + 1
    while pattern[at] != ")":
        at = _behind(pattern, at)
    return at


def _behind(pattern: str, at: int) -> int:
    """Index behind the character, the group or the set at ``at``."""
    if pattern[at] == "\\":
        return at + 2
    return _closed(pattern, at) + 1 if pattern[at] in "([" else at + 1


def _ways(pattern: str) -> list[str]:
    """The expressions between which ``pattern`` chooses."""
    found, start, at = [], 0, 0
    while at < len(pattern):
        if pattern[at] == "|":
            found.append(pattern[start:at])
            start = at + 1
        at = _behind(pattern, at)
    return [*found, pattern[start:]]

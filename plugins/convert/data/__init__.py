"""Word lists of the converter, as TOML files, and the one way to read them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from plugins.convert.data.kept import derived

_HERE = Path(__file__).parent


def table(name: str) -> dict[str, Any]:
    """The tables of ``name``.toml; callers change nothing in them."""
    return _tables()[name]


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, Any]]:
    """All tables by name; as JSON they are there in an eighth of the time."""
    sources = sorted(_HERE.glob("*.toml"))
    return dict(json.loads(derived("tables", [Path(__file__), *sources], lambda: _read(sources))))


def _read(sources: Iterable[Path]) -> bytes:
    import tomllib  # noqa: PLC0415 - for this alone

    named = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sources}
    return json.dumps(named, ensure_ascii=False).encode()


@lru_cache(maxsize=64)
def phrases(name: str, key: str) -> tuple[str, ...]:
    """The phrases of ``key`` in ``[words]`` form: parted by ``|`` or line ends, longest first."""
    text = str(table(name)[key]["words"])
    found = {part.strip() for line in text.splitlines() for part in line.split("|")}
    return tuple(sorted(found - {""}, key=lambda phrase: (-len(phrase), phrase)))


@lru_cache(maxsize=64)
def words(name: str, key: str) -> frozenset[str]:
    """The words of ``key``: parted by white space."""
    return frozenset(str(table(name)[key]["words"]).split())


def alternatives(name: str, key: str) -> str:
    """The phrases of ``key`` as the alternatives of a regular expression, whole words each."""
    return rf"{either(phrases(name, key))}(?![^\W\d_])"


def either(literals: Iterable[str], space: str = " ") -> str:
    """A regular expression for any of ``literals``, the longest that fits first.

    Their common beginnings are looked at once: a tenth of the time that a list of them takes.
    ``space`` is the expression for their spaces.
    """
    tree: dict[str, Any] = {}
    for literal in sorted(literals):  # one expression, compiled once, for one set
        node = tree
        for char in literal:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branches(tree, space)


def _branches(node: dict[str, Any], space: str) -> str:
    found = []
    for char, after in node.items():
        text = ""
        while char:  # what does not branch, in one go
            text += space if char == " " else re.escape(char)
            if len(after) != 1:
                break
            char, after = next(iter(after.items()))  # noqa: PLW2901
        found += [text + (_branches(after, space) if char and after else "")] if text else []
    return f"(?:{'|'.join(found)}){'?' if '' in node else ''}"

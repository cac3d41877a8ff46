"""Word lists of the converter, as TOML files, and the one way to read them."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


@lru_cache(maxsize=16)
def table(name: str) -> dict[str, Any]:
    """The tables of ``name``.toml; callers change nothing in them."""
    return tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))


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
    known = "|".join(re.escape(phrase) for phrase in phrases(name, key))
    return rf"(?:{known})(?![^\W\d_])"

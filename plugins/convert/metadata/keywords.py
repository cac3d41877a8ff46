"""The tags that a text gives itself: ``Tags: eau, Grenade``, at its top or at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from plugins.convert.data import alternatives
from plugins.convert.metadata.names import agency
from plugins.convert.types import Structure
from plugins.text import one_line

_MAX_WORDS, _MAX_NAME, _MAX_LINE = 6, 48, 300
_PARTS = re.compile(r"\s*[,;|·•،、，؛；]\s*|\s#|\s[/–—]\s")


def of(structure: Structure) -> tuple[tuple[str, str], ...]:
    """Each tag with the line that names it, in their order; no two alike but for case."""
    found: dict[str, tuple[str, str]] = {}
    for value, line in _listed(structure):
        for part in _PARTS.split(value):
            name = one_line(part).strip(" #.\"'“”«»[]()<>*_")
            if _is_tag(name):
                found.setdefault(name.casefold(), (name, line))
    return tuple(found.values())


def _listed(structure: Structure) -> Iterator[tuple[str, str]]:
    for field in structure.fields:
        if field.name == "tags":
            yield field.value[:_MAX_LINE], field.line.text
    for line in (*structure.head, *structure.tail):
        is_label = len(line.text) <= _MAX_LINE and (":" in line.text or "：" in line.text)
        match = _label().match(line.text) if is_label else None
        if match:
            yield match["rest"], line.text


def _is_tag(name: str) -> bool:
    """Whether ``name`` is a few words, and no address, mark-up or agency."""
    return (
        1 < len(name) <= _MAX_NAME
        and len(name.split()) <= _MAX_WORDS
        and any(char.isalpha() for char in name)
        and not re.search(r"[@<>{}\[\]|]|://|www\.", name)
        and not agency(name)
    )


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    known = alternatives("phrases", "keywords")
    return re.compile(rf"^\W{{0,3}}{known}\s?[:：]\s*(?P<rest>\S.*)$", re.IGNORECASE)

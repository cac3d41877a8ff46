"""What the texts of one container are called: by their source's ids, unlike each other."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from plugins.hashing import digest
from plugins.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plugins.convert.types import Part

#: Characters of a name; of a longer one the end is a digest of all of it.
_LONGEST = 160


def distinct(parts: Iterable[Part]) -> Iterator[Part]:
    """``parts``, of which none has a name that is empty or that another has.

    Without an id a text is called by a digest of its bytes; a second one of the same name has
    its number in order behind it.
    """
    seen: Counter[str] = Counter()
    for part in parts:
        name = _short(one_line(part.name)) or digest(part.raw)
        seen[name] += 1
        while seen[name] > 1:
            seen[f"{name}~{seen[name]}"] += 1
            name = f"{name}~{seen[name]}"
        yield replace(part, name=name)


def _short(name: str) -> str:
    if len(name) <= _LONGEST:
        return name
    return f"{name[: _LONGEST - 17]}~{digest(name)}"

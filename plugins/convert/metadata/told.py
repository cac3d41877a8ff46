"""A name and what makes it an author's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plugins.convert.types import Line


@dataclass(frozen=True, slots=True)
class Told:
    """One name that a line gives, with the signs of ``data/authors.toml`` that it has there."""

    name: str
    line: Line
    signs: frozenset[str]
    excerpt: str = ""
    """The part of a longer line that is the evidence; empty where the line is it, whole."""

    @property
    def evidence(self) -> str:
        """What is shown for it: the line's whole text, so that the line leaves the body, or a
        part of a line that stays.
        """
        return self.excerpt or self.line.text


Found = Iterator[Told]

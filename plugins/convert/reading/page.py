"""Rows with the rule that drops each, and where the text is among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plugins.convert.reading import junk, region

if TYPE_CHECKING:
    from plugins.convert.reading.lines import Row


@dataclass(frozen=True, slots=True)
class Page:
    """A text's rows, judged one by one and as a whole."""

    rows: tuple[Row, ...]
    rules: tuple[str, ...]
    """Of each row the rule that drops it, or empty."""
    start: int
    stop: int
    """The rows ``[start, stop)`` that hold the text."""
    first: int
    """Index of the first running text, ``stop`` if there is none."""
    last: int
    spared: frozenset[int]
    """Indexes of sentences outside ``start`` and ``stop`` that stay."""

    @property
    def is_dump(self) -> bool:
        """Whether a whole page's furniture stands around the text."""
        return (self.start, self.stop) != (0, len(self.rows))


def divided(rows: tuple[Row, ...], rules: tuple[str, ...]) -> Page:
    """The page of ``rows``, of which ``rules`` drop some."""
    start, stop = region.find(rows, rules)
    running = [i for i in range(start, stop) if not rules[i] and junk.is_running(rows[i].text)]
    first, last = (running[0], running[-1]) if running else (stop, stop)
    is_dump = (start, stop) != (0, len(rows))
    spared = region.spared(rows, rules, stop) if is_dump else frozenset[int]()
    return Page(rows, rules, start, stop, first, last, spared)

"""Where in a text a name stands: how far from the headline, beside what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plugins.convert.metadata import bios, openers, publishers
from plugins.convert.metadata.bylines import is_date_line, is_role
from plugins.convert.types import Line, Structure

#: Characters of a line that may be only a name, of one that is only a date.
ONLY, _DATED = 70, 90
#: Lines of a text that are looked at.
_MOST = 1500
#: Lines below the headline, and above it.
_BELOW = ((3, "right below"), (10, "below"), (30, "further below"))
_ABOVE = ((3, "right above"), (12, "above"))
_END = 4
#: Lines behind the running text, and around a line that may hold the date.
_BEHIND, _NEAR = 3, (-2, -1, 1, 2)
#: A line that goes on with a sentence, and one that a sentence goes on behind.
_GOES_ON = re.compile(r"[’']s\b|[,;:)]?\s?[a-zß-öø-ÿа-яё]{2}")
_BROKEN_OFF = re.compile(r"[a-zß-öø-ÿа-яё,(]$")
_ITEM = re.compile(r"[*•+–-]\s|:")
_CONTACT = re.compile(r"\S@|@\S|^(?:e-?mail|follow)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the signs of a place need of a text."""

    lines: tuple[Line, ...]
    top: int
    """Index of the headline."""
    lang: str
    dated: frozenset[int]
    """Indexes of lines that are only a date."""
    last: int
    """Index of the last line that is no remains of menus and pictures."""
    behind: frozenset[int]
    """Indexes of the lines right behind the running text."""
    before: frozenset[int]
    """Indexes of the lines right before the running text."""
    places: dict[Line, int]

    def signs(self, line: Line) -> frozenset[str]:
        """Every sign of ``line``'s place; none where it is not among the lines looked at."""
        index = self.places.get(line)
        return frozenset(self._signs(line, index)) if index is not None else frozenset()

    def _signs(self, line: Line, index: int) -> Iterator[str]:
        above, below = self.text(index - 1), self.text(index + 1)
        at_end = index == self.last or index in self.behind
        holds = {
            _distance(index - self.top): not at_end or abs(index - self.top) <= _BELOW[0][0],
            "first line": index == 0,
            "date near": any(index + step in self.dated for step in _NEAR),
            "at the end": index >= len(self.lines) - _END,
            "item": _ITEM.match(line.text),
            "announced": self.is_announced(index),
            "right before the text": index in self.before,
            "last": index == self.last,
            "behind the text": index in self.behind,
            "about the author above": bios.heads(above),
            "role below": len(below) <= ONLY and is_role(below),
            "contact beside": _CONTACT.search(line.text) or _CONTACT.search(below[:ONLY]),
            "amid a sentence": self._is_amid(index, above, below),
        }
        yield from (sign for sign, true in holds.items() if true)

    def _is_amid(self, index: int, above: str, below: str) -> bool:
        """Whether the lines around are one sentence, of which a link broke this one off."""
        parts = _GOES_ON.match(below) and _BROKEN_OFF.search(above)
        own = index + 1 in self.dated or openers.announces(above, self.lang)
        return bool(parts) and not own

    def ends(self, line: Line) -> bool:
        """Whether ``line`` is the last one, or stands right behind the running text."""
        index = self.places.get(line, -1)
        return index >= 0 and (index >= self.last >= 0 or index in self.behind)

    def may_be_a_word(self, index: int) -> bool:
        """Whether a line of one word may name somebody: beside a date, or announced."""
        return self.is_beside_date(index) or self.is_announced(index)

    def is_announced(self, index: int) -> bool:
        """Whether the line above is nothing but words such as "Author"."""
        return openers.announces(self.text(index - 1), self.lang)

    def is_beside_date(self, index: int) -> bool:
        """Whether the line above or below is only a date, at most ten lines from the headline or
        at the end.
        """
        near = abs(index - self.top) <= _BELOW[1][0] or self.ends(self.lines[index])
        return near and not self.dated.isdisjoint((index - 1, index + 1))

    def is_near(self, index: int) -> bool:
        """Whether a line stands where a byline does: below the headline, announced or last."""
        below = 0 < index - self.top <= _BELOW[1][0]
        return below or self.is_announced(index) or self.ends(self.lines[index])

    def text(self, index: int) -> str:
        """A line's text; empty beyond the ends."""
        return self.lines[index].text if 0 <= index < len(self.lines) else ""


def of(structure: Structure, lang: str) -> Standing:
    """The standing of the lines of ``structure``."""
    lines = structure.lines[:_MOST]
    top = structure.headline_line.no if structure.headline_line else 0
    places = {line: index for index, line in reversed(list(enumerate(lines)))}
    closing = publishers.last_line(structure)
    return Standing(
        lines=lines,
        top=next((index for index, line in enumerate(lines) if line.no == top), 0),
        lang=lang,
        dated=frozenset(index for index, line in enumerate(lines) if _is_dated(line, lang)),
        last=places.get(closing, -1) if closing else -1,
        behind=frozenset(places[line] for line in structure.tail[:_BEHIND] if line in places),
        before=frozenset(places[line] for line in structure.head[-_BEHIND:] if line in places),
        places=places,
    )


def _is_dated(line: Line, lang: str) -> bool:
    return len(line.text) <= _DATED and is_date_line(line.text, lang)


def _distance(lines: int) -> str:
    """How far from the headline, in words."""
    if lines == 0:
        return "headline"
    near = _BELOW if lines > 0 else _ABOVE
    return next((name for most, name in near if abs(lines) <= most), "far")

"""A text in lines, each in pieces that one font draws in one direction."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Literal

from plugins.cards.faces import Face, Family, font

Direction = Literal["ltr", "rtl"]
#: Characters that stand for words and are parted anywhere: Chinese, Japanese; Thai likewise.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
#: Never at the beginning of a line.
_CLOSING = frozenset("、。，．！？：；）」』】〉》’”)]}»,.!?:;…")
#: Letters of another size are not exactly so much wider.
_SPARE = 1.01


@dataclass(frozen=True, slots=True)
class Style:
    """How a text looks."""

    family: Family
    size: int
    weight: int
    spread: float = 1.14
    """From one line to the next, in sizes."""

    @property
    def leading(self) -> int:
        """From one line to the next, in pixels."""
        return round(self.size * self.spread)


@dataclass(frozen=True, slots=True)
class Piece:
    """What is drawn at once."""

    text: str
    face: Face
    direction: Direction

    def width(self, style: Style) -> float:
        """Pixels."""
        size = round(style.size * self.face.scale)
        return _width(self.text, self.face.path.as_posix(), size, style.weight, self.direction)


@dataclass(frozen=True, slots=True)
class Words:
    """A text as lines are made of it: what they cannot part, each with its width."""

    words: tuple[tuple[str, float], ...]
    size: int
    """At which they were measured."""

    @classmethod
    def of(cls, text: str, style: Style, base: Direction) -> Words:
        """The text in ``style``."""
        found = ((word, _measured(word, style, base)) for word in _parted(text))
        return cls(tuple(found), style.size)

    def widest(self, size: int) -> float:
        """Of a single word, at another size."""
        return max(width for _, width in self.words) * self._scale(size)

    def _scale(self, size: int) -> float:
        return size / self.size * (1 if size == self.size else _SPARE)

    def lines(self, size: int, width: int) -> list[str]:
        """As few as fit into ``width`` at another size, of about the same length."""
        scaled = [(word, long * self._scale(size)) for word, long in self.words]
        words = [part for word in scaled for part in _split(*word, width)]
        lines = _filled(words, width)
        narrow, wide = width // 2, width
        while len(lines) > 1 and wide - narrow > 8:  # the narrowest with as many lines
            middle = (narrow + wide) // 2
            if len(_filled(words, middle)) > len(lines):
                narrow = middle
            else:
                wide = middle
        return _filled(words, wide)


def _split(word: str, long: float, width: int) -> Iterator[tuple[str, float]]:
    """A word that is no line's, in parts that are."""
    count = max(1, -int(-long // (width * 0.98)))
    step = -(-len(word) // count)
    for start in range(0, len(word), step):
        yield word[start : start + step], long / count


def _filled(words: Sequence[tuple[str, float]], width: int) -> list[str]:
    lines: list[str] = []
    line, used = "", 0.0
    for word, long in words:
        if line and used + long > width:
            lines.append(line.rstrip())
            line, used = "", 0.0
        line += word
        used += long
    return [*lines, line.rstrip()]


def drawable(text: str, family: Family) -> str | None:
    """``text`` without symbols that no face has; None where it has letters that none has."""
    kept = []
    for char in unicodedata.normalize("NFC", text):
        if family.face(char):
            kept.append(char)
        elif unicodedata.category(char)[0] in {"L", "M", "N"}:
            return None
    return " ".join("".join(kept).split())


def _parted(text: str) -> Iterator[str]:
    """What a line cannot break, with the space after it."""
    word = ""
    for char in text:
        if word and (word[-1] == " " or _parts(word[-1], char)):
            yield word
            word = ""
        word += char
    yield word


def _parts(before: str, after: str) -> bool:
    if after == " " or after in _CLOSING or unicodedata.combining(after):
        return False
    return bool(_UNSPACED.match(before) or _UNSPACED.match(after))


def _measured(word: str, style: Style, base: Direction) -> float:
    return sum(piece.width(style) for piece in pieces(word, style.family, base))


def pieces(line: str, family: Family, base: Direction) -> list[Piece]:
    """``line`` from left to right, as it is drawn.

    Words of the other direction stand in their own order, those around them in the line's.
    """
    found: list[Piece] = []
    for way, words in groupby(_turned(line, base), key=lambda each: each[1]):
        runs = list(_runs("".join(word for word, _ in words), family))
        made = [Piece(text, face, way) for text, face in runs]
        found += made if way == base else made[::-1]
    return found if base == "ltr" else found[::-1]


def _turned(line: str, base: Direction) -> list[tuple[str, Direction]]:
    """Words and the spaces between them, each with its direction."""
    if base == "ltr" and line.isascii():
        return [(line, base)]
    parts = re.findall(r"\s+|\S+", line)
    ways = [_way(part) for part in parts]
    for n, way in enumerate(ways):
        if way is None:  # between two of one direction it goes along, else with the line
            before = next((w for w in ways[:n][::-1] if w), base)
            after = next((w for w in ways[n:] if w), base)
            ways[n] = before if before == after else base
    return [(part, way or base) for part, way in zip(parts, ways, strict=True)]


def _way(word: str) -> Direction | None:
    for char in word:
        kind = unicodedata.bidirectional(char)
        if kind in {"R", "AL"}:
            return "rtl"
        if kind in {"L", "EN"}:
            return "ltr"
    return None


def _runs(text: str, family: Family) -> Iterator[tuple[str, Face]]:
    """Stretches that one face has all of; spaces and marks go with what stands before them."""
    start, current = 0, family.face(text[0]) or family.faces[0]
    for n, char in enumerate(text):
        if n and (char == " " or unicodedata.combining(char)) and current.has(char):
            continue
        face = family.face(char) or current
        if face is not current:
            yield text[start:n], current
            start, current = n, face
    yield text[start:], current


@lru_cache(maxsize=16_384)
def _width(text: str, path: str, size: int, weight: int, direction: Direction) -> float:
    return font(path, size, weight).getlength(text, direction=direction)

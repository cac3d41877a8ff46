"""The site's type and colours, as its style sheet has them, for texts drawn into pictures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.config import FONTS
from plugins.errors import ConfigError, Problem
from plugins.files import read_bytes
from plugins.hashing import digest

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont, Layout

Colour = tuple[int, int, int]
Ranges = tuple[tuple[int, int], ...]

_RULE = re.compile(r"@font-face\s*\{([^}]*)\}")
_SOURCE = re.compile(r"url\([\"']?([^\"')]+)[\"']?\)")
_COLOUR = re.compile(r"--(paper|ink|soft|accent|rule):\s*#([0-9a-fA-F]{6})\b")
_STACK = re.compile(r"--(serif|sans):\s*([^;]+);")
_PLAIN = {
    "paper": (255, 255, 255),
    "ink": (0, 0, 0),
    "soft": (85, 85, 85),
    "accent": (0, 0, 0),
    "rule": (204, 204, 204),
}
#: No font has a glyph for it.
_NOWHERE = "\uffff"
_TRIED = 64


@dataclass(frozen=True, slots=True)
class Face:
    """A font file, and what it is used for."""

    family: str
    path: Path
    digest: str
    """Of the file."""
    ranges: Ranges = ()
    """Characters for which it is used; empty for all that it has."""
    scale: float = 1.0
    """How much larger it is shown than others."""

    def has(self, char: str) -> bool:
        """Whether it is used for ``char`` and has a glyph for it."""
        code = ord(char)
        is_its = not self.ranges or any(low <= code <= high for low, high in self.ranges)
        return is_its and _has_glyph(self.path, char)


@dataclass(frozen=True, eq=False)
class Family:
    """Faces in the order in which they are asked for a character."""

    faces: tuple[Face, ...]
    _known: dict[str, Face | None] = field(default_factory=dict)

    def face(self, char: str) -> Face | None:
        """The one that draws ``char``; None where none does."""
        if char not in self._known:
            self._known[char] = next((face for face in self.faces if face.has(char)), None)
        return self._known[char]


@dataclass(frozen=True)
class Type:
    """What a site's texts look like."""

    serif: Family
    sans: Family
    colours: dict[str, Colour] = field(default_factory=lambda: dict(_PLAIN))

    @classmethod
    def of(cls, theme: Path, accent: str = "", fonts: Sequence[Path] = ()) -> Type:
        """That of the theme's ``static/css/site.css``, and fonts for other scripts in ``fonts``.

        ``accent``, such as ``#9a1b1f``, stands in for the sheet's own; ``fonts`` come last.
        """
        sheet = theme / "static/css/site.css"
        css = (read_bytes(sheet) or b"").decode("utf-8", "replace")
        faces = [face for rule in _RULE.findall(css) if (face := _face(rule, sheet.parent))]
        stacks = {name: _names(stack) for name, stack in reversed(_STACK.findall(css))}
        lying = (*sorted((theme / "fonts").glob("*")), *fonts)
        more = ((path, _digest(path)) for path in lying)
        other = tuple(Face(path.name, path, found) for path, found in more if found)
        serif, sans = (
            (*_in_order(faces, stacks.get(name, [])), *other) for name in ("serif", "sans")
        )
        found = {name: _rgb(code) for name, code in reversed(_COLOUR.findall(css))}
        if accent:
            found["accent"] = _rgb(accent[1:])
        # What sans has no face for is written in the serif's.
        return cls(Family(serif), Family((*sans, *serif)), {**_PLAIN, **found})

    @cached_property
    def has_latin(self) -> bool:
        """Whether there is a face that is said to have Western letters."""
        return any(low <= 0x20 and high >= 0xFF for f in self.serif.faces for low, high in f.ranges)

    @cached_property
    def key(self) -> str:
        """Changes with any font or colour; empty where there is no font."""
        if not self.serif.faces:
            return ""
        every = self.sans.faces  # the serif's are among them
        faces = [(f.family, f.digest, f.ranges, f.scale) for f in every]
        return digest(repr((faces, sorted(self.colours.items()))))


def _face(rule: str, folder: Path) -> Face | None:
    """An upright face out of a file of the theme; None for others."""
    parts = (part.partition(":") for part in re.split(r";(?![^(]*\))", rule))
    values = {name.strip(): value.strip() for name, _, value in parts}
    source = _SOURCE.search(values.get("src", ""))
    if source is None or values.get("font-style", "normal") != "normal":
        return None
    path = (folder / source[1]).resolve()
    found = _digest(path)
    if not found:
        return None
    scale = float(values.get("size-adjust", "100%").rstrip("%")) / 100
    ranges = tuple(map(_range, values.get("unicode-range", "").split(",")))
    return Face(values.get("font-family", "").strip("\"' "), path, found, ranges, scale)


def _digest(path: Path) -> str:
    """Of a font's file; empty where there is none, or something else."""
    data = (read_bytes(path) if path.is_file() else None) or b""
    return digest(data) if data.startswith(FONTS) else ""


def _range(text: str) -> tuple[int, int]:
    low, _, high = text.strip().upper().removeprefix("U+").partition("-")
    if not low:
        return (0, 0x10FFFF)
    return int(low.replace("?", "0"), 16), int((high or low).replace("?", "F"), 16)


def _names(stack: str) -> list[str]:
    return [name.strip("\"' \n") for name in stack.split(",")]


def _in_order(faces: Iterable[Face], names: Sequence[str]) -> list[Face]:
    """Those of a stack; of one family the faces that stand last in the sheet come first."""
    last_first = list(faces)[::-1]
    return [face for name in names for face in last_first if face.family == name]


def _rgb(code: str) -> Colour:
    red, green, blue = bytes.fromhex(code)
    return red, green, blue


def _opened(path: str, size: int, layout: Layout) -> FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415  only where cards are drawn

    try:
        return ImageFont.truetype(path, size, layout_engine=layout)
    except OSError as error:
        message = f"is a font that cannot be read: {error}"
        problem = Problem(path, message, "put a whole one in its place", code="font")
        raise ConfigError(problem) from error


@lru_cache(maxsize=256)
def font(path: str, size: int, weight: int) -> FreeTypeFont:
    """The font at ``path``, so many pixels high, in the weight next to the one wanted."""
    from PIL import ImageFont  # noqa: PLC0415  only where cards are drawn

    made = _opened(path, size, ImageFont.Layout.RAQM)
    try:
        axes = made.get_variation_axes()
    except OSError:  # a font of one weight
        return made
    values: list[float] = [axis["default"] or 0 for axis in axes]
    for n, axis in enumerate(axes):
        if axis["name"] == b"Weight":
            values[n] = min(max(weight, axis["minimum"] or 0), axis["maximum"] or weight)
    made.set_variation_by_axes(values)
    return made


@lru_cache(maxsize=65_536)
def _has_glyph(path: Path, char: str) -> bool:
    """Whether the font draws anything else than the box that stands for what it lacks."""
    if unicodedata.category(char)[0] in {"Z", "C"}:
        return True
    shape, box = (_shape(path, each) for each in (char, _NOWHERE))
    return shape != box


@lru_cache(maxsize=8_192)
def _shape(path: Path, char: str) -> bytes:
    from PIL import ImageFont  # noqa: PLC0415  as above

    basic = _opened(str(path), _TRIED, ImageFont.Layout.BASIC)
    mask = basic.getmask(char, "1")
    return repr(mask.size).encode() + bytes(mask)

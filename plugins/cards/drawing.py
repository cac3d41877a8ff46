"""A card, 1,200 by 630 pixels: the site's name, a headline, and where and when it is from."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from plugins.cards.faces import Colour, Family, Type, font
from plugins.cards.lines import Direction, Style, Words, drawable, pieces
from plugins.text import shorten

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH, HEIGHT = 1200, 630
_EDGE = 72
_ROOM = WIDTH - 2 * _EDGE
#: Top of the headline, the pixels it may take, and its sizes: the largest that fits.
_TOP, _HIGH = 176, 330
_SIZES = (96, 84, 74, 64, 56, 48)
_BOLD = 650
_LONGEST = 240
#: From one line of the headline to the next: Arabic letters reach further up and down.
_TIGHT, _DEEP = 1.14, 1.45
_ARABIC = re.compile("[\u0600-\u06ff]")
#: Levels of each colour between it and the paper's: edges of letters need no more.
_LEVELS = 16
_COLOURS = ("ink", "soft", "accent", "rule")
#: 3 takes half the time of 6 and 15 % more bytes.
_COMPRESSION = 3


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says, in plain texts."""

    site: str
    title: str
    kicker: str = ""
    foot: str = ""
    direction: Direction = "ltr"
    """In which its language is written."""


def can_draw(title: str, type_: Type) -> bool:
    """Whether the type has all letters of a headline."""
    if not type_.key or not title:
        return False
    # Most headlines, without a look into a font.
    is_latin = all(char < "\u0100" or "\u2010" <= char <= "\u2026" for char in title)
    return (is_latin and type_.has_latin) or bool(drawable(title, type_.serif))


def drawn(card: Card, type_: Type) -> bytes:
    """``card``, which can be drawn, as a PNG: the same to the byte wherever that is done."""
    title = drawable(shorten(card.title, _LONGEST), type_.serif) or card.site
    sheet = _Sheet(type_, card.direction)
    sheet.bar(_EDGE, 6, "ink")
    sheet.bar(_EDGE + 12, 2, "ink")
    serif, sans = type_.serif, type_.sans
    sheet.line(card.site, Style(serif, 38, _BOLD), 134, "ink", share=0.6)
    sheet.line(card.kicker, Style(sans, 30, _BOLD), 132, "accent", share=0.38, at_end=True)
    lines, style = _fitted(title, serif, card.direction)
    top = _TOP + (_HIGH - len(lines) * style.leading) // 2
    rise = round(style.size * (style.spread + 0.58) / 2)
    for n, line in enumerate(lines):
        sheet.text(line, style, top + n * style.leading + rise, "ink")
    sheet.bar(HEIGHT - 104, 2, "rule")
    sheet.line(card.foot, Style(sans, 30, 450), HEIGHT - 54, "soft")
    return sheet.png()


def _fitted(title: str, family: Family, base: Direction) -> tuple[list[str], Style]:
    """The headline in lines, as large as it can be; the end of one too long is left out."""
    lines: list[str] = []
    spread = _DEEP if _ARABIC.search(title) else _TIGHT
    style = Style(family, _SIZES[0], _BOLD, spread)
    words = Words.of(title, style, base)
    for size in _SIZES:
        style = Style(family, size, _BOLD, spread)
        lines = words.lines(size, _ROOM)
        fits = len(lines) * style.leading <= _HIGH and words.widest(size) <= _ROOM
        if fits and (size < _SIZES[0] or len(lines) < 3):
            return lines, style
    most = _HIGH // style.leading
    if len(lines) <= most:
        return lines, style
    return [*lines[: most - 1], f"{lines[most - 1].rstrip(' ,;:.–')}…"], style


class _Sheet:
    """Paper that takes text in a few colours."""

    def __init__(self, type_: Type, base: Direction) -> None:
        from PIL import Image  # noqa: PLC0415  only where cards are drawn

        self._image = Image.new("L", (WIDTH, HEIGHT))
        self._type, self._base = type_, base

    def bar(self, top: int, height: int, colour: str) -> None:
        """A rule over the whole width of the text."""
        level = _level(colour, _LEVELS)
        self._image.paste(level, (_EDGE, top, WIDTH - _EDGE, top + height))

    def line(
        self,
        text: str,
        style: Style,
        baseline: int,
        colour: str,
        *,
        share: float = 1.0,
        at_end: bool = False,
    ) -> None:
        """A text on one line, within a ``share`` of the width; what no font has is left out."""
        plain = drawable(text, style.family) or ""
        room = round(_ROOM * share)
        if plain and len(lines := Words.of(plain, style, self._base).lines(style.size, room)) > 1:
            plain = f"{lines[0]}…"
        if plain:
            self.text(plain, style, baseline, colour, at_end=at_end)

    def text(
        self, text: str, style: Style, baseline: int, colour: str, *, at_end: bool = False
    ) -> None:
        """A line of text that begins at the edge, or ends at the other one."""
        from PIL import Image, ImageDraw  # noqa: PLC0415  as above

        above, below = round(style.size * 1.2), round(style.size * 0.6)
        band = Image.new("L", (WIDTH, above + below))
        draw = ImageDraw.Draw(band)
        parts = pieces(text, style.family, self._base)
        width = sum(part.width(style) for part in parts)
        at_right = (self._base == "rtl") is not at_end
        x = WIDTH - _EDGE - width if at_right else float(_EDGE)
        for part in parts:
            face = font(
                part.face.path.as_posix(), round(style.size * part.face.scale), style.weight
            )
            at, way = (round(x), above), part.direction
            draw.text(at, part.text, 255, face, anchor="ls", direction=way)
            x += part.width(style)
        self._ink(band, baseline - above, colour)

    def _ink(self, band: Image, top: int, colour: str) -> None:
        levels, is_ink = _tables(colour)
        self._image.paste(band.point(levels), (0, top), band.point(is_ink))

    def png(self) -> bytes:
        """All of it, colours by number."""
        paper = self._type.colours["paper"]
        shades = [paper]
        for name in _COLOURS:
            shades += [_mixed(paper, self._type.colours[name], n) for n in range(1, _LEVELS + 1)]
        self._image.putpalette([part for shade in shades for part in shade])
        out = io.BytesIO()
        self._image.save(out, "PNG", compress_level=_COMPRESSION)
        return out.getvalue()


@cache
def _tables(colour: str) -> tuple[list[int], list[int]]:
    """For each strength of ink the number of its shade, and whether there is any."""
    levels = [_level(colour, value * _LEVELS // 255) for value in range(256)]
    return levels, [255 if level else 0 for level in levels]


def _level(colour: str, strength: int) -> int:
    """The number of a shade; 0 is the paper."""
    return strength and _COLOURS.index(colour) * _LEVELS + strength


def _mixed(paper: Colour, colour: Colour, strength: int) -> Colour:
    red, green, blue = (
        round(low + (high - low) * strength / _LEVELS)
        for low, high in zip(paper, colour, strict=True)
    )
    return red, green, blue

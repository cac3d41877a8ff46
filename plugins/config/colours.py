"""Colours as people see them: whether words in one can be read on the theme's papers.

Contrast is that of WCAG 2: from 1 to 21, 4.5 being what words need.
"""

from __future__ import annotations

import colorsys
import re

#: What words stand on, light and dark: the paper and its washed patches (``--paper``, ``--wash``).
PAPERS = (("#fffefb", "#f5f1e8"), ("#131211", "#1d1b19"))
READABLE = 4.5
#: What a colour that is chosen for others is given: clearly more than the least.
_COMFORTABLE = (4.6, 7.0)
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def is_colour(text: str) -> bool:
    """Whether ``text`` is ``#rrggbb``."""
    return _COLOUR.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """Between two colours."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def lowest_contrast(colour: str, *, is_dark: bool) -> float:
    """Of ``colour`` with the papers of a scheme."""
    return min(contrast(colour, paper) for paper in PAPERS[is_dark])


def legible(colour: str, *, is_dark: bool) -> str:
    """``colour`` made as much lighter on dark paper, or darker on light, as words need."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    end, steps = float(is_dark), 100
    for step in range(steps + 1):
        there = lightness + (end - lightness) * step / steps
        made = _text(colorsys.hls_to_rgb(hue, there, saturation))
        if lowest_contrast(made, is_dark=is_dark) >= _COMFORTABLE[is_dark]:
            return made
    raise AssertionError("black and white can be read")


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _text(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _luminance(colour: str) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in _parts(colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

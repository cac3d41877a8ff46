"""The site's name as a picture: where it is published, and how large it is."""

from __future__ import annotations

import re
from pathlib import Path

from plugins.config import Settings
from plugins.errors import ConfigError, Problem

#: Names of the pictures for light and dark paper, below the theme's static files.
_NAMES = ("img/logo", "img/logo-dark")
_SVG = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_NUMBER = r"\s*([\d.]+)\s*"
_VIEW = re.compile(r"""\sviewBox\s*=\s*["'][^"']*?([\d.]+)[\s,]+([\d.]+)\s*["']""")
_SIZES = tuple(re.compile(rf"""\s{name}\s*=\s*["']{_NUMBER}(?:px)?["']""") for name in
               ("width", "height"))  # fmt: skip


def logos(settings: Settings) -> dict[str, Path]:
    """The file of each picture, by its path below the theme's folder in the output."""
    found = zip(_NAMES, settings.look.logos, strict=False)
    return {name + path.suffix.lower(): path for name, path in found}


def size(path: Path) -> tuple[int, int]:
    """Width and height of a picture, in pixels or in units of which only the ratio counts.

    Raises ConfigError where the file is no picture, or an SVG that does not say its size.
    """
    found = _svg_size(path) if path.suffix.lower() == ".svg" else _pixels(path)
    if found is None or min(found) < 1:
        message = f"is {path.name}, of which no width and height can be told"
        remedy = "give a picture that browsers show; an SVG needs a viewBox"
        raise ConfigError(Problem("LOGO", message, remedy, code="config"))
    return found


def _svg_size(path: Path) -> tuple[int, int] | None:
    tag = _SVG.search(path.read_text("utf-8", "replace"))
    if tag is None:
        return None
    view = _VIEW.search(tag[0])
    if view:
        return round(float(view[1])), round(float(view[2]))
    sides = [pattern.search(tag[0]) for pattern in _SIZES]
    width, height = (round(float(side[1])) if side else 0 for side in sides)
    return width, height


def _pixels(path: Path) -> tuple[int, int] | None:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  few sites have such a picture

    try:
        with Image.open(path) as image:
            return image.width, image.height
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None

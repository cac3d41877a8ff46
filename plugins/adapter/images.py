"""Pictures in the content folder: their true size and type, or what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image as Pillow
from PIL import UnidentifiedImageError

from plugins.addresses import is_safe
from plugins.errors import Problem
from plugins.files import is_inside, is_plain

_TYPES = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "AVIF": "image/avif",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """What a file says of the picture in it."""

    width: int
    height: int
    type: str
    """MIME."""
    length: int
    """Bytes."""


def is_there(content: Path, path: str) -> bool:
    """Whether ``path`` names a regular file in ``content``, and no way out of it."""
    return is_safe(path) and is_inside(content / path, content) and is_plain(content / path)


def measure(content: Path, path: str, where: str) -> Measure | Problem:
    """Size and type of ``content/path``; a Problem where it is no picture that can be shown.

    ``where`` is the post that names it.
    """
    file = content / path
    if not is_there(content, path):
        message = f"names the image {path}, which is not there"
        return Problem(where, message, f"put the file at content/{path}", code="image")
    try:
        with Pillow.open(file) as image:
            kind = _TYPES.get(image.format or "")
            if kind:
                return Measure(image.width, image.height, kind, file.stat().st_size)
    except (UnidentifiedImageError, OSError, ValueError, Pillow.DecompressionBombError):
        pass
    message = f"names the image {path}, which is none that browsers show"
    return Problem(where, message, "give a JPEG, PNG, GIF, WebP or AVIF file", code="image")

"""Pictures made on the spot: small, of one kind each, and with what cameras write into them."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageDraw

SECRET = b"Rue du Secret 5"
ROOT = 'xmlns="http://www.w3.org/2000/svg"'


def scene(width: int = 640, height: int = 420) -> Image.Image:
    """A red disc left of the middle, above a shaded ground."""
    ground = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    ImageDraw.Draw(ground).ellipse((20, 20, height - 60, height - 60), fill=(190, 30, 40))
    return ground


def notes(turn: int = 1) -> Image.Exif:
    """What a camera writes: where it was, and how it was held."""
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x0112] = turn
    exif.get_ifd(0x8825)[1] = "N"
    return exif


def file(form: str, image: Image.Image | None = None, turn: int = 1, **options: Any) -> bytes:
    """A picture with notes, in one of Pillow's formats."""
    out = io.BytesIO()
    image = image or scene()
    if form == "GIF":
        image.convert("P").save(out, form, comment=SECRET, **options)
    else:
        comment = {"comment": SECRET} if form == "JPEG" else {}
        image.save(out, form, exif=notes(turn), **comment, **options)
    return out.getvalue()


def moving() -> bytes:
    """A GIF of three frames that goes round for ever."""
    frames = [scene(200, 140).rotate(angle).convert("P") for angle in (0, 20, 40)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], loop=0, comment=SECRET)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    """The whole picture."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image

"""Pictures that come with a text: checked, named by their bytes, and the one that leads it."""

from __future__ import annotations

import base64
import binascii
import io
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from plugins import addresses
from plugins.convert.formats.markup import leaves
from plugins.hashing import digest
from plugins.model import Block, Dropped, Image, Picture
from plugins.text import one_line, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Load = Callable[[str], bytes | None]
"""The bytes that an address in a container names; None where it has none of this name."""

#: More than a picture of a page needs, and pictures of a text beyond which it is an album.
_MOST_BYTES, _MOST = 10 * 1024 * 1024, 100
_MOST_PIXELS = 50_000_000
#: Pixels of the smaller side below which a picture is an ornament, and of one that can lead.
_SMALLEST, _LEADING = 24, 200
_ENDINGS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}
_DATA = re.compile(r"data:image/[\w.+-]{1,40}((?:;[\w=.+-]{1,60}){0,5}),", re.IGNORECASE)
#: Names that programs give, which say nothing: "image1", "img_0001", "unnamed".
_NO_NAME = re.compile(
    r"(?:image|img|picture|bild|photo|unnamed|part|clip)?[-_ ]*[\d-]*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Illustrated:
    """A text's blocks with their pictures."""

    blocks: tuple[Block, ...]
    """Of the pictures only those that are there, each with its path; not the leading one."""
    image: Image | None
    pictures: tuple[Picture, ...]
    left_out: tuple[Dropped, ...]


def illustrated(blocks: Iterable[Block], load: Load) -> Illustrated:
    """``blocks`` with the pictures that ``load`` or a ``data:`` address gives.

    The first large one leads the text, wherever it stands. Others that are not there
    (those of other hosts are not fetched) are left out, their captions stay text.
    """
    shelf = _Shelf(load)
    made: list[Block] = []
    for block in blocks:
        if block.kind == "image":
            made += shelf.placed(block)
        else:
            made.append(replace(block, children=tuple(shelf.without(block.children))))
    lead = _lead(made, shelf)
    image = _image(lead) if lead else None
    kept = tuple(block for block in made if block is not lead)
    return Illustrated(kept, image, tuple(shelf.pictures.values()), tuple(shelf.left_out))


def told(alt: str, href: str) -> str:
    """What a picture that is left out is called: its words and its address, in one line."""
    return one_line(f"{alt} {'data:' if _DATA.match(href[:200]) else shorten(href, 200)}")


class _Shelf:
    """The pictures found so far, and why others are none."""

    def __init__(self, load: Load) -> None:
        self.load = load
        self.pictures: dict[str, Picture] = {}
        self.sizes: dict[str, int] = {}
        self.left_out: list[Dropped] = []

    def placed(self, block: Block) -> Iterator[Block]:
        """The picture at its path, or else its caption as text."""
        path, why = self._path(block)
        if path:
            yield replace(block, text=one_line(block.text), href=path)
            return
        self.left_out.append(Dropped(0, told(block.text, block.href), why))
        yield from block.children

    def without(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """Blocks inside others, which hold no pictures; captions stay."""
        for block in blocks:
            if block.kind == "image":
                words = told(block.text, block.href)
                self.left_out.append(Dropped(0, words, "picture inside a list or quote"))
                yield from block.children
            else:
                yield replace(block, children=tuple(self.without(block.children)))

    def _path(self, block: Block) -> tuple[str, str]:
        """Where the picture is to be written, or empty and the reason."""
        if len(self.pictures) >= _MOST:
            return "", "one picture too many"
        data = _embedded(block.href) or self.load(block.href)
        if data is None:
            is_far = re.match(r"(?:https?:)?//", block.href)
            return "", "picture elsewhere, not fetched" if is_far else "picture that is not there"
        kind, size, why = _measured(data)
        if why:
            return "", why
        path = _named(block, data, kind)
        self.pictures[path] = Picture(path, data)
        self.sizes[path] = size
        return path, ""


def _lead(blocks: list[Block], shelf: _Shelf) -> Block | None:
    """The first picture that is large enough to lead."""
    images = (block for block in blocks if block.kind == "image")
    return next((block for block in images if shelf.sizes[block.href] >= _LEADING), None)


def _image(block: Block) -> Image:
    return Image(block.href, block.text, " ".join(leaves(block.children)))


def _embedded(href: str) -> bytes | None:
    match = _DATA.match(href)
    if not match or len(href) > 2 * _MOST_BYTES:
        return None
    body = href[match.end() :]
    if not match[1].lower().endswith(";base64"):
        return unquote_to_bytes(body)
    try:
        return base64.b64decode("".join(body.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def _measured(data: bytes) -> tuple[str, int, str]:
    """The format of a picture, the pixels of its smaller side, or why it is none for a page."""
    from PIL import Image as Pillow  # noqa: PLC0415 - only texts with pictures pay for it

    if len(data) > _MOST_BYTES:
        return "", 0, "picture too large"
    try:
        with warnings.catch_warnings(), Pillow.open(io.BytesIO(data), formats=[*_ENDINGS]) as image:
            warnings.simplefilter("ignore")
            kind, size = image.format or "", image.size
            if size[0] * size[1] > _MOST_PIXELS:
                return "", 0, "picture too large"
            image.verify()
    except Exception:  # noqa: BLE001 - Pillow's readers raise whatever odd bytes make of them
        return "", 0, "no picture that browsers show"
    if min(size) < _SMALLEST:
        return "", 0, "picture too small to be one"
    return kind, min(size), ""


def _named(block: Block, data: bytes, kind: str) -> str:
    """``images/port-de-marseille-0f3a….jpg``: words of its alt text or name, then its digest."""
    stem = re.sub(r"\.\w{1,5}$", "", block.href.rpartition("/")[2][-100:])
    plain = "" if _DATA.match(block.href[:200]) or _NO_NAME.match(stem) else stem
    words = addresses.slug(shorten(block.text or plain, 60), 48) if block.text or plain else ""
    return f"images/{words or 'image'}-{digest(data, 12)}.{_ENDINGS[kind]}"

"""What a picture is, by its first bytes: nothing of it is unpacked."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

#: Formats that browsers show, by Pillow's names: type and the ending of its renditions.
_KINDS = {
    "JPEG": ("image/jpeg", "jpg"),
    "PNG": ("image/png", "png"),
    "GIF": ("image/gif", "png"),
    "WEBP": ("image/webp", "webp"),
    "AVIF": ("image/avif", "avif"),
}
#: Formats by the ending of a rendition's name.
TYPES = {
    "avif": "image/avif",
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "png": "image/png",
}
#: Endings of files that may be pictures.
ENDINGS = ("jpg", "jpeg", "png", "gif", "webp", "avif", "svg")
#: Pixels that are unpacked at most: more than a page can use, and no bomb.
MOST_PIXELS = 50_000_000
#: Narrower ones are ornaments: one file will do.
_NARROW = 160
_ORIENTATION = 0x0112


class NoPicture(ValueError):  # noqa: N818  # said as it is
    """Bytes that are no picture which a page may show; says why, after “the picture …”."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page has to know of a picture."""

    width: int
    """Pixels, as it is shown: upright."""
    height: int
    type: str
    """MIME."""
    length: int
    """Bytes of the file that is published."""
    key: str = ""
    """Changes with its bytes: the beginning of the names of its renditions."""
    renditions: tuple[str, ...] = ()
    """The ends of their names, such as ``480.avif``: best format first, by width, the last
    format being the one that every browser knows. None of pictures that move, scale or are tiny."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the file itself says."""

    format: str
    width: int
    height: int
    is_turned: bool
    """Whether it is to be shown other than its pixels lie."""
    moves: bool
    has_notes: bool
    """Whether the format's own place for what cameras write is in use."""

    @property
    def type(self) -> str:
        """MIME."""
        return _KINDS[self.format][0]


def header(data: bytes) -> Header:
    """Of the picture in ``data``; raises NoPicture."""
    with quiet(), opened(data) as image:
        turn = turn_of(image)
        wide, high = image.size if turn < 5 else image.size[::-1]
        has_notes = bool(image.info.get("exif") or image.info.get("xmp"))
        return Header(image.format or "", wide, high, turn > 1, _moves(image), has_notes)


def turn_of(image: Image) -> int:
    """How the camera was held: 1 to 8, as Exif counts, 1 being upright."""
    from PIL import Image  # noqa: PLC0415  as above

    notes = Image.Exif()
    try:
        # What Pillow has read already: a PNG is unpacked to look for notes at its end.
        notes.load(image.info.get("exif") or b"")
        turn = notes.get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001  notes that are none say nothing
        return 1
    return turn if turn in range(1, 9) else 1


def _moves(image: Image) -> bool:
    try:
        return bool(getattr(image, "n_frames", 1) > 1)
    except Exception as error:  # it goes through the file
        raise NoPicture("is damaged") from error


def opened(data: bytes) -> Image:
    """The picture, nothing unpacked yet; raises NoPicture."""
    from PIL import Image  # noqa: PLC0415  only sites with pictures pay for it

    bomb = f"has more than {MOST_PIXELS // 1_000_000} million pixels"
    try:
        with quiet():
            image = Image.open(io.BytesIO(data), formats=[*_KINDS])
    except Image.DecompressionBombError as error:
        raise NoPicture(bomb) from error
    except Exception as error:  # Pillow's readers raise whatever odd bytes make of them
        raise NoPicture("is none that browsers show") from error
    if image.width * image.height > MOST_PIXELS:
        raise NoPicture(bomb)
    return image


@contextmanager
def quiet() -> Iterator[None]:
    """Pillow's warnings of a block go nowhere: what is wrong is a Fault, or does no harm."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def planned(head: Header, widths: Sequence[int], formats: Sequence[str]) -> tuple[str, ...]:
    """The renditions of a picture, by what the settings want."""
    if head.moves or head.width <= _NARROW or not widths:
        return ()
    own = _KINDS[head.format][1]
    most = min(head.width, max(widths))
    chosen = [*(width for width in widths if width < most), most]
    wanted = [fmt for fmt in ("avif", "webp") if fmt in formats]
    wanted += [] if own in wanted else [own]
    return tuple(f"{width}.{fmt}" for fmt in wanted for width in chosen)

"""Pictures without what cameras and programs wrote into them: place, owner, thumbnails, remarks.

Pixels, colour profiles and movement stay as they are to the byte: parts of the file are left out,
nothing is encoded anew.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from plugins.pictures.facts import NoPicture

#: A marker in a JPEG's pixels that is neither part of them nor a place to start reading.
_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
_START_OF_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE
_APPLICATIONS = range(0xE1, 0xF0)
#: What stays of the parts that programs add: colour profiles, and how colours are packed.
_KEPT = (b"ICC_PROFILE\0", b"Adobe")
_PNG_NOTES = frozenset({b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"})
_WEBP_NOTES = frozenset({b"EXIF", b"XMP "})
_HAS_NOTES = 0x08 | 0x04
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def stripped(data: bytes, fmt: str) -> bytes:
    """``data``, a picture of Pillow's format ``fmt``; raises NoPicture where its parts are askew.

    AVIF files are as they were.
    """
    strip = {"JPEG": _jpeg, "PNG": _png, "WEBP": _webp, "GIF": _gif, "AVIF": _avif}[fmt]
    try:
        return b"".join(strip(data))
    except (struct.error, IndexError, ValueError) as error:
        raise NoPicture("is damaged") from error


def _jpeg(data: bytes) -> Iterator[bytes]:
    yield data[:2]
    at, is_scan = 2, False
    while True:
        match = _MARKER.search(data, at) if is_scan else _MARKER.match(data, at)
        if match is None:
            raise ValueError("no end")
        yield data[at : match.start()]  # pixels, in a scan
        marker = match[1][0]
        if marker == _END:
            yield b"\xff\xd9"
            return
        length = struct.unpack_from(">H", data, match.end())[0]
        end = match.end() + length
        body = data[match.end() + 2 : end]
        if end > len(data) or length < 2:
            raise ValueError("a part ends beyond the file")
        if not _is_note(marker, body):
            yield data[match.end() - 2 : end]
        at, is_scan = end, is_scan or marker == _START_OF_SCAN


def _is_note(marker: int, body: bytes) -> bool:
    return marker == _COMMENT or (marker in _APPLICATIONS and not body.startswith(_KEPT))


def _png(data: bytes) -> Iterator[bytes]:
    yield data[:8]
    at, name = 8, b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise ValueError("a part ends beyond the file")
        if name not in _PNG_NOTES:
            yield data[at:end]
        at = end


def _webp(data: bytes) -> Iterator[bytes]:
    parts = [part for part in _riff(data) if part[:4] not in _WEBP_NOTES]
    body = b"".join(_without_flags(part) for part in parts)
    yield b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _riff(data: bytes) -> Iterator[bytes]:
    at = 12
    whole = min(len(data), 8 + struct.unpack_from("<I", data, 4)[0])
    while at + 8 <= whole:
        length = struct.unpack_from("<I", data, at + 4)[0]
        end = at + 8 + length
        if end > len(data):
            raise ValueError("a part ends beyond the file")
        yield data[at:end] + b"\0" * (length % 2)
        at = end + length % 2


def _without_flags(part: bytes) -> bytes:
    """The part that lists what is in the file no longer says that notes are."""
    if part[:4] != b"VP8X":
        return part
    return part[:8] + bytes([part[8] & ~_HAS_NOTES]) + part[9:]


def _gif(data: bytes) -> Iterator[bytes]:
    at = 13 + _colours(data[10])
    yield data[:at]
    while data[at] != 0x3B:
        if data[at] == 0x2C:  # an image
            start, at = at, at + 10 + _colours(data[at + 9]) + 1
            at = _after_blocks(data, at)
            yield data[start:at]
        elif data[at] == 0x21:  # an extension
            start, label = at, data[at + 1]
            at = _after_blocks(data, at + 2)
            if label != 0xFE and (label != 0xFF or data[start + 3 : start + 14] in _LOOPS):
                yield data[start:at]
        else:
            raise ValueError("neither image nor extension")
    yield b"\x3b"


def _avif(data: bytes) -> Iterator[bytes]:
    """All its boxes; the last may say that it goes to the end."""
    at = 0
    while at < len(data):
        length = struct.unpack_from(">I", data, at)[0]
        if length == 1:
            length = struct.unpack_from(">Q", data, at + 8)[0]
        end = at + length if length else len(data)
        if end > len(data) or 0 < length < 8:
            raise ValueError("a part ends beyond the file")
        yield data[at:end]
        at = end


def _colours(flags: int) -> int:
    """Bytes of a table of colours."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1

"""Compressed copies beside outputs, which web servers hand out as they are."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping

#: Texts; pictures and fonts are compressed already.
_TEXTS = (".html", ".xml", ".json", ".opml", ".css", ".js", ".svg", ".txt", ".webmanifest")


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def _brotli(data: bytes) -> bytes:
    import brotli  # noqa: PLC0415  where a setting asks for it

    # At the best quality it takes twenty times as long for a twentieth of the size.
    made: bytes = brotli.compress(data, mode=brotli.MODE_TEXT, quality=9)
    return made


#: What makes a copy of each ending.
COMPRESS: Mapping[str, Callable[[bytes], bytes]] = {"gz": _gzip, "br": _brotli}


def endings_of(path: str, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Endings of the copies that stand beside the output at ``path``."""
    return wanted if path.endswith(_TEXTS) else ()

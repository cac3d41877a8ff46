"""Compressed copies beside outputs, which web servers hand out as they are."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def _brotli(data: bytes) -> bytes:
    import brotli  # noqa: PLC0415  where a setting asks for it

    # At the best quality it takes twenty times as long for a twentieth of the size.
    made: bytes = brotli.compress(data, mode=brotli.MODE_TEXT, quality=9)
    return made


#: What makes a copy of each ending.
COMPRESS: Mapping[str, Callable[[bytes], bytes]] = {"gz": _gzip, "br": _brotli}

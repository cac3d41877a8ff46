"""Names and values as they stand in the database."""

from __future__ import annotations

from hashlib import blake2b
from zlib import crc32

from plugins.freshness.database import ForgottenError

#: Names of files are Unicode, but for bytes of no encoding, which Python shows as surrogates.
_LETTERS = "utf-8", "surrogatepass"
_SUM = 4


def packed_name(name: str) -> bytes:
    """The bytes of a name, whatever is in it."""
    return name.encode(*_LETTERS)


def name_of(packed: bytes) -> str:
    """The name of ``packed_name``."""
    return bytes(packed).decode(*_LETTERS)


def sealed(value: bytes, name: bytes = b"") -> bytes:
    """``value`` behind a sum: SQLite does not notice bytes that changed within a page.

    Nothing stays nothing.
    """
    return crc32(value, crc32(name)).to_bytes(_SUM, "big") + value if value else b""


def unsealed(value: bytes, name: bytes = b"") -> bytes:
    """The value that was sealed under ``name``; raises ForgottenError where it is another."""
    found = value[_SUM:]
    if value and int.from_bytes(value[:_SUM], "big") != crc32(found, crc32(name)):
        raise ForgottenError("not what was written")
    return found


def claim_mark(kind: str, claim: str) -> int:
    """64 bits, as many as the digests of seeds have."""
    data = packed_name(f"{kind} {claim}")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)

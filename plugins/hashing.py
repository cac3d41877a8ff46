"""Digests that carry the version of what they were made by, and ids made from them."""

from __future__ import annotations

import hashlib

_NAMESPACE = bytes.fromhex("6b3f3f0c8b1d5d0a9a535d1b7c1f0e11")
#: Where hyphens stand in a UUID.
_PARTS = (slice(0, 8), slice(8, 12), slice(12, 16), slice(16, 20), slice(20, 32))


def digest(data: bytes | str, length: int = 16) -> str:
    """Hex digest of ``length`` characters (blake2b): equal input, equal digest, on any machine."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return hashlib.blake2b(raw, digest_size=32).hexdigest()[:length]


def mint_id(*parts: str) -> str:
    """A ``urn:uuid:`` that depends on ``parts`` alone (RFC 9562, version 5).

    As ``uuid.uuid5`` makes it, without that module: to load it takes longer than a post.
    """
    named = _NAMESPACE + "\0".join(parts).encode()
    raw = bytearray(hashlib.sha1(named, usedforsecurity=False).digest()[:16])
    raw[6], raw[8] = raw[6] & 0x0F | 0x50, raw[8] & 0x3F | 0x80
    hexed = raw.hex()
    return "urn:uuid:" + "-".join(hexed[part] for part in _PARTS)


def short_digest(data: bytes | str) -> bytes:
    """Eight bytes of ``digest``: enough to tell versions of one thing apart."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return hashlib.blake2b(raw, digest_size=8).digest()

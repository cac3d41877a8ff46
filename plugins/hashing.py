"""Digests that carry the version of what they were made by, and ids made from them."""

from __future__ import annotations

import hashlib

_NAMESPACE = "6b3f3f0c-8b1d-5d0a-9a53-5d1b7c1f0e11"


def digest(data: bytes | str, length: int = 16) -> str:
    """Hex digest of ``length`` characters (blake2b): equal input, equal digest, on any machine."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return hashlib.blake2b(raw, digest_size=32).hexdigest()[:length]


def mint_id(*parts: str) -> str:
    """A ``urn:uuid:`` that depends on ``parts`` alone (RFC 9562, version 5)."""
    from uuid import UUID, uuid5  # noqa: PLC0415 - 10 ms, for new posts alone

    return f"urn:uuid:{uuid5(UUID(_NAMESPACE), chr(0).join(parts))}"


def short_digest(data: bytes | str) -> bytes:
    """Eight bytes of ``digest``: enough to tell versions of one thing apart."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return hashlib.blake2b(raw, digest_size=8).digest()

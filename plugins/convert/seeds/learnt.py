"""What is remembered of a seed's file: its digest, the texts in it, or why it is no seed."""

from __future__ import annotations

from typing import NamedTuple

from plugins.convert.formats import table
from plugins.convert.report import pack, unpack
from plugins.errors import Problem
from plugins.hashing import digest

#: What is remembered of a container of many begins with this.
_MANY = b"*"


class Many(NamedTuple):
    """A container of many texts."""

    digest: str
    """Of its bytes."""
    records: tuple[tuple[str, str], ...]
    """The name and the digest of each text, in order."""


Said = str | Many | Problem
"""The digest of a file's bytes, the texts in it if it holds many, or why it is no seed."""


def learnt(key: str, raw: bytes) -> bytes:
    """What tells a file from others, and each text in it if it holds many.

    Raises SeedRefused where a container cannot be opened.
    """
    records = table.many(key, raw)
    if not records:
        return digest(raw).encode()
    return _MANY + pack([digest(raw), *([part.name, part.digest] for part in records)])


def said_by(value: bytes) -> Said:
    """What ``value`` says: a problem listed and packed, or what ``learnt`` made."""
    if value.startswith(b"["):
        return Problem(*unpack(value))
    if value.startswith(_MANY):
        whole, *records = unpack(value[len(_MANY) :])
        return Many(whole, tuple((name, made) for name, made in records))
    return value.decode()

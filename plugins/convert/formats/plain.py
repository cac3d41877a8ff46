"""Plain text: bytes in any encoding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugins.convert.reading.decode import decode
from plugins.convert.types import Part, Record, where_of

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


def read(part: Part, key: str, _zone: ZoneInfo) -> Record:
    """The text; raises SeedRefused where it is none."""
    return Record(text=decode(part.raw, where_of(key)))

"""JSON lines: a record a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from plugins.convert.formats import fields
from plugins.convert.formats.names import distinct
from plugins.convert.formats.refusal import broken, textless
from plugins.convert.reading.decode import unicode
from plugins.convert.types import Part, where_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from plugins.convert.types import Record

#: A record that is a larger line than this is no article.
_LONGEST = 4 * 1024 * 1024


def split(key: str, raw: bytes) -> tuple[Part, ...]:
    """A part a line that is not blank; one that is no object is refused when it is read."""
    found = tuple(distinct(_parts(unicode(raw, where_of(key)).text)))
    if not found:
        raise textless(key)
    return found


def read(part: Part, key: str, zone: ZoneInfo) -> Record:
    """The record's text. Raises SeedRefused where the line is no object of JSON."""
    if _object(part.raw) is None:
        raise broken(key, "record of JSON", f"line {dict(part.about)['line']}")
    return fields.read(part, key, zone)


def _parts(text: str) -> Iterator[Part]:
    for number, line in enumerate(text.split("\n"), start=1):
        raw = line.strip().encode("utf-8", "replace")
        if raw:
            value = _object(raw) or {}
            name = next((str(value[each]) for each in fields.IDS if _is_id(value.get(each))), "")
            name = name or next((str(value[each]) for each in _ADDRESSES if value.get(each)), "")
            yield Part("lines", raw, name, (("line", str(number)),))


_ADDRESSES = ("url", "link", "source_url")


def _is_id(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool) and value != ""


def _object(raw: bytes) -> dict[str, Any] | None:
    if len(raw) > _LONGEST:
        return None
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None

"""JSON lines: a record a line."""

from __future__ import annotations

import codecs
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from plugins.convert.formats import fields
from plugins.convert.formats.names import distinct
from plugins.convert.formats.refusal import broken, textless
from plugins.convert.reading.decode import unicode
from plugins.convert.types import Part, where_of
from plugins.errors import SeedRefused
from plugins.text import shorten

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from plugins.convert.types import Record

#: A record that is a larger line than this is no article.
_LONGEST = 4 * 1024 * 1024


def split(key: str, raw: bytes) -> tuple[Part, ...]:
    """A part a line that is not blank, called by its id, its address or its title.

    A line that is no object is a part too: it is refused when it is read.
    """
    text = raw.removeprefix(codecs.BOM_UTF8)
    if text.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = unicode(raw, where_of(key)).text.encode("utf-8", "replace")
    lines = enumerate(map(bytes.strip, text.split(b"\n")), start=1)
    found = tuple(distinct(_part(line, no) for no, line in lines if line))
    if not found:
        raise textless(key)
    return found


def read(part: Part, key: str, zone: ZoneInfo) -> Record:
    """The record's text. Raises SeedRefused where the line is no object of JSON."""
    if _object(part.raw) is None:
        words = shorten(part.raw[:200].decode("utf-8", "replace"), 40)
        problem = broken(key.removesuffix(f"#{part.name}"), "record of JSON", words).problem
        raise SeedRefused(replace(problem, line_no=int(dict(part.about)["line"])))
    return fields.read(part, key, zone)


def _part(line: bytes, no: int) -> Part:
    """The part of a line; one that can only be refused says its number, which names it then."""
    value = _object(line)
    if value is None:
        return Part("lines", line, about=(("line", str(no)),))
    ids = (value.get(name) for name in (*fields.IDS, *_ADDRESSES, *_TITLES))
    return Part("lines", line, next((str(each) for each in ids if _is_id(each)), ""))


_ADDRESSES, _TITLES = ("url", "link", "source_url"), ("title", "headline")


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

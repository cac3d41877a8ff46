"""Single values of feed documents: whether they are what they should be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from plugins.config import is_language
from plugins.feeds import urls

__all__ = [
    "is_full",
    "is_integer",
    "is_language",
    "is_media_type",
    "json_value",
    "rfc822",
    "rfc3339",
]

#: No document that means anything nests deeper; those that follow it call themselves.
_DEEPEST = 64
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_RFC_822 = re.compile(
    r"(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{2} "
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} "
    r"\d{2}:\d{2}(?::\d{2})? (?:[+-]\d{4}|GMT|UT)"
)
_RFC_3339 = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})")
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9][\w!#$&^.+-]*/[A-Za-z0-9][\w!#$&^.+-]*(?:; ?[\w-]+=[\w-]+)*")


def json_value(text: str) -> Any:
    """What ``text`` holds; raises ValueError where it is no JSON, or nests too deeply."""
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise ValueError("it nests too deeply") from error
    layer, depth = [value], 0
    while layer := [part for each in layer for part in _parts(each)]:
        depth += 1
        if depth > _DEEPEST:
            raise ValueError("it nests too deeply")
    return value


def _parts(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def rfc822(text: str) -> datetime | None:
    """The time that an RFC 822 date names; None where it is none, or on another weekday."""
    match = _RFC_822.fullmatch(text)
    if match is None:
        return None
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware if match[1] in (None, _DAYS[aware.weekday()]) else None


def rfc3339(text: str) -> datetime | None:
    """The time that an RFC 3339 date names; None where it is none."""
    if not _RFC_3339.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def is_full(url: str) -> bool:
    """Whether ``url`` is a full address in ASCII."""
    return urls.is_absolute(url)


def is_media_type(text: str) -> bool:
    """Whether ``text`` has the form of a media type."""
    return _MEDIA_TYPE.fullmatch(text) is not None


def is_integer(text: str) -> bool:
    """Whether ``text`` is a number of bytes."""
    return text.isascii() and text.isdigit()

"""What a letter says before and behind its news: ``Liebe Leserinnen und Leser, …``."""

from __future__ import annotations

import re
from functools import lru_cache

from plugins.convert.data import alternatives

_MAX_CLOSING = 120


def without(paragraph: str) -> str:
    """``paragraph`` without the greeting that opens it; empty where it is a letter's close."""
    if len(paragraph) <= _MAX_CLOSING and _closing().match(paragraph):
        return ""
    match = _greeting().match(paragraph)
    return paragraph[match.end() :] if match else paragraph


@lru_cache(maxsize=1)
def _greeting() -> re.Pattern[str]:
    """A greeting to the comma, the mark or the line's end behind it."""
    known = alternatives("phrases", "greetings").replace(r"(?![^\W\d_])", "")
    return re.compile(rf"\s*{known}[^,.!?:;،，：！\n]{{0,60}}(?:[,!:،，：！]\s*|$)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _closing() -> re.Pattern[str]:
    known = alternatives("phrases", "closings")
    return re.compile(rf"\s*{known}(?!.*[.?]\s)", re.IGNORECASE)

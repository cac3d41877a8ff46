"""News agencies that a text names as where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.convert.metadata.names import agency
from plugins.convert.metadata.people import bare_text, edges
from plugins.convert.types import Structure

_MAX_LINE = 180
_WITH = re.compile(
    r"^(?:.*\W)?(?:\b(?:avec|with|mit|con|com|met|par|by|von)\s+|\()([^\s()/,|][^()|]{1,40}?)\s*\)?\.?$",
    re.IGNORECASE,
)
_PICTURE = re.compile(
    r"photo|foto|picture|image|bild|video|vidéo|graphi|©| / |/AP\b", re.IGNORECASE
)


def agencies(structure: Structure) -> Iterator[tuple[str, str]]:
    """News agencies in bylines and at the end of the text, each with its line or excerpt."""
    near, end = edges(structure)
    for line in (*near, *end):
        if len(line.text) <= _MAX_LINE and (found := _agency_in(line.text)):
            yield found, line.text
    paragraphs = list(structure.paragraphs())
    for text in paragraphs[:1] + paragraphs[-1:]:
        for pattern in (r"^[^.!?()]{2,60}\(([^()]{2,24})\)\s*[-–—:]", r"\(([^()]{2,24})\)\s*\.?$"):
            match = re.search(pattern, text[:120] if pattern.startswith("^") else text[-60:])
            if match and (found := agency(match[1])):
                yield found, match.group()


def _agency_in(text: str) -> str:
    """The agency that a line names as its source, and not as that of a picture."""
    bare = bare_text(text)
    if found := agency(bare):
        return found
    behind = _WITH.search(bare) if len(bare) <= 80 and not _PICTURE.search(bare) else None
    if behind is None:
        return ""
    parts = re.split(r"\s*(?:,|/|\bet\b|\band\b|\bund\b)\s*", behind[1])
    return next((found for part in parts if (found := agency(part))), "")

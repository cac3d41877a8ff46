"""News agencies that a text names as where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.convert.metadata import datelines
from plugins.convert.metadata.names import agency
from plugins.convert.metadata.people import bare_text, edges
from plugins.convert.metadata.sentences import ends_like_prose
from plugins.convert.types import Structure

_MAX_LINE, _MAX_PARTED = 180, 100
_WITH = re.compile(
    r"^(?:.*\W)?(?:\b(?:avec|with|mit|con|com|met|par|by|von)\s+|\()([^\s()/,|][^()|]{1,40}?)\s*\)?\.?$",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[|•·]\s*|\s[–—-]\s")
_SEVERAL = re.compile(r"\s*(?:,|/|\bet\b|\band\b|\bund\b|\by\b|\be\b|\bи\b)\s*")
#: What closes a report: "(AFP)", "(avec Reuters)", "（共同）".
_CLOSING = re.compile(
    r"[(（]\s?(?:(?:avec|with|mit|con|com|met|by|par|från|med|z)\s)?([^()（）]{2,40})[)）]\s*[.。]?$",
    re.IGNORECASE,
)
_PICTURE = re.compile(
    r"photo|foto|picture|image|bild|video|vidéo|graphi|©| / |/AP\b", re.IGNORECASE
)


def agencies(structure: Structure, lang: str) -> Iterator[tuple[str, str]]:
    """News agencies in bylines, datelines and at the end, each with its line or excerpt."""
    for text in datelines.openings(structure):
        if (opened := datelines.of_text(text, lang)) and opened.agency:
            yield opened.agency, opened.text
    near, end = edges(structure)
    for line in (*near, *end):
        if len(line.text) <= _MAX_LINE and (found := _agency_in(line.text)):
            yield found, line.text if not _is_prose(line.text) else found
    for text in list(structure.paragraphs())[-1:]:
        match = _CLOSING.search(text[-60:])
        if match and (found := _first_of(match[1])):
            yield found, match.group()


def _agency_in(text: str) -> str:
    """The agency that a line names as its source, and not as that of a picture."""
    bare = bare_text(text)
    if found := agency(bare):
        return found
    if _PICTURE.search(bare):
        return ""
    parts = _PARTS.split(bare)
    several = len(parts) > 1 and len(bare) <= _MAX_PARTED
    if several and (found := next((known for each in parts if (known := agency(each))), "")):
        return found
    for part in (bare, *parts):
        behind = _WITH.search(part) if len(part) <= 80 else None
        if behind and (found := _first_of(behind[1])):
            return found
    return ""


def _is_prose(text: str) -> bool:
    """Whether ``text`` is a sentence of the report, which names its agency in passing."""
    return len(text) > 100 or (len(text) > 40 and ends_like_prose(text))


def _first_of(names: str) -> str:
    return next((found for part in _SEVERAL.split(names) if (found := agency(part))), "")

"""Posts read without Pelican where Pelican would read the same: those that the converter writes.

Pelican takes 0.2 s to import, and half of the time that such a post needs. What is unusual about
a post, one key too many or a mark that takes a parser, leaves it to Pelican.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from plugins import frontmatter
from plugins.adapter import prose

#: What Markdown would change before it reads the first line.
UNEVEN = ("\t", "\r", "\x02", "\x03")
#: Keys with a meaning in Pelican that only Pelican knows.
_KEYS = frozenset(frontmatter.KEYS) - {"author", "template", "path", "reader"}
_NEEDED = ("title", "date", "category")
_STATUSES = frozenset({"published", "hidden", "draft", "withdrawn"})
_LINE = re.compile(r"([A-Za-z_]+): *(.*)")
_DATE = re.compile(
    r"([1-9][0-9]{3})-([0-9]{2})-([0-9]{2})"
    r"(?:[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?(Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?)?"
)


@dataclass(frozen=True, slots=True)
class Plain:
    """As much of Pelican's article as a plain post has."""

    title: str
    date: datetime
    modified: datetime | None
    category: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    status: str
    metadata: dict[str, Any]
    html: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What reading a post depends on, in plain values that can be stored."""

    timezone: str
    """Of dates without one."""
    endings: str = ""
    """Of names of files that are Markdown, parted by spaces; empty where nothing may be read so."""
    escapable: str = ""
    """Characters that a backslash hides."""

    @classmethod
    def of_text(cls, text: str) -> Terms:
        """What ``as_text`` made a text of."""
        return cls(*text.split("\n"))

    def as_text(self) -> str:
        """In one text that can be stored."""
        return f"{self.timezone}\n{self.endings}\n{self.escapable}"

    def read(self, path: str, data: bytes) -> Plain | None:
        """The post in ``data``, the bytes of the file at ``path``; None where Pelican must say."""
        if path.rpartition(".")[2] not in self.endings.split():
            return None
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return None
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if any(mark in text for mark in UNEVEN):
            return None
        lines = text.split("\n")
        values, end = _values(lines)
        html = prose.as_html("\n".join(lines[end:]), self.escapable) if values else None
        if html is None or "{" in html or "|" in html:  # there may be links of Pelican's
            return None
        return self._post(values, html)

    def _post(self, values: dict[str, Any], html: str) -> Plain | None:
        date = self._time(values["date"])
        modified = self._time(values["modified"]) if "modified" in values else None
        status = values.get("status", "").strip() or "published"
        if date is None or status not in _STATUSES or ("modified" in values and modified is None):
            return None
        return Plain(
            title=values["title"],
            date=date,
            modified=modified,
            category=values["category"],
            authors=frontmatter.names(values.get("authors", "")),
            tags=frontmatter.names(values.get("tags", "")),
            status=status,
            metadata=values,
            html=html,
        )

    def _time(self, text: str) -> datetime | None:
        named = moment(text)
        if named is None:
            return None
        if named[1]:
            return named[0].replace(tzinfo=_zone(named[1]))
        return named[0].replace(tzinfo=ZoneInfo(self.timezone))


def _values(lines: list[str]) -> tuple[dict[str, Any], int]:
    """Keys and values on top, and where the body starts; no values where they are unusual."""
    values: dict[str, Any] = {}
    for number, line in enumerate(lines):
        if not line or line.isspace():
            is_whole = all(values.get(name) for name in _NEEDED)
            return (values if is_whole else {}), number + 1
        match = _LINE.fullmatch(line)
        key = match[1].lower() if match else ""
        if match is None or key not in _KEYS or key in values:
            break
        values[key] = match[2].strip()
    return {}, 0


def moment(text: str) -> tuple[datetime, str] | None:
    """Time and offset that a text such as ``2026-11-22T09:00:00+01:00`` names, else None.

    The time is without a zone; the offset ``Z``, ``+01:00`` or empty.
    """
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    *parts, offset = match.groups(default="")
    try:
        named = datetime(*(int(part or 0) for part in parts))  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return None  # day and month may be the other way round
    return named, offset


def _zone(offset: str) -> timezone:
    if offset == "Z":
        return UTC
    hours, minutes = int(offset[1:3]), int(offset[4:])
    return timezone((-1 if offset[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))

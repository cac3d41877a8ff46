"""Markdown: CommonMark with tables, and a few lines of front matter. HTML in it is text."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from plugins.convert.formats import page
from plugins.convert.formats.values import given, unread
from plugins.convert.reading.decode import decode
from plugins.convert.types import Part, Record, where_of
from plugins.model import Dropped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from markdown_it import MarkdownIt

    from plugins.convert.formats.values import Said

#: Characters that are parsed; a larger file is read as plain text, which knows the same marks.
#: 100,000 short paragraphs cost 11 s.
_MOST = 300_000
_PAIR = re.compile(r"([A-Za-z][\w-]{0,40})\s?[:=]\s?(.*)")
_ITEM = re.compile(r"\s*-\s+(.+)")
_FENCES = {"---": "---", "+++": "+++"}
#: What a front matter may say; everything else in it is nobody's but the program's it is from.
_FIELDS = {
    "title": "title",
    **dict.fromkeys(("date", "published", "pubdate", "created"), "published"),
    **dict.fromkeys(("modified", "updated", "lastmod"), "updated"),
    **dict.fromkeys(("author", "authors", "byline"), "authors"),
    **dict.fromkeys(("tags", "keywords"), "tags"),
    **dict.fromkeys(("lang", "language"), "lang"),
    **dict.fromkeys(("summary", "description", "excerpt"), "summary"),
    **dict.fromkeys(("source", "publisher"), "publisher"),
    **dict.fromkeys(("source_url", "canonical", "canonical_url"), "url"),
}


def read(part: Part, key: str, zone: ZoneInfo) -> Record:
    """The text, its title and date as its front matter gives them."""
    decoded = decode(part.raw, where_of(key))
    if len(decoded.text) > _MOST:
        return Record(text=decoded)
    pairs, body = _divided(decoded.text)
    said = [_said(name, value) for name, value in pairs if name.lower() in _FIELDS]
    unknown = (
        Dropped(0, f"{name}: {value}", "header field")
        for name, value in pairs
        if name.lower() not in _FIELDS
    )
    left_out = (*unknown, *unread(said, zone))
    if not body.strip():
        return Record(text=decoded, given=given(said, zone))
    record = page.fragment(_parser().render(body), _nothing, said, zone)
    return replace(record, left_out=(*left_out, *record.left_out))


def _divided(text: str) -> tuple[list[tuple[str, str]], str]:
    """Keys and values of the front matter, and the text below it."""
    lines = text.split("\n")
    fence = _FENCES.get(lines[0].strip())
    if fence is None:
        return _headed(lines, text)
    end = next((n for n, line in enumerate(lines[1:200], 1) if line.strip() == fence), 0)
    pairs = [*_pairs(lines[1:end])]
    return (pairs, "\n".join(lines[end + 1 :])) if pairs else ([], text)


def _headed(lines: list[str], text: str) -> tuple[list[tuple[str, str]], str]:
    """Pelican's form: keys from the first line to a blank one, a title or a date among them."""
    end = next((n for n, line in enumerate(lines[:60]) if not line.strip()), len(lines))
    head = lines[:end]
    pairs = [*_pairs(head)]
    names = {name.lower() for name, _ in pairs}
    is_head = len(pairs) == len(head) and names & {"title", "date"}
    return (pairs, "\n".join(lines[end:])) if is_head else ([], text)


def _pairs(lines: list[str]) -> Iterator[tuple[str, str]]:
    name, values = "", list[str]()
    for line in [*lines, "end:"]:
        item, pair = _ITEM.match(line), _PAIR.match(line)
        if pair:
            if name:
                yield name, ", ".join(values)
            name, values = pair[1], [_plain(pair[2])] if pair[2].strip() else []
        elif item and name:
            values.append(_plain(item[1]))


def _plain(value: str) -> str:
    """A value without quotes, and a list without brackets."""
    inner = value.strip()
    if inner.startswith("[") and inner.endswith("]"):
        return ", ".join(part.strip(" \"'") for part in inner[1:-1].split(","))
    return inner.strip("\"'")


def _said(name: str, value: str) -> Said:
    return _FIELDS[name.lower()], value, f"front matter {name}"


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only Markdown needs it

    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def _nothing(_href: str) -> None:
    """No picture lies beside a text."""

"""PDF: lines of type at places on pages, put together to paragraphs and headings."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from plugins.convert.formats import properties
from plugins.convert.formats.refusal import broken, refused
from plugins.convert.formats.typeset import Row, laid_out
from plugins.convert.formats.values import given
from plugins.convert.types import Part, Record
from plugins.model import Dropped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from zoneinfo import ZoneInfo

    from plugins.convert.formats.values import Said
    from plugins.model import Block

#: What is read of a document: no article is longer, and a thousand pages take 30 s.
_MOST_PAGES, _MOST_CHARACTERS = 200, 1_000_000
#: PDF's own name of a hyphen that parts a word at a line's end.
_HYPHEN = "\ufffe"
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-]\d\d)'?(\d\d)?)?")
_FIELDS = {"Title": "title", "Author": "authors", "CreationDate": "published",
           "ModDate": "updated", "Keywords": "tags", "Subject": "summary"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Read:
    pages: tuple[tuple[Row, ...], ...]
    said: dict[str, str]
    total: int


def read(part: Part, key: str, zone: ZoneInfo) -> Record:
    """The document's text, at most 200 pages of it."""
    found = _read(part.raw, key)
    blocks, repeated = laid_out(found.pages)
    if not blocks:
        remedy = "recognise its text (OCR), or write it here as plain text"
        raise refused(key, "holds no text, only pictures of it", remedy, "scanned")
    left_out = [*repeated]
    if found.total > len(found.pages):
        words = f"pages {len(found.pages) + 1} to {found.total}"
        left_out.append(Dropped(0, words, "beyond what is read of a document"))
    return Record(
        blocks=blocks,
        given=given(_said(found.said, blocks), zone, properties.SURE),
        left_out=tuple(left_out),
    )


def _read(raw: bytes, key: str) -> _Read:
    import pypdfium2  # noqa: PLC0415 - loads a library of 7 MB

    try:
        with closing(pypdfium2.PdfDocument(raw)) as pdf:
            said = pdf.get_metadata_dict(skip_empty=True)
            return _Read(tuple(_pages(pdf)), said, len(pdf))
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise refused(key, "is encrypted", "save it without a password", "encrypted") from error
        raise broken(key, "PDF document", str(error)) from error


def _pages(pdf: Any) -> Iterator[tuple[Row, ...]]:
    left = _MOST_CHARACTERS
    for number in range(min(len(pdf), _MOST_PAGES)):
        if left <= 0:
            return
        with closing(pdf[number]) as page, closing(page.get_textpage()) as text:
            rows = tuple(_rows(text, left))
        left -= sum(len(row.text) for row in rows)
        yield rows


def _rows(page: Any, most: int) -> Iterator[Row]:
    """The lines of a page, each with its place and the size of its letters."""
    from pypdfium2 import raw as pdfium  # noqa: PLC0415

    whole: str = page.get_text_range(0, min(most, page.count_chars()))
    is_counted = len(whole) == page.count_chars()
    at = 0
    for full in re.split(r"(?<=\n)", whole):
        text = full.rstrip("\r\n").replace(_HYPHEN, "\u00ad")
        inner = text.strip()
        if inner and is_counted:
            first = at + len(text) - len(text.lstrip())
            last = at + len(text.rstrip()) - 1
            left, bottom, _, _ = page.get_charbox(first)
            right = page.get_charbox(last)[2]
            yield Row(inner, left, right, bottom, pdfium.FPDFText_GetFontSize(page, first))
        elif inner:
            yield Row(inner)
        at += len(full)


def _said(found: dict[str, str], blocks: Sequence[Block]) -> Iterator[Said]:
    for name, field in _FIELDS.items():
        value = found.get(name, "").strip()
        if not value or (field == "title" and not properties.agrees(value, blocks)):
            continue
        yield field, _moment(value) if value.startswith("D:") else value, f"PDF property {name}"


def _moment(text: str) -> str:
    """A time of PDF's as ISO 8601."""
    match = _DATE.match(text)
    if not match:
        return ""
    year, month, day, hour, minute, second, zulu, hours, minutes = match.groups()
    moment = (
        f"{year}-{month or '01'}-{day or '01'}T{hour or '00'}:{minute or '00'}:{second or '00'}"
    )
    return moment + ("Z" if zulu else f"{hours}:{minutes or '00'}" if hours else "")

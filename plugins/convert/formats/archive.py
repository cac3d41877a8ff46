"""WARC: pages as a crawler got them, and WET: their words alone. A response is a text."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from plugins.convert.formats import page
from plugins.convert.formats.names import distinct
from plugins.convert.formats.refusal import broken, textless
from plugins.convert.formats.values import given
from plugins.convert.reading.decode import decode
from plugins.convert.types import Part, Record, where_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

#: Bytes of a page; a larger one is no article.
_LONGEST = 8 * 1024 * 1024
_HTML = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_OK = 200


def split(key: str, raw: bytes) -> tuple[Part, ...]:
    """A part each page that was found and each text, called by its address."""
    try:
        found = tuple(distinct(_parts(raw)))
    except Exception as error:
        raise broken(key, "web archive", str(error)) from error
    if not found:
        raise textless(key, "it holds no page of HTML or text: remove it")
    return found


def read(part: Part, key: str, zone: ZoneInfo) -> Record:
    """The page's text, or the text itself."""
    about = dict(part.about)
    if about["type"] in _HTML:
        return page.read(part, key, zone)
    said = [
        ("url", about["url"], "WARC-Target-URI"),
        ("lang", about["lang"], "language of the archive"),
        ("captured", about["captured"], "WARC-Date"),
    ]
    return Record(text=decode(part.raw, where_of(key)), given=given(said, zone))


def _parts(raw: bytes) -> Iterator[Part]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 - a library in C++

    wanted = WarcRecordType.response | WarcRecordType.conversion | WarcRecordType.resource
    for record in ArchiveIterator(io.BytesIO(raw), record_types=wanted, auto_decode="all"):
        about = _about(record)
        if about is None:
            continue
        body = record.reader.read(_LONGEST + 1)
        if body.strip() and len(body) <= _LONGEST:
            yield Part("archive", body, about["url"], tuple(about.items()))


def _about(record: Any) -> dict[str, str] | None:
    """What the record's head says; None where it is no text, or none that was found."""
    http = record.http_headers
    if http is not None and http.status_code != _OK:
        return None
    kind = str(record.http_content_type or record.headers.get("Content-Type") or "").lower()
    if not kind.startswith((*_HTML, "text/plain")):
        return None
    charset = _CHARSET.search(str(http.get("Content-Type") if http else kind) or "")
    url = str(record.headers.get("WARC-Target-URI") or "").strip(" <>")
    lang = str(record.headers.get("WARC-Identified-Content-Language") or "")
    return {
        "url": url,
        "type": kind.partition(";")[0].strip(),
        "charset": (record.http_charset if http else "") or (charset[1] if charset else ""),
        "lang": lang.partition(",")[0],
        "captured": str(record.headers.get("WARC-Date") or "").strip(),
    }

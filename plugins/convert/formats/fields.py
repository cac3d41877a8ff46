"""A text given as fields: a record of JSON, an entry of a feed."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from plugins import dates
from plugins.convert.formats import page
from plugins.convert.formats.refusal import textless
from plugins.convert.formats.trees import stripped
from plugins.convert.formats.values import given, unread
from plugins.convert.reading.decode import made
from plugins.convert.types import Decoded, Record, where_of
from plugins.model import Dropped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from plugins.convert.formats.values import Said
    from plugins.convert.types import Part

#: Names of fields as datasets and programs call them, the most telling first; all in small
#: letters, ``_`` for every other sign.
NAMES = {
    "html": "content_html html body_html article_html html_content",
    "text": (
        "text body content article articlebody article_body maintext main_text raw raw_text"
        " fulltext full_text raw_content content_text story plain_text document texte contenu"
    ),
    "title": "title headline heading name titre",
    "published": (
        "date_published datepublished published published_at pubdate publish_date publishdate"
        " date_publish publication_date published_date date timestamp created created_at datetime"
    ),
    "updated": "date_modified datemodified modified updated updated_at date_modify lastmod",
    "captured": (
        "date_download crawl_date crawled_at date_crawled fetched_at fetch_time retrieved_at"
        " scraped_at date_scraped captured_at"
    ),
    "authors": "authors author byline creator by auteur",
    "publisher": "publisher source site sitename site_name source_name source_domain hostname",
    "url": "url link source_url canonical_url permalink uri href",
    "lang": "language lang locale lang_code",
    "tags": "tags keywords tag",
    "summary": "summary description abstract excerpt lead standfirst subtitle teaser",
}
#: What a record is called by its source.
IDS = "id guid uuid _id doc_id docid article_id external_id".split()
_NAME = re.compile(r"[^a-z0-9]+")
_MARKUP = re.compile(
    r"<(?:p|div|br|h[1-6]|ul|ol|blockquote|table|article|section)\b[^<>]*>", re.IGNORECASE
)
#: Seconds since 1970 from 2001 to 2128, and the same in milliseconds.
_SECONDS, _MILLISECONDS = (10**9, 5 * 10**9), (10**12, 5 * 10**12)


def read(part: Part, key: str, zone: ZoneInfo) -> Record:
    """The record's text, as HTML where it is that; all that no field is for is left out."""
    values = {_NAME.sub("_", name.lower()): value for name, value in json.loads(part.raw).items()}
    said = [*_said(values)]
    html, text = _first(values, "html"), _first(values, "text")
    if not text.strip() and not stripped(html):
        text, html = _first(values, "summary"), ""
        said = [each for each in said if each[0] != "summary"]
    if not html and _MARKUP.search(text):
        html = text
    waits = (*_embargoes(values), *unread(said, zone))
    if html and stripped(html):
        record = page.fragment(html, _nothing, said, zone)
        return replace(record, left_out=(*waits, *record.left_out))
    if not text.strip():
        names = ", ".join(NAMES["text"].split()[:4])
        raise textless(key, f"give its text in a field such as {names}")
    plain = Decoded(text, "utf-8", 1.0, "valid utf-8")
    return Record(text=made(plain, where_of(key)), given=given(said, zone), left_out=waits)


def _embargoes(values: dict[str, Any]) -> Iterator[Dropped]:
    """What fields say of the time until which the text must wait, in words."""
    for name, value in values.items():
        if "embargo" in name and (words := _words(value, "published")):
            yield Dropped(0, f"{name}: {words}", "header field")


def _first(values: dict[str, Any], field: str) -> str:
    found = (_words(values[name]) for name in NAMES[field].split() if name in values)
    return next((words for words in found if words.strip()), "")


def _said(values: dict[str, Any]) -> Iterator[Said]:
    for field, names in NAMES.items():
        for name in names.split():
            if field not in {"html", "text"} and (words := _words(values.get(name), field)):
                yield field, words, f"field {name}"


def _words(value: Any, field: str = "") -> str:
    """A value as text, the values of a list in lines; ``name`` of objects."""
    if isinstance(value, str):
        return stripped(value) if field == "title" and _MARKUP.search(value) else value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return _moment(value) if field in {"published", "updated", "captured"} else str(value)
    if isinstance(value, list):
        return "\n".join(words for each in value[:100] if (words := _words(each, field)))
    return _words(value.get("name") or value.get("title") or "", field)


def _moment(seconds: float) -> str:
    """Seconds or milliseconds since 1970 as ISO 8601; nothing for other numbers."""
    if _MILLISECONDS[0] <= seconds < _MILLISECONDS[1]:
        seconds /= 1000
    is_time = _SECONDS[0] <= seconds < _SECONDS[1]
    return dates.iso(dates.from_timestamp(seconds)) if is_time else ""


def _nothing(_href: str) -> None:
    """No picture lies beside a record."""

"""A text given as fields: a record of JSON, an entry of a feed."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from plugins import dates
from plugins.convert.formats import markup, page
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
#: Names of markup, of texts, and of what is for machines.
_HTML = frozenset(NAMES["html"].split())
_TEXTS = frozenset(" ".join(map(NAMES.__getitem__, ("html", "text", "title", "summary"))).split())
_MACHINE = frozenset(
    " ".join(map(NAMES.__getitem__, ("published", "updated", "captured", "url", "lang"))).split()
) | {*IDS}
#: A value of another name is words if it has several, or signs that no key or address has.
_WORDED = re.compile(r"\s|[^\x00-\x7f]")
#: Characters ahead in which a line may be a part of a longer one of the text.
_WINDOW = 20_000
_NAME = re.compile(r"[^a-z0-9]+")
_MARKUP = re.compile(
    r"<(?:p|div|br|h[1-6]|ul|ol|blockquote|table|article|section)\b[^<>]*>", re.IGNORECASE
)
#: Seconds since 1970 from 2001 to 2128, and the same in milliseconds.
_SECONDS, _MILLISECONDS = (10**9, 5 * 10**9), (10**12, 5 * 10**12)


def read(part: Part, key: str, zone: ZoneInfo) -> Record:
    """The record's text, as HTML where it is that; words of other fields are left out by name."""
    values = _values(part.raw)
    record, main = _read(values, key, zone)
    waits = {name: value for name, value in values.items() if "embargo" in name}
    dates_ = unread(_said(values), zone)
    others = {n: value for n, value in values.items() if value != main and n not in waits}
    left_out = (*_embargoes(waits), *dates_, *record.left_out, *_left_out(others, record, zone))
    return replace(record, left_out=left_out)


def _embargoes(values: dict[str, Any]) -> Iterator[Dropped]:
    """What fields say of the time until which the text must wait, in words."""
    for name, value in values.items():
        if words := _words(value, "published"):
            yield Dropped(0, f"{name}: {words}", "header field")


def _values(raw: bytes) -> dict[str, Any]:
    """The fields by name; one of nearly the same name as another is none of ours."""
    values: dict[str, Any] = {}
    for name, value in json.loads(raw).items():
        plain = _NAME.sub("_", name.lower())
        values[f"{plain} {len(values)}" if plain in values else plain] = value
    return values


def _read(values: dict[str, Any], key: str, zone: ZoneInfo) -> tuple[Record, str]:
    """The record of the text, and what it was made from."""
    said = [*_said(values)]
    html, text = _first(values, "html"), _first(values, "text")
    if not text.strip() and not stripped(html):
        text, html = _first(values, "summary"), ""
        said = [each for each in said if each[0] != "summary"]
    if not html and _MARKUP.search(text):
        html = text
    if html and stripped(html):
        return page.fragment(html, _nothing, said, zone), html
    if not text.strip():
        names = ", ".join(NAMES["text"].split()[:4])
        raise textless(key, f"give its text in a field such as {names}")
    plain = Decoded(text, "utf-8", 1.0, "valid utf-8")
    return Record(text=made(plain, where_of(key)), given=given(said, zone)), text


def _left_out(values: dict[str, Any], record: Record, zone: ZoneInfo) -> Iterator[Dropped]:
    """Words that are neither in the record's text nor in what it gives, in the order they came."""
    taken = [*markup.leaves(record.blocks), record.text.text if record.text else ""]
    evidence = {part for each in record.given for part in each.evidence.split(", ")}
    taken += [_words(value) for name, value in values.items() if f"field {name}" in evidence]
    lines = {_plain(line) for text in taken for line in text.split("\n")}
    joined = _plain(" ".join(taken))
    for name, value in values.items():
        at = 0
        for line in () if name in _MACHINE else _lines(value, name, zone):
            if line in lines:
                continue
            found = joined.find(line, at, at + _WINDOW)
            at = found if found >= 0 else at
            if found < 0:
                yield Dropped(0, line, f"field {name}")


def _lines(value: Any, name: str, zone: ZoneInfo) -> Iterator[str]:
    """The lines of all strings in the value of the field ``name`` that are words."""
    if isinstance(value, str):
        if name not in _TEXTS and not _WORDED.search(value):
            return
        is_html = name in _HTML or _MARKUP.search(value)
        blocks = page.fragment(value, _nothing, (), zone).blocks if is_html else ()
        texts = markup.leaves(blocks) if is_html else (value,)
        yield from (line for text in texts for each in text.split("\n") if (line := _plain(each)))
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _lines(each, name, zone)


def _plain(text: str) -> str:
    return " ".join(text.split())


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
        return "\n".join(words for each in value if (words := _words(each, field)))
    return _words(value.get("name") or value.get("title") or "", field)


def _moment(seconds: float) -> str:
    """Seconds or milliseconds since 1970 as ISO 8601; nothing for other numbers."""
    if _MILLISECONDS[0] <= seconds < _MILLISECONDS[1]:
        seconds /= 1000
    is_time = _SECONDS[0] <= seconds < _SECONDS[1]
    return dates.iso(dates.from_timestamp(seconds)) if is_time else ""


def _nothing(_href: str) -> None:
    """No picture lies beside a record."""

"""RSS (0.9 to 2.0) and Atom documents: an entry is a text."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING

from lxml import etree

from plugins.convert.formats import fields
from plugins.convert.formats.names import distinct
from plugins.convert.formats.refusal import broken, refused, textless
from plugins.convert.formats.trees import children, mended, name_of, stripped, words_in
from plugins.convert.types import Part

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from plugins.convert.formats.trees import Tree
    from plugins.convert.types import Record

_ROOTS = frozenset(("rss", "feed", "rdf"))
_ENTRIES = frozenset(("item", "entry"))
#: Field (of ``fields.NAMES``) by the local name of an entry's element; of equals the first.
_FIELDS = {
    "title": "title",
    "pubdate": "date_published",
    "published": "date_published",
    "issued": "date_published",
    "date": "date_published",
    "updated": "date_modified",
    "modified": "date_modified",
    "creator": "authors",
    "author": "authors",
    "category": "tags",
    "subject": "tags",
    "encoded": "content_html",
    "content": "content_html",
    "description": "description",
    "summary": "description",
}
_REPEATED = frozenset(("authors", "tags"))
#: Characters of a summary that may be the text; entries of the longest feed, which take a second.
_LONG, _MOST = 400, 20_000


def split(key: str, raw: bytes) -> tuple[Part, ...]:
    """A part an entry, called by the entry's own id, else by its address.

    XML that is no feed is one part: a page.
    """
    root = mended(raw)
    if root is None:
        raise broken(key, "feed", "it is no XML")
    if name_of(root) not in _ROOTS:
        return (Part("page", raw),)
    feed = _of_feed(root)
    entries = [each for each in root.iter() if name_of(each) in _ENTRIES]
    if len(entries) > _MOST:
        message = f"has {len(entries)} entries, more than {_MOST}"
        raise refused(key, message, "split it into several", "too-large")
    found = tuple(distinct(_part(entry, feed) for entry in entries))
    if not found:
        raise textless(key, "remove it, or wait for its first entry")
    return found


def read(part: Part, key: str, zone: ZoneInfo) -> Record:
    """The entry's text: its content, else its summary."""
    return fields.read(part, key, zone)


def _of_feed(root: Tree) -> dict[str, object]:
    """What a feed says of all its entries: its title and its language."""
    holder = next(children(root, "channel"), root)
    title = next((_plain(each) for each in children(holder, "title")), "")
    lang = next((words_in(each) for each in children(holder, "language")), "")
    lang = lang or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    return {"publisher": title, "language": lang.strip()}


def _part(entry: Tree, feed: dict[str, object]) -> Part:
    values: dict[str, object] = dict(feed)
    more: list[str] = []
    source = next(children(entry, "source"), None)
    for child in entry:
        field = _FIELDS.get(name_of(child))
        value = _value(child, field or "")
        if not field:
            more += _others(child) if child is not source else ()
        elif field in _REPEATED and value:
            listed = values.setdefault(field, [])
            if isinstance(listed, list):
                listed.append(value)
        elif value and values.setdefault(field, value) != value and not field.startswith("date_"):
            more.append(value)
    values["url"] = _link(entry)
    if source is not None:
        values["publisher"] = _source(source) or feed["publisher"]
    _promote(values)
    if more:
        values["more"] = more
    raw = json.dumps(values, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    ids = (_text(child) for name in ("id", "guid") for child in children(entry, name))
    return Part("feed", raw, next((each for each in ids if each), str(values["url"])))


def _others(element: Tree) -> list[str]:
    """The words of an element that is no field of ours; counts and addresses are none."""
    texts = [" ".join(str(text).split()) for text in element.itertext()]
    return [text for text in texts if " " in text and any(map(str.isalpha, text))]


def _promote(values: dict[str, object]) -> None:
    """The summary is the text where there is no other, or where it says more than it.

    The content that it outdoes is a text all the same, of which nothing may be lost.
    """
    content, summary = str(values.get("content_html", "")), str(values.get("description", ""))
    if len(stripped(summary)) > max(_LONG, len(stripped(content))):
        values["content_html"] = values.pop("description")
        if content:
            values["content"] = content
    elif summary:
        values["description"] = " ".join(stripped(unescape(summary)).split())


def _value(element: Tree, field: str) -> str:
    """HTML of a content, plain text of everything else."""
    if field in {"content_html", "description"}:
        return _html(element)
    if field == "authors":
        names = [_text(each) for each in children(element, "name")]
        return "\n".join(names) or _address(_text(element))
    if field == "tags":
        return element.get("label") or element.get("term") or _text(element)
    return _plain(element) if field == "title" else _text(element)


def _html(element: Tree) -> str:
    kind = (element.get("type") or "").lower()
    if kind in {"xhtml", "application/xhtml+xml"} or len(element):
        inner = "".join(etree.tostring(child, encoding="unicode") for child in element)
        return (element.text or "") + re.sub(r"<(/?)\w+:", r"<\1", inner)
    text = words_in(element)
    return f"<p>{_escaped(text)}</p>" if kind in {"text", "text/plain"} else text


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")


def _plain(element: Tree) -> str:
    """A title, whatever it was written in, as text in one line."""
    text = words_in(element)
    kind = (element.get("type") or "html").lower()
    if kind == "html" and re.search(r"<\w|&[#\w]+;", text):
        text = stripped(text)
    return " ".join(text.split())


def _text(element: Tree) -> str:
    return words_in(element).strip()


def _address(text: str) -> str:
    """The name in RSS's ``mail@example.org (Name)``."""
    match = re.fullmatch(r"\s*\S+@\S+\s*\(([^()]{1,200})\)\s*", text)
    return match[1] if match else text


def _link(entry: Tree) -> str:
    for element in children(entry, "link"):
        if (element.get("rel") or "alternate") == "alternate":
            href = element.get("href") or _text(element)
            if href:
                return href.strip()
    guids = (each for each in children(entry, "guid") if each.get("isPermaLink") != "false")
    return next((text for each in guids if (text := _text(each)).startswith("http")), "")


def _source(element: Tree) -> str:
    titles = [_plain(each) for each in children(element, "title")]
    return titles[0] if titles else _text(element)

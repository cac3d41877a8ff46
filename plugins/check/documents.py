"""Files other than pages: feeds, sitemaps and other XML, JSON, style sheets, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from plugins.errors import Problem
from plugins.feeds.rules import check
from plugins.feeds.rules.scalars import json_value
from plugins.pictures.facts import ENDINGS, NoPicture, header
from plugins.pictures.stripping import stripped

_FEED = re.compile(r"feed/archive/.*\.xml|.*\.(?:rss|atom)\.xml|(?:.*/)?feed\.json|.*\.opml")
_ADDRESS = re.compile(rb"<loc>\s*([^<]+?)\s*</loc>")
_URL = r"""url\(\s*(?:"([^"]+)"|'([^']+)'|([^"'()\s]+))\s*\)"""
_QUOTED = r""""([^"]+)"|'([^']+)'"""
_LOADED = re.compile(
    rf"{_URL}|@import\s+(?:{_QUOTED})"
    r"|(?<![\w])(?:-\w+-)?(?P<several>(?:image|image-set|src)\((?:[^()]|\([^()]*\))*\))",
    re.IGNORECASE,
)
#: Addresses in a function that names several; what says their type is none.
_NAMED = re.compile(rf"type\([^()]*\)|{_URL}|{_QUOTED}", re.IGNORECASE)
_ARTICLES = frozenset({"NewsArticle", "Article", "BlogPosting"})
#: What search engines ask of an article.
_ARTICLE = ("headline", "datePublished", "publisher", "mainEntityOfPage")
#: What browsers ask of a web app manifest.
_MANIFEST = ("name", "start_url")
PICTURES = tuple(f".{ending}" for ending in ENDINGS if ending != "svg")
_TELLING = (b"Exif\0\0", b"http://ns.adobe.com/xap/")


def faults(path: str, data: bytes, root: str) -> Iterator[Problem]:
    """What is wrong with the file at ``path`` of the site at ``root``."""
    if _FEED.fullmatch(path):
        yield from check(data, path, f"{root}/{path}")
    elif path.endswith((".xml", ".svg")):
        yield from _xml(path, data)
    elif path.endswith(".json"):
        yield from json_faults(path, data.decode("utf-8", "replace"), None)
    elif path.endswith(".webmanifest"):
        yield from _manifest(path, data.decode("utf-8", "replace"))
    elif path.endswith(PICTURES):
        yield from _picture(path, data)


def _xml(path: str, data: bytes) -> Iterator[Problem]:
    from lxml import etree  # noqa: PLC0415  in the processes that check files

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        yield Problem(path, f"is not well-formed: {error.msg}", "build again", code="xml")


def _manifest(path: str, text: str) -> Iterator[Problem]:
    wrong = list(json_faults(path, text, None))
    yield from wrong
    found = None if wrong else json_value(text)
    names = [
        n for n in _MANIFEST if not (isinstance(found, dict) and isinstance(found.get(n), str))
    ]
    if names and not wrong:
        yield Problem(path, f"has no {' and no '.join(names)}", "build again", code="manifest")


def _picture(path: str, data: bytes) -> Iterator[Problem]:
    try:
        stripped(data, header(data).format)
    except NoPicture as fault:
        remedy = "put the whole picture there, or build again with --full"
        yield Problem(path, f"as a picture {fault}", remedy, code="picture")
    if any(told in data for told in _TELLING):
        message = "tells what a camera or a program wrote into it"
        yield Problem(path, message, "build again with --full", code="privacy")


def addresses_of(path: str, data: bytes) -> list[str]:
    """What a sitemap lists."""
    if not (path.startswith("sitemap") and path.endswith(".xml")):
        return []
    return [
        each.decode("utf-8", "replace").replace("&amp;", "&") for each in _ADDRESS.findall(data)
    ]


def loads_of(css: str) -> dict[str, int]:
    """What a style sheet, or the styles of a drawing, load, each with its line."""
    found: dict[str, int] = {}
    for match in _LOADED.finditer(css):
        for each in _NAMED.finditer(match["several"]) if match["several"] else (match,):
            address = next(filter(None, each.groups()), "")
            if address and address not in found and not address.startswith("#"):
                found[address] = css.count("\n", 0, match.start()) + 1
    return found


def json_faults(path: str, text: str, line: int | None) -> Iterator[Problem]:
    """Where ``text`` is no JSON."""
    try:
        json_value(text)
    except ValueError as error:
        yield Problem(path, f"holds JSON that cannot be read: {error}", "mend it", line, "json")


def linked_data_faults(path: str, text: str, line: int) -> Iterator[Problem]:
    """What search engines miss in the JSON-LD of a page."""
    wrong = list(json_faults(path, text, line))
    yield from wrong
    for thing in () if wrong else _things(json_value(text)):
        kinds = _kinds(thing)
        if not kinds:
            yield Problem(path, "JSON-LD has no @type", "give one", line, "json")
        kind = next((each for each in kinds if each in _ARTICLES), "")
        for name in _ARTICLE if kind else ():
            if not thing.get(name):
                message = f"JSON-LD of {kind} has no {name}"
                yield Problem(path, message, "give one", line, "json")


def _kinds(thing: dict[str, Any]) -> list[str]:
    """One or several, as JSON-LD allows."""
    told = thing.get("@type")
    every = told if isinstance(told, list) else [told]
    return [each for each in every if each and isinstance(each, str)]


def _things(value: Any) -> Iterator[dict[str, Any]]:
    """Those that a document is about."""
    every = value if isinstance(value, list) else [value]
    for each in every:
        if isinstance(each, dict):
            inner = each.get("@graph")
            yield from _things(inner) if isinstance(inner, list) else [each]

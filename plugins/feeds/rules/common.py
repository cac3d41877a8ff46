"""Rules that RSS and Atom share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from plugins.feeds.rules.found import Finding
from plugins.feeds.rules.html import html_faults
from plugins.feeds.rules.scalars import is_full, is_integer, is_language, is_media_type

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
MEDIA = "{http://search.yahoo.com/mrss/}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
#: The prefix that everybody uses for each namespace.
_PREFIXES = {
    ATOM: ("atom", None),
    CONTENT: ("content",),
    DC: ("dc",),
    HISTORY: ("fh",),
    MEDIA: ("media",),
    "{http://purl.org/rss/1.0/modules/syndication/}": ("sy",),
}
_RELATIONS = frozenset(
    "alternate self related via enclosure hub next prev previous first last current "
    "prev-archive next-archive edit replies license payment search".split()
)


def finding(rule: str, element: Any, message: str) -> Finding:
    """What is wrong with an element."""
    return Finding(rule, element.sourceline, message)


def text_of(parent: Any, path: str) -> str:
    """The text of the first such child, or empty."""
    return (parent.findtext(path) or "").strip()


def required(parent: Any, names: Iterable[str], what: str) -> Iterator[Finding]:
    """Children that must be there and say something."""
    for name in names:
        if not text_of(parent, name):
            yield finding("required", parent, f"{what} has no {name.rpartition('}')[2]}")


def dates(
    parent: Any,
    paths: Iterable[str],
    parse: Callable[[str], datetime | None],
    now: datetime | None,
) -> Iterator[Finding]:
    """Dates are in their form, with the right weekday, and not in the future."""
    for element in (each for path in paths for each in parent.findall(path)):
        moment = parse((element.text or "").strip())
        if moment is None:
            yield finding("date", element, f"{element.text!r} is no date")
        elif now and moment > now:
            yield finding("future", element, f"{element.text} has not come yet")


def unique(elements: Iterable[tuple[Any, str]], rule: str, what: str) -> Iterator[Finding]:
    """No two elements say the same."""
    seen: set[str] = set()
    for element, text in elements:
        if text in seen:
            yield finding(rule, element, f"{what} {text} is there twice")
        seen.add(text)


#: Where a value stands (an attribute, or the element's text), whether it is as it should be, the
#: rule, and what it should be.
Row = tuple[str, str, Callable[[str], bool], str, str]


def values(parent: Any, rows: Iterable[Row]) -> Iterator[Finding]:
    """Values that are there are what they should be."""
    for path, attribute, fits, rule, what in rows:
        for element in parent.iterfind(path):
            value = element.get(attribute) if attribute else (element.text or "").strip()
            if value is not None and not fits(value):
                name = attribute or element.tag.rpartition("}")[2]
                yield finding(rule, element, f"{name} {value!r} is no {what}")


def _is_relation(rel: str) -> bool:
    return rel in _RELATIONS or ":" in rel


_OF_LINKS: tuple[Row, ...] = (
    (f"{ATOM}link", "href", is_full, "address", "full address"),
    (f"{ATOM}link", "rel", _is_relation, "relation", "registered relation"),
    (f"{ATOM}link", "type", is_media_type, "media-type", "media type"),
    (f"{ATOM}link", "hreflang", is_language, "language", "language"),
    (f"{ATOM}link", "length", is_integer, "enclosure", "number of bytes"),
)


def atom_links(parent: Any) -> Iterator[Finding]:
    """Links are full, typed as they should be, of relations that are known."""
    yield from values(parent, _OF_LINKS)
    alternates = [
        (link, f"{link.get('type', '')} {link.get('hreflang', '')}".strip())
        for link in parent.findall(f"{ATOM}link")
        if link.get("rel", "alternate") == "alternate"
    ]
    yield from unique(alternates, "alternate", "an alternate of")


def own_link(parent: Any, url: str) -> Iterator[Finding]:
    """The document names the place at which it is served."""
    found = [link.get("href", "") for link in parent.findall(f"{ATOM}link[@rel='self']")]
    if len(found) != 1 or (url and found != [url]):
        told = ", ".join(found) or "nothing"
        yield finding("self", parent, f"it names {told} as its own address")


def history(parent: Any) -> Iterator[Finding]:
    """Archive documents lead to the feed, and are not said to be complete."""
    is_archive = parent.find(f"{HISTORY}archive") is not None
    is_complete = parent.find(f"{HISTORY}complete") is not None
    rels = {link.get("rel") for link in parent.findall(f"{ATOM}link")}
    if is_archive and "current" not in rels:
        yield finding("archive", parent, "an archive document without a link to its feed")
    if is_archive and not rels & {"prev-archive", "next-archive"}:
        yield finding("archive", parent, "an archive document that leads to no other one")
    if is_complete and (is_archive or rels & {"prev-archive", "next-archive"}):
        yield finding("archive", parent, "a complete feed that has archive documents, too")


def html(element: Any) -> Iterator[Finding]:
    """The HTML of an entry holds nothing that readers must strip or cannot resolve."""
    if element is not None:
        for fault in html_faults(element.text or ""):
            yield finding("content", element, fault)


_EVERYWHERE: tuple[Row, ...] = (
    (".", _LANG, is_language, "language", "language"),
    (f".//*[@{_LANG}]", _LANG, is_language, "language", "language"),
    (".//language", "", is_language, "language", "language"),
    (f".//{DC}language", "", is_language, "language", "language"),
    (f".//{MEDIA}content", "url", is_full, "address", "full address"),
    (f".//{MEDIA}content", "type", is_media_type, "media-type", "media type"),
)


def everywhere(root: Any) -> Iterator[Finding]:
    """Languages, pictures and prefixes of a document."""
    yield from values(root, _EVERYWHERE)
    for group in root.iter(f"{MEDIA}group"):
        if len(group.findall(f"{MEDIA}content")) < 2:
            yield finding("media-group", group, "a group of one")
    yield from prefixes(root)


def prefixes(root: Any) -> Iterator[Finding]:
    """Namespaces have the prefix that everybody uses."""
    for prefix, uri in root.nsmap.items():
        usual = _PREFIXES.get(f"{{{uri}}}")
        if usual and prefix not in usual:
            yield finding("prefix", root, f"{prefix!r} is an unusual prefix for {uri}")

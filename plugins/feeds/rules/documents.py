"""A feed document against all rules of its format, whoever made it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from plugins.errors import Problem
from plugins.feeds.rules import common
from plugins.feeds.rules.atom import atom_findings
from plugins.feeds.rules.common import ATOM, Row, finding
from plugins.feeds.rules.found import REMEDIES, Finding
from plugins.feeds.rules.jsonfeed import json_findings
from plugins.feeds.rules.rss import rss_findings
from plugins.feeds.rules.scalars import is_full, rfc822

#: The W3C's validator refuses documents over this size.
MOST_BYTES = 5_000_000


def check(
    data: bytes, where: str, url: str = "", now: datetime | None = None
) -> tuple[Problem, ...]:
    """Each rule that the document ``data`` breaks, by line; none means all is well.

    ``where`` is what messages call it, ``url`` the address at which it is served and ``now`` the
    time after which nothing can have been published, both where they are known. The codes of the
    problems are ``feed-`` and a rule of ``REMEDIES``.
    """
    found = sorted(_findings(data, url, now), key=lambda each: each.line_no or 0)
    unique = dict.fromkeys(found)
    return tuple(
        Problem(where, each.message, REMEDIES[each.rule], each.line_no, f"feed-{each.rule}")
        for each in unique
    )


def _findings(data: bytes, url: str, now: datetime | None) -> Iterator[Finding]:
    if len(data) > MOST_BYTES:
        yield Finding("size", None, f"it has {len(data):,} bytes")
        return
    try:
        if data.lstrip()[:1] in (b"{", b"["):
            yield from json_findings(data.decode(), url, now)
        else:
            yield from _xml_findings(data, url, now)
    except UnicodeDecodeError as error:
        yield Finding("well-formed", None, f"it is not UTF-8: {error.reason}")
    except etree.XMLSyntaxError as error:
        rule = "prefix" if "Namespace prefix" in error.msg else "well-formed"
        yield Finding(rule, error.lineno, f"it is not well-formed: {error.msg}")


def _xml_findings(data: bytes, url: str, now: datetime | None) -> Iterator[Finding]:
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    if root.tag == f"{ATOM}feed":
        yield from atom_findings(root, url, now)
    elif root.tag == "rss" and root.get("version") == "2.0":
        yield from rss_findings(root, data, url, now)
    elif root.tag == "opml":
        yield from _opml(root)
        return
    else:
        yield finding("format", root, f"its root is {root.tag}")
        return
    yield from common.everywhere(root)


_OF_LISTS: tuple[Row, ...] = (
    (".", "version", {"1.0", "1.1"}.__contains__, "format", "version that validators know"),
    ("head/dateCreated", "", lambda text: rfc822(text) is not None, "date", "date"),
    ("head/dateModified", "", lambda text: rfc822(text) is not None, "date", "date"),
    (".//outline", "text", bool, "required", "name"),
    (".//outline", "xmlUrl", is_full, "address", "full address"),
    (".//outline", "htmlUrl", is_full, "address", "full address"),
)


def _opml(root: etree._Element) -> Iterator[Finding]:
    if not root.findtext("head/title") or root.find("body/outline") is None:
        yield finding("required", root, "it has no title, or no outline")
    yield from common.values(root, _OF_LISTS)
    for outline in root.iter("outline"):
        if outline.get("text") is None:
            yield finding("required", outline, "an outline without text")

"""The list of all feeds that readers import: OPML 1.1, the newest that validators know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from email.utils import format_datetime
from itertools import groupby

from lxml import etree

from plugins.addresses import SITE, Scope
from plugins.config import Settings
from plugins.feeds import urls
from plugins.feeds.scopes import title_of
from plugins.feeds.values import FeedSpec

#: Names of the groups where no others are given, by kind of scope.
WORDS: Mapping[str, str] = {
    "section": "Sections",
    "source": "Sources",
    "language": "Languages",
    "tag": "Tags",
    "author": "Authors",
}


def opml(
    specs: Iterable[FeedSpec],
    changed: datetime,
    settings: Settings,
    words: Mapping[str, str] = WORDS,
    lead: Scope = SITE,
) -> bytes:
    """Each scope once, in one format, in a group of its kind: importing gives no doubles.

    ``changed`` is when the newest of the feeds changed; ``lead`` is the scope that all others are
    within, the site or a language, and stands in no group.
    """
    root = etree.Element("opml", version="1.1")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = title_of(lead, settings)
    etree.SubElement(head, "dateModified").text = format_datetime(changed)
    body = etree.SubElement(root, "body")
    ordered = sorted(specs, key=lambda spec: spec.scope != lead)
    for kind, members in groupby(_one_each(ordered), key=lambda spec: spec.scope.kind):
        name = words.get(kind, WORDS.get(kind, kind))
        group = body if kind == lead.kind else etree.SubElement(body, "outline", text=name)
        for spec in members:
            etree.SubElement(group, "outline", _outline(spec, settings))
    return etree.tostring(root, pretty_print=True, encoding="UTF-8", xml_declaration=True)


def _one_each(specs: Iterable[FeedSpec]) -> Iterator[FeedSpec]:
    """Of each scope its Atom feed, else the first one."""
    for _, its in groupby(specs, key=lambda spec: spec.scope):
        every = list(its)
        yield next((spec for spec in every if spec.format == "atom"), every[0])


def _outline(spec: FeedSpec, settings: Settings) -> dict[str, str]:
    return {
        "type": "rss",  # of every format: what OPML calls a subscription
        "text": spec.title,
        "title": spec.title,
        "xmlUrl": urls.of_site(settings.siteurl, spec.path),
        "htmlUrl": urls.of_site(settings.siteurl, spec.scope.folder),
        "language": spec.scope.name if spec.scope.kind == "language" else settings.lang,
    }

"""Feeds as RSS 2.0 and Atom 1.0. The only module that knows feedgen, and where it falls short.

feedgen loses the attributes of entry links, knows one author and one source element too few,
no language of an entry and no stylesheet; two extensions write those into its tree. An entry is
written once, however many documents it stands in: feedgen takes 0.2 ms for it, a copy nothing.
Never render in several threads: feedgen switches the locale of the process for each RSS date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from plugins.dates import iso
from plugins.feeds.values import Entry, Feed, Link, href

GENERATOR = "Seedpress"
#: Minutes that a reader may wait before it asks again, and the same in the words of RSS 1.0.
TTL = 60
_PERIOD = "hourly"

_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DC = "http://purl.org/dc/elements/1.1/"
_HISTORY = "http://purl.org/syndication/history/1.0"
_MEDIA = "http://search.yahoo.com/mrss/"
_SYNDICATION = "http://purl.org/rss/1.0/modules/syndication/"
#: Prefixes that every document declares, and those of RSS besides.
_PREFIXES = {"dc": _DC, "fh": _HISTORY, "media": _MEDIA, "sy": _SYNDICATION}
_OF_RSS = {"atom": _ATOM, "content": _CONTENT}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
#: RSS has no way to say that a text is plain. Character references in hexadecimal are what
#: its profile asks for there; &amp; and &lt; are taken for HTML by some readers.
_PLAIN = re.compile(
    rb"<(title|description|category|source|copyright|dc:creator|dc:rights)"
    rb"((?: [^<>]*)?)>([^<]*)</\1>"
)


def rss(feed: Feed, items: Iterable[bytes]) -> bytes:
    """The feed as RSS 2.0 in UTF-8, ``items`` being what ``rss_items`` made."""
    head: bytes = _generator(feed).rss_str(pretty=True)
    return _filled(_PLAIN.sub(_hexadecimal, head), items, b"  </channel>\n")


def atom(feed: Feed, entries: Iterable[bytes]) -> bytes:
    """The feed as Atom 1.0 in UTF-8, ``entries`` being what ``atom_entries`` made."""
    head: bytes = _generator(feed).atom_str(pretty=True)
    return _filled(head, entries, b"</feed>\n")


def rss_items(entries: Sequence[Entry]) -> list[bytes]:
    """Each entry as it stands in every RSS document of the site."""
    root = etree.Element("rss", nsmap=_PREFIXES | _OF_RSS)
    channel = etree.SubElement(root, "channel")
    channel.extend([_made(entry).rss_entry() for entry in entries])
    return [_PLAIN.sub(_hexadecimal, item) for item in _parted(root, b"    <item>")]


def atom_entries(entries: Sequence[Entry]) -> list[bytes]:
    """Each entry as it stands in every Atom document of the site."""
    root = etree.Element("feed", nsmap=_PREFIXES)
    root.extend([_made(entry).atom_entry() for entry in entries])
    return _parted(root, b"  <entry ")


def _filled(head: bytes, entries: Iterable[bytes], end: bytes) -> bytes:
    start, _, tail = head.rpartition(end)
    return b"".join((start, *entries, end, tail))


def _parted(root: Any, start: bytes) -> list[bytes]:
    """The children of ``root`` as bytes; no text of theirs holds ``start``, a tag."""
    data: bytes = etree.tostring(root, pretty_print=True, encoding="UTF-8")
    _, *found = data.split(start)
    end = start.strip(b" <>")
    return [start + each[: each.rindex(b"</%b>\n" % end)] + b"</%b>\n" % end for each in found]


def _generator(feed: Feed) -> Any:
    made = FeedGenerator()
    made.register_extension("seedpress", _FeedExtension)
    made.seedpress.feed = feed
    made.id(feed.id)
    made.title(feed.title)
    made.subtitle(feed.subtitle)
    made.language(feed.lang)
    made.updated(feed.updated)
    made.author({"name": feed.publisher.name, "uri": feed.publisher.uri})
    for link in feed.links:  # the alternate last: RSS takes the last one for its own
        made.link(**_attributes(link))
    made.generator(GENERATOR)
    made.docs("")
    made.ttl(TTL)
    if feed.rights:
        made.rights(feed.rights)
    return made


def _made(entry: Entry) -> Any:
    item = FeedEntry()
    item.register_extension("seedpress", _EntryExtension)
    item.seedpress.entry = entry
    item.guid(entry.id, permalink=False)
    item.title(entry.title)
    item.link(href=entry.url, rel="alternate")
    if entry.content:
        item.content(entry.content, type="html")
    item.summary(entry.summary)
    item.published(entry.published)
    item.updated(entry.updated)
    for author in entry.authors:
        item.author({"name": author.name, "uri": author.uri, "email": author.email or None})
    for category in entry.categories:
        item.category(term=category.term, scheme=category.scheme, label=category.term)
    for file in entry.enclosures[:1]:  # RSS has room for one
        item.enclosure(file.href, str(file.length), file.type)
    if entry.source:
        item.source(entry.source.url, entry.source.title)
    if entry.rights:
        item.rights(entry.rights)
    return item


class _FeedExtension(BaseExtension):  # type: ignore[misc]  # feedgen is untyped
    """What feedgen cannot say of a feed."""

    feed: Feed

    def extend_ns(self) -> dict[str, str]:
        return _PREFIXES

    def extend_atom(self, root: Any) -> Any:
        self._style(root)
        self._history(root)
        return root

    def extend_rss(self, root: Any) -> Any:
        self._style(root)
        root.set(_LANG, self.feed.lang)
        (channel,) = root
        for link in self.feed.links:  # feedgen writes the first self link alone
            if link.rel not in {"self", "alternate"}:
                etree.SubElement(channel, f"{{{_ATOM}}}link", _attributes(link))
        etree.SubElement(channel, f"{{{_SYNDICATION}}}updatePeriod").text = _PERIOD
        self._history(channel)
        return root

    def _history(self, parent: Any) -> None:
        """RFC 5005: a document that is an archive's, or that holds all there is."""
        if self.feed.is_archive:
            etree.SubElement(parent, f"{{{_HISTORY}}}archive")
        elif self.feed.is_complete:
            etree.SubElement(parent, f"{{{_HISTORY}}}complete")

    def _style(self, root: Any) -> None:
        text = f'type="text/css" href="{self.feed.stylesheet}"'
        root.addprevious(etree.ProcessingInstruction("xml-stylesheet", text))


class _EntryExtension(BaseEntryExtension):  # type: ignore[misc]  # feedgen is untyped
    """What feedgen cannot say of an entry."""

    entry: Entry

    def extend_atom(self, element: Any) -> Any:
        entry = self.entry
        element.set(_LANG, entry.lang)
        for lost in element.findall("link") + element.findall("source"):
            element.remove(lost)
        for link in entry.links:
            etree.SubElement(element, "link", _attributes(link))
        self._media(element)
        if entry.source:
            source = etree.SubElement(element, "source")
            for name, text in (
                ("id", entry.source.id),
                ("title", entry.source.title),
                ("updated", iso(entry.published)),
            ):
                etree.SubElement(source, name).text = text
            etree.SubElement(source, "link", {"rel": "alternate", "href": entry.source.url})
        return element

    def extend_rss(self, element: Any) -> Any:
        entry = self.entry
        for lost in element.findall("author"):  # an address alone, and not for each author
            element.remove(lost)
        names = ", ".join(author.name for author in entry.authors)
        for tag, text in (
            (f"{{{_DC}}}creator", names),
            (f"{{{_DC}}}language", entry.lang),
            (f"{{{_DC}}}rights", entry.rights),
            (f"{{{_ATOM}}}updated", iso(entry.updated)),
        ):
            if text:
                etree.SubElement(element, tag).text = text
        if via := href(entry.links, "via"):
            etree.SubElement(element, f"{{{_ATOM}}}link", {"rel": "via", "href": via})
        self._media(element)
        return element

    def _media(self, element: Any) -> None:
        """The lead picture for readers that show one, outside any group."""
        if image := self.entry.image:
            found = {"url": image.href, "type": image.type, "medium": "image"}
            if image.length is not None:
                found["fileSize"] = str(image.length)
            etree.SubElement(element, f"{{{_MEDIA}}}content", found)


def _attributes(link: Link) -> dict[str, str]:
    found = {"rel": link.rel, "href": link.href, "type": link.type, "hreflang": link.hreflang}
    if link.length is not None:
        found["length"] = str(link.length)
    return {name: value for name, value in found.items() if value}


def _hexadecimal(match: re.Match[bytes]) -> bytes:
    name, attributes, text = match.groups()
    plain = (
        text.replace(b"&amp;", b"&#x26;").replace(b"&lt;", b"&#x3C;").replace(b"&gt;", b"&#x3E;")
    )
    return b"<%b%b>%b</%b>" % (name, attributes, plain, name)

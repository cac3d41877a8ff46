"""Sitemaps as search engines read them (sitemaps.org 0.9, Google News 0.9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from plugins.dates import iso
from plugins.model import Post

#: What one sitemap may hold.
LIMIT = 50_000
#: What a news sitemap may hold.
NEWS_LIMIT = 1000
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
#: Chinese has two names of its own in news sitemaps; else the primary language is enough.
_NEWS_LANGS = {"zh-tw": "zh-tw", "zh-hant": "zh-tw", "zh": "zh-cn", "zh-cn": "zh-cn"}


@dataclass(frozen=True, slots=True)
class Located:
    """An address, and when what is there last changed."""

    url: str
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """An article of the last two days."""

    url: str
    title: str
    lang: str
    published: datetime


def is_mapped(post: Post) -> bool:
    """Whether search engines may list it here."""
    return not post.rights.noindex and not post.rights.canonical


def last_change(post: Post, clock: datetime) -> datetime:
    """When it last changed, of the times that have come."""
    return post.changed if post.changed <= clock else post.published


def urlset(pages: Iterable[Located]) -> bytes:
    """A sitemap; at most LIMIT pages."""
    root = Element("urlset", xmlns=_SPACE)
    for page in pages:
        _put(SubElement(root, "url"), page)
    return _document(root)


def index(maps: Iterable[Located]) -> bytes:
    """The list of sitemaps."""
    root = Element("sitemapindex", xmlns=_SPACE)
    for each in maps:
        _put(SubElement(root, "sitemap"), each)
    return _document(root)


def news(stories: Sequence[Story], name: str) -> bytes:
    """The news sitemap of the publication ``name``; at most NEWS_LIMIT stories."""
    root = Element("urlset", {"xmlns": _SPACE, "xmlns:news": _NEWS})
    for story in stories:
        page = SubElement(root, "url")
        SubElement(page, "loc").text = story.url
        said = SubElement(page, "news:news")
        paper = SubElement(said, "news:publication")
        SubElement(paper, "news:name").text = name
        SubElement(paper, "news:language").text = news_language(story.lang)
        SubElement(said, "news:publication_date").text = iso(story.published)
        SubElement(said, "news:title").text = story.title
    return _document(root)


def news_language(lang: str) -> str:
    """A BCP 47 tag as news sitemaps name it."""
    low = lang.lower()
    primary = low.partition("-")[0]
    return next((_NEWS_LANGS[tag] for tag in (low, primary) if tag in _NEWS_LANGS), primary)


def _put(place: Element, page: Located) -> None:
    SubElement(place, "loc").text = page.url
    if page.changed is not None:
        SubElement(place, "lastmod").text = iso(page.changed)


def _document(root: Element) -> bytes:
    made: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"

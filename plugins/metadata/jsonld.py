"""JSON-LD of an article: schema.org's NewsArticle, safe to stand in a page."""

from __future__ import annotations

import json
from typing import Any

from plugins import addresses, dates
from plugins.addresses import Scope
from plugins.config import Settings
from plugins.model import Article, Author, Source

_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def news_article(article: Article, settings: Settings) -> dict[str, Any]:
    """The article in schema.org's words; nothing in it is empty.

    A date that is only the day it went online here stands as the publication's on this site.
    """
    post = article.post
    url = addresses.absolute(settings.siteurl, post.url)
    found = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": url,
        "identifier": post.id,
        "headline": post.title,
        "description": post.summary,
        "url": url,
        "mainEntityOfPage": url,
        "datePublished": dates.iso(post.published, settings.timezone),
        "dateModified": dates.iso(post.changed, settings.timezone),
        "inLanguage": post.lang,
        "articleSection": post.category,
        "keywords": list(post.tags),
        "wordCount": article.words,
        "isAccessibleForFree": True,
        "author": [_person(author, settings) for author in post.authors],
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": settings.name,
            "url": addresses.absolute(settings.siteurl, ""),
        },
        "image": [addresses.absolute(settings.siteurl, post.image.path)] if post.image else [],
        "isBasedOn": _based_on(post.source) if post.source else None,
    }
    return {key: value for key, value in found.items() if value not in ("", [], None)}


def script_text(value: dict[str, Any]) -> str:
    """``value`` as JSON that no HTML parser takes for markup."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def _person(author: Author, settings: Settings) -> dict[str, str]:
    folder = Scope("author", author.name).folder
    url = author.uri or addresses.absolute(settings.siteurl, folder)
    return {"@type": "Person", "name": author.name, "url": url}


def _based_on(source: Source) -> dict[str, Any]:
    """The original article: its publisher, and the address of whichever it is known of."""
    publisher: dict[str, Any] = {"@type": "Organization", "name": source.title}
    original: dict[str, Any] = {"@type": "NewsArticle", "publisher": publisher}
    if addresses.is_web(source.url):
        whose = original if addresses.is_page(source.url) else publisher
        whose["url"] = source.url
    return original

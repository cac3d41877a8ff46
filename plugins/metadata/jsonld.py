"""JSON-LD: what a page says of itself in schema.org's words, safe to stand in it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from plugins import addresses, dates
from plugins.adapter.images import abroad
from plugins.addresses import Scope
from plugins.config import Settings, is_web
from plugins.model import Article, Author, Image, Source

#: Made once: to make an encoder takes as long as what it encodes.
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
#: What an HTML parser might take for markup. Sought, because hardly any text holds it.
_MARKUP = re.compile("[<>&\u2028\u2029]")


def news_article(
    article: Article, settings: Settings, drawn: tuple[str, int, int] | None = None
) -> dict[str, Any]:
    """The article in schema.org's words; nothing in it is empty.

    ``drawn`` is the address of a card that stands for it where it has no picture, and the pixels of
    that across and down. A date that is only the day it went online here stands as the
    publication's on this site.
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
        "publisher": _publisher(settings),
        "image": [_image(post.image, settings)] if post.image else _drawn(drawn),
        "isBasedOn": _based_on(post.source) if post.source else None,
        "license": post.rights.text if is_web(post.rights.text) else "",
        "correction": post.note,
        "isPartOf": {"@id": _site(settings)},
    }
    return _filled(found)


def website(settings: Settings) -> dict[str, Any]:
    """The whole site, and how it is searched."""
    find = addresses.absolute(settings.siteurl, "search/") + "?q={words}"
    action = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": find},
        "query-input": "required name=words",
    }
    found = {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "@id": _site(settings),
        "url": addresses.absolute(settings.siteurl, ""),
        "name": settings.name,
        "alternateName": settings.tagline,
        "description": settings.description,
        "inLanguage": settings.lang,
        "publisher": _publisher(settings),
        "potentialAction": action if settings.search else None,
    }
    return _filled(found)


def collection(name: str, address: str, settings: Settings) -> dict[str, Any]:
    """A list of articles."""
    url = addresses.absolute(settings.siteurl, address)
    return {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "@id": url,
        "url": url,
        "name": name,
        "inLanguage": settings.lang,
        "isPartOf": {"@id": _site(settings)},
    }


def breadcrumbs(steps: Sequence[tuple[str, str]], settings: Settings) -> dict[str, Any]:
    """The way from the front page: names and addresses; the front page itself is added."""
    every = ((settings.name, ""), *steps)
    items = [
        {
            "@type": "ListItem",
            "position": place,
            "name": name,
            "item": addresses.absolute(settings.siteurl, address),
        }
        for place, (name, address) in enumerate(every, 1)
    ]
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": items,
    }


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in ("", [], None)}


def _site(settings: Settings) -> str:
    return addresses.absolute(settings.siteurl, "") + "#website"


def _publisher(settings: Settings) -> dict[str, Any]:
    home = addresses.absolute(settings.siteurl, "")
    logo = addresses.absolute(settings.siteurl, "theme/img/icon-512.png")
    return {
        "@type": "NewsMediaOrganization",
        "@id": f"{home}#publisher",
        "name": settings.name,
        "url": home,
        "logo": {"@type": "ImageObject", "url": logo, "width": 512, "height": 512},
    }


def _image(image: Image, settings: Settings) -> dict[str, Any]:
    path, width, height = abroad(image)
    found = {
        "@type": "ImageObject",
        "url": addresses.absolute(settings.siteurl, path),
        "width": width or None,
        "height": height or None,
        "caption": image.caption or image.alt,
        "creditText": image.credit,
    }
    return _filled(found)


def _drawn(card: tuple[str, int, int] | None) -> list[dict[str, Any]]:
    if card is None:
        return []
    url, width, height = card
    return [{"@type": "ImageObject", "url": url, "width": width, "height": height}]


def script_text(value: dict[str, Any]) -> str:
    """``value`` as JSON that no HTML parser takes for markup."""
    return _MARKUP.sub(lambda match: f"\\u{ord(match[0]):04x}", _ENCODE(value))


def _person(author: Author, settings: Settings) -> dict[str, Any]:
    url = author.uri
    if not url and "author" in settings.listings:
        url = addresses.absolute(settings.siteurl, Scope("author", author.name).folder)
    return _filled({"@type": "Person", "name": author.name, "url": url})


def _based_on(source: Source) -> dict[str, Any]:
    """The original article: its publisher, and the address of whichever it is known of."""
    publisher: dict[str, Any] = {"@type": "Organization", "name": source.title}
    original: dict[str, Any] = {"@type": "NewsArticle", "publisher": publisher}
    if is_web(source.url):
        whose = original if addresses.is_page(source.url) else publisher
        whose["url"] = source.url
    return original

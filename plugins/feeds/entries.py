"""An article as a feed entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from plugins.adapter.html import plain
from plugins.addresses import Scope, is_page
from plugins.config import Settings
from plugins.dates import utc
from plugins.feeds import content, urls
from plugins.feeds.scopes import lang_of, section_of
from plugins.feeds.sizes import shortened
from plugins.feeds.values import Category, Entry, EntrySource, Link
from plugins.hashing import mint_id
from plugins.model import Article, Author, Enclosure, Post, Source
from plugins.text import one_line, shorten

_MIME = re.compile(r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def entry_of(article: Article, updated: datetime, settings: Settings) -> Entry:
    """``article`` as subscribers get it; ``updated`` is its own in the whole site."""
    post = article.post
    url = urls.of_site(settings.siteurl, post.url)
    image = _image(post, settings)
    html = _body(article, url, image, settings)
    title = _title(post, html)
    return Entry(
        id=post.id,
        title=title,
        links=tuple(_links(post, url, settings)),
        lang=lang_of(post, settings),
        published=_published(post, updated),
        updated=updated,
        summary=one_line(post.summary) or shorten(one_line(plain(html)), 300) or title,
        content=html or f"<p>{content.escaped(title)}</p>",
        authors=tuple(_authors(post, settings)),
        section=_category(section_of(post, settings), settings),
        tags=tuple(_tags(post, settings)),
        source=_source(post.source, settings),
        original=_original(post),
        image=image,
        rights=one_line(post.rights.text),
        where=article.where,
    )


def _published(post: Post, updated: datetime) -> datetime:
    """When it was published; the time of a file, which says no more than about when it went
    online, is not after ``updated``, to which a heap of files is told apart."""
    published = utc(post.published)
    return min(published, updated) if post.online_since else published


def _body(article: Article, url: str, image: Link | None, settings: Settings) -> str:
    """The whole text; of a text too large for a feed the beginning and a link to the rest."""
    fitted = shortened(article)
    html = content.absolute_html(fitted.html, url)
    if fitted is not article:
        more = content.escaped(shorten(one_line(article.post.title), 200) or url)
        html += f'\n<p><a href="{content.escaped(url)}">… {more}</a></p>'
    html = content.with_picture(html, article.post.image, image.href if image else "")
    return content.wrapped(html, lang_of(article.post, settings)) if html else ""


def _title(post: Post, html: str) -> str:
    """Its title or, if it has none, its first words; Atom knows no entry without."""
    words = one_line(post.summary) or one_line(plain(html))
    return one_line(post.title) or shorten(words, 80) or post.url


def _links(post: Post, url: str, settings: Settings) -> Iterator[Link]:
    yield Link("alternate", url, "text/html", hreflang=lang_of(post, settings))
    if post.source and (via := urls.on_web(post.source.url)):
        yield Link("via", via)
    yield from _enclosures(post, settings)


def _enclosures(post: Post, settings: Settings) -> Iterator[Link]:
    seen: set[str] = set()
    for enclosure in post.enclosures:
        href = _file_url(enclosure, settings)
        if href and href not in seen and _MIME.fullmatch(enclosure.type) and enclosure.length > 0:
            seen.add(href)
            yield Link("enclosure", href, enclosure.type, enclosure.length)


def _file_url(enclosure: Enclosure, settings: Settings) -> str:
    """Address of a file: a full one as it is, a path as the place below the site."""
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", enclosure.href):
        return urls.on_web(enclosure.href)
    path = enclosure.href.lstrip("/")
    return urls.of_site(settings.siteurl, path) if urls.is_path(path) else ""


def _image(post: Post, settings: Settings) -> Link | None:
    """The lead picture, which is one of the enclosures."""
    if post.image is None or not urls.is_path(post.image.path):
        return None
    url = urls.of_site(settings.siteurl, post.image.path)
    return next((link for link in _enclosures(post, settings) if link.href == url), None)


def _authors(post: Post, settings: Settings) -> Iterator[Author]:
    """Its authors by name, with their own address or else their page on this site."""
    seen: set[str] = set()
    for author in post.authors:
        name = one_line(author.name)
        if not name or name in seen:
            continue
        seen.add(name)
        own = urls.on_web(author.uri) or _page(Scope("author", name), settings)
        email = author.email if _EMAIL.fullmatch(author.email) else ""
        yield Author(name, own, email)


def _tags(post: Post, settings: Settings) -> Iterator[Category]:
    seen: set[str] = set()
    for tag in post.tags:
        if name := one_line(tag):
            category = _category(Scope("tag", name), settings)
            if category.scheme not in seen:
                seen.add(category.scheme)
                yield category


def _category(scope: Scope, settings: Settings) -> Category:
    return Category(scope.name, _page(scope, settings))


def _source(source: Source | None, settings: Settings) -> EntrySource | None:
    title = one_line(source.title) if source else ""
    if source is None or not title:
        return None
    scope = Scope("source", title)
    url = urls.on_web(source.url) or _page(scope, settings)
    return EntrySource(_source_id(scope.folder), title, url)


@lru_cache(maxsize=1024)
def _source_id(folder: str) -> str:
    return mint_id("source", folder)


def _original(post: Post) -> str:
    """Where the same text stands elsewhere; a publisher's front page is not that."""
    given = (post.rights.canonical, post.source.url if post.source else "")
    found = (urls.on_web(url) for url in given)
    return next((url for url in found if is_page(url)), "")


def _page(scope: Scope, settings: Settings) -> str:
    return urls.of_site(settings.siteurl, scope.folder)

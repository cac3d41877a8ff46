"""The border to Pelican: its content objects go in, Articles and Pages come out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from plugins import addresses
from plugins.adapter.content import Meta, post_of
from plugins.adapter.html import finish, strangers, words_of
from plugins.adapter.images import Measure, measure
from plugins.adapter.patience import patience
from plugins.config import Settings
from plugins.errors import Problem
from plugins.hashing import digest
from plugins.model import Article, Enclosure, Post
from plugins.text import shorten


@dataclass(frozen=True, slots=True)
class Page:
    """A page written by hand."""

    title: str
    url: str
    lang: str
    html: str
    description: str
    status: str


@dataclass(frozen=True, slots=True)
class Library:
    """All that the content folder holds, newest article first."""

    articles: tuple[Article, ...]
    """Published and hidden ones, and drafts; the status is the post's."""
    withdrawn: tuple[Post, ...]
    waiting: tuple[Post, ...]
    """Posts whose time has not come, the next one first."""
    pages: tuple[Page, ...]
    images: dict[str, Measure]
    """Size of each lead image, by its path."""
    problems: tuple[Problem, ...]


#: An address of ours that Pelican could not resolve, as an attribute.
_DEAD_LINK = re.compile(
    r"""\s(?:href|src)=(?P<q>["'])(?P<address>[{|](?P<what>\w+)[}|].*?)(?P=q)"""
)


@dataclass(slots=True)
class _Reading:
    """What has been read so far, and which address is whose."""

    settings: Settings
    problems: list[Problem]
    owners: dict[str, str]
    """Path of the content whose page stands at a place, and of one in each folder."""
    images: dict[str, Measure]

    def claim(self, address: str, path: str) -> bool:
        """Whether ``address`` was free; it is then taken by ``path``."""
        if self.owner(address):
            return False
        key = _key(address)
        self.owners[key] = path
        for folder in _folders(key):
            self.owners.setdefault(f"{folder}/", path)
        return True

    def owner(self, address: str) -> str:
        """Who has the place, has it for a folder, or has a page where its folder must be."""
        key = _key(address)
        wanted = (key, f"{key}/", *_folders(key))
        return next((self.owners[each] for each in wanted if each in self.owners), "")

    def refuse(self, path: str, message: str, remedy: str, code: str) -> None:
        self.problems.append(Problem(f"content/{path}", message, remedy, code=code))


def _key(address: str) -> str:
    """Equal for addresses that are one place on some file system."""
    return unicodedata.normalize("NFKC", addresses.output_path(address)).casefold()


def _folders(key: str) -> Iterator[str]:
    """Names of the folders above the place ``key``."""
    for match in re.finditer("/", key):
        yield key[: match.start()]


def assemble(
    contents: Iterable[Any], pages: Iterable[Any], settings: Settings, clock: datetime
) -> Library:
    """Articles and pages of the content objects; whatever cannot be one is a Problem.

    Sets the address of each content object, so that links to it lead there. ``clock`` decides
    which posts wait.
    """
    reading = _Reading(settings, [], {}, {})
    hand_pages = tuple(_pages(list(pages), reading))
    placed = _place(list(contents), reading)
    due = [(c, p) for c, p in placed if p.status != "withdrawn" and p.published <= clock]
    articles = [a for c, p in due if (a := _article(c, p, reading)) is not None]
    waiting = [p for _, p in placed if p.status == "published" and p.published > clock]
    return Library(
        articles=tuple(sorted(articles, key=lambda a: newest_first(a.post))),
        withdrawn=tuple(p for _, p in placed if p.status == "withdrawn"),
        waiting=tuple(sorted(waiting, key=lambda p: (p.published, p.id))),
        pages=tuple(page for page in (_finished(c, p, reading) for c, p in hand_pages) if page),
        images=reading.images,
        problems=tuple(reading.problems),
    )


def newest_first(post: Post) -> tuple[float, str]:
    """Sort key: a total order, so that equal times cannot change a byte."""
    return (-post.published.timestamp(), post.id)


def _place(contents: list[Any], reading: _Reading) -> list[tuple[Any, Post]]:
    """Each post with its own address: given ones first, then those derived, by path."""
    read = [(c, p) for c in contents if (p := _post(c, reading)) is not None]
    ids: dict[str, str] = {}
    placed = []
    for content, post in sorted(read, key=lambda pair: (not pair[1].url, _path(pair[0]))):
        path, other = _path(content), ids.get(post.id)
        if other is not None:
            remedy = "give one of them another Id or delete it"
            reading.refuse(path, f"has the same Id as content/{other}", remedy, "same-id")
            continue
        url = _address(post, path, reading)
        if url:
            ids[post.id] = path
            content.override_url, content.override_save_as = url, addresses.output_path(url)
            placed.append((content, replace(post, url=url)))
    return [(content, _with_aliases(post, _path(content), reading)) for content, post in placed]


def _with_aliases(post: Post, path: str, reading: _Reading) -> Post:
    """``post`` with those earlier addresses where nothing else stands; others are Problems."""
    kept = []
    for alias in post.aliases:
        if not addresses.is_free(alias):
            message = f"the alias {alias!r} is not an address that a post may have had"
            reading.refuse(path, message, "correct its Aliases line", "content")
        elif reading.claim(alias, path):
            kept.append(alias)
        elif _key(alias) != _key(post.url):
            message = f"the alias {alias!r} is an address of content/{reading.owner(alias)}"
            reading.refuse(path, message, "correct its Aliases line", "same-address")
    return replace(post, aliases=tuple(kept))


def _post(content: Any, reading: _Reading) -> Post | None:
    path = _path(content)
    try:
        return post_of(content, path, reading.settings)
    except (ValueError, OverflowError) as error:
        reading.refuse(path, str(error), "mend the lines at its top", "content")
        return None


def _path(content: Any) -> str:
    return str(content.get_relative_source_path())


def _address(post: Post, path: str, reading: _Reading) -> str:
    """The post's address; empty, and a Problem, where another has it."""
    if post.status == "draft":
        return f"drafts/{post.slug}-{digest(post.id, 8)}/"
    if post.url:
        if reading.claim(post.url, path):
            return post.url
        owner = reading.owner(post.url)
        message = f"has the same address as content/{owner}: {post.url}"
        reading.refuse(path, message, "give one of them another Url", "same-address")
        return ""
    for slug in (post.slug, f"{post.slug}-{post.lang.lower()}", f"{post.slug}-{digest(path, 8)}"):
        url = addresses.article(post.published, slug, reading.settings.timezone)
        if reading.claim(url, path):
            return url
    return ""


def _article(content: Any, post: Post, reading: _Reading) -> Article | None:
    html = _html(content, post.lang, reading)
    if html is None:
        return None
    words = words_of(html, trusted=reading.settings.trust_html)
    return Article(_illustrated(post, _path(content), reading), html, words, _path(content))


def _html(content: Any, lang: str, reading: _Reading) -> str | None:
    """The body as it is shown, or None and a Problem."""
    trusted = reading.settings.trust_html
    try:
        with patience():
            html = _without_dead_links(str(content.content or ""), _path(content), reading)
            for address in () if trusted else strangers(html):
                message = (
                    f"the picture {shorten(address, 80)!r} is no file of this site and left out"
                )
                remedy = "put the file below content/ and show it with {static}"
                reading.refuse(_path(content), message, remedy, "picture")
            return finish(html, lang, trusted=trusted)
    except (ValueError, RecursionError) as error:
        reading.refuse(_path(content), str(error), "shorten or split it", "html")
        return None


def _without_dead_links(html: str, path: str, reading: _Reading) -> str:
    """``html`` without links to what is not there; each is a Problem of its post.

    Those to files are named where the files are looked for.
    """

    def drop(match: re.Match[str]) -> str:
        if match["what"] not in {"static", "attach"}:
            message = f"links to {match['address']}, which is not there"
            reading.refuse(path, message, "mend the link", "dead-link")
        return ""

    return _DEAD_LINK.sub(drop, html)


def _illustrated(post: Post, path: str, reading: _Reading) -> Post:
    """``post`` with its image as an enclosure, or without an image that cannot be shown."""
    if post.image is None:
        return post
    measured = measure(reading.settings.content, post.image.path, f"content/{path}")
    if isinstance(measured, Problem):
        reading.problems.append(measured)
        return replace(post, image=None)
    reading.images[post.image.path] = measured
    return replace(post, enclosures=(Enclosure(post.image.path, measured.type, measured.length),))


def _pages(contents: list[Any], reading: _Reading) -> Iterable[tuple[Any, str]]:
    """Each page with its address: ``Url``, else ``slug/``."""
    for content in contents:
        path, slug = _path(content), addresses.slug(str(content.slug))
        try:
            url = Meta(content.metadata, f"{slug}/").address()
        except ValueError as error:
            reading.refuse(path, str(error), "give another Url", "content")
            continue
        if not reading.claim(url, path):
            message = f"has an address already taken: {url}"
            reading.refuse(path, message, "give another Url", "same-address")
            continue
        content.override_url, content.override_save_as = url, addresses.output_path(url)
        yield content, url


def _finished(content: Any, url: str, reading: _Reading) -> Page | None:
    meta = Meta(content.metadata)
    lang = meta.text("lang") or reading.settings.lang
    html = _html(content, lang, reading)
    if html is None:
        return None
    return Page(str(content.title), url, lang, html, meta.text("summary"), content.status)

"""What the lines on top of a post say, whoever read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from plugins import addresses, frontmatter
from plugins.config import Settings, is_language, is_web
from plugins.dates import iso, utc
from plugins.errors import Problem
from plugins.hashing import mint_id
from plugins.model import Image, Origin, Post
from plugins.text import one_line

_ORIGINS = frozenset(Origin)


def post_of(content: Any, path: str, settings: Settings) -> Post:
    """An article, Pelican's or a Plain, as a Post; its ``url`` is empty where none is given.

    ``path`` is relative to the content folder. Raises ValueError on a value that cannot be meant.
    """
    meta = Meta(content.metadata)
    meta.check()
    title = one_line(str(content.title))
    if not title:
        raise ValueError("the Title is empty")
    published, modified = _time(content.date), getattr(content, "modified", None)
    lang = meta.text("lang") or settings.lang
    if not is_language(lang):
        raise ValueError(f"the Lang {lang!r} is no language tag such as fr or pt-BR")
    slug = addresses.slug(meta.text("slug") or title)
    return Post(
        id=meta.text("id") or mint_id("post", path, published.isoformat(), slug),
        url=meta.address(),
        title=title,
        slug=slug,
        lang=lang,
        published=published,
        published_origin=meta.date_origin(published),
        updated=_time(modified) if modified else None,
        summary=meta.text("summary"),
        authors=frontmatter.authors(
            _shown(getattr(content, "authors", ())),
            meta.text("author_links"),
        ),
        source=frontmatter.source(meta.text("source"), meta.text("source_url")),
        category=one_line(str(content.category)) or settings.default_section,
        tags=tuple(_shown(getattr(content, "tags", ()))),
        image=meta.image(),
        rights=frontmatter.rights(meta.text("rights"), meta.text("canonical"), meta.text("robots")),
        note=meta.text("note"),
        aliases=meta.aliases(),
        translation_of=meta.text("translation_of"),
        pinned=frontmatter.is_yes(meta.text("pinned")),
        status=content.status,
    )


def _shown(names: Iterable[Any]) -> Iterator[str]:
    """Each as one line; none that nobody would see."""
    for name in map(one_line, map(str, names)):
        if any(char.isprintable() and char != " " for char in name):
            yield name


def _time(moment: datetime) -> datetime:
    """A plain time in UTC: Pelican's own kind of datetime formats in its own way."""
    plain = datetime.combine(moment.date(), moment.time(), moment.tzinfo)
    return utc(plain.replace(fold=moment.fold))


class Meta:
    """A post's front matter, read with care: one physical line a value."""

    def __init__(self, metadata: dict[str, Any], address: str = "") -> None:
        self._values = metadata
        self._address = address

    def check(self) -> None:
        """Raises ValueError where a key is one of ours, misspelt: a draft must not go online."""
        for key in self._values:
            near = frontmatter.meant(key)
            if near:
                raise ValueError(f"{key.capitalize()} is no key: did you mean {near.capitalize()}?")

    def misled(self, where: str) -> Iterator[Problem]:
        """Addresses of other sites that are none, which no page shows; ``where`` they stand."""
        for key in ("source_url", "canonical"):
            url = self.text(key)
            if url and not is_web(url):
                message = f"{key.capitalize()} {url!r} is no address of a page, and is not shown"
                remedy = "give a full address such as https://example.org/page, or delete the line"
                yield Problem(where, message, remedy, code="content")

    def text(self, key: str) -> str:
        """The value as one line; empty where there is none."""
        if key not in self._values:
            return ""
        value = self._values[key]
        return one_line(" ".join(map(str, value)) if isinstance(value, list) else str(value))

    def date_origin(self, published: datetime) -> Origin:
        """Where the date comes from: the editor, unless it still is as it was generated."""
        origin = self.text("date_origin")
        if origin not in _ORIGINS:
            return Origin.EDITOR
        generated = frontmatter.marks(self.text("generated")).get("date")
        if generated is not None and generated != frontmatter.mark(iso(published), origin):
            return Origin.EDITOR
        return Origin(origin)

    def image(self) -> Image | None:
        """The lead image, if the post names one."""
        path = self.text("image").removeprefix("{static}").lstrip("/")
        if not path:
            return None
        words = (self.text(f"image_{part}") for part in ("alt", "caption", "credit"))
        return Image(path, *words)

    def address(self) -> str:
        """``Url``, else ``Save_as``, else the one given at first, without leading slash.

        Raises ValueError where it would leave the output or take one of the site's own places.
        """
        given = self.text("url") or self.text("save_as") or self._address
        url = given.removeprefix("/").removesuffix("index.html")
        if given and not addresses.is_free(url):
            raise ValueError(f"the address {given!r} is not one that a post may have")
        return url

    def aliases(self) -> tuple[str, ...]:
        """Earlier addresses, without leading slash."""
        return tuple(map(addresses.given, frontmatter.names(self.text("aliases"))))

"""A post's file, read: written by ``document.render``, or by hand in Pelican's way."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast, get_args

from plugins import addresses, dates, frontmatter
from plugins.convert.posts.document import UTC, Dating, Document, Provenance
from plugins.convert.posts.header import Header, Line, bad, split
from plugins.convert.posts.labels import label
from plugins.errors import SeedpressError
from plugins.frontmatter import is_yes, names
from plugins.model import Image, Origin, Post, Status

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

#: Keys whose further lines continue the value.
_TEXTS = frozenset(
    {"title", "summary", "note", "image_alt", "image_caption", "image_credit", "rights", "source"}
)
# fmt: off
_SINGLES = frozenset({
    "date", "modified", "category", "tags", "authors", "author", "author_links", "lang",
    "slug", "status", "id", "url", "source_url", "date_origin", "image", "canonical",
    "robots", "aliases", "translation_of", "pinned", "seed", "seed_digest", "seed_removed",
    "generated", "generated_body", "conflict", "date_minted", "seed_sketch", "seed_near",
})
# fmt: on
#: Values that are understood whole; any other is the editor's and stays as it is.
_VOCABULARY = {
    "robots": {"", "noindex"},
    "pinned": {"", "yes", "true", "1", "on", "no", "false", "0", "off"},
}
_IMAGE_TEXTS = frozenset({"image_alt", "image_caption", "image_credit"})
_DATE = re.compile(
    r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T _]+(\d{1,2})[:h](\d{2})(?::(\d{2})(?:\.\d+)?)?)?"
    r"\s*(Z|[+-]\d{2}:?\d{2}(?::\d{2})?)?"
)


@dataclass(frozen=True, slots=True)
class Glance:
    """What tells one post from another."""

    provenance: Provenance
    id: str
    url: str
    slug: str
    published: datetime | None
    aliases: tuple[str, ...]
    status: str
    origin: str
    """Of its date, as written."""
    label: str = ""
    """Its language and its section, if an editor chose that; else empty."""


def parse(text: str, path: str, zone: ZoneInfo = UTC) -> Document:
    """The document in a file's text; times without an offset are meant in ``zone``.

    Raises SeedpressError naming ``path`` and the line where the header cannot be read. A post
    that names no slug has its title's.
    """
    header, body = split(text, path)
    title = header.joined("title")
    if not title:
        raise bad(path, 1, "the post has no title", "begin it with a line “Title: …”")
    published = _moment(header, "date", zone)
    if published is None:
        raise bad(path, 1, "the post has no date", "add a line such as “Date: 2024-11-18 09:00”")
    post = Post(
        id=header.text("id"),
        url=header.text("url"),
        title=title,
        slug=header.text("slug") or addresses.slug(title),
        lang=header.text("lang"),
        published=published,
        published_origin=_origin(header),
        updated=_moment(header, "modified", zone),
        summary=header.joined("summary"),
        authors=frontmatter.authors(
            names(header.text("authors") or header.text("author")), header.text("author_links")
        ),
        source=frontmatter.source(header.joined("source"), header.text("source_url")),
        category=header.text("category"),
        tags=names(header.text("tags")),
        image=_image(header),
        rights=frontmatter.rights(
            header.joined("rights"), header.text("canonical"), header.text("robots")
        ),
        note=header.joined("note"),
        aliases=tuple(alias.lstrip("/") for alias in names(header.text("aliases"))),
        translation_of=header.text("translation_of"),
        pinned=is_yes(header.text("pinned")),
        status=_status(header),
    )
    return Document(post, body, _provenance(header, zone), _extra(header, post))


def glance(text: str, path: str, zone: ZoneInfo = UTC) -> Glance:
    """What an index needs of a post, without reading the rest.

    Raises SeedpressError if the post was made from a seed and has no title or date that can be
    read; of posts by hand what cannot be read is left out.
    """
    header, _ = split(text, path)
    provenance = _provenance(header, zone)
    try:
        published = _moment(header, "date", zone)
    except SeedpressError:
        if provenance.seed:
            raise
        published = None
    if provenance.seed and (not header.text("title") or published is None):
        raise bad(path, 1, "the post has no title or no date", "write both into its header")
    return Glance(
        provenance,
        header.text("id"),
        header.text("url"),
        header.text("slug") or addresses.slug(header.text("title")),
        published,
        names(header.text("aliases")),
        header.text("status").lower(),
        header.text("date_origin").lower(),
        _label(header, provenance),
    )


def _label(header: Header, provenance: Provenance) -> str:
    section = header.text("category")
    was = dict(provenance.generated).get("category", frontmatter.mark(""))
    by_hand = provenance.generated and section and frontmatter.mark(section) != was
    return label(header.text("lang"), section) if by_hand else ""


def _extra(header: Header, post: Post) -> tuple[tuple[str, str], ...]:
    unread = {key for key in _VOCABULARY if header.text(key).lower() not in _VOCABULARY[key]}
    others = header.others(_SINGLES - unread, _TEXTS if post.image else _TEXTS - _IMAGE_TEXTS)
    known = {author.name for author in post.authors if author.uri or author.email}
    links = frontmatter.names(header.text("author_links") + ";")
    strays = [link for link in links if link.partition(" <")[0] not in known]
    return (*others, *([("Author_links", "; ".join(strays))] if strays else ()))


def _moment(header: Header, key: str, zone: ZoneInfo) -> datetime | None:
    line = header.first(key)
    return _read_moment(header, line, zone) if line else None


def _read_moment(header: Header, line: Line, zone: ZoneInfo) -> datetime:
    match = _DATE.fullmatch(line.value)
    try:
        if match is None:
            return dates.parse_iso(line.value, zone)
        year, month, day, hour, minute, second, offset = match.groups()
        time = f"{int(hour or 0):02d}:{minute or '00'}:{second or '00'}"
        return dates.parse_iso(f"{year}-{int(month):02d}-{int(day):02d}T{time}{offset or ''}", zone)
    except (ValueError, OverflowError) as error:
        remedy = "give a date such as “2024-11-18 09:00” or “2024-11-18T09:00:00+01:00”"
        raise bad(header.path, line.no, f"“{line.value}” is no date", remedy) from error


def _minted(header: Header, zone: ZoneInfo) -> Dating | None:
    line = header.first("date_minted")
    if line is None:
        return None
    date, _, origin = line.value.partition(" ")
    moment = _read_moment(header, replace(line, value=date), zone)
    return Dating(moment, _read_origin(header, replace(line, value=origin)))


def _origin(header: Header) -> Origin:
    line = header.first("date_origin")
    return _read_origin(header, line) if line else Origin.EDITOR


def _read_origin(header: Header, line: Line) -> Origin:
    try:
        return Origin(line.value.lower())
    except ValueError as error:
        known = ", ".join(origin.value for origin in Origin)
        message = f"“{line.value}” is no origin of a date"
        raise bad(header.path, line.no, message, f"give one of {known}") from error


def _status(header: Header) -> Status:
    line = header.first("status")
    if line is None:
        return "published"
    known = get_args(Status)
    if line.value.lower() not in known:
        message = f"“{line.value}” is no status"
        raise bad(header.path, line.no, message, f"give one of {', '.join(known)}")
    return cast("Status", line.value.lower())


def _image(header: Header) -> Image | None:
    path = header.text("image")
    texts = (header.joined(f"image_{name}") for name in ("alt", "caption", "credit"))
    return Image(path, *texts) if path else None


def _provenance(header: Header, zone: ZoneInfo) -> Provenance:
    return Provenance(
        _key(header, "seed"),
        header.text("seed_digest"),
        tuple(frontmatter.marks(header.text("generated")).items()),
        is_yes(header.text("seed_removed")),
        tuple(header.text("generated_body").split()),
        _conflicts(header.text("conflict")),
        header.text("seed_sketch"),
        _key(header, "seed_near"),
        _minted(header, zone),
    )


def _key(header: Header, name: str) -> str:
    line = header.first(name)
    key = line.value if line else ""
    if line and key.startswith('"'):
        try:
            key = str(json.loads(key))
        except ValueError as error:
            remedy = "write the seed's path below the seeds folder"
            raise bad(header.path, line.no, "the seed's name is damaged", remedy) from error
    return key


def _conflicts(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (each.partition(":") for each in text.split())
    return tuple((name, mark) for name, _, mark in pairs if mark)

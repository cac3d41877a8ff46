"""A post's file, written. ``parse`` in the module beside reads it back: the same document.

A value is one line, its key ASCII; nothing empty is written. What has no key of its own in
``Post`` is the editor's and stays as it was.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from plugins import dates, frontmatter
from plugins.convert.posts.header import line_of
from plugins.model import Origin

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from plugins.model import Author, Image, Post

UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Dating:
    """A date of publication and where it came from."""

    published: datetime
    origin: Origin


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a post was made from, and what of it was generated."""

    seed: str = ""
    """Key of its seed; empty for a post written by hand."""
    seed_digest: str = ""
    """Of the seed and its sidecar as they were when it was made."""
    generated: tuple[tuple[str, str], ...] = ()
    """Short digests of the generated fields that were not empty, by their names."""
    seed_removed: bool = False
    """Whether its seed is gone."""
    paragraphs: tuple[str, ...] = ()
    """Short digests of the paragraphs of the generated body."""
    conflicts: tuple[tuple[str, str], ...] = ()
    """Fields that an editor and the seed both changed, each with a digest of the two values."""
    sketch: str = ""
    """Of the generated body's words."""
    near: str = ""
    """Key of a seed whose post has nearly the same words; empty if there was none."""
    minted: Dating | None = None
    """The date given at first, as long as a sidecar's stands in its place."""


@dataclass(frozen=True, slots=True)
class Document:
    """A post's file."""

    post: Post
    """Without blocks and enclosures."""
    body: str
    """Markdown, no blank lines around it."""
    provenance: Provenance = Provenance()
    extra: tuple[tuple[str, str], ...] = ()
    """Keys and values that the editor added, in their order."""


def render(document: Document, zone: ZoneInfo = UTC) -> str:
    """The file's text, its times with the offset of ``zone``."""
    pairs = [(key, value) for key, value in _pairs(document, zone) if value]
    pairs += [(key, line_of(value)) for key, value in document.extra]
    head = "\n".join(f"{key}: {value}".rstrip() for key, value in pairs)
    return f"{head}\n\n{document.body}\n" if document.body else f"{head}\n"


def values(document: Document) -> dict[str, str]:
    """The values of the header's lines that are ours, by their keys, times in UTC."""
    return dict(_pairs(document, UTC))


def _pairs(document: Document, zone: ZoneInfo) -> list[tuple[str, str]]:
    post = document.post
    origin = post.published_origin
    extras = {key.lower() for key, _ in document.extra}
    noindex = post.rights.noindex and "robots" not in extras
    return [
        ("Title", line_of(post.title)),
        ("Date", _time(post.published, zone)),
        ("Modified", _time(post.updated, zone) if post.updated else ""),
        ("Category", line_of(post.category)),
        ("Tags", _list(post.tags)),
        ("Authors", _list(author.name for author in post.authors)),
        ("Author_links", _author_links(post.authors)),
        ("Lang", line_of(post.lang)),
        ("Slug", line_of(post.slug)),
        ("Summary", line_of(post.summary)),
        ("Status", "" if post.status == "published" else post.status),
        ("Source", line_of(post.source.title) if post.source else ""),
        ("Source_url", line_of(post.source.url) if post.source else ""),
        *_image_pairs(post.image),
        ("Rights", line_of(post.rights.text)),
        ("Canonical", line_of(post.rights.canonical)),
        ("Robots", "noindex" if noindex else ""),
        ("Note", line_of(post.note)),
        ("Pinned", "yes" if post.pinned else ""),
        ("Aliases", _list(post.aliases)),
        ("Translation_of", line_of(post.translation_of)),
        ("Id", line_of(post.id)),
        ("Url", line_of(post.url)),
        ("Date_origin", "" if origin is Origin.EDITOR else origin.value),
        *_provenance_pairs(document.provenance, zone),
    ]


def _image_pairs(image: Image | None) -> list[tuple[str, str]]:
    if image is None:
        return []
    return [
        ("Image", line_of(image.path)),
        ("Image_alt", line_of(image.alt)),
        ("Image_caption", line_of(image.caption)),
        ("Image_credit", line_of(image.credit)),
    ]


def _provenance_pairs(provenance: Provenance, zone: ZoneInfo) -> list[tuple[str, str]]:
    generated, conflicts = (
        " ".join(f"{field}:{digest}" for field, digest in each)
        for each in (provenance.generated, provenance.conflicts)
    )
    minted = provenance.minted
    return [
        ("Date_minted", f"{_time(minted.published, zone)} {minted.origin.value}" if minted else ""),
        ("Seed", _key(provenance.seed)),
        ("Seed_digest", provenance.seed_digest),
        ("Seed_removed", "yes" if provenance.seed_removed else ""),
        ("Seed_sketch", provenance.sketch),
        ("Seed_near", _key(provenance.near)),
        ("Generated", f"{frontmatter.VERSION} {generated}" if generated else ""),
        ("Generated_body", " ".join(provenance.paragraphs)),
        ("Conflict", conflicts),
    ]


def _key(seed: str) -> str:
    """A seed's key in one line, quoted where it would not be read back."""
    plain = line_of(seed) == seed and not seed.startswith('"')
    return seed if plain else json.dumps(seed)


def _time(moment: datetime, zone: ZoneInfo) -> str:
    """With an offset in whole minutes: Pelican reads no other (Paris was +00:09:21 once)."""
    local = dates.utc(moment).astimezone(zone)
    offset = local.utcoffset()
    return dates.iso(moment, zone if offset and not offset.seconds % 60 else None)


def _list(names: Iterable[str]) -> str:
    """Names parted by commas, or by semicolons as soon as one holds a comma."""
    clean = [line_of(name.replace(";", ",")) for name in names]
    filled = list(dict.fromkeys(name for name in clean if name))
    if not any("," in name for name in filled):
        return ", ".join(filled)
    return "; ".join(filled) + (";" if len(filled) == 1 else "")


def _author_links(authors: Iterable[Author]) -> str:
    """``Name <address> <e-mail>`` of those authors who have either."""
    linked = [
        author.name
        + (f" <{author.uri}>" if author.uri else "")
        + (f" <{author.email}>" if author.email else "")
        for author in authors
        if author.uri or author.email
    ]
    return "; ".join(line_of(each.replace(";", ",")) for each in linked)


def without_blocks(post: Post) -> Post:
    """``post`` as a document holds it."""
    return replace(post, blocks=(), enclosures=())

"""A sidecar's date takes the place of the first one, which comes back when the sidecar's goes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from plugins.convert.posts.document import Dating, Document
from plugins.convert.posts.fields import texts_of
from plugins.frontmatter import mark
from plugins.model import Origin

if TYPE_CHECKING:
    from collections.abc import Collection


def is_settled_elsewhere(mine: Document, theirs: Document) -> bool:
    """Whether the date of ``theirs`` has no say: neither it nor that of ``mine`` is a sidecar's."""
    return theirs.post.published_origin is not Origin.SIDECAR and not _is_released(mine)


def _is_released(mine: Document) -> bool:
    """Whether its date is a sidecar's, as it was given there: it goes when the sidecar's does."""
    known = dict(mine.provenance.generated)
    is_sidecars = mine.post.published_origin is Origin.SIDECAR
    return is_sidecars and known.get("date") == mark(texts_of(mine)["date"])


def redated(mine: Document, theirs: Document) -> Document:
    """``theirs`` with the date that ``mine`` was given at first, unless a sidecar gives one."""
    first = mine.provenance.minted
    if first is None or theirs.post.published_origin is Origin.SIDECAR:
        return theirs
    post = replace(theirs.post, published=first.published, published_origin=first.origin)
    return replace(theirs, post=post)


def minted(mine: Document, theirs: Document, taken: Collection[str]) -> Dating | None:
    """What to remember of the first date while a sidecar's stands in its place."""
    if theirs.post.published_origin is not Origin.SIDECAR:
        return None
    if "date" in taken and mine.post.published_origin is not Origin.SIDECAR:
        return Dating(mine.post.published, mine.post.published_origin)
    return mine.provenance.minted

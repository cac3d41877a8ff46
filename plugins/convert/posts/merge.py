"""A seed changed: what its post takes over, and what stays because an editor wrote it.

The post remembers a digest of each field as it was generated, so that three versions can be
told apart: the generated one, the editor's and the new one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from plugins.convert.posts.document import Document, values
from plugins.frontmatter import mark
from plugins.model import Origin

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from plugins.model import Post


@dataclass(frozen=True, slots=True)
class Field:
    """What is generated, and kept or taken over, as a whole."""

    name: str
    keys: tuple[str, ...]
    """Its lines in the header; none for the body."""
    attributes: tuple[str, ...]
    """Its fields of ``Post``."""


#: Id, address and slug are not among them: once minted, they stay.
FIELDS = (
    Field("title", ("Title",), ("title",)),
    Field("date", ("Date", "Date_origin"), ("published", "published_origin")),
    Field("modified", ("Modified",), ("updated",)),
    Field("category", ("Category",), ("category",)),
    Field("tags", ("Tags",), ("tags",)),
    Field("authors", ("Authors", "Author_links"), ("authors",)),
    Field("lang", ("Lang",), ("lang",)),
    Field("summary", ("Summary",), ("summary",)),
    Field("status", ("Status",), ("status",)),
    Field("source", ("Source", "Source_url"), ("source",)),
    Field("image", ("Image", "Image_alt", "Image_caption", "Image_credit"), ("image",)),
    Field("rights", ("Rights", "Canonical", "Robots"), ("rights",)),
    Field("note", ("Note",), ("note",)),
    Field("pinned", ("Pinned",), ("pinned",)),
    Field("aliases", ("Aliases",), ("aliases",)),
    Field("translation_of", ("Translation_of",), ("translation_of",)),
    Field("body", (), ()),
)
_BY_NAME = {field.name: field for field in FIELDS}
#: Fields whose change is a change of the words.
WORDS = frozenset({"title", "summary", "body"})


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that an editor changed, and the seed too. The editor's value stays."""

    field: str
    mine: str
    """The editor's."""
    theirs: str
    """The seed's."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A post after its seed changed."""

    document: Document
    taken: tuple[str, ...] = ()
    """Fields that took the seed's new value."""
    kept: tuple[str, ...] = ()
    """Fields that differ from the seed because an editor changed them."""
    conflicts: tuple[Conflict, ...] = ()


def generated(document: Document) -> tuple[tuple[str, str], ...]:
    """Digests of the fields of ``document`` that hold something, in the order of FIELDS."""
    texts = _texts(document)
    return tuple((field.name, mark(texts[field.name])) for field in FIELDS if texts[field.name])


def merge(mine: Document, theirs: Document, now: datetime | None) -> Merged:
    """``mine``, the post as it is, with what is new in ``theirs``, a fresh conversion.

    ``now`` is the time that a change of the words is marked with; None marks nothing. The date
    changes only where a sidecar gives it. What was generated is remembered anew, so that a
    conflict is told once.
    """
    ours, new = _texts(mine), _texts(theirs)
    base = dict(mine.provenance.generated)
    outcome = {
        field.name: _outcome(ours[field.name], new[field.name], _base(base, field.name))
        for field in FIELDS
        if _concerns(field, mine.post, theirs.post)
    }
    taken = tuple(name for name, found in outcome.items() if found == "taken")
    merged = _take(mine, theirs, taken)
    remembered = {**base, **{name: mark(new[name]) for name in outcome}}
    if now and WORDS & set(taken) and "modified" not in taken:
        moment = max(now, merged.post.published, mine.post.updated or now)
        merged = replace(merged, post=replace(merged.post, updated=moment))
        remembered["modified"] = mark(_texts(merged)["modified"])
    provenance = replace(theirs.provenance, generated=_ordered(remembered))
    return Merged(
        replace(merged, provenance=provenance),
        taken,
        tuple(name for name, found in outcome.items() if found == "kept"),
        tuple(
            Conflict(name, ours[name], new[name])
            for name, found in outcome.items()
            if found == "conflict"
        ),
    )


def _concerns(field: Field, mine: Post, theirs: Post) -> bool:
    """Whether ``theirs`` has a say: the date stays but for a sidecar's, and no word of a
    change is taken back."""
    if field.name == "date":
        return theirs.published_origin is Origin.SIDECAR
    if field.name == "modified":
        new = theirs.updated
        return new is not None and (mine.updated is None or new > mine.updated)
    return True


def _outcome(mine: str, theirs: str, base: str | None) -> str:
    """``same``, ``taken``, ``kept`` or ``conflict``; base None: nobody knows what it was."""
    if mine == theirs:
        return "same"
    if base is None or mark(theirs) == base:
        return "kept"
    return "taken" if mark(mine) == base else "conflict"


def _base(digests: Mapping[str, str], name: str) -> str | None:
    """What a field was when it was generated; a field not remembered was empty."""
    return digests.get(name, mark("")) if digests else None


def _take(mine: Document, theirs: Document, names: tuple[str, ...]) -> Document:
    attributes = [each for name in names for each in _BY_NAME[name].attributes]
    post = replace(mine.post, **{each: getattr(theirs.post, each) for each in attributes})
    return replace(mine, post=post, body=theirs.body if "body" in names else mine.body)


def _texts(document: Document) -> dict[str, str]:
    """Each field as one text, the same for every way of writing it down."""
    lines = values(document)
    texts = {field.name: _joined(field, lines) for field in FIELDS if field.keys}
    return {**texts, "body": "\n".join(line.rstrip() for line in document.body.split("\n"))}


def _joined(field: Field, lines: Mapping[str, str]) -> str:
    text = "\n".join(lines.get(key, "") for key in field.keys)
    return text if text.strip("\n") else ""


def _ordered(digests: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Digests in the order of FIELDS, without those of empty fields."""
    empty = mark("")
    names = (field.name for field in FIELDS)
    return tuple((n, digests[n]) for n in names if digests.get(n, empty) != empty)

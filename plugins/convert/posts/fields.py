"""What of a post is generated: field by field, each as one text that can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plugins.convert.posts.document import Document, values
from plugins.frontmatter import mark

if TYPE_CHECKING:
    from collections.abc import Mapping


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
BY_NAME = {field.name: field for field in FIELDS}


def texts_of(document: Document) -> dict[str, str]:
    """Each field as one text, the same for every way of writing it down."""
    lines = values(document)
    found = {field.name: _joined(field, lines) for field in FIELDS if field.keys}
    return {**found, "body": "\n".join(line.rstrip() for line in document.body.split("\n"))}


def _joined(field: Field, lines: Mapping[str, str]) -> str:
    text = "\n".join(lines.get(key, "") for key in field.keys)
    return text if text.strip("\n") else ""


def ordered(digests: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Digests in the order of FIELDS, without those of empty fields."""
    empty = mark("")
    names = (field.name for field in FIELDS)
    return tuple((n, digests[n]) for n in names if digests.get(n, empty) != empty)

"""The values that the modules of the converter hand to each other.

    Seed --formats--> Part --formats--> Record --structure--> Structure --metadata--> Described
    Structure + Described + Sidecar --convert--> Conversion

Every line keeps its number, so that in the end each one is in a post, named as the
evidence of a guess, or dropped by a rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Literal

from plugins.hashing import digest
from plugins.marks import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from plugins.model import (
        Author,
        Block,
        Dropped,
        Guess,
        Image,
        Origin,
        Picture,
        Rights,
        Source,
        Status,
    )

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
FieldName = Literal["published", "updated", "authors", "source", "title", "tags", "url"]


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What an editor wrote beside a seed, checked; None: nothing said about that field.

    The names are those of ``Post``.
    """

    title: str | None = None
    slug: str | None = None
    lang: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    summary: str | None = None
    authors: tuple[Author, ...] | None = None
    source: Source | None = None
    category: str | None = None
    tags: tuple[str, ...] | None = None
    image: Image | None = None
    rights: Rights | None = None
    note: str | None = None
    aliases: tuple[str, ...] | None = None
    translation_of: str | None = None
    pinned: bool | None = None
    status: Status | None = None

    def given(self) -> dict[str, Any]:
        """The fields that the editor gave, by name, in the order above."""
        pairs = ((each.name, getattr(self, each.name)) for each in fields(self))
        return {name: value for name, value in pairs if value is not None}


@dataclass(frozen=True, slots=True)
class Seen:
    """When a container's maker saw a text."""

    moment: datetime
    """Aware; the start of the day, where only that is known."""
    is_day: bool = False


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a seed from outside its text."""

    clock: datetime
    """The time of this run, aware."""
    key: str = ""
    """The seed's key (its path and name may hold a date); ``convert`` fills it in."""
    sidecar: Sidecar = Sidecar()
    lang: Guess | None = None
    """The language that the container names; ``convert`` fills it in."""
    captured: Seen | None = None
    """When the container's maker saw the text; ``convert`` fills it in."""
    committed: datetime | None = None
    """First commit of the seed's file."""
    file_time: datetime | None = None


@dataclass(frozen=True, slots=True)
class Decoded:
    """A record's text."""

    text: str
    """NFC, line ends LF, nothing that XML forbids."""
    encoding: str
    """Python's name of it, lower case (``utf-8``, ``windows-1252``)."""
    confidence: float
    """0 to 1 that the encoding is right and every character is as it was written."""
    reason: str
    """How it was found: ``byte order mark``, ``valid utf-8``, ``detector`` …"""


@dataclass(frozen=True, slots=True)
class Part:
    """One text of a seed, still in the form of its container."""

    kind: str
    """Which reader of ``formats`` reads it."""
    raw: bytes = field(repr=False)
    name: str = ""
    """What its source calls it, unlike the others of its seed; empty where the seed is one text."""
    about: tuple[tuple[str, str], ...] = ()
    """What a container of many says beside ``raw``: ``url``, ``charset``, ``lang``,
    ``captured`` (when it was seen)."""

    @property
    def digest(self) -> str:
        """Of all that its text is made from."""
        told = (pair for pair in self.about if pair[0] != "captured")  # seen again is the same
        said = "".join(f"{name}\0{value}\0" for name, value in told)
        return digest(f"{self.kind}\0{said}".encode("utf-8", "surrogatepass") + self.raw)


@dataclass(frozen=True, slots=True)
class Given:
    """What a container says of a text: a head's line, a document's property, a record's field."""

    field: str
    """Name of the field of ``Post``; ``captured``: when somebody saw the text."""
    value: Any
    """As ``Post`` holds it; ``Seen`` of ``captured``."""
    evidence: str
    """Where in the container it stands: ``<meta property="og:title">``."""
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Record:
    """One text out of its container.

    Either ``text``, whose structure is yet to be found, or ``blocks``, which the container holds.
    """

    text: Decoded | None = None
    blocks: tuple[Block, ...] = ()
    is_page: bool = False
    """Whether menus and the like may stand among its blocks, as on a page of the web."""
    given: tuple[Given, ...] = ()
    """At most one a field."""
    left_out: tuple[Dropped, ...] = ()
    """Visible words of the container that are no part of the text."""
    image: Image | None = None
    """The picture that leads the text; one of ``pictures``."""
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the seed that is not blank."""

    no: int
    """Counted from 1."""
    text: str
    """Without white space at its ends; runs inside are as they were."""


@dataclass(frozen=True, slots=True)
class Field:
    """A line such as ``Date: 2024-11-18`` at the top; only ever evidence.

    ``title`` makes the headline, ``tags`` are words parted by commas or semicolons, ``url`` is
    the http(s) address of the text at its source. None of them names the post's own address.
    """

    name: FieldName
    value: str
    """One line, encoded words of a mail decoded, without the mail address of an author."""
    line: Line


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of the body and the seed's lines it was made from."""

    block: Block
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """A text's parts. All texts are plain: nothing in a seed is markup.

    Lines of ``head`` and ``tail`` may be in ``pieces`` too. Those that metadata names, whole,
    as evidence for published, updated, authors or source leave the body; others stay.
    """

    headline: str
    """Whole, one line, without the publisher's name at its end; never empty."""
    headline_line: Line | None
    """None where no line serves as a headline and it was made from the first words."""
    headline_sure: float = 0.3
    """0 to 1: how likely it is the text's own headline, word for word."""
    headline_why: str = ""
    """What the headline was made from, where that is neither a line nor the first words."""
    publisher: str = ""
    """What stood behind the headline (``… | Le Monde``): a hint, maybe empty."""
    standfirst: str = ""
    """The text of a standfirst, which is also the first block; maybe empty."""
    pieces: tuple[Piece, ...] = ()
    """The body, in order."""
    lines: tuple[Line, ...] = ()
    """Every line of the seed, dropped ones too, in order."""
    head: tuple[Line, ...] = ()
    """Every line before the first running text except the headline, dropped ones too:
    bylines, dates, kickers, menus."""
    tail: tuple[Line, ...] = ()
    """Every line behind the last running text, dropped ones too: source, byline, rights."""
    fields: tuple[Field, ...] = ()
    """``Key: value`` lines at the top, in their order, and those at the end that list tags."""
    dropped: tuple[Dropped, ...] = ()

    def paragraphs(self) -> Iterator[str]:
        """The texts of the body's paragraphs, those of quotes included, in order."""
        for piece in self.pieces:
            yield from _paragraphs(piece.block)


@dataclass(frozen=True, slots=True)
class Described:
    """What metadata found. Each value has its Guess, except where nothing was found.

    Guess.field is the field's name here (``published``, not ``date``); Guess.evidence of what
    comes from a line is that line's whole text.
    """

    lang: str
    published: datetime
    published_origin: Origin
    updated: datetime | None = None
    summary: str = ""
    authors: tuple[Author, ...] = ()
    source: Source | None = None
    category: str = ""
    tags: tuple[str, ...] = ()
    guesses: tuple[Guess, ...] = ()


def shown(key: str) -> str:
    """A key as it can be printed anywhere."""
    plain = key.encode("utf-8", "backslashreplace").decode()
    return _CONTROL.sub(lambda match: f"\\x{ord(match.group()):02x}", plain)


def where_of(key: str) -> str:
    """What messages call the seed, sidecar or folder of this key."""
    return f"seeds/{key}"


def _paragraphs(block: Block) -> Iterator[str]:
    if block.kind == "paragraph":
        yield unmarked(block.text)
    elif block.kind == "quote":
        if block.text:
            yield unmarked(block.text)
        for child in block.children:
            yield from _paragraphs(child)

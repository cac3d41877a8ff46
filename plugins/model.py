"""The values that rooms hand to each other: frozen, standard library only.

Times are aware datetimes. Texts are NFC. Sequences are tuples.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

BlockKind = Literal[
    "paragraph", "heading", "quote", "list", "item", "table", "row", "cell", "code", "image"
]
Status = Literal["published", "draft", "hidden", "withdrawn"]
FeedFormat = Literal["rss", "atom", "json"]


class Origin(StrEnum):
    """Where a value came from."""

    EDITOR = "editor"  # written by hand in the post
    SIDECAR = "sidecar"
    EMBEDDED = "embedded"  # in the container: HTML head, mail header
    TEXT = "text"
    LABELS = "labels"  # like posts whose section the editor chose
    FILE_NAME = "file name"
    GIT = "git"
    FILE_TIME = "file time"
    DEFAULT = "default"


#: Origins of a date that says when the text was published, not when it came online here.
PUBLISHED_ORIGINS = frozenset({Origin.EDITOR, Origin.SIDECAR, Origin.EMBEDDED, Origin.TEXT})


@dataclass(frozen=True, slots=True)
class Seed:
    """One raw text as it was found."""

    key: str
    """Path below the seeds folder with ``/``; ``path#record`` where a file holds many."""
    raw: bytes
    digest: str
    """``hashing.digest`` of raw."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a text's structure, in CommonMark's words."""

    kind: BlockKind
    text: str = ""
    """Plain text (not Markdown), in paragraphs, items and quotes maybe with ``plugins.marks`` of
    emphasis, code and links; empty where ``children`` hold it."""
    level: int = 0
    """Heading: 2 to 6. List: 1 if ordered, else 0. Otherwise 0."""
    children: tuple[Block, ...] = ()
    """List: items. Table: rows of cells, the first being the header. Quote: paragraphs.
    Image: paragraphs of its caption."""
    href: str = ""
    """Image: its path below the content folder, with ``/``; ``text`` is what stands for it."""


@dataclass(frozen=True, slots=True)
class Author:
    """RFC 4287 Person."""

    name: str
    uri: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text was first published: RFC 4287 and RSS ``source``."""

    title: str
    url: str = ""
    """Address of the original article or, if unknown, of the publisher; may be empty."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """RFC 4287 enclosure: a file that belongs to an entry."""

    href: str
    type: str
    length: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Image:
    """The picture that leads an article."""

    path: str
    """Path below the content folder, with ``/``."""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    width: int = field(default=0, kw_only=True)
    """Pixels, as the file says; 0 while nobody has looked."""
    height: int = field(default=0, kw_only=True)
    key: str = field(default="", kw_only=True)
    """Beginning of the names of its renditions: changes with its bytes."""
    renditions: tuple[str, ...] = field(default=(), kw_only=True)
    """The ends of their names, such as ``480.avif``."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that came with a text, to be written below the content folder."""

    path: str
    """Below the content folder, with ``/``; equal paths have equal bytes."""
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Rights:
    """What may be done with a text."""

    text: str = ""
    """Licence or copyright notice, as shown."""
    canonical: str = ""
    """Address of the original, where search engines should send their readers."""
    noindex: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """One article's metadata and structure: RFC 4287 entry, schema.org NewsArticle."""

    id: str
    """``urn:uuid:…``, minted once."""
    url: str
    """Path of its page without leading slash, with trailing slash; minted once."""
    title: str
    slug: str
    lang: str
    """BCP 47."""
    published: datetime
    published_origin: Origin = Origin.EDITOR
    updated: datetime | None = None
    """Last time the words changed; None while they are as first published."""
    summary: str = ""
    """Plain text."""
    blocks: tuple[Block, ...] = ()
    authors: tuple[Author, ...] = ()
    source: Source | None = None
    category: str = ""
    tags: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    image: Image | None = None
    rights: Rights = Rights()
    note: str = ""
    """Correction or update note, plain text."""
    aliases: tuple[str, ...] = ()
    """Earlier addresses, in the form of ``url``."""
    translation_of: str = ""
    """Id of the post that this one translates."""
    pinned: bool = False
    status: Status = "published"

    @property
    def online_since(self) -> bool:
        """Whether ``published`` is only the day it went online here."""
        return self.published_origin not in PUBLISHED_ORIGINS

    @property
    def changed(self) -> datetime:
        """When its words last changed: ``updated``, else ``published``."""
        return self.updated or self.published


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line of a seed that is not in the post, and the rule that says why."""

    line_no: int
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Guess:
    """A value the converter chose, and what it rests on."""

    field: str
    value: str
    origin: Origin
    confidence: float
    """0 to 1."""
    evidence: str = ""
    """The line, file name or rule it came from."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """What became of one seed: every line is in a post, in a guess's evidence or dropped."""

    posts: tuple[Post, ...]
    dropped: tuple[Dropped, ...] = ()
    guesses: tuple[Guess, ...] = ()
    digest: str = ""
    """Of the seed it was made from."""
    pictures: tuple[Picture, ...] = ()
    """Those that the posts show."""


@dataclass(frozen=True, slots=True)
class Article:
    """A post with its body as it is shown: what pages and feeds are made of."""

    post: Post
    html: str
    """Sanitised HTML, links root-relative, typography of its language applied."""
    words: int
    """Number of words (in scripts without spaces: of characters halved) in the body."""
    origin_path: str = ""
    """Path of its file below the content folder."""

    @property
    def where(self) -> str:
        """What messages call it: its file, else its address."""
        return f"content/{self.origin_path}" if self.origin_path else self.post.url


class Action(StrEnum):
    """What was decided about a seed."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    RENAMED = "renamed"
    KEPT = "kept by hand"
    CONFLICT = "conflict"
    REMOVED = "seed removed"
    SKIPPED = "skipped"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about a seed, and why."""

    key: str
    action: Action
    reason: str = ""
    path: str = ""
    """The post's file below the content folder, if there is one."""
    conversion: Conversion | None = None
    """Present where the seed was converted in this run."""

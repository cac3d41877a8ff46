"""What the values in the lines on top of a post mean, whoever reads them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from functools import lru_cache

from plugins.hashing import digest
from plugins.model import Author, Rights, Source

#: Of the digests in ``Generated``.
VERSION = "v1"
_YES = frozenset({"yes", "true", "1", "on"})
_AUTHOR_LINK = re.compile(
    r"(?P<name>[^<>]+?)(?: <(?P<uri>[^<>@]+)>)?(?: <(?P<email>[^<>]+@[^<>]+)>)?"
)


#: The keys that a post may have, Pelican's own among them.
KEYS = (
    *("title", "date", "modified", "category", "tags", "author", "authors", "author_links"),
    *("lang", "slug", "summary", "status", "source", "source_url", "date_origin"),
    *("image", "image_alt", "image_caption", "image_credit", "rights", "canonical", "robots"),
    *("note", "pinned", "aliases", "translation_of", "translation", "id", "url", "save_as"),
    *("template", "seed", "seed_digest", "seed_removed", "generated", "path", "reader"),
    *("generated_body", "conflict", "date_minted", "seed_sketch", "seed_near"),
)
#: How alike a misspelt key is to the right one; what is less like any is the editor's own.
_LIKE = 0.8


@lru_cache(maxsize=1024)  # a newsroom's own keys stand in each of its posts, 0.3 ms a look
def meant(key: str) -> str:
    """The key that ``key``, which is none of ours, is most likely a misspelling of."""
    if key.lower() in KEYS:
        return ""
    return next(iter(difflib.get_close_matches(key.lower(), KEYS, 1, _LIKE)), "")


def names(text: str) -> tuple[str, ...]:
    """Names parted by commas, or by semicolons as soon as there is one; each name once."""
    parts = (part.strip() for part in text.split(";" if ";" in text else ","))
    return tuple(dict.fromkeys(part for part in parts if part))


def is_yes(text: str) -> bool:
    """Whether a flag such as ``Pinned`` is set."""
    return text.lower() in _YES


def authors(named: Iterable[str], links: str) -> tuple[Author, ...]:
    """The people of these names, with what ``Author_links`` says of them.

    ``links`` are ``Name <address> <e-mail>``, either of which may lack, parted by semicolons.
    """
    matches = (_AUTHOR_LINK.fullmatch(part) for part in names(f"{links};"))
    known = {match["name"]: match for match in matches if match}
    return tuple(
        Author(name, known[name]["uri"] or "", known[name]["email"] or "")
        if name in known
        else Author(name)
        for name in named
    )


def source(title: str, url: str) -> Source | None:
    """The source that ``Source`` and ``Source_url`` name; called as its host if by no title."""
    known = url if re.match(r"https?://", url) else ""
    shown = title or known.partition("//")[2].partition("/")[0]
    return Source(shown, known) if shown else None


def rights(text: str, canonical: str, robots: str) -> Rights:
    """What ``Rights``, ``Canonical`` and ``Robots`` say."""
    return Rights(text, canonical, "noindex" in robots.lower())


def mark(*values: str) -> str:
    """Digest of a generated field: of the values of its lines, in their order."""
    return digest("\n".join(values), 8)


def marks(generated: str) -> dict[str, str]:
    """The digests that ``Generated`` remembers, by field; none where it is of another version."""
    version, _, rest = generated.partition(" ")
    if version != VERSION:
        return {}
    return {name: mark for name, _, mark in (each.partition(":") for each in rest.split())}

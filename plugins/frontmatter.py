"""What the values in the lines on top of a post mean, whoever reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from plugins.hashing import digest
from plugins.model import Author, Rights, Source

#: Of the digests in ``Generated``.
VERSION = "v1"
_YES = frozenset({"yes", "true", "1", "on"})
_AUTHOR_LINK = re.compile(
    r"(?P<name>[^<>]+?)(?: <(?P<uri>[^<>@]+)>)?(?: <(?P<email>[^<>]+@[^<>]+)>)?"
)


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
    shown = title or url.partition("//")[2].partition("/")[0] or url
    return Source(shown, url) if shown else None


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

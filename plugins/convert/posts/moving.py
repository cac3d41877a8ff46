"""A post's file with another address: pure. The one that it had stays alive as an alias."""

from __future__ import annotations

import re
from collections.abc import Iterable

from plugins import addresses, frontmatter
from plugins.convert.posts.header import Header, bad, split

#: Endings of names of files that have their lines where these are written.
MARKDOWN = (".md", ".markdown", ".mkd", ".mdown")
#: A line with its end.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_END = re.compile(r"\r\n|\r|\n")
_BOM = "\ufeff"


def with_address(text: str, path: str, old: str, new: str) -> str:
    """The Markdown post in ``text`` at the address ``new``; ``old`` is among its ``Aliases``.

    No other line changes. ``path`` is for messages. Raises SeedpressError where the header cannot
    be read, or cannot hold these addresses.
    """
    plain = text.removeprefix(_BOM)
    known = _aliases(split(plain, path)[0])
    aliases = tuple(dict.fromkeys(each for each in (*known, old) if each != new))
    plain = _put(plain, path, "Aliases", _listed(aliases))
    plain = _put(plain, path, "Url", new)
    header, _ = split(plain, path)
    if (header.text("url"), _aliases(header)) != (new, aliases):
        remedy = "choose one without a semicolon or several spaces"
        raise bad(path, None, f"its lines cannot say that it moves from /{old} to /{new}", remedy)
    return text[: len(text) - len(text.removeprefix(_BOM))] + plain


def asked_for(text: str, path: str) -> tuple[str, ...]:
    """The addresses that the lines of a post name, its own and earlier ones.

    Raises SeedpressError where the header cannot be read.
    """
    header, _ = split(text, path)
    own = header.text("url") or header.text("save_as")
    return (*((addresses.given(own),) if own else ()), *_aliases(header))


def _aliases(header: Header) -> tuple[str, ...]:
    return tuple(map(addresses.given, frontmatter.names(header.joined("aliases"))))


def _listed(aliases: Iterable[str]) -> str:
    """As ``frontmatter.names`` reads it: parted by semicolons as soon as one holds a comma."""
    every = tuple(aliases)
    if not any("," in each for each in every):
        return ", ".join(every)
    return "; ".join(every) + (";" if len(every) == 1 else "")


def _put(text: str, path: str, key: str, value: str) -> str:
    """Writes a line in the place of those of its key, else on top of the header."""
    header, _ = split(text, path)
    lines, found = _LINE.findall(text), _END.search(text)
    end = found[0] if found else "\n"
    same = [line.no - 1 for line in header.lines if line.key.lower() == key.lower()]
    for number in reversed(same[1:]):
        del lines[number]
    at = same[0] if same else header.lines[0].no - 1 if header.lines else 0
    lines[at : at + len(same[:1])] = [f"{key}: {value}{end}"]
    return "".join(lines)

"""A post's file with another address: pure. The one that it had stays alive as an alias."""

from __future__ import annotations

from plugins import addresses, frontmatter
from plugins.convert.posts.header import split


def with_address(text: str, path: str, old: str, new: str) -> str:
    """The post in ``text`` at the address ``new``; ``old`` is among its ``Aliases`` from then on.

    No other line changes. ``path`` is for messages. Raises SeedpressError where the header cannot
    be read.
    """
    header, _ = split(text, path)
    known = (addresses.given(each) for each in frontmatter.names(header.text("aliases")))
    aliases = dict.fromkeys(each for each in (*known, old) if each != new)
    text = _put(text, path, "Aliases", ", ".join(aliases))
    return _put(text, path, "Url", new)


def _put(text: str, path: str, key: str, value: str) -> str:
    """Writes a line in the place of those of its key, else on top of the header."""
    header, _ = split(text, path)
    lines = text.split("\n")
    fresh = f"{key}: {value}" + ("\r" if lines[0].endswith("\r") else "")
    same = [line.no - 1 for line in header.lines if line.key.lower() == key.lower()]
    for number in reversed(same[1:]):
        del lines[number]
    if same:
        lines[same[0]] = fresh
    else:
        lines.insert(header.lines[0].no - 1 if header.lines else 0, fresh)
    return "\n".join(lines)

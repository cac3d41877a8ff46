"""The metadata lines on top of a post, in the form that Pelican's Markdown reader knows.

A line is ``Key: value``; lines indented by four spaces continue the value; a blank line ends
the header. ``---`` lines around it are allowed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from plugins.convert.posts.escape import one_line
from plugins.errors import Problem, SeedpressError

_LINE = re.compile(r" {0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)")
_MORE = re.compile(r" {4,}(?P<value>.*)")
_BEGIN = re.compile(r"-{3}(\s.*)?")
_END = re.compile(r"(-{3}|\.{3})(\s.*)?")
#: Lines of ours: found below a header, they show that it was cut in two.
_OURS = re.compile(r"^(Seed|Seed_digest|Generated): ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Line:
    """One value of a header."""

    no: int
    """Its line in the file, counted from 1."""
    key: str
    """As written."""
    value: str
    """Without white space at its ends; maybe empty."""


@dataclass(frozen=True, slots=True)
class Header:
    """The metadata of one post. Keys are asked for in lower case."""

    path: str
    """For messages."""
    lines: tuple[Line, ...]
    _firsts: dict[str, Line] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        filled = (line for line in reversed(self.lines) if line.value)
        object.__setattr__(self, "_firsts", {line.key.lower(): line for line in filled})

    def first(self, key: str) -> Line | None:
        """The first line of ``key`` that is not empty."""
        return self._firsts.get(key)

    def text(self, key: str) -> str:
        """The value of ``first``, or an empty text."""
        line = self._firsts.get(key)
        return line_of(line.value) if line else ""

    def joined(self, key: str) -> str:
        """All lines of ``key`` as one text."""
        return line_of(" ".join(line.value for line in self.lines if line.key.lower() == key))

    def others(self, single: frozenset[str], joined: frozenset[str]) -> tuple[tuple[str, str], ...]:
        """The lines under no known key, and those after the first of a ``single`` one."""
        return tuple(
            (line.key, line_of(line.value))
            for line in self.lines
            if line.key.lower() not in single | joined
            or (line.key.lower() in single and line.value and line != self.first(line.key.lower()))
        )


def line_of(text: str) -> str:
    """``text`` as a value of a header: one clean line."""
    return one_line(text).strip()


def split(text: str, path: str) -> tuple[Header, str]:
    """The header, and the body without blank lines around it.

    Raises SeedpressError where a line that is none of the header's cuts it in two.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found: list[Line] = []
    start = at = 1 if _BEGIN.fullmatch(lines[0]) else 0
    for at, line in enumerate(lines[start:], start):
        if not line.strip() or _END.fullmatch(line):
            return Header(path, tuple(found)), _body(lines[at + 1 :])
        if pair := _LINE.fullmatch(line):
            found.append(Line(at + 1, pair["key"], pair["value"].strip()))
        elif found and (more := _MORE.fullmatch(line)):
            found.append(Line(at + 1, found[-1].key, more["value"].strip()))
        else:
            break
    else:
        return Header(path, tuple(found)), ""
    if found and _OURS.search("\n".join(lines[at:])):
        raise bad(path, at + 1, "this line cuts the header in two", "mend or remove it")
    return Header(path, tuple(found)), _body(lines[at:])


def bad(path: str, line_no: int | None, message: str, remedy: str) -> SeedpressError:
    """The error of a post that cannot be read."""
    return SeedpressError(Problem(path, message, remedy, line_no, "bad-post"))


def _body(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n")

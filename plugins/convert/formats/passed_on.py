"""A mail inside another, without an envelope of its own: what its lines of a head say, and where.

Mail programs write such lines above a mail that is passed on, or above an old one that is quoted
below an answer. ``data/mails.toml`` holds their words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from plugins.convert.data import either, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: Lines of the longest head, and characters of its longest line.
_MOST_LINES, _LONGEST = 40, 2000
#: Mails in each other that are looked into.
_MOST_HEADS = 20
#: Characters above a head without a word of passing on, up to which they are a note on it.
_NOTE = 600
_KEYS = ("from", "date", "subject", "others")
#: What stands around a key: quoting, emphasis.
_LEAD = r"[>\s*_|]*"
#: Marks that mail programs put before the subject of a mail passed on, and of an answer.
_FORWARDS = re.compile(r"\s*(?:fwd?|wg|tr|rv|enc|i|doorst|pd|转发|轉寄)\s?[:：]", re.IGNORECASE)
_REPLIES = re.compile(r"\s*(?:re|aw|antw|sv|odp|rif|ref|res|回复|答复|رد)\s?[:：]", re.IGNORECASE)
_RULE = re.compile(r"[>\s]*[-_=]{5,}\s*$")


@dataclass(frozen=True, slots=True)
class Head:
    """The lines of a head, from the mark above them to the last, counted from 0."""

    start: int
    end: int
    """Behind the last one."""
    values: dict[str, str]
    """By ``from``, ``date`` and ``subject``."""
    is_marked: bool
    """Whether a line above says that what follows is passed on."""


def head(lines: Sequence[str], subject: str) -> Head | None:
    """The head of the mail that is passed on in ``lines``, of several in each other the innermost.

    ``subject`` is that of the whole mail, as it stands. None where nothing is passed on.
    """
    found, at = None, 0
    for each in islice(_heads(lines), _MOST_HEADS):
        above = sum(map(len, lines[at : each.start]))
        below = sum(map(len, lines[each.end :]))
        is_forward = each.is_marked or _FORWARDS.match(subject) is not None
        is_note = above <= min(_NOTE, below) and not _REPLIES.match(subject)
        if not below or (above > _LONGEST if is_forward else not is_note):
            break
        found, at = each, each.end
    return found


def quoted(lines: Sequence[str]) -> int:
    """Index from which an older mail is quoted; the number of lines where none is."""
    return next((each.start for each in _heads(lines)), len(lines))


def _heads(lines: Sequence[str]) -> Iterator[Head]:
    at = 0
    while at < len(lines):
        made = _head(lines, at)
        if made:
            yield made
        at = made.end if made else at + 1


def _head(lines: Sequence[str], start: int) -> Head | None:
    """The head that begins in this line, with its mark or without one."""
    if _is_blank(lines[start]):
        return None
    has_rule = _RULE.match(lines[start]) is not None
    at = _filled(lines, start + 1) if has_rule else start
    line = lines[at][:200] if at < len(lines) else ""
    is_marked = _marker("markers").match(line) is not None
    has_mark = is_marked or _marker("originals").match(line) is not None
    at = _filled(lines, at + 1) if has_mark else at
    values: dict[str, str] = {}
    last, end = "", at
    for no in range(at, min(len(lines), at + _MOST_LINES)):
        name, value = _pair(lines[no])
        if name and (name == "others" or name not in values):
            values[name], last, end = value, name, no + 1
        elif name or (not _is_blank(lines[no]) and not (last and no == end)):
            break
        elif not _is_blank(lines[no]):  # a long value goes on
            more = lines[no][:_LONGEST].strip(" >")
            values[last], end = f"{values[last]} {more}", no + 1
    needed = {"from", "subject", "date"} & values.keys()
    is_head = len(needed) > 1 if has_mark else len(needed) > 2
    return Head(start, end, values, is_marked) if is_head else None


def _filled(lines: Sequence[str], at: int) -> int:
    """Index of the first line from ``at`` on that is not blank."""
    return next((no for no in range(at, len(lines)) if not _is_blank(lines[no])), len(lines))


def _is_blank(line: str) -> bool:
    return not line.strip(" >\t\u00a0")


def is_of_head(line: str) -> bool:
    """Whether a line names a sender or receiver with an address, which no text says."""
    return "@" in line and _pair(line)[0] in {"from", "others"}


def _pair(line: str) -> tuple[str, str]:
    """What a line of a head names, and its value; empty where it is no such line."""
    match = _key().match(line[:_LONGEST])
    return (_names()[match["key"].casefold()], match["value"].strip(" *_|")) if match else ("", "")


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {
        word.casefold(): name
        for each in table("mails").values()
        for name in _KEYS
        for word in _parted(each[name])
    }


@lru_cache(maxsize=1)
def _key() -> re.Pattern[str]:
    return re.compile(
        rf"{_LEAD}(?P<key>{either(_names())})[*_\s|]*[:：][*_\s|]*(?P<value>.*)$", re.IGNORECASE
    )


@lru_cache(maxsize=2)
def _marker(name: str) -> re.Pattern[str]:
    known = {word for each in table("mails").values() for word in _parted(each[name])} - {""}
    words = either(known)
    dashed = rf"-{{2,}}\s*{words}\s*[-:：]*"
    return re.compile(rf"{_LEAD}(?:{dashed}|{words}\s*(?:[:：]|-{{2,}}))[\s*_]*$", re.IGNORECASE)


def _parted(words: str) -> Iterable[str]:
    return (word.strip() for word in words.split("|"))

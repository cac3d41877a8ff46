"""Marks inside a text: where emphasis, code and links begin and end.

They are characters for private use that are taken out of every text from elsewhere: so a text
with marks is one string still, and without them it is what a reader sees.
"""

from __future__ import annotations

import re

#: Each the mark that begins it and the one that ends it.
STRONG, EMPHASIS, CODE = (
    ("\U00100000", "\U00100001"),
    ("\U00100002", "\U00100003"),
    ("\U00100004", "\U00100005"),
)
#: The marks before a link's words, between them and its address, and behind that.
LINK = ("\U00100006", "\U00100007", "\U00100008")

_SEAM = re.compile("|".join(end + begin for begin, end in (STRONG, EMPHASIS, CODE)))
#: Kinds of marks that may begin again in one place.
_NESTED = 3
_ANY = re.compile("[\U00100000-\U00100008]")
_ADDRESS = re.compile(f"{LINK[1]}[^{LINK[1]}{LINK[2]}\n]*{LINK[2]}?")
_SAFE = re.compile(r"(?:https?://|mailto:)[^\s<>\"'`\\^{}\x00-\x1f]+", re.IGNORECASE)
#: Characters of the longest address, and what would end it where it is written down.
_LONGEST, _ENCODED = 1000, {ord(char): f"%{ord(char):02X}" for char in "()[]|"}


def has(text: str) -> bool:
    """Whether there are marks in ``text``."""
    return not text.isascii() and _ANY.search(text) is not None


def parted(text: str) -> list[str]:
    """``text`` in pieces: words and marks by turns, words first; an address has its two marks."""
    return re.split(f"({_ADDRESS.pattern}|{_ANY.pattern})", text)


def unmarked(text: str) -> str:
    """``text`` as a reader sees it: without marks and addresses."""
    return _ANY.sub("", _ADDRESS.sub("", text)) if has(text) else text


def seamless(text: str) -> str:
    """``text`` with emphasis that ends where the same begins again as one, as it is read."""
    for _ in range(_NESTED) if has(text) else ():
        text, count = _SEAM.subn("", text)
        if not count:
            break
    return text


def address(text: str) -> str:
    """The address of a link that harms nobody, so that nothing ends it early; else empty."""
    plain = text.strip()
    if len(plain) > _LONGEST or not _SAFE.fullmatch(plain):
        return ""
    return plain.translate(_ENCODED)

"""Authors named amid other words: behind a standfirst, as the paper's own, as holders of rights."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from plugins.convert.data import alternatives
from plugins.convert.metadata import bylines, openers
from plugins.convert.metadata.bare import bare_text
from plugins.convert.metadata.bios import FULL
from plugins.convert.metadata.names import person
from plugins.convert.metadata.told import Found, Told
from plugins.convert.types import Line

#: Characters of a line that are looked at, and of a byline that closes it.
_SEEN, _LAST = 1200, 90
#: The end of a sentence that a byline follows.
_ENDED = re.compile(r"[.!?…»”\"]\s+(?=[^\W\d_a-z])")
_RIGHTS = re.compile(
    r"(?:(?i:©|\(c\)|copyright)[\s©,:]*(?:\d{4}(?:\s?[-–]\s?\d{4})?)?[\s,–-]*(?i:by\s+)?"
    r"|(?<!\d)\d{4}\s?[-–]\s?\d{4}\s(?i:by\s))"
    rf"(?P<name>{FULL})(?=\s*(?:[|•·.,;–(-]|$|(?i:all rights|alle rechte|tous droits)))"
)


def of(near: Iterable[Line], end: Iterable[Line], lang: str) -> Found:
    """Each name that is told so, with the words that do."""
    for line in near:
        yield from _behind_sentences(line, lang)
        yield from _of_staff(line, lang)
    for line in end:
        yield from _behind_sentences(line, lang)
        yield from _holders(line, lang)


def _behind_sentences(line: Line, lang: str) -> Found:
    """``… will be renewed. By Anna Keller``: a byline at the end of a standfirst."""
    if len(line.text) > _SEEN:
        return
    text = bare_text(line.text)
    ends = [match.end() for match in _ENDED.finditer(text, max(0, len(text) - _LAST))]
    for start in ends[-1:]:
        rest = text[start:]
        if openers.says(rest, lang) and (names := bylines.whole(rest, lang)):
            signs = frozenset({"said behind a sentence"})
            yield from (Told(name, line, signs, rest) for name in names)


def _holders(line: Line, lang: str) -> Found:
    """A person who holds the rights: ``© 2024 Anna Keller``."""
    for match in _RIGHTS.finditer(line.text[:_SEEN]):
        if name := person(match["name"], lang):
            yield Told(name, line, frozenset({"holds the rights"}), match.group().strip())


def _of_staff(line: Line, lang: str) -> Found:
    """Somebody of the paper's own: ``Kurier-Redakteurin Anna Keller``."""
    for match in _staff().finditer(line.text[:_SEEN]):
        if name := _first(match["name"], lang):
            yield Told(name, line, frozenset({"of the staff"}), match.group().strip())


def _first(text: str, lang: str) -> str:
    """The name that ``text`` begins with: two words, or three around an initial."""
    parts = text.split()
    return person(" ".join(parts[: 3 if parts[1].endswith(".") else 2]), lang)


@lru_cache(maxsize=1)
def _staff() -> re.Pattern[str]:
    known = alternatives("phrases", "staff")
    return re.compile(rf"(?<!\w)[A-ZÄÖÜ][\w|.]*-(?:Chef)?(?i:{known})\s(?P<name>{FULL})")

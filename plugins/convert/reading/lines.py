"""Text to rows: a row is what the author meant as one line.

Text that was wrapped at a width is joined again, lines that an extractor broke inside a
sentence too. Each row knows the seed's lines it was made from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from plugins.convert.types import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Marks at the start of a line that begin something new.
MARKER = re.compile(r"(?:[-*+•●○◦▪■□‣]|\d{1,3}[.)]|#{1,6}|>+)\s+(?=\S)")
#: Words that alone in a line announce the name of an author below.
BYLINE_WORDS = frozenset("by von par por di da de door af av od автор autor author auteur".split())
#: Starts of a table's row and of a picture, which no line goes on with.
_ALONE = ("|", "![")
_BREAK = "\u2028"
#: White space runs; a single no-break space is typography and stays.
_RUN = re.compile(r"[^\S\u00a0\u202f]+|\s{2,}")
#: What such a run has that a single space has not; most lines have none.
_UNTIDY = re.compile(r"[^\S \u00a0\u202f]|\s\s")
_SENTENCE_END = re.compile(r"[.!?…:;。！？؟۔।][\"'”’»)\]]*$|[\"”»]$")
_GOES_ON = re.compile(r"[,.;:!?)\]}»”…。、，](?!\w)(?!\.)")
#: Marks before which no language has a space.
_TIGHT = frozenset(",.)]}…”、。，")
#: A line that says how long ago the text appeared.
_AGO = re.compile(r"(?:vor|il y a|hace|há|před|przed|for) \d{1,2} [^\W\d_]{1,10}$", re.IGNORECASE)
_WORD_AT_END, _WORD = re.compile(r"(\w+)-$"), re.compile(r"\w+")
#: Words before which a hyphen stands for a part left out ("Wirtschafts- und Sozialrat").
_CONJUNCTIONS = frozenset(
    "und oder bzw sowie en of et ou and or och eller og e o y i oraz lub".split()
)
#: East Asian wide and full-width characters, and emoji.
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f"
    "\uff01-\uff60\uffe0-\uffe6\U0001f300-\U0001faff\U00020000-\U0003fffd]"
)
#: Widest column that text is wrapped at, and narrowest.
_WIDEST, _NARROWEST = 110, 40
#: Columns by which a heading may be wrapped later than the text, which is indented.
_BEYOND = 5
#: A line this long that ends inside a sentence was broken by an extractor.
_LONG = 60
#: A mark so often is a line drawn.
_DRAWN = 5
#: So many lines begin with a mark that ends or goes on with a sentence where links were broken
#: off; so many characters of the sentence stand before the link, else it is a list of links.
_BROKEN, _LINK = 3, 30


@dataclass(frozen=True, slots=True)
class Row:
    """One line as it was meant."""

    text: str
    """Runs of white space as one space."""
    lines: tuple[Line, ...]
    gap: bool
    """Whether a blank line (or the text's start) stands before it."""
    indent: int
    """Columns before its text."""


class _Raw(NamedTuple):
    line: Line
    full: str
    gap: bool

    @property
    def indent(self) -> int:
        return len(self.full) - len(self.full.lstrip())

    @property
    def width(self) -> int:
        """Columns, counted only as far as text is ever wrapped."""
        return cells(self.full[: 2 * _WIDEST])


def squeeze(text: str) -> str:
    """``text`` trimmed, with every run of white space as one space."""
    return (_RUN.sub(" ", text) if _UNTIDY.search(text) else text).strip()


def cells(text: str) -> int:
    """Columns that ``text`` takes: ideographs, kana and hangul two each."""
    if text.isascii():
        return len(text)
    return len(text) + len(_WIDE.findall(text))


def split(text: str) -> tuple[Line, ...]:
    """All lines that are not blank."""
    return tuple(raw.line for raw in _raws(text))


def rows(text: str) -> tuple[Row, ...]:
    """The rows of ``text``, in order; every line that is not blank is in exactly one."""
    raws = tuple(_raws(text))
    width = _wrapped_at(raws)
    groups: list[list[_Raw]] = []
    flowing = not width and _is_broken(raws)
    for raw, after in zip(raws, (*raws[1:], None), strict=True):
        if (
            groups
            and not raw.gap
            and (_continues(groups[-1], raw, width) or (flowing and _flows(groups[-1], raw, after)))
        ):
            groups[-1].append(raw)
        else:
            groups.append([raw])
    known = _words(text) if width else frozenset()
    return tuple(_row(group, known) for group in groups)


def _raws(text: str) -> Iterator[_Raw]:
    gap = True
    for no, whole in enumerate(text.split("\n"), start=1):
        for part in whole.split(_BREAK):
            full = part.rstrip().expandtabs(8)
            if full:
                yield _Raw(Line(no, part.strip()), full, gap)
            gap = not full


def _wrapped_at(raws: tuple[_Raw, ...]) -> int:
    """The column that the text is wrapped at, or 0.

    It is wrapped if nearly no line is longer and nearly every line that is followed by
    another has no room for that one's first word and ends inside a sentence.
    """
    lengths = sorted(raw.width for raw in raws if " " in raw.line.text)
    if len(lengths) < 4:
        return 0
    width = lengths[-1 - len(lengths) // 100]
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    long = [
        (one, two)
        for one, two in pairwise(raws)
        if not two.gap and width * 0.7 <= one.width <= width and not MARKER.match(two.line.text)
    ]
    full = [one for one, two in long if _no_room(one, two, width)]
    inside = sum(not _SENTENCE_END.search(one.line.text) for one in full)
    wrapped = len(full) >= 3 and len(full) >= len(long) * 0.7 and inside >= len(full) * 0.6
    return width if wrapped else 0


def _no_room(one: _Raw, two: _Raw, width: int) -> bool:
    first = two.line.text.split(maxsplit=1)[0]
    if cells(first) > len(first):  # scripts without spaces break anywhere
        return one.width >= width - 3
    return one.width + 1 + len(first) > width - 2


def _continues(group: list[_Raw], raw: _Raw, width: int) -> bool:
    last, start = group[-1], raw.line.text
    if MARKER.match(start) or start.startswith(_ALONE) or _is_ruler(start, last.line.text):
        return False
    if width:
        hangs = raw.indent == last.indent or MARKER.match(group[0].line.text) is not None
        return hangs and last.width <= width + _BEYOND and _no_room(last, raw, width)
    before = last.line.text
    if start.casefold() in BYLINE_WORDS:
        return False
    if _SENTENCE_END.search(before) or "|" in before or len(before) < 2 or _AGO.match(start):
        return False
    if len(before) < _LONG and len(start) < _LONG:
        return False
    return start[0].islower() or _GOES_ON.match(start) is not None


def _is_ruler(*texts: str) -> bool:
    """Whether one of the lines is drawn, not written: the same mark many times."""
    return any(len(text) > _DRAWN and text.count(text[0]) == len(text) for text in texts)


def _is_broken(raws: tuple[_Raw, ...]) -> bool:
    """Whether an extractor put each link's words on a line of their own."""
    starts = (raw.line.text for raw in raws if not raw.line.text.startswith(_ALONE))
    return sum(_GOES_ON.match(start) is not None for start in starts) >= _BROKEN


def _flows(group: list[_Raw], raw: _Raw, after: _Raw | None) -> bool:
    """Whether a line of such a text goes on with the sentence that the lines above began.

    A link's words may begin with a capital letter: they belong to it where the line below goes
    on in small letters or with a mark.
    """
    before, start = group[-1].line.text, raw.line.text
    if MARKER.match(start) or start.startswith(_ALONE) or start.casefold() in BYLINE_WORDS:
        return False
    if _GOES_ON.match(start):
        return True
    if _SENTENCE_END.search(before) or "|" in before:
        return False
    size = sum(len(each.line.text) for each in group[-3:])
    if start[0].islower():
        return size >= _LINK or len(start) >= _LONG
    inside = before[-1].islower() or before[-1] in ",-–—("
    below = after.line.text if after and not after.gap else "."
    goes_on = below[0].islower() or _GOES_ON.match(below) is not None
    return inside and goes_on and size >= _LINK and len(start) <= _LONG


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+(?:-\w+)*", text.casefold()))


def _row(group: list[_Raw], known: frozenset[str]) -> Row:
    parts = [group[0].line.text]
    for one, two in pairwise(raw.line.text for raw in group):
        keep, glue = _seam(one, two, known)
        parts[-1] = parts[-1][: len(parts[-1]) - keep]
        parts += [glue, two]
    text = squeeze("".join(parts).replace("\u00ad", ""))
    return Row(text, tuple(raw.line for raw in group), group[0].gap, group[0].indent)


def _seam(before: str, after: str, known: frozenset[str]) -> tuple[int, str]:
    """How two parts of a line join: characters to cut from the first, and what goes between.

    Nothing goes between ideographs, or before a mark that follows a word. A hyphen at the end
    goes if the text has the word without it elsewhere; it stays, without a space, if the word
    goes on in small letters.
    """
    if before.endswith("\u00ad"):
        return 1, ""
    if before.endswith("-"):
        return _hyphen(before, after, known)
    if after[0] in _TIGHT and _GOES_ON.match(after):
        return 0, ""
    wide = _WIDE.match(before[-1]) and _WIDE.match(after[0])
    hangul = "\uac00" <= before[-1] <= "\ud7a3"
    return 0, "" if wide and not hangul else " "


def _hyphen(before: str, after: str, known: frozenset[str]) -> tuple[int, str]:
    head, tail = _WORD_AT_END.search(before[-80:]), _WORD.match(after)
    if not head or not tail or tail.group().casefold() in _CONJUNCTIONS:
        return 0, " "
    whole = (head.group(1) + tail.group()).casefold()
    kept = f"{head.group(1)}-{tail.group()}".casefold()
    if whole in known and kept not in known:
        return 1, ""
    return 0, "" if after[0].islower() or kept in known else " "


def joined(parts: Sequence[str], known: frozenset[str]) -> str:
    """Lines of one paragraph as one text; ``known`` are the text's words, which tell a hyphen
    that parts a word from one that belongs to it.
    """
    whole = list(parts[:1])
    for one, two in pairwise(parts):
        keep, glue = _seam(one, two, known)
        whole[-1] = whole[-1][: len(whole[-1]) - keep]
        whole += [glue, two]
    return squeeze("".join(whole).replace("\u00ad", ""))


def words(text: str) -> frozenset[str]:
    """The words of ``text``, small, those with hyphens whole."""
    return _words(text)

"""Bodies compared by paragraph: what an editor changed, what a seed changed, and both in one."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from plugins.hashing import digest

if TYPE_CHECKING:
    from collections.abc import Sequence

_BLANK = re.compile(r"(\n(?:[ \t]*\n)+)")
#: Pairs of equal paragraphs beyond which comparing takes longer than it is worth.
_PAIRS = 20_000
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Difference:
    """Paragraphs of a post in the place of others of its seed; either may be none."""

    mine: str
    """The editor's."""
    theirs: str
    """The seed's."""
    start: int
    """Index of the first of the seed's paragraphs."""
    end: int
    """Index behind the last of them."""


@dataclass(frozen=True, slots=True)
class Combined:
    """An editor's body with what is new in a seed's."""

    body: str
    is_new: bool
    """Whether anything of the seed's came in."""
    refused: tuple[tuple[int, int], ...]
    """Changes of the seed that met one of the editor's: indices of the seed's paragraphs."""


@dataclass(frozen=True, slots=True)
class _Edit:
    """``old[start:end]`` became ``new[first:last]``."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    space: str
    """The blank lines behind it; empty behind the last one."""

    @property
    def plain(self) -> str:
        return "\n".join(line.rstrip() for line in self.text.split("\n"))


def digests(body: str) -> tuple[str, ...]:
    """Of each paragraph, blind to white space at the ends of lines."""
    return _digests(_pieces(body))


def combine(base: Sequence[str], mine: str, theirs: str) -> Combined | None:
    """``mine`` with the changes from ``base`` to ``theirs`` that meet none of its own.

    ``base`` are the ``digests`` of the body that both came from. Where both changed the same
    paragraph, or put some at the same place, those of ``mine`` stay. None where the bodies are
    too alike in themselves to be compared.
    """
    ours, news = _pieces(mine), _pieces(theirs)
    old, new = _digests(ours), _digests(news)
    if _is_heavy(base, old) or _is_heavy(base, new):
        return None
    edits = _edits(base, old)
    done = {(edit.start, edit.end, old[edit.first : edit.last]) for edit in edits}
    wanted = [
        edit
        for edit in _edits(base, new)
        if (edit.start, edit.end, new[edit.first : edit.last]) not in done
    ]
    refused = [edit for edit in wanted if any(_meet(edit, other) for other in edits)]
    taken = [edit for edit in wanted if edit not in refused]
    body = _woven(base, (ours, edits), (news, taken)) if taken else mine
    return Combined(body, bool(taken), tuple((edit.first, edit.last) for edit in refused))


def differences(mine: str, theirs: str) -> tuple[Difference, ...]:
    """Where two bodies differ, in order; one difference where they cannot be compared."""
    ours, news = _pieces(mine), _pieces(theirs)
    old, new = _digests(news), _digests(ours)
    if _is_heavy(old, new):
        return (Difference(_text(ours), _text(news), 0, len(news)),)
    return tuple(
        Difference(_text(ours[e.first : e.last]), _text(news[e.start : e.end]), e.start, e.end)
        for e in _edits(old, new)
    )


def overlap(first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether two ranges share a place; one of no length touches its neighbours."""
    if first[0] == first[1] or second[0] == second[1]:
        return first[0] <= second[1] and second[0] <= first[1]
    return max(first[0], second[0]) < min(first[1], second[1])


def _pieces(body: str) -> list[_Piece]:
    parts = [*_BLANK.split(body), ""] if body else []
    return [_Piece(*pair) for pair in zip(parts[::2], parts[1::2], strict=True)]


def _digests(pieces: Sequence[_Piece]) -> tuple[str, ...]:
    return tuple(digest(piece.plain, _DIGITS) for piece in pieces)


def _text(pieces: Sequence[_Piece]) -> str:
    return "\n\n".join(piece.plain for piece in pieces)


def _is_heavy(old: Sequence[str], new: Sequence[str]) -> bool:
    counts = Counter(new)
    return sum(counts[each] for each in old) > _PAIRS


def _edits(old: Sequence[str], new: Sequence[str]) -> list[_Edit]:
    """In order; as many paragraphs for as many are that many edits of one."""
    found: list[_Edit] = []
    for tag, start, end, first, last in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if tag != "equal" and end - start == last - first:
            ones = zip(range(start, end), range(first, last), strict=True)
            found += [_Edit(at, at + 1, to, to + 1) for at, to in ones]
        elif tag != "equal":
            found.append(_Edit(start, end, first, last))
    return found


def _meet(edit: _Edit, other: _Edit) -> bool:
    """Whether both change the same paragraph, or nobody can say which one comes first."""
    if edit.start == edit.end and other.start == other.end:
        return edit.start == other.start
    return max(edit.start, other.start) < min(edit.end, other.end) or (
        edit.start < other.start == other.end < edit.end
        or other.start < edit.start == edit.end < other.end
    )


def _woven(
    base: Sequence[str],
    mine: tuple[list[_Piece], list[_Edit]],
    theirs: tuple[list[_Piece], list[_Edit]],
) -> str:
    """The base with the edits of both; no two of them meet."""
    unchanged = _unchanged(len(base), *mine)
    both = [(edit, pieces) for pieces, edits in (mine, theirs) for edit in edits]
    chosen: list[_Piece] = []
    at = 0
    for edit, pieces in sorted(both, key=lambda pair: (pair[0].start, pair[0].end)):
        chosen += (unchanged[index] for index in range(at, edit.start))
        chosen += pieces[edit.first : edit.last]
        at = edit.end
    chosen += (unchanged[index] for index in range(at, len(base)))
    ends = [*(piece.space or "\n\n" for piece in chosen[:-1]), ""]
    return "".join(piece.text + end for piece, end in zip(chosen, ends, strict=False))


def _unchanged(count: int, pieces: list[_Piece], edits: list[_Edit]) -> dict[int, _Piece]:
    """The editor's copy of each paragraph of the base that no edit of theirs touches."""
    found: dict[int, _Piece] = {}
    at = to = 0
    for edit in [*edits, _Edit(count, count, len(pieces), len(pieces))]:
        found |= zip(range(at, edit.start), pieces[to : edit.first], strict=True)
        at, to = edit.end, edit.last
    return found

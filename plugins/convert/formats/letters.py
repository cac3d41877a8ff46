"""What people write around their news in a mail: a salutation, a closing and their name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from plugins.convert.data import either, table

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Characters of such a line, words behind its own without a mark at its end, and characters of a
#: line in a signature.
_LONGEST, _WORDS, _SIGNED = 60, 3, 120
_ENDED = tuple(",!:،，！：")
#: Lines of the longest signature.
_MOST_LINES = 14


def top(lines: Sequence[str]) -> int:
    """How many lines stand above the news: none, or those up to a salutation."""
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    if first == len(lines) or not _is_short(lines[first], "salutations"):
        return 0
    return first + 1 if any(line.strip() for line in lines[first + 1 :]) else 0


def end(lines: Sequence[str]) -> int:
    """Index from which a closing and a signature follow; the number of lines where none does."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    for at in filled[1:][-_MOST_LINES:]:
        is_close = lines[at].strip() == "--" or _is_short(lines[at], "closings")
        if is_close and all(len(line) <= _SIGNED for line in lines[at:]):
            return at
    return len(lines)


def _is_short(line: str, name: str) -> bool:
    """Whether ``line`` begins with such words and says little more, in no sentence."""
    text = line.strip(" \t\u00a0*_")
    match = _pattern(name).match(text) if len(text) <= _LONGEST else None
    if match is None:
        return False
    rest = text[match.end() :].strip(" .。")
    is_sentence = bool(rest) and text.endswith((".", "。"))
    return text.endswith(_ENDED) or (len(rest.split()) < _WORDS and not is_sentence)


@lru_cache(maxsize=2)
def _pattern(name: str) -> re.Pattern[str]:
    words = (word.strip() for each in table("mails").values() for word in each[name].split("|"))
    behind = rf"(?:(?<=[\u3000-\u9fff])|(?=[\s.{''.join(_ENDED)}]|$))"
    return re.compile(either(words) + behind, re.IGNORECASE)

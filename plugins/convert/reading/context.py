"""Rules that need more than the line itself: menus at the top, signatures at the end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from plugins.convert.reading import headline, junk
from plugins.convert.reading.lines import cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plugins.convert.reading.lines import Row

MENU, SIGNATURE = "menu", "signature"
#: What parts the entries of a menu in a line.
_PARTS = re.compile(r"\s{2,}|\t+|\s*[|·•>»›]\s*")
_NO_ENTRY = re.compile(r"[.!?…:;,。！？؟،؛]$|\d")
#: Entries of the shortest menu; columns and words of the longest entry.
_ENTRIES, _WIDTH, _WORDS = 3, 24, 3
#: Columns of the shortest line that is a better headline than a menu.
_HEADLINE = 22
#: Rows that may stand above a headline and be menus.
_TOP = 6
#: Rows of the longest signature, its two dashes included.
_SIGNED = 16


def judged(rows: Sequence[Row], text: str, is_mail: bool) -> tuple[str, ...]:
    """The name of the rule that drops each of the rows of ``text``, or empty."""
    signed = _signed(rows, text.split("\n"), is_mail)
    rules = [
        SIGNATURE if index >= signed else junk.rule_for(row.text) for index, row in enumerate(rows)
    ]
    for index in _menus(rows, rules):
        rules[index] = MENU
    return tuple(rules)


def is_menu(text: str) -> bool:
    """Whether a line, its runs of white space kept, is nothing but short entries."""
    if len(text) > 400:
        return False
    parts = [part for part in _PARTS.split(text) if part]
    short = (
        cells(part) <= _WIDTH and len(part.split()) <= _WORDS and not _NO_ENTRY.search(part)
        for part in parts
    )
    return len(parts) >= _ENTRIES and all(short)


def _menus(rows: Sequence[Row], rules: Sequence[str]) -> list[int]:
    """The menus at the very top, if a line that can be a headline comes before the text."""
    found: list[int] = []
    for index, row in enumerate(rows[: 2 * _TOP]):
        if rules[index]:
            continue
        if index < _TOP and len(row.lines) == 1 and is_menu(row.lines[0].text):
            found.append(index)
        elif junk.is_prose(row.text):
            return []
        elif _is_better(row.text):
            return found
    return []


def _is_better(text: str) -> bool:
    return headline.can_be(text) and cells(text) >= _HEADLINE and not headline.is_mostly_date(text)


def _signed(rows: Sequence[Row], physical: Sequence[str], is_mail: bool) -> int:
    """Index of the two dashes (and a space, where no mail's head is above) of a signature."""
    for index in range(max(1, len(rows) - _SIGNED), len(rows)):
        row = rows[index]
        if row.text == "--" and (is_mail or physical[row.lines[0].no - 1] == "-- "):
            return index
    return len(rows)

"""Lines that are not the text: rules as a table, each with a line that it must drop.

The seeds have lost their DOM, so all that can be judged is the line itself. Three guards keep
the rules from what people wrote: a row of a table and a line of running text are exempt from
all but the rules that say otherwise, and a phrase only counts from the start of a line.
``data/junk.toml`` holds the rules, ``data/notices.toml`` those for whole sentences.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import ahocorasick

from plugins.convert.data import table
from plugins.convert.reading import openings
from plugins.convert.reading.lines import cells

#: Columns from which any line is running text, and a line that ends like a sentence.
_LONG, _SENTENCE = 160, 45
_ENDS = re.compile(r"[.!?…。！？؟۔।](?:[\"'”’»)\]」』]|\s»)*$")
#: Columns up to which a line can be a phrase of the page around the text.
_PHRASE = 120
#: Characters of a line that rules look at.
_SEEN = 1000
#: How a line may go on behind what a rule names; the table's head explains the keys.
_ENDINGS = {
    "label": r"[\s.:!…»>→›|+()\d-]*$",
    "title": r"(?:\s?[:|–—>-].*|(?!\w).{0,60})$",
    "some": r"(?!\w).{0,60}$",
    "more": r"(?!\w).{0,100}$",
    "whole": "",
}
_MARKS = re.compile(r"(?:[*+•●○◦▪■□‣·|>»-]\s+|#{1,6}\s+)+")
#: Arabic vowel signs and the stretching mark: written or not, the word is the same.
_VOWELS = re.compile("[\u064b-\u0652\u0640]")
#: Cells of the narrowest table.
_COLUMNS = 2


@dataclass(frozen=True)
class Rule:
    """Drops the lines that its pattern matches from their start."""

    name: str
    ways: tuple[tuple[str, openings.Letters], ...]
    """Expressions for whole lines, and what each can begin with."""
    example: str
    everywhere: bool
    """Applies to running text and rows of tables as well."""
    longest: int
    """Characters of the longest line that it looks at."""
    needs: tuple[str, ...]
    """Casefolded: one of these stands in every line that it drops; empty: nothing is needed."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """All of its ways."""
        return re.compile("|".join(way for way, _ in self.ways), re.IGNORECASE)


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """The rules of both tables, in their order."""
    entries = {**table("junk"), **table("notices")}
    return tuple(_rule(name, entry) for name, entry in entries.items())


def is_table_row(text: str) -> bool:
    """Whether at least two bars stand beside content, as in a row of a table."""
    if text.count("|") < _COLUMNS:
        return False
    return sum(bool(re.search(r"\w", cell)) for cell in text.split("|")) >= _COLUMNS


@lru_cache(maxsize=2048)  # asked half a dozen times of each line
def is_prose(text: str) -> bool:
    """Whether ``text`` reads as running text: long, or a whole sentence."""
    if len(text) >= _LONG:
        return True
    width = cells(text)
    return width >= _LONG or (width >= _SENTENCE and _ENDS.search(text[-20:]) is not None)


def is_running(text: str) -> bool:
    """Whether ``text`` is running text and no row of a table."""
    return is_prose(text) and not is_table_row(text)


@lru_cache(maxsize=4096)  # pages of one site have the same lines around their texts
def rule_for(text: str) -> str:
    """Name of the rule that drops the line ``text``, or empty if it stays."""
    kept = is_table_row(text) or is_prose(text) or cells(text[: _PHRASE + 1]) > _PHRASE
    seen = text[:_SEEN]
    seen = seen if seen.isascii() else _VOWELS.sub("", seen)
    bare = _MARKS.sub("", seen, count=1) if _MARKS.match(seen) else seen
    first = len(rules())
    needed: frozenset[int] | None = None
    for everywhere, line in ((True, seen),) if kept else ((True, seen), (False, bare)):
        letter = openings.folded(line[:1])
        for pattern in (_joined(everywhere, ""), _joined(everywhere, letter)):
            if pattern and (match := pattern.match(line)):
                first = min(first, int((match.lastgroup or "r0")[1:]))
        for number in _limited(everywhere, letter):
            needed = _needed(seen.casefold()) if needed is None else needed
            rule = rules()[number]
            if number >= first or len(text) > rule.longest or (rule.needs and number not in needed):
                continue
            if rule.pattern.match(line):
                first = number
    return rules()[first].name if first < len(rules()) else ""


def _needed(folded: str) -> frozenset[int]:
    """The numbers of the rules of which something that they need stands in ``folded``."""
    return frozenset(number for _, numbers in _needs().iter(folded) for number in numbers)


@lru_cache(maxsize=1)
def _needs() -> Any:
    found: dict[str, set[int]] = {}
    for number, rule in enumerate(rules()):
        for word in rule.needs:
            found.setdefault(word, set()).add(number)
    built = ahocorasick.Automaton()
    for word, numbers in found.items():
        built.add_word(word, tuple(numbers))
    built.make_automaton()
    return built


@lru_cache(maxsize=1024)
def _joined(everywhere: bool, letter: str) -> re.Pattern[str] | None:
    """What rules for all lines drop that begin with ``letter``; if it is empty, with any.

    One pattern in the order of the rules, whose groups are the rules' numbers.
    """
    named = [
        f"(?P<r{number}>{'|'.join(ways)})"
        for number, rule in enumerate(rules())
        if rule.everywhere == everywhere
        and not _is_limited(rule)
        and (ways := [way for way, letters in rule.ways if _begins(letters, letter)])
    ]
    return re.compile("|".join(named), re.IGNORECASE) if named else None


@lru_cache(maxsize=1024)
def _limited(everywhere: bool, letter: str) -> tuple[int, ...]:
    """The numbers of the rules for some lines alone that may drop one that begins so."""
    return tuple(
        number
        for number, rule in enumerate(rules())
        if rule.everywhere == everywhere
        and _is_limited(rule)
        and any(letters is None or letter in letters for _, letters in rule.ways)
    )


def _begins(letters: openings.Letters, letter: str) -> bool:
    return letter in letters if letter and letters is not None else not letter and letters is None


def _is_limited(rule: Rule) -> bool:
    return bool(rule.needs) or rule.longest < sys.maxsize


def _rule(name: str, entry: dict[str, Any]) -> Rule:
    ways = tuple(
        (f"(?:{phrase}){ending}", openings.of(phrase))
        for key, ending in _ENDINGS.items()
        for phrase in _phrases(entry.get(key, ""))
    )
    needs = tuple(word.strip() for word in entry.get("needs", "").split("|") if word.strip())
    longest = entry.get("longest", sys.maxsize)
    return Rule(name, ways, entry["example"], entry.get("everywhere", False), longest, needs)


def _phrases(block: str) -> list[str]:
    return [phrase for line in block.strip().splitlines() for phrase in line.split(" ; ")]

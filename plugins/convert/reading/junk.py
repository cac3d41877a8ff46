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
from functools import lru_cache
from itertools import groupby
from typing import Any

from plugins.convert.data import table
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


@dataclass(frozen=True, slots=True)
class Rule:
    """Drops the lines that its pattern matches from their start."""

    name: str
    pattern: re.Pattern[str]
    example: str
    everywhere: bool
    """Applies to running text and rows of tables as well."""
    longest: int
    """Characters of the longest line that it looks at."""
    needs: tuple[str, ...]
    """Casefolded: one of these stands in every line that it drops; empty: nothing is needed."""


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
    width = cells(text[:_LONG])
    return width >= _LONG or (width >= _SENTENCE and _ENDS.search(text[-20:]) is not None)


def is_running(text: str) -> bool:
    """Whether ``text`` is running text and no row of a table."""
    return is_prose(text) and not is_table_row(text)


def rule_for(text: str) -> str:
    """Name of the rule that drops the line ``text``, or empty if it stays."""
    kept = is_table_row(text) or is_prose(text) or cells(text[: _PHRASE + 1]) > _PHRASE
    seen = _VOWELS.sub("", text[:_SEEN])
    bare = _MARKS.sub("", seen, count=1) if _MARKS.match(seen) else seen
    folded = ""
    for together, rules_ in _runs(everywhere_only=kept):
        if together:
            if match := together.match(seen if rules_[0].everywhere else bare):
                return rules_[_number(match)].name
            continue
        (rule,) = rules_
        folded = folded or seen.casefold()
        if len(text) > rule.longest or (
            rule.needs and not any(word in folded for word in rule.needs)
        ):
            continue
        if rule.pattern.match(seen if rule.everywhere else bare):
            return rule.name
    return ""


def _number(match: re.Match[str]) -> int:
    """Which of the patterns that were joined matched."""
    return int((match.lastgroup or "r0")[1:])


@lru_cache(maxsize=2)
def _runs(*, everywhere_only: bool) -> tuple[tuple[re.Pattern[str] | None, tuple[Rule, ...]], ...]:
    """The rules in their order, neighbours of one kind joined to one pattern: a third of the time.

    A rule that looks at some lines alone stands by itself, without one.
    """
    found: list[tuple[re.Pattern[str] | None, tuple[Rule, ...]]] = []
    asked = (rule for rule in rules() if rule.everywhere or not everywhere_only)
    for (is_alone, _), group in groupby(asked, key=lambda rule: (_is_alone(rule), rule.everywhere)):
        run = tuple(group)
        if is_alone:
            found += ((None, (rule,)) for rule in run)
        else:
            named = (f"(?P<r{at}>{rule.pattern.pattern})" for at, rule in enumerate(run))
            found.append((re.compile("|".join(named), re.IGNORECASE), run))
    return tuple(found)


def _is_alone(rule: Rule) -> bool:
    return bool(rule.needs) or rule.longest < sys.maxsize


def _rule(name: str, entry: dict[str, Any]) -> Rule:
    ways = [
        f"(?:{'|'.join(_phrases(entry[key]))}){ending}"
        for key, ending in _ENDINGS.items()
        if key in entry
    ]
    pattern = re.compile("|".join(ways), re.IGNORECASE)
    needs = tuple(word.strip() for word in entry.get("needs", "").split("|") if word.strip())
    longest = entry.get("longest", sys.maxsize)
    return Rule(name, pattern, entry["example"], entry.get("everywhere", False), longest, needs)


def _phrases(block: str) -> list[str]:
    return [phrase for line in block.strip().splitlines() for phrase in line.split(" ; ")]

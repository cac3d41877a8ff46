"""What stands in an element, in its order: where the standard wants one thing before another."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

Rule = tuple[Callable[[Sequence[str]], bool], str]
"""Whether the names of an element's children are in order, and what to do if not."""


def _in_groups(names: Sequence[str]) -> bool:
    if "div" in names:
        return set(names) == {"div"}
    return re.fullmatch("(?:(?:dt )+(?:dd )+)*", "".join(f"{name} " for name in names)) is not None


def _at_an_edge(names: Sequence[str]) -> bool:
    return names.count("figcaption") <= 1 and "figcaption" not in names[1:-1]


_RULES: dict[str, Rule] = {
    "dl": (_in_groups, "let each dt be followed by its dd"),
    "figure": (_at_an_edge, "give it one figcaption, first or last"),
    "table": (lambda names: "caption" not in names[1:], "put the caption first"),
    "details": (lambda names: names[:1] == ["summary"], "begin with a summary"),
    "picture": (lambda names: names[-1:] == ["img"] and names.count("img") == 1, "end with an img"),
}
#: None of these may stand in one of them.
APART = frozenset({"header", "footer"})


def remedy(name: str, children: Sequence[str]) -> str:
    """What to do about the order of what stands in the element ``name``; empty if all is well."""
    rule = _RULES.get(name)
    names = [child for child in children if child not in {"script", "template"}]
    return "" if rule is None or rule[0](names) else rule[1]

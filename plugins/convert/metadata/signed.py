"""Names of people who may have written a text, each with the signs for and against it.

``data/authors.toml`` says what each sign weighs and why.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from plugins.convert.data import words
from plugins.convert.metadata import bylines
from plugins.convert.metadata.bylines import alone, bare_text, is_date_line
from plugins.convert.metadata.names import key
from plugins.convert.types import Line, Structure

#: Characters of a line that may be only a name, and lines of a text that are looked at.
_ONLY, _MOST = 70, 1500
#: Lines below the headline, and above it.
_BELOW = ((3, "right below"), (10, "below"), (30, "further below"))
_ABOVE = ((3, "right above"), (12, "above"))
_END = 4
#: Lines of a text that has its page's menus in it.
_PAGE = 60
#: Bylines of more than one text.
_MANY = 3
#: Characters of a line of running text.
_RUNNING = 120
#: A post of somebody, quoted.
_POST = re.compile(r"[>\s]*[—–-]\s.{2,60}\(@")
_ADDRESS = re.compile(r"\S*(?:://|@|www\.)\S*")
_SAID = frozenset({"field", "said", "said at the end", "said in the headline", "dense"})
_NEAR = frozenset({"right below", "below", "right above", "headline"})


@dataclass(frozen=True, slots=True)
class Signed:
    """A name that may be an author's."""

    name: str
    signs: frozenset[str]
    evidence: str


def candidates(structure: Structure, lang: str) -> list[Signed]:
    """Every name that may be an author's, once, with all its signs; the order is the text's."""
    told = list(bylines.of(structure, lang))
    said = frozenset(line for _, line, signs in told if signs & _SAID)
    merged: dict[str, Signed] = {}
    for name, line, signs in (*told, *_lone(structure, lang, said)):
        known = merged.get(key(name), Signed(name, frozenset(), line))
        merged[key(name)] = replace(known, signs=known.signs | signs)
    return _compared(merged.values(), structure, many=len(said) > _MANY)


def _compared(found: Iterable[Signed], structure: Structure, *, many: bool) -> list[Signed]:
    """The candidates with the signs that a look at the others and the whole text gives."""
    running, lower = _running(structure), _lower_words(structure)
    page = len(structure.lines) > _PAGE
    made: list[Signed] = []
    seen = False
    for each in found:
        signs = each.signs | set(_of_name(each.name, running, lower))
        near = "alone" in signs and bool(signs & _NEAR)
        below = near and "right above" not in signs
        holds = {
            "page": page,
            "many bylines": many,
            "near and given": near and "given name" in signs,
            "near on a clean page": near and not page,
            "first alone": below and not seen,
            "again and near": near and "alone again" in signs,
        }
        seen = seen or below
        made.append(replace(each, signs=signs | {sign for sign, true in holds.items() if true}))
    return made


def _lone(structure: Structure, lang: str, told: frozenset[str]) -> bylines.Found:
    """Lines that are only names, or names with a date or a role; none of those ``told``."""
    lines = structure.lines[:_MOST]
    top = structure.headline_line.no if structure.headline_line else 0
    at = next((index for index, line in enumerate(lines) if line.no == top), 0)
    times = Counter(bare_text(line.text) for line in lines if len(line.text) <= _ONLY)
    dated = {index for index, line in enumerate(lines) if _dates(line, lang)}
    for index, line in enumerate(lines):
        if line.text in told or not _may_be_lone(line.text, lang):
            continue
        names, beside = alone(line.text, lang)
        holds = {
            "alone": True,
            _distance(index - at): True,
            "date or role beside": beside,
            "date near": bool(dated & {index - 2, index - 1, index + 1, index + 2}),
            "alone again": times[bare_text(line.text)] > 1,
            "at the end": index >= len(lines) - _END,
            "item": line.text.startswith(("*", "-", "•", "+", ":")),
            "several": len(names) > 1,
        }
        signs = {sign for sign, true in holds.items() if true}
        yield from ((name, line.text, signs) for name in names if not name[0].islower())


def _may_be_lone(text: str, lang: str) -> bool:
    """Whether a line is short, and neither a byline nor a post that the text quotes."""
    return len(text) <= _ONLY and not _POST.match(text) and not bylines.says(text, lang)


def _dates(line: Line, lang: str) -> bool:
    return len(line.text) <= 90 and is_date_line(line.text, lang)


def _distance(lines: int) -> str:
    """How far from the headline, in words."""
    if lines == 0:
        return "headline"
    near = _BELOW if lines > 0 else _ABOVE
    return next((name for most, name in near if abs(lines) <= most), "far")


def _of_name(name: str, running: str, lower: frozenset[str]) -> Iterator[str]:
    parts = name.split()
    first, last = parts[0].casefold(), parts[-1]
    if first in words("names", "given"):
        yield "given name"
    if running.count(last) > 1 and len(last) > 2:
        yield "said often in the text"
    elif last in running:
        yield "said in the text"
    if any(part.casefold() in lower for part in parts):
        yield "ordinary words"
    if re.search(rf"(?m)^\W*{re.escape(name)}\b", running):
        yield "opens a paragraph"
    if len(parts) > 3:
        yield "long"
    if len(parts) == 1:
        yield "one word"


def _running(structure: Structure) -> str:
    return "\n".join(bare_text(line.text) for line in structure.lines if len(line.text) > _RUNNING)


def _lower_words(structure: Structure) -> frozenset[str]:
    """Words that the text writes in lower case."""
    lines = (line for line in structure.lines if len(line.text) > _ONLY)
    texts = (_ADDRESS.sub(" ", bare_text(line.text[:4000])) for line in lines)
    return frozenset(
        word for text in texts for word in re.findall(r"[^\W\d_]{4,}", text) if word.islower()
    )

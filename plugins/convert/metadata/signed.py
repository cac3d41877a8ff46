"""Names of people who may have written a text, each with the signs for and against it.

``data/authors.toml`` says what each sign weighs and why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from plugins.convert.data import words
from plugins.convert.metadata import bios, bylines, standing
from plugins.convert.metadata.bare import bare_text
from plugins.convert.metadata.bylines import alone
from plugins.convert.metadata.names import key, pen_name
from plugins.convert.metadata.standing import ONLY, Standing
from plugins.convert.metadata.told import Found, Told
from plugins.convert.types import Line, Structure

#: Lines below a byline that still are of it: a second name, a role.
_OF_IT = 3
#: Characters of a line of running text.
_RUNNING = 120
#: A post of somebody, quoted.
_POST = re.compile(r"[>\s]*[—–-]\s.{2,60}\(@")
_IN_ADDRESSES = ("://", "@", "www.")
_WORD, _LETTER, _BORDER = re.compile(r"[^\W\d_]{4,}"), re.compile(r"\w"), re.compile(r"\b")
_SAID = frozenset({"field", "said", "said at the end", "said in the headline", "dense"})
_BYLINE = frozenset({"said", "said at the end", "announced"})
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
    places = standing.of(structure, lang)
    said = frozenset(each.line for each in told if each.signs & _SAID)
    placed = [_placed(each, places) for each in (*told, *_lone(places, lang, said))]
    first = _first_byline(placed, places)
    merged: dict[str, Signed] = {}
    for each in placed:
        known = merged.get(key(each.name), Signed(each.name, frozenset(), each.evidence))
        signs = known.signs | each.signs | _of_byline(each, places, first)
        merged[key(each.name)] = replace(known, signs=signs)
    return _compared(merged.values(), structure)


def _placed(told: Told, places: Standing) -> Told:
    """A byline or a lone name with the signs of where it stands."""
    if not told.signs & {*_SAID, "alone"}:
        ends = places.ends(told.line)
        return replace(told, signs=told.signs | {"told at the end"}) if ends else told
    return replace(told, signs=told.signs | places.signs(told.line))


def _first_byline(found: Iterable[Told], places: Standing) -> int:
    """Index of the first byline below the headline, else the last one above it; else -1."""
    indexes = {places.places[each.line] for each in found if _is_byline(each, places)}
    below = [index for index in indexes if index >= places.top]
    return min(below) if below else max(indexes, default=-1)


def _is_byline(told: Told, places: Standing) -> bool:
    return bool(told.signs & _BYLINE) and told.line in places.places


def _of_byline(told: Told, places: Standing, first: int) -> frozenset[str]:
    """Whether a byline is the first one, or of another text."""
    if not _is_byline(told, places):
        return frozenset()
    near = 0 <= places.places[told.line] - first <= _OF_IT
    return frozenset({"first byline" if near else "later byline"})


def _compared(found: Iterable[Signed], structure: Structure) -> list[Signed]:
    """The candidates with the signs that a look at the others and the whole text gives."""
    running, lower = _running(structure), _lower_words(structure)
    whole = "\n".join(running)
    made: list[Signed] = []
    seen = False
    for each in found:
        signs = each.signs | set(_of_name(each.name, running, whole, lower))
        near = "alone" in signs and bool(signs & _NEAR)
        below = near and "right above" not in signs
        if near and "given name" in signs:
            signs = signs | {"near and given"}
        if below and not seen:
            signs = signs | {"first alone"}
        seen = seen or below
        made.append(replace(each, signs=signs))
    return made


def _lone(places: Standing, lang: str, said: frozenset[Line]) -> Found:
    """Lines that are only names, or names with a date or a role; none of those ``said``."""
    for index, line in enumerate(places.lines):
        if line in said or _is_a_word(line.text) or not _may_be_lone(line.text, lang):
            continue
        names, beside = alone(line.text, lang)
        desk = pen_name(line.text, short=False)
        if not names and desk and places.is_near(index):
            names = (desk,)
        holds = {
            "alone": True,
            "date or role beside": beside,
            "several": len(names) > 1,
            "desk": bool(desk),
            "portrait": bios.unpictured(bare_text(line.text))[1],
        }
        signs = frozenset(sign for sign, true in holds.items() if true)
        yield from (Told(name, line, signs) for name in names if not name[0].islower())


def _is_a_word(text: str) -> bool:
    """Whether a line is a single word of a script in which nobody's name is one."""
    return text.isascii() and "-" not in text and len(text.split(maxsplit=1)) < 2


def _may_be_lone(text: str, lang: str) -> bool:
    """Whether a line is short, and neither a byline nor a post that the text quotes."""
    label = text.endswith((":", "："))
    return len(text) <= ONLY and not (label or _POST.match(text) or bylines.says(text, lang))


def _of_name(name: str, running: Iterable[str], whole: str, lower: frozenset[str]) -> Iterator[str]:
    parts = name.split()
    first, last = parts[0].casefold(), parts[-1]
    if first in words("names", "given"):
        yield "given name"
    times = _times(name, last, running) if last in whole else 0
    if times > 1 and len(last) > 2:
        yield "said often in the text"
    elif times:
        yield "said in the text"
    if any(part.casefold() in lower for part in parts):
        yield "ordinary words"
    if last in whole and any(_opens(line, name) for line in running):
        yield "opens a paragraph"
    if len(parts) > 3:
        yield "long"
    if len(parts) == 1:
        yield "one word"


def _opens(line: str, name: str) -> bool:
    """Whether ``name`` is the first words of a line."""
    at = line.find(name)
    return (
        at >= 0
        and not _LETTER.search(line, 0, at)
        and _BORDER.match(line, at + len(name)) is not None
    )


def _times(name: str, last: str, running: Iterable[str]) -> int:
    """How often the text says the family name; lines that begin with the whole name tell of who
    wrote it.
    """
    return sum(line.count(last) for line in running if not line.startswith(name))


def _running(structure: Structure) -> list[str]:
    return [bare_text(line.text) for line in structure.lines if len(line.text) > _RUNNING]


def _lower_words(structure: Structure) -> frozenset[str]:
    """Words that the text writes in lower case."""
    lines = (line for line in structure.lines if len(line.text) > ONLY)
    texts = (_unaddressed(bare_text(line.text[:4000])) for line in lines)
    return frozenset(word for word in set(_WORD.findall("\n".join(texts))) if word.islower())


def _unaddressed(text: str) -> str:
    if not any(mark in text for mark in _IN_ADDRESSES):
        return text
    parts = text.split()
    one, two, three = _IN_ADDRESSES
    plain = [w for w in parts if one not in w and two not in w and three not in w]
    return " ".join(plain)

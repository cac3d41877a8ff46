"""Names of people who may have written a text, each with the signs for and against it.

``data/authors.toml`` says what each sign weighs and why.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from plugins.convert.metadata import around, asides, bylines, lone, standing
from plugins.convert.metadata.bare import bare_text
from plugins.convert.metadata.names import given, key
from plugins.convert.metadata.standing import ONLY, Standing
from plugins.convert.metadata.told import Told
from plugins.convert.types import Structure

#: Lines below a byline that still are of it: a second name, a role.
_OF_IT = 3
#: Characters of a line of running text.
_RUNNING = 120
_IN_ADDRESSES = ("://", "@", "www.")
_WORD, _LETTER, _BORDER = re.compile(r"[^\W\d_]{4,}"), re.compile(r"\w"), re.compile(r"\b")
_SAID = frozenset({"field", "said", "said at the end", "said in the headline", "dense"})
_BYLINE = frozenset({"said", "said at the end", "announced"})
#: Signs that hardly any other name has.
_TELLING = frozenset({"field", "linked", "all posts by", "first byline", "said in the headline"})
#: Lines around a name, and other names among them that make it one of a list.
_AMONG, _MANY = 4, 3
#: Lines whose addresses are looked at, and characters of them.
_MOST, _SEEN = 1500, 2000
_CONTACTS = re.compile(
    r"[\w.+-]{0,40}@[\w.-]{2,60}|(?<=\]\()[^()\s]{4,200}|https?://[^()\s]{4,200}"
)
_IMAGE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)")
_NEAR = frozenset({"right below", "below", "right above", "headline"})


@dataclass(frozen=True, slots=True)
class Signed:
    """A name that may be an author's."""

    name: str
    signs: frozenset[str]
    evidence: str
    at: int = -1
    """Index of its first line among those looked at; -1 where it is none of them."""


def candidates(structure: Structure, lang: str) -> list[Signed]:
    """Every name that may be an author's, once, with all its signs; the order is the text's."""
    told = [*bylines.of(structure, lang), *asides.of(*bylines.edges(structure), lang)]
    places = standing.of(structure, lang)
    said = frozenset(each.line for each in told if each.signs & _SAID)
    placed = [_placed(each, places) for each in (*told, *lone.of(places, lang, said))]
    first = _first_byline(placed, places)
    merged: dict[str, Signed] = {}
    for each in placed:
        new = Signed(each.name, frozenset(), each.evidence, places.places.get(each.line, -1))
        known = merged.get(key(each.name), new)
        signs = known.signs | each.signs | _of_byline(each, places, first)
        merged[key(each.name)] = replace(known, signs=signs)
    return _compared(merged.values(), structure, places)


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


def _compared(found: Iterable[Signed], structure: Structure, places: Standing) -> list[Signed]:
    """The candidates with the signs that a look at the others and the whole text gives."""
    found = list(found)
    running, lower = _running(structure), _lower_words(structure)
    whole, addresses = "\n".join(running), _addresses(structure)
    told = [each for each in found if each.signs & _TELLING]
    alone = [at for each in found if "alone" in each.signs and (at := each.at) >= 0]
    made: list[Signed] = []
    seen = False
    for each in found:
        signs = each.signs | set(_of_name(each.name, running, whole, lower))
        signs |= set(_of_addresses(each.name, addresses))
        near = "alone" in signs and bool(signs & _NEAR)
        below = near and "right above" not in signs
        if near and "given name" in signs:
            signs = signs | {"near and given"}
            signs = signs | ({"near, given and dated"} if "date near" in signs else set())
        if "alone" in signs and each.at >= 0:
            signs = signs | set(around.of(each.name, each.at, signs, places))
        if below and not seen:
            signs = signs | {"first alone"}
        if any(other is not each for other in told) and not each.signs & _TELLING:
            signs = signs | {"another is told"}
        if len({each.name for each in found}) == 1:
            signs = signs | {"only name"}
        if sum(0 < abs(at - each.at) <= _AMONG for at in alone) >= _MANY:
            signs = signs | {"among names"}
        seen = seen or below
        made.append(replace(each, signs=frozenset(signs)))
    return made


def _addresses(structure: Structure) -> list[str]:
    """The addresses, mails and handles of a text, casefolded, those of pictures not."""
    return [
        match.group().casefold()
        for line in structure.lines[:_MOST]
        if "/" in line.text or "@" in line.text
        for match in _CONTACTS.finditer(line.text[:_SEEN])
    ]


def _of_addresses(name: str, addresses: Iterable[str]) -> Iterator[str]:
    """Whether an address is made of the name."""
    parts = [_plain(part) for part in name.split()]
    if len(parts) < 2 or len(parts[-1]) < 3:
        return
    both = [each for each in addresses if parts[-1] in each]
    if any(parts[0] in each for each in both if not _IMAGE.search(each)):
        yield "address of the name"
    elif any("@" in each for each in both):
        yield "mail of the name"


def _plain(text: str) -> str:
    """Letters as addresses write them."""
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("ß", "ss"))
    return "".join(char for char in decomposed if char.isalnum())


def _of_name(name: str, running: Iterable[str], whole: str, lower: frozenset[str]) -> Iterator[str]:
    parts = name.split()
    first, last = parts[0].casefold(), parts[-1]
    if first in given() or first.split("-")[0] in given():
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

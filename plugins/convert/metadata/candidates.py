"""What a text names, counted: countries, names and repeated phrases, before they are ranked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from plugins.convert.data import words
from plugins.convert.metadata import kinds, known, places, repeats, runs
from plugins.convert.metadata.inflection import stem
from plugins.convert.metadata.language import base
from plugins.convert.metadata.sentences import split

_GAP = "\uffff"
_WEIGHT = {"name": 1.0, "demonym": 0.5, "capital": 0.6}
_LEAD = 2
#: Capital letters, and letters, of the shortest part that is all capitals.
_MANY_CAPITALS, _MANY_LETTERS = 7, 12
"""Parts of a text, headline included, that say what it is about."""
#: "Banque de France", "Bank of England": the country is part of a name.
_OF_BEFORE = re.compile(
    r"(?<![^\W\d_])([^\W\d_a-z][\w’'-]*)"
    r" (?:de la |de l['’]|du |de |des |d['’]|of |of the |di |da |do )$"
)
#: Share of small letters from which a part is not all capitals, and those of most scripts.
_CALM, _SMALL = 0.4, bytes(range(ord("a"), ord("z") + 1))
_WORD_AFTER = re.compile(r"[ \u00a0]([^\W\d_])")


@dataclass(slots=True)
class Candidate:
    """One name, and what was counted of it while the text was read."""

    key: tuple[str, ...]
    """Stems of its words."""
    forms: dict[str, int] = field(default_factory=dict)
    count: float = 0.0
    inside: int = 0
    """Times that it stands where an ordinary word has no capital letter."""
    headline: bool = False
    lead: bool = False
    first: int = 0
    """Index of the part it stands in first."""
    ordinary: bool = False
    """Whether it is made of ordinary words."""
    sure: bool = False
    """Whether a list or a word of its kind says that it is a name."""

    def see(self, text: str, part: int, weight: float, inside: bool = True) -> None:
        """Counts that it stands in ``part`` as ``text``."""
        if not self.forms:
            self.first = part
        self.forms[text] = self.forms.get(text, 0) + 1
        self.count += weight
        self.inside += inside
        self.headline |= part == 0
        self.lead |= 0 < part < _LEAD

    def take(self, other: Candidate) -> None:
        """Counts ``other`` as this one, under this one's name."""
        self.count += other.count
        self.inside += other.inside
        self.headline |= other.headline
        self.lead |= other.lead
        self.first = min(self.first, other.first)
        self.sure |= other.sure


def collect(parts: list[str], lang: str) -> list[Candidate]:
    """All that ``parts`` (headline first) name, credible or not."""
    found: dict[tuple[str, ...], Candidate] = {}
    capitals: list[tuple[str, str, int]] = []
    free = [_listed(part, number, lang, found, capitals) for number, part in enumerate(parts)]
    if base(lang) not in repeats.CASELESS | repeats.DENSE:
        _names(free, lang, found)
    for each in repeats.find(free, lang):
        held = found.setdefault(each.key, Candidate(each.key, ordinary=not each.name))
        held.see(each.text, each.part, float(each.times))
        held.sure |= each.sure
    _governments(capitals, lang, found)
    _drop_openers(found)
    return list(found.values())


def _listed(
    part: str,
    number: int,
    lang: str,
    found: dict[tuple[str, ...], Candidate],
    capitals: list[tuple[str, str, int]],
) -> str:
    """Counts the names of a part that lists have; returns it with what was counted taken out."""
    named = list(kinds.names(part, lang))
    longer = [(each.start, each.end) for each in named]
    free = part
    for each in places.mentions(part, lang):
        inside = any(s <= each.start < e and e - s >= each.end - each.start for s, e in longer)
        if inside or _in_a_name(part, each, lang):
            continue
        free = _without(free, each.start, each.end)
        if each.kind == "capital":
            capitals.append((each.code, part[each.start : each.end], number))
        else:
            key = (f"{_GAP}{each.code}",)
            held = found.setdefault(key, Candidate(key))
            held.see(places.label(each.code, lang), number, _WEIGHT[each.kind])
            held.sure |= each.kind == "name"
    for name in named:
        if _GAP not in free[name.start : name.end]:
            free = _without(free, name.start, name.end)
            _know(name.meaning, number, found)
    return free


def _without(text: str, start: int, end: int) -> str:
    return text[:start] + _GAP * (end - start) + text[end:]


def _know(name: str, number: int, found: dict[tuple[str, ...], Candidate]) -> None:
    key = (name.casefold(),)
    held = found.setdefault(key, Candidate(key, sure=True))
    held.see(name, number, 1.0)


def _in_a_name(part: str, each: places.Mention, lang: str) -> bool:
    """Whether the country's name is a piece of a longer name."""
    if each.kind == "name" and (of := _OF_BEFORE.search(part, max(0, each.start - 40), each.start)):
        word = of[1].casefold()
        starts = of.start() == 0 or part[: of.start()].rstrip().endswith((".", "!", "?", "«", "“"))
        return of[1][0].isupper() and not starts and word not in words("titles", "titles")
    if each.kind == "demonym" and base(lang) == "de" and part[each.start].isupper():
        after = _WORD_AFTER.match(part, each.end)
        return bool(after and after[1].isupper() and not part[each.start : each.end].isupper())
    return False


def _governments(
    capitals: list[tuple[str, str, int]], lang: str, found: dict[tuple[str, ...], Candidate]
) -> None:
    """A capital speaks for its country where the text names that; else for itself."""
    for code, text, number in capitals:
        country = found.get((f"{_GAP}{code}",))
        if country is not None:
            country.see(next(iter(country.forms)), number, _WEIGHT["capital"])
        else:
            _know(known.city(text, lang) or text, number, found)


def _names(free: list[str], lang: str, found: dict[tuple[str, ...], Candidate]) -> None:
    spoken = set().union(*(runs.parted(part)[1::2] for part in free[1:]))
    lower = frozenset(word for word in spoken if word.islower())
    for number, part in enumerate(free):
        if _shouted(part):
            continue
        titled = number == 0 and _title_case(part)
        for sentence in split(part, lang):
            for run in runs.find(sentence, lang, lower):
                if city := known.city(run.text, lang):
                    _know(city, number, found)
                    continue
                key = tuple(stem(word, lang) for word in run.words)
                held = found.setdefault(key, Candidate(key))
                held.see(run.text, number, 1.0, inside=not run.initial and not titled)


def _drop_openers(found: dict[tuple[str, ...], Candidate]) -> None:
    """Names of two words that a sentence opens with one more word before are those names.

    So is an opening word before a family name that another full name has inside a sentence.
    """
    opening = [each for each in found.values() if len(each.key) > 1 and not each.inside]
    for each in sorted(opening, key=lambda each: each.key):
        rest = each.key[1:]
        whole = found.get(rest) if len(rest) > 1 else _namesake(each, found)
        if whole is not None and not each.ordinary:
            if len(rest) > 1:
                form = next(iter(each.forms)).split(" ", 1)[1]
                whole.forms[form] = whole.forms.get(form, 0) + 1
            whole.take(each)
            del found[each.key]


def _namesake(each: Candidate, found: dict[tuple[str, ...], Candidate]) -> Candidate | None:
    others = (other for other in found.values() if other.inside and not other.ordinary)
    same = [other for other in others if len(other.key) > 1 and other.key[-1] == each.key[-1]]
    return min(same, key=lambda other: (-other.count, other.key), default=None)


def _shouted(part: str) -> bool:
    raw = part.encode("utf-8", "surrogatepass")
    if len(raw) - len(raw.translate(None, _SMALL)) >= _CALM * len(part):
        return False  # without a look at each letter
    capitals = sum(map(str.isupper, part))
    letters = sum(map(str.isalpha, part)) if capitals > _MANY_CAPITALS else 0
    return letters > _MANY_LETTERS and capitals > 0.6 * letters


def _title_case(headline: str) -> bool:
    """Whether nearly every longer word of a headline has a capital letter, as in English."""
    long = [word for word in runs.parted(headline)[1::2] if len(word) >= 4]
    return len(long) >= 3 and sum(word[0].isupper() for word in long) >= 0.8 * len(long)


def credible(each: Candidate, lang: str) -> bool:
    """Whether a capital letter says that it is a name, and not only where it stands."""
    form = next(iter(each.forms))
    if len(form) > 60 or len(form) < 2 or "," in form or ";" in form:
        return False
    if each.key[0].startswith(_GAP) or each.ordinary or each.sure or len(each.key) > 1:
        return len(each.key) <= 5
    if form.isupper() and 2 < len(form) <= 8:
        return True
    if base(lang) == "de":
        return each.count >= 3 or (each.headline and each.count >= 2)
    return each.inside > 0 and len(form) > 2


def parts_of(headline: str, paragraphs: Iterator[str], room: int) -> list[str]:
    """Headline and paragraphs, at most about ``room`` characters of them."""
    parts = [headline[:500]]
    for paragraph in paragraphs:
        if room <= 0:
            break
        parts.append(paragraph[:room])
        room -= len(paragraph)
    return parts

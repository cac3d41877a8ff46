"""A volume of the index: the articles of one language and some years, oldest first.

Which article an entry means is its place among these. A new article of today comes last in its
volume, and no other volume changes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from plugins.hashing import digest
from plugins.search.shards import BOUNDS, SHARDS, Postings, encode
from plugins.search.terms import TITLE, unpack
from plugins.search.words import RULES, is_dense, stops
from plugins.text import shorten

#: Days whose articles share a file of cards: so many, or two for each year of the volume where that
#: is more.
_CARD_DAYS = 8
#: Characters of a summary that results show.
_SUMMARY = 240
#: Numbers of names are single characters from here on.
_FIRST = 35


@dataclass(frozen=True, slots=True)
class Volume:
    """All files of a volume but its cards."""

    shards: tuple[bytes, ...]
    """By number, that of letters last; one without terms is empty."""
    facts: bytes
    """What results are chosen by, of every article."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a result shows of an article."""

    href: str
    title: str
    summary: str
    published: str
    """ISO 8601."""
    online_since: bool


def volume(packed: Sequence[bytes], days: Sequence[datetime], years: range) -> Volume:
    """The volume of ``years``: what ``terms_of`` packed, and the local times of these articles."""
    every = [_Gathered() for _ in range(SHARDS)]
    sections, sources = [], []
    for number, each in enumerate(packed):
        terms = unpack(each)
        sections.append(terms.section)
        sources.append(terms.source)
        for gathered, (lines, codes) in zip(every, terms.lines, strict=True):
            if codes:
                gathered.add(number << 2, lines, codes)
    count = len(packed)
    postings = [each.postings for each in every]
    shards = tuple(encode(each, count) if each else b"" for each in (*postings, _letters(postings)))
    cards = Counter(card_of(day, years) for day in days)
    version = digest(b"".join(shards))
    facts = {
        "articles": count,
        "version": version,
        "shards": [number for number, shard in enumerate(shards) if shard],
        "cards": sorted(cards.items()),
        "sections": _facet(sections),
        "sources": _facet(sources),
        "years": sorted(Counter(f"{day.year:04}" for day in days).items()),
    }
    return Volume(shards, _json(facts))


class _Gathered:
    """Terms of a shard, article by article."""

    def __init__(self) -> None:
        self.postings: dict[str, tuple[set[str], list[int]]] = {}
        #: Places by what lines say besides their weight, for each way of reading them: most lines
        #: were seen before, and need no closer look.
        self._known: list[dict[str, list[int]]] = [{} for _ in range(64)]

    def add(self, article: int, lines: str, codes: bytes) -> None:
        """What ``terms_of`` says of an article, whose number comes times four."""
        for line, code in zip(lines.split("\n"), codes, strict=True):
            places = self._known[code >> 2].get(line)
            if places is None:
                places = self._meet(line, code)
            places.append(article | code & 3)

    def _meet(self, line: str, code: int) -> list[int]:
        forms, places = self.postings.setdefault(line[: code >> 3], (set(), []))
        forms.update(line.split()[code >> 2 & 1 :])
        self._known[code >> 2][line] = places
        return places


def _letters(shards: Iterable[Postings]) -> Postings:
    """The articles that have a word in title or tags beginning with a letter, by letter."""
    begun: dict[str, set[int]] = {}
    for shard in shards:
        for key, (_, places) in shard.items():
            titled = [place & -4 for place in places if place & 3 == TITLE]
            if titled and not is_dense(key):
                begun.setdefault(key[0], set()).update(titled)
    return {letter: ({letter}, sorted(places)) for letter, places in begun.items()}


def _facet(values: Sequence[str]) -> list[Any]:
    """The names there are, and a character for each article that says which it has."""
    names = sorted(set(values))
    signs = {name: chr(_FIRST + number) for number, name in enumerate(names)}
    return [names, "".join(signs[value] for value in values)]


def card_of(local: datetime, years: range) -> int:
    """The number of the file of cards for an article of that time in the site's zone."""
    days = max(_CARD_DAYS, 2 * len(years))
    in_a_year = -(-366 // days)
    return (local.year - years.start) * in_a_year + (local.timetuple().tm_yday - 1) // days


def cards(found: Iterable[Card]) -> bytes:
    """A file of cards, oldest first."""
    return _json(
        [
            [card.href, card.title, shorten(card.summary, _SUMMARY), card.published]
            + [1] * card.online_since
            for card in found
        ]
    )


def index(volumes: Mapping[str, Sequence[str]], names: Mapping[str, str]) -> bytes:
    """The list of volumes by language; what the languages are called, which words are not searched,
    and how all are cut."""
    words = {lang: " ".join(sorted(stops(lang))) for lang in volumes}
    rules = {**RULES, "bounds": BOUNDS, "shards": SHARDS}
    return _json({"volumes": volumes, "names": names, "stops": words, "rules": rules})


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

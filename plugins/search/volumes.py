"""A volume of the index: the articles of one language and some years, oldest first.

Which article an entry means is its place among these. A new article of today comes last in its
volume, and no other volume changes.
"""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import repeat
from typing import Any

from plugins.hashing import digest
from plugins.search.shards import BOUNDS, LETTERS, SHARDS, encode, shard_of
from plugins.search.terms import TITLE, Lines, unpack
from plugins.search.words import RULES, is_dense, parsed, stops
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
    gathered = _Gathered()
    sections, sources = [], []
    for number, each in enumerate(packed):
        section, source, lines = unpack(each)
        sections.append(section)
        sources.append(source)
        gathered.add(number, lines)
    count = len(packed)
    shards = tuple(encode(each, count) if each else b"" for each in gathered.shards)
    cards = Counter(card_of(day, years) for day in days)
    version = digest(b"".join(shards))
    facts = {
        "articles": count,
        "version": version,
        "shards": [number for number, shard in enumerate(shards) if shard],
        "cards": sorted(cards.items()),
        "sections": _facet(sections),
        "sources": _facet(sources),
        "times": sorted(Counter(map(_in_years, days)).items()),
    }
    return Volume(shards, _json(facts))


class _Gathered(dict[str, list[int]]):
    """Places by the lines of terms, article by article: most lines were seen before, and need no
    closer look."""

    def __init__(self) -> None:
        self.shards: list[dict[str, tuple[set[str], list[int]]]] = [{} for _ in range(SHARDS + 1)]

    def __missing__(self, line: str) -> list[int]:
        stem, forms = parsed(line)
        known, places = self.shards[shard_of(stem)].setdefault(stem, (set(), []))
        known.update(forms)
        self[line] = places
        return places

    def add(self, article: int, by_weight: Lines) -> None:
        """What ``terms_of`` says of an article."""
        for weight, lines in enumerate(by_weight):
            if lines:
                # A loop in C: there are some hundreds of lines an article.
                places = map(self.__getitem__, lines.split("\n"))
                deque(map(list.append, places, repeat(article << 2 | weight)), maxlen=0)
        titled = by_weight[TITLE].split("\n")
        for letter in {line[0] for line in titled if line and not is_dense(line)}:
            self.shards[LETTERS].setdefault(letter, ({letter}, []))[1].append(article << 2)


def _facet(values: Sequence[str]) -> list[Any]:
    """The names there are, and a character for each article that says which it has."""
    names = sorted(set(values))
    signs = {name: chr(_FIRST + number) for number, name in enumerate(names)}
    return [names, "".join(signs[value] for value in values)]


def _in_years(local: datetime) -> float:
    """When the month of ``local`` began, in years."""
    return round(local.year + (local.month - 1) / 12, 2)


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

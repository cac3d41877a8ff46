"""Cities and organisations that lists name, in a text: where one stands, it is certain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError

from plugins.convert.data import table, words
from plugins.convert.metadata import matching
from plugins.convert.metadata.language import base
from plugins.convert.metadata.matching import Hit


@dataclass(frozen=True, slots=True)
class Known:
    """What a list says of a name."""

    tag: str
    """The form of it that makes a tag."""
    city: bool
    """Whether it is a city; else it is an organisation."""


def listed(lang: str) -> bool:
    """Whether lists are kept for ``lang``; for the others, capital letters tell enough."""
    return base(lang) in table("organisations")


def mentions(text: str, lang: str) -> tuple[Hit[Known], ...]:
    """Every city and organisation in ``text``, in order; of overlapping ones the longest."""
    found = matching.hits(text, base(lang), _automaton(base(lang)))
    return matching.longest(each for each in found if _fits(text, each))


@lru_cache(maxsize=16384)
def city(text: str, lang: str) -> str:
    """The tag of the city that ``text``, whole, is a form of; empty where no list has it."""
    whole = (hit for hit in mentions(text, lang) if hit.start == 0 and hit.end == len(text))
    return next((hit.meaning.tag for hit in whole if hit.meaning.city), "")


def _fits(text: str, hit: Hit[Known]) -> bool:
    """Whether a name has its capital letters, and initials all of them."""
    found = text[hit.start : hit.end]
    if len(found) <= 6 and " " not in found and hit.meaning.tag.isupper():
        return found.isupper()
    return not found[0].islower()


@lru_cache(maxsize=32)
def _automaton(lang: str) -> Any:
    """Of all forms of all names."""
    named = (*_organisations(lang), *_cities(lang))
    never = frozenset(str(table("cities")["never"].get(lang, "")).split())
    return matching.automaton(
        each
        for form, meaning in named
        if form not in never
        for each in matching.declined(form, meaning, lang)
    )


def _organisations(lang: str) -> Iterator[tuple[str, Known]]:
    for tag, others in table("organisations").get(lang, {}).items():
        for form in (tag, *str(others).split("|")):
            if form.strip():
                yield form.strip(), Known(tag, city=False)


def _cities(lang: str) -> Iterator[tuple[str, Known]]:
    for line in str(table("cities")["cities"].get(lang, "")).split(","):
        forms = [form.strip() for form in line.split("|")]
        yield from ((form, Known(forms[0], city=True)) for form in forms if form)
    known = _zone_cities(lang) if listed(lang) else {}
    for zone in sorted(words("cities", "zones") & known.keys()):
        yield known[zone], Known(known[zone], city=True)


def _zone_cities(lang: str) -> dict[str, str]:
    """The cities of time zones as ``lang`` names them; CLDR leaves out what is as in English."""
    try:
        zones = Locale.parse(lang).time_zones
    except (UnknownLocaleError, ValueError):
        return {}
    english = {zone: zone.rpartition("/")[2].replace("_", " ") for zone in words("cities", "zones")}
    return english | {str(key): str(of["city"]) for key, of in zones.items() if "city" in of}

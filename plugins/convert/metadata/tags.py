"""Tags: the countries, people, organisations and things that a text is about.

Measured on French news, capitalised runs with countries beat every statistical method; where
a script has no capital letters, titles before names and repeated phrases take their place.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from plugins.convert.metadata import datelines, known
from plugins.convert.metadata.candidates import Candidate, collect, credible, parts_of
from plugins.convert.metadata.inflection import nominative
from plugins.convert.metadata.language import base
from plugins.convert.metadata.moments import is_month
from plugins.convert.metadata.names import agency
from plugins.convert.metadata.nominatives import nominative_of
from plugins.convert.metadata.repeats import DENSE
from plugins.model import Guess, Origin
from plugins.text import one_line

LIMIT = 8
#: Characters that are read: what stands further down is no better.
_READ = 8_000
_MIN_SCORE = 2.0
_OPENING = 3
"""Parts of a text, headline included, that a dateline may open."""
_AGENCY_TIMES = 3
"""Mentions of an agency that the text is about it."""
#: Tags that a text gets even where none of them scores much.
_AT_LEAST = 5
#: Characters of a text so short that one mention of a place or an organisation tells something,
#: in scripts of letters and of syllables; the score that it needs, and how many tags it may add to.
_SHORT, _SHORT_DENSE = 3_000, 1_000
_SURE, _SURE_TAGS = 1.0, 6


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag and how much the text is about it."""

    name: str
    score: float


def guess(
    headline: str, paragraphs: Iterable[str], lang: str, given: Iterable[tuple[str, str]] = ()
) -> tuple[Guess, ...]:
    """A guess a tag, best first, at most ``LIMIT``.

    ``given`` are those that the text gives itself, each with its line: they come first.
    """
    found = {_plain(tag.name): tag for tag in find(headline, paragraphs, lang)}
    guesses: dict[str, Guess] = {}
    for name, line in given:
        known_as = found.get(_plain(name))
        value = known_as.name if known_as and name.islower() else name
        guesses.setdefault(_plain(name), Guess("tags", value, Origin.TEXT, 0.9, line))
    for plain, tag in found.items():
        sure = round(min(0.9, 0.3 + tag.score / 15), 2)
        guesses.setdefault(plain, Guess("tags", tag.name, Origin.TEXT, sure, "named"))
    return tuple(guesses.values())[:LIMIT]


def find(headline: str, paragraphs: Iterable[str], lang: str) -> tuple[Tag, ...]:
    """The tags of a text, best first, no two alike but for case, accents and hyphens."""
    parts = parts_of(headline, iter(paragraphs), _READ)
    parts = [
        datelines.without(part, lang) if at < _OPENING else part for at, part in enumerate(parts)
    ]
    short = known.listed(lang) and sum(map(len, parts)) < (
        _SHORT_DENSE if base(lang) in DENSE else _SHORT
    )
    named = [each for each in _merged(collect(parts, lang)) if credible(each, lang)]
    ranked = sorted(named, key=lambda each: (-_score(each, lang), each.first, each.key))
    kept: dict[str, Tag] = {}
    for each in ranked:
        score = _score(each, lang)
        if len(kept) >= LIMIT or score < _least(len(kept), lang, short and each.sure):
            continue
        name = _name(each, lang)
        if name and not _is_noise(name, each, lang):
            kept.setdefault(_plain(name), Tag(name, round(score, 2)))
    return tuple(kept.values())


def _name(each: Candidate, lang: str) -> str:
    """How the tag is written; empty where its nominative is not known."""
    name = one_line(nominative(each.forms, lang))
    plain = each.sure or each.ordinary or _is_country(each) or base(lang) != "ru"
    return name if plain else nominative_of(name)


def _is_noise(name: str, each: Candidate, lang: str) -> bool:
    """Whether ``name`` is a month, or an agency that the text only names as its source."""
    if is_month(name, lang):
        return not each.sure
    return bool(agency(name)) and not each.headline and each.count < _AGENCY_TIMES


def _least(kept: int, lang: str, sure: bool) -> float:
    """The score that the next tag needs; German capital letters say less than others'."""
    if sure and kept < _SURE_TAGS:
        return _SURE
    if base(lang) == "de":
        return 2.3
    return 1.7 if kept < _AT_LEAST else _MIN_SCORE


def _score(each: Candidate, lang: str) -> float:
    value = min(each.count, 8.0) + 0.1 * max(0.0, each.count - 8.0)
    single_noun = base(lang) == "de" and len(each.key) == 1 and not _is_country(each)
    if each.ordinary or (single_noun and not next(iter(each.forms)).isupper()):
        value *= 0.6
    several = len(each.key) > 1 and not each.ordinary
    acronym = len(each.key) == 1 and next(iter(each.forms)).isupper()
    return value + 2.0 * each.headline + 1.0 * each.lead + 0.8 * several + 0.6 * acronym


def _is_country(each: Candidate) -> bool:
    return each.key[0].startswith("\uffff")


def _plain(name: str) -> str:
    bare = unicodedata.normalize("NFD", name.casefold())
    return "".join(char for char in bare if not unicodedata.combining(char)).replace("-", " ")


def _merged(found: list[Candidate]) -> list[Candidate]:
    """Candidates with the short names ("Biden") counted as the long ones ("Joe Biden")."""
    long = sorted(
        (each for each in found if len(each.key) > 1),
        key=lambda each: (-each.count, each.first, each.key),
    )
    by_family: dict[str, list[Candidate]] = {}
    for each in long:
        by_family.setdefault(each.key[-1], []).append(each)
    kept: list[Candidate] = []
    for each in sorted(found, key=lambda each: (len(each.key), each.key)):
        others = () if _is_whole(each) else by_family.get(each.key[-1], ())
        whole = next((other for other in others if _is_short_for(each, other)), None)
        if whole is None:
            kept.append(each)
        else:
            whole.take(each)
    return kept


def _is_whole(each: Candidate) -> bool:
    """Whether a name is no shorter form of another, whatever that is."""
    return (each.ordinary and len(each.key) > 1) or each.sure or _is_country(each)


def _is_short_for(each: Candidate, other: Candidate) -> bool:
    """Whether ``each`` is the family name in ``other``, or the same name with fewer words.

    Both have the same last word.
    """
    size = len(each.key)
    if each is other or (other.ordinary and not each.ordinary):
        return False
    if "von" in each.key and "von" not in other.key and not other.ordinary:
        return True  # "Kommunikationsstil von Diess"
    if size >= len(other.key):
        return False
    if size == 1:
        return len(other.key) <= 4
    return other.key[0] == each.key[0]

"""What a text is about, by short keyword lists, and the site's section for it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from babel.core import get_global

from plugins.config import Settings
from plugins.convert.data import table
from plugins.convert.metadata import places
from plugins.convert.metadata.language import base
from plugins.convert.metadata.matching import same
from plugins.convert.metadata.repeats import DENSE
from plugins.model import Guess, Origin

#: Characters that are read.
_READ = 6000
#: The headline's words count this often.
_HEADLINE = 4
_LEAST = 3.0
"""Score below which nothing is said of a text's topic."""
_MARGIN = 1.12
"""How much better the best section must be than the next."""
#: What sections are sure by at least and at most, however many words speak for them, and by one.
_SURE_LEAST, _SURE_MOST, _SURE_BY_ONE = 0.25, 0.9, 0.5
#: A word; Hebrew writes initials with a quotation mark before the last one.
_WORD = re.compile(r"[^\W_]+(?:(?:\u200c|(?<=[א-ת])[\"'](?=[א-ת]))[^\W_]+)*")
#: Letters written onto a word's front, and the article: a word is looked up with and without.
_PREFIXES = {
    "ar": (r"^[وف](?=...)", r"^[وف]?(?:[بك]?ال|لل)(?=..)", r"^[وف]?[بلكس](?=...)"),
    "he": (r"^[ובלמהשכ](?=...)", r"^[ובלמהשכ]{2}(?=...)", r"^[ובלמהשכ]{3}(?=...)"),
}
#: Vowel signs, which most texts leave out.
_SIGNS = re.compile(r"[\u064b-\u0652\u0670\u0640\u0591-\u05c7]")
#: Letters by which most words are known to begin no stem; a stem has no fewer but one.
_START = 3
#: Topics that are home affairs, and the share of them that counts for the world abroad.
_HOME_TOPICS, _SHARE_ABROAD = ("politics", "society"), 0.7


def guess(headline: str, paragraphs: Iterable[str], lang: str, settings: Settings) -> Guess:
    """The section of the site a text belongs to; the default one where the words leave it open."""
    foreign = base(lang) != base(settings.lang)
    about = _about(headline, paragraphs, lang, home(settings), foreign=foreign)
    found = about.scores
    sections = sorted(
        ((_together([found.get(topic, 0.0) for topic in topics]), -rank, name)
         for rank, (name, topics) in enumerate(settings.sections)),
        reverse=True,
    )  # fmt: skip
    best, second = [*sections, (0.0, 0, ""), (0.0, 0, "")][:2]
    if best[0] < _LEAST or best[0] < second[0] * _MARGIN:
        why = "no topic stands out"
        return Guess("category", settings.default_section, Origin.DEFAULT, 0.2, why)
    words = about.words(dict(settings.sections)[best[2]])
    confidence = _confidence(words, 1 - second[0] / best[0])
    return Guess("category", best[2], Origin.TEXT, confidence, _told(found))


def _confidence(words: int, lead: float) -> float:
    """How sure a section is that ``words`` different words speak for, and how far it leads.

    Both count: many words of two sections leave it open, and so does one word of a single one.
    """
    heard = 1 - 2 ** (-words / 2)
    sure = _SURE_LEAST + (_SURE_MOST - _SURE_LEAST) * heard * min(1.0, 0.3 + lead)
    return round(min(sure, _SURE_BY_ONE) if words < 2 else sure, 2)


@dataclass(frozen=True, slots=True)
class _About:
    """What a text's words say of it."""

    scores: dict[str, float]
    stems: dict[str, frozenset[str]]
    """The different stems heard of each topic; countries abroad are such for the world."""

    def words(self, topics: Iterable[str]) -> int:
        """How many different words speak for any of ``topics``."""
        heard: set[str] = set()
        return len(heard.union(*(self.stems.get(topic, ()) for topic in topics)))


def scores(
    headline: str,
    paragraphs: Iterable[str],
    lang: str,
    home_country: str,
    *,
    foreign: bool = False,
) -> dict[str, float]:
    """How much a text is about each topic; countries abroad speak for the world."""
    return _about(headline, paragraphs, lang, home_country, foreign=foreign).scores


def _about(
    headline: str, paragraphs: Iterable[str], lang: str, home_country: str, *, foreign: bool
) -> _About:
    body = "\n".join(paragraphs)[:_READ]
    counted = Counter(_words(body, lang))
    for word in _words(headline[:500], lang):
        counted[word] += _HEADLINE
    found: dict[str, float] = {}
    heard: dict[str, set[str]] = {}
    code = base(lang)
    for word, times in counted.items():
        for topic, stem in _found(word, code):
            found[topic] = found.get(topic, 0.0) + 1.0 + math.log2(min(times, 8))
            heard.setdefault(topic, set()).add(stem)
    named = [each for part in (headline, *body.split("\n")) for each in places.mentions(part, lang)]
    moved = _abroad(found, named, home_country, foreign)
    if moved is not found:
        abroad = {each.code for each in named} - {home_country}
        heard["world"] = abroad.union(*(heard.get(topic, ()) for topic in ("world", *_HOME_TOPICS)))
    return _About(moved, {topic: frozenset(stems) for topic, stems in heard.items()})


def _together(values: list[float]) -> float:
    """A section's score: its best topic and half of the others, or many topics would win always."""
    return max(values, default=0.0) / 2 + sum(values) / 2


def home(settings: Settings) -> str:
    """The country of the site, by its time zone; empty where that names none."""
    return str(get_global("zone_territories").get(settings.timezone.key, ""))


def _told(found: dict[str, float]) -> str:
    ranked = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:3]
    return "words of " + ", ".join(f"{topic} ({score:.0f})" for topic, score in ranked)


def _words(text: str, lang: str) -> list[str]:
    """The words of ``text`` as they are looked up, and each two; dense scripts: stems in it."""
    plain = same(text if text.isascii() else _SIGNS.sub("", text))
    if base(lang) in DENSE:
        return [stem for stem in _stems(base(lang)) for _ in range(plain.count(stem.rstrip("$")))]
    found = _WORD.findall(plain)
    firsts, glued = _firsts(base(lang)), base(lang) in _PREFIXES
    if firsts:
        pairs = pairwise(found)
        found.extend([f"{one}_{two}" for one, two in pairs if glued or one in firsts])
    return found


@lru_cache(maxsize=32)
def _firsts(lang: str) -> frozenset[str]:
    """The first words of stems of two."""
    return frozenset(stem.split("_")[0] for stem in _stems(lang) if "_" in stem)


@lru_cache(maxsize=32768)
def _found(word: str, lang: str) -> tuple[tuple[str, str], ...]:
    """The topics of ``word`` as it stands, else of what is left without letters on its front.

    Each with the stem that says so.
    """
    stems, fronts = _stems(lang), _PREFIXES.get(lang, ())
    forms = dict.fromkeys((word, *(re.sub(each, "", word) for each in fronts)))
    starts = _starts(lang)
    found = next((topics for form in forms if (topics := _topics(form, stems, starts))), {})
    return tuple(found.items())


def _topics(word: str, stems: dict[str, tuple[str, ...]], starts: frozenset[str]) -> dict[str, str]:
    found = dict.fromkeys(stems.get(f"{word}$", ()), word)
    if word[:_START] not in starts and word[: _START - 1] not in stems:
        return found
    for length in range(max(1, word.find("_") + 1) + 1, len(word) + 1):
        if topics := stems.get(word[:length]):
            found.update({topic: word[:length] for topic in topics if topic not in found})
    return found


@lru_cache(maxsize=32)
def _starts(lang: str) -> frozenset[str]:
    return frozenset(stem[:_START] for stem in _stems(lang))


@lru_cache(maxsize=32)
def _stems(lang: str) -> dict[str, tuple[str, ...]]:
    """The topics of each stem; ``$`` ends whole words, ``_`` stands between two."""
    stems: dict[str, tuple[str, ...]] = {}
    for topic, by_lang in table("topics").items():
        for listed in str(by_lang.get(lang, "")).split():
            stem = same(listed)
            stems[stem] = (*stems.get(stem, ()), topic)
    return stems


def _abroad(
    found: dict[str, float], named: Iterable[places.Mention], home_country: str, foreign: bool
) -> dict[str, float]:
    """Most of what would be home affairs counts for the world if the text speaks of others.

    ``foreign`` texts are in a language that is not the site's: there less tells that.
    """
    codes = Counter(each.code for each in named)
    own = codes.pop(home_country, 0)
    abroad = sum(codes.values())
    if abroad <= own if foreign else (abroad < 3 or abroad <= 2 * own):
        return found
    moved = dict(found)
    share = _SHARE_ABROAD
    for topic in _HOME_TOPICS:
        moved["world"] = moved.get("world", 0.0) + share * moved.get(topic, 0.0)
        moved[topic] = (1 - share) * moved.get(topic, 0.0)
    moved["world"] = moved.get("world", 0.0) + min(3.0, 0.5 * len(codes))
    return moved

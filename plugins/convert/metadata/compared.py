"""What a look at all names of a text, and at the whole text, says of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from plugins.convert.data import phrases, words
from plugins.convert.metadata import papers
from plugins.convert.metadata.named import DOMAIN_END, MOST, ONLY, SAID, SEEN, Named, key
from plugins.convert.metadata.names import agency
from plugins.convert.types import Structure

#: How often a text says a name that it is full of.
_OFTEN = 3
#: Letters of the shortest name that stands in others by no chance, and of a host that is short.
_LONG_KEY, _SHORT_KEY = 4, 4
#: Lines of a text that has its page's menus in it.
_PAGE = 60
#: Lines at a text's beginning and at its end.
_OPENING, _CLOSING = 3, 4
_TAILS = frozenset({"behind a dash", "behind a bar", "behind the headline"})
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Text:
    """What the signs need of a text."""

    whole: str
    """Its words, casefolded."""
    spoken: str
    """Its letters outside addresses, casefolded; empty where no candidate is an address."""
    shorts: tuple[str, ...]
    """Its short lines, casefolded."""
    is_page: bool
    names: tuple[str, ...]
    """The keys of all candidates."""
    addressed: tuple[str, ...]
    """Those of addresses."""
    several: frozenset[str]
    """Those that several phrases say."""
    papers: frozenset[str]
    """Those of known papers."""
    times: dict[str, int]
    """How often the text says each of them."""
    most: str
    """That of the name which the text says most often, far more often than any other."""
    opening: str
    """The first lines, casefolded."""
    closing: str
    """The last lines, casefolded."""


def compared(found: dict[str, Named], several: set[str], structure: Structure) -> list[Named]:
    """The candidates, by their keys, with the signs that only the whole text gives.

    ``several`` are the keys of those that phrases say more than once.
    """
    text = _text(found, several, structure)
    return [
        replace(each, signs=each.signs | frozenset(_signs(name, each, text)))
        for name, each in found.items()
    ]


def _text(found: dict[str, Named], several: set[str], structure: Structure) -> _Text:
    lines = structure.lines[:MOST]
    whole = " ".join(line.text[:SEEN] for line in lines).casefold()
    titles = {name: each.source.title.casefold() for name, each in found.items()}
    times = {name: whole.count(title) if len(title) > 2 else 0 for name, title in titles.items()}
    addressed = tuple(name for name, each in found.items() if _is_address(each))
    return _Text(
        whole=whole,
        spoken=_spoken(whole) if addressed else "",
        shorts=tuple(line.text.casefold() for line in lines if len(line.text) <= ONLY),
        is_page=len(structure.lines) > _PAGE,
        names=tuple(found),
        addressed=addressed,
        several=frozenset(several),
        papers=frozenset(name for name, each in found.items() if _is_paper(name, each)),
        times=times,
        most=_most_often(times),
        opening=" ".join(line.text[:SEEN] for line in lines[:_OPENING]).casefold(),
        closing=" ".join(line.text[-SEEN:] for line in structure.lines[-_CLOSING:]).casefold(),
    )


def _is_paper(name: str, each: Named) -> bool:
    return each.source.title in papers.known() or name in _paper_keys()


def _most_often(times: dict[str, int]) -> str:
    """The key of the name that is said most often, more than half again as often as the next."""
    ordered = sorted(times, key=lambda name: (-times[name], name))
    first = ordered[0] if ordered else ""
    others = (times[name] for name in ordered[1:] if not _alike(name, first))
    most = times.get(first, 0)
    return first if most >= _OFTEN and most > 1.5 * next(others, 0) else ""


def _spoken(whole: str) -> str:
    plain = (
        word for word in whole.split() if "//" not in word and "@" not in word and "](" not in word
    )
    return "".join(_WORD.findall("".join(plain)))


def _is_address(each: Named) -> bool:
    return any(":" in sign for sign in each.signs)


def _signs(name: str, each: Named, text: _Text) -> Iterator[str]:
    title = each.source.title.casefold()
    times = text.times[name]
    holds = {
        "said often": times >= _OFTEN,
        "said twice": times == 2,
        "rights and often": times >= _OFTEN and "holder of rights" in each.signs,
        "feed and often": times >= _OFTEN and "feed" in each.signs,
        "in many entries": times >= _OFTEN and _entries(title, text.shorts) >= _OFTEN,
        "inside other names": _inside(name, text.names) > _OFTEN,
        "several phrases": name in text.several,
        "as an address": any(_alike(name, other) for other in text.addressed if other != name),
        "host said": _is_address(each) and name in text.spoken,
        "short host": _is_address(each) and len(name) < _SHORT_KEY,
        "tail said in the text": bool(each.signs & _TAILS) and times > 2,
        "page": text.is_page,
        "said most often": name == text.most,
        "in the first lines": title in text.opening,
        "alone on a page": text.is_page and "alone again" in each.signs,
    }
    yield from (sign for sign, true in holds.items() if true)
    if name in text.papers:
        yield "a known paper"
        yield from _of_paper(name, title, times, text)
    yield from _looks(title, each)


def _of_paper(name: str, title: str, times: int, text: _Text) -> Iterator[str]:
    """What more is known of the name of a known paper, said ``times`` times."""
    holds = {
        "the only known paper": all(_alike(name, each) for each in text.papers - {name}),
        "a known paper, often": times >= _OFTEN,
        "a known paper in the last lines": title in text.closing,
    }
    yield from (sign for sign, true in holds.items() if true)


def _looks(title: str, each: Named) -> Iterator[str]:
    """What the name itself says."""
    own = set(re.findall(r"[^\W\d_]+", title))
    holds = {
        "a paper's word": bool(own & words("sites", "papers"))
        or any(word in title for word in _dense_papers()),
        "agency's name": not each.signs & SAID and bool(agency(each.source.title)),
        "section's name": not _section_names().isdisjoint({title, title.replace("-", " ")}),
        "several words": len(title.split()) > 1,
        "ends like an address": DOMAIN_END.search(title) is not None,
    }
    yield from (sign for sign, true in holds.items() if true)


def _inside(name: str, names: Iterable[str]) -> int:
    """How many of the names, itself one of them, have ``name`` in them."""
    return sum(name in other for other in names) if len(name) >= _LONG_KEY else 0


def _entries(title: str, shorts: Iterable[str]) -> int:
    """How many short lines have the name and other words: ``Courier Podcasts``."""
    return sum(title in text and len(text) > len(title) + 2 for text in shorts)


@lru_cache(maxsize=1)
def _paper_keys() -> frozenset[str]:
    return frozenset(key(name) for name in papers.telling())


@lru_cache(maxsize=1)
def _dense_papers() -> tuple[str, ...]:
    """Words of papers in scripts without spaces."""
    return tuple(sorted(word for word in words("sites", "papers") if word[0] >= "\u3000"))


def _alike(name: str, other: str) -> bool:
    """Whether a name is nearly that of an address."""
    short, long = sorted((name, other), key=len)
    return len(short) >= 4 and short in long and len(long) <= 2 * len(short)


@lru_cache(maxsize=1)
def _section_names() -> frozenset[str]:
    return frozenset(phrases("sites", "sections"))

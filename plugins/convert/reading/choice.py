"""Which row is the headline: each candidate's signs are weighed, and the best one is taken.

``data/headlines.toml`` holds what each sign weighs and why. A sign is 0 or 1 where nothing else
is said of it there.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from plugins.convert.data import table
from plugins.convert.reading import fields, headline, junk
from plugins.convert.reading.headline import Headline
from plugins.convert.reading.lines import BYLINE_WORDS, MARKER, cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from plugins.convert.reading.page import Page
    from plugins.convert.types import Line

Signs = dict[str, float]

#: Lines at the top that may name a date, an author and the like.
_FIELDS = 12
#: Rows before the text of a dump, at its top, and behind the first running text of any text.
_REACH, _TOP, _BEHIND = 60, 5, 5
#: Candidates nearest to the text that are looked at, besides those at the top.
_LOOKED_AT = 80
#: Characters of a text in which a headline may stand again.
_WHOLE = 200_000
#: What the best candidate weighs at least, before the text and behind its beginning.
_LEAST, _LEAST_BEHIND = -1.0, 1.0
#: How odds of the model become a confidence, and where they are cut off.
_EVEN, _STEEP, _STEEPEST, _NO_RIVAL = 0.95, 0.34, 8.0, 1e-6
#: A candidate that weighs less than this is no surer than that.
_STRONG, _WEAK = 2.5, 0.85
#: Columns of a short line, a usual one, a long one, and of one that repeats by no chance.
_TINY, _SHORT, _LONG, _LONGER, _NO_CHANCE = 12, 22, 110, 150, 25
#: Columns of a longer line in capitals that may be a headline.
_CAPITALS = 40
#: Columns of a kicker, and of the text below a headline.
_KICKER, _LEAD = 30, 80
#: Columns of a line that is nothing but a date or a name.
_ABOUT = 90
#: Rows below a headline in which its date and author stand.
_NEAR = 3
#: Words of which half must be those of the first line.
_ALIKE = 3
_STOP = re.compile(r"(?<!\.)[.;,]$")
_INITIALS = re.compile(r"(?<![^\W\d_])(?:[A-Z]\.){2,}$")
#: What parts a kicker from the headline that stands again below.
_PARTED = (": ", " – ", " - ", " | ")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that can be the headline."""

    index: int
    text: str
    """The whole row."""
    head: str
    """Without marks before it and a site's name behind it."""
    site: str


@dataclass(frozen=True, slots=True)
class Around:
    """What of a page the signs of its candidates need."""

    page: Page
    top: int
    """Index of the first row that no rule drops."""
    order: dict[int, int]
    """How many rows that no rule drops stand above a row."""
    known: frozenset[str]
    """Words of the text's beginning."""
    rows: Counter[str]
    """How often each short row's words, casefolded, are a row of the page."""
    whole: str
    """The page's words, casefolded."""

    def text(self, index: int) -> str:
        """A row's text, empty beyond the page's ends."""
        return self.page.rows[index].text if 0 <= index < len(self.page.rows) else ""


def pick(page: Page) -> Headline | None:
    """The best headline among the rows of ``page``; None if no row will do."""
    found = candidates(page)
    if not found:
        return None
    around = surroundings(page)
    scored = [(_score(signs(each, around)), -each.index, each) for each in found]
    score, _, best = max(scored, key=lambda each: each[:2])
    least = _LEAST_BEHIND if best.index > page.first else _LEAST
    if score < least or headline.is_byline_alone(best.text):  # then nothing better was there
        return None
    sure = _sure(score, [other for other, _, each in scored if each is not best])
    return Headline(best.index, best.head, best.site, sure=sure)


def _sure(score: float, others: Sequence[float]) -> float:
    """How likely the candidate of this ``score`` is the headline beside ``others``.

    By the odds that the choice model gives it, as steep as on real texts. Of those above 0.9
    there 95 % are right, and half of the right ones are above: on each half of the sites with
    what the other half said too.
    """
    rest = math.log(sum(math.exp(other - score) for other in others) or _NO_RIVAL)
    odds = min(_STEEPEST, max(-_STEEPEST, -rest))
    sure = 1 / (1 + math.exp(-(_EVEN + _STEEP * odds)))
    return round(min(sure, _WEAK) if score < _STRONG else sure, 2)


@lru_cache(maxsize=1)
def weights() -> Signs:
    """What each sign weighs."""
    return {name: float(entry["weight"]) for name, entry in table("headlines").items()}


def _score(found: Signs) -> float:
    known = weights()
    return sum(known[name] * value for name, value in found.items())


def candidates(page: Page) -> list[Candidate]:
    """The rows that can be the headline, in their order."""
    named = _named(page)
    indexes = [
        index
        for index in _window(page)
        if not page.rules[index]
        and page.rows[index].lines[0] not in named
        and headline.can_be(page.rows[index].text)
        and not (index == page.first < page.stop and _is_lead(page, index))
    ]
    texts = [page.rows[index].text for index in indexes]
    cuts = [headline.cut(text, texts) for text in texts]
    return [
        Candidate(index, text, headline.bare(head), site)
        for index, text, (head, site) in zip(indexes, texts, cuts, strict=True)
    ]


def _is_lead(page: Page, index: int) -> bool:
    """Whether the first running row is the text's beginning, and no headline like a sentence."""
    text = page.rows[index].text
    below = page.rows[index + 1].text if index + 1 < page.stop else ""
    longest = _LONG if headline.is_statement(text) else headline.LONGEST
    return cells(text) > longest or len(below) < len(text) or headline.dateline(text) > 0


def _named(page: Page) -> frozenset[Line]:
    """The lines at the top that name a date, an author and the like."""
    lines = [line for row in page.rows[:_FIELDS] for line in row.lines]
    return frozenset(field.line for field in fields.find(lines, *fields.NO_HEADLINE))


def _window(page: Page) -> list[int]:
    """The rows above the text, its first running row and a few below it."""
    first = page.first
    above = [*range(first)]
    if page.is_dump:
        near = max(0, page.start - _REACH)
        above = [*range(min(_TOP, near)), *range(near, first)]
    above = [*above[:_TOP], *above[_TOP:][-_LOOKED_AT:]]
    return [*above, *range(first, min(first + _BEHIND, len(page.rows)))]


def surroundings(page: Page) -> Around:
    """What the signs of all candidates of ``page`` need."""
    kept = [i for i, rule in enumerate(page.rules) if not rule and page.rows[i].text]
    beginning = page.rows[page.first : page.first + 8]
    return Around(
        page=page,
        top=kept[0] if kept else 0,
        order={index: place for place, index in enumerate(kept)},
        known=headline.words(" ".join(row.text[:1000] for row in beginning)),
        rows=Counter(row.text.casefold() for row in page.rows if len(row.text) <= headline.LONGEST),
        whole=" ".join(row.text for row in page.rows)[:_WHOLE].casefold(),
    )


def signs(candidate: Candidate, around: Around) -> Signs:
    """Every sign of the table that the candidate has, with how strong it is."""
    found = (*_place(candidate, around), *_looks(candidate), *_beside(candidate, around))
    again = (*_again(candidate, around), *_below(candidate, around))
    return {name: float(value) for name, value in (*found, *again) if value}


def _place(each: Candidate, around: Around) -> Iterator[tuple[str, float]]:
    page, index = around.page, each.index
    yield ("top of a page" if page.is_dump else "top"), index == around.top
    if not page.is_dump:
        yield "others above", min(5.0, math.log2(1 + around.order.get(index, 0)))
    yield "behind the beginning", index > page.first
    yield "first running line", index == page.first < page.stop
    yield "blank line above", page.rows[index].gap


def _looks(each: Candidate) -> Iterator[tuple[str, float]]:
    text, width = each.text, cells(each.head)
    initials = _INITIALS.search(text) is not None  # which end no sentence: "… at the U.N."
    yield "running text", junk.is_prose(text) and not initials
    yield "tiny", width < _TINY
    yield "short", _TINY <= width < _SHORT
    yield "long", _LONG < width <= _LONGER
    yield "very long", width > _LONGER
    yield "heading", text.startswith("# ")
    yield "lower heading", text.startswith("## ")
    yield "lowest heading", text.startswith("###")
    yield "full stop", _STOP.search(text) is not None and not initials
    yield "colon at the end", text.endswith((":", "："))
    yield "question or cry", text.endswith(("?", "!", "？", "！"))
    yield "date inside", headline.has_date(text)
    yield "only a date", headline.is_mostly_date(text)
    yield "byline", _is_byline(text)
    yield "item", MARKER.match(text) is not None and not text.startswith("#")
    yield "in capitals", text.isupper() and width < _CAPITALS
    yield "a person's name", headline.is_name(each.head)
    yield "middle of a sentence", text[0].islower() or text[0] in "(,;:.…[|"


def _beside(each: Candidate, around: Around) -> Iterator[tuple[str, float]]:
    above, below = around.text(each.index - 1), around.text(each.index + 1)
    yield "kicker above", 0 < cells(above[: 2 * _KICKER]) <= _KICKER and not junk.is_prose(above)
    yield "date above", _has_date(above) or _has_date(around.text(each.index - 2))
    yield "text below", cells(below[:400]) >= _LEAD
    yield "between items", _is_item(above) and _is_item(below)


def _again(each: Candidate, around: Around) -> Iterator[tuple[str, float]]:
    own = headline.words(each.head)
    shared = len(own & around.known)
    yield "words of the text", min(6, shared)
    yield "share of its words in the text", shared / (len(own) + 2)
    same = {each.head.casefold(), each.text.casefold()}
    repeated = sum(around.rows[text] for text in same) > 1 and cells(each.head) >= _TINY
    yield "stands twice", repeated
    inside = not repeated and cells(each.head) > _NO_CHANCE
    yield "inside another line", inside and around.whole.count(each.head.casefold()) > 1
    if each.index != around.top:
        top = around.text(around.top)
        alike = len(own) >= _ALIKE and 2 * len(own & headline.words(top)) >= len(own)
        yield "like the first line", alike
        parted = [
            top[: -len(mark + each.head)] for mark in _PARTED if top.endswith(mark + each.head)
        ]
        yield "end of the first line", bool(parted)
        above = around.text(each.index - 1)
        longer = each.head.startswith(headline.bare(top)) and cells(top) >= _SHORT
        yield "the first line goes on", longer and cells(each.head) <= _LONGER
        yield "the first line in two", above in parted and each.index - 1 != around.top
    elif not around.page.is_dump:
        yield "short at the top", cells(each.head) < _SHORT


def _below(each: Candidate, around: Around) -> Iterator[tuple[str, float]]:
    """How near the date and the author are below, from 1 for the next row on."""
    name = "date or author below"
    yield f"{name}, on a page" if around.page.is_dump else name, _near(each, around, _is_about)


def _near(each: Candidate, around: Around, test: Callable[[str], bool]) -> float:
    rows: Sequence[int] = range(1, _NEAR + 1)
    found = (away for away in rows if test(around.text(each.index + away)))
    return (_NEAR + 1 - next(found, _NEAR + 1)) / _NEAR


def _is_about(text: str) -> bool:
    return _has_date(text) or _is_byline(text)


def _has_date(text: str) -> bool:
    return len(text) < _ABOUT and headline.has_date(text)


def _is_byline(text: str) -> bool:
    """Whether a line names an author, or is the word before a name that a link broke off."""
    alone = text[:_ABOUT].casefold().strip(" :") in BYLINE_WORDS
    return alone or (len(text) < _ABOUT and headline.is_byline(text))


def _is_item(text: str) -> bool:
    return MARKER.match(text) is not None and not text.startswith("#")

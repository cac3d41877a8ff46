"""Which row is the headline: each candidate's signs are weighed, and the best one is taken.

``data/headlines.toml`` holds what each sign weighs and why.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from plugins.convert.data import table
from plugins.convert.reading import fields, headline
from plugins.convert.reading.headline import Headline
from plugins.convert.reading.headline_signs import Candidate, Signs, signs, surroundings
from plugins.convert.reading.lines import cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plugins.convert.reading.page import Page
    from plugins.convert.types import Line

#: Lines at the top that may name a date, an author and the like.
_FIELDS = 12
#: Rows before the text of a dump, at its top, and behind the first running text of any text.
_REACH, _TOP, _BEHIND = 60, 5, 5
#: Candidates nearest to the text that are looked at, besides those at the top.
_LOOKED_AT = 80
#: What the best candidate weighs at least, before the text and behind its beginning.
_LEAST, _LEAST_BEHIND = -0.2, 1.8
#: How odds of the model become a confidence, and where they are cut off.
_EVEN, _STEEP, _STEEPEST, _NO_RIVAL = 0.93, 0.34, 8.0, 1e-6
#: A candidate that weighs less than this is no surer than that.
_STRONG, _WEAK = 3.3, 0.85
#: Columns of a long line.
_LONG = 110


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

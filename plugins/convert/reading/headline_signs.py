"""The signs of a row that may be the headline: where it stands, how it looks, what is around it.

``data/headlines.toml`` holds what each weighs and why. A sign is 0 or 1 where nothing else is
said of it there.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plugins.convert.reading import headline, junk
from plugins.convert.reading.lines import BYLINE_WORDS, MARKER, cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from plugins.convert.reading.page import Page

Signs = dict[str, float]

#: Characters of a text in which a headline may stand again.
_WHOLE = 200_000
#: Columns of a short line, a usual one, a long one, and of one that repeats by no chance.
_TINY, _SHORT, _LONG, _LONGER, _NO_CHANCE = 12, 22, 110, 150, 25
#: Columns that few names of sections have, and hardly any.
_USUAL, _AMPLE = 30, 45
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
    yield "usual", width >= _USUAL
    yield "ample", width >= _AMPLE
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
    yield "site's name beside", bool(each.site)
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
    yield from _under(each, around) if each.index != around.top else _on_top(each, around)


def _under(each: Candidate, around: Around) -> Iterator[tuple[str, float]]:
    """What of the first line stands again in a candidate below it."""
    own, top = headline.words(each.head), around.text(around.top)
    alike = len(own) >= _ALIKE and 2 * len(own & headline.words(top)) >= len(own)
    yield "like the first line", alike
    parted = [top[: -len(mark + each.head)] for mark in _PARTED if top.endswith(mark + each.head)]
    yield "end of the first line", bool(parted)
    above = around.text(each.index - 1)
    longer = each.head.startswith(headline.bare(top)) and cells(top) >= _SHORT
    yield "the first line goes on", longer and cells(each.head) <= _LONGER
    yield "the first line in two", above in parted and each.index - 1 != around.top


def _on_top(each: Candidate, around: Around) -> Iterator[tuple[str, float]]:
    width, below = cells(each.head), headline.bare(around.text(each.index + 1))
    whole = below.startswith(each.head) and below != each.head and headline.can_be(below)
    yield "whole below", whole and width >= _SHORT and not each.site
    yield "short at the top", width < _SHORT and not around.page.is_dump


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

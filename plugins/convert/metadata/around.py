"""What the lines around a name that is a line of its own say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from plugins.convert.data import either, phrases
from plugins.convert.metadata import bios, date_words
from plugins.convert.metadata.bare import bare_text
from plugins.convert.metadata.standing import ONLY, Standing

#: Characters of a line of running text, of one that goes on about somebody, of a label.
_RUNNING, _ABOUT, _LABEL = 120, 40, 60
#: Characters of a line in which a role is looked for.
_SEEN = 160
#: Lines below a name that may tell of the person, and that may link to what the person wrote.
_BELOW, _LINKS = 2, 8
_AT_END = frozenset({"last", "behind the text", "at the end"})


def of(name: str, at: int, signs: frozenset[str], places: Standing) -> Iterator[str]:
    """The signs that the lines around give to ``name``, which is line ``at`` of a text.

    ``signs`` are those that it has.
    """
    above, below = places.text(at - 1), places.text(at + 1)
    holds = {
        "between paragraphs": min(len(above), len(below)) > _RUNNING,
        "published beside": "date near" in signs and _is_labelled(at, places),
        "opens the text": {"first line", "right before the text"} <= signs,
        "works below": any(_is_link(places.text(at + step)) for step in range(1, _LINKS + 1)),
    }
    yield from (sign for sign, true in holds.items() if true)
    if about := _about(name, at, places):
        tells = bios.role(about[:_SEEN]) or signs & _AT_END
        yield "told of below" if tells else "goes on below"


def _is_labelled(at: int, places: Standing) -> bool:
    """Whether a line beside begins with words such as "Published"."""
    return any(date_words.said(places.text(at + step)[:_LABEL]) for step in (-1, 1, 2))


def _about(name: str, at: int, places: Standing) -> str:
    """A line right below that begins with the first word of the name; else an empty text."""
    first = name.split(maxsplit=1)[0]
    lines = (bare_text(places.text(at + step)) for step in range(1, _BELOW + 1))
    return next((line for line in lines if len(line) > _ABOUT and _begins(line, first)), "")


def _begins(line: str, word: str) -> bool:
    return line.startswith(word) and not line[len(word) : len(word) + 1].isalnum()


def _is_link(text: str) -> bool:
    """Whether a line leads to all that somebody wrote: ``Find this author on …``."""
    return len(text) <= ONLY and _links().match(text) is not None


@lru_cache(maxsize=1)
def _links() -> re.Pattern[str]:
    return re.compile(rf"[\W_]*{either(phrases('phrases', 'works'))}", re.IGNORECASE)

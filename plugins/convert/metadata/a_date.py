"""One date of a text with what speaks for it and against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from plugins.convert.metadata.moments import Mention
from plugins.dates import at_start_of, utc

#: Characters of the longest line that is looked at whole.
MAX_LINE = 200


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of the text that may be its own."""

    day: date
    moment: datetime
    updated: bool
    """Whether the words beside it say that it is that of a change."""
    signs: frozenset[str]
    evidence: str
    shape: str = ""
    """The line without its letters: lists repeat it."""


def dated(
    mention: Mention, zone: ZoneInfo, signs: set[str], evidence: str, *, updated: bool = False
) -> Dated:
    """The date that is mentioned, with the signs of the mention itself too."""
    moment = utc(mention.moment) if mention.moment else at_start_of(mention.day, zone)
    own = frozenset({*signs, *_of_mention(mention)})
    return Dated(mention.day, moment, updated, own, evidence)


def _of_mention(mention: Mention) -> Iterator[str]:
    if mention.moment:
        yield "time of day"
    if mention.sure < 0.8:
        yield "open order"

"""Where a text was published: its own address, or the name that its page has for itself."""

from __future__ import annotations

from dataclasses import replace

from plugins.convert.metadata import publishers
from plugins.convert.metadata.named import SAID, Named
from plugins.convert.metadata.weighing import chance
from plugins.convert.types import Structure
from plugins.model import Guess, Origin, Source

#: A name less likely than this is left out.
_LEAST = 0.65
#: A name that is said to be the source's, beside the address of the text.
_LEAST_BESIDE_ADDRESS = 0.2
#: No name is surer than this, and all are this much less sure than the signs say.
_SUREST, _TOO_SURE = 0.98, 0.02
_ADDRESSED = "address field"


def guess(structure: Structure) -> tuple[Source | None, tuple[Guess, ...]]:
    """The source with its Guess, or nothing: the likeliest name, of equals the first."""
    found = [(chance("publishers", each.signs), each) for each in publishers.candidates(structure)]
    addressed = next((each for _, each in found if _ADDRESSED in each.signs), None)
    least = _LEAST if addressed is None else _LEAST_BESIDE_ADDRESS
    names = [(sure, each) for sure, each in found if each is not addressed and sure >= least]
    best = max(names, key=lambda pair: pair[0], default=None)
    if addressed:
        return _told(0.9, _with_name(addressed, best[1] if best else None))
    return _told(*best) if best else (None, ())


def _with_name(addressed: Named, named: Named | None) -> Named:
    """The address of the text with the name that a line gives its source; an address is none."""
    if named is None or named.source.url or not named.signs & SAID:
        return addressed
    return replace(named, source=replace(named.source, url=addressed.source.url))


def _told(sure: float, named: Named) -> tuple[Source, tuple[Guess, ...]]:
    source = named.source
    shown = f"{source.title} <{source.url}>" if source.url else source.title
    confidence = round(min(_SUREST, sure - _TOO_SURE), 2)
    return source, (Guess("source", shown, Origin.TEXT, confidence, named.evidence),)

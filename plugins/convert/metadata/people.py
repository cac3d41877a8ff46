"""Who wrote a text: names where newspapers put them, beside the headline or at the end.

A name in running prose is that of somebody the text is about.
"""

from __future__ import annotations

from plugins.convert.metadata import signed
from plugins.convert.metadata.signed import Signed
from plugins.convert.metadata.weighing import chance
from plugins.convert.types import Structure
from plugins.model import Author, Guess, Origin

#: A name less likely than this is left out.
_LEAST = 0.6
#: No name is surer than this.
_SUREST = 0.98
#: As many as a paper of a journal may have.
_MAX_AUTHORS = 30


def guess(structure: Structure, lang: str) -> tuple[tuple[Author, ...], tuple[Guess, ...]]:
    """The authors in the order of the text, each with its Guess; nobody where nobody is named."""
    found = _of_lines(signed.candidates(structure, lang))
    likely = [pair for pair in found if pair[0] >= _LEAST]
    least = sorted((sure for sure, _ in likely), reverse=True)[:_MAX_AUTHORS][-1:]
    guesses = tuple(
        Guess("authors", each.name, Origin.TEXT, round(min(_SUREST, sure), 2), each.evidence)
        for sure, each in likely
        if sure >= least[0]
    )[:_MAX_AUTHORS]
    return tuple(Author(each.value) for each in guesses), guesses


def _of_lines(found: list[Signed]) -> list[tuple[float, Signed]]:
    """Each name with how likely it is: as likely as the likeliest of its line."""
    chances = [chance("authors", each.signs) for each in found]
    best: dict[str, float] = {}
    for sure, each in zip(chances, found, strict=True):
        best[each.evidence] = max(sure, best.get(each.evidence, 0))
    return [
        (best[each.evidence] if "several" in each.signs else sure, each)
        for sure, each in zip(chances, found, strict=True)
    ]

"""An article to make seeds of, and short words for what was read in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugins.convert.reading.decode import decode
from plugins.convert.reading.structure import structure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plugins.convert.types import Structure
    from plugins.model import Block

HEADLINE = "Council votes to keep the old river bridge"
LEAD = (
    "The town council voted on Monday evening to repair the old bridge over the river, ending "
    "a dispute that had divided the town for almost a decade and cost two mayors their office."
)
SECOND = (
    "Engineers had warned that the arches would not last another winter, but residents argued "
    "that a new bridge would bring lorries through the narrow streets of the old quarter."
)
THIRD = (
    "Work begins in spring and is expected to last eighteen months; until then the bridge stays "
    "open to walkers and cyclists, and a ferry takes the place of the bus."
)


def wrapped(text: str, width: int = 66) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def parts(*lines: str) -> Structure:
    return structure(decode("\n".join(lines).encode(), "a.txt").text)


def texts(found: Structure) -> list[str]:
    return [text for piece in found.pieces for text in flat(piece.block)]


def flat(block: Block) -> Iterator[str]:
    if block.text:
        yield block.text
    for child in block.children:
        yield from flat(child)


def kinds(found: Structure) -> list[str]:
    return [piece.block.kind for piece in found.pieces]


def rules(found: Structure) -> dict[str, str]:
    return {each.text: each.rule for each in found.dropped}

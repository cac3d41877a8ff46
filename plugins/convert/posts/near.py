"""Which posts have nearly the words of a new one: asked of what is remembered, not of all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plugins.convert.posts.sketch import ALIKE, bands, likeness
from plugins.convert.remembered import POSTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from plugins.convert.posts.document import Provenance
    from plugins.freshness import Memory

#: Posts that are compared at most.
_MOST = 20


@dataclass(frozen=True, slots=True)
class _Known:
    """A post of this run."""

    seed: str
    sketch: str


def claims(sketch: str) -> Iterator[str]:
    """What a post with this sketch is remembered by."""
    yield from (f"near {band}" for band in bands(sketch))


class Near:
    """The sketches of a memory's posts, and of those that are written in this run."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._written: dict[str, list[_Known]] = {}

    def add(self, seed: str, sketch: str) -> None:
        """Notes a post of this run."""
        for claim in claims(sketch):
            self._written.setdefault(claim, []).append(_Known(seed, sketch))

    def find(self, seed: str, sketch: str, provenance: Callable[[str], Provenance | None]) -> str:
        """The seed whose post is the likest to one of ``seed``, empty where none is like it.

        ``provenance`` reads that of the post at a path, None where it cannot be read. May raise
        ForgottenError.
        """
        found = {
            each.seed: likeness(sketch, each.sketch)
            for claim in claims(sketch)
            for each in self._written.get(claim, ())[:_MOST]
        }
        shared = [claim for claim in claims(sketch) if self._memory.owners(POSTS, claim)]
        for path in self._memory.holders(POSTS, shared, _MOST) if shared else ():
            if other := provenance(path):
                found.setdefault(other.seed, likeness(sketch, other.sketch))
        alike = [(share, other) for other, share in found.items() if other and other != seed]
        return max((each for each in alike if each[0] >= ALIKE), default=(0.0, ""))[1]

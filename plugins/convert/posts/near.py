"""Which posts have nearly the words of a new one: asked of what is remembered, not of all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plugins.convert.posts.sketch import ALIKE, bands, likeness
from plugins.convert.remembered import POSTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from plugins.convert.posts.document import Document
    from plugins.freshness import Memory
    from plugins.model import Post

#: Posts that are compared at most.
_MOST = 20


@dataclass(frozen=True, slots=True)
class Alike:
    """A post with nearly the words of a new one."""

    seed: str
    """Key of the seed it came from; empty where no post is like the new one."""
    is_withdrawn: bool = False
    """Whether the text was taken back: one that comes after it is no second one of it."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A post of this run."""

    post: Alike
    sketch: str


def claims(sketch: str) -> Iterator[str]:
    """What a post with this sketch is remembered by."""
    yield from (f"near {band}" for band in bands(sketch))


class Near:
    """The sketches of a memory's posts, and of those that are written in this run."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._written: dict[str, list[_Known]] = {}

    def add(self, seed: str, sketch: str, post: Post) -> None:
        """Notes a post of this run."""
        known = _Known(_alike(seed, post), sketch)
        for claim in claims(sketch):
            self._written.setdefault(claim, []).append(known)

    def find(self, seed: str, sketch: str, read: Callable[[str], Document | None]) -> Alike:
        """The post that is the likest to one of ``seed``; those that stand before withdrawn ones.

        ``read`` gives the post at a path, None where it cannot be read. May raise ForgottenError.
        """
        found = {
            each.post.seed: (likeness(sketch, each.sketch), each.post)
            for claim in claims(sketch)
            for each in self._written.get(claim, ())[:_MOST]
        }
        shared = [claim for claim in claims(sketch) if self._memory.owners(POSTS, claim)]
        for path in self._memory.holders(POSTS, shared, _MOST) if shared else ():
            if other := read(path):
                origin = other.provenance
                share = likeness(sketch, origin.sketch)
                found.setdefault(origin.seed, (share, _alike(origin.seed, other.post)))
        alike = [
            (not post.is_withdrawn, share, post.seed)
            for share, post in found.values()
            if share >= ALIKE and post.seed not in {"", seed}
        ]
        stands, _, other_seed = max(alike, default=(True, 0.0, ""))
        return Alike(other_seed, is_withdrawn=not stands)


def _alike(seed: str, post: Post) -> Alike:
    return Alike(seed, is_withdrawn=post.status == "withdrawn")

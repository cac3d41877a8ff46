"""Ids, addresses and files that no new post may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugins.convert.remembered import POSTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plugins.freshness import Memory


def claims(path: str, post_id: str, *urls: str) -> Iterator[str]:
    """What the post at ``path`` below the content folder takes; each of ``urls`` is an address."""
    yield f"file {path.casefold()}"
    if post_id:
        yield f"id {post_id}"
    for url in urls:
        if url:
            yield f"address {url.strip('/').casefold()}"


class Taken:
    """What the posts of a memory have, and grows with each new one. Asks, and loads nothing."""

    def __init__(self, memory: Memory, paths: Iterable[str] = ()) -> None:
        """``paths`` are those of posts that the memory knows nothing of."""
        self._memory = memory
        self._added = {claim for path in paths for claim in claims(path, "")}

    def add(self, path: str, post_id: str, *urls: str) -> None:
        """Notes a post; each of ``urls`` is an address."""
        self._added.update(claims(path, post_id, *urls))

    def has(self, path: str, url: str) -> bool:
        """Whether the file or the address belongs to another post."""
        return any(map(self._is_taken, claims(path, "", url)))

    def has_id(self, post_id: str) -> bool:
        """Whether another post has this id."""
        return any(map(self._is_taken, [f"id {post_id}"]))

    def _is_taken(self, claim: str) -> bool:
        return claim in self._added or self._memory.owners(POSTS, claim) > 0

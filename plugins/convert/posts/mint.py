"""Ids and addresses for new posts: given once, unlike any other, the same on every machine."""

from __future__ import annotations

from dataclasses import replace
from itertools import count, islice
from typing import TYPE_CHECKING

from plugins import addresses
from plugins.hashing import mint_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from plugins.convert.posts.taken import Taken
    from plugins.convert.seeds.walk import Found
    from plugins.model import Post

_SUFFIX = 8
_TRIES = 5


def mint(post: Post, found: Found, taken: Taken, zone: ZoneInfo) -> Post:
    """``post`` with an id, and a slug and an address that no other post has.

    The id depends on the seed's bytes, and on its key where another post has that id already.
    """
    post_id = next(each for each in _ids(found) if not taken.has_id(each))
    for slug in _slugs(addresses.slug(post.slug or post.title), post_id):
        url = addresses.article(post.published, slug, zone)
        if not taken.has(path_of(url), url):
            return replace(post, id=post_id, slug=slug, url=url)
    raise AssertionError("slugs do not end")


def is_minted_as(post: Post, slug: str) -> bool:
    """Whether ``post`` has the slug that a new post with ``slug`` gets, now or if it is taken."""
    return post.slug in islice(_slugs(addresses.slug(slug), post.id), _TRIES)


def natural_path(post: Post, zone: ZoneInfo) -> str:
    """The file that a post gets if no other one has its address."""
    slug = addresses.slug(post.slug or post.title)
    return path_of(addresses.article(post.published, slug, zone))


def path_of(url: str) -> str:
    """The file of a new post at ``url``, below the content folder."""
    return f"posts/{url.rstrip('/')}.md"


def _ids(found: Found) -> Iterator[str]:
    yield mint_id(found.raw_digest)
    yield mint_id(found.raw_digest, found.key)
    yield from (mint_id(found.raw_digest, found.key, str(number)) for number in count(2))


def _slugs(slug: str, post_id: str) -> Iterator[str]:
    """``slug``, then with a part of the id behind it, then with more of it and a number."""
    yield slug
    suffix = post_id.rpartition(":")[2].replace("-", "")
    for length in (_SUFFIX, len(suffix)):
        yield _joined(slug, suffix[:length])
    yield from (_joined(slug, f"{suffix}-{number}") for number in count(2))


def _joined(slug: str, suffix: str) -> str:
    return f"{addresses.slug(slug, addresses.SLUG_BYTES - len(suffix) - 1)}-{suffix}"

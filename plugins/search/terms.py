"""What one article is found by: its terms with their weights, cut once when it is read."""

from __future__ import annotations

import marshal
from collections import Counter
from typing import NamedTuple

from plugins.adapter.html import plain
from plugins.model import Post
from plugins.search.shards import SHARDS, shard_of
from plugins.search.words import stems_of, tokens

#: Words at the beginning of a text that say what it is about.
_LEAD = 60
#: Words of an article of usual length: in a longer one a word must stand more often.
_USUAL = 400
#: How often a word stands in the text, by weight; the largest weight is that of title and tags.
_OFTEN = (1.6, 3.6)
TITLE = 3

Lines = tuple[tuple[str, bytes], ...]
"""By shard: a line a term, its folded forms parted by spaces; and a byte for each line: length of
its key, which the line begins with (5 bits), whether the first word of the line is that key alone
and no form (1), weight (2)."""


class Terms(NamedTuple):
    """What the index holds of an article."""

    section: str
    source: str
    lines: Lines


def terms_of(post: Post, html: str, *, trusted: bool = False) -> bytes:
    """The terms of an article, packed; ``trusted`` is whether its HTML was not sanitised."""
    stems = stems_of(post.lang)
    body = tokens(plain(html, trusted=trusted))
    often = Counter(body)
    often.update(body[:_LEAD])
    often.update(tokens(f"{post.summary} {_names(post)}"))
    share = 2 * _USUAL / (_USUAL + max(len(body), _USUAL / 2))
    weights: dict[str, float] = {}
    forms: dict[str, str] = {}
    for token, count in often.items():
        for stem, form in stems.terms(token):
            weights[stem] = weights.get(stem, 0.0) + count
            _add(forms, stem, form)
    classed = {stem: _class(weight * share) for stem, weight in weights.items()}
    for token in tokens(" · ".join((post.title, *post.tags))):
        for stem, form in stems.terms(token):
            classed[stem] = TITLE
            _add(forms, stem, form)
    source = post.source.title if post.source else ""
    return marshal.dumps((post.category, source, _by_shard(classed, forms)), 4)


def unpack(data: bytes) -> Terms:
    """What ``terms_of`` packed."""
    return Terms(*marshal.loads(data))  # noqa: S302  # of a cache of ours


def _names(post: Post) -> str:
    source = post.source.title if post.source else ""
    return " ".join((post.category, source, *(author.name for author in post.authors)))


def _add(forms: dict[str, str], stem: str, form: str) -> None:
    known = forms.get(stem)
    if known is None:
        forms[stem] = form
    elif known != form and form not in known.split():
        forms[stem] = f"{known} {form}"


def _class(weight: float) -> int:
    return (weight >= _OFTEN[0]) + (weight >= _OFTEN[1])


def _by_shard(classed: dict[str, int], forms: dict[str, str]) -> Lines:
    lines: list[list[str]] = [[] for _ in range(SHARDS)]
    codes = [bytearray() for _ in range(SHARDS)]
    for stem, weight in classed.items():
        line = forms[stem]
        is_form = line.startswith(stem)
        shard = shard_of(stem)
        lines[shard].append(line if is_form else f"{stem} {line}")
        codes[shard].append(len(stem) << 3 | (not is_form) << 2 | weight)
    return tuple(("\n".join(each), bytes(code)) for each, code in zip(lines, codes, strict=True))

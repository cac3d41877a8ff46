"""What one article is found by: its terms with their weights, cut once when it is read."""

from __future__ import annotations

import marshal
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from plugins.adapter.html import plain
from plugins.model import Post
from plugins.search.words import Stems, Term, stems_of, tokens

#: Words at the beginning of a text that say what it is about.
_LEAD = 60
#: Words of an article of usual length: in a longer one a word must stand more often.
_USUAL = 400
#: How often a word stands in the text, by weight; the largest weight is that of title and tags.
_OFTEN = (1.6, 3.6)
#: A word of the title counts like so many of the text.
_TITLED = 1_000_000
#: The weight that this comes to.
TITLE = 3

Lines = tuple[str, ...]
"""By weight: the lines of all terms that have it, as ``words.Term`` says."""


class Terms(NamedTuple):
    """What the index holds of an article."""

    section: str
    source: str
    lines: Lines


def terms_of(post: Post, html: str, *, trusted: bool = False) -> bytes:
    """The terms of an article, packed; ``trusted`` is whether its HTML was not sanitised."""
    body = tokens(plain(html, trusted=trusted))
    often = Counter(body)
    often.update(body[:_LEAD])
    often.update(tokens(f"{post.summary} {_names(post)}"))
    for token in tokens(" · ".join((post.title, *post.tags))):
        often[token] += _TITLED
    share = (_USUAL + max(len(body), _USUAL / 2)) / (2 * _USUAL)
    lines = _by_weight(often, stems_of(post.lang), [each * share for each in _OFTEN])
    source = post.source.title if post.source else ""
    return marshal.dumps((post.category, source, lines), 4)


def unpack(data: bytes) -> Terms:
    """What ``terms_of`` packed."""
    return Terms(*marshal.loads(data))  # noqa: S302  # of a cache of ours


def _names(post: Post) -> str:
    source = post.source.title if post.source else ""
    return " ".join((post.category, source, *(author.name for author in post.authors)))


def _by_weight(often: Mapping[str, int], stems: Stems, bounds: Sequence[float]) -> Lines:
    """Terms of tokens that stand so often; ``bounds`` are those of the weights."""
    said: dict[str, int] = {}
    terms: dict[str, Term] = {}
    for token, count in often.items():
        for term in stems[token]:
            stem = term.stem
            if stem not in said:
                said[stem], terms[stem] = count, term
                continue
            said[stem] += count
            if term is not terms[stem]:
                terms[stem] = terms[stem].joined(term)
    once, more = bounds
    lines: list[list[str]] = [[] for _ in range(TITLE + 1)]
    for (_, line), count in zip(terms.values(), said.values(), strict=True):
        lines[(count >= once) + (count >= more) + (count >= _TITLED)].append(line)
    return tuple("\n".join(each) for each in lines)

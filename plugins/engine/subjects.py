"""What an article is about, so that others on the same subject are found: tags, words of titles."""

from __future__ import annotations

from plugins.model import Post
from plugins.search.words import is_dense, stems_of, tokens

#: What a tag that two articles share counts for, and what a word of their titles; and how much
#: makes them related. One word that two titles share is chance.
TAG, WORD, ENOUGH = 2, 1, 2
#: The longest words of a title say most of it; short ones say little.
_WORDS, _SHORTEST = 6, 4


def words_of(post: Post) -> tuple[str, ...]:
    """Stems of the words in its title that tell what it is about, the longest first."""
    known = stems_of(post.lang)
    stems = {term.stem for token in tokens(post.title) for term in known[token]}
    telling = (s for s in stems if len(s) >= _SHORTEST and s.isalpha() and not is_dense(s))
    return tuple(sorted(telling, key=lambda stem: (-len(stem), stem))[:_WORDS])

"""Room in a feed: about one megabyte, never fewer than five entries.

Sizes are estimated from above before anything is rendered, so that the page of feeds and the
feeds themselves agree on how many entries there are, and all formats hold the same ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from plugins.model import Article, Post

FEED_BYTES = 1_000_000
LEAST = 5
#: Entries in an archive document, and its bytes: validators refuse more than 5,000,000.
ARCHIVED = 100
ARCHIVE_BYTES = 4_900_000
#: So that the fewest allowed entries always fit. A longer text is cut and leads to its page.
ENTRY_BYTES = FEED_BYTES // LEAST - 5_000
_BLOCK_END = re.compile("</(?:blockquote|dd|figure|h[2-6]|li|ol|p|pre|table|tr|ul)>")
_FRAME = 3_000  # elements, ids, dates, addresses of an entry without its texts
_TAG_BYTES = 400  # a category's name and its address, written out
_LONGEST_ADDRESS = 200  # of a page: the site's own part and a slug of at most 80 bytes


def weight(article: Article) -> int:
    """Bytes that its entry takes in the largest format, estimated from above."""
    return min(_body_bytes(article.html), _room(article.post)) + _metadata_bytes(article.post)


def fitting(weights: Iterable[int], limit: int) -> int:
    """How many articles of these weights, from the first on, a feed of ``limit`` entries holds."""
    count = used = 0
    for each in weights:
        used += each
        if count >= limit or (count >= LEAST and used > FEED_BYTES - 5_000):
            break
        count += 1
    return count


def parts(articles: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Archive documents of a month: its articles, given oldest first with their weights, in parts.

    All parts but the last one are full, and one more article at the end changes no other.
    """
    found: list[list[int]] = []
    room = 0
    for article, size in articles:
        room -= size
        if not found or room < 0 or len(found[-1]) == ARCHIVED:
            found.append([])
            room = ARCHIVE_BYTES - size
        found[-1].append(article)
    return found


def shortened(article: Article) -> Article:
    """``article``, its HTML cut after a block where an entry would be too large.

    The cut may leave elements open; sanitising closes them.
    """
    room = _room(article.post)
    html = article.html
    size = _body_bytes(html)
    while size > room:
        html = html[: min(int(len(html) * room / size), len(html) - 1)]
        size = _body_bytes(html)
    if html is article.html:
        return article
    return replace(article, html=html[: _last_end(html)])


def _last_end(html: str) -> int:
    """Where to cut ``html``: behind the last block, else between words, if half of it stays."""
    block = max((match.end() for match in _BLOCK_END.finditer(html)), default=0)
    ends = (block, html.rfind(" "), len(html))
    return next(end for end in ends if end >= len(html) // 2)


def _room(post: Post) -> int:
    return max(ENTRY_BYTES - _metadata_bytes(post), 0)


def _metadata_bytes(post: Post) -> int:
    texts = (post.title, post.title, post.summary, post.rights.text)
    names = len(post.tags) + len(post.authors) + len(post.enclosures)
    return _FRAME + sum(map(_text_bytes, texts)) + names * _TAG_BYTES


def _text_bytes(text: str) -> int:
    """Bytes of plain text with ``&`` and ``<`` as character references."""
    raw = len(text.encode("utf-8", "replace"))
    return raw + 5 * (text.count("&") + text.count("<") + text.count(">") + text.count('"'))


def _body_bytes(html: str) -> int:
    """Bytes of HTML, escaped, with its addresses made absolute and void elements closed."""
    tags = html.count("<")
    addresses = html.count('="/') + html.count('="#')
    return _text_bytes(html) + 2 * tags + addresses * _LONGEST_ADDRESS

"""What a page may weigh: its readers pay for it."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from plugins.check.page import Page
from plugins.errors import Problem

#: Bytes, compressed, of a page of up to so many words with its styles and scripts.
PAGE, WORDS = 20_000, 1_500
#: Bytes that each further word may weigh; in a list, where an address goes with every headline.
_A_WORD, _A_LISTED = 4, 5
_LISTS = frozenset({"site", "section", "tag", "author", "source", "language", "archive"})
SCRIPTS = 2_048
#: In a browser: bytes with fonts, and requests; pictures of articles apart.
WHOLE, REQUESTS = 100_000, 8
#: Pages that are lists or tools may weigh more: nobody waits for a text.
APART = frozenset({"search", "feeds"})


def weight(data: bytes) -> int:
    """Bytes as they are sent."""
    return len(zlib.compress(data, 6))


def longer(page: Page) -> int:
    """Bytes that a page may weigh more because its text is long."""
    return (_A_LISTED if page.kind in _LISTS else _A_WORD) * max(0, page.words - WORDS)


@dataclass(frozen=True, slots=True)
class Budget:
    """Weighs pages."""

    size_of: Callable[[str, str], int]
    """Compressed bytes of what the page at a path loads at an address; 0 where it is not there."""

    def faults(self, page: Page) -> Iterator[Problem]:
        """Where a page is heavier than it may be."""
        scripts = sum(self.size_of(page.path, address) for address in page.scripts)
        styles = sum(self.size_of(page.path, address) for address in page.styles)
        if scripts > SCRIPTS and page.kind not in APART:
            message = f"has {scripts:,} bytes of scripts, {SCRIPTS:,} at most"
            yield Problem(page.path, message, "do it without, or in fewer words", code="budget")
        whole = page.size + styles + scripts
        most = PAGE + longer(page)
        if whole > most and page.kind not in APART:
            message = f"weighs {whole:,} bytes compressed, {most:,} at most"
            remedy = "leave out of the template or the style sheet what it does not need"
            yield Problem(page.path, message, remedy, code="budget")

"""A line without the marks that stand around its words."""

from __future__ import annotations

import re
from functools import lru_cache

LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
#: A link's words glued to the word before it: ``By[Anna Keller](…)``.
_GLUED = re.compile(r"(?<=[^\W\d_])(?=\[[^\[\]]{2,60}\]\()")
#: Marks around a line; taken off by strip, since a pattern takes the square of a run's length.
BEFORE, _AFTER = " \t\u00a0\u202f\u3000*_#>•▪■|–—-([/", " \t\u00a0\u202f\u3000*_|)]/–—-"


@lru_cache(maxsize=2048)
def bare_text(text: str) -> str:
    """A line without links, emphasis, bullets and brackets around it."""
    if "](" in text:
        text = LINK.sub(r"\1", _GLUED.sub(" ", text))
    bare = text.strip().lstrip(BEFORE)
    if bare.startswith("By") and bare[2:3].isupper():  # ``ByAnna Keller``
        bare = f"By {bare[2:]}"
    cut = bare.rstrip(_AFTER)
    closed = bare[len(cut) : len(cut) + 1] == ")" and "(" in cut
    return (cut + ")" if closed else cut).strip()

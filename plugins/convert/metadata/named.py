"""A name that may be a publisher's, and what two forms of one have in common."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from plugins.model import Source

#: Characters of a line in which a name is looked for, lines of a text, and letters of a line
#: that is only a name.
SEEN, MOST, ONLY = 400, 1500, 40
#: Signs of names that a text gives as its source's.
SAID = frozenset({"source field", "source said", "source said, last", "behind the headline"})
#: Endings of addresses that a name is known without.
DOMAIN_END = re.compile(r"\.(?:com|org|net|de|fr|it|es|co\.uk|pl|cz|info|ch|at|nl|be|eu|tv|br|ru)$")
_ARTICLE = re.compile(r"^(?:the|le|la|les|el|los|der|die|das|il|lo|o|a)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """A name of the text that may be its publisher's."""

    source: Source
    signs: frozenset[str]
    evidence: str


def key(name: str) -> str:
    """What two forms of a name have in common: ``The Courier``, ``courier.com``."""
    bare = DOMAIN_END.sub("", _ARTICLE.sub("", name.casefold().removeprefix("www.")))
    decomposed = unicodedata.normalize("NFD", bare)
    return "".join(char for char in decomposed if char.isalnum())

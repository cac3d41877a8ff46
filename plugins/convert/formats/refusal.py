"""What a reader says of a container that it cannot open."""

from __future__ import annotations

from plugins.convert.types import where_of
from plugins.errors import Problem, SeedRefused

SAVE_AS_TEXT = "open it in the program it belongs to and save its text as plain text"


def refused(key: str, message: str, remedy: str, code: str) -> SeedRefused:
    """To be raised: the seed ``key`` cannot become a post."""
    return SeedRefused(Problem(where_of(key), message, remedy, code=code))


def broken(key: str, what: str, why: str = "") -> SeedRefused:
    """To be raised: a damaged file of the format ``what``."""
    message = f"is no whole {what}" + (f": {why}" if why else "")
    return refused(key, message, "mend it, or put its text here as plain text", "broken")


def textless(key: str, remedy: str = "write its text, or remove the file") -> SeedRefused:
    """To be raised: nothing to read in it."""
    return refused(key, "holds no text", remedy, "empty")

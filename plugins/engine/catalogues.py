"""Where the theme has its words: one gettext catalogue for each language."""

from __future__ import annotations

from pathlib import Path

DOMAIN = "seedpress"


def catalogue(theme: Path, lang: str) -> Path | None:
    """The catalogue of ``lang`` or of its primary language."""
    for tag in (lang, lang.partition("-")[0]):
        path = theme / "translations" / tag.replace("-", "_") / "LC_MESSAGES" / f"{DOMAIN}.po"
        if path.is_file():
            return path
    return None


def has_words(theme: Path, lang: str) -> bool:
    """Whether there are words of ``lang`` or of its primary language."""
    return catalogue(theme, lang) is not None

"""What CLDR calls the months."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import babel
from babel import Locale, UnknownLocaleError

from plugins.convert.data.kept import derived

#: Languages whose months are looked for in a text of whatever language.
LANGUAGES = (
    "en", "fr", "de", "es", "it", "pt", "nl", "pl", "ru", "uk", "ar", "he", "fa", "tr", "el", "cs",
    "sv", "da", "no", "fi", "hu", "ro", "id", "vi",
)  # fmt: skip


def key(name: str) -> str:
    """``name`` as it is looked up: lower case, full stops and white space as one space."""
    return re.sub(r"[\s.]+", " ", name.lower()).strip()


def named(lang: str) -> Iterable[tuple[str, int]]:
    """The keys of all names of months in ``lang``, wide and short, with the month's number."""
    return _common()[lang] if lang in _common() else _by_babel(lang)


@lru_cache(maxsize=1)
def _common() -> dict[str, list[tuple[str, int]]]:
    """Those in ``LANGUAGES``: reading so many takes Babel 0.1 s."""
    sources = Path(__file__), Path(babel.__file__)
    kept: dict[str, list[list[str | int]]] = json.loads(derived("months", sources, _read))
    return {lang: [(str(name), int(month)) for name, month in kept[lang]] for lang in LANGUAGES}


def _read() -> bytes:
    return json.dumps({lang: [*_by_babel(lang)] for lang in LANGUAGES}).encode()


def _by_babel(lang: str) -> Iterator[tuple[str, int]]:
    # "format" names alone: Babel's stand-alone ones depend on which locale was loaded before.
    try:
        known = Locale.parse(lang).months["format"]
    except (UnknownLocaleError, ValueError):
        return
    for width in ("wide", "abbreviated"):
        for month, name in known[width].items():
            if not any(char.isdigit() for char in name):
                yield key(name), month

"""Texts as structures, for the tests of what is said about them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from plugins.config import Settings, from_mapping
from plugins.convert.metadata import describe as metadata
from plugins.convert.reading.structure import structure
from plugins.convert.types import Described, Hints, Structure

CLOCK = datetime(2026, 11, 22, 12, tzinfo=UTC)
HINTS = Hints(clock=CLOCK)
SETTINGS: Settings = from_mapping(
    Path("/nowhere"),
    {
        "DEFAULT_LANG": "fr",
        "LANGUAGES": tuple("fr en de es it pt nl pl ru uk ar he fa tr el ja zh ko".split()),
        "TIMEZONE": "Europe/Paris",
        "SECTIONS": {
            "Monde": ("world", "conflict"),
            "France": ("politics", "society"),
            "Économie": ("economy",),
            "Culture": ("culture",),
            "Sciences": ("science", "technology", "health", "environment"),
            "Sport": ("sport",),
        },
        "DEFAULT_CATEGORY": "Actualités",
    },
)
LEAD = (
    "Le conseil municipal a adopté mardi soir le plan de rénovation du marché couvert, après "
    "trois heures de débat. Les travaux commenceront au printemps et dureront deux ans."
)


def parts(*lines: str) -> Structure:
    """The structure of a text of these lines."""
    return structure("\n".join(lines))


def describe(*lines: str, hints: Hints = HINTS) -> Described:
    """What is said about a text of these lines."""
    return metadata.describe(parts(*lines), hints, SETTINGS)

"""Gives each article the next and the previous one, which stock Pelican does not know."""

from itertools import pairwise
from typing import Any

from pelican import signals


def meet(generator: Any) -> None:
    """Articles come newest first."""
    for newer, older in pairwise(generator.articles):
        newer.older, older.newer = older, newer


def register() -> None:
    """Called by Pelican."""
    signals.article_generator_finalized.connect(meet)

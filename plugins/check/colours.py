"""Whether words can be told from paper: the colours of the theme's style sheet, light and dark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from plugins.config.colours import READABLE, contrast
from plugins.errors import Problem

_TOKEN = re.compile(r"--(paper|wash|ink|soft|accent):\s*([^;]+);")
_HEX = re.compile(r"#[0-9a-fA-F]{6}\b")
_PAPERS, _WORDS = ("paper", "wash"), ("ink", "soft", "accent")


def faults(path: str, css: str) -> Iterator[Problem]:
    """Pairs of the sheet's colours, light and dark, that are too much alike."""
    for scheme, kind in zip(_schemes(css), ("light", "dark"), strict=True):
        for paper, words in product(_PAPERS, _WORDS):
            if paper not in scheme or words not in scheme:
                continue
            found = contrast(scheme[paper], scheme[words])
            if found < READABLE:
                message = f"--{words} on --{paper} has a contrast of {found:.1f}, {kind} scheme"
                yield Problem(
                    path, message, f"choose ones with {READABLE} or more", code="contrast"
                )


def _schemes(css: str) -> tuple[dict[str, str], dict[str, str]]:
    """The first colour of each name, and the one for the dark where there are two."""
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for name, value in _TOKEN.findall(css):
        found = _HEX.findall(value)
        if found:
            light.setdefault(name, found[0])
        if len(found) == 2:
            dark.setdefault(name, found[1])
    return light, dark

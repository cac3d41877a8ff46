"""What the check knows of a page."""

from __future__ import annotations

from dataclasses import dataclass, field

from plugins.errors import Problem


@dataclass(slots=True)
class Page:
    """What a page holds that others have to know."""

    path: str
    """Below the output folder."""
    kind: str = ""
    """As its body's class says: front, article, section …"""
    lang: str = ""
    is_turned: bool = False
    """Whether it is written from right to left."""
    canonical: str = ""
    ids: set[str] = field(default_factory=set)
    links: dict[str, int] = field(default_factory=dict)
    """What it leads to, as it is written, with the first line."""
    loads: dict[str, int] = field(default_factory=dict)
    """Files that browsers fetch with it, likewise."""
    styles: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    data: list[tuple[int, str]] = field(default_factory=list)
    """JSON-LD."""
    has_pictures: bool = False
    leads_on: bool = False
    """Whether browsers go on to another page at once."""
    words: int = 0
    size: int = 0
    """Bytes, compressed."""
    problems: list[Problem] = field(default_factory=list)

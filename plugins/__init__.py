"""Seedpress: raw seed text becomes Markdown posts, a news site and its feeds.

One direction, no way back:

    seeds/*  --convert-->  content/*.md  --Pelican, adapter-->  Article  --feeds, engine-->  output/

A module imports only from floors below its own, and rooms of one floor do not see each other;
``tests/test_architecture.py`` holds the table and checks it. README has the map.
"""

from __future__ import annotations

from typing import Any


def __getattr__(name: str) -> Any:
    """``plugins.Site``, by which pelicanconf.py names the class that Pelican runs.

    Found when it is asked for: settings are read by builds that need nothing of Pelican.
    """
    if name == "Site":
        from plugins.engine.pelican_site import Site  # noqa: PLC0415  as said above

        return Site
    raise AttributeError(name)

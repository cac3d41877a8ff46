"""What a process needs to work on a site, made once in each: settings, reader, templates.

A worker is told of its work in plain values, an ``Order`` among them, so that it may be another
process, or stand on another machine with the same folders.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plugins import config
from plugins.config import Settings

if TYPE_CHECKING:
    from plugins.adapter.pelican_reader import PelicanReader


@dataclass(frozen=True, slots=True)
class Order:
    """Whose work it is."""

    root: Path
    """The project's folder."""
    overrides: Mapping[str, Any] = field(hash=False)
    """Settings that were given on the command line, by name."""
    clock: datetime
    """The build's own time."""
    store: Path


@dataclass(slots=True)
class _Known:
    """What this process knows of one site."""

    order: Order
    settings: Settings
    values: Any = None
    reader: PelicanReader | None = None


_known: list[_Known] = []


def adopt(order: Order, settings: Settings, values: Any = None) -> None:
    """What this process, and those forked from it, know of a site already.

    ``values`` are Pelican's settings, where Pelican has read them.
    """
    _known[:] = [_Known(order, settings, values)]


def _site(order: Order) -> _Known:
    """What is known of the site that is worked on; only one at a time is."""
    if not _known or not _is_same(_known[0].order, order):
        adopt(order, config.load(order.root, **order.overrides))
    return _known[0]


def _is_same(one: Order, other: Order) -> bool:
    return (one.root, one.overrides) == (other.root, other.overrides)


def settings_of(order: Order) -> Settings:
    """The project's settings; the same object for the same site."""
    return _site(order).settings


def pelican_settings(order: Order) -> Any:
    """Pelican's settings, as ``pelican`` itself reads them; its plugins then listen."""
    known = _site(order)
    if known.values is None:
        from pelican import Pelican  # noqa: PLC0415  a quarter of a second to import
        from pelican.settings import read_settings  # noqa: PLC0415

        path = str(order.root / "pelicanconf.py")
        given = deepcopy(dict(order.overrides))  # Pelican adds to lists that it is given
        known.values = Pelican(read_settings(path, override=given)).settings
    return known.values


def reader_of(order: Order) -> PelicanReader:
    """Pelican's readers on the project's content folder."""
    known = _site(order)
    if known.reader is None:
        from plugins.adapter.pelican_reader import PelicanReader  # noqa: PLC0415

        known.reader = PelicanReader(pelican_settings(order), settings_of(order))
    return known.reader

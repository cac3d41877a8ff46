"""What a process needs to work on a site, made once in each: settings, reader, templates.

A worker is told of its work in plain values, an ``Order`` among them, so that it may be another
process, or stand on another machine with the same folders.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plugins import config
from plugins.config import Settings

if TYPE_CHECKING:
    from plugins.adapter.reading import Reader


@dataclass(frozen=True, slots=True)
class Order:
    """Whose work it is."""

    root: Path
    """The project's folder."""
    overrides: tuple[tuple[str, Any], ...]
    """Settings that were given on the command line, by name."""
    clock: datetime
    """The build's own time."""
    store: Path


_settings: dict[tuple[Path, object], Settings] = {}
_values: dict[tuple[Path, object], Any] = {}
_readers: dict[tuple[Path, object], Reader] = {}


def adopt(order: Order, settings: Settings, values: Any = None) -> None:
    """What this process, and those forked from it, know of a site already.

    ``values`` are Pelican's settings, where Pelican has read them.
    """
    key = (order.root, order.overrides)
    for known in (_settings, _values, _readers):
        known.clear()
    _settings[key] = settings
    if values is not None:
        _values[key] = values


def settings_of(order: Order) -> Settings:
    """The project's settings; the same object for the same site."""
    key = (order.root, order.overrides)
    if key not in _settings:
        _settings[key] = config.load(order.root, **dict(order.overrides))
    return _settings[key]


def pelican_settings(order: Order) -> Any:
    """Pelican's settings, as ``pelican`` itself reads them; its plugins then listen."""
    key = (order.root, order.overrides)
    if key not in _values:
        from pelican import Pelican  # noqa: PLC0415  a quarter of a second to import
        from pelican.settings import read_settings  # noqa: PLC0415

        path = str(order.root / "pelicanconf.py")
        _values[key] = Pelican(read_settings(path, override=dict(order.overrides))).settings
    return _values[key]


def reader_of(order: Order) -> Reader:
    """Reads posts and pages of the project's content folder."""
    key = (order.root, order.overrides)
    if key not in _readers:
        from plugins.adapter.reading import Reader  # noqa: PLC0415  it imports Pelican

        _readers[key] = Reader(pelican_settings(order), settings_of(order))
    return _readers[key]

"""What takes long to make of data that seldom changes, kept in the site's cache folder."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING
from zlib import crc32

from plugins import files
from plugins.hashing import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

#: Where to keep it: a property of the process, as the tables read from ``data/`` are.
_FOLDERS: list[Path] = []


def keep_in(folder: Path | None) -> None:
    """From now on keeps in ``folder`` what is derived; nowhere, if it is None."""
    _FOLDERS[:] = [folder] if folder else []


def derived(name: str, sources: Iterable[Path], make: Callable[[], bytes]) -> bytes:
    """What ``make`` returns: as it was kept, as long as no source is other.

    ``sources`` are the files that the result depends on, the module of ``make`` among them. A
    damaged file counts as none; where nothing can be written, ``make`` is called each time.
    """
    if not _FOLDERS:
        return make()
    path = _FOLDERS[0] / f"{name}.bin"
    mark = _mark(sources)
    kept = _read(path)
    if kept[: len(mark)] == mark and kept[len(mark) :][:4] == _sum(kept[len(mark) + 4 :]):
        return kept[len(mark) + 4 :]
    made = make()
    with suppress(OSError):
        files.write_atomic(path, mark + _sum(made) + made)
    return made


def _mark(sources: Iterable[Path]) -> bytes:
    seen = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in sources]
    return digest(repr((sys.version, sys.byteorder, seen)), 32).encode()


def _sum(data: bytes) -> bytes:
    return crc32(data).to_bytes(4, "big")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""

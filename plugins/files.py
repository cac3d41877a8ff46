"""Files: read with care, written whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

Signature = tuple[int, int, int, int]
"""Time of change of the bytes and of the entry in nanoseconds, size, inode."""

#: Names that ``write_atomic`` gives while it writes: what is found later, a killed process left.
UNFINISHED = r"\..+\.[0-9a-f]{12}\.tmp"


def signature(status: os.stat_result) -> Signature:
    """What changes whenever a file's bytes do, clocks being fine enough."""
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


@contextmanager
def scanned(path: Path) -> Iterator[Iterator[os.DirEntry[str]]]:
    """The folder's entries, each asked from within it where the system can: a tenth less time.

    Raises OSError.
    """
    if os.scandir not in os.supports_fd:
        with os.scandir(path) as entries:
            yield entries
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        with os.scandir(handle) as entries:
            yield entries
    finally:
        os.close(handle)


def read_bytes(path: Path) -> bytes | None:
    """The file's bytes, or None if there is no such file."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def write_atomic(path: Path, data: bytes) -> bool:
    """Writes ``data`` to ``path`` by temp file and rename; returns whether bytes changed.

    A file that holds ``data`` already keeps its mtime. Nobody ever sees half a file.
    Raises OSError; the old file is then still there.
    """
    if read_bytes(path) == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    temp = path.with_name(f".{path.name[:40]}.{os.urandom(6).hex()}.tmp")
    try:
        with temp.open("xb") as out:
            out.write(data)
            out.flush()
        temp.replace(path)
    except BaseException:
        temp.unlink(missing_ok=True)
        raise
    return True


def is_inside(path: Path, root: Path) -> bool:
    """Whether ``path``, all symlinks resolved, lies in ``root``."""
    real, base = os.path.realpath(path), os.path.realpath(root)
    return real == base or real.startswith(base.rstrip(os.sep) + os.sep)


def is_plain(path: Path) -> bool:
    """Whether ``path`` is a regular file and no symlink."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False

"""Folders as they are: which files lie there, and what tells whether one of them changed."""

from __future__ import annotations

import marshal
import os
import stat
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

#: Files of a folder held as values at once; the others are packed, 98 bytes instead of 350 each.
_CHUNK = 1000
#: Of ``marshal``: the last one that writes equal values as equal bytes.
_FORM = 2

Entry = tuple[str, int, int, int, int, int]
"""Name, mode, size, mtime_ns, ctime_ns, inode. The mode is 0 where the system does not say."""


class Kind(NamedTuple):
    """Which files of a tree to look at."""

    name: str
    """Keeps them apart from others in the same memory."""
    wants: Callable[[str], object]
    """Whether a file of this name is one of them."""
    enters: Callable[[str], object]
    """Whether to look into a folder of this name. Links to folders are not followed."""
    follows: bool = False
    """Whether a link to a file counts as that file."""


class Listing(NamedTuple):
    """One folder."""

    key: str
    """Its path below the root, with ``/`` at the end; empty for the root."""
    mark: bytes | None = None
    """Other when a name in it was added, removed or replaced."""
    changed_ns: int = 0
    """When that last happened."""
    digest: bytes | None = None
    """Other when a file that is wanted is other; None where the system does not tell of all."""
    packed: tuple[bytes, ...] = ()
    error: OSError | None = None
    """Why it cannot be looked into."""

    def entries(self) -> Iterator[Entry]:
        """The files that are wanted, in the order of the file system."""
        for chunk in self.packed:
            yield from marshal.loads(chunk)  # noqa: S302 - packed below, by this process


def tree(kind: Kind, root: Path, only: Iterable[str] | None = None) -> Iterator[Listing]:
    """The folders from ``root`` downwards, or ``only`` those with these keys."""
    waiting = [""] if only is None else list(only)
    while waiting:
        key = waiting.pop()
        try:
            listing, inner = _listed(kind, root / key, key)
        except OSError as error:
            yield Listing(key, error=error)
            continue
        yield listing
        if only is None:
            waiting += (f"{key}{name}/" for name in inner)


def folder_mark(path: Path) -> tuple[bytes | None, int]:
    """What changes when a name in the folder does, and when it last did; None without a folder."""
    try:
        seen = path.stat()
    except OSError:
        return None, 0
    values = seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino
    return _digest(marshal.dumps(values, _FORM)), max(values[:2])


def file_mark(entry: Entry) -> bytes | None:
    """What changes when the file does; None where the system does not say."""
    return _digest(marshal.dumps(entry[1:], _FORM)) if entry[1] else None


def changed_ns(entry: Entry) -> int:
    """When the file last changed, in nanoseconds."""
    return max(entry[3], entry[4])


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=12).digest()


def _listed(kind: Kind, path: Path, key: str) -> tuple[Listing, list[str]]:
    """The folder, and the names of those in it. Raises OSError."""
    mark, changed = folder_mark(path)  # before its names are read: what comes later is noticed
    inner: list[str] = []
    chunk: list[Entry] = []
    packed: list[bytes] = []
    is_told = True
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if kind.enters(entry.name):
                    inner.append(entry.name)
            elif kind.wants(entry.name):
                seen = _seen(entry, follows=kind.follows)
                if stat.S_ISDIR(seen[1]):  # a link to a folder
                    continue
                is_told = is_told and seen[1] != 0
                chunk.append(seen)
                if len(chunk) == _CHUNK:
                    packed.append(marshal.dumps(chunk, _FORM))
                    chunk = []
    packed.append(marshal.dumps(chunk, _FORM))
    digest = _digest(b"".join(packed)) if is_told else None
    return Listing(key, mark, changed, digest, tuple(packed)), inner


def _seen(entry: os.DirEntry[str], *, follows: bool) -> Entry:
    try:
        seen = entry.stat(follow_symlinks=follows)
    except OSError:
        return entry.name, 0, 0, 0, 0, 0
    return (
        entry.name,
        seen.st_mode,
        seen.st_size,
        seen.st_mtime_ns,
        seen.st_ctime_ns,
        seen.st_ino,
    )

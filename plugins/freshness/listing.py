"""Folders as they are: which files lie there, and what tells whether one of them changed."""

from __future__ import annotations

import marshal
import stat
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from plugins.files import scanned

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator
    from pathlib import Path

#: Files of a folder held as values at once; the others are packed, 98 bytes instead of 350 each.
_CHUNK = 1000
#: Of ``marshal``: the last one that writes equal values as equal bytes.
_FORM = 2
_TYPE, _FOLDER = stat.S_IFMT(0xFFFF), stat.S_IFDIR

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


def tree(
    kind: Kind, root: Path, only: Iterable[str] | None = None, known: Container[str] | None = None
) -> Iterator[Listing]:
    """The folders from ``root`` downwards, or ``only`` those with these keys.

    Given those that are ``known``, also the others that lie in one of ``only``.
    """
    waiting = [""] if only is None else list(only)
    while waiting:
        key = waiting.pop()
        try:
            listing, inner = _listed(kind, root / key, key)
        except OSError as error:
            yield Listing(key, error=error)
            continue
        yield listing
        below = [f"{key}{name}/" for name in inner]
        if only is None:
            waiting += below
        elif known is not None:
            waiting += (each for each in below if each not in known)


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
    packed: list[bytes] = []
    inner: list[str] = []
    is_told = True
    for chunk in _chunks(_entries(kind, path, inner)):
        is_told = is_told and all(entry[1] for entry in chunk)
        packed.append(marshal.dumps(chunk, _FORM))
    digest = _digest(b"".join(packed)) if is_told else None
    return Listing(key, mark, changed, digest, tuple(packed)), inner


def _entries(kind: Kind, path: Path, inner: list[str]) -> Iterator[Entry]:
    """The files that are wanted; names of folders to look into go to ``inner``."""
    _, wants, enters, follows = kind
    with scanned(path) as entries:
        for entry in entries:
            name = entry.name
            if entry.is_dir(follow_symlinks=False):
                if enters(name):
                    inner.append(name)
            elif wants(name):
                try:
                    seen = entry.stat(follow_symlinks=follows)
                except OSError:
                    yield name, 0, 0, 0, 0, 0
                    continue
                mode = seen.st_mode
                if mode & _TYPE != _FOLDER:  # a link to a folder is nothing
                    times = seen.st_mtime_ns, seen.st_ctime_ns
                    yield name, mode, seen.st_size, *times, seen.st_ino


def _chunks(entries: Iterator[Entry]) -> Iterator[list[Entry]]:
    while chunk := list(islice(entries, _CHUNK)):
        yield chunk

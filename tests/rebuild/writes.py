"""What happens at a process's n-th write: it is counted, it fails, or all ends there.

Python tells its audit hooks of every file that is opened, renamed, linked or removed, whichever
way and from whichever library. A hook stays until the process ends, so each of these functions
is for a process that was started or forked to be spoiled; those that it forks are spoiled too.
"""

from __future__ import annotations

import errno
import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

#: Audit events that write, and how many of their first arguments are paths.
_WRITES = {
    "os.rename": 2,
    "os.link": 2,
    "os.symlink": 2,
    "os.mkdir": 1,
    "os.remove": 1,
    "os.rmdir": 1,
    "os.truncate": 1,
    "sqlite3.connect": 1,
}
_REMOVALS = frozenset({"os.remove", "os.rmdir"})
_TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT

Act = Callable[[int, str, str], None]
"""Told the number of a write, its event and its path, before it is done."""


def watch(folders: tuple[Path, ...], act: Act) -> None:
    """Calls ``act`` at each write to something in ``folders`` from now on."""
    roots = tuple(f"{os.path.realpath(folder)}{os.sep}" for folder in folders)
    count = 0
    busy = False

    def hook(event: str, args: tuple[object, ...]) -> None:
        nonlocal count, busy
        if busy or (event != "open" and event not in _WRITES):
            return
        busy = True
        try:
            for path in _paths(event, args):
                if f"{path}{os.sep}".startswith(roots):
                    count += 1
                    act(count, event, path)
                    break
        finally:
            busy = False

    sys.addaudithook(hook)


def _paths(event: str, args: tuple[object, ...]) -> list[str]:
    """The absolute paths that an event is about; none where it only reads."""
    if event == "open":
        flags = args[2]
        writes = isinstance(flags, int) and flags & _TO_WRITE
        return [_absolute(args[0], -1)] if writes else []
    if event == "os.mkdir" and Path(str(args[0])).is_dir():
        return []  # asked for to be sure
    number = _WRITES[event]
    folder = args[-1] if isinstance(args[-1], int) and event in _REMOVALS else -1
    return [_absolute(path, folder) for path in args[:number]]


def _absolute(path: object, folder: int) -> str:
    if not isinstance(path, str | bytes | os.PathLike):
        return ""
    name = os.fsdecode(path)
    if folder >= 0 and not name.startswith(os.sep):
        return str(Path(f"/proc/self/fd/{folder}").readlink() / name)
    return str(Path(name).absolute())


def kill_at(number: int, *folders: Path) -> None:
    """Kills this process and all of its group at its n-th write, as ``kill -9`` does."""

    def act(count: int, event: str, path: str) -> None:
        if count == number:
            os.killpg(0, signal.SIGKILL)

    watch(folders, act)


#: What a disk does from its n-th write on: it is full, forbids one write, can be read alone.
KINDS = ("full", "forbidden", "read-only")


def fail_at(number: int, kind: str, told: int, *folders: Path) -> None:
    """Makes the n-th write fail; a full or read-only disk stays so. ``told`` hears which it was.

    A full disk still lets go of files.
    """

    def act(count: int, event: str, path: str) -> None:
        if kind == "full" and event in _REMOVALS:
            return
        if count != number and (kind == "forbidden" or count < number):
            return
        os.write(told, f"{event} {path}\n".encode())
        if event == "sqlite3.connect":
            raise sqlite3.OperationalError("unable to open database file")
        code = {"full": errno.ENOSPC, "forbidden": errno.EACCES, "read-only": errno.EROFS}[kind]
        raise OSError(code, os.strerror(code), path)

    watch(folders, act)

"""What one command costs: processor, wall and memory of all its processes together.

Processor time is what the kernel counted for the command and every process it waited for.
Memory is read from outside while the command runs: the proportional share (PSS) of each of its
processes, so that pages which several of them hold count once. Looking costs the onlooker at most
one fiftieth of a core and the command nothing.
"""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from resource import struct_rusage

#: Seconds between two looks, and how many times as long as a look they are at least: a look at a
#: gigabyte takes milliseconds.
INTERVAL, PATIENCE = 0.02, 50
PROC = Path("/proc")


class CommandError(Exception):
    """A measured command failed; its last words say why."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a command used."""

    cpu: float
    """Seconds, user and system together, of all its processes."""
    wall: float
    """Seconds."""
    memory: float | None
    """Megabytes (10^6 bytes) at the most, all processes together; None where /proc is missing."""


def run(command: Sequence[str], folder: Path, environ: Mapping[str, str], log: Path) -> Usage:
    """Runs ``command`` in ``folder``; what it prints goes to ``log``.

    Raises CommandError where it does not end with 0.
    """
    with log.open("wb") as words:
        began = time.perf_counter()
        child = subprocess.Popen(
            command,
            cwd=folder,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=subprocess.STDOUT,
        )
        with _Watch(child.pid) as watch:
            status, used = _outlast(child)
        wall = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        last = "\n".join(log.read_text("utf-8", "replace").splitlines()[-20:])
        raise CommandError(f"{' '.join(command)} ended with {child.returncode}:\n{last}")
    return Usage(used.ru_utime + used.ru_stime, wall, watch.peak)


def _outlast(child: subprocess.Popen[bytes]) -> tuple[int, struct_rusage]:
    """The child's status and what it used; it does not outlive us."""
    try:
        _, status, used = os.wait4(child.pid, 0)
    except BaseException:
        child.terminate()
        child.wait()
        raise
    return status, used


class _Watch:
    """Looks at a process and all its descendants as long as the ``with`` lasts."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._most = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look_on, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    @property
    def peak(self) -> float | None:
        """Megabytes."""
        return self._most / 1e6 if self._most else None

    def _look_on(self) -> None:
        pause = 0.0
        while not self._over.wait(pause):
            began = time.thread_time()
            self._most = max(self._most, together(self._pid))
            pause = max(INTERVAL, PATIENCE * (time.thread_time() - began))


def together(pid: int) -> int:
    """Bytes that ``pid`` and its descendants hold now, or the most that one of them ever held.

    The latter misses no peak between two looks; it is less wherever several are at work.
    """
    shares, highest, seen = 0, 0, {0: b""}
    for process, parent in _family(pid):
        with suppress(OSError):  # it has ended meanwhile
            seen[process] = (PROC / f"{process}/smaps_rollup").read_bytes()
            status = (PROC / f"{process}/status").read_bytes()
            if seen[process] == seen[parent]:
                continue  # on its way to become another program, in its parent's own memory
            shares += _kilobytes(seen[process], b"\nPss:")
            highest = max(highest, _kilobytes(status, b"\nVmHWM:"))
    return max(shares, highest) * 1024


def _family(pid: int, parent: int = 0) -> Iterator[tuple[int, int]]:
    """Process and parent, 0 for the first one's, parents first."""
    yield pid, parent
    with suppress(OSError):
        for thread in (PROC / f"{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from _family(int(child), pid)


def _kilobytes(text: bytes, key: bytes) -> int:
    """The number after ``key``; 0 where there is none, as for a process that has ended."""
    _, _, after = text.partition(key)
    return int(after.split(None, 1)[0]) if after else 0

"""Outputs made by workers: each is compared with what is live, and only what differs is written."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from plugins import addresses
from plugins.engine import workshop
from plugins.engine.compressing import COMPRESS
from plugins.engine.press import Press, Sheet
from plugins.engine.store import open_to_read
from plugins.engine.tasks import Made, Target, Task
from plugins.engine.theming import Theme
from plugins.engine.watch import signature_in, signature_of
from plugins.engine.workshop import Order
from plugins.files import read_bytes
from plugins.hashing import short_digest


def make_all(work: tuple[tuple[Order, Target], Sequence[Task]]) -> list[Made]:
    """Does the tasks one by one."""
    (order, target), tasks = work
    press = _press(order)
    if target.is_whole:
        press.library.expect([int(t.job.arg) for t in tasks if t.job.kind == "article"])
    return [made for task in tasks for made in _make(press, target, task)]


@lru_cache(maxsize=1)
def _press(order: Order) -> Press:
    """This process's own press for one build: the store does not change while it is rendered."""
    settings = workshop.settings_of(order)
    return Press(settings, open_to_read(order.store), order, Theme(settings))


def forget_press() -> None:
    """Closes the store that this process reads."""
    _press.cache_clear()


def _make(press: Press, target: Target, task: Task) -> Iterator[Made]:
    """The output of a task, then its compressed copies."""
    press.documents.problems.clear()
    sheet = press.sheet(task.job)
    if sheet is None:
        yield Made(task, problems=tuple(press.documents.problems))
        return
    copies = addresses.copies(sheet.path, press.settings.compressed)
    inputs, digest = b"", b""
    if not task.is_forced and not target.is_whole:
        sql = "SELECT inputs, digest FROM outputs WHERE path = ? AND kind = ? AND arg = ?"
        inputs, digest = press.store.row(sql, sheet.path, *task.job) or (b"", b"")
        if inputs == sheet.inputs:
            yield from (Made(task, path, sheet.inputs) for path in (sheet.path, *copies))
            return
    data = sheet.make()
    problems = tuple(press.documents.problems)
    yield replace(_publish(data, target, task, sheet, digest), problems=problems)
    for path in copies:
        compress = COMPRESS[path.rpartition(".")[2]]
        yield _publish(compress(data), target, task, replace(sheet, path=path), b"")


def _publish(data: bytes, target: Target, task: Task, sheet: Sheet, known: bytes) -> Made:
    """Writes ``data``, unless what is live is known to be the same."""
    fresh = short_digest(data)
    if fresh == known:
        return Made(task, sheet.path, sheet.inputs, fresh)
    put = _put if target.is_whole else _stage
    signature, is_written = put(data, target, sheet.path)
    return Made(task, sheet.path, sheet.inputs, fresh, signature, is_written)


def _put(data: bytes, target: Target, path: str) -> tuple[str, bool]:
    """Writes an output into the tree to be; one that did not change is the live file itself."""
    place, live = f"{target.folder}/{path}", f"{target.live}/{path}"
    _make_folder(place)
    status = _holding(live, data)
    if status is None:
        return _write(place, data), True
    with suppress(OSError):  # no links between these folders: it is written like the others
        os.link(live, place, follow_symlinks=False)
        return signature_of(place), False
    _write(place, data)
    os.utime(place, ns=(status.st_atime_ns, status.st_mtime_ns))
    return signature_of(place), False


def _stage(data: bytes, target: Target, path: str) -> tuple[str, bool]:
    """Writes an output to be moved over the live one, unless that is the same to the byte."""
    live = f"{target.live}/{path}"
    if _holding(live, data) is not None:
        return signature_of(live), False
    place = f"{target.folder}/{path}"
    _make_folder(place)
    return _write(place, data), True


# Paths of strings and calls of the system below: ten thousand times a build.


def _holding(live: str, data: bytes) -> os.stat_result | None:
    """The state of the file at ``live``; None unless it is a plain file that holds ``data``."""
    try:
        status = os.lstat(live)
    except (FileNotFoundError, NotADirectoryError):
        return None
    is_likely = stat.S_ISREG(status.st_mode) and status.st_size == len(data)
    return status if is_likely and read_bytes(Path(live)) == data else None


def _write(place: str, data: bytes) -> str:
    """Into a new file: one that is there may be a link to a live one. Its signature."""
    file = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
        return signature_in(os.fstat(file))
    finally:
        os.close(file)


_folders: set[str] = set()


def _make_folder(place: str) -> None:
    """The folder of ``place``; those made already are remembered."""
    folder = place.rpartition("/")[0]
    if folder not in _folders or not os.path.isdir(folder):  # noqa: PTH112
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        _folders.add(folder)

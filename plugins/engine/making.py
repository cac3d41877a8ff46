"""Outputs made by workers: each is compared with what is live, and only what differs is written."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from plugins.engine import workshop
from plugins.engine.press import Press
from plugins.engine.store import open_to_read
from plugins.engine.tasks import Made, Target, Task
from plugins.engine.theming import Theme
from plugins.engine.watch import signature_of
from plugins.engine.workshop import Order
from plugins.files import read_bytes
from plugins.hashing import short_digest


def make_all(work: tuple[tuple[Order, Target], Sequence[Task]]) -> list[Made]:
    """Does the tasks one by one."""
    (order, target), tasks = work
    press = _press(order)
    return [_make(press, target, task) for task in tasks]


@lru_cache(maxsize=1)
def _press(order: Order) -> Press:
    """This process's own press for one build: the store does not change while it is rendered."""
    settings = workshop.settings_of(order)
    return Press(settings, open_to_read(order.store), order, Theme(settings))


def forget_press() -> None:
    """Closes the store that this process reads."""
    _press.cache_clear()


def _make(press: Press, target: Target, task: Task) -> Made:
    press.documents.problems.clear()
    sheet = press.sheet(task.job)
    if sheet is None:
        return Made(task, problems=tuple(press.documents.problems))
    sql = "SELECT inputs, digest FROM outputs WHERE path = ? AND kind = ? AND arg = ?"
    inputs, digest = press.store.row(sql, sheet.path, *task.job) or (b"", b"")
    if not task.is_forced and not target.is_whole and inputs == sheet.inputs:
        return Made(task, sheet.path, sheet.inputs)
    data = sheet.make()
    problems = tuple(press.documents.problems)
    fresh = short_digest(data)
    if fresh == digest and not task.is_forced and not target.is_whole:
        return Made(task, sheet.path, sheet.inputs, fresh, problems=problems)
    put = _put if target.is_whole else _stage
    signature, is_written = put(data, target, sheet.path)
    return Made(task, sheet.path, sheet.inputs, fresh, signature, is_written, problems)


def _put(data: bytes, target: Target, path: str) -> tuple[str, bool]:
    """Writes an output into the tree to be; one that did not change is the live file itself."""
    place, live = target.folder / path, target.live / path
    _make_folder(place)
    is_same = _is_plain_file(live) and read_bytes(live) == data
    if is_same:
        with suppress(OSError):  # no links between these folders: it is written like the others
            os.link(live, place, follow_symlinks=False)
            return signature_of(place), False
    _write(place, data)
    if is_same:
        status = live.stat()
        os.utime(place, ns=(status.st_atime_ns, status.st_mtime_ns))
    return signature_of(place), not is_same


def _stage(data: bytes, target: Target, path: str) -> tuple[str, bool]:
    """Writes an output to be moved over the live one, unless that is the same to the byte."""
    live = target.live / path
    if _is_plain_file(live) and read_bytes(live) == data:
        return signature_of(live), False
    place = target.folder / path
    _make_folder(place)
    _write(place, data)
    return signature_of(place), True


def _write(place: Path, data: bytes) -> None:
    """Into a new file: one that is there may be a link to a live one."""
    with place.open("xb") as file:
        file.write(data)


_folders: set[str] = set()


def _make_folder(place: Path) -> None:
    """The folder of ``place``; those made already are remembered."""
    folder = os.path.dirname(place)  # noqa: PTH120  # a path of strings, ten thousand times
    if folder not in _folders or not os.path.isdir(folder):  # noqa: PTH112
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        _folders.add(folder)


def _is_plain_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()

"""From what was rendered to what is live: only what changed, each file whole, removals last.

A few outputs are moved into the live tree, in an order in which no page ever leads nowhere. A
whole tree is built beside the live one and takes its place in one step; the old one stays beside
it until the next time, for ``roll_back``.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from plugins.engine.exchange import exchange
from plugins.errors import ConfigError, Problem, PublishError
from plugins.files import is_plain, write_atomic

#: Marks a folder as written by us, so that a mistyped --output never empties another one.
MARKER = ".seedpress"


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did. Paths are below the output folder, sorted."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


def guard(output: Path, retention: Sequence[str], *others: Path) -> None:
    """Raises ConfigError where ``output`` is not a folder that a build may fill and clean."""
    if output.exists() and not output.is_dir():
        raise _refuse(output, "is a file", "name a folder with --output")
    for other in others:
        if output == other or output in other.parents:
            raise _refuse(output, f"holds {other}", "choose another folder for the output")
    if (output / MARKER).exists() or not output.is_dir():
        return
    if any(not is_kept(entry.name, retention) for entry in output.iterdir()):
        raise _refuse(
            output, "holds files that Seedpress did not write", "empty it or choose another folder"
        )


def _refuse(output: Path, message: str, remedy: str) -> ConfigError:
    return ConfigError(Problem(str(output), message, remedy, code="output"))


@contextmanager
def publishing(output: Path) -> Iterator[None]:
    """Errors of the disk in a block are a PublishError: the live site is whole and consistent."""
    try:
        yield
    except OSError as error:
        where = str(error.filename or output)
        message = f"cannot be written: {error.strerror or error}"
        remedy = "make room or change its permissions, then build again"
        raise PublishError(Problem(where, message, remedy, code="output")) from error


def is_kept(path: str, retention: Sequence[str]) -> bool:
    """Whether a name on the way to ``path`` is one that OUTPUT_RETENTION keeps."""
    return any(fnmatch(part, name) for part in path.split("/") for name in retention)


# --- A few outputs into the live tree -----------------------------------------------------------


def publish_some(stage: Path, output: Path, paths: Iterable[str], stale: Iterable[str]) -> None:
    """Moves ``paths`` from the stage over what is live, then removes ``stale``.

    New files come first: nothing leads to them yet. Then what changed, assets before articles,
    those before lists and these before feeds. What nothing leads to any more goes last.
    """
    output.mkdir(parents=True, exist_ok=True)
    write_atomic(output / MARKER, b"")
    order = sorted(paths, key=lambda path: (os.path.lexists(output / path), _rank(path), path))
    for path in order:
        _clear_way(output, output / path)
        _move(stage / path, output / path)
    for path in sorted(stale):
        gone = output / path
        if gone.is_symlink() or not gone.is_dir():  # else a new file's folder has its place
            with suppress(FileNotFoundError, NotADirectoryError):
                gone.unlink()
        _drop_empty(output, gone.parent)


def _rank(path: str) -> int:
    """Order of writing: what is linked to comes before what links to it."""
    path = path.removesuffix(".gz").removesuffix(".br")
    first = path.split("/", 1)[0]
    if path.endswith((".xml", ".json", ".opml")):
        return 4
    if path == "index.html":
        return 3
    if first.isdigit() or first == "drafts":
        return 1
    return 2 if path.endswith(".html") else 0


def _clear_way(output: Path, target: Path) -> None:
    """Links and files where folders must be, or the other way round, give way."""
    for parent in reversed(target.parents[: len(target.relative_to(output).parts) - 1]):
        if parent.is_symlink() or parent.is_file():
            parent.unlink()
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    elif target.exists() and not is_plain(target):
        target.unlink()
    target.parent.mkdir(parents=True, exist_ok=True)


def _move(source: Path, target: Path) -> None:
    try:
        source.replace(target)
    except OSError as error:
        if not source.exists():
            raise
        if error.errno != 18:  # EXDEV: the stage is on another disk
            raise
        write_atomic(target, source.read_bytes())


def _drop_empty(output: Path, folder: Path) -> None:
    """Removes ``folder`` and those above it as far as they are empty."""
    while folder != output and output in folder.parents:
        try:
            folder.rmdir()
        except OSError:  # not empty, or gone
            if folder.exists():
                return
        folder = folder.parent


# --- A whole tree in one step -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Beside:
    """The trees beside the live one."""

    live: Path
    """The live tree itself, links to it resolved."""

    @property
    def next(self) -> Path:
        """The tree to be."""
        return self.live.with_name(f".{self.live.name}.next")

    @property
    def previous(self) -> Path:
        """The tree that was live before."""
        return self.live.with_name(f".{self.live.name}.previous")

    def can_swap(self) -> bool:
        """Whether trees can be built beside the live one and take its place."""
        parent = self.live.parent
        parent.mkdir(parents=True, exist_ok=True)
        return os.access(parent, os.W_OK) and not self.live.is_mount()

    def clear(self) -> None:
        """Removes what a killed build left of a tree to be."""
        if os.path.lexists(self.next):
            shutil.rmtree(self.next)

    def carry(
        self, paths: set[str], retention: Sequence[str], is_ours: Callable[[str], object]
    ) -> list[str]:
        """Takes others' files along that OUTPUT_RETENTION keeps; the live files that are left out.

        ``paths`` are those of the new tree, ``is_ours`` knows what an earlier build published.
        """
        left: list[str] = []
        if not (self.live / MARKER).exists():
            (self.next / MARKER).touch()
        for folder, names in _walk(self.live):
            for name in names:
                path = f"{folder}{name}"
                if path in paths:
                    continue
                if path == MARKER or (is_kept(path, retention) and not is_ours(path)):
                    _take_along(self.live / path, self.next / path)
                else:
                    left.append(path)
            if folder and is_kept(folder.rstrip("/"), retention):
                (self.next / folder).mkdir(parents=True, exist_ok=True)
        return left

    def swap(self) -> None:
        """The tree to be is live from here on; the one that was is the previous one."""
        if not self.live.is_dir():
            self.next.rename(self.live)
            return
        if os.path.lexists(self.previous):
            shutil.rmtree(self.previous)
        exchange(self.next, self.live)
        self.next.rename(self.previous)

    def forget(self) -> None:
        """Removes the previous tree, if there is one."""
        if os.path.lexists(self.previous):
            shutil.rmtree(self.previous)


def roll_back(output: Path, forget: Callable[[], None]) -> None:
    """The previous tree is live again, the live one the previous; ConfigError if there is none.

    ``forget`` does so with what is known of the live tree: the next build looks at all of it.
    """
    beside = Beside(output.resolve())
    if not beside.previous.is_dir() or not beside.live.is_dir():
        message = "there is no earlier site to go back to"
        remedy = "only builds that render everything anew keep the one before"
        raise ConfigError(Problem(str(output), message, remedy, code="rollback"))
    with publishing(output):
        forget()
        exchange(beside.previous, beside.live)


def _walk(root: Path) -> Iterator[tuple[str, list[str]]]:
    """Folders below ``root`` with the names of their files and links, as beginnings of paths."""
    for folder, folders, names in os.walk(root):
        links = [name for name in folders if Path(folder, name).is_symlink()]
        below = os.path.relpath(folder, root).replace(os.sep, "/")
        yield ("" if below == "." else f"{below}/"), names + links


def _take_along(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)

"""From the stage to the live output: only what changed, each file whole, removals last."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

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


def publish(stage: Path, output: Path, retention: Sequence[str]) -> Published:
    """Makes ``output`` hold what ``stage`` holds, besides others' files named in ``retention``.

    Files whose bytes did not change keep their mtime. Assets come first, then articles, then
    the pages that link to them, feeds last; what nobody links to any more is removed at the end.
    Raises ConfigError where ``output`` holds files that no build wrote; PublishError where it
    cannot be written.
    """
    guard(output, retention, stage)
    staged = sorted(_files(stage), key=lambda path: (_rank(path), path))
    try:
        write_atomic(output / MARKER, b"")
        written = [p for p in staged if _put(stage / p, output / p)]
        removed = list(_stale(output, set(staged) | {MARKER}, retention))
        for path in removed:
            (output / path).unlink()
        _drop_empty_folders(output)
    except OSError as error:
        where = str(error.filename or output)
        message = f"cannot be written: {error.strerror}"
        problem = Problem(where, message, "make room or change its permissions", code="output")
        raise PublishError(problem) from error
    return Published(tuple(sorted(written)), tuple(sorted(removed)), len(staged) - len(written))


def guard(output: Path, retention: Sequence[str], *others: Path) -> None:
    """Raises ConfigError where ``output`` is not a folder that a build may fill and clean."""
    if output.exists() and not output.is_dir():
        raise _refuse(output, "is a file", "name a folder with --output")
    for other in others:
        if output == other or output in other.parents:
            raise _refuse(output, f"holds {other}", "choose another folder for the output")
    if (output / MARKER).exists() or not output.is_dir():
        return
    if any(not _is_kept(entry.name, retention) for entry in output.iterdir()):
        raise _refuse(
            output, "holds files that Seedpress did not write", "empty it or choose another folder"
        )


def _refuse(output: Path, message: str, remedy: str) -> ConfigError:
    return ConfigError(Problem(str(output), message, remedy, code="output"))


def _rank(path: str) -> int:
    """Order of writing: what is linked to comes before what links to it."""
    first = path.split("/", 1)[0]
    if path.endswith((".xml", ".json", ".opml")):
        return 4
    if path == "index.html":
        return 3
    if first.isdigit() or first == "drafts":
        return 1
    return 2 if path.endswith(".html") else 0


def _files(root: Path) -> Iterator[str]:
    """Paths of all regular files and links below ``root``, with ``/``."""
    for folder, _, names in os.walk(root):
        for name in names:
            yield Path(folder, name).relative_to(root).as_posix()


def _put(source: Path, target: Path) -> bool:
    """Copies ``source`` over ``target`` unless it has its bytes; clears what stands in the way."""
    for parent in target.parents:
        if parent.is_symlink() or parent.is_file():
            parent.unlink()
        elif parent.is_dir():
            break
    if target.is_dir() and not target.is_symlink():
        _remove_tree(target)
    elif target.exists() and not is_plain(target):
        target.unlink()
    return write_atomic(target, source.read_bytes())


def _remove_tree(folder: Path) -> None:
    for path in sorted(_files(folder), reverse=True):
        (folder / path).unlink()
    _drop_empty_folders(folder)
    folder.rmdir()


def _stale(output: Path, wanted: set[str], retention: Sequence[str]) -> Iterator[str]:
    for path in _files(output):
        if path not in wanted and not _is_kept(path, retention):
            yield path


def _is_kept(path: str, retention: Sequence[str]) -> bool:
    """Whether a name on the way to ``path`` is one that OUTPUT_RETENTION keeps."""
    return any(fnmatch(part, name) for part in path.split("/") for name in retention)


def _drop_empty_folders(root: Path) -> None:
    for folder, _, _ in os.walk(root, topdown=False):
        if Path(folder) != root and not any(Path(folder).iterdir()):
            Path(folder).rmdir()

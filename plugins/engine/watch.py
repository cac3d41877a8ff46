"""Whether what was published is still there, to the byte: one look at each file, none into it."""

from __future__ import annotations

import marshal
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from plugins.engine.publish import MARKER, is_kept
from plugins.engine.store import Store
from plugins.files import is_plain, read_bytes
from plugins.hashing import short_digest

#: Folders that hold one page each: too many to be asked for strangers at every build.
_LEAF = re.compile(r"(\d{4}/\d{2}|drafts)/[^/]+/")
#: With what the path of a folder ends: that of the output folder itself is empty.
_FOLDER = ("/", "")
#: Of ``marshal``: the last one that writes equal values as equal bytes.
_FORM = 2


@dataclass(slots=True)
class Damage:
    """What somebody else did to the output folder."""

    lost: list[str] = field(default_factory=list)
    """Outputs that are gone or hold other bytes."""
    strangers: list[str] = field(default_factory=list)
    """Files that no build wrote and no setting keeps."""

    def __bool__(self) -> bool:
        return bool(self.lost or self.strangers)


def shard_of(path: str) -> str:
    """Which part of the outputs a path belongs to: a few hundred of them are watched together."""
    return "/".join(path.split("/")[:-1][:2])


def is_as_published(store: Store, output: Path) -> bool:
    """Whether every file has the signature, and every folder the time, that it was left with."""
    root = str(output)
    rows = store.rows("SELECT names, digest FROM watch")
    return all(_digest(root, names.split("\n")) == digest for names, digest in rows)


def look(store: Store, output: Path, retention: Sequence[str], *, closely: bool) -> Damage:
    """What is not as it was published; ``closely`` reads each file and every folder."""
    found = Damage()
    root = str(output)
    for shard, names, digest in store.rows("SELECT shard, names, digest FROM watch"):
        paths = names.split("\n")
        if closely or _digest(root, paths) != digest:
            _examine(store, output, paths, retention, found, closely=closely)
            note(store, output, [shard])
    return found


def _digest(root: str, paths: Iterable[str]) -> bytes:
    """Of each file's signature and each folder's time: all outputs are asked in every build."""
    found: list[tuple[int, ...]] = []
    for path in paths:
        try:
            status = os.lstat(f"{root}/{path}")
        except OSError:
            found.append(())
            continue
        mark = status.st_mtime_ns
        found.append((mark,) if path[-1:] in _FOLDER else (mark, status.st_size, status.st_ino))
    return short_digest(marshal.dumps(found, _FORM))


def _sign(path: str) -> str:
    """A file's signature; empty where there is nothing."""
    try:
        return signature_of(path)
    except OSError:
        return ""


def _examine(
    store: Store,
    output: Path,
    paths: Iterable[str],
    retention: Sequence[str],
    found: Damage,
    *,
    closely: bool,
) -> None:
    for path in paths:
        if path.endswith("/") or not path:
            found.strangers += _strangers(store, output, path, retention)
            continue
        sql = "SELECT signature, digest FROM outputs WHERE path = ?"
        signature, digest = store.row(sql, path) or ("", b"")
        now = _sign(f"{output}/{path}")
        if not closely and now == signature:
            continue
        data = read_bytes(output / path) if is_plain(output / path) else None
        if data is None or short_digest(data) != digest:
            found.lost.append(path)
        elif now != signature:
            store.run("UPDATE outputs SET signature = ? WHERE path = ?", now, path)
        if closely and _LEAF.fullmatch(path.rpartition("/")[0] + "/"):
            folder = path.rpartition("/")[0] + "/"
            found.strangers += _strangers(store, output, folder, retention)


def _strangers(store: Store, output: Path, folder: str, retention: Sequence[str]) -> Iterator[str]:
    """Files in or below ``folder``, empty or ending in ``/``, that are none of ours."""
    ours = _children(store, folder)
    try:
        entries = list(os.scandir(output / folder))
    except OSError:
        return
    for entry in entries:
        path = f"{folder}{entry.name}"
        if entry.name in ours or path == MARKER or is_kept(path, retention):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from (below for below in _files(output, path) if not is_kept(below, retention))
        else:
            yield path


def strangers(output: Path, ours: set[str], retention: Sequence[str]) -> list[str]:
    """All files of the output folder that are neither ``ours`` nor kept by a setting."""
    found = _files(output, "")
    return [p for p in found if p not in ours and p != MARKER and not is_kept(p, retention)]


def _files(output: Path, folder: str) -> Iterator[str]:
    for place, folders, names in os.walk(output / folder):
        links = [name for name in folders if Path(place, name).is_symlink()]
        for name in names + links:
            yield Path(place, name).relative_to(output).as_posix()


def _children(store: Store, folder: str) -> set[str]:
    """Names of our files and folders right in ``folder``."""
    start = len(folder) + 1
    name = f"substr(path, {start})"
    end = chr(ord("/") + 1)
    bounds = (folder, f"{folder[:-1]}{end}") if folder else ("", "\U0010ffff")
    sql = (
        f"SELECT DISTINCT CASE instr({name}, '/') WHEN 0 THEN {name} "  # noqa: S608  # a number
        f"ELSE substr({name}, 1, instr({name}, '/') - 1) END FROM outputs "
        "WHERE path >= ? AND path < ?"
    )
    return set(store.column(sql, *bounds))


def note(store: Store, output: Path, shards: Iterable[str]) -> None:
    """Remembers how the outputs of ``shards`` look now."""
    wanted, known = set(shards), _known(store)
    for shard in sorted(wanted - {""}):
        _note(store, output, shard)
    if "" in wanted or _known(store) != known:  # the root's watches over the folders of shards
        _note(store, output, "")


def _note(store: Store, output: Path, shard: str) -> None:
    paths = _paths(store, shard)
    if not paths:
        store.run("DELETE FROM watch WHERE shard = ?", shard)
        return
    watched = [*_folders(store, shard, paths), *paths]
    row = (shard, "\n".join(watched), _digest(str(output), watched))
    store.run("INSERT OR REPLACE INTO watch VALUES (?, ?, ?)", *row)


def _known(store: Store) -> set[str]:
    return set(store.column("SELECT shard FROM watch"))


def _paths(store: Store, shard: str) -> list[str]:
    if not shard:
        return store.column("SELECT path FROM outputs WHERE instr(path, '/') = 0 ORDER BY path")
    sql = "SELECT path FROM outputs WHERE path >= ? AND path < ? ORDER BY path"
    bounds = (f"{shard}/", f"{shard}0")
    return [path for path in store.column(sql, *bounds) if shard_of(path) == shard]


def _folders(store: Store, shard: str, paths: Iterable[str]) -> list[str]:
    """Folders of ``paths`` and above them as far as the shard's own, but those of single pages.

    In the root's shard also those that hold other shards.
    """
    if not shard:
        others = store.column("SELECT shard FROM watch WHERE instr(shard, '/') > 0")
        return ["", *sorted({f"{other.partition('/')[0]}/" for other in others})]
    found = {f"{shard}/"}
    for path in paths:
        folder = path.rpartition("/")[0]
        while len(folder) > len(shard):
            found.add(f"{folder}/")
            folder = folder.rpartition("/")[0]
    return sorted(folder for folder in found if not _LEAF.fullmatch(folder))


def all_shards(store: Store) -> set[str]:
    """Every part that has outputs, or had some."""
    return _known(store) | {shard_of(path) for path in store.column("SELECT path FROM outputs")}


def signature_of(path: Path | str) -> str:
    """What changes with a published file's bytes; links to it change nothing."""
    return signature_in(os.lstat(path))


def signature_in(status: os.stat_result) -> str:
    """``signature_of`` the file with this state."""
    return f"{status.st_mtime_ns} {status.st_size} {status.st_ino}"

"""A memory of files: what was learnt from each, for as long as the file stays as it is.

It is a cache and nothing more. A missing, damaged, foreign or unwritable one is an empty one, and
whoever asks learns everything anew: the answer is the same, only later.

A file stays as it is while its mode, size, inode and its times of modification and change do, to
the nanosecond. What is younger than ``SETTLING`` when it is looked at counts as changed the next
time too, because a second edit in the same tick of the clock would look the same. An unchanged
folder costs one ``scandir``, a ``stat`` a file (2.8 µs) and one row, whatever was learnt from it:
38 ms for 10,000 files.
"""

from __future__ import annotations

import sqlite3
import time
from array import array
from collections import Counter, defaultdict
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Self

from plugins.freshness import listing
from plugins.freshness.database import ForgottenError, asking, opened, remove
from plugins.freshness.folder import Folder, Stale
from plugins.freshness.packing import claim_mark, name_of, packed_name, sealed, unsealed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from plugins.freshness.listing import Kind, Listing

#: Nanoseconds: the coarsest clock of a file system in use ticks every 2 s.
SETTLING = 2_000_000_000
#: Of the tables and of what stands in them; part of every memory's version.
_FORMAT = "1"
_KEEP = """
UPDATE folder SET mark = ?, digest = ?,
  files = (SELECT count(*) FROM file WHERE folder = folder.id) WHERE id = ?
"""


class Memory:
    """What is known of the files of a few trees, in one SQLite file.

    First ``look`` at the files of a kind, to the end, and ``learn`` from each stale one, then ask;
    ``keep`` makes it last. All but ``keep`` and ``close`` raise ForgottenError where the database
    turns out to be damaged. For one thread.
    """

    def __init__(self, path: Path | None, version: str = "", *, writes: bool = True) -> None:
        """The memory at ``path``, if it is of this ``version``; an empty one if not, or for None.

        ``version`` names all that values depend on beside the files: code, settings. Without
        ``writes`` nothing is written to disk.
        """
        self._path = path if writes else None
        self._begin(opened(path, f"{_FORMAT} {version}", writes=writes))

    def _begin(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._kept = database.total_changes
        self._changed: list[Folder] = []
        self._differing: Counter[str] = Counter()
        self._closed: defaultdict[str, list[tuple[str, OSError]]] = defaultdict(list)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()

    @property
    def lasts(self) -> bool:
        """Whether ``keep`` makes anything last."""
        return self._path is not None

    def close(self) -> None:
        """Ends it; what was not kept is forgotten."""
        with suppress(sqlite3.Error):
            self._database.close()

    def begin_anew(self) -> None:
        """Forgets everything, on disk too; what is learnt from here on is not kept."""
        self.close()
        if self._path:
            remove(self._path)
        self._path = None
        self._begin(opened(None, "", writes=False))

    def keep(self) -> None:
        """Makes all that was learnt and noted last, at once or, where that fails, not at all."""
        if self._path is None:
            return
        with suppress(sqlite3.Error):
            rows = [folder.kept() for folder in self._changed]
            self._database.executemany(_KEEP, rows)
            self._changed = []
            if self._database.total_changes > self._kept:
                self._database.execute("COMMIT")
                self._database.execute("BEGIN IMMEDIATE")
                self._kept = self._database.total_changes

    # --- Files ----------------------------------------------------------------------------------

    def look(self, kind: Kind, root: Path, only: Iterable[str] | None = None) -> Iterator[Stale]:
        """The files of ``kind`` below ``root`` to learn from; those that are gone are forgotten.

        ``only`` looks into these folders alone (keys, ``""`` or with ``/`` at the end). A file
        that is not learnt from is unknown, and stale the next time too.
        """
        with asking():
            settled = time.time_ns() - SETTLING
            known = self._folders(kind)
            if only is None:
                self._differing[kind.name], self._closed[kind.name] = 0, []
            for seen in listing.tree(kind, root, only):
                if seen.error:
                    self._closed[kind.name].append((seen.key, seen.error))
                    continue
                folder = known.pop(seen.key, None) or self._new_folder(kind, seen.key)
                yield from self._compared(folder, seen, root, settled)
            for folder in known.values() if only is None else ():
                self._drop(folder)

    def learn(self, stale: Stale, value: bytes, claims: Iterable[str] = ()) -> None:
        """Remembers what ``stale`` says, as long as it stays so.

        An empty ``value`` says that there is nothing to tell. ``claims`` are names that the file
        takes: ``owners`` counts them.
        """
        folder = stale.folder
        marks = array("q", {claim_mark(folder.kind, claim) for claim in claims})
        name = packed_name(stale.key.rpartition("/")[2])
        with asking():
            row = (folder.id, name, stale.mark, sealed(value, name), marks.tobytes())
            self._database.execute("INSERT INTO file VALUES (?, ?, ?, ?, ?)", row)
            self._database.executemany(
                "INSERT INTO claim VALUES (?, 1)"
                " ON CONFLICT (mark) DO UPDATE SET owners = owners + 1",
                ((mark,) for mark in marks),
            )
        folder.waiting -= 1
        self._differing[folder.kind] -= value == stale.was

    def is_same(self, kind: Kind) -> bool:
        """Whether, at the last full ``look``, no file was found that says what it did not before.

        None came or went, none changed what was learnt from it, all could be looked at.
        """
        return not self._differing[kind.name] and not self._closed[kind.name]

    def touched(self, kind: Kind, root: Path) -> list[str] | None:
        """Keys of the folders in which a file came, went or was replaced, new folders among them.

        None where a folder is gone or closed, or none is known. Blind to what was written in
        place. Costs a ``stat`` a folder, and a look into those in which something changed.
        """
        with asking():
            folders = self._folders(kind)
        marks = (
            (key, each.mark, listing.folder_mark(root / key)[0]) for key, each in folders.items()
        )
        changed = [key for key, then, now in marks if then is None or then != now]
        seen = list(listing.tree(kind, root, changed, folders))
        is_whole = folders and not any(each.error for each in seen)
        return [each.key for each in seen] if is_whole else None

    def closed(self, kind: Kind) -> tuple[tuple[str, OSError], ...]:
        """Keys of the folders that cannot be looked into, and why."""
        return tuple(self._closed[kind.name])

    def values(
        self, kind: Kind, only: Collection[str] | None = None
    ) -> Iterator[tuple[str, bytes]]:
        """Keys and what was learnt, of those files that have something to tell.

        In one order everywhere: by name, the files of a folder before the folders in it. ``only``
        asks for these folders alone.
        """
        with asking():
            folders = sorted(self._folders(kind).items(), key=lambda pair: pair[0].split("/"))
            query = "SELECT name, value FROM file WHERE folder = ? AND value <> x'' ORDER BY name"
            for key, folder in folders:
                if only is not None and key not in only:
                    continue
                self._check(folder)
                for name, value in self._database.execute(query, (folder.id,)):
                    yield key + name_of(name), unsealed(value, name)

    def count(self, kind: Kind) -> int:
        """From how many files something was learnt, be it that there is nothing to tell."""
        query = "SELECT count(*) FROM file JOIN folder ON folder = folder.id WHERE kind = ?"
        with asking():
            (found,) = self._database.execute(query, (kind.name,)).fetchone()
            return int(found)

    def owners(self, kind: Kind, claim: str) -> int:
        """How many files of ``kind`` have taken this name."""
        marks = (claim_mark(kind.name, claim),)
        with asking():
            found = self._database.execute("SELECT owners FROM claim WHERE mark = ?", marks)
            return int((found.fetchone() or (0,))[0])

    def holders(self, kind: Kind, claims: Iterable[str], most: int) -> list[str]:
        """Keys of at most ``most`` files that took such names; looks at all: 0.2 s for 100,000."""
        marks = {claim_mark(kind.name, claim) for claim in claims}
        query = "SELECT path, name, claims FROM file JOIN folder ON folder = folder.id"
        with asking():
            rows = self._database.execute(f"{query} WHERE kind = ? ORDER BY 1, 2", (kind.name,))
            held = (row for row in rows if not marks.isdisjoint(array("q", row[2])))
            return [name_of(path) + name_of(name) for path, name, _ in islice(held, most)]

    # --- Notes: what rests on the files as a whole ----------------------------------------------

    def note(self, key: str, value: bytes | None) -> None:
        """Remembers ``value``, or that there is none any more."""
        with asking():
            self._database.execute("DELETE FROM note WHERE key = ?", (key,))
            if value is not None:
                self._database.execute("INSERT INTO note VALUES (?, ?)", (key, sealed(value)))

    def noted(self, key: str) -> bytes | None:
        """What was noted under ``key``."""
        with asking():
            row = self._database.execute("SELECT value FROM note WHERE key = ?", (key,)).fetchone()
            return unsealed(row[0]) if row else None

    # --- Within ---------------------------------------------------------------------------------

    def _folders(self, kind: Kind) -> dict[str, Folder]:
        query = "SELECT path, id, mark, digest, files FROM folder WHERE kind = ?"
        return {
            name_of(path): Folder(kind.name, *row)
            for path, *row in self._database.execute(query, (kind.name,))
        }

    def _new_folder(self, kind: Kind, key: str) -> Folder:
        query = "INSERT INTO folder (kind, path) VALUES (?, ?)"
        row = self._database.execute(query, (kind.name, packed_name(key))).lastrowid
        return Folder(kind.name, row or 0, None, None, None)

    def _compared(self, folder: Folder, seen: Listing, root: Path, settled: int) -> Iterator[Stale]:
        """The stale files of a folder; whether they are settled, and it itself, is noted on it."""
        mark = seen.mark if seen.changed_ns < settled else None
        is_known = folder.digest is not None and folder.digest == seen.digest
        if not is_known or folder.mark != mark:
            self._changed.append(folder)
        folder.mark, folder.digest = mark, seen.digest
        if is_known:
            return
        query = "UPDATE folder SET digest = NULL, files = NULL WHERE id = ?"
        self._database.execute(query, (folder.id,))
        rows = dict(
            self._database.execute("SELECT name, mark FROM file WHERE folder = ?", (folder.id,))
        )
        for entry in seen.entries():
            name, is_settled = packed_name(entry[0]), listing.changed_ns(entry) < settled
            file_mark = listing.file_mark(entry) if is_settled else None
            folder.is_settled = folder.is_settled and is_settled
            is_old, old = name in rows, rows.pop(name, None)
            if old is None or old != file_mark:
                was = self._forget(folder, name) if is_old else None
                folder.waiting += 1
                self._differing[folder.kind] += 1
                key = seen.key + entry[0]
                yield Stale(key, root / key, folder, file_mark, was)
        for name in rows:
            self._forget(folder, name)
            self._differing[folder.kind] += 1

    def _check(self, folder: Folder) -> None:
        """Raises ForgottenError where files are missing: a damaged page can hide those behind."""
        query = "SELECT count(*) FROM file WHERE folder = ?"
        (found,) = self._database.execute(query, (folder.id,)).fetchone()
        if folder.files is not None and found != folder.files:
            raise ForgottenError("files are missing")

    def _forget(self, folder: Folder, name: bytes) -> bytes:
        """What was learnt from a file, which is removed."""
        which = (folder.id, name)
        query = "SELECT value, claims FROM file WHERE folder = ? AND name = ?"
        value, packed = self._database.execute(query, which).fetchone()
        self._database.execute("DELETE FROM file WHERE folder = ? AND name = ?", which)
        marks = [(mark,) for mark in array("q", packed)]
        self._database.executemany("UPDATE claim SET owners = owners - 1 WHERE mark = ?", marks)
        self._database.executemany("DELETE FROM claim WHERE mark = ? AND owners < 1", marks)
        return unsealed(value, name)

    def _drop(self, folder: Folder) -> None:
        """Forgets a folder that is gone."""
        rows = self._database.execute("SELECT name FROM file WHERE folder = ?", (folder.id,))
        for (name,) in rows.fetchall():
            self._forget(folder, name)
            self._differing[folder.kind] += 1
        self._database.execute("DELETE FROM folder WHERE id = ?", (folder.id,))

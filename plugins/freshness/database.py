"""The file in which a memory is kept, opened or made; never an error."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SCHEMA = """
CREATE TABLE about (version TEXT);
CREATE TABLE folder
  (id INTEGER PRIMARY KEY, kind TEXT, path BLOB, mark BLOB, digest BLOB, files INTEGER,
   UNIQUE (kind, path));
CREATE TABLE file
  (folder INTEGER, name BLOB, mark BLOB, value BLOB, claims BLOB, PRIMARY KEY (folder, name))
  WITHOUT ROWID;
CREATE TABLE claim (mark INTEGER PRIMARY KEY, owners INTEGER);
CREATE TABLE note (key TEXT PRIMARY KEY, value BLOB)
"""
#: Seconds to wait for another process, kibibytes of the file held in memory.
_PATIENCE, _HELD = 1.0, 8192
_MEMORY = ":memory:"


class ForgottenError(Exception):
    """A memory cannot be read or written any more: begin anew, and look again."""


@contextmanager
def asking() -> Iterator[None]:
    """Whatever is wrong with the database, or with what stands in it, is ForgottenError."""
    try:
        yield
    except (sqlite3.Error, ValueError, TypeError) as error:
        raise ForgottenError(str(error)) from error


def opened(path: Path | None, version: str, *, writes: bool) -> sqlite3.Connection:
    """A database in a transaction: the one at ``path`` if it is of ``version``, else an empty one.

    It is in memory alone without ``path``, without ``writes``, where nothing can be written and
    while another process has the one at ``path``.
    """
    if path is None:
        return _made(_MEMORY, version)
    try:
        return _checked(_connected(str(path)) if writes else _copied(path), version)
    except (sqlite3.Error, OSError) as error:
        is_busy = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
    return _made(_MEMORY, version) if is_busy or not writes else _replaced(path, version)


def remove(path: Path) -> None:
    """Removes the database and what a killed process left beside it, where that is allowed."""
    for each in (path, path.with_name(f"{path.name}-journal")):
        with suppress(OSError):
            each.unlink(missing_ok=True)


def _replaced(path: Path, version: str) -> sqlite3.Connection:
    remove(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _made(str(path), version)
    except (sqlite3.Error, OSError):
        return _made(_MEMORY, version)


def _checked(database: sqlite3.Connection, version: str) -> sqlite3.Connection:
    """``database``; raises sqlite3.Error where it is no memory of ``version``."""
    with _closing(database):
        if database.execute("SELECT version FROM about").fetchone() != (version,):
            raise sqlite3.DatabaseError("of another version")
    return database


def _made(name: str, version: str) -> sqlite3.Connection:
    database = _connected(name)
    with _closing(database):
        for statement in _SCHEMA.split(";"):
            database.execute(statement)
        database.execute("INSERT INTO about VALUES (?)", (version,))
    return database


def _connected(name: str) -> sqlite3.Connection:
    # A rollback journal, not WAL: one file, which can be copied, and no second one to lose.
    database = sqlite3.connect(name, timeout=_PATIENCE, isolation_level=None)
    with _closing(database):
        database.execute(f"PRAGMA cache_size = -{_HELD}")
        database.execute("PRAGMA cache_spill = 0")  # else it locks out readers until the end
        database.execute("BEGIN IMMEDIATE")
    return database


def _copied(path: Path) -> sqlite3.Connection:
    """A copy in memory of the database at ``path``."""
    database = sqlite3.connect(_MEMORY, isolation_level=None)
    with _closing(database):
        source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_PATIENCE)
        try:
            source.backup(database)
        finally:
            source.close()
        database.execute("BEGIN IMMEDIATE")
    return database


@contextmanager
def _closing(database: sqlite3.Connection) -> Iterator[None]:
    """Closes it where the block fails."""
    try:
        yield
    except BaseException:
        database.close()
        raise

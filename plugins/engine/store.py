"""What the last build knew: a SQLite file, a cache and nothing more.

Deleting it changes no byte of the next build. One process writes; others may read while nobody
does. A killed writer leaves the state of its last commit: the rollback journal lies on disk, and
nothing is synchronised, because a machine that loses its power loses a cache.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from plugins.errors import Problem, PublishError

#: Of the tables below; another one makes the next build a cold one.
VERSION = 9
#: What is seen of content: it stands in lists, it has a page that none leads to, or neither.
LISTED, HAS_PAGE, UNSEEN = 2, 1, 0
#: Kilobytes of pages that a process keeps in memory.
_CACHE = 24_000

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
-- What lies in the content folder. A folder's digest covers the signatures of its files; it is
-- empty while one of them was touched so late that its time may lie.
CREATE TABLE folders (path TEXT PRIMARY KEY, digest BLOB) WITHOUT ROWID;
CREATE TABLE files (path TEXT PRIMARY KEY, folder TEXT, signature TEXT, digest BLOB) WITHOUT ROWID;
CREATE INDEX files_by_folder ON files (folder);
-- Posts, pages and static files: what each asks for, and the address that it got.
-- state: 2 is listed, 1 has a page, 0 neither. asked: the post as it was read, or a file's place.
CREATE TABLE contents (n INTEGER PRIMARY KEY, path TEXT, kind TEXT, id TEXT, asked BLOB, url TEXT,
  aliases TEXT, state INTEGER, refused INTEGER, UNIQUE (path, kind));
CREATE INDEX contents_by_id ON contents (id);
-- What is short comes first: it is read without the pages that a text goes on to.
CREATE TABLE bodies (n INTEGER PRIMARY KEY, words INTEGER, weight INTEGER, digest BLOB, raw TEXT,
  html TEXT);
-- Pictures that posts show, as they were last looked at.
CREATE TABLE pictures (path TEXT PRIMARY KEY, key TEXT, facts BLOB) WITHOUT ROWID;
CREATE INDEX pictures_by_key ON pictures (key);
CREATE TABLE indexed (n INTEGER PRIMARY KEY, terms BLOB);
CREATE TABLE claims (place TEXT, n INTEGER, PRIMARY KEY (place, n)) WITHOUT ROWID;
CREATE INDEX claims_by_content ON claims (n);
CREATE TABLE wants (target TEXT, n INTEGER, PRIMARY KEY (target, n)) WITHOUT ROWID;
CREATE INDEX wants_by_content ON wants (n);
-- Posts and pages that have a place. turn: when the clock next changes what is seen of it; later:
-- the last of its times;
-- noted: when the words of a listed article that tells of a correction last changed;
-- period: year and month of publication in the site's zone, as 202611;
-- mapped: when search engines learn that a listed article changed, if they may list it;
-- news: when such a one was published, if that is known;
-- day, stamp, exact: the time of change that feeds tell, before equal ones are told apart.
CREATE TABLE articles (n INTEGER PRIMARY KEY, id TEXT, kind TEXT, state INTEGER,
  published INTEGER,
  tie INTEGER, turn INTEGER, later INTEGER, day INTEGER, stamp INTEGER, exact INTEGER, fed INTEGER,
  weight INTEGER, words INTEGER, pinned INTEGER, noted INTEGER,
  period INTEGER, mapped INTEGER, news INTEGER, card BLOB, page BLOB, post BLOB);
CREATE INDEX articles_by_turn ON articles (turn) WHERE turn IS NOT NULL;
CREATE INDEX articles_by_day ON articles (day) WHERE state = 2;
CREATE INDEX articles_by_id ON articles (id);
CREATE INDEX articles_pages ON articles (n) WHERE kind = 'page';
CREATE INDEX articles_pinned ON articles (published) WHERE pinned;
CREATE INDEX articles_unfed ON articles (n) WHERE state = 2 AND NOT fed;
CREATE INDEX articles_mapped ON articles (period, mapped) WHERE mapped IS NOT NULL;
CREATE INDEX articles_news ON articles (news DESC, tie) WHERE news IS NOT NULL;
CREATE INDEX articles_noted ON articles (noted) WHERE noted IS NOT NULL;
-- tongue: the one language of all of a scope's articles, empty where there are several.
CREATE TABLE scopes (s INTEGER PRIMARY KEY, kind TEXT, folder TEXT UNIQUE, name TEXT,
  total INTEGER, entries INTEGER, tongue TEXT);
CREATE TABLE names (s INTEGER, name TEXT, uses INTEGER, PRIMARY KEY (s, name)) WITHOUT ROWID;
-- Listed articles of each scope, newest first: age is minus the time of publication.
CREATE TABLE members (s INTEGER, age INTEGER, tie INTEGER, n INTEGER, period INTEGER, lang TEXT,
  PRIMARY KEY (s, age, tie)) WITHOUT ROWID;
CREATE TABLE withdrawn (folder TEXT, n INTEGER, changed INTEGER, seen INTEGER, period INTEGER,
  PRIMARY KEY (folder, n)) WITHOUT ROWID;
-- Words in the titles of listed articles, each with those that have it, newest first.
CREATE TABLE subjects (lang TEXT, word TEXT, age INTEGER, tie INTEGER, n INTEGER,
  PRIMARY KEY (lang, word, age, tie)) WITHOUT ROWID;
CREATE TABLE related (n INTEGER, place INTEGER, other INTEGER, PRIMARY KEY (n, place))
  WITHOUT ROWID;
CREATE INDEX related_by_other ON related (other);
CREATE TABLE siblings (family TEXT, n INTEGER, PRIMARY KEY (family, n)) WITHOUT ROWID;
CREATE INDEX siblings_by_content ON siblings (n);
CREATE TABLE problems (owner TEXT, stage TEXT, problem TEXT);
CREATE INDEX problems_by_owner ON problems (owner, stage);
CREATE TABLE warnings (owner TEXT, warning TEXT);
CREATE INDEX warnings_by_owner ON warnings (owner);
-- What was published, and what is still to be done of it.
CREATE TABLE outputs (path TEXT PRIMARY KEY, kind TEXT, arg TEXT, inputs BLOB, digest BLOB,
  signature TEXT) WITHOUT ROWID;
CREATE INDEX outputs_by_job ON outputs (kind, arg);
CREATE TABLE watch (shard TEXT PRIMARY KEY, names TEXT, digest BLOB) WITHOUT ROWID;
CREATE TABLE dirty (kind TEXT, arg TEXT, reason TEXT, PRIMARY KEY (kind, arg)) WITHOUT ROWID;
"""


class Store:
    """An open store. Raises sqlite3.Error where the disk fails."""

    def __init__(self, path: Path, db: sqlite3.Connection, *, is_new: bool = False) -> None:
        self.path, self.db = path, db
        self.is_new = is_new
        """Whether it was empty when this process opened it: nothing has to be replaced in it."""

    def rows(self, sql: str, *values: Any) -> Iterator[Any]:
        """Rows of a query, read as they are asked for."""
        return iter(self.db.execute(sql, values))

    def row(self, sql: str, *values: Any) -> Any:
        """The first row, or None."""
        return self.db.execute(sql, values).fetchone()

    def value(self, sql: str, *values: Any) -> Any:
        """The first value of the first row, or None."""
        row = self.row(sql, *values)
        return row[0] if row else None

    def column(self, sql: str, *values: Any) -> list[Any]:
        """The first value of each row."""
        return [row[0] for row in self.db.execute(sql, values)]

    def run(self, sql: str, *values: Any) -> None:
        """A statement without result."""
        self.db.execute(sql, values)

    def run_all(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """A statement for each of ``rows``."""
        self.db.executemany(sql, rows)

    def recall(self, name: str) -> Any:
        """What was noted under ``name``, or None."""
        return self.value("SELECT value FROM meta WHERE name = ?", name)

    def note(self, name: str, value: Any) -> None:
        """Remembers a value that SQLite can hold."""
        self.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", name, value)

    def commit(self) -> None:
        """Makes all changes since the last commit last."""
        self.db.commit()

    def close(self) -> None:
        """Forgets what was not committed."""
        self.db.close()


def create(path: Path) -> Store:
    """A new, empty store at ``path``, in place of whatever is there."""
    discard(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    store = Store(path, _connect(path), is_new=True)
    store.db.executescript(_SCHEMA)
    store.note("version", VERSION)
    return store


def open_at(path: Path) -> Store | None:
    """The store at ``path``; None where there is none, or none that this edition can read."""
    if not path.is_file():
        return None
    try:
        store = Store(path, _connect(path))
        if store.recall("version") == VERSION and store.recall("complete"):
            return store
        store.close()
    except sqlite3.DatabaseError as error:
        if not is_spoilt(error):
            raise
    return None


def is_spoilt(error: sqlite3.Error) -> bool:
    """Whether a store's file is none, or was damaged; else it is the disk that fails."""
    spoilt = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}
    number = getattr(error, "sqlite_errorcode", None)
    return number is not None and number & 0xFF in spoilt


@contextmanager
def failing(cache: Path) -> Iterator[None]:
    """A store in ``cache`` that cannot be read or written ends a block as a full disk does."""
    try:
        yield
    except sqlite3.Error as error:
        message = f"cannot be written: {error}"
        remedy = "make room or change its permissions, then build again"
        raise PublishError(Problem(str(cache), message, remedy, code="cache")) from error


def open_to_read(path: Path) -> Store:
    """The store at ``path``, to which nobody writes meanwhile; a network's disk will do."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    db = sqlite3.connect(uri, uri=True, isolation_level=None)
    db.execute(f"PRAGMA cache_size = -{_CACHE}")
    return Store(path, db)


def discard(path: Path) -> None:
    """Removes the store at ``path`` and what belongs to it."""
    for suffix in ("", "-journal"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).unlink()


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=5)
    for pragma in ("synchronous = OFF", f"cache_size = -{_CACHE}"):
        db.execute(f"PRAGMA {pragma}")
    return db

"""What changed in the content folder since the last build: one look at each file, none into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from plugins.adapter.survey import Folder, Found, Survey
from plugins.engine.problems import keep
from plugins.engine.store import Store

#: Nanoseconds: a file touched so short before it was looked at may change again with equal times.
RACE = 2_000_000_000


@dataclass(slots=True)
class Scan:
    """Paths below the content folder."""

    touched: list[str] = field(default_factory=list)
    """New, or with another signature; by path."""
    gone: list[str] = field(default_factory=list)
    new: set[str] = field(default_factory=set)
    """Those of ``touched`` that were not there before."""


def scan(store: Store, survey: Survey) -> Scan:
    """Compares the folder with what the store knows, which then knows better."""
    found = Scan()
    known = dict(store.rows("SELECT path, digest FROM folders"))
    for folder in survey.folders():
        before = known.pop(folder.path, None)
        if before is None or before != folder.digest:
            _compare(store, folder, found, survey.started - RACE)
    for path in known:
        found.gone += store.column("SELECT path FROM files WHERE folder = ? ORDER BY path", path)
        store.run("DELETE FROM files WHERE folder = ?", path)
        store.run("DELETE FROM folders WHERE path = ?", path)
        keep(store, f"folder:{path}", "scan", ())
    return found


def _compare(store: Store, folder: Folder, found: Scan, late: int) -> None:
    before = dict(store.rows("SELECT path, signature FROM files WHERE folder = ?", folder.path))
    changed = [file for file in folder.files if before.get(file.path) != _told(file)]
    found.touched += [file.path for file in changed]
    found.new.update(file.path for file in changed if file.path not in before)
    gone = before.keys() - {file.path for file in folder.files}
    found.gone += sorted(gone)
    store.run_all("DELETE FROM files WHERE path = ?", ((path,) for path in gone))
    store.run_all(
        "INSERT INTO files (path, folder, signature) VALUES (?, ?, ?) "
        "ON CONFLICT (path) DO UPDATE SET signature = excluded.signature",
        _rows(folder, changed, late),
    )
    is_settled = not any(_is_late(file, late) for file in folder.files)
    store.run(
        "INSERT OR REPLACE INTO folders VALUES (?, ?)",
        *(folder.path, folder.digest if is_settled else b""),
    )
    keep(store, f"folder:{folder.path}", "scan", folder.problems)


def _rows(folder: Folder, changed: list[Found], late: int) -> Iterator[tuple[str, str, str | None]]:
    for file in changed:
        yield file.path, folder.path, None if _is_late(file, late) else _told(file)


def _told(file: Found) -> str:
    return " ".join(map(str, file.signature))


def _is_late(file: Found, late: int) -> bool:
    return max(file.signature[:2]) > late

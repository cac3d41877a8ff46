"""Files changed by a build, counted on a made-up tree."""

from __future__ import annotations

import os
from pathlib import Path

from tests.bench.outputs import Changes, compare, snapshot


def tree(root: Path, **files: str) -> None:
    """Writes files, two underscores in a name being a slash; all of one old time."""
    for name, text in files.items():
        path = root / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        os.utime(path, ns=(10**18, 10**18))


def test_added_removed_altered_and_rewritten_files_are_told_apart(tmp_path: Path) -> None:
    tree(tmp_path, same="1", touched="2", altered="3", gone="4", deep__same="5")
    before = snapshot(tmp_path)
    (tmp_path / "touched").write_text("2")
    (tmp_path / "altered").write_text("three")
    (tmp_path / "gone").unlink()
    tree(tmp_path, deep__new="6")
    changes = compare(before, snapshot(tmp_path))
    assert changes == Changes(files=5, added=1, removed=1, altered=1, rewritten=2)
    assert (changes.changed, changes.written) == (3, 3)


def test_what_articles_are_found_by_is_counted_apart(tmp_path: Path) -> None:
    tree(tmp_path, search__fr__s1="1", sitemap="1", page="1", search__fr__s2="1")
    before = snapshot(tmp_path)
    tree(tmp_path, search__fr__s1="2", sitemap="2", page="2", search__fr__s3="1")
    (tmp_path / "search/fr/s2").unlink()
    changes = compare(before, snapshot(tmp_path))
    assert (changes.changed, changes.sought) == (5, 4)


def test_a_file_replaced_by_one_of_the_same_bytes_and_time_was_written(tmp_path: Path) -> None:
    tree(tmp_path, page="1", fresh="1")
    before = snapshot(tmp_path)
    (tmp_path / "fresh").replace(tmp_path / "page")
    changes = compare(before, snapshot(tmp_path))
    assert (changes.altered, changes.rewritten, changes.removed) == (0, 1, 1)


def test_compressed_copies_do_not_count(tmp_path: Path) -> None:
    tree(tmp_path, page="1")
    before = snapshot(tmp_path)
    for end in (".gz", ".br", ".zst"):
        (tmp_path / f"page{end}").write_bytes(b"x")
    assert compare(before, snapshot(tmp_path)) == Changes(1, 0, 0, 0, 0)


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    tree(tmp_path, output__page="1")
    found = compare(snapshot(tmp_path / "nowhere"), snapshot(tmp_path / "output"))
    assert (found.files, found.added, found.changed) == (1, 1, 1)

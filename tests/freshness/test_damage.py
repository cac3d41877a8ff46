"""A memory that is damaged, foreign, in use or cannot be written costs time, and nothing else."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.freshness import ForgottenError, Memory
from tests.freshness.shelf import TEXTS, Shelf


def _overwritten(path: Path) -> Iterator[None]:
    whole = path.read_bytes()
    for data in (b"", b"no database", whole[: len(whole) // 2], whole[:100] + b"\xff" * 4000):
        path.write_bytes(data)
        yield
    path.unlink()
    sqlite3.connect(path).execute("CREATE TABLE about (other)").connection.commit()
    yield


@pytest.mark.usefixtures("settled")
def test_a_damaged_or_foreign_file_is_an_empty_memory(shelf: Shelf) -> None:
    for number in range(25):
        shelf.put(f"{number}.txt", f"text {number}")
    shelf.visit()
    for _ in _overwritten(shelf.path):
        with Memory(shelf.path, "1") as known:
            try:
                shelf.learn(known)
            except ForgottenError:
                known.begin_anew()
                shelf.learn(known)
            assert dict(known.values(TEXTS)) == shelf.truth()
            known.keep()
        shelf.visit()
        assert shelf.visit() == []


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("number", range(25))
def test_bytes_that_changed_on_disk_are_noticed_or_do_not_matter(shelf: Shelf, number: int) -> None:
    for each in range(150):
        shelf.put(f"{each}.txt", f"text {each}")
    shelf.visit()
    chance = random.Random(number)
    data = bytearray(shelf.path.read_bytes())
    start = chance.randrange(100, len(data) - 64)
    data[start : start + 64] = chance.randbytes(64)
    shelf.path.write_bytes(data)
    with Memory(shelf.path, "1") as known:
        try:
            shelf.learn(known)
            values = dict(known.values(TEXTS))
        except ForgottenError:
            known.begin_anew()
            shelf.learn(known)
            values = dict(known.values(TEXTS))
    assert values == shelf.truth()


@pytest.mark.usefixtures("settled")
def test_where_nothing_can_be_written_it_works_and_forgets(shelf: Shelf) -> None:
    shelf.put("a.txt", "a")
    shelf.path.parent.write_text("a file where the folder should be")
    for _ in range(2):
        assert shelf.visit() == ["a.txt"]
        assert shelf.values == {"a.txt": b"a"}


@pytest.mark.usefixtures("settled")
def test_a_memory_in_use_elsewhere_is_left_alone(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plugins.freshness.database._PATIENCE", 0.01)
    shelf.put("a.txt", "a")
    shelf.visit()
    with Memory(shelf.path, "1"):
        assert shelf.visit() == ["a.txt"]
    assert shelf.visit() == []

"""What is derived from data is the same whether it was kept or not."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.convert import data
from plugins.convert.data.kept import derived, keep_in
from plugins.convert.metadata import month_names


@pytest.fixture(autouse=True)
def _nowhere() -> Iterator[None]:
    yield
    keep_in(None)


class Maker:
    """Makes a source's bytes in capitals, and counts how often."""

    def __init__(self, source: Path) -> None:
        self.source, self.times = source, 0

    def make(self) -> bytes:
        self.times += 1
        return self.source.read_bytes().upper()

    def get(self) -> bytes:
        return derived("capitals", [self.source], self.make)


@pytest.fixture
def maker(tmp_path: Path) -> Maker:
    source = tmp_path / "source"
    source.write_bytes(b"words")
    return Maker(source)


def test_it_is_made_once_and_again_when_a_source_is_other(maker: Maker, tmp_path: Path) -> None:
    keep_in(tmp_path / "cache")
    assert [maker.get() for _ in range(3)] == [b"WORDS"] * 3
    assert maker.times == 1
    maker.source.write_bytes(b"other")
    os.utime(maker.source, (1, 1))
    assert [maker.get() for _ in range(2)] == [b"OTHER"] * 2
    assert maker.times == 2


def test_with_nowhere_to_keep_it_it_is_made_each_time(maker: Maker, tmp_path: Path) -> None:
    assert [maker.get() for _ in range(2)] == [b"WORDS"] * 2
    (tmp_path / "file").write_text("no folder")
    keep_in(tmp_path / "file")
    assert [maker.get() for _ in range(2)] == [b"WORDS"] * 2
    assert maker.times == 4


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 200])
def test_a_damaged_one_is_made_anew(maker: Maker, tmp_path: Path, damage: bytes) -> None:
    keep_in(tmp_path / "cache")
    maker.get()
    (kept,) = (tmp_path / "cache").iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(damage or whole[:-1] + b"?")
    assert maker.get() == b"WORDS"
    assert kept.read_bytes() == whole


def test_tables_are_what_their_files_say_kept_or_not(tmp_path: Path) -> None:
    folder = Path(data.__file__).parent
    paths = sorted(folder.glob("*.toml"))
    said = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in paths}
    keep_in(tmp_path)
    for _ in range(2):
        data._tables.cache_clear()
        found = {name: data.table(name) for name in said}
        assert json.dumps(found) == json.dumps(said)  # their order, too
    data._tables.cache_clear()


def test_months_are_what_babel_says_kept_or_not(tmp_path: Path) -> None:
    keep_in(tmp_path)
    for _ in range(2):
        month_names._common.cache_clear()
        for lang in ("fr", "vi", "ar", "sk", "xx"):
            assert [*month_names.named(lang)] == [*month_names._by_babel(lang)]
    month_names._common.cache_clear()

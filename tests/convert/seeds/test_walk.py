"""Finding seeds: everywhere the same ones in the same order, and each misfit named."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from plugins.convert.seeds.walk import MAX_BYTES, walk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "seeds"
    root.mkdir()
    return root


def put(folder: Path, *names: str, text: str = "x") -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text} {name}", encoding="utf-8")


def codes(folder: Path) -> dict[str, str]:
    return {problem.where.removeprefix("seeds/"): problem.code for problem in walk(folder).problems}


def keys(folder: Path) -> list[str]:
    return [found.key for found in walk(folder).found]


def test_seeds_are_found_in_folders_by_key(folder: Path) -> None:
    put(folder, "b.txt", "a.txt", "z/a.txt", "a/b/c.txt", "B.txt")
    assert keys(folder) == ["B.txt", "a.txt", "a/b/c.txt", "b.txt", "z/a.txt"]
    assert walk(folder).problems == ()


def test_what_editors_and_systems_leave_is_no_seed(folder: Path) -> None:
    names = ".hidden", "a.txt~", ".a.txt.swp", "a.part", "a.tmp", "#a.txt#", "README.md", "readme"
    put(folder, "a.txt", *names, ".git/config", "Thumbs.db")
    assert keys(folder) == ["a.txt"]
    assert walk(folder).problems == ()


def test_a_key_is_nfc_whatever_the_file_system_made_of_the_name(folder: Path) -> None:
    put(folder, unicodedata.normalize("NFD", "été.txt"), unicodedata.normalize("NFD", "été.toml"))
    found = walk(folder).found
    assert [each.key for each in found] == ["été.txt"]
    assert found[0].sidecar is not None
    assert found[0].path.exists()


def test_two_names_that_look_the_same_are_refused(folder: Path) -> None:
    for form in ("NFC", "NFD"):
        put(folder, unicodedata.normalize(form, "é.txt"))
    assert codes(folder) == {"é.txt": "same-name"}
    assert walk(folder).refused == {"é.txt"}


def test_a_symlink_a_fifo_and_a_giant_are_each_one_problem(folder: Path) -> None:
    put(folder, "good.txt", "giant.txt")
    (folder / "link.txt").symlink_to(folder / "good.txt")
    (folder / "links").symlink_to("/etc")
    os.mkfifo(folder / "fifo.txt")
    os.truncate(folder / "giant.txt", MAX_BYTES + 1)
    assert codes(folder) == {
        "giant.txt": "too-large",
        "link.txt": "symlink",
        "links": "symlink",
        "fifo.txt": "not-a-file",
    }
    assert keys(folder) == ["good.txt"]
    assert walk(folder).is_unknown("giant.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_what_may_not_be_read_is_named(folder: Path) -> None:
    put(folder, "a.txt", "closed/b.txt")
    (folder / "a.txt").chmod(0)
    (folder / "closed").chmod(0)
    try:
        assert set(codes(folder).values()) == {"unreadable"}
        assert walk(folder).is_unknown("closed/b.txt")
    finally:
        (folder / "closed").chmod(0o700)


def test_a_seeds_folder_that_is_not_there_hides_all_seeds(tmp_path: Path) -> None:
    found = walk(tmp_path / "seeds")
    assert [problem.code for problem in found.problems] == ["unreadable"]
    assert found.is_unknown("any/key.txt")


def test_names_that_cannot_be_shown_are_refused_in_letters_that_can(folder: Path) -> None:
    for name in (b"caf\xe9.txt", b"a\nb.txt", b"\x1b[31mred.txt"):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(b"x")
    put(folder, "ok.txt", "a b  c.txt", "؟.txt")
    assert set(codes(folder).values()) == {"bad-name"}
    assert len(codes(folder)) == 3
    for where in codes(folder):
        assert where.isprintable()
        where.encode("utf-8")
    assert keys(folder) == ["a b  c.txt", "ok.txt", "؟.txt"]


def test_a_sidecar_goes_with_its_seed_under_either_name(folder: Path) -> None:
    put(folder, "a.txt", "a.toml", "b.txt", "b.txt.toml", "c.txt")
    found = {each.key: each for each in walk(folder).found}
    assert {key: each.sidecar for key, each in found.items()} == {
        "a.txt": "a.toml",
        "b.txt": "b.txt.toml",
        "c.txt": None,
    }
    assert "+" in found["a.txt"].digest
    assert "+" not in found["c.txt"].digest


def test_the_digest_covers_the_sidecar(folder: Path) -> None:
    put(folder, "a.txt")
    alone = walk(folder).found[0]
    put(folder, "a.toml")
    beside = walk(folder).found[0]
    put(folder, "a.toml", text="y")
    assert len({alone.digest, beside.digest, walk(folder).found[0].digest}) == 3
    assert alone.raw_digest == beside.raw_digest


def test_a_sidecar_without_a_seed_two_sidecars_and_a_shared_one_are_named(folder: Path) -> None:
    put(folder, "lost.toml", "a.txt", "a.toml", "a.txt.toml", "b.txt", "b.html", "b.toml", "c.txt")
    assert codes(folder) == {
        "lost.toml": "no-seed",
        "a.txt": "two-sidecars",
        "b.txt": "shared-sidecar",
        "b.html": "shared-sidecar",
    }
    assert keys(folder) == ["c.txt"]


def test_a_sidecar_that_is_a_symlink_refuses_its_seed(folder: Path) -> None:
    put(folder, "a.txt")
    (folder / "a.toml").symlink_to("/etc/passwd")
    assert codes(folder) == {"a.toml": "symlink"}
    assert walk(folder).is_unknown("a.txt")

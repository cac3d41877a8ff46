"""A memory of files: what was learnt stays as long as the file does, and never longer."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable

import pytest

from plugins.freshness import Memory, memory
from tests.freshness.shelf import LINKED, TEXTS, Shelf


@pytest.mark.usefixtures("settled")
def test_nothing_is_stale_that_stayed_as_it_was(shelf: Shelf) -> None:
    for name in ("a.txt", "sub/b.txt", "sub/deep/c.txt", "notes.md", "closed/d.txt"):
        shelf.put(name, f"text of {name}")
    assert shelf.visit() == ["a.txt", "sub/b.txt", "sub/deep/c.txt"]
    assert not shelf.is_same
    before = shelf.path.read_bytes()
    assert shelf.visit() == []
    assert shelf.is_same
    assert shelf.values["sub/b.txt"] == b"text of sub/b.txt"
    assert shelf.path.read_bytes() == before


@pytest.mark.usefixtures("settled")
def test_a_changed_a_new_and_a_removed_file_are_noticed_and_no_other(shelf: Shelf) -> None:
    for name in "abc":
        shelf.put(f"{name}.txt", name)
    shelf.visit()
    shelf.put("a.txt", "other")
    shelf.put("new.txt", "new")
    (shelf.files / "b.txt").unlink()
    assert shelf.visit() == ["a.txt", "new.txt"]
    assert shelf.values == {"a.txt": b"other", "c.txt": b"c", "new.txt": b"new"}
    assert not shelf.is_same


@pytest.mark.usefixtures("settled")
def test_a_touched_file_is_learnt_again_and_says_the_same(shelf: Shelf) -> None:
    shelf.put("a.txt", "text")
    shelf.visit()
    shelf.put("a.txt", "text")
    assert shelf.visit() == ["a.txt"]
    assert shelf.is_same


@pytest.mark.usefixtures("settled")
def test_a_file_that_kept_its_time_is_known_by_size_inode_or_time_of_change(shelf: Shelf) -> None:
    path = shelf.put("a.txt", "one")
    shelf.visit()
    for text, is_replaced in (("longer", False), ("length", True), ("LENGTH", False)):
        time.sleep(0.02)  # longer than a tick of the file system's clock
        if is_replaced:
            path.rename(path.with_name("old"))
        path.write_text(text)
        os.utime(path, (1, 1))
        assert shelf.visit() == ["a.txt"]
        assert shelf.values == {"a.txt": text.encode()}


def test_what_is_younger_than_a_moment_is_stale_the_next_time_too(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.put("young.txt", "young")
    assert shelf.visit() == ["young.txt"]
    assert shelf.visit() == ["young.txt"]
    assert shelf.is_same
    now = time.time_ns()
    monkeypatch.setattr(memory.time, "time_ns", lambda: now + 3 * 10**9)
    assert shelf.visit() == ["young.txt"]
    assert shelf.visit() == []


@pytest.mark.usefixtures("settled")
def test_a_file_that_taught_nothing_is_stale_until_it_does(shelf: Shelf) -> None:
    shelf.put("a.txt", "a")
    shelf.put("b.txt", "b")
    shelf.visit()
    shelf.put("b.txt", "unreadable")
    for _ in range(2):
        with Memory(shelf.path, "1") as known:
            assert [file.key for file in known.look(TEXTS, shelf.files)] == ["b.txt"]
            assert dict(known.values(TEXTS)) == {"a.txt": b"a"}
            assert not known.is_same(TEXTS)
            known.keep()
    assert shelf.visit() == ["b.txt"]
    assert shelf.visit() == []


@pytest.mark.usefixtures("settled")
def test_claims_go_with_the_last_file_that_has_them(shelf: Shelf) -> None:
    shelf.put("a.txt", "word")
    shelf.put("sub/b.txt", "word")
    shelf.put("c.txt", "other")
    shelf.visit()
    (shelf.files / "a.txt").unlink()
    shelf.put("c.txt", "changed")
    with Memory(shelf.path, "1") as known:
        shelf.learn(known)
        claims = ("word", "other", "changed", "never")
        assert [known.owners(TEXTS, claim) for claim in claims] == [1, 0, 1, 0]
        (shelf.files / "sub/b.txt").unlink()
        (shelf.files / "sub").rmdir()
        shelf.learn(known)
        assert known.owners(TEXTS, "word") == 0


@pytest.mark.usefixtures("settled")
def test_a_file_with_nothing_to_tell_is_known_all_the_same(shelf: Shelf) -> None:
    shelf.put("empty.txt", "")
    shelf.visit()
    assert shelf.visit() == []
    assert shelf.values == {}


@pytest.mark.usefixtures("settled")
def test_links_are_files_of_their_own_or_the_files_behind_them(shelf: Shelf) -> None:
    target = shelf.put("closed/real.txt", "one")
    (shelf.files / "link.txt").symlink_to(target)
    (shelf.files / "dangling.txt").symlink_to("nowhere")
    (shelf.files / "folder.txt").symlink_to(shelf.files / "closed")
    with Memory(None) as known:
        assert sorted(file.key for file in known.look(TEXTS, shelf.files)) == [
            "dangling.txt", "folder.txt", "link.txt",
        ]  # fmt: skip
        assert sorted(file.key for file in known.look(LINKED, shelf.files)) == [
            "dangling.txt", "link.txt",
        ]  # fmt: skip
    (shelf.files / "dangling.txt").unlink()
    shelf.visit(kind=LINKED)
    assert shelf.visit(kind=LINKED) == []
    shelf.put("closed/real.txt", "two")
    assert shelf.visit(kind=LINKED) == ["link.txt"]


@pytest.mark.usefixtures("settled")
def test_a_folder_that_cannot_be_looked_into_is_told_and_forgotten(shelf: Shelf) -> None:
    shelf.put("a.txt", "a")
    shelf.visit()
    gone = shelf.files.rename(shelf.files.with_name("elsewhere"))
    with Memory(shelf.path, "1") as known:
        assert list(known.look(TEXTS, shelf.files)) == []
        assert [(key, type(error)) for key, error in known.closed(TEXTS)] == [
            ("", FileNotFoundError)
        ]
        assert not known.is_same(TEXTS)
        assert list(known.values(TEXTS)) == []
    gone.rename(shelf.files)
    assert shelf.visit() == []


@pytest.mark.usefixtures("settled")
def test_names_in_no_encoding_are_names(shelf: Shelf) -> None:
    name = os.fsdecode(b"caf\xe9\n.txt")
    shelf.put(name, "word")
    shelf.put("日本/語.txt", "word")
    assert shelf.visit() == sorted([name, "日本/語.txt"])
    assert shelf.visit() == []
    assert set(shelf.values) == {name, "日本/語.txt"}


@pytest.mark.usefixtures("settled")
def test_values_come_in_one_order_files_before_folders(shelf: Shelf) -> None:
    names = ["b.txt", "a/z.txt", "a/b/a.txt", "a-b/c.txt", "é.txt", "Z.txt", "c/a.txt"]
    for name in names:
        shelf.put(name, "x")
    shelf.visit()
    order = ["Z.txt", "b.txt", "é.txt", "a/z.txt", "a/b/a.txt", "a-b/c.txt", "c/a.txt"]
    assert list(shelf.values) == order
    with Memory(shelf.path, "1") as known:
        assert [key for key, _ in known.values(TEXTS, ["a/", "c/"])] == ["a/z.txt", "c/a.txt"]


@pytest.mark.usefixtures("settled")
def test_a_look_into_some_folders_learns_from_these_alone(shelf: Shelf) -> None:
    shelf.put("a/a.txt", "a")
    shelf.put("b/b.txt", "b")
    shelf.visit()
    shelf.put("a/a.txt", "new a")
    shelf.put("a/c.txt", "c")
    shelf.put("b/b.txt", "new b")
    with Memory(shelf.path, "1") as known:
        shelf.learn(known)
        shelf.put("a/a.txt", "newer a")
        shelf.put("new/d.txt", "d")
        shelf.put("b/b.txt", "newer b")
        stale = list(known.look(TEXTS, shelf.files, ["a/", "new/"]))
        assert sorted(file.key for file in stale) == ["a/a.txt", "new/d.txt"]
        for file in stale:
            known.learn(file, file.path.read_bytes())
        known.keep()
    assert shelf.visit() == ["b/b.txt"]
    assert shelf.values == shelf.truth()


@pytest.mark.usefixtures("settled")
def test_folders_in_which_names_came_or_went_are_told_without_a_look_at_files(
    shelf: Shelf,
) -> None:
    path = shelf.put("sub/a.txt", "a")
    with Memory(None) as empty:
        assert empty.touched(TEXTS, shelf.files) is None

    def touched() -> list[str] | None:
        shelf.visit()
        time.sleep(0.02)
        change()
        with Memory(shelf.path, "1") as known:
            return known.touched(TEXTS, shelf.files)

    changes: dict[str, tuple[Callable[[], object], list[str] | None]] = {
        "nothing": (lambda: None, []),
        "in place": (lambda: path.write_text("b"), []),
        "added": (lambda: shelf.put("sub/b.txt", "b"), ["sub/"]),
        "replaced": (lambda: shelf.put("sub/tmp", "c").rename(path), ["sub/"]),
        "removed": ((shelf.files / "sub/b.txt").unlink, ["sub/"]),
        "folders": (lambda: shelf.put("more/deep/c.txt", "c"), ["", "more/", "more/deep/"]),
        "none": (lambda: shutil.rmtree(shelf.files / "more"), None),
    }
    for name, (each, expected) in changes.items():
        change = each
        assert touched() == expected, name


@pytest.mark.usefixtures("settled")
def test_notes_last_like_everything_else(shelf: Shelf) -> None:
    with Memory(shelf.path, "1") as known:
        known.note("report", b"all well")
        known.note("other", b"gone")
        known.note("other", None)
        known.keep()
        known.note("report", b"not kept")
    with Memory(shelf.path, "1") as known:
        assert (known.noted("report"), known.noted("other")) == (b"all well", None)


@pytest.mark.usefixtures("settled")
def test_what_is_not_kept_is_forgotten(shelf: Shelf) -> None:
    shelf.put("a.txt", "a")
    with Memory(shelf.path, "1") as known:
        assert known.lasts
        shelf.learn(known)
    assert shelf.visit() == ["a.txt"]


@pytest.mark.usefixtures("settled")
def test_a_memory_that_may_not_write_knows_and_leaves_the_file_as_it_is(shelf: Shelf) -> None:
    with Memory(shelf.path, "1", writes=False) as known:
        assert shelf.learn(known) == []
        known.keep()
    assert not shelf.path.exists()
    shelf.put("a.txt", "a")
    shelf.visit()
    before = shelf.path.read_bytes()
    shelf.put("b.txt", "b")
    with Memory(shelf.path, "1", writes=False) as known:
        assert not known.lasts
        assert shelf.learn(known) == ["b.txt"]
        assert dict(known.values(TEXTS)) == shelf.truth()
        known.keep()
    assert shelf.path.read_bytes() == before
    assert [path.name for path in shelf.path.parent.iterdir()] == [shelf.path.name]


@pytest.mark.usefixtures("settled")
def test_another_version_knows_nothing(shelf: Shelf) -> None:
    shelf.put("a.txt", "a")
    shelf.visit("1")
    assert shelf.visit("2") == ["a.txt"]
    assert shelf.visit("2") == []


@pytest.mark.usefixtures("settled")
def test_an_unchanged_folder_costs_one_row_whatever_it_holds(shelf: Shelf) -> None:
    for number in range(300):
        shelf.put(f"{number}.txt", "text")
    shelf.visit()
    with Memory(shelf.path, "1") as known:
        asked: list[str] = []
        known._database.set_trace_callback(asked.append)
        assert list(known.look(TEXTS, shelf.files)) == []
        assert known.is_same(TEXTS)
    assert len(asked) == 1


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("number", range(6))
def test_after_any_changes_it_says_what_the_files_say(shelf: Shelf, number: int) -> None:
    chance = random.Random(number)
    names = ["a.txt", "b.txt", "sub/a.txt", "sub/b.txt", "sub/deep/a.txt", "x/y.txt"]
    for _ in range(25):
        for _ in range(chance.randrange(3)):
            path = shelf.files / chance.choice(names)
            if not path.exists() or chance.random() < 0.6:
                shelf.put(path.relative_to(shelf.files).as_posix(), chance.choice("abc") * 3)
            elif chance.random() < 0.5:
                path.unlink()
            else:
                path.rename(path.with_name("moved.txt"))
        if chance.random() < 0.1:
            shelf.path.unlink(missing_ok=True)
        was = getattr(shelf, "values", {})
        stale = shelf.visit()
        assert shelf.values == shelf.truth()
        if shelf.is_same:
            assert shelf.values == was
        assert set(stale) <= shelf.truth().keys()

"""What is wrong is named, and harms neither its post nor the others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plugins import files
from plugins.convert.types import Hints
from plugins.model import Action, Conversion, Post, Seed
from tests.convert.newsroom import NOON, Newsroom, convert


def test_a_refused_seed_leaves_its_post_and_the_others_alone(room: Newsroom) -> None:
    room.seed("a.txt", "A\nText")
    room.sync()
    before = room.post("a.txt")
    room.seed("a.txt", "  \n")
    room.seed("b.txt", "B\nText")
    os.mkfifo(room.settings.seeds / "pipe.txt")
    report = room.sync()
    assert {each.key: each.action for each in report.decisions} == {
        "a.txt": Action.REFUSED,
        "b.txt": Action.NEW,
        "pipe.txt": Action.REFUSED,
    }
    assert {(each.where, each.code) for each in report.problems} == {
        ("seeds/a.txt", "empty"),
        ("seeds/pipe.txt", "not-a-file"),
    }
    assert room.post("a.txt") == before


def test_a_fault_of_the_converter_is_that_seeds_problem(room: Newsroom) -> None:
    def faulty(seed: Seed, hints: Hints, settings: object) -> Conversion:
        if seed.key == "a.txt":
            raise RecursionError("too deep")
        return convert(seed, hints, room.settings)

    room.seed("a.txt", "A\nText")
    room.seed("b.txt", "B\nText")
    report = room.sync(convert=faulty)
    assert [each.action for each in report.decisions] == [Action.REFUSED, Action.NEW]
    assert report.problems[0].code == "internal"
    assert "RecursionError" in report.problems[0].message


def test_a_seed_without_any_post_or_title_is_refused(room: Newsroom) -> None:
    nothing = Conversion((Post("", "", " ", "", "fr", NOON),))
    room.seed("a.txt", "A\nText")
    for made in (nothing, Conversion(())):
        report = room.sync(convert=lambda _seed, _hints, _settings, made=made: made)
        assert [problem.code for problem in report.problems] == ["no-post"]


@pytest.mark.parametrize(
    ("damage", "line_no"),
    [
        ((b"Title: A", b"Title: \xff"), 1),
        ((b"Date: 2", b"Date: soon 2"), 2),
        ((b"Category:", b"<<<<<<< HEAD\nCategory:"), 3),
        ((b"Title: A\n", b""), 1),
    ],
)
def test_a_broken_post_is_named_and_never_overwritten(
    room: Newsroom, damage: tuple[bytes, bytes], line_no: int
) -> None:
    room.seed("a.txt", "A\nText")
    room.sync()
    path = room.path("a.txt")
    path.write_bytes(path.read_bytes().replace(*damage))
    room.seed("a.txt", "A\nNew text")
    before = path.read_bytes()
    report = room.sync()
    assert [each.action for each in report.decisions] == [Action.REFUSED]
    assert (report.problems[0].where, report.problems[0].line_no) == (
        "content/posts/2024/11/a.md",
        line_no,
    )
    assert path.read_bytes() == before
    assert len(room.paths()) == 1


def test_a_post_that_nobody_can_tell_keeps_its_place(room: Newsroom) -> None:
    path = room.settings.content / "posts/2024/11/a.md"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\xff\xfe\x00")
    room.seed("a.txt", "A\nText")
    report = room.sync()
    assert [each.action for each in report.decisions] == [Action.REFUSED]
    assert path.read_bytes() == b"\xff\xfe\x00"
    assert len(room.paths()) == 1


def test_a_folder_that_leads_out_of_content_is_not_written_to(
    room: Newsroom, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (room.settings.content / "posts").symlink_to(outside)
    room.seed("a.txt", "A\nText")
    report = room.sync()
    assert [each.action for each in report.decisions] == [Action.REFUSED]
    assert list(outside.iterdir()) == []


def test_a_write_that_fails_is_named_and_the_rest_goes_on(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = files.write_atomic

    def full(path: Path, data: bytes) -> bool:
        if path.name == "a.md":
            raise OSError(28, "No space left on device")
        return real(path, data)

    monkeypatch.setattr(files, "write_atomic", full)
    room.seed("a.txt", "A\nText")
    room.seed("b.txt", "B\nText")
    report = room.sync()
    assert [each.action for each in report.decisions] == [Action.REFUSED, Action.NEW]
    assert "No space left" in report.problems[0].message
    assert report.problems[0].where == "content/posts/2024/11/a.md"

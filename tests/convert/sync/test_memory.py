"""What is remembered from run to run makes them faster, and nothing else."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins import config
from plugins.convert import SyncReport, follow, remembered
from plugins.convert.posts import index
from plugins.convert.seeds import walk
from plugins.freshness import ForgottenError, Memory
from plugins.model import Action, Conversion
from tests.convert.newsroom import Newsroom

HOUR = 3600 * 10**9


def cache(room: Newsroom) -> Path:
    return room.root / ".cache"


def remembering(room: Newsroom, **options: Any) -> SyncReport:
    return room.sync(cache=cache(room), **options)


def told(report: SyncReport) -> tuple[object, ...]:
    """What a report says, whatever the time of its run."""
    decisions = [(d.key, d.action, d.reason, d.path) for d in report.decisions]
    return decisions, report.problems


def never(*_: object) -> Conversion:
    raise AssertionError("nothing is to be converted")


class Reading:
    """Which seeds and posts are read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.names: list[str] = []
        for module in (walk, index):
            monkeypatch.setattr(module, "read", self._noting(module.read))

    def _noting(self, read: Callable[[Path, str], bytes]) -> Callable[[Path, str], bytes]:
        def noting(path: Path, name: str) -> bytes:
            self.names.append(name)
            return read(path, name)

        return noting

    def taken(self) -> list[str]:
        names, self.names = sorted(self.names), []
        return names


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Reading:
    return Reading(monkeypatch)


def stocked(room: Newsroom) -> None:
    """Three seeds with posts and a post by hand, all known."""
    for key in "abc":
        room.seed(f"{key}.txt", f"Titre {key}\nTexte {key}")
    room.settings.content.joinpath("mine.md").write_text("Title: Le mien\nDate: 2024-11-02\n\nx")
    remembering(room)
    remembering(room)  # knows the folders that the first one made


@pytest.mark.usefixtures("settled")
def test_where_nothing_changed_nothing_is_read_planned_or_written(
    room: Newsroom, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    stocked(room)
    before, fresh = room.state(), room.sync()
    reading.taken()
    monkeypatch.setattr(follow, "follow", never)
    assert remembering(room) == fresh
    assert reading.taken() == []
    assert room.state() == before


@pytest.mark.usefixtures("settled")
def test_one_more_seed_is_all_that_is_read(room: Newsroom, reading: Reading) -> None:
    stocked(room)
    reading.taken()
    room.seed("d.txt", "Titre d\nTexte d")
    report = remembering(room)
    assert [each.action for each in report.decisions] == [Action.UNCHANGED] * 3 + [Action.NEW]
    assert reading.taken() == ["d.txt", "posts/2024/11/titre-d.md"]
    assert {each.action for each in remembering(room).decisions} == {Action.UNCHANGED}
    assert reading.taken() == []


@pytest.mark.usefixtures("settled")
def test_a_touched_seed_is_read_and_not_converted(room: Newsroom, reading: Reading) -> None:
    stocked(room)
    reading.taken()
    os.utime(room.settings.seeds / "a.txt", (5, 5))
    report = remembering(room, convert=never)
    assert {each.action for each in report.decisions} == {Action.UNCHANGED}
    assert reading.taken() == ["a.txt"]


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("is_replaced", [True, False])
def test_a_seed_that_kept_its_time_and_size_is_converted_all_the_same(
    room: Newsroom, is_replaced: bool
) -> None:
    stocked(room)
    path = room.settings.seeds / "a.txt"
    then = path.stat()
    time.sleep(0.02)  # longer than a tick of the file system's clock
    if is_replaced:
        path.rename(room.root / "old")
    path.write_text("Titre a\nAutre a")
    os.utime(path, ns=(then.st_atime_ns, then.st_mtime_ns))
    assert path.stat().st_size == then.st_size
    remembering(room)
    assert room.post("a.txt").body == "Autre a"


def test_files_of_the_last_moments_are_read_once_more(room: Newsroom, reading: Reading) -> None:
    stocked(room)
    reading.taken()
    assert {each.action for each in remembering(room).decisions} == {Action.UNCHANGED}
    assert len(reading.taken()) == 7


@pytest.mark.usefixtures("settled")
def test_an_id_or_address_of_a_post_that_is_not_read_again_is_taken(
    room: Newsroom, reading: Reading
) -> None:
    stocked(room)
    reading.taken()
    room.seed("d.txt", "Le mien\nTexte")
    room.seed("e.txt", "Titre b\nAutre texte")
    remembering(room)
    assert "mine.md" not in reading.taken()
    assert room.post("d.txt").post.url.startswith("2024/11/le-mien-")
    assert room.post("e.txt").post.url.startswith("2024/11/titre-b-")


@pytest.mark.usefixtures("settled")
def test_without_seeds_no_post_is_looked_at_unless_one_came_or_was_replaced(
    room: Newsroom, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = room.settings.content / "mine.md"
    post.write_text("Title: Le mien\nDate: 2024-11-02\n\nx")
    remembering(room)
    reading.taken()
    with monkeypatch.context() as patch:
        patch.setattr(Memory, "values", never)
        post.write_bytes(b"Title: \xff")  # in place
        assert remembering(room) == SyncReport((), ())
    assert reading.taken() == []
    time.sleep(0.02)
    broken = post.with_name("new.md")
    broken.write_bytes(post.read_bytes())
    broken.replace(post)
    assert [problem.code for problem in remembering(room).problems] == ["bad-post"]


@pytest.mark.usefixtures("settled")
def test_the_last_seed_that_goes_is_noticed(room: Newsroom) -> None:
    path = room.seed("a.txt", "Titre\nTexte")
    remembering(room)
    path.unlink()
    for _ in range(2):
        assert [each.action for each in remembering(room).decisions] == [Action.REMOVED]
    assert "\nSeed_removed: yes\n" in room.path("a.txt").read_text()


@pytest.mark.usefixtures("settled")
def test_a_seed_that_is_no_text_is_refused_without_being_tried_again(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    stocked(room)
    room.seed("bad.txt", b"\x89PNG\r\n\x1a\n\x00\x01")
    report = remembering(room, convert=None)
    assert [problem.code for problem in report.problems] == ["binary"]
    with monkeypatch.context() as patch:
        patch.setattr(follow, "work", never)
        again = remembering(room, convert=None)
    assert again == room.sync(convert=None)
    assert again.problems == report.problems
    room.seed("bad.txt", "Un titre\n\nUn texte, enfin.")
    assert remembering(room, convert=None).problems == ()


@pytest.mark.usefixtures("settled")
def test_a_conflict_is_told_until_it_is_settled(room: Newsroom) -> None:
    stocked(room)
    room.edit("a.txt", ("\nTexte a", "\nMon texte"))
    room.seed("a.txt", "Titre a\nAutre texte")
    first = remembering(room)
    assert [problem.code for problem in first.problems] == ["conflict"]
    assert remembering(room).problems == room.sync().problems == first.problems


@pytest.mark.usefixtures("settled")
def test_a_dry_run_knows_what_is_remembered_and_leaves_it_as_it_is(
    room: Newsroom, reading: Reading
) -> None:
    stocked(room)
    reading.taken()
    room.seed("d.txt", "Titre d\nTexte d")
    before = room.state()
    assert told(remembering(room, dry_run=True)) == told(room.sync(dry_run=True))
    assert room.state() == before
    reading.taken()
    remembering(room, dry_run=True)
    assert reading.taken() == ["d.txt"]


@pytest.mark.usefixtures("settled")
def test_again_converts_all_and_the_next_run_nothing(room: Newsroom) -> None:
    stocked(room)
    heard: list[tuple[int, int]] = []
    remembering(room, again=True, progress=lambda done, total: heard.append((done, total)))
    assert heard == [(1, 3), (2, 3), (3, 3)]
    assert {each.action for each in remembering(room, convert=never).decisions} == {
        Action.UNCHANGED
    }


@pytest.mark.usefixtures("settled")
def test_settings_that_change_what_is_learnt_make_it_forget(
    room: Newsroom, reading: Reading
) -> None:
    stocked(room)
    reading.taken()
    room.settings = config.from_mapping(room.root, {"TIMEZONE": "Asia/Tokyo"})
    remembering(room)
    assert len(reading.taken()) == 7


@pytest.mark.usefixtures("settled")
def test_a_memory_that_breaks_while_posts_are_written_is_replaced(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    stocked(room)
    room.seed("d.txt", "Titre b\nAutre texte")
    real = Memory.owners

    def broken(self: Memory, *asked: Any) -> int:
        monkeypatch.setattr(Memory, "owners", real)
        raise ForgottenError("damaged")

    monkeypatch.setattr(Memory, "owners", broken)
    assert remembering(room).decisions[-1].action is Action.NEW
    assert room.post("d.txt").post.url.startswith("2024/11/titre-b-")
    assert not list(cache(room).glob("*.sqlite"))
    assert remembering(room) == room.sync()


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("number", range(15))
def test_a_damaged_memory_makes_no_difference(room: Newsroom, number: int) -> None:
    chance = random.Random(number)
    for key in range(40):
        room.seed(f"{key}.txt", f"Titre {key}\nTexte {key}")
    remembering(room)
    (path,) = cache(room).glob("*.sqlite")
    data = bytearray(path.read_bytes())
    start = chance.randrange(100, len(data) - 64)
    data[start : start + 64] = chance.randbytes(64)
    path.write_bytes(data[: chance.choice([len(data), len(data) // 2])])
    room.seed("7.txt", "Titre 7\nAutre texte")
    (room.settings.seeds / "8.txt").unlink()
    assert told(room.sync(dry_run=True)) == told(remembering(room))
    assert remembering(room) == room.sync()


@pytest.mark.usefixtures("settled")
def test_a_large_site_prepares_the_converter_in_its_first_run_alone(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared: list[Path] = []
    monkeypatch.setattr(follow, "prepare", lambda _settings, folder: prepared.append(folder))
    monkeypatch.setattr(follow, "_MANY", 2)
    for number in range(3):
        path = room.settings.content / f"{number}.md"
        path.write_text(f"Title: Titre {number}\nDate: 2024-11-02\n\nx")
        remembering(room)
        remembering(room)
    assert prepared == []
    shutil.rmtree(cache(room))
    remembering(room)
    remembering(room)
    assert prepared == [cache(room)]


def test_a_run_with_nothing_to_do_loads_nothing_that_it_does_not_need(room: Newsroom) -> None:
    stocked(room)
    code = f"""
import sys, time
real = time.time_ns
time.time_ns = lambda: real() + {HOUR}
from datetime import datetime, UTC
from pathlib import Path
from plugins import config
from plugins.convert import sync
root = Path(sys.argv[1])
settings = config.from_mapping(root, {{"TIMEZONE": "Europe/Paris"}})
for _ in range(int(sys.argv[2])):
    report = sync(settings, datetime.now(UTC), cache=root / ".cache")
heavy = {{"plugins.convert.follow", "plugins.convert.seeds.walk", "plugins.convert.posts.index"}}
heavy |= {{"plugins.convert.convert", "py3langid", "numpy", "ahocorasick", "babel", "chardet"}}
heavy |= {{"ftfy", "slugify", "stopwordsiso", "pelican", "tomllib", "multiprocessing", "uuid"}}
print(len(report.decisions), sorted(heavy & sys.modules.keys()))
"""
    for runs in ("2", "1"):
        done = subprocess.run(
            [sys.executable, "-c", code, str(room.root), runs],
            cwd=Path(remembered.__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        )
    assert done.stdout == "3 []\n"

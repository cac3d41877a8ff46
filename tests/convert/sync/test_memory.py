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
from plugins.freshness import ForgottenError, Memory, memory
from plugins.model import Action, Conversion
from tests.convert.newsroom import Newsroom

HOUR = 3600 * 10**9


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file looks old enough to be trusted; tests give each change a time of its own."""
    real = time.time_ns
    monkeypatch.setattr(memory.time, "time_ns", lambda: real() + HOUR)


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


class Twins:
    """Two newsrooms to which the same happens; one of them remembers."""

    def __init__(self, root: Path, chance: random.Random) -> None:
        self.chance, self.ticks = chance, 0
        self.rooms = []
        for name in ("with", "without"):
            (root / name).mkdir()
            self.rooms.append(Newsroom(root / name))

    def put(self, path: str, data: bytes) -> None:
        """Writes a file in both at a time that no other change has; now and then in place."""
        self.ticks += 1
        is_in_place = self.names("seeds") and self.chance.random() < 0.5
        for room in self.rooms:
            file = room.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            if not is_in_place:  # as most editors do
                file.unlink(missing_ok=True)
            if not file.is_symlink():
                file.write_bytes(data)
                os.utime(file, (self.ticks, self.ticks))

    def each(self, change: Callable[[Path], object], path: str) -> None:
        for room in self.rooms:
            if (room.root / path).exists():
                change(room.root / path)

    def names(self, folder: str) -> list[str]:
        root = self.rooms[0].root
        found = (root / folder).rglob("*")
        return sorted(each.relative_to(root).as_posix() for each in found if each.is_file())

    def data(self, path: str) -> bytes:
        return (self.rooms[0].root / path).read_bytes()

    def step(self) -> None:
        """One change by chance."""
        seeds = (self.write_seed, self.write_seed, self.write_seed, self.write_sidecar)
        seeds += (self.move_seed, self.remove_seed, self.copy_seed, self.odd_seed, self.touch)
        posts = (self.edit_post, self.edit_post, self.break_post, self.move_post)
        posts += (self.remove_post, self.write_by_hand, self.leave_half)
        self.chance.choice(seeds + posts)()

    def pick(self, folder: str) -> str:
        return self.chance.choice(self.names(folder) or ["seeds/none.txt"])

    def write_seed(self) -> None:
        name = self.chance.choice(["a", "b", "c", "sub/a", "é", "sub/deep/d"])
        title = self.chance.choice(["Un titre", "Autre titre", "Titre"])
        body = f"Texte {self.chance.randrange(4)}\nSuite {self.chance.randrange(4)}"
        self.put(f"seeds/{name}.txt", f"{title}\nT: x\n{body}".encode())

    def write_sidecar(self) -> None:
        name = self.chance.choice(["a", "b", "lost", "sub/a"])
        text = self.chance.choice(['title = "Mieux"', "date = 2020-01-02", "wrong", 'tilte = "x"'])
        self.put(f"seeds/{name}.toml", text.encode())

    def move_seed(self) -> None:
        new = f"m{self.chance.randrange(3)}.txt"
        self.each(lambda path: path.rename(path.with_name(new)), self.pick("seeds"))

    def remove_seed(self) -> None:
        self.each(Path.unlink, self.pick("seeds"))

    def copy_seed(self) -> None:
        source = self.pick("seeds")
        if self.names("seeds"):
            self.put("seeds/copy.txt", self.data(source))

    def odd_seed(self) -> None:
        kind = self.chance.randrange(4)
        if kind == 0:
            self.put("seeds/empty.txt", b" \n")
        elif kind == 1:
            self.put("seeds/a.txt~", b"left by an editor")
        elif kind == 2:
            self.put("seeds/x\ny.txt", b"Titre\nx")
        else:
            for room in self.rooms:
                link = room.root / "seeds/link.txt"
                link.unlink(missing_ok=True)
                link.symlink_to("a.txt")

    def touch(self) -> None:
        path = self.pick(self.chance.choice(["seeds", "content"]))
        if "none" not in path:
            self.put(path, self.data(path))

    def edit_post(self) -> None:
        path = self.pick("content")
        if path.endswith(".md"):
            how = (b"Texte", b"Mon texte"), (b"Title: ", b"Title: Mon "), (b"\nT", b"\nX: y\nT")
            how += (b"\nLang", b"\nStatus: withdrawn\nLang"), (b"\nConflict", b"\nSettled")
            self.put(path, self.data(path).replace(*self.chance.choice(how)))

    def break_post(self) -> None:
        path = self.pick("content")
        if path.endswith(".md"):
            how = [(b"Title", b"Title\xff"), (b"Date: ", b"Date: soon "), (b"Tags", b"no header")]
            self.put(path, self.data(path).replace(*self.chance.choice(how)))

    def move_post(self) -> None:
        new = f"moved{self.chance.randrange(3)}.md"
        self.each(lambda path: path.rename(path.with_name(new)), self.pick("content"))

    def remove_post(self) -> None:
        self.each(Path.unlink, self.pick("content"))

    def write_by_hand(self) -> None:
        name = self.chance.choice(["Opinion", "posts/2024/11/titre", "posts/2024/11/Un-titre"])
        alias = self.chance.choice(["", "Aliases: /2024/11/autre-titre/\n"])
        seed = self.chance.choice(["", "", "Seed: a.txt\nSeed_digest: v1:0\n"])
        text = f"Title: Un titre\nDate: 2024-11-02\n{alias}{seed}\nmine"
        self.put(f"content/{name}.md", text.encode())

    def leave_half(self) -> None:
        self.put("content/posts/2024/11/.titre.md.0123456789ab.tmp", b"half")


def posts(room: Newsroom) -> dict[str, bytes]:
    folder = room.settings.content
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def check_that_twins_stay_equal(root: Path, number: int, steps: int) -> None:
    chance = random.Random(number)
    twins = Twins(root, chance)
    one, two = twins.rooms
    for _ in range(steps):
        for _ in range(chance.choice([0, 1, 1, 1, 2, 5])):
            twins.step()
        options = {"dry_run": chance.random() < 0.1, "again": chance.random() < 0.1}
        if chance.random() < 0.05:
            shutil.rmtree(cache(one), ignore_errors=True)
        mine, fresh = one.sync(cache=cache(one), **options), two.sync(**options)
        said = [str(each).replace(str(one.root), str(two.root)) for each in mine.problems]
        assert said == [str(each) for each in fresh.problems]
        assert mine.decisions == fresh.decisions
        assert posts(one) == posts(two)


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("number", range(8))
def test_whatever_happens_the_report_and_the_posts_are_as_without_it(
    tmp_path: Path, number: int
) -> None:
    check_that_twins_stay_equal(tmp_path, number, steps=14)


@pytest.mark.slow
@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("number", range(100, 200))
def test_whatever_happens_for_long_the_report_and_the_posts_are_as_without_it(
    tmp_path: Path, number: int
) -> None:
    check_that_twins_stay_equal(tmp_path, number, steps=30)

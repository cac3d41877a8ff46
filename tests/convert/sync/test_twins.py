"""Whatever happens to seeds and posts, a newsroom that remembers does as one that does not."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.convert.newsroom import Newsroom


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
        cache = one.root / ".cache"
        if chance.random() < 0.05:
            shutil.rmtree(cache, ignore_errors=True)
        mine, fresh = one.sync(cache=cache, **options), two.sync(**options)
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

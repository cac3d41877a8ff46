"""A disk that fails: the live site is as it was or consistent, and a build says what happened."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest

from tests.rebuild.building import Tree, difference, tree
from tests.rebuild.turns import SITEURL, State, Turns
from tests.rebuild.visiting import faults_at_rest
from tests.rebuild.workers import Worker
from tests.rebuild.writes import KINDS

_POSTS, _EDITS = 40, 20


@pytest.fixture(scope="module")
def turns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Turns]:
    """A newsroom whose site is built: each test goes on from where it is."""
    with Worker() as worker:
        found = Turns(tmp_path_factory.mktemp("turns") / "room", worker, _POSTS, _EDITS)
        found.turn()
        assert found.build()["status"] == 0
        yield found


def is_harmless(failed: Iterable[str]) -> bool:
    """Whether all that failed was to clean up behind the site, or a link.

    A file that cannot be linked into the new tree is written there instead; that it came out the
    same is checked beside this.
    """
    for line in failed:
        event, _, path = line.partition(" ")
        is_cleaning = event in {"os.remove", "os.rmdir"} and "/site/" not in path
        if not is_cleaning and event != "os.link":
            return False
    return True


def wrongs(done: dict[str, Any], before: Tree, output: Path) -> Iterator[str]:
    """What is wrong with how a spoiled build ended."""
    if done["status"] == 0 and not is_harmless(done["failed"]):
        yield f"ends with 0 though these failed: {done['failed'][:3]}"
    if "Traceback" in done["told"]:
        yield f"ends with a traceback: {done['told'][-1500:]}"
    said = [line for line in done["told"].splitlines() if line.startswith("seedpress: ")]
    if done["status"] != 0 and len(said) != 1:
        yield f"says: {said}"
    if tree(output) != before:
        yield from faults_at_rest(output, SITEURL)[:3]


def fail(turns: Turns, spoiled: list[Any], jobs: int = 1) -> list[str]:
    """What is wrong with a build that is spoiled and with the one that follows."""
    state, before = turns.turn(), tree(turns.room.output)
    done = turns.build(spoiled, jobs)
    found = list(wrongs(done, before, turns.room.output))
    if done["status"] == 0 and (fault := difference(tree(turns.room.output), state.site)):
        found.append(f"ends with 0, and {fault}")
    found += recover(turns, state)
    return [f"{spoiled} ({state.name}, {done['failed'][:1]}): {wrong}" for wrong in found]


def recover(turns: Turns, state: State) -> Iterator[str]:
    """What is wrong with a sound build after a spoiled one."""
    sound = turns.build()
    if sound["status"] != 0:
        yield f"the next build ends with {sound['status']}: {sound['told'][-1500:]}"
    if fault := difference(tree(turns.room.output), state.site):
        yield f"after the next build, {fault}"


def test_a_build_whose_write_fails_says_so_and_spoils_nothing(turns: Turns) -> None:
    numbers = (1, 2, 4, 17, 90, 300)
    found = []
    for i, number in enumerate(numbers):
        found += fail(turns, [number, KINDS[i % len(KINDS)]], jobs=1 + i % 2)
    assert not found, "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_each_of_the_first_hundred_writes_may_fail(turns: Turns, kind: str) -> None:
    found = []
    for number in range(1, 101):
        found += fail(turns, [number, kind], jobs=1 + number % 2)
    assert not found, "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_writes_to_the_live_site_may_fail(turns: Turns, kind: str) -> None:
    """Those come late where a build renders beside the site first."""
    found = []
    for number in range(101, 1500, 97):
        found += fail(turns, [number, kind])
    assert not found, "\n".join(found)


def test_a_first_build_whose_write_fails_leaves_nothing_half(turns: Turns) -> None:
    found = []
    for number, kind in ((1, "full"), (3, "forbidden"), (150, "read-only"), (500, "full")):
        rmtree(turns.room.output)
        rmtree(turns.room.cache)
        found += fail(turns, [number, kind])
    assert not found, "\n".join(found)


def test_a_file_that_cannot_be_written_to_its_end_is_not_published(turns: Turns) -> None:
    """The write itself fails, part of the file being there: no file grows above a few bytes."""
    found = []
    for limit in (1_000, 5_000, 12_000):
        found += fail(turns, [limit, "short"])
    assert not found, "\n".join(found)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, which can be made smaller."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    command = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def resize(disk: Path, spare: int) -> None:
    """Leaves ``spare`` bytes free."""
    now = os.statvfs(disk)
    size = (now.f_blocks - now.f_bfree) * now.f_frsize + spare
    subprocess.run(["mount", "-o", f"remount,size={size}", str(disk)], check=True)


def test_a_disk_that_is_full_in_truth_spoils_nothing(small_disk: Path) -> None:
    with Worker() as worker:
        turns = Turns(small_disk / "room", worker, _POSTS, _EDITS)
        turns.turn()
        assert turns.build()["status"] == 0
        for spare in (0, 8_192, 100_000, 400_000):
            state, before = turns.turn(), tree(turns.room.output)
            resize(small_disk, spare)
            done = turns.build()
            resize(small_disk, 64_000_000)
            found = list(wrongs({**done, "failed": ["os.mkdir /site/"]}, before, turns.room.output))
            found += recover(turns, state)
            assert not found, f"{spare} bytes free ({state.name}): {found}"

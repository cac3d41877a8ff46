"""A build killed at any moment, while somebody reads: no page is ever half, missing or dangling."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from tests.rebuild.building import difference, tree
from tests.rebuild.newsroom import ROOT
from tests.rebuild.turns import SITEURL, State, Turns
from tests.rebuild.visiting import faults_at_rest
from tests.rebuild.workers import Worker, environ


@dataclass
class Run:
    """A build in a process group of its own, and when it first wrote to the live site."""

    process: subprocess.Popen[bytes]
    ear: int
    start: float = field(default_factory=time.monotonic)
    published: float | None = None

    def listen(self, seconds: float) -> None:
        """Waits so long, or until it publishes or ends."""
        if self.published is None and select.select([self.ear], [], [], max(seconds, 0))[0]:
            if os.read(self.ear, 1):
                self.published = time.monotonic()
            else:
                self.process.wait()

    def kill(self) -> bool:
        """Ends all of it; whether it was still at work."""
        alive = self.process.poll() is None
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        return alive


@contextmanager
def started(turns: Turns) -> Iterator[Run]:
    """A build of the newsroom as it is."""
    ear, mouth = os.pipe()
    base, clock = str(turns.room.base), str(turns.room.clock)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.rebuild.command", base, clock, str(mouth)],
        env=environ({}),
        cwd=ROOT,
        pass_fds=(mouth,),
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(mouth)
    try:
        yield Run(process, ear)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        os.close(ear)


@contextmanager
def a_reader(turns: Turns, faults: list[str]) -> Iterator[None]:
    """Somebody who visits the site meanwhile; what is found wrong ends up in ``faults``."""
    command = [sys.executable, "-m", "tests.rebuild.visiting", str(turns.room.output), SITEURL]
    with subprocess.Popen(
        command, env=environ({}), cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8"
    ) as reader:
        yield
        assert reader.poll() is None
        reader.terminate()
        told = reader.communicate()[0].splitlines()
    assert told[-1].endswith("reads")
    assert int(told[-1].split()[-2]) > len(turns.turn().site)
    faults += [f"a reader: {fault}" for fault in told[:-1]]


@dataclass
class Killer:
    """Kills builds at random moments, learning how long they take."""

    turns: Turns
    rng: Random
    total: float = 0
    """Seconds that a build takes."""
    publishing: float = 0
    """Seconds from its first write to the live site to its end."""
    kills: int = 0
    in_publishing: int = 0
    faults: list[str] = field(default_factory=list)

    def measure(self) -> None:
        """One build as it is."""
        self.turns.turn()
        with started(self.turns) as run:
            run.listen(120)
            assert run.process.wait() == 0
            end = time.monotonic()
        assert run.published is not None
        self.total = max(self.total, end - run.start)
        self.publishing = max(self.publishing, end - run.published)

    def kill(self, publishing: bool) -> None:
        """Kills a build, looks at the site, and builds once more."""
        state = self.turns.turn()
        with started(self.turns) as run:
            if publishing:
                run.listen(120)
                time.sleep(self.rng.uniform(0, self.publishing))
            else:
                moment = run.start + self.rng.uniform(0, self.total)
                run.listen(moment - time.monotonic())
                time.sleep(max(0, moment - time.monotonic()))
            alive = run.kill()
        if not alive:
            factor = 0.8  # it was quicker than we thought
            self.total *= 1 if publishing else factor
            self.publishing *= factor if publishing else 1
        self.kills += alive
        self.in_publishing += alive and run.published is not None
        self.faults += [f"{state.name}: {fault}" for fault in self._after(state)]

    def _after(self, state: State) -> Iterator[str]:
        yield from faults_at_rest(self.turns.room.output, SITEURL)[:3]
        done = self.turns.build()
        if done["status"] != 0:
            yield f"the next build ends with {done['status']}: {done['told'][-1500:]}"
        if fault := difference(tree(self.turns.room.output), state.site):
            yield f"after the next build, {fault}"


def kill_builds(base: Path, posts: int, kills: int, in_publishing: int) -> list[str]:
    """Kills that many builds of so many posts, while somebody reads; what was found wrong."""
    with Worker() as worker:
        turns = Turns(base / "room", worker, posts, posts // 8)
        turns.turn()
        turns.build()
        killer = Killer(turns, Random(7))
        for _ in range(4):
            killer.measure()
        with a_reader(turns, killer.faults):
            while killer.kills < kills or killer.in_publishing < in_publishing:
                left = kills - killer.kills
                killer.kill(publishing=left <= in_publishing - killer.in_publishing)
    return killer.faults


def test_before_any_write_to_the_live_site_each_link_leads_somewhere(tmp_path: Path) -> None:
    """A reader may come at any moment, and a build may end at any."""
    with Worker() as worker:
        turns = Turns(tmp_path / "room", worker, posts=40, edits=30)
        turns.turn()
        assert turns.build()["status"] == 0
        found = []
        for _ in range(4):
            state = turns.turn()
            arguments = (str(turns.room.base), turns.room.clock, SITEURL, 11)
            done = worker.call("command", "looked_at", *arguments)
            assert done["status"] == 0
            assert done["looks"] > 0
            found += [f"{state.name}: {fault}" for fault in done["faults"]]
    assert not found, "\n".join(found[:20])


def test_no_page_is_half_or_missing_when_builds_are_killed(tmp_path: Path) -> None:
    faults = kill_builds(tmp_path, posts=40, kills=4, in_publishing=2)
    assert not faults, "\n".join(faults[:20])


@pytest.mark.slow
def test_two_hundred_kills_of_builds_of_three_hundred_articles(tmp_path: Path) -> None:
    faults = kill_builds(tmp_path, posts=300, kills=200, in_publishing=60)
    assert not faults, "\n".join(faults[:20])

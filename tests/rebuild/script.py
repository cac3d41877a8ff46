"""A random script of edits, each followed by a build that must equal a cold one.

    python -m tests.rebuild.script SEED [FOLDER]

runs one of them alone, in the environment that belongs to it, and keeps the newsroom in FOLDER.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
import traceback
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from plugins.engine import scan
from plugins.search import spans
from tests.rebuild import edits_files, edits_posts, edits_site, writes, writing
from tests.rebuild.building import Built, Tree, build, difference, stamps, tree
from tests.rebuild.newsroom import Newsroom, Wish, copy_theme
from tests.rebuild.workers import ENVIRONMENTS, Environment, environ

EDITS = {
    edit.__name__: edit for edit in (*edits_posts.EDITS, *edits_files.EDITS, *edits_site.EDITS)
}
_WEIGHTED = (*edits_posts.EDITS, *edits_posts.EDITS, *edits_files.EDITS, *edits_site.EDITS)
_JOBS = (1, 2, 3)
#: Scripts of the quick suite, which have as few rounds as can be.
QUICK = range(30)
#: Rounds of those, and edits that each of these begins with in any script.
_ROUNDS, _DEALT = 2, 2
#: Seconds that a build in a process of its own may take.
_PATIENCE = 120


@dataclass
class Result:
    """What a script did, and what went wrong first."""

    seed: int
    rounds: list[list[str]] = field(default_factory=list)
    """The edits of each round in words, each with its name first."""
    digests: list[str] = field(default_factory=list)
    """Of the cold site after each round: the same in every environment."""
    fault: str = ""

    def told(self) -> str:
        """For whoever has to find out."""
        rounds = (f"  round {n}: {'; '.join(told)}" for n, told in enumerate(self.rounds, 1))
        again = f"python -m tests.rebuild.script {self.seed}"
        return "\n".join([f"script {self.seed} ({again}):", *rounds, self.fault])


class Wrong(Exception):  # noqa: N818  # what the script is there to find
    """A build is not as a cold one."""


def environment_of(seed: int) -> Environment:
    """The one in which script ``seed`` runs."""
    return ENVIRONMENTS[seed % len(ENVIRONMENTS)]


def run(seed: int, base: str) -> dict[str, Any]:
    """Makes a newsroom in ``base``, then edits and builds it round by round: a Result's fields."""
    result = Result(seed)
    try:
        _run(seed, Path(base), result)
    except Wrong as wrong:
        result.fault = str(wrong)
    except Exception:  # noqa: BLE001  # the script is told whatever broke it
        result.fault = traceback.format_exc()
    return asdict(result)


def _run(seed: int, base: Path, result: Result) -> None:
    # In every other script files are trusted as soon as they are written, as old ones are: those
    # that nobody touched are then never read again.
    scan.RACE = 0 if seed % 2 else 2_000_000_000
    # In two of three the index has as many volumes as a large archive's.
    if seed % 3:
        spans.OPEN, spans.CLOSED, spans.PART = 4, 12, 8
    room = Newsroom(base, Random(seed))
    room.settings["SOCIAL_CARDS"] = 4
    copy_theme(room.theme)
    writing.fill(room, 40 + int(41 * room.rng.random() ** 2))
    jobs = room.rng.choice(_JOBS)
    build(room.overrides(), room.clock, jobs=jobs)
    cold = Cold(base)
    rounds = room.rng.choice((3, 3, 3, 3, 4, 4, 5, 6))
    for number in range(_ROUNDS if seed in QUICK else rounds):
        names = _choose(room, seed, number)
        if cold.refused:
            names.insert(0, edits_site.mend_templates.__name__)
        result.rounds.append([f"{name} {_edit(room, name)}" for name in names])
        _check(room, jobs, cold)
        result.digests.append(cold.digest)
        room.wish = Wish()


def _edit(room: Newsroom, name: str) -> str:
    try:
        return EDITS[name](room)
    except edits_posts.Impossible:
        return "impossible"


def dealt(seed: int) -> list[str]:
    """Names of the edits with which the first rounds begin: thirty scripts make each."""
    names = list(EDITS)
    count = _ROUNDS * _DEALT
    return [names[(seed * count + number) % len(names)] for number in range(count)]


def _choose(room: Newsroom, seed: int, number: int) -> list[str]:
    """Names of a round's edits."""
    first = dealt(seed)[number * _DEALT : (number + 1) * _DEALT]
    others = room.rng.choices(_WEIGHTED, k=room.rng.randrange(0 if first else 1, 4))
    return [*first, *(edit.__name__ for edit in others)]


@dataclass
class Cold:
    """The site as a cold build without any cache makes it, elsewhere."""

    base: Path
    built: Built | None = None
    tree: Tree = field(default_factory=dict)
    _inputs: str = ""
    _look: str = ""
    """Theme and settings of the last build."""
    _cache: Path = Path()
    _count: int = 0

    @property
    def refused(self) -> bool:
        return self.built is not None and self.built.report is None

    @property
    def digest(self) -> str:
        """Of what came out."""
        return "refused" if self.refused else _digest(self.tree)

    def make(self, room: Newsroom) -> Built:
        """Builds anew wherever an input has other bytes than at the last time."""
        look = repr((_digest(tree(room.theme)), room.settings))
        inputs = repr((_digest(tree(room.content)), room.clock, look))
        if self.built is None or inputs != self._inputs:
            self._inputs, self._count = inputs, self._count + 1
            place = self.base / f"cold-{self._count}"
            self._lend(place / "cache", look)
            folders = {"OUTPUT_PATH": f"{place}/output", "CACHE_PATH": f"{place}/cache"}
            self.built = build({**room.overrides(), **folders}, room.clock, jobs=1)
            self.tree = tree(place / "output")
        return self.built

    def _lend(self, cache: Path, look: str) -> None:
        """Gives a build the compiled theme of the one before it, if that was the same.

        To compile it takes a third of such a build, and it knows of no post.
        """
        kept = self._cache / "theme"
        if look == self._look and kept.is_dir():
            shutil.copytree(kept, cache / "theme")
        self._look, self._cache = look, cache


def _digest(found: Tree) -> str:
    parts = (f"{path}\0{len(data)}\0".encode() + data for path, data in sorted(found.items()))
    return sha256(b"".join(parts)).hexdigest()


def _check(room: Newsroom, jobs: int, cold: Cold) -> None:
    """Builds as wished, and compares."""
    wish = room.wish
    if wish.killed_at:
        _spoiled(room, jobs, wish.killed_at, "")
    if wish.failing_at:
        _spoiled(room, jobs, wish.failing_at, room.rng.choice(writes.KINDS))
    before = tree(room.output)
    built = build(room.overrides(), room.clock, jobs=jobs, full=wish.full, verify=wish.verify)
    wanted = cold.make(room)
    _compare(built, wanted, tree(room.output), before if cold.refused else cold.tree)
    if built.report and room.chance(0.25):
        _again(room, jobs)


def _compare(built: Built, cold: Built, got: Tree, wanted: Tree) -> None:
    mine, theirs = built.facts(), cold.facts()
    told = [f"{fact} here alone" for fact in sorted(mine - theirs)]
    told += [f"{fact} in the cold build alone" for fact in sorted(theirs - mine)]
    if told:
        raise Wrong("\n".join(told))
    if fault := difference(got, wanted):
        raise Wrong(fault)


def _again(room: Newsroom, jobs: int) -> None:
    """A build of the same writes nothing."""
    before = stamps(room.output)
    again = build(room.overrides(), room.clock, jobs=jobs)
    assert again.report is not None
    done = again.report.published
    if done.written or done.removed or again.rendered:
        raise Wrong(f"built again, it wrote {done.written}, removed {done.removed}, "
                    f"rendered {again.rendered}")  # fmt: skip
    moved = [path for path, stamp in stamps(room.output).items() if stamp != before.get(path)]
    if moved:
        raise Wrong(f"built again, these changed: {moved[:5]}")


def _spoiled(room: Newsroom, jobs: int, number: int, kind: str) -> None:
    """A build in a process of its own that fails or, without ``kind``, is killed at a write."""
    child = os.fork()
    if not child:
        os.setpgid(0, 0)
        signal.alarm(_PATIENCE)
        places = (room.base / "site", room.cache)
        if kind:
            writes.fail_at(number, kind, os.open(os.devnull, os.O_WRONLY), *places)
        else:
            writes.kill_at(number, *places)
        try:
            build(room.overrides(), room.clock, jobs=jobs)
        finally:
            os._exit(0)
    os.waitpid(child, 0)


def main(arguments: list[str]) -> int:
    """One script alone, as told in the module's first lines."""
    seed = int(arguments[0])
    environment = environment_of(seed)
    if any(os.environ.get(name) != value for name, value in environment.variables.items()):
        command = [sys.executable, "-m", "tests.rebuild.script", *arguments]
        os.execve(sys.executable, command, environ(environment.variables))
    folder = Path(*arguments[1:2]) if arguments[1:] else Path(tempfile.mkdtemp())
    result = Result(**run(seed, str(folder.absolute() / environment.folder)))
    sys.stdout.write(f"{result.told() or 'equals cold builds'}\n")
    return bool(result.fault)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

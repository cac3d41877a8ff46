"""What is measured of each contender, one step after the other on the same project."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.bench import measure, outputs
from tests.bench.contenders import Contender, environ
from tests.bench.corpus import Corpus

#: Steps and what they are called.
STEPS = {
    "cold": "from nothing",
    "nothing": "nothing changed",
    "more": "one more article",
    "edited": "one edited",
    "deleted": "one deleted",
    "seed": "one more raw text",
}
#: Seconds between writing the archive and the first build. A careful build trusts no time stamp of
#: the last two seconds; an archive is older than that.
PAUSE = 2.5


@dataclass(frozen=True, slots=True)
class Measured:
    """One build."""

    size: int
    """Articles in the archive at first."""
    run: int
    name: str
    """The contender's."""
    step: str
    """A key of STEPS."""
    usage: measure.Usage
    changes: outputs.Changes


def measure_all(contender: Contender, corpus: Corpus, run: int) -> Iterator[Measured]:
    """Every step there is for ``contender``, in the order of STEPS."""
    _warm_up(contender, corpus)
    for number in range(corpus.n):
        contender.write(corpus.article(number))
    time.sleep(PAUSE)
    before: outputs.Snapshot = {}
    for step, prepare in _preparations(contender, corpus).items():
        prepare()
        usage = _build(contender)
        after = outputs.snapshot(contender.folder / contender.output)
        changes = outputs.compare(before, after)
        yield Measured(corpus.n, run, contender.name, step, usage, changes)
        before = after


def _preparations(contender: Contender, corpus: Corpus) -> dict[str, Callable[[], None]]:
    """What happens to the content before each step's build."""
    found: dict[str, Callable[[], None]] = {
        "cold": contender.forget,
        "nothing": lambda: None,
        "more": lambda: contender.write(corpus.article(corpus.more)),
        "edited": lambda: contender.write(corpus.article(corpus.edited, edition=1)),
        "deleted": lambda: contender.remove(corpus.article(corpus.deleted)),
    }
    if contender.seeds:
        found["seed"] = lambda: contender.sow(corpus.article(corpus.seed_text))
    return found


def _warm_up(contender: Contender, corpus: Corpus) -> None:
    """Builds one article, so that programs are in memory and Python's modules compiled."""
    contender.write(corpus.article(0))
    _build(contender)


def _build(contender: Contender) -> measure.Usage:
    """What earlier writing left to do is done first, so that no other build pays for it."""
    os.sync()
    log = contender.folder / "build.log"
    return measure.run(contender.command, contender.folder, environ(), log)

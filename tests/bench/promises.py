"""What Seedpress promises of its speed, each with what was measured of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.bench.contenders import HUGO, PELICAN, SMALL, WHOLE
from tests.bench.results import Results

_TEN, _HUNDRED = 10_000, 100_000


@dataclass(frozen=True, slots=True)
class Promise:
    """A figure that is at most so much."""

    says: str
    limit: float
    unit: str
    """``s``, ``MB``, ``files`` or ``times``."""
    measure: Callable[[Results], float | None]
    """None where the run holds nothing to tell it by."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A promise and what was measured."""

    promise: Promise
    value: float

    @property
    def kept(self) -> bool:
        """Whether the value is within the limit."""
        return self.value <= self.promise.limit


def _one(size: int, name: str, step: str, figure: str) -> Callable[[Results], float | None]:
    return lambda results: results.median(size, name, step, figure)


def _against(
    ours: tuple[int, str, str], theirs: tuple[int, str, str], figure: str
) -> Callable[[Results], float | None]:
    return lambda results: results.ratio(ours, theirs, figure)


def _above_a_post(figure: str) -> Callable[[Results], float | None]:
    seed, post = (_TEN, SMALL, "seed"), (_TEN, SMALL, "more")
    return lambda results: results.difference(seed, post, figure)


PROMISES = (
    Promise(
        "one more of 10,000, against Hugo’s CPU", 1 / 15, "times",
        _against((_TEN, SMALL, "more"), (_TEN, HUGO, "more"), "cpu"),
    ),
    Promise("one more of 10,000", 26, "files", _one(_TEN, SMALL, "more", "changed")),
    Promise("the same, whole theme", 75, "files", _one(_TEN, WHOLE, "more", "changed")),
    Promise("the same, no search or sitemaps", 50, "files", _one(_TEN, WHOLE, "more", "shown")),
    Promise("all of 10,000, whole theme", 30_000, "files", _one(_TEN, WHOLE, "cold", "files")),
    Promise("nothing changed at 10,000, CPU", 0.8, "s", _one(_TEN, SMALL, "nothing", "cpu")),
    Promise("the same, written", 0, "files", _one(_TEN, SMALL, "nothing", "written")),
    Promise("the same, whole theme, CPU", 0.8, "s", _one(_TEN, WHOLE, "nothing", "cpu")),
    Promise("a raw text instead of a post, more CPU", 1, "s", _above_a_post("cpu")),
    Promise("the same, more memory", 150, "MB", _above_a_post("memory")),
    Promise("one more of 100,000, CPU", 2, "s", _one(_HUNDRED, SMALL, "more", "cpu")),
    Promise("the same, memory", 200, "MB", _one(_HUNDRED, SMALL, "more", "memory")),
    Promise(
        "10,000 from nothing, against Hugo’s wall", 1, "times",
        _against((_TEN, SMALL, "cold"), (_TEN, HUGO, "cold"), "wall"),
    ),
    Promise(
        "the same, against Pelican’s wall", 1 / 4, "times",
        _against((_TEN, SMALL, "cold"), (_TEN, PELICAN, "cold"), "wall"),
    ),
    Promise(
        "the same, whole theme, against Hugo’s wall", 2, "times",
        _against((_TEN, WHOLE, "cold"), (_TEN, HUGO, "cold"), "wall"),
    ),
    Promise(
        "100,000 from nothing, against 10,000, CPU", 11, "times",
        _against((_HUNDRED, SMALL, "cold"), (_TEN, SMALL, "cold"), "cpu"),
    ),
    Promise(
        "the same, wall", 11, "times",
        _against((_HUNDRED, SMALL, "cold"), (_TEN, SMALL, "cold"), "wall"),
    ),
    Promise("100,000 from nothing, memory", 1500, "MB", _one(_HUNDRED, SMALL, "cold", "memory")),
)  # fmt: skip


def verdicts(results: Results) -> Iterator[Verdict]:
    """One for each promise that the results can tell."""
    for promise in PROMISES:
        value = promise.measure(results)
        if value is not None:
            yield Verdict(promise, value)

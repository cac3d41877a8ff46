"""Figures out of measurements: medians over the runs, ratios taken within each run."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable
from typing import Any

from tests.bench.steps import STEPS, Measured

Figure = Callable[[Measured], float | None]

FIGURES: dict[str, Figure] = {
    "cpu": lambda one: one.usage.cpu,
    "wall": lambda one: one.usage.wall,
    "memory": lambda one: one.usage.memory,
    "files": lambda one: one.changes.files,
    "changed": lambda one: one.changes.changed,
    "shown": lambda one: one.changes.changed - one.changes.sought,
    "written": lambda one: one.changes.written,
}


class Results:
    """All that was measured, asked by size, contender, step and figure."""

    def __init__(self, measured: Iterable[Measured]) -> None:
        self._all = list(measured)
        self._by_run = {(m.size, m.name, m.step, m.run): m for m in self._all}
        self.sizes = sorted({m.size for m in self._all})
        self.runs = sorted({m.run for m in self._all})

    def names(self, size: int) -> list[str]:
        """Contenders in the order in which they were measured."""
        return list(dict.fromkeys(m.name for m in self._all if m.size == size))

    def steps(self, size: int) -> list[str]:
        """Steps that somebody took."""
        taken = {m.step for m in self._all if m.size == size}
        return [step for step in STEPS if step in taken]

    def median(self, size: int, name: str, step: str, figure: str) -> float | None:
        """Over all runs; None where nothing was measured."""
        return _median(self._each(size, name, step, figure).values())

    def ratio(
        self, above: tuple[int, str, str], below: tuple[int, str, str], figure: str
    ) -> float | None:
        """Median of the runs' ratios; both are size, contender and step."""
        return self._pairs(above, below, figure, lambda one, other: one / other)

    def difference(
        self, one: tuple[int, str, str], other: tuple[int, str, str], figure: str
    ) -> float | None:
        """Median of the runs' differences."""
        return self._pairs(one, other, figure, lambda a, b: a - b)

    def _pairs(
        self,
        one: tuple[int, str, str],
        other: tuple[int, str, str],
        figure: str,
        combine: Callable[[float, float], float],
    ) -> float | None:
        ours, theirs = self._each(*one, figure), self._each(*other, figure)
        return _median(combine(ours[run], theirs[run]) for run in ours if run in theirs)

    def _each(self, size: int, name: str, step: str, figure: str) -> dict[int, float]:
        """Values by run."""
        found = {run: self._by_run.get((size, name, step, run)) for run in self.runs}
        values = {run: FIGURES[figure](one) for run, one in found.items() if one}
        return {run: value for run, value in values.items() if value is not None}

    def rows(self) -> list[dict[str, Any]]:
        """Every measurement by itself, for JSON."""
        return [
            {
                "articles": m.size,
                "run": m.run,
                "contender": m.name,
                "step": m.step,
                **{name: figure(m) for name, figure in FIGURES.items()},
            }
            for m in self._all
        ]


def _median(values: Iterable[float]) -> float | None:
    found = list(values)
    return statistics.median(found) if found else None

"""The results as a Markdown table and as JSON."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bench.contenders import HUGO, PELICAN, Contender
from tests.bench.promises import Verdict, verdicts
from tests.bench.results import Results
from tests.bench.steps import STEPS

_PEERS = (HUGO, PELICAN)
_HEAD = ("", "CPU s", "wall s", "memory MB", "files changed", "written")
_FIGURES = ("cpu", "wall", "memory", "changed", "written")


@dataclass(frozen=True, slots=True)
class Machine:
    """Where it was measured, and what."""

    cores: int
    processor: str
    system: str
    python: str
    versions: dict[str, str]
    """Of the contenders."""
    load: float
    """How many processes wanted a core, in the minute before all began."""


def machine(contenders: Iterable[Contender], load: float) -> Machine:
    """This one."""
    return Machine(
        cores=os.cpu_count() or 1,
        processor=_processor(),
        system=platform.system(),
        python=platform.python_version(),
        versions={contender.name: contender.version for contender in contenders},
        load=round(load, 2),
    )


def _processor() -> str:
    try:
        told = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        return platform.machine()
    names = (line.partition(":")[2] for line in told.splitlines() if line.startswith("model name"))
    return next(names, platform.machine()).strip()


def markdown(results: Results, where: Machine) -> str:
    """All tables: one for each size, then the promises."""
    parts = [_about(results, where)]
    parts += ["\n".join(_size_table(results, size)) for size in results.sizes]
    told = list(verdicts(results))
    if told:
        parts.append("\n".join(_promise_table(told)))
    return "\n\n".join(parts) + "\n"


def _about(results: Results, where: Machine) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in where.versions.items())
    runs = len(results.runs)
    often = "one run" if runs == 1 else f"medians of {runs} runs"
    return (
        f"{versions}; Python {where.python}, {where.cores} cores ({where.processor}), "
        f"{where.system}, load {where.load:.1f} at first; {often}."
    )


def _size_table(results: Results, size: int) -> Iterator[str]:
    names = results.names(size)
    peers = [peer for peer in _PEERS if peer in names]
    yield f"{size:,} articles"
    yield ""
    yield from _table_head((*_HEAD, *(f"CPU against {peer}" for peer in peers)))
    for step in results.steps(size):
        yield _row((f"**{STEPS[step]}**", *[""] * (len(_HEAD) - 1 + len(peers))))
        for name in names:
            values = [results.median(size, name, step, figure) for figure in _FIGURES]
            if values[0] is None:
                continue
            shown = [_number(value) for value in values]
            yield _row((name, *shown, *_ratios(results, size, name, step, peers)))


def _ratios(
    results: Results, size: int, name: str, step: str, peers: Sequence[str]
) -> Iterator[str]:
    for peer in peers:
        found = results.ratio((size, name, step), (size, peer, step), "cpu")
        yield "" if found is None or name == peer else times(found)


def _promise_table(told: Iterable[Verdict]) -> Iterator[str]:
    yield from _table_head(("promise", "at most", "measured", "kept"))
    for verdict in told:
        promise = verdict.promise
        shown = (_with_unit(value, promise.unit) for value in (promise.limit, verdict.value))
        yield _row((promise.says, *shown, "yes" if verdict.kept else "**no**"))


def _table_head(cells: Sequence[str]) -> Iterator[str]:
    yield _row(cells)
    yield _row(["---", *["---:"] * (len(cells) - 1)])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def times(ratio: float) -> str:
    """``1/18`` or ``2.4`` times."""
    if 0 < ratio <= 1 / 2:
        return f"1/{1 / ratio:.3g}"
    return f"{ratio:.2f}"


def _number(value: float | None) -> str:
    """Three figures; a dash where there is none."""
    if value is None:
        return "–"
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:.2f}" if value < 10 else f"{value:,.1f}" if value < 100 else f"{value:,.0f}"


def _with_unit(value: float, unit: str) -> str:
    return times(value) if unit == "times" else f"{_number(value)} {unit}"


def as_json(results: Results, where: Machine) -> str:
    """Every measurement, and the promises."""
    promises = [
        {
            "promise": one.promise.says,
            "unit": one.promise.unit,
            "limit": one.promise.limit,
            "measured": one.value,
            "kept": one.kept,
        }
        for one in verdicts(results)
    ]
    told = {**asdict(where), "measurements": results.rows(), "promises": promises}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"

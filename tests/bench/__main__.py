"""``invoke bench``: how fast Seedpress builds, and how fast its peers do the same work.

Exit status: 0 measured; 1 a build failed, its last words are printed; 2 wrong options.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench import plot, report
from tests.bench.contenders import (
    ROOT,
    SMALL,
    WHOLE,
    Contender,
    environ,
    installed,
    line_up,
)
from tests.bench.corpus import Corpus
from tests.bench.measure import CommandError
from tests.bench.results import Results
from tests.bench.steps import Measured, measure_all

THEMES = {"small": (SMALL,), "whole": (WHOLE,), "both": (SMALL, WHOLE)}
#: Ignored by git, and removed by ``invoke clean``.
OUT = ROOT / ".cache/bench"


def parser() -> argparse.ArgumentParser:
    """The options of ``invoke bench``."""
    made = argparse.ArgumentParser(prog="bench", allow_abbrev=False)
    made.add_argument("-n", "--n", type=_sizes, default=(10_000,))
    made.add_argument("--theme", choices=THEMES, default="both")
    made.add_argument("--peers", type=Path)
    made.add_argument("--runs", type=_count, default=1)
    made.add_argument("--out", type=Path, default=OUT)
    made.add_argument("--keep", action="store_true")
    made.add_argument("--json", action="store_true")
    made.add_argument("--invoke", default=sys.executable, help="a Python that has invoke")
    return made


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not 1 or more")
    return number


def _sizes(text: str) -> tuple[int, ...]:
    """``10000`` or ``10000,100000``."""
    return tuple(sorted({_count(part) for part in text.split(",")}))


def main(argv: Sequence[str] | None = None) -> int:
    """Measures, prints the table and writes table, figures and picture into ``--out``."""
    options = parser().parse_args(argv)
    if not hasattr(os, "wait4"):
        say("bench: this system does not tell what a command used. Measure on Linux or macOS")
        return 2
    programs = installed(options.peers) if options.peers else {}
    if options.peers and not programs:
        say(f"bench: {options.peers} holds neither Hugo nor Pelican. README shows how to get them")
        return 2
    if not _has_invoke(options.invoke):
        say(f"bench: {options.invoke} has no invoke. Name a Python that has it with --invoke")
        return 2
    if not programs:
        say("Only Seedpress is measured: --peers DIR names an environment with Hugo and Pelican")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was made is removed then, too
    work = Path(tempfile.mkdtemp(prefix="seedpress-bench-"))
    try:
        results, where = _measure(options, programs, work)
    except CommandError as error:
        say(f"bench: {error}")
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        if options.keep:
            say(f"The sites are in {work}")
        else:
            shutil.rmtree(work, ignore_errors=True)
    _tell(results, where, options)
    return 0


def _has_invoke(python: str) -> bool:
    command = [python, "-m", "invoke", "--version"]
    return subprocess.run(command, env=environ(), capture_output=True, check=False).returncode == 0


def _measure(
    options: argparse.Namespace, programs: dict[str, Path], work: Path
) -> tuple[Results, report.Machine]:
    """All sizes and runs; peers take part in the smallest size alone."""
    measured: list[Measured] = []
    load, _, _ = os.getloadavg()
    seen: dict[str, Contender] = {}
    for size in options.n:
        corpus = Corpus(size)
        peers = programs if size == options.n[0] else {}
        for run in range(1, options.runs + 1):
            folder = work / f"{size}-{run}"
            themes = THEMES[options.theme]
            for contender in line_up(folder, options.invoke, themes, peers):
                seen.setdefault(contender.name, contender)
                measured += _followed(contender, corpus, run)
                if not options.keep:
                    shutil.rmtree(contender.folder)
    return Results(measured), report.machine(seen.values(), load)


def _followed(contender: Contender, corpus: Corpus, run: int) -> Iterator[Measured]:
    """The measurements, each told to whoever is watching."""
    for one in measure_all(contender, corpus, run):
        used, files = one.usage, one.changes.changed
        say(
            f"{corpus.n:,} articles, run {run}, {one.name}, {one.step}: "
            f"{used.cpu:.2f} s CPU, {used.wall:.2f} s, {files:,} files changed"
        )
        yield one


def _tell(results: Results, where: report.Machine, options: argparse.Namespace) -> None:
    table, figures = report.markdown(results, where), report.as_json(results, where)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "bench.md").write_text(table, "utf-8")
    (options.out / "bench.json").write_text(figures, "utf-8")
    (options.out / "bench.svg").write_text(plot.svg(results, options.n[0]), "utf-8")
    print(figures if options.json else table)
    say(f"bench.md, bench.json and bench.svg are in {options.out}")


def say(text: str) -> None:
    """A word to whoever is watching; results go to standard output, this does not."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

"""Posts follow their seeds: decided for all, then converted and written one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plugins import dates
from plugins.config import Settings
from plugins.convert import remembered
from plugins.convert.outlook import Done, Seen, note
from plugins.convert.plan import CONVERTING, Step, plan
from plugins.convert.posts import index as posts
from plugins.convert.report import SyncReport
from plugins.convert.seeds import history
from plugins.convert.seeds import walk as seeds
from plugins.convert.shell import Shell
from plugins.convert.work import Converter, Job, Made, Refused, prepare, work
from plugins.errors import Problem
from plugins.freshness import Memory
from plugins.model import Decision

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from datetime import datetime
    from pathlib import Path

Progress = Callable[[int, int], None]
Result = Made | Refused

#: Fewer seeds than this are converted sooner than other processes start.
_FEW = 24
_CHUNK = 8
#: Where a first run looks at more posts than this, it takes longer than to prepare the converter
#: (1 s), for which the first new seed then need not wait.
_MANY = 1000


@dataclass(frozen=True, slots=True)
class Run:
    """What ``sync`` was asked to do."""

    settings: Settings
    clock: datetime
    dry_run: bool
    again: bool
    executor: Executor | Callable[[], Executor] | None
    progress: Progress
    convert: Converter | None
    cache: Path | None


def known(
    memory: Memory,
    settings: Settings,
    seeds_unread: Mapping[str, Problem],
    posts_unread: Mapping[str, Problem],
) -> Seen:
    """What ``memory`` has learnt, and what could not be read. May raise ForgottenError."""
    walk = seeds.known(settings.seeds, memory, seeds_unread)
    return Seen(walk, posts.known(memory, posts_unread), posts_unread)


def follow(run: Run, memory: Memory, seen: Seen) -> SyncReport:
    """Does what ``sync`` promises, and notes in ``memory`` how that leaves the posts."""
    steps = plan(seen.walk, seen.index, twins=remembered.twins(memory), again=run.again)
    jobs = list(_jobs(steps, run, memory))
    shell = Shell(run.settings, dates.utc(run.clock), seen.index, memory, run.dry_run)
    decisions: list[Decision] = []
    refused: dict[str, Refused] = {}
    with ExitStack() as stack:
        made = _told(_results(jobs, run, stack), len(jobs), run.progress)
        for step in steps:
            if step.verb not in CONVERTING:
                decisions.append(shell.do(step))
                continue
            result = next(made)
            decisions.append(shell.convert(step, result))
            if isinstance(result, Refused):
                refused[step.key] = result
    if memory.lasts:
        if run.cache and not jobs and remembered.is_first(memory, _MANY):
            prepare(run.settings, run.cache)
        clean = not shell.problems
        done = Done(seen, steps, tuple(decisions), refused, shell.folders, shell.twins, clean)
        note(run.settings, memory, done)
    problems = (*seen.walk.problems, *seen.index.problems, *shell.problems)
    return SyncReport(tuple(decisions), problems)


def _jobs(steps: Iterable[Step], run: Run, memory: Memory) -> Iterator[Job]:
    todo = [step for step in steps if step.verb in CONVERTING]
    is_dating = any(step.entry is None or step.entry.is_dated_by_sidecar for step in todo)
    keys = {step.found.file_key for step in todo if step.found}
    commits = history.first_commits(run.settings.seeds, memory, keys) if is_dating else {}
    cache = None if run.dry_run else run.cache
    for step in todo:
        if step.found:
            committed = commits.get(step.found.file_key)
            clock = dates.utc(run.clock)
            yield Job(step.found, run.settings, clock, run.convert, committed, cache)


def _results(jobs: list[Job], run: Run, stack: ExitStack) -> Iterator[Result]:
    executor = run.executor
    if executor is None or len(jobs) < _FEW:
        return map(work, jobs)
    if run.cache and not run.dry_run and run.convert is None:
        prepare(run.settings, run.cache)  # once, and not in each process at the same time
    if callable(executor):
        executor = stack.enter_context(executor())
    return executor.map(work, jobs, chunksize=_CHUNK)


def _told(results: Iterator[Result], total: int, progress: Progress) -> Iterator[Result]:
    for done, result in enumerate(results, start=1):
        progress(done, total)
        yield result

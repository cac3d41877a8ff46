"""Posts follow their seeds: decided for all, then converted and written one by one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from plugins import dates
from plugins.config import Settings
from plugins.convert import remembered
from plugins.convert.plan import Step, plan
from plugins.convert.posts import index as posts
from plugins.convert.posts.index import Index
from plugins.convert.remembered import POSTS
from plugins.convert.report import SyncReport
from plugins.convert.seeds import history
from plugins.convert.seeds import walk as seeds
from plugins.convert.seeds.walk import Walk
from plugins.convert.shell import Shell, decided
from plugins.convert.work import Converter, Job, Made, Refused, work
from plugins.errors import Problem
from plugins.freshness import ForgottenError, Memory
from plugins.model import Decision

Progress = Callable[[int, int], None]
Result = Made | Refused

#: Fewer seeds than this are converted sooner than other processes start.
_FEW = 24
_CHUNK = 8
_CONVERTING = frozenset({"create", "update", "remind"})
#: Steps that a second run right after the first takes again, and that change nothing.
_QUIET = frozenset({"leave", "skip", "marked", "refuse"})


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


@dataclass(frozen=True, slots=True)
class Seen:
    """Seeds and posts as they are."""

    walk: Walk
    index: Index
    unread: Mapping[str, Problem]
    """What is wrong with posts that cannot be read now, by their paths."""


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
    steps = plan(seen.walk, seen.index, again=run.again)
    jobs = list(_jobs(steps, run))
    shell = Shell(run.settings, dates.utc(run.clock), seen.index, memory, run.dry_run)
    decisions: list[Decision] = []
    lasting: dict[str, tuple[Decision, Refused]] = {}
    with ExitStack() as stack:
        made = _told(_run(jobs, run.executor, stack), len(jobs), run.progress)
        for step in steps:
            if step.verb not in _CONVERTING:
                decisions.append(shell.do(step))
                continue
            result = next(made)
            decisions.append(shell.convert(step, result))
            if isinstance(result, Refused) and result.is_lasting:
                lasting[step.key] = decisions[-1], result
    if memory.lasts:
        _note(run.settings, memory, seen, shell.folders, lasting)
    problems = (*seen.walk.problems, *seen.index.problems, *shell.problems)
    return SyncReport(tuple(decisions), problems)


def _note(
    settings: Settings,
    memory: Memory,
    seen: Seen,
    folders: Collection[str],
    lasting: Mapping[str, tuple[Decision, Refused]],
) -> None:
    """Learns from what was written, and notes what a run has to say that finds just this."""
    try:
        if folders:
            files = memory.look(POSTS, settings.content, folders)
            unread = {
                path: problem
                for path, problem in seen.unread.items()
                if posts.folder_of(path) not in folders
            } | posts.learn(files, memory, settings.timezone)
            seen = Seen(seen.walk, posts.known(memory, unread), unread)
        remembered.note_report(memory, _quiet(seen, lasting))
    except ForgottenError:
        memory.begin_anew()
    memory.keep()


def _quiet(seen: Seen, lasting: Mapping[str, tuple[Decision, Refused]]) -> SyncReport | None:
    """The report of a run that has nothing to do; None where there is something."""
    decisions: list[Decision] = []
    problems = [*seen.walk.problems, *seen.index.problems]
    for step in plan(seen.walk, seen.index):
        if step.verb in _QUIET:
            decisions.append(decided(step))
        elif step.verb in _CONVERTING and step.key in lasting:
            decision, refused = lasting[step.key]
            decisions.append(decision)
            problems += refused.problems
        else:
            return None
    return SyncReport(tuple(decisions), tuple(problems))


def _jobs(steps: Iterable[Step], run: Run) -> Iterator[Job]:
    todo = [step for step in steps if step.verb in _CONVERTING]
    is_dating = any(step.entry is None or step.entry.is_dated_by_sidecar for step in todo)
    commits = history.first_commits(run.settings.seeds) if is_dating else {}
    cache = None if run.dry_run else run.cache
    for step in todo:
        if step.found:
            committed = commits.get(step.key)
            clock = dates.utc(run.clock)
            yield Job(step.found, run.settings, clock, run.convert, committed, cache)


def _run(
    jobs: list[Job], executor: Executor | Callable[[], Executor] | None, stack: ExitStack
) -> Iterator[Result]:
    if executor is None or len(jobs) < _FEW:
        return map(work, jobs)
    if not isinstance(executor, Executor):
        executor = stack.enter_context(executor())
    return executor.map(work, jobs, chunksize=_CHUNK)


def _told(results: Iterator[Result], total: int, progress: Progress) -> Iterator[Result]:
    for done, result in enumerate(results, start=1):
        progress(done, total)
        yield result

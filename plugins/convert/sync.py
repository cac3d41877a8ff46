"""Seeds to posts on disk: only what changed, nothing that an editor wrote, whole files alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from plugins import dates, files
from plugins.config import Settings
from plugins.convert.plan import Step, plan
from plugins.convert.posts.document import Document, Provenance, render, without_blocks
from plugins.convert.posts.header import bad
from plugins.convert.posts.index import Index, decoded, read, scan
from plugins.convert.posts.merge import Merged, generated, merge
from plugins.convert.posts.mint import mint, natural_path, path_of
from plugins.convert.posts.parse import parse
from plugins.convert.posts.telling import conflict_problem, hints, joined, reasons, section_hint
from plugins.convert.seeds import history
from plugins.convert.seeds.walk import walk
from plugins.convert.work import Converter, Job, Made, work
from plugins.errors import Problem, SeedpressError
from plugins.model import Action, Decision

T = TypeVar("T")
Progress = Callable[[int, int], None]
Result = Made | tuple[Problem, ...]

#: Fewer seeds than this are converted sooner than other processes start.
_FEW = 24
_CHUNK = 8
_CONVERTING = frozenset({"create", "update", "remind"})
_ACTIONS = {
    "leave": Action.UNCHANGED,
    "skip": Action.SKIPPED,
    "marked": Action.REMOVED,
    "mark": Action.REMOVED,
    "refuse": Action.REFUSED,
}


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What became of all seeds and of the posts made from them."""

    decisions: tuple[Decision, ...]
    """By key: one a seed, and one a post whose seed is gone."""
    problems: tuple[Problem, ...]
    """A conflict has the code ``conflict``."""


def sync(  # noqa: PLR0913 - what the command's options say
    settings: Settings,
    clock: datetime,
    *,
    dry_run: bool = False,
    again: bool = False,
    executor: Executor | None = None,
    progress: Progress = lambda _done, _total: None,
    convert: Converter | None = None,
) -> SyncReport:
    """Makes the posts follow the seeds; a second call right after it writes nothing.

    An edited seed updates its post, except for what an editor changed there; where both changed
    the same, that is a problem in each report until somebody settles it. A renamed one keeps
    it, a removed one leaves it, marked. A post that was deleted comes back while its seed is
    there, with the id and the address it had: to be rid of a text, remove its seed too, or set
    the post's status.

    ``again`` converts unchanged seeds too, ``dry_run`` writes nothing at all, ``executor``
    converts in parallel with the same result, ``progress`` hears how many conversions are done
    and how many there are, ``convert`` stands in for the converter. What is wrong with one seed
    or post is in the report; the others are done.
    """
    if not dry_run:
        files.sweep(settings.content)
    found = walk(settings.seeds)
    index = scan(settings.content, settings.timezone)
    steps = plan(found, index, again=again)
    jobs = list(_jobs(steps, settings, dates.utc(clock), convert))
    made = _told(_run(jobs, executor), len(jobs), progress)
    shell = _Shell(settings, dates.utc(clock), index, dry_run)
    decisions = [
        shell.convert(step, next(made)) if step.verb in _CONVERTING else shell.do(step)
        for step in steps
    ]
    problems = (*found.problems, *index.problems, *shell.problems)
    return SyncReport(tuple(decisions), problems)


def _jobs(
    steps: Iterable[Step], settings: Settings, clock: datetime, convert: Converter | None
) -> Iterator[Job]:
    todo = [step for step in steps if step.verb in _CONVERTING]
    is_dating = any(step.entry is None or step.entry.is_dated_by_sidecar for step in todo)
    commits = history.first_commits(settings.seeds) if is_dating else {}
    for step in todo:
        if step.found:
            yield Job(step.found, settings, clock, convert, commits.get(step.key))


def _run(jobs: list[Job], executor: Executor | None) -> Iterator[Result]:
    if executor is None or len(jobs) < _FEW:
        return map(work, jobs)
    return executor.map(work, jobs, chunksize=_CHUNK)


def _told(results: Iterator[Result], total: int, progress: Progress) -> Iterator[Result]:
    for done, result in enumerate(results, start=1):
        progress(done, total)
        yield result


class _Shell:
    """Does the steps, one by one; a step that fails is a problem and leaves its post as it is."""

    def __init__(self, settings: Settings, clock: datetime, index: Index, dry_run: bool) -> None:
        self.settings, self.clock, self.index, self.dry_run = settings, clock, index, dry_run
        self.problems: list[Problem] = []

    def convert(self, step: Step, made: Result) -> Decision:
        """Writes what was made of a seed."""
        if not isinstance(made, Made):
            return self._refuse(step, *made)
        try:
            act = self._create if step.entry is None else self._update
            return replace(act(step, made), conversion=made.conversion)
        except SeedpressError as error:
            return replace(self._refuse(step, error.problem), conversion=made.conversion)

    def do(self, step: Step) -> Decision:
        """A step that needs no conversion."""
        path = step.entry.path if step.entry else ""
        try:
            if step.verb == "relabel" and step.found:
                self._label(step)
                action = Action.RENAMED if step.reason.startswith("was ") else Action.UPDATED
                return Decision(step.key, action, step.reason, path)
            if step.verb == "mark":
                self._label(step)
        except SeedpressError as error:
            return self._refuse(step, error.problem)
        return Decision(step.key, _ACTIONS[step.verb], step.reason, path)

    def _refuse(self, step: Step, *problems: Problem) -> Decision:
        self.problems += problems
        path = step.entry.path if step.entry else ""
        messages = "; ".join(problem.message for problem in problems)
        return Decision(step.key, Action.REFUSED, messages, path)

    def _create(self, step: Step, made: Made) -> Decision:
        found = _sure(step.found)
        zone, taken = self.settings.timezone, self.index.taken
        plain = without_blocks(made.conversion.posts[0])
        self._check_place(natural_path(plain, zone))
        post = mint(plain, found, taken, zone)
        document = Document(post, made.body, Provenance(found.key, found.digest))
        path = path_of(post.url)
        self._write(path, replace(document, provenance=generated(document)))
        taken.add(path, post.id, post.url, *post.aliases)
        reason = joined(step.reason, section_hint(made.sidecar, self.settings))
        return Decision(step.key, Action.NEW, reason, path)

    def _check_place(self, path: str) -> None:
        """A post that cannot be read may be this seed's own: nothing is put beside it."""
        if path in {broken for _, broken in self.index.broken}:
            message = "may be the seed of this post, which cannot be read"
            raise bad(f"content/{path}", None, message, "mend the post or move it away")

    def _update(self, step: Step, made: Made) -> Decision:
        found, entry = _sure(step.found), _sure(step.entry)
        mine = self._read(entry.path)
        fresh = without_blocks(made.conversion.posts[0])
        theirs = Document(fresh, made.body, Provenance(found.key, found.digest))
        is_edited = entry.digest != found.digest
        merged = merge(
            mine,
            theirs,
            self.clock if is_edited else None,
            made.sidecar.given(),
            only_contested=step.verb == "remind",
        )
        is_new = merged.document != mine
        if is_new:
            self._write(entry.path, merged.document)
        self.problems += [conflict_problem(each, entry.path) for each in merged.conflicts]
        action = _action(merged, is_new=is_new)
        told = hints(made.sidecar, mine.post, merged, self.settings)
        reason = joined(step.reason, *reasons(merged), *told)
        return Decision(step.key, action, reason, entry.path)

    def _label(self, step: Step) -> None:
        """Writes the seed's new name or its return into a post, or that it is gone."""
        entry, found = _sure(step.entry), step.found
        document = self._read(entry.path)
        seed = found.key if found else entry.seed
        label = replace(document.provenance, seed=seed, seed_removed=found is None)
        self._write(entry.path, replace(document, provenance=label))

    def _read(self, path: str) -> Document:
        """Raises SeedpressError where the post cannot be read."""
        text = decoded(read(self.settings.content / path, path), path)
        return parse(text, f"content/{path}", self.settings.timezone)

    def _write(self, path: str, document: Document) -> None:
        """Raises SeedpressError where the file cannot be written; the old one is then whole."""
        file = self.settings.content / path
        data = render(document, self.settings.timezone).encode("utf-8")
        if not files.is_inside(file.parent, self.settings.content):
            raise bad(f"content/{path}", None, "its folder leads out of content", "remove the link")
        if self.dry_run:
            return
        try:
            files.write_atomic(file, data)
        except OSError as error:
            message = f"cannot be written: {error.strerror}"
            remedy = "make room or give yourself the right to write it, then run again"
            problem = Problem(f"content/{path}", message, remedy, code="unwritable")
            raise SeedpressError(problem) from error


def _sure(value: T | None) -> T:
    if value is None:
        raise AssertionError("a step without what its verb needs")
    return value


def _action(merged: Merged, *, is_new: bool) -> Action:
    if merged.conflicts:
        return Action.CONFLICT
    if merged.kept and not merged.taken:
        return Action.KEPT
    return Action.UPDATED if merged.taken or is_new else Action.UNCHANGED

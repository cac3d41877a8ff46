"""What the next run will say if nothing changes until then, told while all is at hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from plugins.convert import remembered
from plugins.convert.plan import CONVERTING, plan
from plugins.convert.posts import index as posts
from plugins.convert.remembered import POSTS, Twin
from plugins.convert.report import SyncReport
from plugins.convert.shell import decided
from plugins.freshness import ForgottenError
from plugins.model import Action, Decision

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from plugins.config import Settings
    from plugins.convert.plan import Step
    from plugins.convert.posts.index import Entry, Index
    from plugins.convert.seeds.walk import Walk
    from plugins.convert.work import Refused
    from plugins.errors import Problem
    from plugins.freshness import Memory

#: Steps that change nothing, whenever they are taken.
_QUIET = frozenset({"leave", "skip", "marked", "refuse"})
#: What became of a seed whose post now says what the seed does.
_FOLLOWED = frozenset({Action.NEW, Action.UPDATED, Action.KEPT, Action.UNCHANGED})


@dataclass(frozen=True, slots=True)
class Seen:
    """Seeds and posts as they were found."""

    walk: Walk
    index: Index
    unread: Mapping[str, Problem]
    """What is wrong with posts that cannot be read now, by their paths."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a run did."""

    seen: Seen
    steps: tuple[Step, ...]
    decisions: tuple[Decision, ...]
    """One a step, in their order."""
    refused: Mapping[str, Refused]
    """Seeds that gave no post."""
    folders: Collection[str]
    """Keys of the folders that were written to."""
    twins: Mapping[str, str]
    """Seeds that were converted and skipped, and those that have nearly their words."""
    is_clean: bool
    """Whether nothing was wrong."""


def note(settings: Settings, memory: Memory, done: Done) -> None:
    """Learns from the posts that were written, and keeps that with the report of the next run."""
    try:
        seen = done.seen
        if done.folders:
            files = memory.look(POSTS, settings.content, done.folders)
            learnt = posts.learn(files, memory, settings.timezone)
            seen = replace(seen, unread=_others(seen.unread, done.folders) | learnt)
        twins = _twins(memory, done)
        report = _simple(memory, done, seen) or _planned(memory, done, seen, twins)
        remembered.note_report(memory, report)
    except ForgottenError:
        memory.begin_anew()
    memory.keep()


def _others(unread: Mapping[str, Problem], folders: Collection[str]) -> dict[str, Problem]:
    return {path: each for path, each in unread.items() if posts.folder_of(path) not in folders}


def _simple(memory: Memory, done: Done, seen: Seen) -> SyncReport | None:
    """The report where every seed had its post or got it, and no other post changed meanwhile.

    Then each seed and its post agree, so that there is nothing to match and nothing to plan: a
    tenth of the time of a run that adds one seed to many.
    """
    made: dict[str, Step] = {}
    decisions = []
    for step, decision in zip(done.steps, done.decisions, strict=True):
        if step.verb in CONVERTING and decision.action in _FOLLOWED:
            made[decision.path] = step
            decisions.append(Decision(step.key, Action.UNCHANGED, "", decision.path))
        elif step.verb == "leave" and step.found:
            decisions.append(decision)
        else:
            return None
    if not done.is_clean or not _is_as_written(memory, made, done, seen):
        return None
    return SyncReport(tuple(decisions), (*seen.walk.problems, *seen.index.problems))


def _is_as_written(memory: Memory, made: Mapping[str, Step], done: Done, seen: Seen) -> bool:
    """Whether the folders that were written to hold what was there and what was made."""
    before = {
        entry.path: entry
        for entry in seen.index.entries
        if posts.folder_of(entry.path) in done.folders
    }
    now = posts.known(memory, seen.unread, done.folders)
    if now.broken or any(posts.folder_of(path) in done.folders for _, path in seen.index.broken):
        return False
    return before.keys() | made.keys() == {entry.path for entry in now.entries} and all(
        _follows(entry, made[entry.path]) if entry.path in made else entry == before[entry.path]
        for entry in now.entries
    )


def _follows(entry: Entry, step: Step) -> bool:
    same = step.found and (entry.seed, entry.digest) == (step.found.key, step.found.digest)
    return bool(same) and not entry.removed and not entry.is_contested


def _twins(memory: Memory, done: Done) -> Mapping[str, Twin]:
    """Seeds without a post that the next run need not convert; they are noted."""
    known = remembered.twins(memory)
    if not (known or done.twins):
        return known
    skipped = {step.key for step in done.steps if step.verb == "skip"}
    found = {step.key: step.found.digest for step in done.steps if step.found}
    posts_of = {entry.seed: entry.digest for entry in done.seen.index.entries}
    twins = {key: twin for key, twin in known.items() if key in skipped}
    for key, near in done.twins.items():
        was = posts_of.get(near, "")  # of a seed whose turn came later the post as it was
        twins[key] = Twin(found[key], near, was if near > key else found.get(near, was))
    remembered.note_twins(memory, twins)
    return twins


def _planned(
    memory: Memory, done: Done, seen: Seen, twins: Mapping[str, Twin]
) -> SyncReport | None:
    """The report of a run that has nothing to do; None where there is something."""
    index = posts.known(memory, seen.unread)
    told = {decision.key: decision for decision in done.decisions}
    decisions: list[Decision] = []
    problems = [*seen.walk.problems, *index.problems]
    for step in plan(seen.walk, index, twins=twins):
        refused = done.refused.get(step.key)
        if step.verb in _QUIET:
            decisions.append(decided(step))
        elif step.verb in CONVERTING and refused and refused.is_lasting:
            decisions.append(told[step.key])
            problems += refused.problems
        else:
            return None
    return SyncReport(tuple(decisions), tuple(problems))

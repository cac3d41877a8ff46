"""What the commands print: results on standard output, everything else on standard error."""

from __future__ import annotations

import io
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plugins import dates
from plugins.convert import SyncReport
from plugins.engine.site import SiteReport
from plugins.entry.environment import say
from plugins.errors import Problem, SeedpressError
from plugins.model import Action, Decision
from plugins.text import shorten

if TYPE_CHECKING:
    from plugins.check import Findings

#: Counted in the closing table even where there are none.
_ALWAYS = (Action.NEW, Action.UPDATED, Action.UNCHANGED, Action.KEPT, Action.SKIPPED)
#: Not worth a line of its own each.
_QUIET = frozenset({Action.UNCHANGED})
_SHOWN, _DRAFTS = 50, 5
#: Characters of a value.
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command did."""

    command: str
    seeds: SyncReport
    site: SiteReport | None = None
    output: Path | None = None
    warnings: tuple[str, ...] = ()
    dry_run: bool = False
    explain: bool = False
    """Whether to say what was rendered, and why."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Of seeds first, then of posts."""
        return tuple(each for each in self._all() if not each.is_remark)

    @property
    def remarks(self) -> tuple[Problem, ...]:
        """What an editor may mend and no command fails for."""
        return tuple(each for each in self._all() if each.is_remark)

    def _all(self) -> tuple[Problem, ...]:
        return (*self.seeds.problems, *(self.site.problems if self.site else ()))

    @property
    def exit_status(self) -> int:
        """3: a conflict with an editor's words; 1: other problems; 0: none."""
        if any(d.action is Action.CONFLICT for d in self.seeds.decisions):
            return 3
        return 1 if self.problems else 0


def accept_any_text() -> None:
    """Whatever a terminal's encoding lacks is shown as an escape, and ends nothing."""
    if sys.stdout is None:  # closed by whoever started us
        sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115  open as long as the process
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def close() -> None:
    """Standard output goes nowhere from here on: Python writes what it holds when it ends."""
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A function that takes how many are done and how many there are; a bar on a terminal only."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console  # noqa: PLC0415  it takes its time, and terminals are rare
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def failure(error: SeedpressError, command: str, *, as_json: bool) -> None:
    """Why a command did nothing."""
    if as_json:
        _print_json({"command": command, "exit_status": error.exit_status,
                     "problems": [_problem(each) for each in error.problems]})  # fmt: skip
    else:
        say("\n".join(f"seedpress: {each}" for each in error.problems))


def report(outcome: Outcome, *, as_json: bool) -> None:
    """The closing table, or the same as JSON."""
    for warning in outcome.warnings:
        say(f"warning: {warning}")
    for remark in outcome.remarks[:_SHOWN]:
        say(f"warning: {remark}")
    if len(outcome.remarks) > _SHOWN:
        say(f"warning: … and {len(outcome.remarks) - _SHOWN} more, which --json names")
    if as_json:
        _print_json(_as_json(outcome))
        return
    try:
        _print(outcome)
    finally:
        for problem in outcome.problems:
            say(f"problem: {problem}")


def _print(outcome: Outcome) -> None:
    """Line by line; what a terminal's width does to long ones is its own business."""
    told = [d for d in outcome.seeds.decisions if d.action not in _QUIET]
    for decision in (shown := told if outcome.dry_run else told[:_SHOWN]):
        print(_line(decision))
        if outcome.dry_run:
            _explain(decision)
    if len(told) > len(shown):
        print(f"… and {len(told) - len(shown)} more, which --json names")
    if outcome.seeds.decisions:
        print(_table(outcome.seeds.decisions))
    if outcome.explain and outcome.site:
        for each in outcome.site.rendered:
            print(f"rendered {each.path}  ({each.reason})")
    print(_closing(outcome), flush=True)


def _line(decision: Decision) -> str:
    parts = [f"{decision.action:<13} {decision.key}"]
    if decision.path:
        parts.append(f"→ {decision.path}")
    if decision.reason:
        parts.append(f"({decision.reason})")
    return "  ".join(parts)


def _explain(decision: Decision) -> None:
    """Each guess with its origin and confidence, each dropped line with its rule."""
    if decision.conversion is None:
        return
    for guess in decision.conversion.guesses:
        origin = f"{guess.origin}, {guess.confidence:.0%}"
        print(f"    {guess.field:<10} {shorten(guess.value, _WIDTH)}  [{origin}]")
    for line in decision.conversion.dropped:
        place = f"line {line.line_no}: " if line.line_no else ""
        print(f"    dropped    {place}{line.text}  [{line.rule}]")


def _table(decisions: tuple[Decision, ...]) -> str:
    """How many seeds became what."""
    counts = Counter(decision.action for decision in decisions)
    shown = [action for action in Action if action in _ALWAYS or counts[action]]
    names = "   ".join(f"{action}" for action in shown)
    numbers = "   ".join(f"{counts[action]:>{len(action)}}" for action in shown)
    return f"Seeds\n{names}\n{numbers}"


def _closing(outcome: Outcome) -> str:
    if outcome.dry_run:
        return "Nothing was written."
    if outcome.site is None:
        return ""
    done = outcome.site.published
    text = (
        f"Site: {_count(outcome.site.articles, 'article')}; "
        f"{_count(len(done.written), 'file')} written, "
        f"{len(done.removed)} removed, {done.unchanged} unchanged in {outcome.output}"
    )
    if outcome.remarks:
        text += f"\n{_count(len(outcome.remarks), 'warning')}: invoke check counts them as findings"
    if outcome.site.waiting:
        text += f"\n{_count(len(outcome.site.waiting), 'post')} to come"
    if at := outcome.site.drafts:
        text += f"\n{_count(len(at), 'draft')}: /{', /'.join(at[:_DRAFTS])}"
    if when := outcome.site.next_turn:
        text += f"\nBuild again at {when:%Y-%m-%d %H:%M} UTC: the site changes then"
    return text


def checked(found: Findings, *, as_json: bool) -> None:
    """What a check found: each thing once, and in how many other files it is."""
    if as_json:
        each = [{**_problem(f.problem), "also": f.also} for f in found.findings]
        _print_json({"command": "check", "exit_status": int(bool(each)), "findings": each,
                     "pages": found.pages, "links": found.links, "files": found.files,
                     "shown": found.shown, "skipped": found.skipped})  # fmt: skip
        return
    for finding in found.findings:
        also = f" (and in {_count(finding.also, 'other file')})" if finding.also else ""
        print(f"{finding.problem}{also}")
    print(
        f"{_count(found.pages, 'page')}, {_count(found.files, 'file')} in all, "
        f"{_count(found.links, 'link')}: {_count(len(found.findings), 'finding')}"
    )
    if found.skipped:
        print(f"Not looked at in a browser: {found.skipped}", flush=True)
    else:
        print(f"In a browser: {_count(found.shown, 'page')}, light and dark", flush=True)


def checked_feeds(problems: Sequence[Problem], *, as_json: bool) -> None:
    """What is wrong with feeds, each place by itself."""
    if as_json:
        found = [_problem(each) for each in problems]
        _print_json({"command": "check", "exit_status": int(bool(found)), "findings": found})
        return
    for problem in problems:
        print(problem)
    print(f"Feeds: {_count(len(problems), 'finding')}", flush=True)


def rolled_back(output: Path, *, as_json: bool) -> None:
    """That the earlier site is live again."""
    if as_json:
        _print_json({"command": "rollback", "exit_status": 0, "output": str(output)})
    else:
        told(f"The site in {output} is the one before the last full build.",
             "The next build makes all of it anew.")  # fmt: skip


def told(*lines: str) -> None:
    """What a command did that has no report."""
    print(*lines, sep="\n", flush=True)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _problem(problem: Problem) -> dict[str, Any]:
    return {key: value for key, value in asdict(problem).items() if value is not None}


def _as_json(outcome: Outcome) -> dict[str, Any]:
    counts = Counter(str(decision.action) for decision in outcome.seeds.decisions)
    found: dict[str, Any] = {
        "command": outcome.command,
        "dry_run": outcome.dry_run,
        "exit_status": outcome.exit_status,
        "counts": dict(sorted(counts.items())),
        "seeds": [_decision(decision) for decision in outcome.seeds.decisions],
        "problems": [_problem(problem) for problem in outcome.problems],
        "remarks": [_problem(problem) for problem in outcome.remarks],
        "warnings": list(outcome.warnings),
    }
    if outcome.site:
        found["site"] = {
            "articles": outcome.site.articles,
            "output": str(outcome.output),
            "waiting": [post.id for post in outcome.site.waiting],
            "written": list(outcome.site.published.written),
            "removed": list(outcome.site.published.removed),
            "unchanged": outcome.site.published.unchanged,
            "rendered": [asdict(each) for each in outcome.site.rendered],
            "drafts": list(outcome.site.drafts),
            "next_turn": outcome.site.next_turn and dates.iso(outcome.site.next_turn),
        }
    return found


def _decision(decision: Decision) -> dict[str, Any]:
    found: dict[str, Any] = {
        "key": decision.key,
        "action": str(decision.action),
        "reason": decision.reason,
        "path": decision.path,
    }
    if decision.conversion:
        found["guesses"] = [asdict(guess) for guess in decision.conversion.guesses]
        found["dropped"] = [asdict(line) for line in decision.conversion.dropped]
    return found


def _print_json(value: dict[str, Any]) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
    sys.stdout.flush()

"""What a run says of seeds and posts, and the same packed into bytes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from plugins.errors import Problem
from plugins.freshness import ForgottenError
from plugins.model import Action, Decision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What became of all seeds and of the posts made from them."""

    decisions: tuple[Decision, ...]
    """By key: one a seed, and one a post whose seed is gone."""
    problems: tuple[Problem, ...]
    """A conflict has the code ``conflict``."""


def packed(report: SyncReport) -> bytes:
    """``report`` without conversions."""
    columns = [
        [getattr(decision, name) for decision in report.decisions]
        for name in ("key", "action", "reason", "path")
    ]
    return pack([*columns, [listed(problem) for problem in report.problems]])


def unpacked(data: bytes) -> SyncReport:
    """The report of ``packed``; raises ForgottenError where it is none."""
    actions = {str(action): action for action in Action}
    try:
        keys, acts, reasons, paths, problems = unpack(data)
        return SyncReport(
            tuple(map(Decision, keys, map(actions.__getitem__, acts), reasons, paths)),
            tuple(Problem(*each) for each in problems),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ForgottenError("no report") from error


def listed(problem: Problem) -> list[Any]:
    """The values of ``problem`` in the order in which they make it again."""
    return [problem.where, problem.message, problem.remedy, problem.line_no, problem.code]


def pack(value: list[Any]) -> bytes:
    """``value`` in JSON, whatever letters a file's name has."""
    return json.dumps(value, separators=(",", ":")).encode("ascii")


def unpack(data: bytes) -> list[Any]:
    """The list of ``pack``; raises ForgottenError where it is none."""
    try:
        found = json.loads(data)
    except ValueError as error:
        raise ForgottenError("no list") from error
    if not isinstance(found, list):
        raise ForgottenError("no list")
    return found


def unpack_all(pairs: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, list[Any]]]:
    """Each name with its list; all at once, in a third of the time."""
    names, values = [], []
    for name, value in pairs:
        names.append(name)
        values.append(value)
    return zip(names, unpack(b"[%b]" % b",".join(values)), strict=False)

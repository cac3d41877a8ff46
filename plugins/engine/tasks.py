"""Jobs, what is asked of whoever does them, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from plugins.errors import Problem


class Job(NamedTuple):
    """One output, whatever its address is at the moment."""

    kind: str
    arg: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """Where outputs go."""

    folder: Path
    """A folder beside the live one; each output has its path in it."""
    live: Path
    is_whole: bool
    """Whether the folder becomes the live one: what did not change is then linked into it. Else
    it takes only what changed, to be moved over what is live."""


@dataclass(frozen=True, slots=True)
class Task:
    """A job to be done."""

    job: Job
    why: str
    is_forced: bool = False
    """Made even if nothing that it depends on changed: what is live cannot be trusted."""


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a job."""

    task: Task
    path: str = ""
    """Empty where there is nothing to be made any more."""
    inputs: bytes = b""
    digest: bytes = b""
    """Empty where it was not made, because nothing that it depends on changed."""
    signature: str = ""
    """Of the file that is live, or will be."""
    is_written: bool = False
    """Whether its bytes are other than the live ones, and lie in the target's folder."""
    problems: tuple[Problem, ...] = field(default=())

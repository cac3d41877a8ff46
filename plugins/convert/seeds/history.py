"""When a seed's file was first committed, if there is a repository that knows."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING

from plugins import dates
from plugins.convert.report import pack, unpack
from plugins.freshness import ForgottenError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime
    from pathlib import Path

    from plugins.freshness import Memory

_SECONDS = 60
_LOG = "log --relative --no-renames --diff-filter=A --name-only -z --format=%x01%at".split()
_NOTE = "commits"


def first_commits(
    folder: Path, memory: Memory | None = None, keys: Collection[str] | None = None
) -> Mapping[str, datetime]:
    """Author dates of the commits that added the files below ``folder``, or ``keys``, by key.

    Empty without git, without a repository and in a shallow one, whose oldest commit adds
    everything. A file that was removed and added again has its first date. ``memory`` saves
    asking about commits that it knows: a log of 10,000 takes seconds.
    """
    told = (_git(folder, "rev-parse --is-shallow-repository HEAD".split()) or b"").split()
    if len(told) != 2 or told[0] != b"false":
        return {}
    times = _times(folder, told[1].decode(), memory)
    wanted = times.keys() if keys is None else times.keys() & set(keys)
    return {key: dates.from_timestamp(times[key]) for key in wanted}


def _times(folder: Path, head: str, memory: Memory | None) -> dict[str, int]:
    known, times = _noted(memory)
    if known == head:
        return times
    is_more = bool(known) and _follows(folder, known, head)
    log = _git(folder, [*_LOG, f"{known}..{head}" if is_more else head, "--", "."])
    if log is None:
        return {}
    times = _parsed(log) | (times if is_more else {})
    if memory:
        with suppress(ForgottenError):
            memory.note(_NOTE, pack([head, *times.items()]))
    return times


def _noted(memory: Memory | None) -> tuple[str, dict[str, int]]:
    """The last commit that was asked about, and when each file was first added up to it."""
    with suppress(ForgottenError, TypeError, ValueError):  # a damaged memory knows nothing
        if noted := memory and memory.noted(_NOTE):
            head, *times = unpack(noted)
            return str(head), dict(times)
    return "", {}


def _follows(folder: Path, known: str, head: str) -> bool:
    """Whether ``head`` comes after ``known`` in one line: only then is its log the longer one."""
    told = _git(folder, ["rev-list", "--parents", f"{known}..{head}"]) or b""
    lines = told.decode().splitlines()
    parents = dict(line.split(" ", 1) for line in lines if " " in line)
    at = head
    for _ in lines:
        at = parents.get(at, "")
    return bool(lines) and at == known


def _git(folder: Path, arguments: list[str]) -> bytes | None:
    """What git prints; None where it fails: a date less to go by, nothing else."""
    program = shutil.which("git")
    if program is None or not folder.is_dir():
        return None
    try:
        done = subprocess.run(  # noqa: S603 - our own arguments, no shell
            [program, *arguments], cwd=folder, capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _parsed(log: bytes) -> dict[str, int]:
    """Names under the times above them; git goes back in time, so the last one counts."""
    found: dict[str, int] = {}
    moment: int | None = None
    for token in log.split(b"\0"):
        if token.startswith(b"\x01"):
            moment = int(token[1:])
        elif moment is not None and (name := token.removeprefix(b"\n")):
            key = unicodedata.normalize("NFC", name.decode("utf-8", "surrogateescape"))
            found[key] = moment
    return found

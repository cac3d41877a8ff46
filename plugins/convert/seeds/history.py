"""When a seed's file was first committed, if there is a repository that knows."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from typing import TYPE_CHECKING

from plugins import dates

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

_SECONDS = 60
_LOG = (
    "log --relative --no-renames --diff-filter=A --name-only -z --format=%x01%at -- ."
).split()  # fmt: skip


def first_commits(folder: Path) -> Mapping[str, datetime]:
    """Author dates of the commits that added the files below ``folder``, by their keys.

    Empty without git, without a repository and in a shallow one, whose oldest commit adds
    everything. A file that was removed and added again has its first date.
    """
    if _git(folder, ["rev-parse", "--is-shallow-repository"]).strip() != b"false":
        return {}
    return _parsed(_git(folder, _LOG))


def _git(folder: Path, arguments: list[str]) -> bytes:
    program = shutil.which("git")
    if program is None or not folder.is_dir():
        return b""
    try:
        done = subprocess.run(  # noqa: S603 - our own arguments, no shell
            [program, *arguments], cwd=folder, capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return b""  # a date less to go by, nothing else
    return done.stdout if done.returncode == 0 else b""


def _parsed(log: bytes) -> Mapping[str, datetime]:
    """Names under the times above them; git goes back in time, so the last one counts."""
    found: dict[str, datetime] = {}
    moment: datetime | None = None
    for token in log.split(b"\0"):
        if token.startswith(b"\x01"):
            moment = dates.from_timestamp(int(token[1:]))
        elif moment and (name := token.removeprefix(b"\n")):
            key = unicodedata.normalize("NFC", name.decode("utf-8", "surrogateescape"))
            found[key] = moment
    return found

"""Builds as the tests ask for them, and what came of them: the one place that calls the engine."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from plugins import config
from plugins.engine.site import SiteReport, build_site
from plugins.errors import Problem, SeedpressError
from tests.rebuild.newsroom import KEPT, ROOT

#: Lines of a difference that are shown.
_SHOWN = 30
Tree = dict[str, bytes]
"""Every file's bytes by its path, and an entry that ends in ``/`` for each empty folder.

A link's bytes say where it leads."""


@dataclass(frozen=True)
class Built:
    """A build's report, or why it was refused."""

    report: SiteReport | None
    refusal: Problem | None = None

    def facts(self) -> frozenset[str]:
        """What must be the same however the site was built."""
        if self.report is None:
            assert self.refusal is not None
            return frozenset([f"refused: {self.refusal.where}, {self.refusal.code}"])
        return frozenset(
            [
                f"articles: {self.report.articles}",
                f"waiting: {[post.id for post in self.report.waiting]}",
                *(f"problem: {problem}" for problem in self.report.problems),
            ]
        )

    @property
    def rendered(self) -> frozenset[str] | None:
        """Paths of the outputs that were rendered; None where the build was refused."""
        return self.report and frozenset(each.path for each in self.report.rendered)


def build(overrides: Mapping[str, Any], clock: int, **how: Any) -> Built:
    """A build in this process at ``clock``, with ``full``, ``verify`` and ``jobs`` in ``how``.

    Raises nothing that a command would tell as a problem.
    """
    overrides = deepcopy(dict(overrides))  # Pelican adds to lists that it is given
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(clock))
        try:
            settings = config.load(ROOT, **overrides)
            return Built(build_site(settings, overrides, **how))
        except SeedpressError as error:
            return Built(None, error.problem)


def tree(folder: Path) -> Tree:
    """All of a folder but the files of others that a built site keeps."""
    found: Tree = {}
    for where, folders, names in os.walk(folder):
        below = Path(where).relative_to(folder).as_posix()
        prefix = "" if below == "." else f"{below}/"
        if not folders and not names and prefix:
            found[prefix] = b""
        for name in (*names, *folders):
            path = Path(where, name)
            if path.is_symlink():
                found[prefix + name] = f"→ {path.readlink()}".encode()
            elif name in names and prefix + name != KEPT:
                found[prefix + name] = path.read_bytes()
    return found


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Time of change and inode of everything in ``folder``."""
    found = {}
    for path in (folder, *folder.rglob("*")):
        status = path.lstat()
        found[str(path)] = (status.st_mtime_ns, status.st_ino)
    return found


def difference(got: Tree, wanted: Tree) -> str:
    """The first path that is not as wanted, and how; empty where all is."""
    paths = sorted(p for p in got.keys() | wanted.keys() if got.get(p) != wanted.get(p))
    if not paths:
        return ""
    first = paths[0]
    head = f"{len(paths)} outputs differ from a cold build's; the first is {first}"
    if first not in got or first not in wanted:
        verdict = "is missing" if first in wanted else "should not be there"
        return f"{head}, which {verdict}; all: {', '.join(paths[:_SHOWN])}"
    before, after = (wanted[first], got[first])
    lines = difflib.unified_diff(_lines(before), _lines(after), "cold", "this build", "", "", 0, "")
    return "\n".join([head, *list(lines)[:_SHOWN], f"all: {', '.join(paths[:_SHOWN])}"])


def _lines(data: bytes) -> list[str]:
    return [line[:300] for line in data.decode("utf-8", "replace").splitlines()]

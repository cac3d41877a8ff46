"""What a build did to its output folder, told from how it looked before and after."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

#: Compressed copies follow their originals: whoever serves them makes or asks for them.
COPIES = (".gz", ".br", ".zst")
#: With which paths of the search and of sitemaps begin.
SOUGHT = ("search/", "sitemap")


@dataclass(frozen=True, slots=True)
class File:
    """One output as it was found."""

    digest: bytes
    written: tuple[int, int]
    """Time of its last change in nanoseconds, and its inode."""


Snapshot = dict[str, File]
"""Files by their paths below the output folder."""


@dataclass(frozen=True, slots=True)
class Changes:
    """How many files differ between two snapshots."""

    files: int
    """In the later one."""
    added: int
    removed: int
    altered: int
    """Whose bytes differ."""
    rewritten: int
    """Written again or replaced, whether their bytes differ or not."""
    sought: int = 0
    """Of those changed, what readers and search engines find articles by, no page and no feed."""

    @property
    def changed(self) -> int:
        """What has to be sent to a server, removals included."""
        return self.added + self.removed + self.altered

    @property
    def written(self) -> int:
        """New files and those written again."""
        return self.added + self.rewritten


def snapshot(folder: Path) -> Snapshot:
    """All files below ``folder``, compressed copies left out; none where there is no folder."""
    return {path.relative_to(folder).as_posix(): _look(path) for path in _files(folder)}


def compare(before: Snapshot, after: Snapshot) -> Changes:
    """What happened in between."""
    both = before.keys() & after.keys()
    altered = {path for path in both if before[path].digest != after[path].digest}
    changed = (before.keys() ^ after.keys()) | altered
    return Changes(
        files=len(after),
        added=len(after) - len(both),
        removed=len(before) - len(both),
        altered=len(altered),
        rewritten=sum(before[path].written != after[path].written for path in both),
        sought=sum(path.startswith(SOUGHT) for path in changed),
    )


def _files(folder: Path) -> Iterator[Path]:
    for here, _, names in os.walk(folder):
        yield from (Path(here, name) for name in names if not name.endswith(COPIES))


def _look(path: Path) -> File:
    found = path.stat()
    digest = hashlib.blake2b(path.read_bytes(), digest_size=16).digest()
    return File(digest, (found.st_mtime_ns, found.st_ino))

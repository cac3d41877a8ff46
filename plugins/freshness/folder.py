"""A folder as a memory has it, and the files in it that are to be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class Folder:
    """A folder as a memory has it, and as it is to be kept."""

    __slots__ = ("digest", "files", "id", "is_settled", "kind", "mark", "waiting")

    def __init__(
        self, kind: str, row: int, mark: bytes | None, digest: bytes | None, files: int | None
    ) -> None:
        self.kind, self.id, self.mark, self.digest = kind, row, mark, digest
        #: How many are remembered; None while that changes.
        self.files = files
        #: Whether no file in it may change without looking so.
        self.is_settled = True
        #: Files in it that nothing was learnt from yet.
        self.waiting = 0

    def kept(self) -> tuple[bytes | None, bytes | None, int]:
        """Its row: the digest only where all of its files are known."""
        return self.mark, self.digest if self.is_settled and not self.waiting else None, self.id


class Stale(NamedTuple):
    """A file from which nothing was learnt as it is now."""

    key: str
    """Its path below the root, with ``/``, as the file system spells it."""
    path: Path
    folder: Folder
    mark: bytes | None
    """None where it may change once more without looking so."""
    was: bytes | None
    """What was learnt from it when it was last looked at."""

"""What takes long to make, kept from one process to the next. To lose it costs time alone."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from plugins.files import read_bytes, write_atomic
from plugins.hashing import digest

_SEAL = 32


@dataclass(frozen=True, slots=True)
class Keep:
    """A folder of such things, one file a name. It may be deleted at any time."""

    folder: Path

    def get(self, name: str, key: str) -> bytes | None:
        """What was kept as ``name`` for ``key``; None where it is another's, damaged or gone."""
        try:
            found = read_bytes(self.folder / name)
        except OSError:
            return None
        if found is None or found[:_SEAL] != _seal(key, found[_SEAL:]):
            return None
        return found[_SEAL:]

    def put(self, name: str, key: str, data: bytes) -> None:
        """Keeps ``data``, which depends on what ``key`` names and on nothing else."""
        with suppress(OSError):  # a disk that is full, a folder that nobody may write to
            write_atomic(self.folder / name, _seal(key, data) + data)


def _seal(key: str, data: bytes) -> bytes:
    return digest(key.encode() + b"\0" + data, _SEAL).encode()

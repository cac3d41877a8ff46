"""A folder of texts and a memory of it."""

from __future__ import annotations

import os
from pathlib import Path

from plugins.freshness import Kind, Memory

TEXTS = Kind("text", lambda name: name.endswith(".txt"), lambda name: name != "closed")
LINKED = TEXTS._replace(follows=True)


class Shelf:
    """A folder of texts and a memory of it; each change has a time of its own."""

    def __init__(self, root: Path) -> None:
        self.files, self.path = root / "files", root / "cache/memory.sqlite"
        self.files.mkdir()
        self.ticks = 0

    def put(self, name: str, text: str) -> Path:
        path = self.files / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        self.ticks += 1
        os.utime(path, (self.ticks, self.ticks))
        return path

    def learn(self, known: Memory, kind: Kind = TEXTS) -> list[str]:
        """Learns the text of each stale file, which claims its first word; their keys."""
        stale = []
        for file in known.look(kind, self.files):
            stale.append(file.key)
            text = file.path.read_bytes()
            known.learn(file, text, text.decode().split()[:1])
        return sorted(stale)

    def visit(self, version: str = "1", kind: Kind = TEXTS) -> list[str]:
        """What is stale in a run that keeps what it learns."""
        with Memory(self.path, version) as known:
            stale = self.learn(known, kind)
            self.values = dict(known.values(kind))
            self.is_same = known.is_same(kind)
            known.keep()
        return stale

    def truth(self) -> dict[str, bytes]:
        paths = sorted(self.files.rglob("*.txt"))
        return {p.relative_to(self.files).as_posix(): p.read_bytes() for p in paths if p.is_file()}

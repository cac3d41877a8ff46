"""Which templates go into which: stand-in."""

from __future__ import annotations

import re
from pathlib import Path

from plugins.hashing import digest

_NAMES = re.compile(r"""{%-?\s*(?:extends|include|import|from)\s+["']([^"']+)["']""")


def closure_digests(folder: Path) -> dict[str, str]:
    """By template: digest over the sources of all templates that go into it."""
    texts = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }

    def closure(name: str, seen: set[str]) -> set[str]:
        if name in texts and name not in seen:
            seen.add(name)
            for other in _NAMES.findall(texts[name]):
                closure(other, seen)
        return seen

    return {
        name: digest("\0".join(f"{each}\0{texts[each]}" for each in sorted(closure(name, set()))))
        for name in texts
    }

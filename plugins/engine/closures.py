"""Which templates go into which, so that a changed one renders the pages made with it anew.

Read off the sources without Jinja, which takes 30 ms to load and is not needed where nothing has
to be rendered. Where the name of a template is computed, any of them may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from plugins.files import read_bytes
from plugins.hashing import digest

_TAG = re.compile(r"{%[-+]?\s*(extends|include|import|from)\b(.*?)[-+]?%}", re.DOTALL)
_NAME = re.compile(r"""(["'])((?:(?!\1)[^\\])*)\1""")
#: Names that are written out, each as a 0, and what may stand after them.
_WRITTEN_OUT = re.compile(
    r"""\s* (?:0 | [\[(] \s* 0 (?:\s*,\s*0)* [\s,]* [\])]) \s*
        (?:ignore\s+missing)? \s* (?:with(?:out)?\s+context)? \s* (?:(?:as|import)\s[\w\s,]*)?""",
    re.VERBOSE,
)


def closure_digests(folder: Path) -> dict[str, str]:
    """By the name of each template in ``folder``: changes with any source that goes into it."""
    sources = _sources(folder)
    parts = {name: digest(source) for name, source in sources.items()}
    named = _named(sources)
    return {
        name: digest("".join(f"{each}\0{parts[each]}\0" for each in sorted(_closure(named, name))))
        for name in sources
    }


def closure(folder: Path, name: str) -> frozenset[str]:
    """The templates in ``folder`` that go into ``name``, which is one of them."""
    return _closure(_named(_sources(folder)), name)


def _sources(folder: Path) -> dict[str, bytes]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    found = {path.relative_to(folder).as_posix(): read_bytes(path) for path in paths}
    return {name: source for name, source in found.items() if source is not None}


def _named(sources: Mapping[str, bytes]) -> dict[str, frozenset[str]]:
    """By template: those that it names."""
    every = frozenset(sources)
    return {name: _in_source(source, every) for name, source in sources.items()}


def _in_source(source: bytes, every: frozenset[str]) -> frozenset[str]:
    found: set[str] = set()
    for tag in _TAG.finditer(source.decode("utf-8", "replace")):
        if not _WRITTEN_OUT.fullmatch(_NAME.sub("0", tag[2])):
            return every
        found.update(name for _, name in _NAME.findall(tag[2]))
    return frozenset(found & every)


def _closure(named: Mapping[str, frozenset[str]], name: str) -> frozenset[str]:
    found, ahead = {name}, [name]
    while ahead:
        new = named[ahead.pop()] - found
        found |= new
        ahead += new
    return frozenset(found)

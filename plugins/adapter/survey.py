"""What lies in the content folder, and which of it is a post, a page or a static file.

Needs nothing of Pelican but its settings, so that a build with nothing to do need not load it.
"""

from __future__ import annotations

import marshal
import os
import re
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import translate
from itertools import tee
from pathlib import Path
from typing import Any, Literal, NamedTuple

from plugins.errors import Problem
from plugins.files import Signature, is_inside, is_plain, scanned, signature
from plugins.hashing import digest

Kind = Literal["post", "page", "static", ""]
#: Of ``marshal``: the last one that writes equal values as equal bytes.
_FORM = 2


@dataclass(frozen=True, slots=True)
class Rules:
    """Pelican's settings that say what a file is, in plain values that can be stored."""

    posts: tuple[str, ...]
    posts_excluded: tuple[str, ...]
    pages: tuple[str, ...]
    pages_excluded: tuple[str, ...]
    statics: tuple[str, ...]
    statics_excluded: tuple[str, ...]
    ignored: tuple[str, ...]
    """Patterns of names."""
    extensions: tuple[str, ...]
    """Of files that a reader knows."""
    sources_too: bool
    """Whether a post or page in a static folder is also a static file."""

    @classmethod
    def of(cls, settings: Mapping[str, Any], extensions: Iterable[str]) -> Rules:
        """Those of Pelican's ``settings``."""

        def folders(name: str) -> tuple[str, ...]:
            return tuple(map(_plain, settings[name]))

        return cls(
            posts=folders("ARTICLE_PATHS"),
            posts_excluded=folders("ARTICLE_EXCLUDES"),
            pages=folders("PAGE_PATHS"),
            pages_excluded=folders("PAGE_EXCLUDES"),
            statics=folders("STATIC_PATHS"),
            statics_excluded=folders("STATIC_EXCLUDES"),
            ignored=tuple(str(name).removeprefix("**/") for name in settings["IGNORE_FILES"]),
            extensions=tuple(sorted(extensions)),
            sources_too=not settings["STATIC_EXCLUDE_SOURCES"],
        )


def _plain(path: Any) -> str:
    """A folder as the beginning of the paths below it; empty for the content folder itself."""
    normal = os.path.normpath(str(path)).replace(os.sep, "/") if str(path) else "."
    return "" if normal == "." else normal.removeprefix("/")


class Found(NamedTuple):
    """A file of the content folder: made in a third of the time that a dataclass takes."""

    path: str
    """Below the content folder, with ``/``."""
    signature: Signature


@dataclass(frozen=True, slots=True)
class Folder:
    """The files right in a folder."""

    path: str
    digest: bytes
    """Of all names and signatures."""
    packed: bytes
    problems: tuple[Problem, ...] = ()

    @property
    def files(self) -> list[Found]:
        """By name. Of a folder in which nothing changed nobody asks for them."""
        prefix = f"{self.path}/" if self.path else ""
        return [Found(prefix + name, told) for name, told in marshal.loads(self.packed)]  # noqa: S302 - packed below, by this process


@dataclass(slots=True)
class Survey:
    """Walks a content folder; follows no link to a folder and none that leads out."""

    content: Path
    rules: Rules
    started: int = 0
    """When it first looked at a file, in nanoseconds since 1970."""
    _walked: Iterator[Folder] | None = None
    _ignored: re.Pattern[str] = field(init=False)
    _known: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._ignored = re.compile("|".join(map(translate, self.rules.ignored)) or r"(?!)")
        self._known = frozenset(self.rules.extensions)

    def folders(self) -> Iterator[Folder]:
        """Every folder with files, by path; nothing where there is no content folder.

        Each is looked at once, however often they are asked for.
        """
        if self._walked is None:
            self.started = time.time_ns()
            self._walked = self._walk("") if self.content.is_dir() else iter(())
        self._walked, again = tee(self._walked)
        return again

    def _walk(self, path: str) -> Iterator[Folder]:
        below: list[str] = []
        files: list[tuple[str, Signature]] = []
        links: list[str] = []
        problems: list[Problem] = []
        prefix = f"{path}/" if path else ""
        try:
            self._sort(path, files, links, below)
        except OSError as error:
            problems.append(_problem(path, f"cannot be read: {error.strerror}", "allow it"))
        for name in sorted(links):
            found = self._link(prefix + name)
            if isinstance(found, Problem):
                problems.append(found)
            elif found:
                files.append((name, found))
        if files or problems:
            files.sort()
            packed = marshal.dumps(files, _FORM)
            mark = digest(packed + repr(problems).encode("utf-8", "surrogatepass"))
            yield Folder(path, mark.encode(), packed, tuple(problems))
        for name in sorted(below):
            yield from self._walk(prefix + name)

    def _sort(
        self, path: str, files: list[tuple[str, Signature]], links: list[str], below: list[str]
    ) -> None:
        """What lies right in a folder, each name with its kind. Raises OSError.

        The loop of a build in a large archive: it runs once a file, and does little.
        """
        is_ignored = self._ignored.match
        with scanned(self.content / path) as entries:
            for entry in entries:
                name = entry.name
                if is_ignored(name) or not _is_text(name):
                    continue
                if entry.is_symlink():
                    links.append(name)
                elif entry.is_dir(follow_symlinks=False):
                    below.append(name)
                else:
                    try:
                        status = entry.stat(follow_symlinks=False)
                    except OSError:  # gone meanwhile
                        continue
                    if stat.S_ISREG(status.st_mode):
                        files.append((name, signature(status)))

    def _link(self, path: str) -> Signature | Problem | None:
        """A link is a file if it leads to one of the content folder; else it is said to lead out.

        One that no kind of content could be is nobody's concern.
        """
        full = self.content / path
        if full.is_dir():
            remedy = "put what it leads to there, or remove it"
            message = "is a link to a folder, which nothing is read through"
            return _problem(path, message, remedy)
        if is_plain(Path(os.path.realpath(full))) and is_inside(full, self.content):
            return signature(full.stat())
        if self.kinds(path):
            message = "is a link that leads to no file of the content folder"
            return _problem(path, message, "put what it leads to there, or remove it")
        return None

    def kinds(self, path: str) -> tuple[Kind, ...]:
        """What the file at ``path`` is: nothing, or up to two kinds of content."""
        rules = self.rules
        found: list[Kind] = []
        if path.rpartition(".")[2] in self._known and "." in path.rpartition("/")[2]:
            if _is_below(path, rules.posts, rules.posts_excluded):
                found.append("post")
            elif _is_below(path, rules.pages, rules.pages_excluded):
                found.append("page")
        is_static = _is_below(path, rules.statics, rules.statics_excluded)
        if is_static and (not found or rules.sources_too):
            found.append("static")
        return tuple(found)


def _is_below(path: str, folders: tuple[str, ...], excluded: tuple[str, ...]) -> bool:
    """Whether ``path`` is one of ``folders`` or below, by a way that leads through no excluded."""
    for folder in folders:
        if path == folder or not folder or path.startswith(f"{folder}/"):
            barred = (x for x in excluded if not (x == folder or folder.startswith(f"{x}/")))
            if not any(path.startswith(f"{x}/") if x else False for x in barred):
                return True
    return False


def _problem(path: str, message: str, remedy: str) -> Problem:
    return Problem(f"content/{path}", message, remedy, code="symlink")


def _is_text(name: str) -> bool:
    """Whether a name can be said and written: other bytes are left alone."""
    return name.isascii() or not any("\ud800" <= char <= "\udfff" for char in name)

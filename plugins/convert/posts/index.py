"""The posts that are there: which seed each came from, and which ids and addresses are taken."""

from __future__ import annotations

import re
import stat
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from plugins import addresses
from plugins.convert.posts import labels, near
from plugins.convert.posts.header import bad, split
from plugins.convert.posts.parse import Glance, glance
from plugins.convert.posts.taken import Taken, claims
from plugins.convert.remembered import POSTS
from plugins.convert.report import listed, pack, unpack_all
from plugins.errors import Problem, SeedpressError
from plugins.freshness import Memory
from plugins.model import Origin

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from plugins.freshness import Stale

#: Of an Entry behind its path.
_VALUES = 7
_SEED_LINE = re.compile(rb"^Seed: *(.+?)\r?$", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A post made from a seed."""

    path: str
    """Below the content folder, with ``/``, wherever an editor moved it."""
    seed: str
    digest: str
    """Of its seed and sidecar, as they were."""
    removed: bool
    """Whether it is marked as one whose seed is gone."""
    is_withdrawn: bool = False
    is_contested: bool = False
    """Whether an editor and the seed both changed something, and nobody has settled it."""
    is_dated_by_sidecar: bool = False
    label: str = ""
    """Its language and its section, if an editor chose that; else empty."""

    @property
    def raw_digest(self) -> str:
        """The part of ``digest`` that is the seed's own."""
        return self.digest.removeprefix("v1:").partition("+")[0]


@dataclass(frozen=True, slots=True)
class Index:
    """All posts below a content folder."""

    entries: tuple[Entry, ...]
    """Those made from seeds, by path."""
    taken: Taken
    problems: tuple[Problem, ...] = ()
    broken: tuple[tuple[str, str], ...] = ()
    """Seed, as far as it can be told, and path of each post that cannot be read."""


def learn(
    files: Iterable[Stale], memory: Memory, zone: ZoneInfo, *, sweeps: bool = False
) -> dict[str, Problem]:
    """Remembers what tells each post from others, or why it cannot be read.

    What the system keeps from us now it may give later: it is returned, by its path below the
    content folder, and nothing is remembered. ``sweeps`` removes what a killed run left.
    """
    unread: dict[str, Problem] = {}
    for file in files:
        if not file.key.lower().endswith(".md"):
            if sweeps:
                with suppress(OSError):
                    file.path.unlink()
            continue
        try:
            raw = read(file.path, file.key)
        except SeedpressError as error:
            unread[file.key] = error.problem
            continue
        memory.learn(file, *_learnt(raw, file.key, zone))
    return unread


def _learnt(raw: bytes, name: str, zone: ZoneInfo) -> tuple[bytes, Iterable[str]]:
    """What a post says, nothing if it was made from no seed; and what it takes."""
    where = f"content/{name}"
    try:
        text = decoded(raw, name)
        seen = glance(text, where, zone)
    except SeedpressError as error:
        found = _SEED_LINE.search(raw)
        seed = found[1].decode("utf-8", "replace").strip() if found else ""
        return pack([seed, listed(error.problem)]), claims(name, "")
    taken = (
        *claims(name, seen.id, _address(seen, zone), *seen.aliases),
        *near.claims(seen.provenance.sketch),
    )
    if seen.label:
        header, body = split(text, where)
        taken = (*taken, *labels.claims(seen.label, header.joined("title"), body))
    return pack(_entry(seen)) if seen.provenance.seed else b"", taken


def _entry(seen: Glance) -> list[Any]:
    """The values of an Entry behind its path."""
    origin = seen.provenance
    return [
        origin.seed,
        origin.seed_digest,
        origin.seed_removed,
        seen.status == "withdrawn",
        bool(origin.conflicts),
        seen.origin == Origin.SIDECAR,
        seen.label,
    ]


def known(
    memory: Memory, unread: Mapping[str, Problem], only: Collection[str] | None = None
) -> Index:
    """What ``memory`` has learnt of the posts, and what it could not; in ``only`` these folders.

    What cannot be read is a problem; its path is taken, and its seed known as far as it says so.
    """
    entries: list[Entry] = []
    problems = {path: problem for path, problem in unread.items() if _is_in(path, only)}
    broken = dict.fromkeys(problems, "")
    for path, said in unpack_all(memory.values(POSTS, only)):
        if len(said) == _VALUES:
            entries.append(Entry(path, *said))
        else:
            broken[path], problems[path] = said[0], Problem(*said[1])
    order = sorted(problems, key=_folders)
    return Index(
        tuple(entries),
        Taken(memory, unread),
        (*(problems[path] for path in order), *_copies(entries)),
        tuple((broken[path], path) for path in order),
    )


def _is_in(path: str, folders: Collection[str] | None) -> bool:
    return folders is None or folder_of(path) in folders


def folder_of(path: str) -> str:
    """The key of the folder that holds the post at ``path``."""
    return path[: path.rfind("/") + 1]


def _folders(path: str) -> tuple[list[str], str]:
    """Sorts the files of a folder before those of the folders in it."""
    *folders, name = path.split("/")
    return folders, name


def _copies(entries: list[Entry]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for entry in entries:
        if entry.seed in first:
            message = f"names the same seed as content/{first[entry.seed]}"
            remedy = "remove the copy, or its lines Seed, Seed_digest, Generated, Id and Url"
            yield Problem(f"content/{entry.path}", message, remedy, code="two-posts")
        first.setdefault(entry.seed, entry.path)


def read(path: Path, name: str) -> bytes:
    """A post's file; ``name`` is its path below the content folder. Raises SeedpressError."""
    where = f"content/{name}"
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise bad(where, None, "is no regular file", "remove it")
        return path.read_bytes()
    except OSError as error:
        remedy = "give yourself the right to read it"
        raise bad(where, None, f"cannot be read: {error.strerror}", remedy) from error


def decoded(raw: bytes, name: str) -> str:
    """The text of the post ``name``. Raises SeedpressError naming the line that is not UTF-8."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line_no = raw[: error.start].count(b"\n") + 1
        raise bad(f"content/{name}", line_no, "is not UTF-8", "save it as UTF-8") from error


def _address(seen: Glance, zone: ZoneInfo) -> str:
    """Its address; of a post by hand the one it gets from its date and slug."""
    if seen.url or seen.published is None:
        return seen.url
    return addresses.article(seen.published, seen.slug, zone)

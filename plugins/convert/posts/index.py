"""The posts that are there: which seed each came from, and which ids and addresses are taken."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from plugins import addresses
from plugins.convert.posts.header import bad
from plugins.convert.posts.parse import Glance, glance
from plugins.errors import Problem, SeedpressError
from plugins.model import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

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

    @property
    def raw_digest(self) -> str:
        """The part of ``digest`` that is the seed's own."""
        return self.digest.removeprefix("v1:").partition("+")[0]


@dataclass(slots=True)
class Taken:
    """Ids and addresses that no new post may have, case folded; grows with each new one."""

    ids: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    paths: set[str] = field(default_factory=set)
    """Files below the content folder."""

    def add(self, path: str, post_id: str, *urls: str) -> None:
        """Notes a post; each of ``urls`` is an address."""
        self.paths.add(path.casefold())
        self.ids.add(post_id)
        self.addresses.update(url.strip("/").casefold() for url in urls if url)

    def has(self, path: str, url: str) -> bool:
        """Whether the file or the address belongs to another post."""
        return path.casefold() in self.paths or url.strip("/").casefold() in self.addresses


@dataclass(frozen=True, slots=True)
class Index:
    """All posts below a content folder."""

    entries: tuple[Entry, ...]
    """Those made from seeds, by path."""
    taken: Taken
    problems: tuple[Problem, ...] = ()
    broken: tuple[tuple[str, str], ...] = ()
    """Seed, as far as it can be told, and path of each post that cannot be read."""


def scan(content: Path, zone: ZoneInfo) -> Index:
    """Reads the header of each ``*.md`` below ``content``. What cannot be read is a problem."""
    entries: list[Entry] = []
    taken = Taken()
    problems: list[Problem] = []
    broken: list[tuple[str, str]] = []
    for path in _posts(content):
        name = path.relative_to(content).as_posix()
        taken.paths.add(name.casefold())
        raw = b""
        try:
            raw = read(path, name)
            seen = glance(decoded(raw, name), f"content/{name}", zone)
        except SeedpressError as error:
            problems.append(error.problem)
            seed = _SEED_LINE.search(raw)
            broken.append((seed[1].decode("utf-8", "replace").strip() if seed else "", name))
            continue
        taken.add(name, seen.id, _address(seen, zone), *seen.aliases)
        if seen.provenance.seed:
            entries.append(_entry(name, seen))
    problems += _copies(entries)
    return Index(tuple(entries), taken, tuple(problems), tuple(broken))


def _entry(name: str, seen: Glance) -> Entry:
    origin = seen.provenance
    return Entry(
        name,
        origin.seed,
        origin.seed_digest,
        origin.seed_removed,
        is_withdrawn=seen.status == "withdrawn",
        is_contested=bool(origin.conflicts),
        is_dated_by_sidecar=seen.origin == Origin.SIDECAR,
    )


def _copies(entries: list[Entry]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for entry in entries:
        if entry.seed in first:
            message = f"names the same seed as content/{first[entry.seed]}"
            remedy = "remove the copy, or its lines Seed, Seed_digest, Generated, Id and Url"
            yield Problem(f"content/{entry.path}", message, remedy, code="two-posts")
        first.setdefault(entry.seed, entry.path)


def _posts(content: Path) -> Iterator[Path]:
    """Files by their path; hidden ones are nobody's posts."""
    for folder, folders, names in os.walk(content):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(".md") and not name.startswith("."):
                yield Path(folder, name)


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

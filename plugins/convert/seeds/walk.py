"""Finding seeds and their sidecars: regular files with a plain name, in one order everywhere."""

from __future__ import annotations

import re
import stat
import unicodedata
from dataclasses import dataclass, replace
from itertools import chain
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from plugins.convert.remembered import SEEDS
from plugins.convert.report import listed, pack, unpack
from plugins.convert.seeds.learnt import Many, Said, learnt, said_by
from plugins.convert.types import shown, where_of
from plugins.errors import Problem, SeedRefused
from plugins.freshness import Memory
from plugins.hashing import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from plugins.freshness import Stale

#: A text of 32 MB is no article; memory would be what it costs to find out.
MAX_BYTES = 32 * 1024 * 1024
SIDECAR = ".toml"
#: The remedy for a file or folder that the system keeps from us.
READABLE = "give yourself the right to read it"


@dataclass(frozen=True, slots=True)
class Found:
    """A seed that can be read, as it was when it was found."""

    key: str
    root: Path
    """The seeds folder."""
    name: str
    """Its path below it, as the file system has it."""
    raw_digest: str
    sidecar: str | None = None
    """Key of its sidecar, a file beside it."""
    sidecar_name: str = ""
    sidecar_digest: str = ""
    record: str = ""
    """What its source calls it in a container of many; ``raw_digest`` is then the text's own."""
    container: str = ""
    """Digest of the bytes of such a container."""

    @property
    def file_key(self) -> str:
        """The key of its file, which other texts may share."""
        return self.key.removesuffix(f"#{self.record}") if self.record else self.key

    @property
    def path(self) -> Path:
        return self.root / self.name

    @property
    def sidecar_path(self) -> Path | None:
        return self.root / self.sidecar_name if self.sidecar else None

    @property
    def digest(self) -> str:
        """Of the seed and its sidecar, with the version of how it is made."""
        whole = f"v1:{self.raw_digest}"
        return f"{whole}+{self.sidecar_digest}" if self.sidecar else whole


class _File(NamedTuple):
    """A file in the seeds folder, and what it says."""

    name: str
    """Its path, as the file system has it."""
    said: Said

    def digest(self) -> str:
        """Raises SeedRefused where it is no seed."""
        if isinstance(self.said, Problem):
            raise SeedRefused(self.said)
        return self.said.digest if isinstance(self.said, Many) else self.said

    def records(self) -> tuple[tuple[str, str], ...]:
        """The texts in it; none where it is one text itself."""
        return self.said.records if isinstance(self.said, Many) else ()


@dataclass(frozen=True, slots=True)
class Walk:
    """What lies in the seeds folder."""

    found: tuple[Found, ...]
    """By key."""
    problems: tuple[Problem, ...] = ()
    refused: frozenset[str] = frozenset()
    """Keys of seeds that are there but cannot be read."""
    hidden: tuple[str, ...] = ()
    """Folders, as the beginnings of keys, that cannot be looked into."""

    def is_unknown(self, key: str) -> bool:
        """Whether a seed may be there without having been read."""
        files = (key[: match.start()] for match in re.finditer("#", key))
        return (
            key in self.refused
            or any(file in self.refused for file in files)
            or any(key.startswith(folder) for folder in self.hidden)
        )


def walk(root: Path) -> Walk:
    """All seeds below ``root``, each one read; nothing is followed out of it.

    Never raises OSError: what cannot be read is a problem of its own.
    """
    with Memory(None) as memory:
        return known(root, memory, learn(memory.look(SEEDS, root), memory))


def learn(files: Iterable[Stale], memory: Memory) -> dict[str, Problem]:
    """Remembers the digest of each file, or why it is no seed.

    What cannot be read now may be readable later, though it has not changed: it is returned, by
    the path that the file system gives it, and nothing is remembered.
    """
    unread: dict[str, Problem] = {}
    for file in files:
        try:
            value = learnt(key_of(file.key), read(file.path, key_of(file.key)))
        except SeedRefused as refusal:
            if refusal.problem.code == "unreadable":
                unread[file.key] = refusal.problem
                continue
            value = pack(listed(refusal.problem))
        memory.learn(file, value)
    return unread


def known(root: Path, memory: Memory, unread: Mapping[str, Problem]) -> Walk:
    """What ``memory`` has learnt of the seeds below ``root``, and what it could not."""
    problems = [_closed(key, error) for key, error in memory.closed(SEEDS)]
    files = _by_key(root, chain(_remembered(memory), unread.items()), problems)
    seeds = sorted(key for key in files if not key.endswith(SIDECAR))
    sidecars, troubled = _sidecars(files, seeds)
    problems += troubled
    found, refused = _read_all(root, files, seeds, sidecars, problems)
    order = sorted(problems, key=lambda each: (each.where, each.code, each.message))
    hidden = sorted(key_of(key) for key, _ in memory.closed(SEEDS))
    return Walk(tuple(found), tuple(order), frozenset(refused), tuple(hidden))


def key_of(path: str) -> str:
    """The key of the file that the file system calls ``path`` below the seeds folder."""
    return unicodedata.normalize("NFC", path)


def read(path: Path, key: str) -> bytes:
    """The bytes of ``path``, a regular file that is not too large; else raises SeedRefused."""
    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            raise _refused(key, "is a symbolic link", "put the file itself here", "symlink")
        if not stat.S_ISREG(status.st_mode):
            raise _refused(key, "is no regular file", "remove it", "not-a-file")
        if status.st_size > MAX_BYTES:
            message = f"has {status.st_size // 1024**2} MB, more than {MAX_BYTES // 1024**2}"
            raise _refused(key, message, "split it into its texts", "too-large")
        return path.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise _refused(key, message, READABLE, "unreadable") from error


def _refused(key: str, message: str, remedy: str, code: str) -> SeedRefused:
    return SeedRefused(_problem(key, message, remedy, code))


def _problem(key: str, message: str, remedy: str, code: str) -> Problem:
    return Problem(where_of(shown(key)), message, remedy, code=code)


def _remembered(memory: Memory) -> Iterator[tuple[str, Said]]:
    """What was learnt of each file, by its path."""
    for path, value in memory.values(SEEDS):
        yield path, said_by(value)


def _closed(key: str, error: OSError) -> Problem:
    message = f"the folder cannot be read: {error.strerror}"
    return _problem(key_of(key), message, READABLE, "unreadable")


def _by_key(
    root: Path, learnt: Iterable[tuple[str, Said]], problems: list[Problem]
) -> dict[str, _File]:
    """Each file by its key; of two that share one, the first by the name it really has."""
    files: dict[str, _File] = {}
    for path, said in learnt:
        key, file = key_of(path), _File(path, said)
        if key in files:
            file, other = sorted((file, files[key]), key=lambda each: each.name.split("/"))
            message = f"two files have this name, written in two ways: {root / other.name}"
            problems.append(_problem(key, message, "remove one of them", "same-name"))
        files[key] = file
    return files


def _sidecars(
    files: Mapping[str, _File], seeds: Iterable[str]
) -> tuple[dict[str, str], list[Problem]]:
    """The sidecar of each seed that has one. Problems name seeds, or sidecars without any."""
    named = sorted(key for key in files if key.endswith(SIDECAR))
    by_stem: dict[str, list[str]] = {}
    for key in seeds if named else ():
        by_stem.setdefault(str(PurePosixPath(key).with_suffix("")), []).append(key)
        by_stem.setdefault(key, []).append(key)
    chosen: dict[str, list[str]] = {}
    problems = []
    for key in named:
        owners = by_stem.get(key.removesuffix(SIDECAR), [])
        for owner in owners:
            chosen.setdefault(owner, []).append(key)
        if not owners and not _is_of_record(key, files):
            message = "there is no seed beside it"
            remedy = f"name it as its seed: NAME{SIDECAR} for NAME.txt, or remove it"
            problems.append(_problem(key, message, remedy, "no-seed"))
        elif len(owners) > 1:
            problems += [_shared(owner, key) for owner in owners]
    for key, names in chosen.items():
        if len(names) > 1:
            message = f"has two sidecars, {' and '.join(map(shown, names))}"
            problems.append(_problem(key, message, "keep one of them", "two-sidecars"))
    return {key: names[0] for key, names in chosen.items()}, problems


def _shared(owner: str, sidecar: str) -> Problem:
    message = f"{shown(sidecar)} is also the sidecar of another seed"
    remedy = f"name it {shown(PurePosixPath(owner).name)}{SIDECAR}"
    return _problem(owner, message, remedy, "shared-sidecar")


def _read_all(
    root: Path,
    files: Mapping[str, _File],
    seeds: Iterable[str],
    sidecars: Mapping[str, str],
    problems: list[Problem],
) -> tuple[list[Found], list[str]]:
    """The seeds that can be read, and the keys of the others, whose problems are added."""
    troubled = {problem.where for problem in problems}
    found: list[Found] = []
    refused: list[str] = []
    for key in seeds:
        if troubled and where_of(shown(key)) in troubled:
            refused.append(key)
            continue
        try:
            found += _found(root, key, files, sidecars.get(key))
        except SeedRefused as refusal:
            problems.append(refusal.problem)
            refused.append(key)
    return sorted(found, key=attrgetter("key")), refused


def _found(
    root: Path, key: str, files: Mapping[str, _File], sidecar: str | None
) -> Iterable[Found]:
    """The seeds in a file: one, or each text of a container."""
    if not (key.isascii() and key.isprintable()) and shown(key) != key:
        message, remedy = "its name is not UTF-8 or holds control characters", "rename it"
        raise _refused(key, message, remedy, "bad-name")
    file = files[key]
    raw = file.digest()
    whole = _beside(Found(key, root, file.name, raw), sidecar, files)
    if not file.records():
        return (whole,)
    each = (
        replace(whole, key=f"{key}#{name}", raw_digest=made, record=name, container=raw)
        for name, made in file.records()
        if f"{key}#{name}" not in files
    )
    return (_beside(found, f"{found.key}{SIDECAR}", files) for found in each)


def _beside(found: Found, sidecar: str | None, files: Mapping[str, _File]) -> Found:
    """``found`` with its sidecar, where there is one of that key."""
    if sidecar is None or sidecar not in files:
        return found
    name, made = files[sidecar].name, files[sidecar].digest()[:8]
    return replace(found, sidecar=sidecar, sidecar_name=name, sidecar_digest=made)


def _is_of_record(sidecar: str, files: Mapping[str, _File]) -> bool:
    """Whether it is that of one text in a container: ``agency.jsonl#n1.toml``."""
    stem = sidecar.removesuffix(SIDECAR)
    ends = [match.start() for match in re.finditer("#", stem) if stem[: match.start()] in files]
    return any(stem[end + 1 :] in dict(files[stem[:end]].records()) for end in ends)

"""One seed, from its file to its conversion: what a process of a pool does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from plugins import dates
from plugins.config import Settings
from plugins.convert.data.kept import keep_in
from plugins.convert.posts.markdown import body
from plugins.convert.seeds import sidecar
from plugins.convert.seeds.walk import Found, read
from plugins.convert.types import Hints, Sidecar, where_of
from plugins.errors import Problem, SeedRefused
from plugins.hashing import digest
from plugins.model import Conversion, Seed

Converter = Callable[[Seed, Hints, Settings], Conversion]


@dataclass(frozen=True, slots=True)
class Job:
    """A seed to convert; can be sent to another process."""

    found: Found
    settings: Settings
    clock: datetime
    convert: Converter | None = None
    """The converter itself, if it is None."""
    committed: datetime | None = None
    cache: Path | None = None
    """Where to keep what takes long to make and is the same for every seed."""


@dataclass(frozen=True, slots=True)
class Made:
    """A converted seed."""

    conversion: Conversion
    body: str
    """Its post's blocks as Markdown."""
    sidecar: Sidecar


@dataclass(frozen=True, slots=True)
class Refused:
    """A seed that gives no post."""

    problems: tuple[Problem, ...]
    is_lasting: bool = False
    """Whether nothing but other bytes or another version of the converter can change that."""


def work(job: Job) -> Made | Refused:
    """Reads and converts one seed. Whatever is wrong with it is returned, never raised."""
    try:
        return _made(job)
    except sidecar.SidecarRefused as refused:
        return Refused(refused.problems)
    except SeedRefused as refused:
        return Refused((refused.problem,))
    except Exception as error:  # noqa: BLE001 - one seed must not take the others down
        message = f"cannot be converted: {type(error).__name__}: {error}"
        where = where_of(job.found.key)
        remedy = "report this together with the seed"
        return Refused((Problem(where, message, remedy, code="internal"),))


def _made(job: Job) -> Made | Refused:
    found, where = job.found, where_of(job.found.key)
    raw = read(found.path, found.key)
    if digest(raw) != found.raw_digest:
        message = "changed while it was read"
        raise SeedRefused(Problem(where, message, "run again", code="changing"))
    hints = Hints(
        clock=job.clock,
        key=found.key,
        sidecar=_sidecar(found, job.settings),
        committed=job.committed,
        file_time=dates.from_timestamp(found.path.stat().st_mtime),
    )
    keep_in(job.cache)
    convert = job.convert or _converter()
    try:
        conversion = convert(Seed(found.key, raw, found.raw_digest), hints, job.settings)
    except SeedRefused as refused:
        is_pure = job.convert is None and found.sidecar is None
        return Refused((refused.problem,), is_lasting=is_pure)
    if len(conversion.posts) != 1 or not conversion.posts[0].title.strip():
        message = f"gives {len(conversion.posts)} posts with a title, not one"
        remedy = "split it into one seed a text"
        raise SeedRefused(Problem(where, message, remedy, code="no-post"))
    return Made(conversion, body(conversion.posts[0].blocks), hints.sidecar)


def _converter() -> Converter:
    """Loaded where it is used: its word lists take longer than finding nothing to do."""
    from plugins.convert.convert import convert  # noqa: PLC0415

    return convert


def _sidecar(found: Found, settings: Settings) -> Sidecar:
    if found.sidecar is None or found.sidecar_path is None:
        return Sidecar()
    data = read(found.sidecar_path, found.sidecar)
    return sidecar.parse(data, where_of(found.sidecar), settings.content, settings.timezone)

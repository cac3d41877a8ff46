"""One seed, from its file to its conversion: what a process of a pool does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from plugins import dates
from plugins.config import Settings
from plugins.convert.data.kept import keep_in
from plugins.convert.formats import table
from plugins.convert.posts.markdown import body
from plugins.convert.posts.sketch import sketch
from plugins.convert.seeds import sidecar
from plugins.convert.seeds.walk import Found, read
from plugins.convert.types import Hints, Part, Sidecar, where_of
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
    sketch: str = ""
    """Of the body's words, to find posts that are nearly the same."""


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
    source = _part(found) if found.record else _seed(found)
    hints = Hints(
        clock=job.clock,
        key=found.key,
        sidecar=_sidecar(found, job.settings),
        committed=job.committed,
        file_time=dates.from_timestamp(found.path.stat().st_mtime),
    )
    keep_in(job.cache)
    try:
        conversion = _converted(source, hints, job)
    except SeedRefused as refused:
        is_pure = job.convert is None and found.sidecar is None
        return Refused((refused.problem,), is_lasting=is_pure)
    if len(conversion.posts) != 1 or not conversion.posts[0].title.strip():
        message = f"gives {len(conversion.posts)} posts with a title, not one"
        remedy = "split it into one seed a text"
        raise SeedRefused(Problem(where, message, remedy, code="no-post"))
    text = body(conversion.posts[0].blocks)
    return Made(conversion, text, hints.sidecar, sketch(text))


def prepare(settings: Settings, cache: Path) -> None:
    """Derives and keeps in ``cache`` what the first text would have to wait for."""
    from plugins.convert.metadata.language import model  # noqa: PLC0415 - as below
    from plugins.convert.metadata.moments import months  # noqa: PLC0415 - as below

    keep_in(cache)
    model(settings.languages)
    months(settings.lang)


def _seed(found: Found) -> Seed:
    raw = read(found.path, found.key)
    if digest(raw) != found.raw_digest:
        raise _changing(found.key)
    return Seed(found.key, raw, found.raw_digest)


def _part(found: Found) -> Part:
    """One text of a container; raises SeedRefused where it is no longer what was found."""
    part = _parts(found.path, found.file_key, found.container).get(found.record)
    if part is None or part.digest != found.raw_digest:
        raise _changing(found.key)
    return part


@lru_cache(maxsize=1)
def _parts(path: Path, key: str, container: str) -> Mapping[str, Part]:
    """All texts of the container last asked about: each process opens one once."""
    raw = read(path, key)
    if digest(raw) != container:
        raise _changing(key)
    return {part.name: part for part in table.many(key, raw)}


def _changing(key: str) -> SeedRefused:
    message = "changed while it was read"
    return SeedRefused(Problem(where_of(key), message, "run again", code="changing"))


def _converted(source: Seed | Part, hints: Hints, job: Job) -> Conversion:
    """The converter is loaded here: its word lists take longer than finding nothing to do."""
    from plugins.convert.convert import convert, convert_part  # noqa: PLC0415

    if isinstance(source, Part):
        return convert_part(source, hints, job.settings)
    return (job.convert or convert)(source, hints, job.settings)


def _sidecar(found: Found, settings: Settings) -> Sidecar:
    if found.sidecar is None or found.sidecar_path is None:
        return Sidecar()
    data = read(found.sidecar_path, found.sidecar)
    return sidecar.parse(data, where_of(found.sidecar), settings.content, settings.timezone)

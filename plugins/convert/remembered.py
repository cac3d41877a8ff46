"""What is remembered of seeds and posts from run to run, in the cache folder.

Nothing that must last is there: a digest of each seed, which seed each post was made from, the ids
and addresses that posts have, and the last report. Without it a run is slower and the same.
"""

from __future__ import annotations

import os
import re
import zoneinfo
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from plugins import files, freshness
from plugins.convert import report as reports
from plugins.freshness import ForgottenError, Kind, Memory
from plugins.hashing import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plugins.config import Settings
    from plugins.convert.report import SyncReport

_PLUGINS = Path(__file__).resolve().parents[1]
#: Left by editors, browsers and file managers, or meant for people.
_IGNORED = re.compile(
    r"\..*|.*~|#.*#|.*\.(swp|swo|part|tmp|bak|crdownload)|readme(\.(md|txt|rst))?"
    r"|thumbs\.db|desktop\.ini",
    re.IGNORECASE | re.DOTALL,
)
_POST = re.compile(rf"[^.].*\.md|{files.UNFINISHED}", re.IGNORECASE | re.DOTALL)
_REPORT, _TWINS = "report", "twins"


class Twin(NamedTuple):
    """A seed without a post, for another one has nearly its words."""

    digest: str
    """Of the seed, as it was."""
    near: str
    """Key of the other seed."""
    near_digest: str
    """Of the other seed, as it was: while both stay, so does their likeness."""


def _is_wanted(name: str) -> bool:
    return not _IGNORED.fullmatch(name)


#: Seeds and sidecars; learnt from each: its digest, or a problem.
SEEDS = Kind("seed", _is_wanted, _is_wanted)
#: Posts, and what a killed run left of one; hidden ones are nobody's posts.
POSTS = Kind("post", _POST.fullmatch, lambda name: not name.startswith("."), follows=True)


def memory(settings: Settings, cache: Path | None, *, writes: bool) -> Memory:
    """What is known of the seeds and posts of ``settings``; nothing, if ``cache`` is None."""
    if cache is None:
        return Memory(None)
    site = digest(f"{settings.seeds}\0{settings.content}", 8)
    return Memory(cache / f"seeds-{site}.sqlite", _version(settings), writes=writes)


def _version(settings: Settings) -> str:
    """All that what is learnt depends on, but for the files themselves.

    Addresses of posts by hand come from their titles and the site's time zone, who may not read
    a file learns nothing from it, and the report tells of seeds that cannot be converted.
    """
    code = freshness.version_of(_PLUGINS, "slugify")
    who = os.geteuid() if hasattr(os, "geteuid") else ""
    zone = settings.timezone.key
    wishes = settings.languages, settings.sections, settings.default_section, settings.skips_near
    return repr((code, who, zone, *_times(zone), wishes))


def _times(zone: str) -> Iterator[int]:
    """When the system's rules of a time zone were last changed."""
    for folder in zoneinfo.TZPATH:
        file = Path(folder, zone)
        if file.exists():
            yield file.stat().st_mtime_ns


def has_no_seed(remembered: Memory, settings: Settings) -> bool:
    """Whether there was no seed and no post of one, and no seed came.

    Nothing is to do then, as long as no post of a seed came.
    """
    noted = remembered.noted(_REPORT)
    is_empty = noted is not None and noted == reports.packed(reports.SyncReport((), ()))
    return (
        is_empty
        and next(remembered.look(SEEDS, settings.seeds), None) is None
        and remembered.is_same(SEEDS)
    )


def is_first(remembered: Memory, many: int) -> bool:
    """Whether no run before this one came to an end, and there are more than ``many`` posts."""
    with suppress(ForgottenError):
        return remembered.noted(_REPORT) is None and remembered.count(POSTS) > many
    return False


def last_report(remembered: Memory) -> SyncReport | None:
    """What the last run ended with, if nothing has changed since and nothing was left to do."""
    if not (remembered.is_same(SEEDS) and remembered.is_same(POSTS)):
        return None
    noted = remembered.noted(_REPORT)
    return reports.unpacked(noted) if noted else None


def twins(remembered: Memory) -> dict[str, Twin]:
    """Seeds that are skipped for their likeness to others, by key."""
    noted = remembered.noted(_TWINS)
    return {key: Twin(*each) for key, *each in reports.unpack(noted)} if noted else {}


def note_twins(remembered: Memory, found: Mapping[str, Twin]) -> None:
    """What ``twins`` gives to the next run."""
    rows = [[key, *each] for key, each in sorted(found.items())]
    remembered.note(_TWINS, reports.pack(rows) if rows else None)


def note_report(remembered: Memory, report: SyncReport | None) -> None:
    """What the next run will say if nothing changes; None where it will have work to do."""
    remembered.note(_REPORT, reports.packed(report) if report else None)

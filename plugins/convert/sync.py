"""Seeds to posts on disk: only what changed, nothing that an editor wrote, whole files alone.

Where nothing changed, this module and what it names at its top are all that is loaded.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from plugins.convert import remembered
from plugins.convert.remembered import POSTS, SEEDS
from plugins.convert.report import SyncReport
from plugins.freshness import ForgottenError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from concurrent.futures import Executor
    from datetime import datetime
    from pathlib import Path

    from plugins.config import Settings
    from plugins.convert.follow import Progress
    from plugins.convert.outlook import Seen
    from plugins.convert.work import Converter
    from plugins.errors import Problem
    from plugins.freshness import Memory, Stale


def sync(  # noqa: PLR0913 - what the command's options say
    settings: Settings,
    clock: datetime,
    *,
    dry_run: bool = False,
    again: bool = False,
    executor: Executor | Callable[[], Executor] | None = None,
    progress: Progress = lambda _done, _total: None,
    convert: Converter | None = None,
    cache: Path | None = None,
) -> SyncReport:
    """Makes the posts follow the seeds; a second call right after it writes nothing.

    An edited seed updates its post, except for what an editor changed there; where both changed
    the same, that is a problem in each report until somebody settles it. A renamed one keeps
    it, a removed one leaves it, marked. A post that was deleted comes back while its seed is
    there, with the id and the address it had: to be rid of a text, remove its seed too, or set
    the post's status.

    ``again`` converts unchanged seeds too, ``dry_run`` writes nothing at all, ``executor``, or the
    one that it opens where there is enough to do, converts in parallel with the same result,
    ``progress`` hears how many conversions are done and how many there are, ``convert`` stands in
    for the converter. What is wrong with one seed or post is in the report; the others are done.
    ``cache`` is a folder in which to remember what seeds and posts said: the next run is faster
    and does the same.
    """
    with remembered.memory(settings, cache, writes=not dry_run) as memory:
        try:
            seen = _seen(memory, settings, again=again, sweeps=not dry_run)
        except ForgottenError:
            memory.begin_anew()
            seen = _seen(memory, settings, again=again, sweeps=not dry_run)
        if isinstance(seen, SyncReport):
            return seen
        from plugins.convert.follow import Run, follow  # noqa: PLC0415 - as said above

        run = Run(settings, clock, dry_run, again, executor, progress, convert, cache)
        return follow(run, memory, seen)


def _seen(memory: Memory, settings: Settings, *, again: bool, sweeps: bool) -> SyncReport | Seen:
    """The report of the last run where nothing changed since; else what there is now."""
    touched = None
    if not again and remembered.has_no_seed(memory, settings):
        touched = memory.touched(POSTS, settings.content)
        if touched is not None and _are_without_seed(memory, settings, touched, sweeps=sweeps):
            return SyncReport((), ())
    unread = _read_seeds(memory, settings), _read_posts(memory, settings, sweeps=sweeps)
    last = None if again or touched else remembered.last_report(memory)
    if last:
        memory.keep()
        return last
    from plugins.convert.follow import known  # noqa: PLC0415 - as said above

    return known(memory, settings, *unread)


def _read_seeds(memory: Memory, settings: Settings) -> Mapping[str, Problem]:
    """Learns from the seeds that are new; what is wrong with those that cannot be read."""
    files = _some(memory.look(SEEDS, settings.seeds))
    if files is None:
        return {}
    from plugins.convert.seeds.walk import learn  # noqa: PLC0415 - as said above

    return learn(files, memory)


def _are_without_seed(
    memory: Memory, settings: Settings, touched: list[str], *, sweeps: bool
) -> bool:
    """Whether none of the posts in the folders that were ``touched`` was made from a seed.

    Other posts are not looked at: one that names a seed only since it was written in place is not
    noticed; a post more or one that was replaced, as most editors save, is.
    """
    if not touched:
        return True
    if _read_posts(memory, settings, touched, sweeps=sweeps):
        return False
    is_without = next(memory.values(POSTS, touched), None) is None
    if is_without:
        memory.keep()
    return is_without


def _read_posts(
    memory: Memory, settings: Settings, only: list[str] | None = None, *, sweeps: bool
) -> Mapping[str, Problem]:
    """Learns from the posts that are new; what is wrong with those that cannot be read."""
    files = _some(memory.look(POSTS, settings.content, only))
    if files is None:
        return {}
    from plugins.convert.posts.index import learn  # noqa: PLC0415 - as said above

    return learn(files, memory, settings.timezone, sweeps=sweeps)


def _some(files: Iterator[Stale]) -> Iterator[Stale] | None:
    """``files``, if there is any; looks at all folders before the first."""
    first = next(files, None)
    return None if first is None else chain((first,), files)

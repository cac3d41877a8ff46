"""Work in parallel, through ``concurrent.futures.Executor``: one machine's cores, or others'.

Whatever runs is a function of a module, its arguments plain values: an executor may carry it to
another process or another machine that sees the same folders. Results come in the order of the
work, so that the number of workers changes no byte.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
#: Makes an executor of so many workers: the setting EXECUTOR.
Maker = Callable[[int], Executor]

#: Chunks under way for each worker: enough to keep it busy, few enough to bound memory.
_AHEAD = 2


class Inline(Executor):
    """Does the work at once, in this process."""

    def submit(self, fn: Callable[..., R], /, *args: object, **kwargs: object) -> Future[R]:
        """A future that is done already, or has failed."""
        future: Future[R] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  # it is raised where the result is asked for
            future.set_exception(error)
        return future


def cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def executor(jobs: int, maker: Maker | None = None) -> Executor:
    """The executor for ``jobs`` workers; this process itself where one is enough.

    Processes are forked, which costs nothing that was loaded before, except where other threads
    are alive: a fork then could inherit a lock that nobody ever gives back.
    """
    if jobs <= 1:
        return Inline()
    if maker is not None:
        return maker(jobs)
    # Takes as long to load as a page to make: not for the few that one process makes.
    import multiprocessing  # noqa: PLC0415
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    can_fork = "fork" in multiprocessing.get_all_start_methods()
    if not can_fork or threading.active_count() > 1:
        return Inline()
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), _leave_ctrl_c)


def _leave_ctrl_c() -> None:
    """In a worker: its parent hears of it too, and ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@dataclass(frozen=True, slots=True)
class Workers:
    """Who does the work of one build."""

    jobs: int
    maker: Maker | None = None

    def each(
        self,
        work: Callable[[tuple[Any, list[T]]], list[R]],
        common: Any,
        items: Sequence[T],
        lot: int,
    ) -> Iterator[R]:
        """Results of ``work`` for lots of ``items``, in their order, few lots under way at a time.

        ``common`` is handed to each call beside its lot. What two lots hold is done here.
        """
        jobs = self.jobs if len(items) > 2 * lot else 1
        with executor(jobs, self.maker) as pool:
            for done in _in_order(
                pool, work, ((common, part) for part in chunks(items, lot)), jobs
            ):
                yield from done


def _in_order(pool: Executor, work: Callable[[T], R], items: Iterable[T], jobs: int) -> Iterator[R]:
    under_way: deque[Future[R]] = deque()
    try:
        for item in items:
            under_way.append(pool.submit(work, item))
            if len(under_way) > _AHEAD * jobs:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    finally:
        for future in under_way:
            future.cancel()


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """``items`` in lists of ``size``, the last one shorter."""
    found: list[T] = []
    for item in items:
        found.append(item)
        if len(found) == size:
            yield found
            found = []
    if found:
        yield found

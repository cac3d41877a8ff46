"""An end to what never ends: some texts keep Python-Markdown busy for hours."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

#: Of the processor's time, so that a busy machine changes nothing. The slowest honest text that
#: is not refused for its size, a list of 100,000 items, took 6 s where this was measured.
SECONDS = 20.0


@contextmanager
def patience(seconds: float = SECONDS) -> Iterator[None]:
    """Raises ValueError in a block that takes more than ``seconds`` of the processor's time.

    Where a system has no such clock, and outside the main thread, it waits.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if not hasattr(signal, "SIGPROF") or not is_main:
        yield
        return

    def give_up(_signal: int, _frame: FrameType | None) -> NoReturn:
        raise ValueError(f"its Markdown or HTML takes more than {seconds:g} seconds to read")

    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)

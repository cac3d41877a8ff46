"""Nothing that is read takes for ever."""

from __future__ import annotations

import re
import signal
import threading

import pytest

from plugins.adapter.patience import patience


def test_a_search_that_never_ends_is_given_up() -> None:
    with pytest.raises(ValueError, match=r"more than 0\.05 seconds"), patience(0.05):
        re.search(r"(a*)*b", "a" * 40)


def test_what_ends_in_time_is_left_alone_and_so_is_what_comes_after() -> None:
    before = signal.getsignal(signal.SIGPROF)
    with patience(0.05):
        done = sum(range(10))
    assert done == 45
    assert signal.getsignal(signal.SIGPROF) == before
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_other_threads_just_wait() -> None:
    done: list[bool] = []

    def work() -> None:
        with patience(0.05):
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]

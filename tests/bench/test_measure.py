"""What a command used: all of its processes, and what they share once."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.bench.measure import CommandError, Usage, run

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")

#: A parent and its child, which keep 60 MB each half a second after both have filled them.
HOLD = """
import os, time
ready, filled = os.pipe()
{before}
child = os.fork()
{after}
if child:
    os.read(ready, 1)
    time.sleep(0.5)
    os.kill(child, 9)
    os.waitpid(child, 0)
else:
    os.write(filled, b"x")
    time.sleep(60)
"""
FILL = "held = b'x' * 60_000_000"


def measured(code: str, folder: Path) -> Usage:
    command = [sys.executable, "-S", "-c", code]
    return run(command, folder, dict(os.environ), folder / "log")


def test_processor_time_of_a_child_of_a_child_counts(tmp_path: Path) -> None:
    burn = "import time\nwhile time.process_time() < 0.3: pass"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-S', '-c', {burn!r}])"
    used = measured(code, tmp_path)
    assert used.cpu > 0.3
    assert used.wall > 0.3


def test_memory_of_two_processes_is_added_up(tmp_path: Path) -> None:
    used = measured(HOLD.format(before="", after=FILL), tmp_path)
    assert used.memory is not None
    assert 120 < used.memory < 175


def test_memory_that_two_processes_share_counts_once(tmp_path: Path) -> None:
    used = measured(HOLD.format(before=FILL, after=""), tmp_path)
    assert used.memory is not None
    assert 60 < used.memory < 115


def test_a_command_that_fails_is_told_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"ended with 3:\nlast words"):
        measured("print('last words'); raise SystemExit(3)", tmp_path)

"""What a failed set-up says: the cause, the line that tells it, the remedy."""

from __future__ import annotations

import pytest

from plugins.entry.setup_errors import FAILURES, SetupError, failure, refuse_old_python


@pytest.mark.parametrize(
    ("output", "cause", "remedy"),
    [
        (
            (
                "WARNING: Retrying, connection broken by 'NewConnectionError(...)': /simple/x/\n"
                "ERROR: Could not find a version that satisfies x (from versions: none)\n"
                "ERROR: No matching distribution found for x"
            ),
            "no package index could be reached (ERROR: Could not find a version",
            "network",
        ),
        (
            (
                "ERROR: Could not find a version that satisfies x==9 (from versions: 1, 2)\n"
                "ERROR: No matching distribution found for x==9"
            ),
            "no such package for this Python",
            "3.11 to 3.14",
        ),
        (
            (
                "The virtual environment was not created successfully because ensurepip is not\n"
                "available."
            ),
            "without venv",
            "apt install python3-venv",
        ),
        (
            "Error: Command '['python', '-m', 'ensurepip', '--upgrade']' returned 1.",
            "pip could not be put",
            "600 MB",
        ),
        ("/usr/bin/python3: No module named venv", "without venv", "apt install python3-venv"),
        (
            "by 'NewConnectionError('<object at 0x7f>: [Errno 101] Network is unreachable')'",
            "no package index could be reached ([Errno 101] Network is unreachable)",
            "proxy",
        ),
        ("ERROR: [Errno 28] No space left on device", "disk is full", "MB"),
        ("[Errno 30] Read-only file system: '.venv'", "cannot be written", "writable"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM", "not the file", "do not trust"),
        ("something new\nand odd", "a step of the set-up failed (and odd)", "again"),
        ("", "no reason given", "again"),
    ],
)
def test_a_failed_step_is_told_with_its_cause_and_remedy(
    output: str, cause: str, remedy: str
) -> None:
    told = str(failure("/p/.venv", output))
    assert told.startswith("/p/.venv: ")
    assert cause in told
    assert remedy in told
    assert "\n" not in told


def test_every_failure_names_a_remedy() -> None:
    assert all(kind.cause and kind.remedy for kind in FAILURES)


def test_an_older_python_is_told_which_one_is_needed() -> None:
    with pytest.raises(SetupError, match=r"3\.11 or later, this is 3\.9"):
        refuse_old_python((3, 9))
    refuse_old_python((3, 11))

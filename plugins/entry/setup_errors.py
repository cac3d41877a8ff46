"""Why the set-up of the environment can fail, in words for the person at the terminal.

Like ``plugins/entry/environment.py``: standard library only, no syntax newer than Python 3.8.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

OLDEST_PYTHON = (3, 11)


class SetupError(Exception):
    """The environment cannot be made: where, why, and what to do about it."""

    def __init__(self, where: str, cause: str, remedy: str) -> None:
        super().__init__(f"{where}: {cause}. {remedy[0].upper()}{remedy[1:]}")


@dataclass(frozen=True)
class Failure:
    """One way for a step of the set-up to fail."""

    words: tuple[str, ...]
    """Any of them in the output tells."""
    cause: str
    remedy: str


# The first one whose words are found is the one reported.
FAILURES = (
    Failure(
        ("No space left on device", "not enough space"),
        "the disk is full",
        "free about 600 MB and run the command again",
    ),
    Failure(
        ("Read-only file system", "Permission denied", "Access is denied"),
        "the folder cannot be written",
        "make it writable for yourself, or work in a copy of the project",
    ),
    Failure(
        ("ensurepip is not", *(f"No module named {name}" for name in ("venv", "ensurepip", "pip"))),
        "this Python comes without venv or ensurepip",
        "install them (on Debian and Ubuntu: apt install python3-venv) and run the command again",
    ),
    Failure(
        ("'ensurepip'",),
        "pip could not be put into the environment",
        "see that the disk has 600 MB left, and on Debian that python3-venv is installed",
    ),
    Failure(
        ("DO NOT MATCH THE HASHES",),
        "a downloaded package is not the file that the requirements name",
        "nothing of it was run; try without mirror or proxy, and do not trust that file",
    ),
    Failure(
        (
            *("NewConnectionError", "NameResolutionError", "Temporary failure in name resolution"),
            *("Network is unreachable", "Connection refused", "ConnectTimeout", "ReadTimeout"),
            *("ProxyError", "SSLError", "Max retries exceeded", "from versions: none"),
        ),
        "no package index could be reached",
        "check network and proxy and run the command again; once set up, neither is needed",
    ),
    Failure(
        ("No matching distribution",),
        "the index in reach has no such package for this Python and machine",
        "check network, proxy and index, and run invoke with a Python from 3.11 to 3.14",
    ),
    Failure(
        ("Failed building wheel", "Failed to build"),
        "a package had to be compiled, and could not be",
        "run invoke with a Python from 3.11 to 3.14, for which there are compiled files",
    ),
)
LAST_RESORT = Failure(
    ("",), "a step of the set-up failed", "run the command again; it starts from scratch"
)


def failure(where: str, output: str) -> SetupError:
    """The cause behind ``output``, with the line that tells it."""
    lines = [line.strip() for line in output.splitlines() if line.strip()] or ["no reason given"]
    for kind in (*FAILURES, LAST_RESORT):
        hits = [line for line in lines if any(word in line for word in kind.words)]
        if hits:
            return SetupError(where, f"{kind.cause} ({core(hits[-1])})", kind.remedy)
    raise AssertionError("the last resort fits every line")


def core(line: str) -> str:
    """The telling part of a line: the system's own words where it has them."""
    system = re.search(r"\[(?:Errno|WinError) -?\d+\] [^'\")]+", line)
    return (system.group() if system else line)[:300]


def refuse_old_python(version: tuple[int, ...]) -> None:
    """A clear word instead of an error somewhere inside."""
    if version < OLDEST_PYTHON:
        found = ".".join(map(str, version))
        raise SetupError(
            sys.executable,
            f"Seedpress needs Python 3.11 or later, this is {found}",
            "install invoke for a newer Python, for example: python3.13 -m pip install invoke",
        )

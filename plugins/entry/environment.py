"""The project's own ``.venv``: made once, recognised in a moment, repaired when half made.

Runs on whatever Python runs invoke, before anything is installed: standard library only, and no
syntax newer than Python 3.8, so that an older one still hears which one is needed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plugins.entry.setup_errors import SetupError, failure, refuse_old_python

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    Finished = tuple[int, str]
    """Exit status and all that was printed."""
    Runner = Callable[[Sequence[str]], Finished]

# What each level installs, in this order. The first list is what builds the packages that are
# published as source, so that nothing unpinned is ever run; dev holds all of run, same versions.
LISTS = {
    "run": ("requirements-build.txt", "requirements.txt"),
    "dev": ("requirements-build.txt", "requirements-dev.txt"),
}

# What whoever holds the lock of .venv is doing.
SETTING_UP = "setting up .venv"

# Of somebody else's environment, these would bend ours.
FOREIGN = ("PYTHONHOME", "PYTHONPATH", "PYTHONOPTIMIZE", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__")

# How an index is reached is the user's business; what is installed, and where to, is ours.
PIP_SETTINGS = (
    *("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_NO_INDEX", "PIP_CONFIG_FILE"),
    *("PIP_CERT", "PIP_CLIENT_CERT", "PIP_TRUSTED_HOST", "PIP_PROXY", "PIP_KEYRING_PROVIDER"),
    *("PIP_TIMEOUT", "PIP_DEFAULT_TIMEOUT", "PIP_RETRIES", "PIP_CACHE_DIR", "PIP_NO_CACHE_DIR"),
)


def clean_environ(environ: Mapping[str, str]) -> dict[str, str]:
    """``environ`` without what would let another Python, or pip's other aims, leak into ours."""
    kept = {
        name: value
        for name, value in environ.items()
        if name not in FOREIGN and (not name.startswith("PIP_") or name in PIP_SETTINGS)
    }
    return {**kept, "PYTHONUTF8": "1", "PYTHONNOUSERSITE": "1"}


def run_quietly(command: Sequence[str]) -> Finished:
    """Exit status of ``command`` and all it printed."""
    quiet = {"PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(
        command,
        env={**clean_environ(os.environ), **quiet},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return done.returncode, done.stdout


@dataclass(frozen=True)
class Environment:
    """The ``.venv`` of the project in ``root``, for the interpreter that runs invoke."""

    root: Path
    run: Runner = run_quietly

    @property
    def folder(self) -> Path:
        """Where the environment is."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The interpreter in it."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def marker(self) -> Path:
        """Absent: not ours. Empty: half made. Else what was completely installed."""
        return self.folder / "seedpress"


def interpreter() -> str:
    """Names the kind of Python that compiled packages in the environment are for."""
    return f"{sys.implementation.cache_tag}{getattr(sys, 'abiflags', '')} {sys.platform}"


def fingerprint(root: Path, level: str) -> str:
    """The marker's line for ``level``: changes whenever its lists do."""
    digest = hashlib.sha256()
    for name in LISTS[level]:
        digest.update((root / name).read_bytes() + b"\0")
    return f"{level} {digest.hexdigest()}"


def decide(marker: str | None, wanted: str, *, usable: bool, inside: bool) -> str:
    """What to do: ``nothing``, ``install``, ``create`` or ``recreate``.

    ``marker`` is the text of the marker, None where there is none; ``usable`` says that the
    environment's Python is there, ``inside`` that it is the one we run on (never deleted then).
    """
    lines = (marker or "").splitlines()
    if usable and lines[:1] == [interpreter()] and wanted in lines[1:]:
        return "nothing"
    if inside or (usable and lines[:1] == [interpreter()]):
        return "install"
    return "create" if marker is None else "recreate"


def next_step(place: Environment, level: str) -> str:
    """``decide`` for the environment as it is on disk."""
    try:
        marker = place.marker.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        marker = None
    wanted = fingerprint(place.root, level)
    inside = os.path.realpath(sys.prefix) == os.path.realpath(place.folder)
    return decide(marker, wanted, usable=place.python.exists(), inside=inside)


def ensure(place: Environment, level: str = "run") -> Path:
    """The Python to run with everything of ``level`` installed; does nothing when it is there."""
    refuse_old_python(sys.version_info[:2])
    try:
        if next_step(place, level) != "nothing":
            with locked(place.root / ".venv.lock", SETTING_UP):
                carry_out(place, level, next_step(place, level))
    except OSError as error:
        raise failure(str(error.filename or place.folder), str(error.strerror or error)) from error
    return place.python


def carry_out(place: Environment, level: str, step: str) -> None:
    """One step of ``decide``; the marker is empty while it lasts."""
    if step == "nothing":
        return
    say("Setting up .venv (only this once; it takes a minute or two) …")
    if place.folder.is_symlink():
        raise SetupError(str(place.folder), "is a symbolic link", "remove it; .venv is made here")
    if step == "recreate":
        shutil.rmtree(place.folder)
    place.folder.mkdir(exist_ok=True)
    place.marker.write_text("", encoding="utf-8")
    if step != "install":
        attempt(place, [sys.executable, "-m", "venv", str(place.folder)])
    for name in LISTS[level]:
        attempt(place, install_command(place, name))
    write_marker(place, level)


def install_command(place: Environment, name: str) -> list[str]:
    """Pip, told to put exactly the list ``name`` into the environment and nowhere else."""
    pip = [str(place.python), "-P", "-m", "pip", "install", "--quiet"]
    aim = ["--no-user", "--target=", f"--prefix={place.folder}"]
    rules = ["--no-deps", "--require-hashes", "--no-build-isolation"]
    return [*pip, *aim, *rules, "-r", str(place.root / name)]


def attempt(place: Environment, command: Sequence[str]) -> None:
    """Run one step of the set-up; SetupError with its cause if it fails."""
    status, output = place.run(command)
    if status != 0:
        raise failure(str(place.folder), output)


def write_marker(place: Environment, level: str) -> None:
    """Everything of ``level`` is in; dev holds run as well."""
    levels = ("run", "dev") if level == "dev" else (level,)
    lines = [interpreter(), *(fingerprint(place.root, each) for each in levels)]
    fresh = place.marker.with_suffix(".new")
    fresh.write_text("\n".join(lines) + "\n", encoding="utf-8")
    fresh.replace(place.marker)


def say(text: str) -> None:
    """A word to whoever is watching; results go to standard output, this does not."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def locked(path: Path, busy: str) -> Iterator[None]:
    """Alone among all commands that lock ``path``; says who is ``busy`` when it has to wait."""
    with path.open("a+b") as file:
        if not lock(file.fileno(), wait=False):
            say(f"Another command is {busy}; waiting for it …")
            lock(file.fileno(), wait=True)
        yield  # closing the file gives the lock back, and so does dying


if sys.platform == "win32":
    import msvcrt
    import time

    def lock(descriptor: int, *, wait: bool) -> bool:
        """True once the lock is held; False if another holds it and we do not wait."""
        while True:
            os.lseek(descriptor, 0, os.SEEK_SET)
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            except OSError:
                if not wait:
                    return False
                time.sleep(0.2)
            else:
                return True

else:
    import fcntl

    def lock(descriptor: int, *, wait: bool) -> bool:
        """True once the lock is held; False if another holds it and we do not wait."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

"""The commands. ``invoke --list`` names them, ``invoke --help COMMAND`` explains one.

A thin front: it needs nothing but invoke (2.0 or later) and the standard library, keeps the
project's own environment in ``.venv`` and hands over to what is installed there. The folder the
command is typed in stays the current one, so relative paths in options mean what they say.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from invoke.exceptions import Exit
from invoke.tasks import task

from plugins.entry.environment import (
    SETTING_UP,
    Environment,
    clean_environ,
    ensure,
    locked,
    say,
)
from plugins.entry.setup_errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from invoke.context import Context

    Options = Mapping[str, str | bool | None]

ROOT = Path(__file__).resolve().parent
INTERRUPTED = 130


def arguments(options: Options) -> list[str]:
    """Command-line form of ``options``: what was not given is left out."""
    given = [(name, value) for name, value in options.items() if value not in {None, False}]
    return [name if value is True else f"{name}={value}" for name, value in given]


def told_by_terminal() -> bool:
    """True where Ctrl-C reaches the child by itself, so that it need not be passed on."""
    if sys.platform == "win32":
        return True
    try:
        return os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()
    except (OSError, ValueError):
        return False


def outlast(child: subprocess.Popen[bytes]) -> tuple[int, bool]:
    """The child's return code, and whether we were interrupted while it ran."""
    interrupted = False
    while True:
        try:
            return child.wait(), interrupted
        except KeyboardInterrupt:
            interrupted = True
            if not told_by_terminal():
                child.send_signal(signal.SIGINT)


def hand_over(command: Sequence[str], cwd: Path | None) -> int:
    """Run ``command``; its exit status as a shell counts. What ends us ends it first."""
    environ = {**clean_environ(os.environ), "PYTHONPATH": str(ROOT)}
    children: list[subprocess.Popen[bytes]] = []
    ended: list[int] = []

    def end(number: int, _frame: object) -> None:
        ended.append(number)
        for child in children:
            child.terminate()

    before = signal.signal(signal.SIGTERM, end)  # first: the child may be quicker than we are
    try:
        with subprocess.Popen(command, env=environ, cwd=cwd) as child:
            children.append(child)
            if ended:
                child.terminate()
            code, interrupted = outlast(child)
    finally:
        signal.signal(signal.SIGTERM, before)
    if interrupted and code != 0:
        return INTERRUPTED
    return 128 - code if code < 0 else code


def run(module: str, options: Sequence[str], level: str = "run", cwd: Path | None = None) -> int:
    """Exit status of ``python -m module options`` in the environment, made first if need be."""
    try:
        python = ensure(Environment(ROOT), level)
        return hand_over([str(python), "-P", "-m", module, *options], cwd)
    except SetupError as problem:
        say(f"seedpress: {problem}")
        return 2
    except KeyboardInterrupt:
        return INTERRUPTED


def finish(status: int) -> None:
    """End with ``status``, quietly; after 0 the next command of the line has its turn."""
    if status != 0:
        raise Exit(code=status)


FOLDERS = {
    "seeds": "Folder of the raw texts (else SEEDS_PATH)",
    "content": "Folder of the posts (else PATH)",
    "output": "Folder of the site (else OUTPUT_PATH)",
}
SITEURL = "Address the site will have, e.g. https://news.example/fr (else SITEURL)"
JOBS = "Processes at work at the same time (else one for each core)"
JSON = "Print the report as JSON"
FULL = "Read and render everything anew, and keep the site before for invoke rollback"
VERIFY = "Read every file of the site, and make anew what is not as it was published"
EXPLAIN = "Say what was rendered, and why"
DRY_RUN = "Show what would change and why; write nothing"
AGAIN = "Convert all anew; posts changed by hand, ids, addresses and dates stay"


@task(
    auto_shortflags=False,
    help={
        **FOLDERS,
        "full": FULL,
        "verify": VERIFY,
        "explain": EXPLAIN,
        "jobs": JOBS,
        "siteurl": SITEURL,
        "json": JSON,
    },
)
def build(
    context: Context,
    full: bool = False,
    verify: bool = False,
    explain: bool = False,
    jobs: str | None = None,
    siteurl: str | None = None,
    seeds: str | None = None,
    content: str | None = None,
    output: str | None = None,
    json_: bool = False,
) -> None:
    """Turn seeds into posts, and posts into the site and its feeds."""
    kinds: Options = {"--full": full, "--verify": verify, "--explain": explain}
    options: Options = {"--jobs": jobs, "--siteurl": siteurl, "--json": json_}
    folders: Options = {"--seeds": seeds, "--content": content, "--output": output}
    finish(run("plugins", ["build", *arguments({**kinds, **options, **folders})]))


@task(auto_shortflags=False, help={"output": FOLDERS["output"], "json": JSON})
def rollback(context: Context, output: str | None = None, json_: bool = False) -> None:
    """Put back the site as it was before the last build of everything."""
    finish(run("plugins", ["rollback", *arguments({"--output": output, "--json": json_})]))


@task(
    auto_shortflags=False,
    help={
        "dry-run": DRY_RUN,
        "again": AGAIN,
        "jobs": JOBS,
        "seeds": FOLDERS["seeds"],
        "content": FOLDERS["content"],
        "json": JSON,
    },
)
def convert(
    context: Context,
    dry_run: bool = False,
    again: bool = False,
    jobs: str | None = None,
    seeds: str | None = None,
    content: str | None = None,
    json_: bool = False,
) -> None:
    """Turn seeds into posts, and no more."""
    options: Options = {"--dry-run": dry_run, "--again": again, "--jobs": jobs, "--json": json_}
    folders: Options = {"--seeds": seeds, "--content": content}
    finish(run("plugins", ["convert", *arguments({**options, **folders})]))


@task(
    auto_shortflags=False,
    optional=["feeds"],
    help={
        "output": FOLDERS["output"],
        "files": "Read files alone, open no browser",
        "browser": "Install what it takes to open one (once), and fail where there is none",
        "feeds": "Check feeds alone: the site's, or those in a file, a folder or at an address",
        "jobs": JOBS,
        "json": JSON,
    },
)
def check(
    context: Context,
    output: str | None = None,
    files: bool = False,
    browser: bool = False,
    feeds: str | None = None,
    jobs: str | None = None,
    json_: bool = False,
) -> None:
    """Check the built site: HTML, links, feeds, accessibility, weight, privacy."""
    options: Options = {"--output": output, "--jobs": jobs, "--json": json_}
    kinds: Options = {"--files": files, "--browser": browser, "--feeds": feeds}
    level = "dev" if browser else "run"
    finish(run("plugins", ["check", *arguments({**options, **kinds})], level=level))


@task(
    auto_shortflags=False,
    help={**FOLDERS, "port": "Port on 127.0.0.1 (default 8000)", "siteurl": SITEURL},
)
def serve(
    context: Context,
    port: str = "8000",
    siteurl: str | None = None,
    seeds: str | None = None,
    content: str | None = None,
    output: str | None = None,
) -> None:
    """Build, then show the site on this machine until Ctrl-C."""
    options: Options = {"--port": port, "--siteurl": siteurl}
    folders: Options = {"--seeds": seeds, "--content": content, "--output": output}
    finish(run("plugins", ["serve", *arguments({**options, **folders})]))


PLACES = {"content": FOLDERS["content"], "output": FOLDERS["output"]}


@task(
    positional=["old", "new"],
    auto_shortflags=False,
    help={"old": "Address it has, such as 2026/11/slug/", "new": "Address it gets", **PLACES},
)
def move(
    context: Context, old: str, new: str, content: str | None = None, output: str | None = None
) -> None:
    """Give an article another address; the one it had leads there."""
    options: Options = {"--old": old, "--new": new, "--content": content, "--output": output}
    finish(run("plugins", ["move", *arguments(options)]))


@task(auto_shortflags=False, help=PLACES)
def addresses(context: Context, content: str | None = None, output: str | None = None) -> None:
    """List the published addresses in content/addresses.txt, and say which were lost."""
    options: Options = {"--content": content, "--output": output}
    finish(run("plugins", ["addresses", *arguments(options)]))


def pytest_options(slow: bool, k: str | None, cores: int) -> list[str]:
    """What pytest is told for a run of the quick tests, of all, or of some by name."""
    choice = ["--hypothesis-profile=thorough"] if slow else ["-m", "not slow"]
    # A worker costs a second to start: worth it for a suite, not for a handful of tests. One more
    # than there are cores, because many tests wait for a browser or a server.
    workers = 1 if k or cores == 1 else min(cores + 1, 4)
    order = ["--dist", "loadfile", "--no-loadscope-reorder"]  # the longest files are first already
    parallel = ["-n", str(workers), *order] if workers > 1 else []
    return [*choice, *parallel, *(["-k", k] if k else [])]


@task(
    auto_shortflags=False,
    help={
        "slow": "All tests, with many more examples",
        "k": "Only tests whose names fit this expression",
    },
)
def test(context: Context, slow: bool = False, k: str | None = None) -> None:
    """Run the quick tests."""
    options = pytest_options(slow, k, os.cpu_count() or 1)
    finish(run("pytest", options, level="dev", cwd=ROOT))


CHECKS = (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",))


@task
def lint(context: Context) -> None:
    """Check style and types."""
    finish(max(run(module, rest, level="dev", cwd=ROOT) for module, *rest in CHECKS))


@task(
    auto_shortflags=False,
    help={
        "n": "Articles in the made-up archive, or several sizes such as 10000,100000",
        "theme": "Theme of ours: small (it does what the peers' do), whole or both",
        "peers": "Folder of an environment that has Hugo, Pelican or both; else only ours",
        "runs": "How often all is done; medians are shown",
        "out": "Folder for the table, the figures and the picture (default .cache/bench)",
        "keep": "Leave the sites where they are and say where",
        "json": "Print the figures as JSON",
    },
)
def bench(
    context: Context,
    n: str = "10000",
    theme: str = "both",
    peers: str | None = None,
    runs: str = "1",
    out: str | None = None,
    keep: bool = False,
    json_: bool = False,
) -> None:
    """Measure builds of a made-up archive, and its peers' beside them."""
    options: Options = {"--n": n, "--theme": theme, "--runs": runs, "--keep": keep, "--json": json_}
    folders: Options = {"--peers": peers, "--out": out}
    finish(run("tests.bench", arguments({**options, **folders, "--invoke": sys.executable})))


# What commands and tools leave behind. Never the seeds, never the posts.
LEFTOVERS = (
    *("output", ".output.next", ".output.previous", ".cache"),
    *(".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis"),
)
CODE = ("plugins", "tests")


def leftovers(root: Path, everything: bool) -> list[Path]:
    """What ``clean`` removes below ``root``; ``everything`` adds the environment."""
    names = (*LEFTOVERS, "__pycache__", *((".venv",) if everything else ()))
    found = [root / name for name in names if os.path.lexists(root / name)]
    return found + sorted(path for name in CODE for path in (root / name).rglob("__pycache__"))


def remove(path: Path) -> str | None:
    """Remove a folder of ours; the reason if it stays."""
    if path.is_symlink():
        return f"{path}: is a symbolic link and left alone. Remove it by hand if it is not needed"
    try:
        shutil.rmtree(path)
    except OSError as error:
        return f"{error.filename or path}: {error.strerror}. Remove it by hand"
    return None


@task(auto_shortflags=False, help={"all": "Remove the environment in .venv as well"})
def clean(context: Context, all_: bool = False) -> None:
    """Remove what was built and cached; seeds and posts stay."""
    with locked(ROOT / ".venv.lock", SETTING_UP):
        problems = [reason for reason in map(remove, leftovers(ROOT, all_)) if reason]
    for problem in problems:
        say(f"seedpress: {problem}")
    finish(1 if problems else 0)

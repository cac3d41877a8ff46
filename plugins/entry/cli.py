"""The commands behind ``invoke``: ``python -m plugins COMMAND``.

Exit status: 0 fine; 1 some seeds or posts have problems, everything else is done; 2 wrong
options or settings, nothing done; 3 a seed and an editor changed the same words.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from plugins import config
from plugins.config import Settings
from plugins.convert import SyncReport, sync
from plugins.engine.glance import store_path
from plugins.engine.publish import guard, roll_back
from plugins.engine.site import SiteReport, build_site, clock
from plugins.engine.store import discard
from plugins.entry import console
from plugins.entry.console import Outcome
from plugins.entry.environment import locked, say
from plugins.errors import ConfigError, Problem, SeedpressError

if TYPE_CHECKING:
    from concurrent.futures import Executor

ROOT = Path(__file__).resolve().parents[2]
_FOLDERS = {"seeds": "SEEDS_PATH", "content": "PATH", "output": "OUTPUT_PATH"}


def _wrong(where: str, message: str, remedy: str) -> ConfigError:
    return ConfigError(Problem(where, message, remedy, code="option"))


class _Parser(argparse.ArgumentParser):
    """Wrong options are a Problem like any other."""

    def error(self, message: str) -> NoReturn:
        raise _wrong("command line", message, "see invoke --help COMMAND")


_FLAG: dict[str, Any] = {"action": "store_true"}
_OPTIONS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "--seeds": (("build", "convert", "serve"), {"type": Path}),
    "--content": (("build", "convert", "serve", "move", "addresses"), {"type": Path}),
    "--output": (("build", "serve", "rollback", "check", "move", "addresses"), {"type": Path}),
    "--old": (("move",), {"required": True}),
    "--new": (("move",), {"required": True}),
    "--siteurl": (("build", "serve"), {}),
    "--jobs": (("build", "convert", "check"), {"type": int}),
    "--json": (("build", "convert", "rollback", "check"), _FLAG),
    "--full": (("build",), _FLAG),
    "--verify": (("build",), _FLAG),
    "--explain": (("build",), _FLAG),
    "--dry-run": (("convert",), _FLAG),
    "--again": (("convert",), _FLAG),
    "--files": (("check",), _FLAG),
    "--browser": (("check",), _FLAG),
    "--feeds": (("check",), {"nargs": "?", "const": ""}),
    "--port": (("serve",), {"type": int, "default": 8000}),
}


def parser() -> argparse.ArgumentParser:
    """Each command with the options that it has."""
    top = _Parser(prog="seedpress", allow_abbrev=False)
    commands = top.add_subparsers(dest="command", required=True, parser_class=_Parser)
    for name in ("build", "convert", "serve", "rollback", "check", "move", "addresses"):
        command = commands.add_parser(name, allow_abbrev=False)
        for option, (owners, how) in _OPTIONS.items():
            if name in owners:
                command.add_argument(option, **how)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit status."""
    given = sys.argv[1:] if argv is None else list(argv)
    as_json = "--json" in given
    console.accept_any_text()
    try:
        options = parser().parse_args(given)
        settings = config.load(ROOT, **_overrides(options))
        if options.command in _APART:
            return _APART[options.command](options, settings)
        outcome = _do(options, settings)
    except SeedpressError as error:
        console.failure(error, given[0] if given else "", as_json=as_json)
        return error.exit_status
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        console.failure(_unusable(error), given[0], as_json=as_json)
        return 2
    return _tell(outcome, as_json=as_json)


def _tell(outcome: Outcome, *, as_json: bool) -> int:
    """Reports ``outcome``; its exit status, or 1 where the report cannot be written."""
    try:
        console.report(outcome, as_json=as_json)
    except BrokenPipeError:  # whoever reads has seen enough, as `head` does
        console.close()
    except OSError as error:
        console.close()
        say(f"seedpress: {_unusable(error).problem}")
        return 1
    return outcome.exit_status


def _unusable(error: OSError) -> ConfigError:
    """A file or folder outside seeds, content and output with which nothing can be done."""
    where = str(error.filename or "standard output")
    remedy = "mend its name or its rights, or make room"
    return ConfigError(Problem(where, f"cannot be used: {error.strerror}", remedy, code="system"))


def _overrides(options: argparse.Namespace) -> dict[str, Any]:
    """Settings that options give; paths are relative to where the command was typed."""
    given = {s: getattr(options, o, None) for o, s in _FOLDERS.items()}
    paths = {name: str(path.absolute()) for name, path in given.items() if path is not None}
    seeds = getattr(options, "seeds", None)
    if seeds is not None and not seeds.is_dir():
        message = f"there is no folder {seeds}"
        raise _wrong("--seeds", message, "name one that is there")
    siteurl = getattr(options, "siteurl", None)
    return {**paths, "SITEURL": siteurl} if siteurl is not None else dict(paths)


def _do(options: argparse.Namespace, settings: Settings) -> Outcome:
    """Converts, and builds unless the command is ``convert``; one at a time per output."""
    now, command = clock(), options.command
    if getattr(options, "dry_run", False):
        return Outcome(command, _convert(options, settings, now), dry_run=True)
    if command != "convert":
        guard(settings.output, settings.retention)  # before a post is written for nothing
    settings.cache.mkdir(parents=True, exist_ok=True)
    with locked(settings.cache / "build.lock", "building this site"):
        seeds = _convert(options, settings, now)
        if command == "convert":
            return Outcome(command, seeds)
        site = build_site(
            settings,
            _overrides(options),
            full=getattr(options, "full", False),
            verify=getattr(options, "verify", False),
            jobs=_jobs(options),
        )
    warnings = _warnings(settings, site)
    if command == "build" and settings.hubs and settings.has_siteurl:
        from plugins.feeds.websub import tell_hubs  # noqa: PLC0415  where somebody listens

        warnings += tell_hubs(settings, site.published.written)
    explain = getattr(options, "explain", False)
    return Outcome(command, seeds, site, settings.output, warnings, explain=explain)


def _jobs(options: argparse.Namespace) -> int | None:
    jobs: int | None = getattr(options, "jobs", None)
    if jobs is not None and jobs < 1:
        raise _wrong("--jobs", f"is {jobs}", "give 1 or more")
    return jobs


def _roll_back(options: argparse.Namespace, settings: Settings) -> int:
    """The site as it was before the last build that rendered everything."""
    settings.cache.mkdir(parents=True, exist_ok=True)
    with locked(settings.cache / "build.lock", "building this site"):
        roll_back(settings.output, partial(discard, store_path(settings)))
    console.rolled_back(settings.output, as_json=options.json)
    return 0


def _check(options: argparse.Namespace, settings: Settings) -> int:
    """Looks at the built site as its readers, browsers and feed readers will."""
    from plugins.check import Finding, check_site  # noqa: PLC0415  what no other command needs
    from plugins.entry import addressing  # noqa: PLC0415  as above

    if options.feeds is not None:
        return _check_feeds(options.feeds or str(settings.output), as_json=options.json)
    jobs = _jobs(options)
    pool = None if jobs == 1 else partial(_pool, jobs)
    wanted = not options.files or options.browser
    found = check_site(settings.output, settings.retention, pool, in_browser=wanted)
    # The committed list is of this site, not of whichever lies in another folder.
    lost = () if options.output else tuple(map(Finding, addressing.lost(settings)))
    found = replace(found, findings=(*found.findings, *lost))
    console.checked(found, as_json=options.json)
    is_short = options.browser and found.skipped
    return 1 if found.findings or is_short else 0


def _check_feeds(place: str, *, as_json: bool) -> int:
    """Looks at feeds alone, the site's own or whoever's."""
    from plugins.feeds.rules.places import check_places  # noqa: PLC0415  as above

    problems = check_places([place], clock())
    console.checked_feeds(problems, as_json=as_json)
    return 1 if problems else 0


def _address(options: argparse.Namespace, settings: Settings) -> int:
    """Moves an article, or lists what was published, while nobody builds."""
    from plugins.entry import addressing  # noqa: PLC0415  what no other command needs

    settings.cache.mkdir(parents=True, exist_ok=True)
    with locked(settings.cache / "build.lock", "building this site"):
        if options.command == "move":
            console.told(addressing.move(settings, options.old, options.new))
            return 0
        done, problems = addressing.list_addresses(settings)
    console.told(done, *map(str, problems))
    return 1 if problems else 0


def _warnings(settings: Settings, site: SiteReport) -> tuple[str, ...]:
    if settings.has_siteurl:
        return site.warnings
    unset = f"SITEURL is not set: feeds and canonical links name {settings.siteurl}"
    return (unset, *site.warnings)


def _convert(options: argparse.Namespace, settings: Settings, now: datetime) -> SyncReport:
    jobs = _jobs(options)
    if not settings.seeds.is_dir():
        say(f"There is no folder {settings.seeds}: posts stay as they are")
        return SyncReport((), ())
    with console.progress("Converting") as progress:
        return sync(
            settings,
            now,
            dry_run=getattr(options, "dry_run", False),
            again=getattr(options, "again", False),
            executor=None if jobs == 1 else partial(_pool, jobs),
            progress=progress,
            cache=settings.cache,
        )


def _pool(jobs: int | None) -> Executor:
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  where there is much to do

    return ProcessPoolExecutor(jobs, initializer=_leave_ctrl_c)


def _leave_ctrl_c() -> None:
    """In a worker: its parent hears of it too, and ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _serve(options: argparse.Namespace, settings: Settings) -> int:
    """Asks for the port before anything is built, so that a wrong one leaves all as it was."""
    from plugins.entry import server  # noqa: PLC0415  what no other command needs

    served = server.serve(settings.output, options.port, settings.prefix)
    outcome = _do(options, settings)
    _tell(outcome, as_json=False)
    server.run(served)
    return outcome.exit_status


#: Commands that neither convert nor build, or do so in their own way.
_APART = {
    "serve": _serve,
    "rollback": _roll_back,
    "check": _check,
    "move": _address,
    "addresses": _address,
}

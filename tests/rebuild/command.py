"""``invoke build`` on a newsroom of the tests, sound or spoiled, and what it printed.

    python -m tests.rebuild.command BASE [TOLD]

is one such build; TOLD is a file descriptor that hears of its first write to the live site.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

from plugins.entry import cli
from tests.rebuild import writes
from tests.rebuild.newsroom import ROOT, Newsroom
from tests.rebuild.visiting import faults_at_rest

_HOME = "Path(__file__).resolve().parent"


def write_settings(room: Newsroom, folder: Path, **other: Any) -> None:
    """The pelicanconf.py that the command finds in ``folder``: the project's, with ours."""
    text = (ROOT / "pelicanconf.py").read_text("utf-8")
    assert _HOME in text
    ours = {**room.overrides(), "SEEDS_PATH": str(room.base / "seeds"), **other}
    lines = "".join(f"{name} = {value!r}\n" for name, value in ours.items())
    settings = text.replace(_HOME, f"Path({str(ROOT)!r})") + lines
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pelicanconf.py").write_text(settings, "utf-8")


def build(base: str, clock: int, *options: str) -> int:
    """Exit status of ``invoke build`` with the settings in ``base``; Python's own if it raises."""
    os.environ["SOURCE_DATE_EPOCH"] = str(clock)
    cli.ROOT = Path(base)
    try:
        return cli.main(["build", *options])
    except SystemExit as end:
        return int(end.code or 0)
    except BaseException:  # noqa: BLE001  # as the interpreter does
        traceback.print_exc()
        return 1


def told(base: str, clock: int, options: list[str], spoiled: list[Any] | None) -> dict[str, Any]:
    """A build's exit status and messages, and which writes failed.

    ``spoiled`` is None for a sound build; a number and a kind of ``writes.fail_at``; or a number
    of bytes and "short", above which no file can grow. The process is spoiled for good.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as failed:
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)
        if spoiled and spoiled[1] == "short":
            limit = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
            resource.setrlimit(resource.RLIMIT_FSIZE, (spoiled[0], limit))
        elif spoiled:
            writes.fail_at(*spoiled, failed.fileno(), Path(base, "site"), Path(base, "cache"))
        status = build(base, clock, *options)
        sys.stdout.flush()
        sys.stderr.flush()
        return {"status": status, "told": _text(out), "failed": _text(failed).splitlines()}


def looked_at(base: str, clock: int, siteurl: str, step: int) -> dict[str, Any]:
    """A build's exit status, and what a reader finds wrong before each ``step``-th write of it.

    ``looks`` counts the writes to the live site before which somebody looked.
    """
    faults: dict[str, None] = {}
    looks = 0

    def act(count: int, event: str, path: str) -> None:
        nonlocal looks
        if count % step == 0:
            looks += 1
            found = faults_at_rest(Path(base, "site/output"), siteurl)
            faults.update(dict.fromkeys(f"{fault} (before {event} {path})" for fault in found[:1]))

    writes.watch((Path(base, "site"),), act)
    status = build(base, clock, "--jobs=1")  # a worker would keep what it sees to itself
    return {"status": status, "faults": list(faults), "looks": looks}


def _text(file: Any) -> str:
    file.seek(0)
    return str(file.read().decode("utf-8", "replace"))


def main(base: str, clock: str, told: str = "") -> int:
    """A build that can be killed."""
    if told:
        publishing = int(told)

        def act(count: int, _event: str, _path: str) -> None:
            if count == 1:
                os.write(publishing, b"p")

        writes.watch((Path(base, "site/output"),), act)
    return build(base, int(clock), "--jobs=2")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""Commands end well whatever their terminal can show, and whoever stops reading."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.entry.console import failure
from plugins.errors import ConfigError, Problem

SEED = "Un port « → » rouvre\n\nLes quais du port ont rouvert à l’aube après la grève.\n"


def command(tmp_path: Path, redirect: str = "", **environ: str) -> tuple[int, str]:
    """Exit status and standard error of ``convert``, its standard output going to ``redirect``."""
    (tmp_path / "seeds").mkdir(exist_ok=True)
    for no in range(60 if "head" in redirect else 3):  # more than a pipe holds while nobody reads
        (tmp_path / f"seeds/é{no}.txt").write_text(f"{no} {SEED}", "utf-8")
    python = f"{shlex.quote(sys.executable)} -P -m plugins convert --dry-run --jobs 1"
    places = f"--seeds '{tmp_path}/seeds' --content '{tmp_path}/content'"
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {python} {places} {redirect}"],
        env={**os.environ, "PYTHONPATH": str(root), **environ},
        capture_output=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stderr.decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("redirect", "environ", "status"),
    [
        ("", {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}, 0),
        ("", {"PYTHONIOENCODING": "latin-1"}, 0),
        ("| head -1", {}, 0),
        ("--json | head -1", {}, 0),
        (">&-", {}, 0),
        ("--json >&-", {}, 0),
        ("2>&-", {}, 0),
        (">/dev/full", {}, 1),
        ("--json >/dev/full", {}, 1),
    ],
)
def test_no_terminal_makes_a_command_fail(
    tmp_path: Path, redirect: str, environ: dict[str, str], status: int
) -> None:
    code, told = command(tmp_path, redirect, **environ)
    assert "Traceback" not in told
    assert "Exception ignored" not in told
    assert code == status
    assert ("standard output: cannot be used" in told) == (status == 1)


def test_a_command_that_does_nothing_says_everything_that_is_wrong(
    capsys: pytest.CaptureFixture[str],
) -> None:
    error = ConfigError(Problem("SITENAME", "is 3", "give a text"), Problem("LINKS", "is 1"))
    failure(error, "build", as_json=False)
    assert (
        capsys.readouterr().err
        == "seedpress: SITENAME: is 3. Give a text\nseedpress: LINKS: is 1\n"
    )
    failure(error, "build", as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert [each["where"] for each in told["problems"]] == ["SITENAME", "LINKS"]

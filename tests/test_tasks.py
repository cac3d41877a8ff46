"""The commands: what they hand over, how they end, what clean removes, what is committed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

import tasks
from plugins.entry.environment import Environment

if TYPE_CHECKING:
    from pathlib import Path

LISTS = ("requirements-build.txt", "requirements.txt", "requirements-dev.txt")
NOT_ON_WINDOWS = pytest.mark.skipif(
    sys.platform == "win32", reason="signals work another way there"
)


# --- Handing over ---------------------------------------------------------------------------


def test_only_what_was_given_is_handed_over() -> None:
    options = {"--full": True, "--json": False, "--jobs": None, "--seeds": "-odd name", "--k": ""}
    assert tasks.arguments(options) == ["--full", "--seeds=-odd name", "--k="]


@pytest.mark.parametrize("status", [0, 1, 2, 3])
def test_the_exit_status_is_passed_on(status: int) -> None:
    assert tasks.hand_over([sys.executable, "-c", f"raise SystemExit({status})"], None) == status


@NOT_ON_WINDOWS
def test_a_command_that_was_killed_ends_as_a_shell_counts() -> None:
    code = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    assert tasks.hand_over([sys.executable, "-c", code], None) == 137


def test_the_current_folder_stays_and_the_project_is_found(tmp_path: Path) -> None:
    code = "import os, sys, plugins; sys.exit(os.getcwd() != sys.argv[1])"
    script = f"import os, tasks; os.chdir({str(tmp_path)!r}); import sys; sys.exit(tasks.hand_over("
    script += f"[sys.executable, '-P', '-c', {code!r}, os.getcwd()], None))"
    done = subprocess.run([sys.executable, "-c", script], cwd=tasks.ROOT, check=False)
    assert done.returncode == 0


@NOT_ON_WINDOWS
@pytest.mark.parametrize(
    ("sent", "expected"), [(signal.SIGINT, tasks.INTERRUPTED), (signal.SIGTERM, 143)]
)
def test_what_ends_the_front_ends_the_command_without_a_traceback(
    sent: signal.Signals, expected: int
) -> None:
    child = "import signal, time; signal.signal(signal.SIGINT, signal.SIG_DFL);"
    child += "print('up', flush=True); time.sleep(60)"
    script = (
        "import sys, tasks; sys.exit(tasks.hand_over([sys.executable, '-c', sys.argv[1]], None))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, child],
        cwd=tasks.ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as front:
        assert front.stdout is not None
        assert front.stdout.readline() == "up\n"
        front.send_signal(sent)
        _, errors = front.communicate(timeout=20)
    assert (front.returncode, errors) == (expected, "")


def test_the_quick_suite_leaves_the_slow_tests_out() -> None:
    assert tasks.pytest_options(slow=False, k=None, cores=1) == ["-m", "not slow"]
    assert "-m" not in tasks.pytest_options(slow=True, k=None, cores=1)
    assert tasks.pytest_options(slow=False, k="dates", cores=8)[-2:] == ["-k", "dates"]
    assert "-n" in tasks.pytest_options(slow=False, k=None, cores=2)


def test_a_failed_set_up_ends_with_2_and_one_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in LISTS:
        (tmp_path / name).touch()
    offline = Environment(tmp_path, lambda _: (1, "Network is unreachable"))
    monkeypatch.setattr(tasks, "Environment", lambda _: offline)
    assert tasks.run("plugins", ["build"]) == 2
    problem = capsys.readouterr().err.splitlines()[-1]
    assert problem.startswith("seedpress: ")
    assert "network" in problem


# --- clean ----------------------------------------------------------------------------------


def test_clean_takes_what_was_made_and_leaves_what_was_written(tmp_path: Path) -> None:
    made = ["output", ".cache", ".ruff_cache", "plugins/feeds/__pycache__", "__pycache__"]
    kept = ["content/posts", "seeds", ".venv", "content/__pycache__"]
    for name in made + kept:
        (tmp_path / name / "inner").mkdir(parents=True)
    for path in tasks.leftovers(tmp_path, everything=False):
        assert tasks.remove(path) is None
    assert [name for name in made if (tmp_path / name).exists()] == []
    assert [name for name in kept if not (tmp_path / name / "inner").exists()] == []
    assert tasks.leftovers(tmp_path, everything=True) == [tmp_path / ".venv"]


def test_clean_leaves_a_link_and_what_it_leads_to_alone(tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "output").symlink_to(tmp_path / "www")
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache" / "link").symlink_to(tmp_path / "www")
    reasons = [tasks.remove(path) for path in tasks.leftovers(tmp_path, everything=False)]
    assert "symbolic link" in (reasons[0] or "")
    assert reasons[1:] == [None]
    assert (tmp_path / "www").is_dir()
    assert (tmp_path / "output").is_symlink()
    assert not (tmp_path / ".cache").exists()


# --- What is committed ----------------------------------------------------------------------


def pins(project: Path, name: str) -> set[str]:
    """The pinned releases in a list, with their conditions."""
    text = (project / name).read_text("utf-8").replace("\\\n", "")
    return {re.split(r"\s+--hash", line)[0].strip() for line in text.splitlines()}


def test_every_release_is_pinned_and_hashed_and_no_address_is_named(project: Path) -> None:
    for name in LISTS:
        text = (project / name).read_text("utf-8")
        entries = text.replace("\\\n", "").splitlines()
        assert all(re.match(r"[a-z0-9-]+==\S+ ", entry) for entry in entries)
        assert all(" --hash=sha256:" in entry for entry in entries)
        assert "://" not in text
        assert "index" not in text


def test_tests_run_on_the_releases_that_build(project: Path) -> None:
    run, dev = (
        {pin.partition(" ;")[0] for pin in pins(project, name)}
        for name in ("requirements.txt", "requirements-dev.txt")
    )
    assert len(run) > 20
    assert run <= dev


def test_the_commands_are_those_of_the_contract(project: Path) -> None:
    listed = subprocess.run(
        [sys.executable, "-m", "invoke", "-r", str(project), "--list"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    names = re.findall(r"^  (\w+)   ", listed, flags=re.MULTILINE)
    assert names == [
        *(
            "addresses",
            "bench",
            "build",
            "check",
            "clean",
            "convert",
            "lint",
            "move",
            "rollback",
            "serve",
        ),
        "test",
    ]


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("build", "full jobs siteurl seeds content output json"),
        ("convert", "dry-run again jobs seeds content json"),
        ("serve", "port siteurl seeds content output"),
        ("bench", "theme peers runs out keep json"),
        ("test", "slow"),
        ("clean", "all"),
    ],
)
def test_a_command_explains_each_of_its_options(project: Path, command: str, options: str) -> None:
    helped = subprocess.run(
        [sys.executable, "-m", "invoke", "-r", str(project), "--help", command],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for option in options.split():
        assert re.search(rf"--{option}(=STRING)?  +\w", helped)


@pytest.mark.slow
def test_a_fresh_copy_sets_itself_up_and_a_killed_set_up_is_repaired(
    project: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "Une copie fraîche"
    copy.mkdir()
    for name in (*LISTS, "tasks.py"):
        shutil.copy(project / name, copy)
    (copy / "plugins/entry").mkdir(parents=True)
    for name in ("__init__", "entry/__init__", "entry/environment", "entry/setup_errors"):
        shutil.copy(project / "plugins" / f"{name}.py", copy / "plugins" / f"{name}.py")
    main = "import sys, nh3, pelican; print(sys.prefix, sys.argv[1:])"
    (copy / "plugins" / "__main__.py").write_text(main, encoding="utf-8")
    command = [sys.executable, "-m", "invoke", "-r", str(copy), "build", "--jobs", "2"]
    hostile = {**os.environ, "PIP_TARGET": str(tmp_path / "away"), "PIP_USER": "1"}

    with subprocess.Popen(command, cwd=tmp_path, env=hostile, start_new_session=True) as first:
        while not list(copy.glob(".venv/lib/*/site-packages/pip")):
            time.sleep(0.1)
        time.sleep(2)
        os.killpg(first.pid, signal.SIGKILL)
    done = subprocess.run(
        command, cwd=tmp_path, env=hostile, capture_output=True, text=True, check=False
    )
    assert done.stdout == f"{copy / '.venv'} ['build', '--jobs=2']\n"
    assert "Setting up" in done.stderr
    again = subprocess.run(
        command, cwd=tmp_path, env=hostile, capture_output=True, text=True, check=False
    )
    assert (again.returncode, again.stdout, again.stderr) == (0, done.stdout, "")
    assert not (tmp_path / "away").exists()

"""The environment: made once, recognised in a moment, repaired when half made."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from plugins.entry import environment
from plugins.entry.environment import (
    Environment,
    clean_environ,
    decide,
    ensure,
    interpreter,
    locked,
)
from plugins.entry.setup_errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Sequence

LISTS = ("requirements-build.txt", "requirements.txt", "requirements-dev.txt")


@dataclass
class FakeTools:
    """Stands for ``python -m venv`` and ``pip``: remembers the steps, makes the interpreter."""

    root: Path
    fail_at: str = ""
    output: str = ""
    steps: list[str] = field(default_factory=list)

    def __call__(self, command: Sequence[str]) -> tuple[int, str]:
        step = "venv" if "venv" in command else Path(command[-1]).name
        self.steps.append(step)
        if step == self.fail_at:
            return 1, self.output
        if step == "venv":
            python = Environment(self.root).python
            python.parent.mkdir(parents=True, exist_ok=True)
            python.touch()
        return 0, ""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "été, un projet"
    folder.mkdir()
    for name in LISTS:
        (folder / name).write_text(f"{name} one\n", encoding="utf-8")
    return folder


@pytest.fixture
def tools(root: Path) -> FakeTools:
    return FakeTools(root)


@pytest.fixture
def place(root: Path, tools: FakeTools) -> Environment:
    return Environment(root, tools)


def steps_of(tools: FakeTools) -> list[str]:
    """The steps since the last look."""
    seen, tools.steps = tools.steps, []
    return seen


def test_the_first_command_makes_the_environment_and_the_next_does_nothing(
    place: Environment, tools: FakeTools
) -> None:
    assert ensure(place) == place.python
    assert steps_of(tools) == ["venv", "requirements-build.txt", "requirements.txt"]
    ensure(place)
    assert steps_of(tools) == []


def test_an_environment_that_is_there_is_only_read(place: Environment, root: Path) -> None:
    ensure(place)
    (root / ".venv.lock").unlink()
    before = sorted((path, path.stat().st_mtime_ns) for path in root.rglob("*"))
    ensure(place)
    assert sorted((path, path.stat().st_mtime_ns) for path in root.rglob("*")) == before


def test_what_tests_need_is_installed_for_them_alone(place: Environment, tools: FakeTools) -> None:
    ensure(place)
    steps_of(tools)
    ensure(place, "dev")
    assert steps_of(tools) == ["requirements-build.txt", "requirements-dev.txt"]
    ensure(place)
    ensure(place, "dev")
    assert steps_of(tools) == []


def test_changed_requirements_are_installed_into_what_is_there(
    place: Environment, tools: FakeTools, root: Path
) -> None:
    ensure(place, "dev")
    steps_of(tools)
    (root / "requirements.txt").write_text("two\n", encoding="utf-8")
    ensure(place, "dev")
    assert steps_of(tools) == []
    ensure(place)
    assert steps_of(tools) == ["requirements-build.txt", "requirements.txt"]


@pytest.mark.parametrize("step", ["venv", "requirements-build.txt", "requirements.txt"])
def test_a_set_up_that_broke_off_starts_from_scratch(
    place: Environment, tools: FakeTools, step: str
) -> None:
    tools.fail_at = step
    with pytest.raises(SetupError):
        ensure(place)
    (place.folder / "half of a package").touch()
    tools.fail_at = ""
    steps_of(tools)
    ensure(place)
    assert steps_of(tools)[0] == "venv"
    assert not (place.folder / "half of a package").exists()


def test_an_environment_whose_python_went_away_is_made_anew(
    place: Environment, tools: FakeTools
) -> None:
    ensure(place)
    place.python.unlink()
    place.python.symlink_to(place.root / "no-such-python")
    steps_of(tools)
    ensure(place)
    assert steps_of(tools)[0] == "venv"


def test_an_environment_of_somebody_else_loses_nothing(place: Environment) -> None:
    place.folder.mkdir()
    (place.folder / "mine.txt").touch()
    ensure(place)
    assert (place.folder / "mine.txt").exists()


def test_an_environment_that_is_a_link_is_refused(place: Environment, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    place.folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SetupError, match="symbolic link"):
        ensure(place)
    assert list((tmp_path / "elsewhere").iterdir()) == []


HERE = f"{interpreter()}\nrun abc\n"


@pytest.mark.parametrize(
    ("marker", "usable", "inside", "step"),
    [
        (HERE, True, False, "nothing"),
        (HERE, True, True, "nothing"),
        (HERE, False, False, "recreate"),
        (HERE.replace("abc", "old"), True, False, "install"),
        (HERE.replace("cpython", "jython"), True, False, "recreate"),
        (HERE.replace("cpython", "jython"), True, True, "install"),
        ("", True, False, "recreate"),
        ("", True, True, "install"),
        (None, True, False, "create"),
        (None, False, False, "create"),
        (None, True, True, "install"),
    ],
)
def test_the_marker_decides_what_is_done(
    marker: str | None, usable: bool, inside: bool, step: str
) -> None:
    assert decide(marker, "run abc", usable=usable, inside=inside) == step


def test_two_commands_at_once_set_up_once(
    root: Path, tools: FakeTools, capsys: pytest.CaptureFixture[str]
) -> None:
    entered, go_on = threading.Event(), threading.Event()

    def slow_tools(command: Sequence[str]) -> tuple[int, str]:
        entered.set()
        go_on.wait(10)
        return tools(command)

    place = Environment(root, slow_tools)
    both = [threading.Thread(target=ensure, args=(place,)) for _ in range(2)]
    both[0].start()
    assert entered.wait(10)
    both[1].start()
    said = ""
    for _ in range(500):
        said += capsys.readouterr().err
        if "waiting" in said:
            break
        time.sleep(0.01)
    go_on.set()
    for thread in both:
        thread.join(10)
    assert tools.steps == ["venv", "requirements-build.txt", "requirements.txt"]
    assert said.count("waiting") == 1


def test_a_lock_is_given_back_when_its_holder_is_gone(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), locked(tmp_path / "lock", "at work"):
        raise KeyboardInterrupt
    with (tmp_path / "lock").open("a+b") as file:
        assert environment.lock(file.fileno(), wait=False)


def test_settings_of_another_python_and_pip_s_other_aims_stay_out() -> None:
    theirs = {
        "PYTHONHOME": "/x",
        "VIRTUAL_ENV": "/x",
        "PYTHONPATH": "/x",
        "PIP_TARGET": "/x",
        "PIP_USER": "1",
        "PIP_PREFIX": "/x",
    }
    kept = {"PATH": "/bin", "PIP_INDEX_URL": "file:///wheels", "PIP_PROXY": "p"}
    cleaned = clean_environ({**theirs, **kept})
    assert cleaned.items() >= kept.items()
    assert not theirs.keys() & cleaned.keys()


def test_a_folder_that_cannot_be_written_is_a_problem_and_no_crash(
    place: Environment, tools: FakeTools
) -> None:
    (place.root / ".venv").write_text("a file", encoding="utf-8")
    with pytest.raises(SetupError, match=r"\.venv"):
        ensure(place)
    assert tools.steps == []

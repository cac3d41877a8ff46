"""When seeds were first committed, asked from git and remembered."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from plugins.convert.seeds import history
from plugins.convert.seeds.history import first_commits
from plugins.freshness import ForgottenError, Memory


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "seeds"
    root.mkdir()
    return root


def put(folder: Path, *names: str, text: str = "x") -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text} {name}", encoding="utf-8")


def git(folder: Path, *arguments: str, date: str = "2024-01-02T03:04:05+00:00") -> None:
    who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@a.example", "GIT_AUTHOR_DATE": date}
    commits = {key.replace("AUTHOR", "COMMITTER"): value for key, value in who.items()}
    clean = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    environment = {**os.environ, **who, **commits, **clean}
    subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, env=environment
    )


def test_the_first_commit_dates_a_seed(folder: Path) -> None:
    put(folder, "a.txt", "sub/é b.txt")
    git(folder.parent, "init", "-q")
    git(folder.parent, "add", ".")
    git(folder.parent, "commit", "-qm", "one")
    put(folder, "a.txt", text="changed")
    put(folder, "c.txt")
    git(folder.parent, "add", ".")
    git(folder.parent, "commit", "-qm", "two", date="2025-01-01T00:00:00+00:00")
    put(folder, "new.txt")
    first, second = datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)
    assert first_commits(folder) == {"a.txt": first, "sub/é b.txt": first, "c.txt": second}


def test_without_a_repository_there_are_no_commits(folder: Path) -> None:
    assert first_commits(folder) == {}
    assert first_commits(folder / "nowhere") == {}


def test_a_shallow_clone_dates_nothing(folder: Path) -> None:
    put(folder, "a.txt")
    git(folder.parent, "init", "-q")
    git(folder.parent, "add", ".")
    git(folder.parent, "commit", "-qm", "one")
    git(folder.parent, "clone", "-q", "--depth", "1", f"file://{folder.parent}", "copy")
    assert first_commits(folder.parent / "copy" / "seeds") == {}


@pytest.fixture
def memory() -> Memory:
    return Memory(None)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What git was asked, by its commands."""
    commands: list[str] = []
    real = history._git

    def noting(folder: Path, arguments: list[str]) -> bytes | None:
        commands.append(arguments[0])
        return real(folder, arguments)

    monkeypatch.setattr(history, "_git", noting)
    return commands


def commit(folder: Path, day: int, *names: str) -> None:
    put(folder, *names, text=f"day {day}")
    git(folder.parent, "add", "-A", ".")
    date = f"2024-01-{day:02d}T00:00:00+00:00"
    git(folder.parent, "commit", "-qm", f"day {day}", "--allow-empty", date=date)


def days(folder: Path, memory: Memory | None = None) -> dict[str, int]:
    return {key: moment.day for key, moment in first_commits(folder, memory).items()}


def test_a_commit_that_was_asked_about_is_asked_about_no_more(
    folder: Path, memory: Memory, asked: list[str]
) -> None:
    git(folder.parent, "init", "-q")
    commit(folder, 1, "a.txt")
    assert days(folder, memory) == days(folder, memory) == {"a.txt": 1}
    assert asked == ["rev-parse", "log", "rev-parse"]


def test_of_later_commits_in_one_line_only_these_are_asked(
    folder: Path, memory: Memory, asked: list[str]
) -> None:
    git(folder.parent, "init", "-q")
    commit(folder, 1, "a.txt")
    days(folder, memory)
    (folder / "a.txt").unlink()
    commit(folder, 2, "b.txt")
    commit(folder, 3, "a.txt")
    asked.clear()
    assert days(folder, memory) == {"a.txt": 1, "b.txt": 2}
    assert asked == ["rev-parse", "rev-list", "log"]
    assert days(folder) == days(folder, memory)


def test_where_lines_met_or_were_rewritten_all_commits_are_asked(
    folder: Path, memory: Memory
) -> None:
    git(folder.parent, "init", "-q", "-b", "main")
    commit(folder, 5, "a.txt")
    git(folder.parent, "checkout", "-q", "-b", "side")
    commit(folder, 2, "b.txt")
    git(folder.parent, "checkout", "-q", "main")
    commit(folder, 6, "b.txt")
    days(folder, memory)
    git(folder.parent, "merge", "-q", "-s", "ours", "-m", "both", "side")
    assert days(folder, memory) == days(folder)
    git(folder.parent, "reset", "-q", "--hard", "side")
    assert days(folder, memory) == days(folder) == {"a.txt": 5, "b.txt": 2}


def test_only_the_wanted_files_are_told(folder: Path, memory: Memory) -> None:
    git(folder.parent, "init", "-q")
    commit(folder, 1, "a.txt", "b.txt")
    assert first_commits(folder, memory, {"b.txt", "new.txt"}).keys() == {"b.txt"}


def test_a_memory_that_knows_nothing_sensible_is_not_asked(
    folder: Path, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(folder.parent, "init", "-q")
    commit(folder, 1, "a.txt")
    memory.note("commits", b"[1, 2]")
    assert days(folder, memory) == {"a.txt": 1}

    def damaged(*_: object) -> None:
        raise ForgottenError("damaged")

    monkeypatch.setattr(Memory, "noted", damaged)
    monkeypatch.setattr(Memory, "note", damaged)
    assert days(folder, memory) == {"a.txt": 1}


def test_what_git_could_not_tell_is_not_remembered(
    folder: Path, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(folder.parent, "init", "-q")
    commit(folder, 1, "a.txt")
    real = history._git
    with monkeypatch.context() as patch:
        patch.setattr(history, "_git", lambda f, a: None if a[0] == "log" else real(f, a))
        assert days(folder, memory) == {}
    assert days(folder, memory) == {"a.txt": 1}

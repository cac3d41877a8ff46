"""Work goes through whatever executor the newsroom names, and comes back in its order."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from plugins import config
from plugins.engine.pool import Workers
from plugins.engine.site import build_site

ROOT = Path(__file__).resolve().parents[2]
#: More than one lot of articles, so that they are worth an executor.
POSTS = 150


class Elsewhere(ProcessPoolExecutor):
    """Processes that know nothing of this one, as if they were on another machine."""

    handed_over = 0

    def __init__(self, jobs: int) -> None:
        super().__init__(jobs, multiprocessing.get_context("spawn"))

    def submit(self, *args: Any, **kwargs: Any) -> Future[Any]:
        Elsewhere.handed_over += 1
        return super().submit(*args, **kwargs)


def elsewhere(jobs: int) -> Executor:
    return Elsewhere(jobs)


def site(base: Path, jobs: int, **more: Any) -> dict[str, bytes]:
    """Every output of a build with ``jobs`` workers."""
    places = {"PATH": "content", "OUTPUT_PATH": f"out{jobs}", "CACHE_PATH": f"cache{jobs}"}
    overrides = {name: str(base / folder) for name, folder in places.items()} | more
    assert build_site(config.load(ROOT, **overrides), overrides, jobs=jobs).problems == ()
    output = base / f"out{jobs}"
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file()
    }


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_an_executor_of_ones_own_makes_the_same_site(tmp_path: Path) -> None:
    (tmp_path / "content/posts").mkdir(parents=True)
    for n in range(POSTS):
        text = f"Title: Texte {n}\nDate: 2025-{1 + n % 12:02}-03\nCategory: Monde\n\nMot {n}.\n"
        (tmp_path / f"content/posts/{n}.md").write_text(text)
    assert site(tmp_path, 2, EXECUTOR=elsewhere) == site(tmp_path, 1)
    assert Elsewhere.handed_over > 2


def _doubled(work: tuple[int, list[int]]) -> list[int]:
    by, numbers = work
    return [by * number for number in numbers]


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_work(jobs: int) -> None:
    assert list(Workers(jobs).each(_doubled, 2, range(25), 4)) == [2 * n for n in range(25)]


def _failing(work: tuple[int, list[int]]) -> list[int]:
    raise ValueError(f"no {work[1][0]}")


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_fails_in_a_worker_fails_here(jobs: int) -> None:
    with pytest.raises(ValueError, match="no 0"):
        list(Workers(jobs).each(_failing, 2, range(25), 4))

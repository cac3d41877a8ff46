"""Quality does not fall: on labelled texts, where the machine has them, and on hard inputs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plugins.errors import Problem
from tests.convert import floors
from tests.convert.formats.containers import outcome

FOLDER = os.environ.get("SEEDPRESS_EVAL", "")
elsewhere = pytest.mark.skipif(
    not FOLDER, reason="SEEDPRESS_EVAL names no folder of labelled texts"
)


@pytest.fixture(scope="module")
def measured() -> dict[str, float]:
    return floors.measured(Path(FOLDER))


@elsewhere
@pytest.mark.slow
@pytest.mark.parametrize("name", floors.floors())
def test_no_figure_falls_below_its_floor(name: str, measured: dict[str, float]) -> None:
    floor = floors.floors()[name]
    if floor.get("most"):
        assert measured[name] <= floor["value"], floor["why"]
    else:
        assert measured[name] >= floor["value"], floor["why"]


@elsewhere
@pytest.mark.slow
def test_each_hard_input_gives_a_post_or_a_named_problem() -> None:
    files = sorted(Path(FOLDER, "nasty").iterdir())
    assert files
    for file in files:
        found = outcome(file.name, file.read_bytes())
        if isinstance(found, Problem):
            assert found.code, file.name
            assert found.remedy, file.name
        else:
            assert [bool(post.title) for post in found.conversion.posts] == [True], file.name


def test_a_floor_is_raised_by_what_is_well_above_it_and_lowered_by_nothing() -> None:
    known = {"a": {"value": 80.0}, "b": {"value": 80.0}, "c": {"value": 2.0, "most": True}}
    assert floors.raised({"a": 85.07, "b": 70.0, "c": 0.51}, known) == {"a": 84.5, "c": 1.1}
    assert floors.raised({"a": 80.9, "b": 80.0, "c": 2.5}, known) == {}


def test_each_floor_says_what_it_is_of() -> None:
    assert all(floor["why"] for floor in floors.floors().values())

"""After any edits, each output byte is as a cold build without the cache makes it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from shutil import rmtree

import pytest

from tests.rebuild import script
from tests.rebuild.script import EDITS, QUICK, Result, environment_of
from tests.rebuild.workers import ENVIRONMENTS, Environment, Worker

SLOW = range(30, 330)
#: Run in each environment.
_EVERYWHERE = 2


def run(seeds: Iterable[int], environment: Environment, base: Path) -> list[Result]:
    """Runs scripts one after the other; the newsrooms of those that went well are removed."""
    results = []
    with Worker(environment) as worker:
        for seed in seeds:
            place = base / environment.folder / str(seed)
            results.append(Result(**worker.call("script", "run", seed, str(place))))
            if not results[-1].fault:
                rmtree(place)
    return results


def faults(results: Iterable[Result]) -> str:
    return "\n\n".join(result.told() for result in results if result.fault)


@pytest.mark.parametrize("environment", ENVIRONMENTS, ids=lambda each: each.folder)
def test_after_any_edits_a_build_equals_a_cold_one(
    environment: Environment, tmp_path: Path
) -> None:
    found = faults(
        run((s for s in QUICK if environment_of(s) is environment), environment, tmp_path)
    )
    assert not found, f"\n{found}"


@pytest.mark.slow
@pytest.mark.parametrize("environment", ENVIRONMENTS, ids=lambda each: each.folder)
@pytest.mark.parametrize("part", range(5))
def test_after_three_hundred_scripts_of_edits_each_build_equals_a_cold_one(
    environment: Environment, part: int, tmp_path: Path
) -> None:
    seeds = [seed for seed in SLOW if environment_of(seed) is environment][part::5]
    found = faults(run(seeds, environment, tmp_path))
    assert not found, f"\n{found}"


def test_hash_seed_zone_locale_and_folder_change_no_byte(tmp_path: Path) -> None:
    """A script makes the same sites wherever it runs."""
    every = [run([_EVERYWHERE], environment, tmp_path) for environment in ENVIRONMENTS]
    assert not faults(result for results in every for result in results)
    assert len({tuple(tuple(r.digests) for r in results) for results in every}) == 1


def test_thirty_scripts_make_every_edit() -> None:
    dealt = {name for seed in QUICK for name in script.dealt(seed)}
    assert dealt == set(EDITS)

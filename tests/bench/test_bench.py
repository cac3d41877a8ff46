"""The benchmark itself, from the command line to its table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bench import contenders
from tests.bench.__main__ import main, parser


def test_sizes_are_taken_in_their_order_and_must_be_numbers_above_zero() -> None:
    assert parser().parse_args(["--n=100000,10000"]).n == (10_000, 100_000)
    for wrong in ("--n=0", "--n=many", "--runs=0"):
        with pytest.raises(SystemExit, match="2"):
            parser().parse_args([wrong])


def test_peers_are_found_in_an_environment_and_hugos_own_program_first(tmp_path: Path) -> None:
    hugo = tmp_path / "lib/python3.12/site-packages/hugo/binaries/hugo"
    for program in (tmp_path / "bin/hugo", hugo):
        program.parent.mkdir(parents=True)
        program.touch()
    assert contenders.installed(tmp_path) == {contenders.HUGO: hugo}
    assert contenders.installed(tmp_path / "empty") == {}


def test_an_environment_without_peers_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([f"--peers={tmp_path}"]) == 2
    assert "neither Hugo nor Pelican" in capsys.readouterr().err


@pytest.mark.slow
def test_a_small_archive_is_measured_from_nothing_to_one_more_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--n=12", f"--out={tmp_path}", "--json"]) == 0
    measurements = json.loads(capsys.readouterr().out)["measurements"]
    files = {}
    for name in (contenders.SMALL, contenders.WHOLE):
        steps = {one["step"]: one for one in measurements if one["contender"] == name}
        assert list(steps) == ["cold", "nothing", "more", "edited", "deleted", "seed"]
        assert steps["cold"]["written"] == steps["cold"]["files"] > 12
        assert steps["nothing"]["written"] == steps["nothing"]["changed"] == 0
        assert 0 < steps["edited"]["changed"] < steps["more"]["changed"] < steps["more"]["files"]
        assert all(one["cpu"] > 0.1 for one in steps.values())
        files[name] = steps["cold"]["files"]
    assert files[contenders.SMALL] < files[contenders.WHOLE]
    assert {path.name for path in tmp_path.iterdir()} == {"bench.md", "bench.json", "bench.svg"}

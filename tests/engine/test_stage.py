"""The folder that a build renders into, when the build was killed."""

from __future__ import annotations

import os
from pathlib import Path

from plugins.engine import site


def test_an_old_stage_is_swept_away_and_one_at_work_is_not(tmp_path: Path) -> None:
    for name in ("stage-old", "stage-new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text("x")
    os.utime(tmp_path / "stage-old", (0, 0))
    site._sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["stage-new"]

"""A content folder, and what builds a site out of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins import config
from plugins.engine.site import SiteReport, build_site
from tests.engine.sites import ROOT, Build


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content/posts"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1732000000")  # 19 November 2024

    def run(**more: str) -> SiteReport:
        paths = {"PATH": "content", "OUTPUT_PATH": "out", "CACHE_PATH": "cache"}
        overrides = {name: str(tmp_path / folder) for name, folder in paths.items()} | more
        return build_site(config.load(ROOT, **overrides), overrides, jobs=1)

    return run

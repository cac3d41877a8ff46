"""A newsroom for every test of how posts follow their seeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.convert.newsroom import Newsroom


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)

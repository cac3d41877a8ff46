"""The build's clock: a parameter of everything else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from plugins.engine.site import clock
from plugins.errors import ConfigError


def test_the_clock_stands_still_where_the_environment_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1731888000")
    assert clock() == datetime(2024, 11, 18, tzinfo=UTC)


@pytest.mark.parametrize("epoch", ["soon", "1e9", "9" * 30])
def test_a_clock_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(ConfigError, match="SOURCE_DATE_EPOCH: is"):
        clock()

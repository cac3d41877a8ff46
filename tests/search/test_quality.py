"""The right article is among the first three, in six languages and among articles that disturb."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.rebuild.building import build
from tests.rebuild.newsroom import NOON
from tests.search import asking

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: Of the questions, those whose article must be among the first three.
FLOOR = 0.95

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(
        not Path(asking.CHROMIUM).exists() and "CI" not in os.environ, reason="needs Chromium"
    ),
]


@pytest.fixture(scope="module")
def page(
    tmp_path_factory: pytest.TempPathFactory, project: Path, browser: Browser
) -> Iterator[Any]:
    base = tmp_path_factory.mktemp("asked")
    asking.write(base / "content", asking.every())
    asking.disturb(base / "content", 300)
    shutil.copytree(project / "theme", base / "theme")
    folders = {"PATH": "content", "OUTPUT_PATH": "site", "CACHE_PATH": "cache", "THEME": "theme"}
    settings = {name: str(base / folder) for name, folder in folders.items()}
    assert build(settings, NOON, jobs=1).report is not None
    with asking.searching(browser, base / "site") as shown:
        yield shown


@pytest.mark.parametrize("half", [0, 1], ids=["tuned with", "kept aside"])
def test_the_right_article_is_among_the_first_three(page: Any, half: int) -> None:
    articles = asking.every()
    assert len({each.lang for each in articles}) == 6
    assert 2 * len(articles) >= 200
    found = asking.ask(page, [each.questions[half] for each in articles])
    missed = [
        each.questions[half]
        for each, first in zip(articles, found, strict=True)
        if f"/{each.address}" not in first
    ]
    assert len(missed) <= (1 - FLOOR) * len(articles), missed

"""Same articles, same bytes: on every machine, in every order."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from plugins.model import Author
from tests.feeds import newsroom
from tests.feeds.newsroom import CLOCK, DAY, FULL, article, settings

if TYPE_CHECKING:
    from pathlib import Path

    from plugins.model import Article


def sample() -> list[Article]:
    """Articles with equal times, spellings that collide, and names in many scripts."""
    spellings = ("OTAN", "Otan", "otan", "Été", "été")
    return [
        FULL,
        *(
            article(n, tags=(spellings[n % 5], "Київ", "خبر"), authors=(Author(f"A {n % 3}"),))
            for n in range(30)
        ),
    ]


def fingerprint(articles: list[Article]) -> str:
    made, _ = newsroom.artifacts(articles, settings(), CLOCK)
    joined = b"\0".join(part for a in made for part in (a.path.encode(), a.data))
    return hashlib.sha256(joined).hexdigest()


@examples(max_examples=10)
@given(st.permutations(sample()))
def test_the_order_of_articles_does_not_matter(articles: list[Article]) -> None:
    assert fingerprint(articles) == fingerprint(sample())


def test_the_clock_matters_to_future_articles_alone() -> None:
    later = CLOCK.replace(year=2031)
    first, _ = newsroom.artifacts(sample(), settings(), CLOCK)
    second, _ = newsroom.artifacts(sample(), settings(), later)
    assert [artifact.data for artifact in first] == [artifact.data for artifact in second]


def test_an_entry_is_the_same_in_every_feed_of_its_site() -> None:
    found = newsroom.edition(sample(), settings(), CLOCK).feeds
    entries = {(entry.id, entry) for feed in found for entry in feed.entries}
    assert len(entries) == len({id_ for id_, _ in entries})


@pytest.mark.parametrize(
    "changed",
    [{"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "LC_ALL": "C"}],
    ids=str,
)
def test_neither_hash_seed_nor_zone_nor_locale_matters(
    changed: dict[str, str], project: Path
) -> None:
    code = "from tests.feeds.test_same_bytes import *; print(fingerprint(sample()))"
    made = subprocess.run(
        [sys.executable, "-c", code],
        cwd=project,
        env={**os.environ, **changed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert made.stdout.strip() == fingerprint(sample())


def test_another_article_changes_only_the_feeds_it_is_in() -> None:
    before = dict(_documents(sample()))
    after = dict(_documents([*sample(), article(99, published=DAY, tags=("Neu",))]))
    changed = {path for path in after if before.get(path) != after[path]}
    assert not [path for path in changed if path.startswith(("source/", "author/"))]
    assert "tag/neu/feed.atom.xml" in changed


def _documents(articles: list[Article]) -> list[tuple[str, bytes]]:
    made, _ = newsroom.artifacts(articles, settings(), CLOCK)
    return [(artifact.path, artifact.data) for artifact in made]

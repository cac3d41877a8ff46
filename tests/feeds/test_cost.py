"""What feeds cost of a build, in processor time."""

from __future__ import annotations

import gc
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from plugins.engine import making
from tests.bench.corpus import Corpus
from tests.bench.forms import seedpress
from tests.feeds.building import Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COUNT = 2000
KINDS = ("feed", "feed_archive", "opml", "feeds")
#: Of a build from nothing. At 10,000 articles it is an eighth: there are as many feeds as here.
SHARE = 0.25
#: Seconds for one more article, what feedgen takes to load included.
ONE_MORE = 0.2


@pytest.fixture
def spent(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Seconds of processor time by the kind of job, as builds add to them."""
    seconds: Counter[str] = Counter()
    make = making._make  # the one place where all outputs are made

    def timed(press: Any, target: Any, task: Any) -> Iterator[Any]:
        start = time.process_time()
        made = list(make(press, target, task))
        seconds[task.job.kind] += time.process_time() - start
        yield from made

    monkeypatch.setattr(making, "_make", timed)
    return seconds


def write(site: Site, corpus: Corpus, number: int, edition: int = 0) -> None:
    article = corpus.article(number, edition)
    file = site.base / "content/posts" / f"{article.place.path}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(seedpress(article), "utf-8")


@pytest.mark.slow
def test_feeds_cost_a_part_of_a_build_and_little_for_one_more(
    tmp_path: Path, spent: Counter[str]
) -> None:
    site, corpus = Site(tmp_path, has_lists=True, now=1_800_000_000), Corpus(COUNT)
    for number in range(COUNT):
        write(site, corpus, number)
    start = time.process_time()
    site.build()
    whole = time.process_time() - start
    assert sum(spent[kind] for kind in KINDS) < SHARE * whole
    gc.collect()
    gc.freeze()  # a command starts without what the build before left in this process
    tries = []
    for edition in range(3):  # the least of them: other work on the machine only adds to it
        spent.clear()
        write(site, corpus, corpus.more, edition)
        report = site.build()
        assert any(path.startswith("feed/archive/") for path in report.published.written)
        tries.append(sum(spent[kind] for kind in KINDS))
    gc.unfreeze()
    assert min(tries) < ONE_MORE

"""How fast pages are rendered: ``python tests/bench/bench_render.py [LANG]``.

Renders made-up pages of a site in LANG (``fr`` unless given): each kind for the first time, where
its texts were never set before, and again, where the process remembers them. Then what a new
process spends until it has rendered its first article, with nothing kept from an earlier one and
with all of it. All numbers are milliseconds: the median of many pages, the best of a few starts.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from plugins import config  # noqa: E402

BEFORE = time.process_time_ns()
from plugins.engine.templating import environment  # noqa: E402  its loading is measured

LOADING = (time.process_time_ns() - BEFORE) / 1e6
from plugins.engine.views import Card  # noqa: E402
from tests.theme.conftest import NEWEST, Sample  # noqa: E402

ARTICLES = 400
STARTS = 5
#: A page's template and what it is given.
Page = tuple[str, dict[str, Any]]


def card(sample: Sample, number: int) -> Card:
    """A story whose words no other has."""
    view = sample.card(number)
    published = NEWEST - timedelta(hours=5 * number, minutes=number % 60)
    words = {"title": f"{view.title} {number}", "summary": f"{view.summary} {number}"}
    return replace(view, published=published, **words)


def pages(sample: Sample, cards: Sequence[Card]) -> dict[str, list[Page]]:
    """Pages of each kind. Lists are of 50 stories; the second of two like lists has them ready."""

    def article(number: int) -> Page:
        around = [cards[(number + step) % len(cards)] for step in (-1, 1, 2, 3)]
        newer, older, *_ = around
        view = sample.article(cards[number], newer=newer, older=older, related=tuple(around[1:]))
        address = f"2024/11/article-{number}/"
        about = {"description": cards[number].summary, "feeds": sample.feeds("section/Monde/")}
        page = sample.page("article", cards[number].title, address, **about)
        return "article.html", {"page": page, "article": view}

    def listing(kind: str, start: int, view: Callable[..., Any]) -> Page:
        days = sample.days(tuple(cards[start : start + 50]))
        page = sample.page(kind, "Monde", f"{kind}/Monde/{start}/")
        return "listing.html", {"page": page, "listing": view(kind=kind, days=days)}

    starts = range(0, len(cards), 50)
    return {
        "article": [article(number) for number in range(len(cards))],
        "month of a section": [listing("section", start, sample.bucket) for start in starts],
        "first page of a tag": [listing("tag", start, sample.listing) for start in starts],
        "year of an author": [listing("author", start, sample.bucket) for start in starts],
        "front": [("front.html", {"page": sample.page("front"), "front": sample.front(60)})],
        "archive": [sample.pages()["archive"]],
        "feeds": [sample.pages()["feeds"]],
    }


def medians(render: Callable[..., str], some: Sequence[Page]) -> tuple[float, float]:
    """Milliseconds a page, the first time and again."""
    rounds = [[milliseconds(render, *page) for page in some] for _ in range(2)]
    return statistics.median(rounds[0]), statistics.median(rounds[1])


def milliseconds(work: Callable[..., object], *values: object) -> float:
    """CPU time of this process."""
    start = time.process_time_ns()
    work(*values)
    return (time.process_time_ns() - start) / 1e6


def renderer(lang: str, cache: str) -> tuple[Sample, Callable[..., str]]:
    """Made-up views of a site in ``lang``, and what renders a template with them."""
    values = {"SITENAME": "Le Fil", "DEFAULT_LANG": lang, "CACHE_PATH": cache}
    env = environment(config.from_mapping(ROOT, values))
    sample = Sample(lang)
    site = sample.site()

    def render(template: str, views: dict[str, Any]) -> str:
        return env.get_template(template).render(site=site, **views)

    return sample, render


def print_pages(lang: str, cache: str) -> None:
    """A line for each kind of page."""
    sample, render = renderer(lang, cache)
    cards = [card(sample, number) for number in range(ARTICLES)]
    for template, views in sample.pages().values():
        render(template, views)
    print(f"{'':<22}{'first':>8}{'again':>8}")
    for kind, some in pages(sample, cards).items():
        first, again = medians(render, some)
        print(f"{kind:<22}{first:8.3f}{again:8.3f}")


def first_article(lang: str, cache: str) -> None:
    """Prints how long this process needs for it, loading Jinja and Babel included."""

    def work() -> None:
        sample, render = renderer(lang, cache)
        render(*sample.pages()["article"])

    print(LOADING + milliseconds(work))


def start(lang: str, cache: str) -> float:
    """Milliseconds that a new process needs for its first article."""
    command = [sys.executable, __file__, lang, cache]
    return float(subprocess.run(command, capture_output=True, check=True).stdout)


def main() -> None:
    """Prints the table."""
    lang = sys.argv[1] if len(sys.argv) > 1 else "fr"
    if len(sys.argv) > 2:
        first_article(lang, sys.argv[2])
        return
    with tempfile.TemporaryDirectory() as cache:
        print_pages(lang, cache)
        colds = [start(lang, f"{cache}/{number}") for number in range(STARTS)]
        warms = [start(lang, cache) for _ in range(STARTS)]
    print(f"first article of a new process: {min(colds):.0f}, with what was kept {min(warms):.0f}")


if __name__ == "__main__":
    main()

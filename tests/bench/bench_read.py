"""How fast posts become articles: ``python tests/bench/bench_read.py [FOLDER] [COUNT]``.

Reads the first COUNT posts (200) of FOLDER, a content folder (the project's own unless given), on
one core, ten times, and prints the CPU milliseconds that a post costs in each step in the best of
these rounds; "whole" is all of them as a build does it. Machines differ and are noisy: compare two
versions, or a step with Pelican's own way to do it, in one run.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from pelican.readers import MarkdownReader  # noqa: E402
from pelican.settings import read_settings  # noqa: E402

from plugins import config  # noqa: E402
from plugins.adapter.content import NewsContent  # noqa: E402
from plugins.adapter.direct import Terms  # noqa: E402
from plugins.adapter.html import finish, words_of  # noqa: E402
from plugins.adapter.markdown import PostReader  # noqa: E402
from plugins.adapter.meta import post_of  # noqa: E402
from plugins.adapter.pelican_reader import PelicanReader  # noqa: E402
from plugins.adapter.reading import Reader, Reading  # noqa: E402

ROUNDS = 10


def milliseconds(work: Callable[[], Any], posts: int) -> float:
    """CPU milliseconds that ``work`` on all ``posts`` takes for each, in the best round."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.thread_time()
        work()
        best = min(best, time.thread_time() - start)
    return 1000 * best / posts


def steps(folder: Path, count: int) -> dict[str, Callable[[], Any]]:
    """What is measured, by name."""
    settings = replace(config.load(ROOT), content=folder)
    values = read_settings(str(ROOT / "pelicanconf.py"), override={"PATH": str(folder)})
    pelicans, ours = MarkdownReader(values), PostReader(values)
    stock = PelicanReader(values, settings)
    through = Reader(settings, Terms("UTC"), lambda: stock)
    directly = Reader(settings, stock.terms(), lambda: stock)
    files = sorted(map(str, (folder / "posts").rglob("*.md")))[:count]
    paths = [Path(file).relative_to(folder).as_posix() for file in files]
    read = [(file, *ours.read(file)) for file in files]

    def contents() -> list[Any]:
        return [NewsContent(html, meta, values, file, {}) for file, html, meta in read]

    posts = [post_of(c, path, settings) for c, path in zip(contents(), paths, strict=True)]
    bodies = [(html, post.lang) for (_, html, _), post in zip(read, posts, strict=True)]
    finished = [finish(html, lang) for html, lang in bodies]
    made = contents()
    return {
        "Pelican's read": lambda: [pelicans.read(file) for file in files],
        "read": lambda: [ours.read(file) for file in files],
        "content": contents,
        "post_of": lambda: [post_of(c, p, settings) for c, p in zip(made, paths, strict=True)],
        "finish": lambda: [finish(html, lang) for html, lang in bodies],
        "words": lambda: [words_of(html) for html in finished],
        "through Pelican": lambda: [whole(through, folder, path) for path in paths],
        "directly": lambda: [whole(directly, folder, path) for path in paths],
    }


def whole(reader: Reader, folder: Path, path: str) -> Reading:
    """All of one post's reading."""
    return reader.read(path, "post", (folder / path).read_bytes())


def main() -> None:
    """Prints the table."""
    folder = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT / "content"
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    work = steps(folder, count)
    posts = len(work["read"]())
    gc.freeze()  # what is loaded by now is no part of any step
    for name, step in work.items():
        print(f"{name:<15} {milliseconds(step, posts):6.3f} ms")
    print(f"{posts} posts")


if __name__ == "__main__":
    main()

"""Search beside Pagefind's on the same questions: ``python tests/bench/bench_search.py ENV [N]``.

ENV is an environment of its own that has Pagefind (``python3 -m venv ENV && ENV/bin/pip install
"pagefind[bin]"``); N articles (1,000) hold those of the questions. Pagefind indexes plain pages of
the same texts, each in its language, and is asked from a page of that language. Printed are the
questions whose article is among the first three, processor time and memory of indexing (ours:
what builds with the index take more than builds without), and bytes fetched a question.
"""

from __future__ import annotations

import html
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.corpus import Corpus  # noqa: E402  the project is not installed
from tests.search import asking  # noqa: E402

NOON = "1795608000"
_SHOWS = """async (questions) => {
  const pagefind = await import("/pagefind/pagefind.js"), all = [];
  for (const question of questions) {
    const found = await pagefind.search(question);
    const first = await Promise.all(found.results.slice(0, 3).map((each) => each.data()));
    all.push(first.map((each) => each.url.replace(/[.]html$/, "")));
  }
  return all;
}"""


@dataclass(frozen=True)
class Result:
    """What one of the two did."""

    name: str
    right: int
    cpu: float
    """Seconds."""
    memory: int
    """Megabytes."""
    fetched: float
    """Kilobytes a question."""

    def line(self, of: int) -> str:
        return (
            f"| {self.name} | {self.right / of:.1%} | {self.cpu:.1f} s | {self.memory} MB "
            f"| {self.fetched:.0f} KB |"
        )


def build(base: Path, *, search: bool) -> tuple[float, int]:
    """Processor time and memory of a cold build of the newsroom in ``base``."""
    folders = {"PATH": "content", "OUTPUT_PATH": "site", "CACHE_PATH": "cache"}
    settings: dict[str, Any] = {name: str(base / folder) for name, folder in folders.items()}
    settings |= {"THEME": str(ROOT / "theme"), "SEARCH": search}
    code = (
        "from plugins import config; from plugins.engine.site import build_site; "
        f"from pathlib import Path; s = {settings!r}; "
        f"build_site(config.load(Path({str(ROOT)!r}), **s), s, jobs=1)"
    )
    shutil.rmtree(base / "cache", ignore_errors=True)
    return spend([sys.executable, "-c", code])


def spend(command: Sequence[str]) -> tuple[float, int]:
    """Processor time in seconds and memory in megabytes of a command."""
    child = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "SOURCE_DATE_EPOCH": NOON})
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"failed: {' '.join(command[:3])}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def ours(base: Path, articles: Sequence[asking.Asked]) -> Result:
    """Seedpress."""
    without, _ = build(base, search=False)
    cpu, memory = build(base, search=True)
    with asking.chromium() as browser, asking.searching(browser, base / "site") as page:
        sizes = _listen(page)
        page.reload()
        page.wait_for_timeout(1000)
        questions = [question for each in articles for question in each.questions]
        found = asking.ask(page, questions)
    return Result("Seedpress", _right(articles, found), cpu - without, memory, _kilobytes(sizes))


def pagefind(base: Path, articles: Sequence[asking.Asked], program: Path) -> Result:
    """Pagefind on plain pages."""
    plain = base / "plain"
    cpu, memory = spend([str(program), "-m", "pagefind", "--site", str(plain)])
    found: list[list[str]] = []
    handler = partial(_Quiet, directory=str(plain))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  for those who measure

    sizes: list[int] = []
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=asking.CHROMIUM, args=["--no-sandbox"])
        for lang in sorted({each.lang for each in articles}):
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{server.server_port}/ask-{lang}.html")
            sizes_here = _listen(page)
            its = [q for each in articles if each.lang == lang for q in each.questions]
            found += page.evaluate(_SHOWS, its)
            sizes += sizes_here
        browser.close()
    server.shutdown()
    order = sorted(articles, key=lambda each: each.lang)
    return Result("Pagefind", _right(order, found), cpu, memory, _kilobytes(sizes))


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


def write_plain(folder: Path, articles: Sequence[asking.Asked], count: int) -> None:
    """Each text as a page of its language, those that disturb among them."""
    corpus = Corpus(count)
    texts = [(each.address, each.lang, each.title, each.text) for each in articles]
    drawn = map(corpus.article, range(count))
    texts += [(f"{a.place.path}/", a.lang, a.title, f"{a.summary} {a.body}") for a in drawn]
    for address, lang, title, text in texts:
        place = folder / address / "index.html"
        place.parent.mkdir(parents=True, exist_ok=True)
        body = f"<h1>{html.escape(title)}</h1><p>{html.escape(text)}</p>"
        place.write_text(_page(lang, title, f"<main data-pagefind-body>{body}</main>"), "utf-8")
    for lang in {each.lang for each in articles}:
        (folder / f"ask-{lang}.html").write_text(_page(lang, "", ""), "utf-8")


def _page(lang: str, title: str, body: str) -> str:
    head = f'<meta charset="utf-8"><title>{html.escape(title)}</title>'
    return f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'


def _listen(page: Any) -> list[int]:
    sizes: list[int] = []

    def note(answer: Any) -> None:
        sizes.append(int(answer.headers.get("content-length", 0)))

    page.on("response", note)
    return sizes


def _kilobytes(sizes: Sequence[int]) -> float:
    return sum(sizes) / 1000 / _QUESTIONS


def _right(articles: Sequence[asking.Asked], found: Sequence[Sequence[str]]) -> int:
    wanted = [f"/{each.address}" for each in articles for _ in each.questions]
    return sum(one in first for one, first in zip(wanted, found, strict=True))


_QUESTIONS = 2 * len(asking.every())


def main() -> None:
    """Measures both and prints a table."""
    program, count = Path(sys.argv[1]) / "bin/python", int(sys.argv[2]) if sys.argv[2:] else 1000
    articles = asking.every()
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        asking.write(base / "content", articles)
        asking.disturb(base / "content", count - len(articles))
        write_plain(base / "plain", articles, count - len(articles))
        results = (ours(base, articles), pagefind(base, articles, program))
    lines = [each.line(_QUESTIONS) for each in results]
    head = "| | among the first three | indexing | memory | a question |\n|---|---|---|---|---|"
    sys.stdout.write("\n".join((head, *lines)) + "\n")


if __name__ == "__main__":
    main()

"""Real questions put to the search page in a browser, and where the right article stands."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from plugins.entry.server import serve
from tests.bench import forms
from tests.bench.corpus import Corpus

FOLDER = Path(__file__).with_name("questions")
CHROMIUM = "/usr/bin/chromium"
_START = datetime.fromisoformat("2021-02-03 08:00")


@dataclass(frozen=True)
class Asked:
    """An article, and two questions that it answers; the second was kept aside until the end."""

    lang: str
    number: int
    title: str
    text: str
    questions: tuple[str, str]

    @property
    def address(self) -> str:
        return f"{self.date:%Y/%m}/{self.lang}-{self.number}/"

    @property
    def date(self) -> datetime:
        return _START + timedelta(days=97 * self.number + len(self.lang + self.title))

    def post(self) -> str:
        """As a Markdown file."""
        head = f"Title: {self.title}\nDate: {self.date:%Y-%m-%d %H:%M}\nLang: {self.lang}"
        return f"{head}\nUrl: {self.address}\nCategory: Monde\n\n{self.text}\n"


def every() -> list[Asked]:
    """All articles, by language."""
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        lines = path.read_text("utf-8").splitlines()[1:]
        for number, line in enumerate(lines):
            title, text, one, other = (part.strip() for part in line.split("|"))
            found.append(Asked(path.stem, number, title, text, (one, other)))
    return found


def write(content: Path, articles: Sequence[Asked]) -> None:
    """Puts them below a content folder."""
    folder = content / "posts"
    folder.mkdir(parents=True, exist_ok=True)
    for each in articles:
        (folder / f"{each.lang}-{each.number}.md").write_text(each.post(), "utf-8")


def disturb(content: Path, count: int) -> None:
    """Puts articles of the benchmark's archive beside them, in French and English."""
    corpus = Corpus(count)
    for number in range(count):
        article = corpus.article(number)
        file = content / "posts" / f"{article.place.path}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(forms.seedpress(article), "utf-8")


@contextmanager
def searching(browser: Any, output: Path, prefix: str = "") -> Iterator[Any]:
    """A page of ``browser``, Playwright's, that shows the search of the site in ``output``."""
    server = serve(output, 0, prefix)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{server.address.rstrip('/')}/search/")
    page.wait_for_selector("#words")
    try:
        yield page
    finally:
        page.close()
        server.shutdown()
        server.server_close()


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser for those who measure; tests have one already."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  not needed to write a corpus

    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


#: Types each question at once and waits for what is found; addresses of the first three.
_ASK = """async (questions) => {
  const input = document.getElementById("words"), found = document.getElementById("found");
  const list = document.getElementById("results"), none = input.form.dataset.none, all = [];
  for (const question of questions) {
    found.textContent = "";
    list.textContent = "";
    input.value = question;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    while (!list.children.length && found.textContent !== none) {
      await new Promise((done) => setTimeout(done, 4));
    }
    all.push([...list.querySelectorAll("[data-title]")].slice(0, 3).map((each) => each.pathname));
  }
  return all;
}"""


def ask(page: Any, questions: Sequence[str]) -> list[list[str]]:
    """Paths of the first three results of each question."""
    found: list[list[str]] = page.evaluate(_ASK, list(questions))
    return found

"""The theme as a browser shows it: policy, sizes, colours, the switch, fonts that arrive late."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from plugins.entry.server import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

STATIC = Path(__file__).parents[2] / "theme" / "static"
KINDS = ("front", "article", "arabic", "section", "month", "archive", "feeds", "missing")
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
#: Contrast ratio (WCAG 2) of each text with the colour behind it; the lowest and its text.
CONTRAST = """() => {
  const light = c => {
    const v = c / 255;
    return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4 };
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const lum = ([r, g, b]) => .2126 * light(r) + .7152 * light(g) + .0722 * light(b);
  const behind = e => { for (; e; e = e.parentElement) {
    const c = parts(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c } };
  let worst = [99, ""];
  for (const e of document.body.querySelectorAll("*")) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (!own || e.matches(".skip, .unseen") || !e.getClientRects().length) continue;
    const [a, b] = [lum(parts(getComputedStyle(e).color)), lum(behind(e))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < worst[0]) worst = [ratio, e.textContent.trim().slice(0, 40)];
  }
  return worst }"""
#: What WCAG 2.2 asks texts to stand (1.4.4 and 1.4.12), on top of a page's own styles.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`html { font-size: 200% !important } p { margin-bottom: 2em !important }
    * { line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important }`);
  document.adoptedStyleSheets = [sheet] }"""
#: Links in bars and lists that are smaller than a finger wants.
SMALL = """() => [...document.querySelectorAll("nav a, .tools a, .switch, .formats a, .tags a")]
  .filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 24)
  .map(e => e.textContent)"""
SHIFTS = """window.shifts = 0;
new PerformanceObserver(list => { for (const entry of list.getEntries()) shifts += entry.value })
  .observe({ type: "layout-shift", buffered: true })"""


@pytest.fixture
def address(tmp_path: Path, render: Callable[..., str], sample: Any) -> Iterator[str]:
    """Where a page of each kind is served, at its own name."""
    shutil.copytree(STATIC, tmp_path / "theme")
    for kind, (template, views) in sample.pages().items():
        (tmp_path / kind).mkdir()
        html = render(template, site=sample.site(), **views)
        (tmp_path / kind / "index.html").write_text(html, "utf-8")
    with serve(tmp_path, 0) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server.address
        server.shutdown()
        thread.join()


def test_pages_keep_the_policy_fit_every_screen_and_ask_nobody_else(
    page: Page, address: str, strangers: list[str]
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for kind in KINDS:
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(f"{address}{kind}/")
            assert page.evaluate(OVERFLOW) == 0, (kind, width)
    assert said == []
    assert strangers == []


def test_a_narrow_screen_holds_letters_twice_as_large_and_further_apart(
    page: Page, address: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    for kind in (*KINDS, "search"):
        page.goto(f"{address}{kind}/")
        page.evaluate(SPACED)
        page.evaluate("document.querySelectorAll('[hidden]').forEach(e => { e.hidden = false })")
        assert page.evaluate(OVERFLOW) == 0, kind


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(page: Page, address: str, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    for kind in KINDS:
        page.goto(f"{address}{kind}/")
        ratio, text = page.evaluate(CONTRAST)
        assert ratio >= 4.5, (kind, text, ratio)


def test_links_in_bars_are_large_enough_to_hit(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    for kind in KINDS:
        page.goto(f"{address}{kind}/")
        assert page.evaluate(SMALL) == [], kind


def test_a_page_is_few_requests_and_another_scripts_font_only_where_it_is_needed(
    page: Page, address: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for kind in ("front", "article", "arabic"):
        asked.clear()
        page.goto(f"{address}{kind}/", wait_until="networkidle")
        assert len(asked) <= 8
        assert any("naskh" in url for url in asked) == (kind == "arabic")
        assert not [url for url in asked if "-ext-" in url or "cyrillic" in url]


def test_the_switch_is_remembered_and_set_before_anything_is_painted(
    page: Page, address: str
) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"{address}article/")
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(paper) == "rgb(255, 254, 251)"
    page.get_by_role("button", name="Clair ou sombre").click()
    assert page.evaluate(paper) == "rgb(19, 18, 17)"
    page.add_init_script(
        "addEventListener('DOMContentLoaded',"
        " () => window.early = document.documentElement.dataset.theme)"
    )
    page.goto(f"{address}front/")
    assert page.evaluate("early") == "dark"
    assert page.evaluate(paper) == "rgb(19, 18, 17)"
    metas = page.eval_on_selector_all('meta[name="theme-color"]', "all => all.map(m => m.content)")
    assert metas == ["#131211", "#131211"]


def test_everything_is_there_without_a_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}article/")
    assert page.locator("h1").is_visible()
    assert not page.locator(".switch").is_visible()
    context.close()


def test_nothing_moves_when_the_fonts_arrive_late(page: Page, address: str) -> None:
    page.route("**/*.woff2", lambda route: (page.wait_for_timeout(300), route.continue_()))
    page.add_init_script(SHIFTS)
    for kind in ("front", "article", "arabic", "feeds"):
        page.goto(f"{address}{kind}/", wait_until="networkidle")
        page.evaluate("document.fonts.ready.then(() => null)")
        assert page.evaluate("shifts") <= 0.002, kind


def test_on_paper_the_article_stands_alone_with_its_source(page: Page, address: str) -> None:
    page.emulate_media(media="print")
    page.goto(f"{address}article/")
    for gone in (".tools", ".sections", ".related", ".turn", ".tags"):
        assert not page.locator(gone).is_visible(), gone
    assert page.locator(".origin").is_visible()
    address_shown = page.eval_on_selector(
        ".origin a[rel=external]", "link => getComputedStyle(link, '::after').content"
    )
    assert "jforum.example" in address_shown


def test_lines_are_as_long_as_reading_likes(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{address}article/")
    lines = page.eval_on_selector(
        ".body p:nth-of-type(2)",
        "p => { const r = document.createRange(); r.selectNodeContents(p);"
        " return new Set([...r.getClientRects()].map(b => Math.round(b.top))).size }",
    )
    words = page.inner_text(".body p:nth-of-type(2)")
    assert 60 <= len(words) / lines <= 75

"""Where things stand on a page: names of any length, either direction, narrow screens."""

from __future__ import annotations

import shutil
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from plugins.engine.views import Link
from plugins.entry.server import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    Show = Callable[..., None]

pytestmark = pytest.mark.browser

STATIC = Path(__file__).parents[2] / "theme" / "static"
NAMES = (
    "LM",
    "Le Fil",
    "WWWWWWWW",
    "The Weekly Digest",
    "Revue de presse de Nantes",
    "La gazette des amis de la bibliothèque municipale de Lyon 3e",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunte",
    "صحيفة الأخبار العربية الدولية",
    "日本経済地方新聞ダイジェスト",
)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
#: Boxes of the masthead: whether two of them overlap, and how many lines each text takes.
MASTHEAD = """() => {
  const lines = e => { const r = document.createRange(); r.selectNodeContents(e);
    return new Set([...r.getClientRects()].map(b => Math.round(b.bottom / 4))).size };
  const name = document.querySelector(".nameplate"), range = document.createRange();
  range.selectNodeContents(name);
  const { left, right } = range.getBoundingClientRect();
  const { top, bottom } = name.getBoundingClientRect();
  const others = [...document.querySelectorAll(".masthead__date, .tools")];
  const boxes = [{ left, right, top, bottom }, ...others.map(e => e.getBoundingClientRect())];
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
    && a.top < b.bottom - 4 && b.top < a.bottom - 4;
  return {
    meeting: boxes.some((a, i) => boxes.some((b, j) => i < j && meet(a, b))),
    outside: boxes.some(b => b.left < 0 || b.right > innerWidth),
    date: Math.max(0, ...[...document.querySelectorAll(".masthead__date")].map(lines)),
    tools: Math.max(...[...document.querySelectorAll(".tools a")].map(lines)),
  } }"""


@pytest.fixture
def show(tmp_path: Path, page: Page, render: Callable[..., str]) -> Iterator[Show]:
    """Opens a page made of views in the browser."""
    shutil.copytree(STATIC, tmp_path / "theme")
    with serve(tmp_path, 0) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()

        def open_page(template: str, lang: str = "fr", **views: Any) -> None:
            (tmp_path / "index.html").write_text(render(template, lang, **views), "utf-8")
            page.goto(server.address)
            page.evaluate("document.fonts.ready.then(() => null)")

        yield open_page
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("name", NAMES)
def test_the_masthead_stands_with_any_name(
    name: str, page: Page, show: Show, sample: Any, sample_in: Any
) -> None:
    made_up = sample_in("ar") if "\u0627" in name else sample
    site = replace(made_up.site(), name=name)
    views = {"front": made_up.front(), "page": made_up.page("front"), "lang": made_up.lang}
    for template, more in (
        ("front.html", views),
        ("404.html", {"page": made_up.page("missing"), "lang": made_up.lang}),
    ):
        show(template, site=site, **more)
        for width in (320, 390, 820, 840, 1024, 1280, 1920):
            page.set_viewport_size({"width": width, "height": 800})
            found = page.evaluate(MASTHEAD)
            where = (name, template, width, found)
            assert page.evaluate(OVERFLOW) == 0, where
            assert not found["meeting"], where
            assert not found["outside"], where
            assert found["date"] <= 1, where
            assert found["tools"] == 1, where


def test_the_rule_of_the_columns_stands_between_them_whichever_way_the_lead_runs(
    page: Page, show: Show, sample_in: Any
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    for lang, lead_left in (("fr", True), ("ar", False)):
        made_up = sample_in(lang)
        for lead in (made_up.card(), made_up.arabic_card()):
            front = replace(made_up.front(), lead=lead)
            show("front.html", lang, site=made_up.site(), page=made_up.page("front"), front=front)
            lead_box = page.locator(".lead").bounding_box()
            side = page.locator(".seconds").bounding_box()
            assert lead_box
            assert side
            assert (lead_box["x"] < side["x"]) == lead_left
            edge = "Left" if lead_left else "Right"
            width = f"getComputedStyle(document.querySelector('.seconds')).border{edge}Width"
            assert page.evaluate(width) == "1px"
            ruled = "getComputedStyle(document.querySelector('.lead')).borderInlineWidth"
            assert page.evaluate(ruled) in {"0px", "0px 0px"}


def test_a_lead_of_few_words_stands_above_the_others_in_columns(
    page: Page, show: Show, sample: Any
) -> None:
    front = replace(sample.front(), lead=sample.card(summary="Une phrase."), is_broad=True)
    for width, columns in ((390, 1), (1280, 3)):
        page.set_viewport_size({"width": width, "height": 800})
        show("front.html", site=sample.site(), page=sample.page("front"), front=front)
        lead = page.locator(".lead").bounding_box()
        assert lead
        tops = page.eval_on_selector_all(
            ".seconds .story", "all => all.map(e => Math.round(e.getBoundingClientRect().top))"
        )
        assert min(tops) >= lead["y"] + lead["height"]
        assert tops.count(tops[0]) == columns


def test_a_lead_with_a_picture_fills_its_column_and_leaves_no_hole(
    page: Page, show: Show, sample: Any
) -> None:
    front = replace(sample.front(), lead=sample.card(picture=sample.picture()))
    show("front.html", site=sample.site(), page=sample.page("front"), front=front)
    for width in (390, 820, 1024, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(OVERFLOW) == 0
        picture = page.locator(".lead img").bounding_box()
        text = page.locator(".lead__text").bounding_box()
        assert picture
        assert text
        assert picture["width"] / picture["height"] == pytest.approx(1.5, abs=0.35)
        beside = text["y"] < picture["y"] + picture["height"]
        assert beside == (width > 390)
        if beside:
            assert text["height"] == pytest.approx(picture["height"], rel=0.6)


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_previous_and_next_are_aligned_alike_on_a_phone(
    lang: str, page: Page, show: Show, sample_in: Any
) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    made_up = sample_in(lang)
    start = """all => all.map(e => { const r = document.createRange(); r.selectNodeContents(e);
      const box = r.getBoundingClientRect();
      return Math.round(document.dir === "rtl" ? box.right : box.left) })"""
    french, arabic = made_up.card(4), made_up.arabic_card()
    for newer, older in ((french, arabic), (arabic, french)):
        article = made_up.article(newer=newer, older=older)
        show(
            "article.html",
            lang,
            site=made_up.site(),
            page=made_up.page("article", "x"),
            article=article,
        )
        edges = page.eval_on_selector_all(".turn__title", start)
        assert max(edges) - min(edges) <= 2


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_section_being_read_is_in_view_in_a_long_bar(
    lang: str, page: Page, show: Show, sample_in: Any
) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    made_up = sample_in(lang)
    names = "Monde Politique Économie Société Culture Sciences Sport Santé Actualités".split()
    for current in (names[0], names[4], names[-1]):
        links = tuple(Link(n, f"/section/{n}/", current=n == current) for n in names)
        show(
            "listing.html",
            lang,
            site=replace(made_up.site(), sections=links),
            page=made_up.page("section", current),
            listing=made_up.listing(2),
        )
        box = page.locator(".sections [aria-current]").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert page.evaluate("scrollY") == 0

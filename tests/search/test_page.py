"""The search page as readers use it: by keyboard alone, without scripts, in any direction."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.rebuild.building import build
from tests.rebuild.newsroom import NOON
from tests.search import asking

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not Path(asking.CHROMIUM).exists() and "CI" not in os.environ, reason="needs Chromium"
    ),
]
SCRIPT = Path(__file__).parents[2] / "theme/static/js/search.js"
Site = Callable[[str], AbstractContextManager[Any]]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, project: Path, browser: Browser) -> Site:
    """Opens the search page of a site in a language; it lies below ``/news`` of its server."""

    @contextmanager
    def opened(lang: str) -> Iterator[Any]:
        base = tmp_path_factory.mktemp(lang)
        asking.write(base / "content", [a for a in asking.every() if a.lang in {lang, "en"}])
        shutil.copytree(project / "theme", base / "theme")
        folders = {"PATH": "content", "OUTPUT_PATH": "site", "CACHE_PATH": "cache"}
        settings = {name: str(base / folder) for name, folder in folders.items()}
        settings |= {"THEME": str(base / "theme"), "DEFAULT_LANG": lang}
        settings |= {"SITEURL": "https://example.org/news"}
        assert build(settings, NOON, jobs=1).report is not None
        with asking.searching(browser, base / "site", "/news") as page:
            yield page

    return opened


def links(page: Any) -> list[str]:
    return [str(link.inner_text()) for link in page.query_selector_all("#results [data-title]")]


def focused(page: Any) -> str:
    """What the element with the focus says."""
    said: str = page.evaluate("document.activeElement.value ?? document.activeElement.innerText")
    return said


@pytest.mark.parametrize(
    ("lang", "typed", "title", "marked"),
    [
        ("fr", "generateur ukr", "L’Ukraine reçoit de nouveaux générateurs", "Ukraine"),
        ("ar", "انتخابات بلديه", "انتخابات بلدية في تونس نهاية الشهر", "انتخابات"),
        ("ja", "流氷", "北海道の流氷、過去最も遅い初日", "流氷"),
    ],
)
def test_it_is_used_by_keyboard_alone(
    site: Site, lang: str, typed: str, title: str, marked: str
) -> None:
    with site(lang) as page:
        problems: list[str] = []
        page.on("console", lambda said: problems.append(said.text) if said.type == "error" else 0)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.wait_for_selector("#words:focus")
        page.keyboard.type(typed, delay=20)
        page.wait_for_selector("#results [data-title]")
        page.wait_for_timeout(500)
        assert links(page)[0] == title
        assert marked in [mark.inner_text() for mark in page.query_selector_all("mark")]
        assert "1" in page.inner_text("[role=status]")
        assert "q=" in page.url
        page.keyboard.press("ArrowDown")
        assert focused(page) == title
        page.keyboard.press("Escape")
        assert focused(page) == typed
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_selector("article.article")
        assert title in page.inner_text("h1")
        page.go_back()
        page.wait_for_selector("#results [data-title]")
        assert page.input_value("#words") == typed
        assert problems == []


def test_phrases_exclusion_slips_and_facets(site: Site) -> None:
    with site("fr") as page:

        def found(query: str) -> list[str]:
            page.fill("#words", query)
            page.wait_for_timeout(600)
            return links(page)

        assert found('"monnaies gauloises"') == ["Un trésor de monnaies gauloises près d’Angers"]
        assert found('"gauloises monnaies"') == []
        assert any("Lyon" in title for title in found("cheffe"))
        assert not any("Lyon" in title for title in found("cheffe -opéra"))
        assert found("abbeye vitraux")[0] == "À Cluny, l’abbaye retrouve ses vitraux"
        lettered = found("l")
        assert lettered, "one letter begins a word of a title"
        assert len(lettered) == len(page.query_selector_all("h2:has(mark)")), lettered
        found("m")
        assert page.is_visible("select[name=year]")
        page.select_option("select[name=lang]", "en")
        page.wait_for_timeout(400)
        assert {link.get_attribute("lang") for link in page.query_selector_all("h2 a")} == {"en"}
        assert "lang=en" in page.url


#: Words, names and texts that are not like others: letters that UTF-16 writes in two units, names
#: that objects of JavaScript have, a phrase that stands in the last of many articles alone.
ODD = {
    "signs": (
        "Signes",
        "AT&T a vendu 12 500 conteneurs en 9日間のストライキで、 ١٢٣٤٥ fois",
        "AT&T",
    ),
    "gothic": ("Gothique", "Le mot gothique fa𐌰𐌱 et la fabuleuse façade", "constructor"),
    "after": ("Après", "Le forgeron, la foire et le gardien", "__proto__"),
    "adlam": ("𞤀𞤣𞤤𞤢𞤥", "Un titre en adlam, 𠮷野家", "toString"),
    **{
        f"more{n}": (f"Pont {n}", "La tour est vieille, le soir elle penche", "") for n in range(25)
    },
    "phrase": ("Dernier", f"{'Il est une ville ancienne. ' * 60} La tour penche.", ""),
}


def test_odd_words_and_names_hide_no_other_ones(
    tmp_path: Path, project: Path, browser: Browser
) -> None:
    for number, (name, (title, text, source)) in enumerate(ODD.items()):
        head = (
            f"Title: {title}\nDate: 2026-01-{number + 1:02}\nSource: {source or 'AFP'}\nLang: fr\n"
        )
        if name == "after":
            head += "Date_origin: file time\n"
        file = tmp_path / f"content/posts/{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{head}Category: Monde\n\n{text}\n", "utf-8")
    folders = {"PATH": "content", "OUTPUT_PATH": "site", "CACHE_PATH": "cache"}
    settings = {name: str(tmp_path / folder) for name, folder in folders.items()}
    build({**settings, "THEME": str(project / "theme")}, NOON, jobs=1)
    with asking.searching(browser, tmp_path / "site") as page:

        def found(query: str) -> list[str]:
            page.fill("#words", query)
            page.wait_for_timeout(600)
            return links(page)

        for word, title in (
            ("facade", "Gothique"),
            ("fa𐌰𐌱", "Gothique"),
            ("forgeron", "Après"),
            ("gardien", "Après"),
            ("𞤀𞤣𞤤𞤢𞤥", "𞤀𞤣𞤤𞤢𞤥"),
            ("野家", "𞤀𞤣𞤤𞤢𞤥"),
            ('"la tour penche"', "Dernier"),
            ("at&t", "Signes"),
            ("12 500 conteneurs", "Signes"),
            ("12500", "Signes"),
            ("12345", "Signes"),
            ('"9日間"', "Signes"),
            ("「日間のストライキ」", "Signes"),
        ):
            assert found(word) == [title], word
            day = page.inner_text("#results time")
            assert day.startswith("En ligne depuis le") == (title == "Après"), day
        assert found("\u0300") == []
        found("le")
        found("le gothique gardien adlam")
        options = page.eval_on_selector_all(
            "select[name=source] option", "(all) => all.map((each) => each.textContent)"
        )
        assert {"constructor (1)", "__proto__ (1)", "toString (1)"} <= set(options)


def test_it_asks_no_other_host_and_takes_few_bytes(site: Site) -> None:
    assert SCRIPT.stat().st_size <= 15 * 1024
    with site("fr") as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.fill("#words", "maire élection")
        page.wait_for_timeout(600)
        assert asked
        assert all(url.startswith("http://127.0.0.1:") for url in asked)


def test_without_scripts_it_says_so_and_leads_to_the_archive(site: Site) -> None:
    with site("fr") as page:
        plain = page.context.browser.new_context(java_script_enabled=False).new_page()
        plain.goto(page.url.partition("?")[0])
        assert "JavaScript" in plain.inner_text("main")
        assert plain.is_visible("main a[href='/news/archive/']")
        assert not plain.is_visible("form[role=search]")

"""Another newsroom with the same theme: nothing of the first one is baked into it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import pytest
from bs4 import BeautifulSoup

from plugins import config
from plugins.engine.site import build_site
from tests.theme.reading import one, shown

ROOT = Path(__file__).parents[2]
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 60"><path d="M0 0h9v9"/></svg>'
SETTINGS: dict[str, Any] = {
    "SITENAME": "Der Bote",
    "SITESUBTITLE": "Nachrichten aus dem Norden",
    "SITE_DESCRIPTION": "Texte mit Quelle, Sprache und Datum.",
    "SITEURL": "https://bote.example/blatt",
    "TIMEZONE": "Europe/Berlin",
    "DEFAULT_LANG": "de",
    "LANGUAGES": ["de", "ar", "fi"],
    "SECTIONS": {"Welt": ["world"], "Kultur": ["culture"]},
    "DEFAULT_CATEGORY": "Nachrichten",
    "CONTACT_EMAIL": "post@bote.example",
    "RIGHTS": "CC BY-SA 4.0",
    "RIGHTS_URL": "https://creativecommons.org/licenses/by-sa/4.0/deed.de",
    "LINKS": [("Impressum", "impressum/"), ("Netzwerk", "https://social.example/@bote")],
    "ACCENT_COLOR": "#0b5d3b",
    "LISTINGS": ["section", "archive"],
    "FEED_FORMATS": {"site": ["atom"]},
}
POST = """Title: {title}
Date: 2026-11-1{day} 08:30
Lang: {lang}
Category: {section}
Tags: Hafen, Meer
Authors: Anna Beck; Jan Krüger
Source: Hafenblatt
Source_url: https://hafenblatt.example/a
{more}
{body}
"""
POSTS = (
    ("Hafen öffnet wieder", "de", "Welt", "Note: Der Name des Hafens wurde berichtigt.\n"),
    ("Ein Museum am Meer", "de", "Kultur", "Pinned: yes\n"),
    ("ميناء الشمال", "ar", "Welt", ""),
    ("Satama avautuu", "fi", "Welt", "Date_origin: git\n"),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of the other newsroom."""
    root = tmp_path_factory.mktemp("bote")
    (root / "logo.svg").write_text(LOGO)
    posts = root / "content/posts"
    posts.mkdir(parents=True)
    for day, (title, lang, section, more) in enumerate(POSTS):
        text = POST.format(
            title=title, day=day, lang=lang, section=section, more=more, body=title + "."
        )
        (posts / f"{day}.md").write_text(text, "utf-8")
    page = root / "content/pages/impressum.md"
    page.parent.mkdir()
    page.write_text("Title: Impressum\nSlug: impressum\nUrl: impressum/\nLang: de\n\nWir.\n")
    folders = {"PATH": "content", "OUTPUT_PATH": "out", "CACHE_PATH": "cache"}
    overrides = {name: str(root / folder) for name, folder in folders.items()}
    overrides |= {**SETTINGS, "LOGO": str(root / "logo.svg")}
    report = build_site(config.load(ROOT, **overrides), overrides, jobs=1)
    assert report.problems == ()
    return root / "out"


def pages(site: Path) -> dict[str, BeautifulSoup]:
    """Every page, by its path."""
    return {
        path.relative_to(site).as_posix(): BeautifulSoup(path.read_text("utf-8"), "lxml")
        for path in sorted(site.rglob("*.html"))
    }


def test_nothing_of_the_first_newsroom_is_left(site: Path) -> None:
    first = config.load(ROOT)
    words = (first.name, first.tagline, first.description, "À la une", "S’abonner", "Publié")
    found = [path for path in site.rglob("*") if path.suffix in {".html", ".xml", ".json", ".css"}]
    assert len(found) > 12
    for path in found:
        text = path.read_text("utf-8")
        assert not [word for word in words if word in text], path
        assert not [name for name, _ in first.sections if f">{name}<" in text], path


def test_its_colour_is_in_every_file_that_had_the_first_ones(site: Path) -> None:
    styles = (site / "theme/css/site.css").read_text("utf-8")
    assert "--accent: light-dark(#0b5d3b, #" in styles
    assert "#0b5d3b" in (site / "theme/img/icon.svg").read_text("utf-8")
    for path in (site / "theme").rglob("*.[cs][sv][sg]"):
        assert not set(config.ACCENTS) & set(re.findall("#[0-9a-f]{6}", path.read_text("utf-8")))


def test_its_name_is_a_picture_that_says_it(site: Path) -> None:
    assert (site / "theme/img/logo.svg").read_text() == LOGO
    image = one(pages(site)["index.html"], "h1 img")
    assert (image["src"], image["alt"]) == ("/blatt/theme/img/logo.svg", "Der Bote")


def test_every_page_speaks_german_or_the_language_of_its_article(site: Path) -> None:
    spoken = {path: one(page, "html")["lang"] for path, page in pages(site).items()}
    assert list(spoken.values()).count("ar") == 1
    assert set(spoken.values()) == {"de", "ar"}  # there are no words in Finnish
    finnish = next(page for page in pages(site).values() if page.select('article[lang="fi"]'))
    assert "Online seit 13. November 2026" in shown(one(finnish, ".facts-box"))


def test_no_link_and_no_fragment_leads_nowhere(site: Path) -> None:
    every = pages(site)
    for path, page in every.items():
        here = f"https://bote.example/blatt/{path.removesuffix('index.html')}"
        for tag in page.select("a[href], link[href], img[src], script[src]"):
            target = urljoin(here, str(tag.get("href") or tag.get("src")))
            address, _, fragment = target.partition("#")
            if not address.startswith("https://bote.example/"):
                continue
            inside = unquote(address.removeprefix("https://bote.example/blatt/"))
            name = f"{inside}index.html" if inside.endswith("/") or not inside else inside
            assert (site / name).is_file(), (path, target)
            assert not fragment or every[name].select(f'[id="{fragment}"]'), (path, target)


def test_the_footer_has_its_links_licence_and_address(site: Path) -> None:
    footer = one(pages(site)["archive/index.html"], "body > footer")
    hrefs = {shown(link): link["href"] for link in footer.select("a")}
    assert hrefs["Impressum"] == "/blatt/impressum/"
    assert hrefs["Netzwerk"] == "https://social.example/@bote"
    assert hrefs["CC BY-SA 4.0"] == SETTINGS["RIGHTS_URL"]
    assert hrefs["Kontakt"] == "mailto:post@bote.example"


def test_the_pinned_article_leads_and_the_correction_is_told(site: Path) -> None:
    every = pages(site)
    assert shown(one(every["index.html"], ".lead__title")) == "Ein Museum am Meer"
    told = shown(one(every["corrections/index.html"], ".corrections"))
    assert "Hafen öffnet wieder Der Name des Hafens wurde berichtigt." in told

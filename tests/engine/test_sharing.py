"""What stands for a page where it is shared: on the page, and in the output."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from plugins import config
from plugins.engine.site import SiteReport, build_site
from tests.pictures.samples import file, opened, scene

ROOT = Path(__file__).resolve().parents[2]
Build = Callable[..., SiteReport]


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    (tmp_path / "content/posts").mkdir(parents=True)
    (tmp_path / "content/images").mkdir()

    def run(out: str = "out", cache: str = "cache", **more: Any) -> SiteReport:
        paths = {"PATH": "content", "OUTPUT_PATH": out, "CACHE_PATH": cache}
        folders = {name: str(tmp_path / folder) for name, folder in paths.items()}
        overrides = {"SITEURL": "https://a.example/news", **folders, **more}
        return build_site(config.load(ROOT, **overrides), overrides, jobs=1)

    return run


def post(tmp_path: Path, day: int, title: str, more: str = "") -> None:
    text = f"Title: {title}\nDate: 2026-11-{day:02}\nUrl: 2026/11/p{day}/\n{more}\nWords.\n"
    (tmp_path / f"content/posts/{day}.md").write_text(text, "utf-8")


def shared(tmp_path: Path, address: str, out: str = "out") -> dict[str, str]:
    page = BeautifulSoup((tmp_path / out / address / "index.html").read_text("utf-8"), "lxml")
    tags = page.find_all("meta", property=lambda name: str(name).startswith("og:image"))
    return {str(tag["property"]): str(tag["content"]) for tag in tags}


def image_of(tmp_path: Path, address: str) -> str:
    """Where the picture of a page is, below the output folder: it is there."""
    told = shared(tmp_path, address)
    place = told["og:image"].removeprefix("https://a.example/news/")
    image = opened((tmp_path / "out" / place).read_bytes())
    assert (str(image.width), str(image.height)) == (
        told["og:image:width"],
        told["og:image:height"],
    )
    return place


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_each_of_the_newest_articles_has_a_card_others_the_sites(
    build: Build, tmp_path: Path
) -> None:
    for day in range(1, 6):
        post(tmp_path, day, f"Title {day}")
    build(SOCIAL_CARDS=3)
    found = {day: image_of(tmp_path, f"2026/11/p{day}") for day in range(1, 6)}
    of_site = image_of(tmp_path, "")
    assert len({found[day] for day in (3, 4, 5)} | {of_site}) == 4
    assert {found[1], found[2]} == {of_site}
    assert shared(tmp_path, "2026/11/p5")["og:image:alt"] == "Title 5"


def test_one_more_article_draws_its_card_and_takes_the_oldest_ones(
    build: Build, tmp_path: Path
) -> None:
    for day in range(1, 6):
        post(tmp_path, day, f"Title {day}")
    build(SOCIAL_CARDS=3)
    before = image_of(tmp_path, "2026/11/p3")
    post(tmp_path, 9, "Another")
    report = build(SOCIAL_CARDS=3)
    cards = [path for path in report.published.written if path.endswith("card.png")]
    assert cards == [image_of(tmp_path, "2026/11/p9")]
    assert report.published.removed == (before,)
    build("fresh", "fresh-cache", SOCIAL_CARDS=3)
    assert tree(tmp_path / "out") == tree(tmp_path / "fresh")
    (tmp_path / "content/posts/9.md").unlink()
    build(SOCIAL_CARDS=3)
    assert image_of(tmp_path, "2026/11/p3") == before


def test_a_new_title_is_a_new_card_at_a_new_address(build: Build, tmp_path: Path) -> None:
    post(tmp_path, 1, "Title")
    build()
    before = image_of(tmp_path, "2026/11/p1")
    post(tmp_path, 1, "Another")
    build()
    assert image_of(tmp_path, "2026/11/p1") != before
    assert not (tmp_path / "out" / before).exists()


def test_a_large_picture_stands_for_its_article(build: Build, tmp_path: Path) -> None:
    (tmp_path / "content/images/large.jpg").write_bytes(file("JPEG", scene(1700, 900)))
    (tmp_path / "content/images/small.jpg").write_bytes(file("JPEG", scene(300, 200)))
    for day, name in ((1, "large"), (2, "small")):
        post(tmp_path, day, "Title", f"Image: images/{name}.jpg\nImage_alt: A disc\n")
    build()
    assert image_of(tmp_path, "2026/11/p1").endswith("-1440.jpg")
    assert shared(tmp_path, "2026/11/p1")["og:image:alt"] == "A disc"
    assert image_of(tmp_path, "2026/11/p2").endswith("-card.png")


def test_a_title_that_the_type_lacks_letters_for_has_the_sites_card(
    build: Build, tmp_path: Path
) -> None:
    post(tmp_path, 1, "港が再開", "Lang: ja\n")
    post(tmp_path, 2, "إعادة فتح الميناء", "Lang: ar\n")
    assert build().problems == ()
    assert image_of(tmp_path, "2026/11/p1") == image_of(tmp_path, "")
    assert image_of(tmp_path, "2026/11/p2") != image_of(tmp_path, "")


def test_a_font_of_the_settings_draws_the_titles_that_the_theme_lacks_letters_for(
    build: Build, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "theme", tmp_path / "bare", ignore=shutil.ignore_patterns("fonts"))
    shutil.copytree(ROOT / "theme/static/fonts", tmp_path / "bare/static/fonts")
    post(tmp_path, 1, "נמל מרסיי נפתח מחדש", "Lang: he\n")
    bare = str(tmp_path / "bare")
    build(THEME=bare)
    assert image_of(tmp_path, "2026/11/p1") == image_of(tmp_path, "")
    fonts = [str(path) for path in (ROOT / "theme/fonts").glob("*.woff2")]
    build(THEME=bare, CARD_FONTS=fonts)
    assert image_of(tmp_path, "2026/11/p1") != image_of(tmp_path, "")


def test_without_cards_nothing_is_drawn(build: Build, tmp_path: Path) -> None:
    post(tmp_path, 1, "Title")
    build(SOCIAL_CARDS=0)
    assert shared(tmp_path, "2026/11/p1") == {}
    assert not (tmp_path / "out/renditions").exists()


def test_drafts_have_no_card_of_their_own(build: Build, tmp_path: Path) -> None:
    post(tmp_path, 1, "Title", "Status: hidden\n")
    build()
    assert image_of(tmp_path, "2026/11/p1") == image_of(tmp_path, "")

"""Pictures on pages: in several sizes, with words, or left out and named."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from plugins import config
from plugins.engine.site import SiteReport, build_site
from tests.pictures.samples import SECRET, file, opened, scene

ROOT = Path(__file__).resolve().parents[2]
Build = Callable[..., SiteReport]


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    (tmp_path / "content/posts").mkdir(parents=True)
    (tmp_path / "content/images").mkdir()

    def run(out: str = "out", cache: str = "cache", jobs: int = 1, **more: Any) -> SiteReport:
        paths = {"PATH": "content", "OUTPUT_PATH": out, "CACHE_PATH": cache}
        folders = {name: str(tmp_path / folder) for name, folder in paths.items()}
        overrides = {"SOCIAL_CARDS": 0, **folders, **more}
        return build_site(config.load(ROOT, **overrides), overrides, jobs=jobs)

    return run


def post(tmp_path: Path, name: str, body: str, more: str = "") -> None:
    text = f"Title: {name}\nDate: 2026-11-01\nUrl: 2026/11/{name}/\n{more}\n{body}\n"
    (tmp_path / f"content/posts/{name}.md").write_text(text, "utf-8")


def put(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / "content" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)


def main_of(tmp_path: Path, name: str) -> BeautifulSoup:
    page = (tmp_path / f"out/2026/11/{name}/index.html").read_text("utf-8")
    found = BeautifulSoup(page, "lxml").find("main")
    assert found is not None
    return found  # type: ignore[return-value]  # an element has what a document has


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def sizes(source: str) -> list[tuple[str, str]]:
    pairs = (part.split() for part in source.split(","))
    return [(address, width) for address, width in pairs]


def test_a_picture_of_the_text_is_there_in_every_size_that_the_page_names(
    build: Build, tmp_path: Path
) -> None:
    put(tmp_path, "images/disc.jpg", file("JPEG", scene(1000, 600)))
    post(tmp_path, "one", 'Words.\n\n![A disc]({static}/images/disc.jpg "Seen & drawn. Photo: A")')
    assert build().problems == ()
    figure = main_of(tmp_path, "one").find("figure")
    image, sources = figure.find("img"), figure.find_all("source")
    assert figure.find("figcaption").get_text() == "Seen & drawn. Photo: A"
    told = {name: image[name] for name in ("alt", "width", "height", "loading")}
    assert told == {"alt": "A disc", "width": "1000", "height": "600", "loading": "lazy"}
    assert [source["type"] for source in sources] == ["image/avif", "image/webp"]
    for srcset in (*(source["srcset"] for source in sources), image["srcset"]):
        assert [width for _, width in sizes(srcset)] == ["480w", "960w", "1000w"]
        for address, width in sizes(srcset):
            made = (tmp_path / "out" / address.lstrip("/")).read_bytes()
            assert f"{opened(made).width}w" == width
            assert SECRET not in made
    assert SECRET not in (tmp_path / "out/images/disc.jpg").read_bytes()


def test_the_leading_picture_is_fetched_first(build: Build, tmp_path: Path) -> None:
    put(tmp_path, "images/disc.png", file("PNG"))
    lead = "Image: images/disc.png\nImage_alt: A disc\n"
    post(tmp_path, "one", "![Again]({static}/images/disc.png)\n\nWords.", lead)
    post(tmp_path, "two", "![Again]({static}/images/disc.png)\n\nWords.")
    assert build().problems == ()
    first, second = main_of(tmp_path, "one").find_all("img")
    assert first["fetchpriority"] == "high"
    assert not first.has_attr("loading")
    assert second["loading"] == "lazy"
    (alone,) = main_of(tmp_path, "two").find_all("img")
    assert alone["loading"] == "eager"


def test_a_feed_has_one_file_of_each_picture_and_its_true_length(
    build: Build, tmp_path: Path
) -> None:
    put(tmp_path, "images/disc.jpg", file("JPEG", turn=6))
    lead = "Image: images/disc.jpg\nImage_alt: A disc\n"
    post(tmp_path, "one", "Words ![Again]({static}/images/disc.jpg) here.", lead)
    build()
    (item,) = json.loads((tmp_path / "out/feed.json").read_text("utf-8"))["items"]
    body = BeautifulSoup(item["content_html"], "lxml")
    address = "https://example.org/images/disc.jpg"
    assert {image["src"] for image in body.find_all("img")} == {address}
    assert body.find("source") is None
    length = (tmp_path / "out/images/disc.jpg").stat().st_size
    assert item["attachments"][0]["size_in_bytes"] == length


def test_a_picture_without_words_is_named_and_shown(build: Build, tmp_path: Path) -> None:
    put(tmp_path, "images/disc.png", file("PNG"))
    post(tmp_path, "one", "![]({static}/images/disc.png)", "Image: images/disc.png\n")
    problems = build().problems
    assert {(p.where, p.code) for p in problems} == {("content/posts/one.md", "alt")}
    assert all("images/disc.png" in p.message and p.remedy for p in problems)
    assert len(main_of(tmp_path, "one").find_all("img")) == 2


def test_a_damaged_picture_is_named_and_stands_on_no_page(build: Build, tmp_path: Path) -> None:
    data = file("PNG")
    at = data.index(b"IDAT") + 4
    put(tmp_path, "images/bad.png", data[:at] + bytes(60) + data[at + 60 :])
    post(tmp_path, "one", "Before ![A]({static}/images/bad.png) after.")
    post(tmp_path, "two", "Words.", "Image: images/bad.png\nImage_alt: A\n")
    for _ in range(2):
        problems = {(p.where, p.code) for p in build().problems}
        where = ("content/images/bad.png", "content/posts/one.md", "content/posts/two.md")
        assert problems == {(each, "image") for each in where}
    assert main_of(tmp_path, "one").find("img") is None
    assert main_of(tmp_path, "two").find("img") is None
    assert not [path for path in tree(tmp_path / "out") if path.startswith(("images", "rend"))]
    put(tmp_path, "images/bad.png", data)
    assert build().problems == ()
    assert main_of(tmp_path, "two").find("img") is not None


def test_changes_of_pictures_leave_what_a_build_from_nothing_makes(
    build: Build, tmp_path: Path
) -> None:
    """New, replaced by another's bytes, dropped by a post, gone: nothing stale stays."""
    put(tmp_path, "images/a.png", file("PNG"))
    put(tmp_path, "posts/b.jpg", file("JPEG"))
    post(tmp_path, "one", "![A]({static}/images/a.png)\n\n![B]({attach}b.jpg)")
    post(tmp_path, "two", "![A]({static}/images/a.png)")

    def same() -> None:
        build()
        build("fresh", "fresh-cache")
        assert tree(tmp_path / "out") == tree(tmp_path / "fresh")

    same()
    assert build().rendered == ()
    put(tmp_path, "images/a.png", (tmp_path / "content/posts/b.jpg").read_bytes())
    same()
    post(tmp_path, "one", "Words alone.")
    same()
    put(tmp_path, "images/a.png", file("GIF"))
    same()
    (tmp_path / "content/images/a.png").unlink()
    same()
    (tmp_path / "content/posts/two.md").unlink()
    same()
    assert not [path for path in tree(tmp_path / "out") if path.startswith("renditions")]


def test_without_its_cache_a_build_makes_the_same_bytes_also_in_parallel(
    build: Build, tmp_path: Path
) -> None:
    for n in range(4):
        put(tmp_path, f"images/{n}.jpg", file("JPEG", scene(300 + n, 200), turn=n + 1))
        post(tmp_path, f"p{n}", f"![A]({{static}}/images/{n}.jpg)")
    build()
    build("fresh", "fresh-cache", jobs=2)
    assert tree(tmp_path / "out") == tree(tmp_path / "fresh")
    assert len([p for p in tree(tmp_path / "out") if p.startswith("renditions")]) == 12


def test_a_build_without_new_pictures_opens_none(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plugins.engine.scan.RACE", 0)
    put(tmp_path, "images/disc.jpg", file("JPEG"))
    post(tmp_path, "one", "![A]({static}/images/disc.jpg)")
    build()
    post(tmp_path, "two", "Words.")
    monkeypatch.setattr("plugins.pictures.facts.opened", lambda data: pytest.fail("opened"))
    monkeypatch.setattr("plugins.pictures.renditions.opened", lambda data: pytest.fail("opened"))
    written = build().published.written
    assert "2026/11/two/index.html" in written
    os.utime(tmp_path / "content/posts/one.md")
    assert build().published.written == ()


def test_settings_choose_widths_and_formats(build: Build, tmp_path: Path) -> None:
    put(tmp_path, "images/disc.jpg", file("JPEG"))
    post(tmp_path, "one", "![A]({static}/images/disc.jpg)")
    build(PICTURE_WIDTHS=[300], PICTURE_FORMATS=["webp"])
    ends = sorted(p.partition("-")[2] for p in tree(tmp_path / "out") if p.startswith("rend"))
    assert ends == ["300.jpg", "300.webp"]
    build(PICTURE_WIDTHS=[])
    assert not [p for p in tree(tmp_path / "out") if p.startswith("renditions")]
    image = main_of(tmp_path, "one").find("img")
    assert image is not None
    assert (image["src"], image["width"]) == ("/images/disc.jpg", "640")


def test_a_picture_that_is_named_by_its_address_gets_sizes_too(
    build: Build, tmp_path: Path
) -> None:
    post(tmp_path, "one", "Words ![A](/news/images/disc.jpg) and ![B](/news/nowhere.jpg).")
    build(SITEURL="https://a.example/news")
    first, second = main_of(tmp_path, "one").find_all("img")
    assert not first.has_attr("srcset")
    put(tmp_path, "images/disc.jpg", file("JPEG"))
    assert build(SITEURL="https://a.example/news").problems == ()
    first, second = main_of(tmp_path, "one").find_all("img")
    assert first["width"] == "640"
    assert str(first["srcset"]).startswith("/news/renditions/")
    assert not second.has_attr("width")
    put(tmp_path, "images/disc.jpg", file("JPEG", scene(500, 300)))
    build(SITEURL="https://a.example/news")
    assert main_of(tmp_path, "one").find("img")["width"] == "500"
    build("fresh", "fresh-cache", SITEURL="https://a.example/news")
    assert tree(tmp_path / "out") == tree(tmp_path / "fresh")


def test_a_page_written_by_hand_has_pictures_too(build: Build, tmp_path: Path) -> None:
    put(tmp_path, "images/disc.jpg", file("JPEG"))
    put(tmp_path, "pages/about.md", b"Title: About\n\n![A disc]({static}/images/disc.jpg)\n")
    assert build().problems == ()
    text = (tmp_path / "out/about/index.html").read_text("utf-8")
    assert "<picture>" in text


def test_html_that_is_trusted_gets_sizes_as_well(build: Build, tmp_path: Path) -> None:
    put(tmp_path, "images/disc.jpg", file("JPEG"))
    body = '<div class="x"><img src="{static}/images/disc.jpg" alt="A disc" /></div>'
    post(tmp_path, "one", body)
    build(TRUST_HTML=True)
    image = main_of(tmp_path, "one").find("img")
    assert image is not None
    assert image.has_attr("srcset")


def test_pictures_in_a_site_below_a_path_are_found_there(build: Build, tmp_path: Path) -> None:
    put(tmp_path, "images/été à.jpg", file("JPEG"))
    post(tmp_path, "one", "![A]({static}/images/été à.jpg)".replace(" à", "%20à"))
    assert build(SITEURL="https://a.example/news").problems == ()
    image = main_of(tmp_path, "one").find("img")
    assert image is not None
    assert str(image["srcset"]).startswith("/news/renditions/")


def test_a_bomb_is_named_and_published_nowhere(build: Build, tmp_path: Path) -> None:
    out = io.BytesIO()
    scene(8000, 7000).convert("1").save(out, "PNG")
    put(tmp_path, "images/bomb.png", out.getvalue())
    post(tmp_path, "one", "![A]({static}/images/bomb.png)")
    problems = build().problems
    assert any("50 million pixels" in problem.message for problem in problems)
    assert not (tmp_path / "out/images/bomb.png").exists()

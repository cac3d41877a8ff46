"""Sites as Pelican's documentation has them: pages, files, translations, drafts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from plugins import config
from plugins.engine.site import SiteReport, build_site

ROOT = Path(__file__).resolve().parents[2]
Build = Callable[..., SiteReport]


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1732000000")  # 19 November 2024

    def run(**more: object) -> SiteReport:
        paths = {"PATH": "content", "OUTPUT_PATH": "out", "CACHE_PATH": "cache"}
        overrides = {name: str(tmp_path / folder) for name, folder in paths.items()} | more
        return build_site(config.load(ROOT, **overrides), overrides, jobs=1)

    return run


def write(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def soup(tmp_path: Path, address: str) -> BeautifulSoup:
    return BeautifulSoup((tmp_path / "out" / address / "index.html").read_text("utf-8"), "lxml")


def hrefs(page: BeautifulSoup) -> list[str]:
    return [str(a["href"]) for a in page.select(".body a[href]")]


def test_posts_may_be_restructured_text_and_html(build: Build, tmp_path: Path) -> None:
    write(tmp_path, "posts/a.rst", "Un titre\n########\n\n:date: 2024-11-18\n\nDu *texte*.\n")
    write(
        tmp_path,
        "posts/b.html",
        "<html><head><title>Autre</title><meta name=date content=2024-11-17></head>"
        "<body><p>Ici.</p></body></html>",
    )
    assert build().problems == ()
    assert soup(tmp_path, "2024/11/un-titre").select_one(".body em") is not None
    assert "Ici." in soup(tmp_path, "2024/11/autre").get_text()


def test_pages_stand_at_their_slug_and_link_to_posts(build: Build, tmp_path: Path) -> None:
    write(tmp_path, "posts/a.md", "Title: Un\nDate: 2024-11-18\n\nX [p]({filename}/pages/p.md)\n")
    write(tmp_path, "pages/p.md", "Title: Nous\nSlug: qui\n\n[a]({filename}/posts/a.md#top)\n")
    assert build().problems == ()
    assert hrefs(soup(tmp_path, "qui")) == ["/2024/11/un/#top"]
    assert hrefs(soup(tmp_path, "2024/11/un")) == ["/qui/"]


def test_files_are_where_static_and_attach_put_them(build: Build, tmp_path: Path) -> None:
    write(tmp_path, "posts/plan.txt", "plan")
    write(tmp_path, "posts/data/table.csv", "1,2")
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    write(tmp_path, "images/carte.svg", drawing)
    write(tmp_path, "posts/unlinked.txt", "nobody asks for it")
    body = "[s]({static}plan.txt) [t]({attach}data/table.csv) [u]({static}/images/carte.svg)"
    write(tmp_path, "posts/a.md", f"Title: Un\nDate: 2024-11-18\n\n{body}\n")
    assert build().problems == ()
    links = hrefs(soup(tmp_path, "2024/11/un"))
    assert links == ["/posts/plan.txt", "/2024/11/un/data/table.csv", "/images/carte.svg"]
    assert (tmp_path / "out/posts/plan.txt").read_text() == "plan"
    assert (tmp_path / "out/2024/11/un/data/table.csv").read_text() == "1,2"
    assert not (tmp_path / "out/posts/unlinked.txt").exists()


def test_a_file_goes_where_the_settings_say(build: Build, tmp_path: Path) -> None:
    write(tmp_path, "extra/robots.txt", "User-agent: *")
    paths = {"extra/robots.txt": {"path": "robots.txt"}}
    build(STATIC_PATHS=["images", "extra"], EXTRA_PATH_METADATA=paths)
    assert (tmp_path / "out/robots.txt").read_text() == "User-agent: *"


def test_a_file_may_not_take_a_place_of_the_site(build: Build, tmp_path: Path) -> None:
    write(tmp_path, "extra/index.html", "mine")
    paths = {"extra/index.html": {"path": "index.html"}}
    (problem,) = build(STATIC_PATHS=["extra"], EXTRA_PATH_METADATA=paths).problems
    assert "take the place of another output: index.html" in problem.message
    assert "mine" not in (tmp_path / "out/index.html").read_text()


def test_a_link_follows_its_target_and_dies_with_it(build: Build, tmp_path: Path) -> None:
    write(tmp_path, "posts/a.md", "Title: Un\nDate: 2024-11-18\n\n[b]({filename}b.md)\n")
    assert [p.code for p in build().problems] == ["dead-link"]
    b = write(tmp_path, "posts/b.md", "Title: Deux\nDate: 2024-11-17\n\nX\n")
    assert build().problems == ()
    assert hrefs(soup(tmp_path, "2024/11/un")) == ["/2024/11/deux/"]
    b.write_text("Title: Deux\nDate: 2024-11-17\nUrl: ailleurs/\n\nX\n")
    report = build()
    assert "2024/11/un/index.html" in [each.path for each in report.rendered]
    assert hrefs(soup(tmp_path, "2024/11/un")) == ["/ailleurs/"]
    b.write_text("Title: Deux\nDate: 2024-11-17\nStatus: withdrawn\n\nX\n")
    assert [p.code for p in build().problems] == ["dead-link"]
    assert hrefs(soup(tmp_path, "2024/11/un")) == []


def test_tags_sections_and_authors_can_be_linked_to(build: Build, tmp_path: Path) -> None:
    body = "[t]({tag}otan) [c]({category}monde) [a]({author}lea-roy) [i]({index})"
    head = "Title: Un\nDate: 2024-11-18\nTags: OTAN\nCategory: Monde\nAuthors: Léa Roy"
    write(tmp_path, "posts/a.md", f"{head}\n\n{body}\n")
    build()
    links = hrefs(soup(tmp_path, "2024/11/un"))
    assert links == ["/tag/otan/", "/section/monde/", "/author/lea-roy/", "/index.html"]


def test_translations_know_one_another(build: Build, tmp_path: Path) -> None:
    head = "Date: 2024-11-18\nSlug: le-port"
    write(tmp_path, "posts/a.md", f"Title: Le port\nLang: fr\n{head}\n\nX\n")
    write(tmp_path, "posts/a-en.md", f"Title: The port\nLang: en\n{head}\n\nX\n")
    write(tmp_path, "posts/a-de.md", f"Title: Der Hafen\nLang: de\n{head}\n\nX\n")
    assert build().problems == ()
    page = soup(tmp_path, "2024/11/le-port-en")
    links = {str(a["hreflang"]): str(a["href"]) for a in page.select("article a[hreflang]")}
    assert links == {"fr": "/2024/11/le-port/", "de": "/2024/11/le-port-de/"}
    alternates = page.select('link[rel="alternate"][hreflang]')
    assert {str(link["hreflang"]) for link in alternates} == {"fr", "en", "de", "x-default"}


def test_two_posts_that_happen_to_have_one_title_are_no_translations(
    build: Build, tmp_path: Path
) -> None:
    for name, lang in (("a", "fr"), ("b", "en")):
        head = f"Title: Paris 2024\nDate: 2024-11-18\nLang: {lang}"
        write(tmp_path, f"posts/{name}.md", f"{head}\n\nX\n")
    build()
    assert soup(tmp_path, "2024/11/paris-2024").select("[hreflang]") == []


def test_a_draft_has_a_page_that_nobody_finds(build: Build, tmp_path: Path) -> None:
    write(tmp_path, "posts/a.md", "Title: Un\nDate: 2024-11-18\nStatus: draft\n\nX\n")
    report = build()
    assert report.articles == 0
    (path,) = [p for p in report.published.written if p.startswith("drafts/")]
    assert "noindex" in (tmp_path / "out" / path).read_text()
    write(tmp_path, "posts/a.md", "Title: Un\nDate: 2024-11-18\n\nX\n")
    report = build()
    assert path in report.published.removed
    assert (tmp_path / "out/2024/11/un/index.html").is_file()


def test_a_post_may_be_skipped_and_names_may_be_ignored(build: Build, tmp_path: Path) -> None:
    write(tmp_path, "posts/a.md", "Title: Un\nDate: 2024-11-18\nStatus: skip\n\nX\n")
    write(tmp_path, "posts/.b.md", "no post at all")
    report = build()
    assert (report.articles, report.problems) == (0, ())

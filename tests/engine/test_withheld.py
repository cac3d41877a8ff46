"""What a site does not show although it knows of it, and what was shown before and is no more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from plugins import config
from plugins.engine.build import Beside
from plugins.engine.glance import store_path
from plugins.engine.publish import roll_back
from plugins.engine.site import SiteReport, build_site
from plugins.engine.store import discard
from tests.pictures.samples import file, scene

ROOT = Path(__file__).resolve().parents[2]
Build = Callable[..., SiteReport]
OURS = ".well-known/security.txt"


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    def run(now: int = 1732000000, **more: object) -> SiteReport:  # 19 November 2024
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(now))
        paths = {"PATH": "content", "OUTPUT_PATH": "out", "CACHE_PATH": "cache"}
        overrides = {name: str(tmp_path / folder) for name, folder in paths.items()} | more
        overrides |= {"SITEURL": "https://a.example", "SOCIAL_CARDS": 0}
        return build_site(config.load(ROOT, **overrides), overrides, jobs=1)

    return run


def post(base: Path, name: str, more: str = "", body: str = "Un texte.") -> None:
    folder = base / "content/posts"
    folder.mkdir(parents=True, exist_ok=True)
    head = f"Title: {name}\nDate: 2024-11-18 09:00\nCategory: Monde\n{more}"
    (folder / f"{name}.md").write_text(f"{head}\n{body}\n", "utf-8")


def shown(base: Path) -> set[str]:
    files = (base / "out").rglob("*")
    return {path.relative_to(base / "out").as_posix() for path in files if path.is_file()}


@pytest.fixture
def illustrated(tmp_path: Path) -> Path:
    (tmp_path / "content/images").mkdir(parents=True)
    for name in ("own", "shared", "linked", "nobody"):
        (tmp_path / f"content/images/{name}.jpg").write_bytes(file("JPEG", scene(300, 200)))
    return tmp_path


def pictures(base: Path) -> set[str]:
    return {path.split("/")[1] for path in shown(base) if path.startswith("images/")}


ILLUSTRATED = "![Le quai]({static}/images/shared.jpg) [Le plan]({static}/images/linked.jpg)"
SHARED = "![Le quai]({static}/images/shared.jpg)"
OWN = "Image: images/own.jpg\nImage_alt: Le port\n"


def test_pictures_of_a_withdrawn_post_go_with_it_and_come_back(
    illustrated: Path, build: Build
) -> None:
    post(illustrated, "un", OWN, ILLUSTRATED)
    post(illustrated, "deux", "", SHARED)
    build()
    every = {"own.jpg", "shared.jpg", "linked.jpg", "nobody.jpg"}
    assert pictures(illustrated) >= every
    post(illustrated, "un", f"{OWN}Status: withdrawn\n", ILLUSTRATED)
    build()
    assert pictures(illustrated) & every == {"shared.jpg", "nobody.jpg"}
    discard(store_path(config.load(ROOT, CACHE_PATH=str(illustrated / "cache"),
                                   OUTPUT_PATH=str(illustrated / "out"))))  # fmt: skip
    assert build().published.written == ()  # as a build from nothing has it
    post(illustrated, "un", OWN, ILLUSTRATED)
    build()
    assert pictures(illustrated) >= every


def test_pictures_of_a_post_that_waits_come_with_it(illustrated: Path, build: Build) -> None:
    post(illustrated, "un", f"{OWN}Date: 2024-12-24 09:00\n".replace("Date", "Modified"), SHARED)
    file = illustrated / "content/posts/un.md"
    file.write_text(file.read_text("utf-8").replace("2024-11-18", "2024-12-24"), "utf-8")
    build()
    assert not pictures(illustrated) & {"own.jpg", "shared.jpg"}
    build(now=1735500000)
    assert pictures(illustrated) >= {"own.jpg", "shared.jpg"}


@pytest.mark.parametrize("status", ["draft", "hidden"])
def test_a_page_that_nothing_lists_leads_to_no_list(
    tmp_path: Path, build: Build, status: str
) -> None:
    more = f"Tags: Quais\nAuthors: Léa Roy\nSource: Agence\nStatus: {status}\n"
    post(tmp_path, "un", more)
    report = build()
    (path,) = (tmp_path / "out").glob("drafts/*/*.html" if status == "draft" else "2024/11/un/*")
    assert report.drafts == ((path.parent.relative_to(tmp_path / "out").as_posix() + "/",)
                             if status == "draft" else ())  # fmt: skip
    soup = BeautifulSoup(path.read_text("utf-8"), "lxml")
    assert "Quais" in soup.get_text()
    local = [str(link["href"]) for link in soup.find_all("a") if str(link["href"]).startswith("/")]
    missing = [each for each in local if not (tmp_path / f"out{each}index.html").is_file()]
    assert missing == []


def test_after_a_rollback_nothing_stays_of_what_went(tmp_path: Path, build: Build) -> None:
    post(tmp_path, "un", "Authors: Léa Roy\nTags: Mer\n")
    post(tmp_path, "deux")
    build()
    build(SITESUBTITLE="Autre")
    (tmp_path / "content/posts/un.md").unlink()
    build(SITESUBTITLE="Autre")
    right = shown(tmp_path)
    assert "author/lea-roy/index.html" not in right
    settings = config.load(ROOT, CACHE_PATH=str(tmp_path / "cache"),
                           OUTPUT_PATH=str(tmp_path / "out"))  # fmt: skip
    roll_back(settings.output, lambda: discard(store_path(settings)))
    assert "author/lea-roy/index.html" in shown(tmp_path)
    build(SITESUBTITLE="Autre")
    assert shown(tmp_path) == right


def test_a_folder_of_a_strangers_among_ours_is_noticed(tmp_path: Path, build: Build) -> None:
    post(tmp_path, "un", "Authors: Léa Roy\n")
    build()
    right = shown(tmp_path)
    for place in ("author/nobody/index.html", "2024/10/x/index.html", "lang/fr/2024/x.html"):
        (tmp_path / "out" / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "out" / place).write_text("x")
        assert build().published.removed == (place,)
        assert shown(tmp_path) == right
        assert build().published.removed == ()


def test_what_is_ours_in_a_folder_that_is_kept_goes_with_its_setting(
    tmp_path: Path, build: Build
) -> None:
    post(tmp_path, "un")
    build(CONTACT_EMAIL="a@a.example", PRECOMPRESS=("gz",))
    assert {OURS, f"{OURS}.gz"} <= shown(tmp_path)
    theirs = ".well-known/theirs.txt"
    (tmp_path / "out" / theirs).write_text("x")
    build(CONTACT_EMAIL="a@a.example")
    assert {OURS, theirs, f"{OURS}.gz"} & shown(tmp_path) == {OURS, theirs}
    build(CONTACT_EMAIL="")
    assert {OURS, theirs} & shown(tmp_path) == {theirs}
    assert Beside((tmp_path / "out").resolve()).previous.is_dir()


def test_the_sites_licence_is_not_that_of_somebody_elses_text(tmp_path: Path, build: Build) -> None:
    post(tmp_path, "un")
    post(tmp_path, "deux", "Source: Agence\n")
    post(tmp_path, "trois", "Source: Agence\nRights: Agence 2024\n")
    build(RIGHTS="CC BY 4.0")
    said = {}
    for name in ("un", "deux", "trois"):
        page = (tmp_path / f"out/2024/11/{name}/index.html").read_text("utf-8")
        article = BeautifulSoup(page, "lxml").article
        assert article is not None
        said[name] = [each for each in ("CC BY 4.0", "Agence 2024") if each in article.get_text()]
    assert said == {"un": ["CC BY 4.0"], "deux": [], "trois": ["Agence 2024"]}


@pytest.mark.parametrize("id_", ["", "urn:other"])
def test_a_post_whose_id_another_had_comes_when_that_one_goes(
    tmp_path: Path, build: Build, id_: str
) -> None:
    for name in ("un", "deux"):
        post(tmp_path, name, "Id: urn:same\n")
    (problem,) = build().problems
    assert (problem.where, problem.code) == ("content/posts/un.md", "same-id")
    (tmp_path / "content/posts/deux.md").unlink()
    if id_:
        post(tmp_path, "deux", f"Id: {id_}\n")
    report = build()
    assert report.problems == ()
    assert report.articles == (2 if id_ else 1)
    assert "2024/11/un/index.html" in shown(tmp_path)


def test_what_stands_in_its_place_speaks_the_language_of_the_withdrawn_article(
    tmp_path: Path, build: Build
) -> None:
    place = tmp_path / "out/2024/11/weg/index.html"
    for lang, title in (("de", "Zurückgezogen"), ("fr", "Retiré"), ("xx", "Retiré")):
        post(tmp_path, "weg", f"Url: 2024/11/weg/\nLang: {lang}\nStatus: withdrawn\n")
        build()
        page = BeautifulSoup(place.read_text("utf-8"), "lxml")
        assert page.html is not None
        assert page.html["lang"] == (lang if lang != "xx" else "fr")
        assert page.title is not None
        assert page.title.text.startswith(f"{title} –")

"""A whole site out of a content folder, through Pelican."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pelican.settings import DEFAULT_CONFIG

from plugins import config
from plugins.engine.site import SiteReport, build_site

ROOT = Path(__file__).resolve().parents[2]
POST = """Title: {title}
Date: {date}
Category: Monde
Tags: Ukraine, OTAN
{more}
{body}
"""

Build = Callable[..., SiteReport]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content/posts"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1732000000")  # 19 November 2024

    def run(**more: str) -> SiteReport:
        paths = {"PATH": "content", "OUTPUT_PATH": "out", "CACHE_PATH": "cache"}
        overrides = {name: str(tmp_path / folder) for name, folder in paths.items()} | more
        return build_site(config.load(ROOT, **overrides), overrides, jobs=1)

    return run


def post(
    folder: Path, name: str, title: str = "Un titre", date: str = "2024-11-18 09:00",
    more: str = "", body: str = "Un paragraphe.",
) -> None:  # fmt: skip
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(POST.format(title=title, date=date, more=more, body=body), "utf-8")


def page(tmp_path: Path, address: str) -> BeautifulSoup:
    return BeautifulSoup((tmp_path / "out" / address / "index.html").read_text("utf-8"), "lxml")


def test_lists_do_not_say_the_headline_again(content: Path, tmp_path: Path, build: Build) -> None:
    long = "Le port de Marseille rouvre après la grève des dockers"
    post(content, "a.md", long, more=f"Summary: {long}, dit-on.", body=f"{long}, dit-on.")
    post(content, "b.md", f"{long[:40]}…", more=f"Summary: {long} {long}", body="Non.")
    post(content, "c.md", "Marseille", more="Summary: Marseille rouvre son port.", body="Non.")
    build()
    found = page(tmp_path, "section/monde").select(".story")
    told = [bool(story.select_one(".story__summary")) for story in found]
    titles = [story.select_one(".story__title").get_text(strip=True) for story in found]  # type: ignore[union-attr]
    assert dict(zip(titles, told, strict=True)) == {
        long: False,
        f"{long[:40]}…": False,
        "Marseille": True,
    }


def test_a_post_by_hand_has_its_page_at_year_month_and_slug(
    content: Path, build: Build, tmp_path: Path
) -> None:
    post(content, "a.md", title="L’Ukraine, en bref")
    report = build()
    assert report.problems == ()
    soup = page(tmp_path, "2024/11/l-ukraine-en-bref")
    assert soup.h1 is not None
    assert soup.h1.get_text(strip=True) == "L’Ukraine, en bref"


def test_every_scope_has_its_page_bucket_and_feeds(
    content: Path, build: Build, tmp_path: Path
) -> None:
    post(content, "a.md", more="Source: Jforum.fr\nAuthors: Léa Roy\nLang: fr")
    written = set(build().published.written)
    for folder in ("", "section/monde/", "source/jforum-fr/", "lang/fr/"):
        for name in ("index.html", "feed.rss.xml", "feed.atom.xml", "feed.json"):
            assert folder + name in written
    for folder in ("tag/ukraine/", "tag/otan/", "author/lea-roy/"):
        assert {folder + "index.html", folder + "feed.atom.xml"} <= written
        assert folder + "feed.rss.xml" not in written
    buckets = {"section/monde/2024/11/", "source/jforum-fr/2024/11/", "lang/fr/2024/11/"}
    archive = {"archive/", "archive/2024/", "archive/2024/11/", "feeds/"}
    assert {folder + "index.html" for folder in buckets | archive} <= written
    assert {"404.html", "feeds/all.opml"} <= written


def test_a_second_build_writes_nothing_and_keeps_every_mtime(
    content: Path, build: Build, tmp_path: Path
) -> None:
    post(content, "a.md")
    build()
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "out").rglob("*")}
    done = build().published
    assert (done.written, done.removed) == ((), ())
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "out").rglob("*")} == before


def test_the_bytes_depend_on_nothing_but_the_content(
    content: Path, build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for i in range(12):
        post(content, f"{i}.md", title=f"Titre {i}", more="Source: S\nAuthors: A. B")
    build()
    first = {p: p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file()}
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from plugins import config;"
        "from plugins.engine.site import build_site; from pathlib import Path; t = sys.argv[2];"
        "o = {'PATH': t + '/content', 'OUTPUT_PATH': t + '/out', 'CACHE_PATH': t + '/other'};"
        "r = build_site(config.load(Path(sys.argv[1]), **o), o);"
        "sys.exit(bool(r.published.written or r.published.removed))"
    )
    environ = {**os.environ, "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", code, str(ROOT), str(tmp_path)]
    assert subprocess.run(command, env=environ, cwd="/", check=False).returncode == 0
    assert {p: p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file()} == first


def test_drafts_and_hidden_posts_have_pages_that_nothing_lists(
    content: Path, build: Build, tmp_path: Path
) -> None:
    post(content, "a.md", title="Visible")
    post(content, "b.md", title="Brouillon", more="Status: draft")
    post(content, "c.md", title="Cachee", more="Status: hidden")
    written = build().published.written
    assert any(path.startswith("drafts/brouillon-") for path in written)
    assert "noindex" in (tmp_path / "out/2024/11/cachee/index.html").read_text()
    for name in (
        "index.html",
        "feed.atom.xml",
        "section/monde/index.html",
        "archive/2024/11/index.html",
    ):
        text = (tmp_path / "out" / name).read_text("utf-8")
        assert "Visible" in text
        assert "Brouillon" not in text
        assert "Cachee" not in text


def test_withdrawn_posts_are_nowhere_and_future_ones_wait(
    content: Path, build: Build, tmp_path: Path
) -> None:
    post(content, "a.md", title="Visible")
    post(content, "b.md", title="Retiree", more="Status: withdrawn")
    post(content, "c.md", title="Demain", date="2024-11-21 09:00")
    report = build()
    assert [p.title for p in report.waiting] == ["Demain"]
    everything = "".join(
        p.read_text("utf-8") for p in (tmp_path / "out").rglob("*") if p.suffix in {".html", ".xml"}
    )
    assert "Retiree" not in everything
    assert "Demain" not in everything


@pytest.mark.parametrize(
    ("name", "more", "cause"),
    [
        ("date.md", "Date: gestern", "cannot be read"),
        ("url.md", "Url: ../../evil/", "is not one that a post may have"),
        ("save.md", "Save_as: index.html", "is not one that a post may have"),
        ("front.md", "Url: section/monde/", "is not one that a post may have"),
        ("status.md", "Status: secret", "Status 'secret'"),
        ("key.md", "Statuss: draft", "did you mean Status?"),
        ("lang.md", "Lang: klingon", "no language tag"),
        ("twin.md", "Id: urn:one", "same Id"),
        ("place.md", "Url: 2024/11/one/", "same address"),
        ("below.md", "Url: 2024/11/one/index.html/x/", "same address"),
        ("long.md", f"Url: {'y' * 300}/", "not one that a post may have"),
        ("deep.md", f"Url: {'y/' * 900}", "not one that a post may have"),
        ("hidden.md", "Url: .seedpress/", "not one that a post may have"),
        ("tools.md", "Save_as: .git/hooks/x.html", "not one that a post may have"),
    ],
)
def test_a_bad_post_is_named_and_left_out_alone(
    content: Path, build: Build, name: str, more: str, cause: str, tmp_path: Path
) -> None:
    post(content, "a.md", title="Sain", more="Id: urn:one\nUrl: 2024/11/one/")
    text = POST.format(title="Malade", date="2024-11-18", more=more, body="x")
    if name == "date.md":
        text = text.replace("Date: 2024-11-18\n", "")
    (content / name).write_text(text, "utf-8")
    (problem,) = build().problems
    assert problem.where == f"content/posts/{name}"
    assert cause in problem.message
    assert problem.remedy
    front = (tmp_path / "out/index.html").read_text("utf-8")
    assert "Sain" in front
    assert "Malade" not in front


def test_links_of_a_post_never_reach_out_of_the_content_folder(
    content: Path, build: Build, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("top secret")
    (content / "link.txt").symlink_to(secret)
    post(content, "a.md", body="[x]({attach}../../secret.txt) [y]({static}link.txt)")
    report = build()
    assert [p.where for p in report.problems] == ["content/posts/a.md"] * 2
    assert not list((tmp_path / "out").rglob("*secret*"))
    assert not list((tmp_path / "out").rglob("link.txt"))


@pytest.mark.parametrize(
    "image", ["../../secret.png", "posts/../../../secret.png", "a" * 300, "none.png", "link.png"]
)
def test_a_lead_image_is_a_file_in_the_content_folder_or_is_named(
    content: Path, build: Build, image: str, tmp_path: Path
) -> None:
    secret = tmp_path.parent / "secret.png"
    secret.write_bytes(b"top secret")
    (content.parent / "link.png").symlink_to(secret)
    post(content, "a.md", more=f"Image: {image}")
    (problem,) = build().problems
    assert problem.code == "image"
    assert (tmp_path / "out/2024/11/un-titre/index.html").is_file()
    assert [p.name for p in tmp_path.rglob("*secret*")] == []


@pytest.mark.parametrize("target", [".", "..", "/", "/etc"])
def test_a_link_out_of_content_is_named_and_not_followed(
    content: Path, build: Build, target: str
) -> None:
    post(content, "a.md")
    (content / "loop").symlink_to(target)
    (content / "again").symlink_to(target)
    (content / "secret.md").symlink_to("/etc/hostname")
    report = build()
    assert report.articles == 1
    wheres = sorted(problem.where for problem in report.problems)
    assert wheres == ["content/posts/again", "content/posts/loop", "content/posts/secret.md"]


def test_a_folder_of_posts_that_leads_out_of_content_is_named(
    content: Path, build: Build, tmp_path: Path
) -> None:
    content.rmdir()
    (tmp_path / "elsewhere").mkdir()
    post(tmp_path / "elsewhere", "a.md")
    content.symlink_to(tmp_path / "elsewhere")
    (problem,) = build().problems
    assert problem.where == "content/posts"


@pytest.mark.slow
@pytest.mark.parametrize("body", ["[" * 16_000 + "*x*", "![[]()" * 9_000])
def test_markdown_that_never_ends_is_named_and_the_rest_is_built(
    content: Path, build: Build, body: str
) -> None:
    post(content, "a.md")
    post(content, "endless.md", title="Sans fin", body=body)
    report = build()
    assert [problem.where for problem in report.problems] == ["content/posts/endless.md"]
    assert report.articles == 1


def test_what_a_killed_build_left_in_the_cache_goes(
    content: Path, build: Build, tmp_path: Path
) -> None:
    post(content, "a.md")
    (tmp_path / "cache/stage-x").mkdir(parents=True)
    (tmp_path / "cache/stage-x/index.html").write_text("half")
    os.utime(tmp_path / "cache/stage-x", (0, 0))
    build()
    left = {path.suffix or path.name for path in (tmp_path / "cache").iterdir()}
    assert left == {".sqlite", "theme", "pictures"}


def test_a_link_to_a_post_that_is_not_there_is_named_and_leads_nowhere(
    content: Path, build: Build, tmp_path: Path
) -> None:
    post(content, "a.md", title="Un", body="[b]({filename}none.md) et [c](https://c.example/)")
    report = build()
    (problem,) = report.problems
    assert (problem.where, problem.code) == ("content/posts/a.md", "dead-link")
    assert "{filename}none.md" in problem.message
    assert report.warnings == ()
    body = page(tmp_path, "2024/11/un").select_one(".body")
    assert body is not None
    assert [a.get("href") for a in body.select("a")] == [None, "https://c.example/"]


def test_an_image_that_is_not_there_is_named_with_its_post(content: Path, build: Build) -> None:
    post(content, "a.md", more="Image: images/none.jpg")
    (problem,) = build().problems
    assert problem.where == "content/posts/a.md"
    assert "images/none.jpg" in problem.message


def test_times_of_posts_are_plain_and_format_as_they_should(content: Path, build: Build) -> None:
    post(content, "a.md", date="2024-11-21 09:00")
    (waiting,) = build().waiting
    assert f"{waiting.published:%F %R}" == "2024-11-21 08:00"


def test_a_language_that_the_theme_has_no_words_in_is_said(content: Path, build: Build) -> None:
    post(content, "a.md")
    assert "'sv'" in " ".join(build(DEFAULT_LANG="sv").warnings)


def test_no_setting_of_pelicans_is_taken_for_one_of_ours_misspelt() -> None:
    assert [name for name in DEFAULT_CONFIG if config.nearest(name)] == []


def test_links_between_posts_and_to_files_lead_there(
    content: Path, build: Build, tmp_path: Path
) -> None:
    (content / "plan.pdf").write_bytes(b"%PDF-1.4")
    post(content, "a.md", title="Un", body="[b]({filename}b.md) [p]({static}plan.pdf)")
    post(content, "b.md", title="Deux")
    assert build(SITEURL="https://news.example/fr").problems == ()
    hrefs = [a["href"] for a in page(tmp_path, "2024/11/un").select("article a[href]")]
    assert "/fr/2024/11/deux/" in hrefs
    (pdf,) = [str(href) for href in hrefs if str(href).endswith("plan.pdf")]
    assert (tmp_path / "out" / pdf.removeprefix("/fr/")).read_bytes() == b"%PDF-1.4"


@pytest.mark.parametrize(
    ("alias", "cause"),
    [
        ("../../x", "not an address"),
        ("section/monde/", "not an address"),
        (".git/x/", "not an address"),
        ("2024/11/two/", "of content/posts/b.md"),
        ("2024/11/two", "of content/posts/b.md"),
        ("2024/11/two/index.html/x/", "of content/posts/b.md"),
    ],
)
def test_an_alias_that_cannot_be_is_named_and_the_post_stays(
    content: Path, build: Build, alias: str, cause: str, tmp_path: Path
) -> None:
    post(content, "a.md", more=f"Url: 2024/11/new/\nAliases: {alias}, 2023/01/old/")
    post(content, "b.md", title="Two", more="Url: 2024/11/two/")
    (problem,) = build().problems
    assert problem.where == "content/posts/a.md"
    assert cause in problem.message
    assert page(tmp_path, "2024/11/two").select_one("h1").get_text(strip=True) == "Two"  # type: ignore[union-attr]  # there is one
    assert (tmp_path / "out/2023/01/old/index.html").is_file()


def test_an_earlier_address_leads_to_where_the_post_is_now(
    content: Path, build: Build, tmp_path: Path
) -> None:
    post(content, "a.md", more="Url: 2024/11/new/\nAliases: 2023/01/old/")
    assert build().problems == ()
    soup = page(tmp_path, "2023/01/old")
    assert soup.select_one('link[rel="canonical"]')["href"].endswith("/2024/11/new/")  # type: ignore[index]
    assert "/2024/11/new/" in str(soup.select_one('meta[http-equiv="refresh"]'))


def test_text_of_a_post_is_text_wherever_it_stands(
    content: Path, build: Build, tmp_path: Path
) -> None:
    nasty = "<script>alert(1)</script> \"' & </title>"
    more = f"Summary: {nasty}\nSource: {nasty}\nAuthors: {nasty}\nNote: {nasty}"
    post(content, "a.md", title=nasty, more=more, body=nasty)
    build()
    found = set[str]()
    for path in (tmp_path / "out").rglob("*.html"):
        soup = BeautifulSoup(path.read_text("utf-8"), "lxml")
        for script in soup.find_all("script"):
            if script.get("type") == "application/ld+json":
                said = json.loads(script.get_text())
                assert said["@context"] == "https://schema.org", path
                found.add(said["@type"])
            else:
                assert script.get("src"), path
                assert not script.get_text(strip=True), path
    assert found == {"NewsArticle", "BreadcrumbList", "WebSite", "CollectionPage"}


def test_the_pelican_command_builds_the_same_site(
    content: Path, build: Build, tmp_path: Path
) -> None:
    post(content, "a.md")
    build()
    before = {p: p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file()}
    command = [sys.executable, "-m", "pelican", str(tmp_path / "content")]
    command += ["-s", str(ROOT / "pelicanconf.py"), "-o", str(tmp_path / "out")]
    environ = {**os.environ, "SOURCE_DATE_EPOCH": "1732000000"}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert {p: p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file()} == before


def test_a_broken_template_is_named_and_the_live_site_stays(
    content: Path, build: Build, tmp_path: Path
) -> None:
    post(content, "a.md")
    build()
    before = (tmp_path / "out/index.html").read_bytes()
    theme = tmp_path / "theme"
    subprocess.run(["cp", "-r", str(ROOT / "theme"), str(theme)], check=True)
    (theme / "templates/front.html").write_text("{% if %}")
    with pytest.raises(Exception, match=r"theme/templates/front\.html.*Mend the template"):
        build(THEME=str(theme))
    assert (tmp_path / "out/index.html").read_bytes() == before

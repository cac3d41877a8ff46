"""A whole site out of a content folder, through Pelican."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pelican.settings import DEFAULT_CONFIG

from plugins import config
from tests.engine.sites import POST, ROOT, Build, page, post


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


def test_times_of_posts_are_plain_and_format_as_they_should(content: Path, build: Build) -> None:
    post(content, "a.md", date="2024-11-21 09:00")
    (waiting,) = build().waiting
    assert f"{waiting.published:%F %R}" == "2024-11-21 08:00"


def test_a_language_that_the_theme_has_no_words_in_is_said(content: Path, build: Build) -> None:
    post(content, "a.md")
    assert "'sv'" in " ".join(build(DEFAULT_LANG="sv").warnings)


def test_no_setting_of_pelicans_is_taken_for_one_of_ours_misspelt() -> None:
    assert [name for name in DEFAULT_CONFIG if config.nearest(name)] == []


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

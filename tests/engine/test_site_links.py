"""Where the links, pictures and earlier addresses of posts lead, and that none leads out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.sites import Build, page, post


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

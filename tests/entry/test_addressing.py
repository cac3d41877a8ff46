"""Articles move and leave word; published addresses are never lost unseen."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from plugins import config
from plugins.config import Settings
from plugins.entry.addressing import list_addresses, lost, move
from plugins.errors import ConfigError
from tests.rebuild.building import build
from tests.rebuild.newsroom import NOON, Newsroom, Text, copy_theme


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """Two articles, built."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOON))
    made = Newsroom(tmp_path, Random(0))
    copy_theme(made.theme)
    for name in ("a", "b"):
        keys = {"Title": name.upper(), "Date": "2026-11-01 10:00", "Slug": name}
        made.put(f"posts/{name}.md", Text(keys, "Un paragraphe."))
    made_now(made)
    return made


def made_now(room: Newsroom) -> None:
    assert build(room.overrides(), room.clock, jobs=1).report is not None


def settings(room: Newsroom, project: Path) -> Settings:
    return config.load(project, **room.overrides())


def test_a_moved_article_is_at_its_new_address_and_the_old_one_leads_there(
    room: Newsroom, project: Path
) -> None:
    assert "posts/a.md" in move(settings(room, project), "/2026/11/a/", "/2026/11/new")
    made_now(room)
    assert "A" in (room.output / "2026/11/new/index.html").read_text()
    old = (room.output / "2026/11/a/index.html").read_text()
    assert 'http-equiv="refresh" content="0; url=/2026/11/new/"' in old
    assert 'rel="canonical" href="https://example.org/2026/11/new/"' in old


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2026/11/none/", "2026/11/new/"),
        ("2026/11/a/", "2026/11/b/"),
        ("2026/11/a/", "section/new/"),
        ("2026/11/a/", "../new/"),
    ],
)
def test_what_cannot_be_moved_is_left_as_it_was(
    room: Newsroom, project: Path, old: str, new: str
) -> None:
    before = (room.content / "posts/a.md").read_bytes()
    with pytest.raises(ConfigError):
        move(settings(room, project), old, new)
    assert (room.content / "posts/a.md").read_bytes() == before


def test_an_address_that_leads_nowhere_any_more_is_named(room: Newsroom, project: Path) -> None:
    here = settings(room, project)
    done, problems = list_addresses(here)
    assert "addresses" in done
    assert not problems
    listed = (room.content / "addresses.txt").read_text()
    assert "\n/2026/11/a/\n" in listed
    assert "\n/feed.atom.xml\n" in listed
    room.drop("posts/a.md")
    made_now(room)
    _, problems = list_addresses(here)
    assert [each.message for each in problems if "/2026" in each.message] == [
        "/2026/11/a/ leads nowhere"
    ]
    move(here, "2026/11/b/", "2026/11/a/")
    made_now(room)
    assert not [each for each in list_addresses(here)[1] if "/2026" in each.message]


@pytest.mark.parametrize("text", ["\ufeff{}", "---\n{}"])
def test_a_post_is_moved_whatever_its_editor_put_before_it(
    room: Newsroom, project: Path, text: str
) -> None:
    file = room.content / "posts/a.md"
    lines = file.read_text().replace("\n\n", "\n---\n\n" if "-" in text else "\n\n")
    file.write_text(text.format(lines), "utf-8")
    made_now(room)
    move(settings(room, project), "2026/11/a/", "2026/11/new/")
    made_now(room)
    assert "Un paragraphe." in (room.output / "2026/11/new/index.html").read_text()
    assert "/2026/11/new/" in (room.output / "2026/11/a/index.html").read_text()


def test_two_posts_are_not_moved_to_one_address_between_builds(
    room: Newsroom, project: Path
) -> None:
    here = settings(room, project)
    move(here, "2026/11/a/", "2026/11/new/")
    for taken in ("2026/11/new/", "2026/11/NEW/", "2026/11/a/"):
        with pytest.raises(ConfigError, match="is taken"):
            move(here, "2026/11/b/", taken)
    move(here, "2026/11/b/", "2026/11/newer/")
    move(here, "2026/11/a/", "2026/11/newest/")
    made_now(room)
    for name, old in (("newest", "a"), ("newer", "b")):
        assert f"/2026/11/{name}/" in (room.output / f"2026/11/{old}/index.html").read_text()
    assert not (room.output / "2026/11/new/index.html").exists()


def test_an_address_around_that_of_another_is_taken(room: Newsroom, project: Path) -> None:
    with pytest.raises(ConfigError, match="is taken"):
        move(settings(room, project), "2026/11/a/", "2026/11/b/index.html/")


def test_a_page_leaves_word_as_well(room: Newsroom, project: Path) -> None:
    room.put("pages/about.md", Text({"Title": "Nous"}, "Qui nous sommes."))
    made_now(room)
    move(settings(room, project), "/nous/", "/redaction/")
    made_now(room)
    assert "Qui nous" in (room.output / "redaction/index.html").read_text()
    assert "url=/redaction/" in (room.output / "nous/index.html").read_text()
    assert "/nous/ /redaction/ 301" in (room.output / "_redirects").read_text()
    room.drop("pages/about.md")
    made_now(room)
    assert not (room.output / "nous").exists()


def test_a_draft_has_no_address_to_be_moved_from(room: Newsroom, project: Path) -> None:
    keys = {"Title": "C", "Date": "2026-11-01", "Slug": "c", "Status": "draft"}
    room.put("posts/c.md", Text(keys, "Un paragraphe."))
    made_now(room)
    (draft,) = (room.output / "drafts").iterdir()
    before = (room.content / "posts/c.md").read_bytes()
    with pytest.raises(ConfigError, match="Write the line Url: 2026/11/c/"):
        move(settings(room, project), f"drafts/{draft.name}/", "2026/11/c/")
    assert (room.content / "posts/c.md").read_bytes() == before


def test_a_post_that_is_no_markdown_is_left_alone(room: Newsroom, project: Path) -> None:
    text = "Un titre\n########\n\n:date: 2026-11-18\n\nDu *texte*.\n"
    (room.content / "posts/r.rst").write_text(text)
    made_now(room)
    with pytest.raises(ConfigError, match="no Markdown"):
        move(settings(room, project), "2026/11/un-titre/", "2026/11/new/")
    assert (room.content / "posts/r.rst").read_text() == text


def test_a_file_that_was_spoilt_or_removed_since_the_build_is_named(
    room: Newsroom, project: Path
) -> None:
    file = room.content / "posts/a.md"
    file.write_bytes("Title: Été\nDate: 2026-11-01\n\nX".encode("latin-1"))
    with pytest.raises(ConfigError, match="not UTF-8"):
        move(settings(room, project), "2026/11/a/", "2026/11/new/")
    move(settings(room, project), "2026/11/b/", "2026/11/new/")  # though a file is spoilt
    file.unlink()
    with pytest.raises(ConfigError, match="cannot be read"):
        move(settings(room, project), "2026/11/a/", "2026/11/other/")


def test_a_list_that_holds_what_is_no_address_is_checked_to_its_end(
    room: Newsroom, project: Path
) -> None:
    listed = room.content / "addresses.txt"
    listed.write_text(f"\ufeff# Ours\n/{'a' * 300}/\n/a%00b/\n/2026/11/a/\n", "utf-8")
    assert [each.message[:3] for each in lost(settings(room, project))] == ["/aa", "/a\x00"]


def test_a_list_that_is_not_utf_8_is_told_and_left_as_it_is(room: Newsroom, project: Path) -> None:
    listed = room.content / "addresses.txt"
    listed.write_bytes(b"# Ours\n/caf\xe9/\n")
    (problem,) = lost(settings(room, project))
    assert (problem.where, problem.line_no) == ("content/addresses.txt", 2)
    with pytest.raises(ConfigError, match="UTF-8"):
        list_addresses(settings(room, project))
    assert listed.read_bytes() == b"# Ours\n/caf\xe9/\n"

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

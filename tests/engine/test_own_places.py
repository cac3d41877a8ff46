"""The site's own places: nobody takes one, whole sites never fail for it, and some yield to files.

Each site is built step by step, and must then equal one that is built from nothing.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from plugins import addresses
from plugins.adapter.placing import Claimant, assign
from plugins.config import HOST_FILES
from plugins.engine import scan
from tests.rebuild.building import build, difference, tree
from tests.rebuild.newsroom import Newsroom, Text, copy_theme


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """Two posts, of which one had another address; built. Files count as old at once."""
    monkeypatch.setattr(scan, "RACE", 0)
    made = Newsroom(tmp_path, Random(0))
    made.settings |= {"SEARCH": False, "FEED_FORMATS": {}, "LISTINGS": ("section",)}
    copy_theme(made.theme)
    put(made, "a", Aliases="2026/10/a/")
    put(made, "b")
    assert problems(made) == []
    return made


def put(room: Newsroom, name: str, body: str = "Un paragraphe.", **keys: str) -> None:
    lines = {"Title": name.upper(), "Date": "2026-11-01 10:00", "Slug": name, **keys}
    room.put(f"posts/{name}.md", Text(lines, body))


def problems(room: Newsroom) -> list[str]:
    """Builds; what is wrong. The site is the same to the byte as one built from nothing."""
    built = build(room.overrides(), room.clock, jobs=1)
    assert built.report is not None, built.refusal
    again = room.base / "cold"
    folders = {"OUTPUT_PATH": str(again / "output"), "CACHE_PATH": str(again / "cache")}
    cold = build({**room.overrides(), **folders}, room.clock, jobs=1, full=True)
    assert difference(tree(room.output), tree(again / "output")) == ""
    assert built.facts() == cold.facts()
    return [str(problem) for problem in built.report.problems]


@pytest.mark.parametrize("url", ["_redirects/", "redirects.map", "_headers/", "index.html.gz/"])
def test_a_post_takes_no_place_of_files_for_machines(room: Newsroom, url: str) -> None:
    put(room, "r", Url=url)
    (problem,) = problems(room)
    assert "posts/r.md" in problem
    put(room, "s", Aliases=f"{url}, 2026/10/s/")
    assert len(problems(room)) == 2
    assert "/2026/10/s/ /2026/11/s/ 301" in (room.output / "_redirects").read_text()


@pytest.mark.parametrize("name", ["_redirects", "redirects.map", "robots.txt", "_headers"])
def test_a_file_of_the_editors_stands_in_the_place_of_ours(room: Newsroom, name: str) -> None:
    room.settings["HOST_FILES"] = ["_headers"]
    problems(room)
    ours = (room.output / name).read_bytes()
    room.write(name, b"mine")
    put(room, "b", f"[x]({{static}}/{name})")
    assert problems(room) == []
    assert (room.output / name).read_bytes() == b"mine"
    put(room, "c", Aliases="2026/10/c/")
    assert problems(room) == []
    assert (room.output / name).read_bytes() == b"mine"
    room.drop("posts/c.md")
    put(room, "b")
    assert problems(room) == []
    assert (room.output / name).read_bytes() == ours


@pytest.mark.parametrize("name", ["Robots.txt", "robots.txt/x.txt", "theme/x.txt", "sitemap.xml"])
def test_no_file_stands_where_the_sites_own_may(room: Newsroom, name: str) -> None:
    room.write(name, b"mine")
    put(room, "b", f"[x]({{static}}/{name})")
    assert any("would take the place of another output" in each for each in problems(room))


def test_a_site_without_a_search_may_have_one_of_the_editors(room: Newsroom) -> None:
    room.write("search/mine.txt", b"mine")
    put(room, "b", "[x]({static}/search/mine.txt)")
    assert problems(room) == []
    room.settings["SEARCH"] = True
    assert any("search/mine.txt" in each for each in problems(room))


def test_compressed_copies_have_their_places(room: Newsroom) -> None:
    room.settings["PRECOMPRESS"] = ("gz",)
    problems(room)
    for name in ("data.json", "data.json.gz", "index.html.gz"):
        room.write(name, b"{}")
    put(room, "b", "[x]({static}/data.json.gz)")
    assert problems(room) == []
    put(room, "c", "[x]({static}/data.json) [y]({static}/index.html.gz)")
    assert [each.split(":")[0] for each in problems(room)] == [
        "content/data.json.gz",
        "content/index.html.gz",
    ]
    put(room, "d", Url="2026/10/a/index.html.gz/")
    assert any("2026/10/a" in each for each in problems(room))
    room.drop("posts/c.md")
    room.drop("posts/d.md")
    assert problems(room) == []


def test_what_comes_first_keeps_the_places_of_its_copies() -> None:
    page = Claimant(1, "a.md", "post", "1", ("2026/11/a/",), True, copies=("gz", "br"))
    file = Claimant(2, "x", "static", "", ("2026/11/a/index.html.gz",), True, copies=("gz", "br"))
    placed = {each.claimant.n: each for each in assign([file, page])}
    assert placed[1].url
    assert not placed[2].url
    assert set(placed[1].tried) >= set(placed[2].tried)


def test_every_file_that_hosts_read_is_known_to_be_the_sites() -> None:
    assert set(HOST_FILES) <= addresses.RESERVED & addresses.YIELDING


def test_what_the_site_makes_of_itself_stands_below_reserved_names(room: Newsroom) -> None:
    made = {"SEARCH": True, "OFFLINE": True, "CONTACT_EMAIL": "a@b.example", "SOCIAL_CARDS": 5}
    room.settings = {**made, "PRECOMPRESS": ["gz"], "HOST_FILES": list(HOST_FILES)}
    problems(room)
    firsts = {addresses.without_copy(each.name) for each in room.output.iterdir()}
    assert firsts - addresses.RESERVED == {".seedpress", ".well-known", "2026"}

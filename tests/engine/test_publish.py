"""Publishing: only what changed is touched, others' files are safe, a tree changes in one step."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.engine import exchange as exchanging
from plugins.engine.exchange import exchange
from plugins.engine.publish import (
    MARKER,
    Beside,
    guard,
    is_kept,
    publish_some,
    publishing,
    roll_back,
)
from plugins.errors import ConfigError, PublishError


def fill(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    root.mkdir(exist_ok=True)
    return root


def texts(root: Path) -> dict[str, str]:
    found = {p.relative_to(root).as_posix(): p for p in root.rglob("*") if p.is_file()}
    return {name: path.read_text() for name, path in found.items() if name != MARKER}


def test_what_is_moved_from_the_stage_is_live(tmp_path: Path) -> None:
    stage = fill(tmp_path / "stage", {"index.html": "a", "2024/11/x/index.html": "b"})
    publish_some(stage, tmp_path / "out", ["index.html", "2024/11/x/index.html"], [])
    assert texts(tmp_path / "out") == {"index.html": "a", "2024/11/x/index.html": "b"}
    assert (tmp_path / "out" / MARKER).exists()


def test_new_files_come_first_then_changed_ones_feeds_last_and_removals_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["feed.atom.xml", "index.html", "2024/11/x/index.html", "tag/a/index.html"]
    out = fill(tmp_path / "out", dict.fromkeys((*names, "2023/gone/index.html"), "old"))
    every = [*names, "2024/12/new/index.html", "tag/new/index.html", "tag/new/feed.atom.xml"]
    stage = fill(tmp_path / "stage", dict.fromkeys(every, "new"))
    seen: list[str] = []
    replace, unlink = Path.replace, Path.unlink

    def noted(self: Path, target: Path) -> Path:
        seen.append(Path(target).relative_to(out).as_posix())
        return replace(self, target)

    def gone(self: Path, *, missing_ok: bool = False) -> None:
        seen.append(f"- {self.relative_to(out).as_posix()}")
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "replace", noted)
    monkeypatch.setattr(Path, "unlink", gone)
    publish_some(stage, out, every, ["2023/gone/index.html"])
    assert [name for name in seen if name != MARKER] == [
        "2024/12/new/index.html",
        "tag/new/index.html",
        "tag/new/feed.atom.xml",
        "2024/11/x/index.html",
        "tag/a/index.html",
        "index.html",
        "feed.atom.xml",
        "- 2023/gone/index.html",
    ]


def test_folders_that_became_empty_go_and_others_stay(tmp_path: Path) -> None:
    out = fill(tmp_path / "out", {"old/deep/c.html": "1", "old/d.html": "1"})
    publish_some(tmp_path, out, [], ["old/deep/c.html"])
    assert not (out / "old/deep").exists()
    assert (out / "old/d.html").exists()


def test_links_in_the_output_are_replaced_and_never_written_through(tmp_path: Path) -> None:
    stage, out = fill(tmp_path / "stage", {"a/b.html": "new"}), tmp_path / "out"
    victim = fill(tmp_path / "victim", {"b.html": "theirs"})
    fill(out, {MARKER: ""})
    (out / "a").symlink_to(victim)
    publish_some(stage, out, ["a/b.html"], [])
    assert (victim / "b.html").read_text() == "theirs"
    assert (out / "a/b.html").read_text() == "new"


def test_a_folder_where_a_file_must_go_gives_way_and_the_other_way_round(tmp_path: Path) -> None:
    out = fill(tmp_path / "out", {"x/y/z.html": "1"})
    publish_some(fill(tmp_path / "one", {"x": "file"}), out, ["x"], [])
    assert (out / "x").read_text() == "file"
    publish_some(fill(tmp_path / "two", {"x/y/z.html": "1"}), out, ["x/y/z.html"], ["x"])
    assert texts(out) == {"x/y/z.html": "1"}


def test_a_folder_with_files_that_no_build_wrote_is_refused(tmp_path: Path) -> None:
    out = fill(tmp_path / "thesis", {"chapter.txt": "years of work"})
    with pytest.raises(ConfigError, match="did not write"):
        guard(out, [])
    guard(fill(tmp_path / "site", {"CNAME": "news.example"}), ["CNAME"])


def test_a_folder_that_holds_the_project_or_is_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="Choose another folder"):
        guard(tmp_path, [], tmp_path / "content")
    (tmp_path / "out").write_text("x")
    with pytest.raises(ConfigError, match="is a file"):
        guard(tmp_path / "out", [])


def test_names_on_the_way_to_a_file_keep_it() -> None:
    assert is_kept(".git/refs/heads", [".git"])
    assert is_kept("docs/CNAME", ["CNAME"])
    assert is_kept("google123.html", ["google*.html"])
    assert not is_kept("2024/11/x/index.html", [".git", "CNAME"])


def test_an_error_of_the_disk_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(PublishError, match=r"file.*cannot be written"), publishing(tmp_path):
        (tmp_path / "file/out").mkdir()


def test_a_whole_tree_takes_the_place_of_the_live_one_which_stays_beside_it(tmp_path: Path) -> None:
    out = fill(
        tmp_path / "out", {"index.html": "old", "gone.html": "1", "CNAME": "news", MARKER: ""}
    )
    fill(out, {".git/HEAD": "ref"})
    (out / ".git/refs").mkdir()
    beside = Beside(out)
    fill(beside.next, {"index.html": "new"})
    assert beside.carry({"index.html"}, ["CNAME", ".git"], lambda _: False) == ["gone.html"]
    beside.swap()
    assert texts(out) == {"index.html": "new", "CNAME": "news", ".git/HEAD": "ref"}
    assert (out / ".git/refs").is_dir()
    assert (out / MARKER).exists()
    assert texts(beside.previous)["index.html"] == "old"
    assert not beside.next.exists()
    forgotten: list[bool] = []
    roll_back(out, lambda: forgotten.append(True))
    assert forgotten == [True]
    assert texts(out)["index.html"] == "old"
    assert texts(beside.previous)["index.html"] == "new"
    beside.forget()
    with pytest.raises(ConfigError, match="no earlier site"):
        roll_back(out, lambda: None)


def test_a_first_tree_has_none_before_it(tmp_path: Path) -> None:
    beside = Beside(tmp_path / "deep/out")
    assert beside.can_swap()
    fill(beside.next, {"index.html": "new"})
    assert beside.carry({"index.html"}, [], lambda _: False) == []
    beside.swap()
    assert texts(tmp_path / "deep/out") == {"index.html": "new"}
    assert not beside.previous.exists()


@pytest.mark.parametrize("is_able", [True, False])
def test_two_folders_change_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_able: bool
) -> None:
    if not is_able:  # as on systems and disks that know no such step
        monkeypatch.setattr(exchanging, "_at_once", lambda _one, _other: False)
    one, other = fill(tmp_path / "one", {"a": "1"}), fill(tmp_path / "two", {"b": "2"})
    exchange(one, other)
    assert (texts(one), texts(other)) == ({"b": "2"}, {"a": "1"})


def test_what_cannot_change_places_stays(tmp_path: Path) -> None:
    one = fill(tmp_path / "one", {"a": "1"})
    with pytest.raises(OSError, match="No such file"):
        exchange(one, tmp_path / "none")
    assert texts(one) == {"a": "1"}

"""Publishing: only what changed is touched, others' files are safe."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.engine.publish import MARKER, publish
from plugins.errors import ConfigError, PublishError


def fill(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    root.mkdir(exist_ok=True)
    return root


def mtimes(root: Path) -> dict[str, int]:
    return {str(p): p.stat().st_mtime_ns for p in root.rglob("*")}


def test_a_first_build_writes_everything(tmp_path: Path) -> None:
    stage = fill(tmp_path / "stage", {"index.html": "a", "2024/11/x/index.html": "b"})
    done = publish(stage, tmp_path / "out", [])
    assert done.written == ("2024/11/x/index.html", "index.html")
    assert (tmp_path / "out/index.html").read_text() == "a"


def test_a_second_build_of_the_same_touches_nothing(tmp_path: Path) -> None:
    stage, out = fill(tmp_path / "stage", {"index.html": "a", "b/c.html": "b"}), tmp_path / "out"
    publish(stage, out, [])
    before = mtimes(out)
    done = publish(stage, out, [])
    assert (done.written, done.removed, done.unchanged) == ((), (), 2)
    assert mtimes(out) == before


def test_only_changed_files_are_written_and_stale_ones_removed_with_their_folders(
    tmp_path: Path,
) -> None:
    out = tmp_path / "out"
    publish(fill(tmp_path / "one", {"a.html": "1", "b.html": "1", "old/c.html": "1"}), out, [])
    done = publish(fill(tmp_path / "two", {"a.html": "1", "b.html": "2"}), out, [])
    assert (done.written, done.removed, done.unchanged) == (("b.html",), ("old/c.html",), 1)
    assert not (out / "old").exists()


def test_files_of_others_named_in_the_retention_stay(tmp_path: Path) -> None:
    out = fill(tmp_path / "out", {"CNAME": "news.example", ".git/HEAD": "ref"})
    publish(fill(tmp_path / "stage", {"index.html": "a"}), out, ["CNAME", ".git"])
    assert (out / "CNAME").read_text() == "news.example"
    assert (out / ".git/HEAD").exists()


def test_a_folder_with_files_that_no_build_wrote_is_refused_and_untouched(tmp_path: Path) -> None:
    out = fill(tmp_path / "thesis", {"chapter.txt": "years of work"})
    with pytest.raises(ConfigError, match="did not write"):
        publish(fill(tmp_path / "stage", {"index.html": "a"}), out, [])
    assert sorted(p.name for p in out.iterdir()) == ["chapter.txt"]


def test_the_folder_that_holds_the_stage_is_refused(tmp_path: Path) -> None:
    stage = fill(tmp_path / "project/.cache/stage", {"index.html": "a"})
    with pytest.raises(ConfigError, match="Choose another folder"):
        publish(stage, tmp_path / "project", [])


def test_an_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(ConfigError, match="is a file"):
        publish(fill(tmp_path / "stage", {"index.html": "a"}), tmp_path / "out", [])


def test_links_in_the_output_are_replaced_and_never_written_through(tmp_path: Path) -> None:
    stage, out = fill(tmp_path / "stage", {"a/b.html": "new"}), tmp_path / "out"
    victim = fill(tmp_path / "victim", {"b.html": "theirs"})
    fill(out, {MARKER: ""})
    (out / "a").symlink_to(victim)
    publish(stage, out, [])
    assert (victim / "b.html").read_text() == "theirs"
    assert (out / "a/b.html").read_text() == "new"


def test_a_folder_where_a_file_must_go_gives_way(tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(fill(tmp_path / "one", {"x/y/z.html": "1", "keep.html": "1"}), out, [])
    publish(fill(tmp_path / "two", {"x": "file", "keep.html": "1"}), out, [])
    assert (out / "x").read_text() == "file"
    publish(tmp_path / "one", out, [])
    assert (out / "x/y/z.html").read_text() == "1"


def test_an_output_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(PublishError, match=r"file.*cannot be written"):
        publish(fill(tmp_path / "stage", {"index.html": "a"}), tmp_path / "file/out", [])

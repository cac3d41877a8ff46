"""What is kept between processes: found again for what it was made from, and only whole."""

from __future__ import annotations

from pathlib import Path

from plugins.engine.keeping import Keep


def test_what_is_kept_is_found_again_for_its_key_alone(tmp_path: Path) -> None:
    keep = Keep(tmp_path / "kept")
    assert keep.get("a", "1") is None
    keep.put("a", "1", b"made")
    assert keep.get("a", "1") == b"made"
    assert keep.get("a", "2") is None
    keep.put("a", "2", b"")
    assert (keep.get("a", "1"), keep.get("a", "2")) == (None, b"")


def test_no_byte_of_it_can_change_unnoticed(tmp_path: Path) -> None:
    keep = Keep(tmp_path)
    keep.put("a", "1", b"made")
    whole = (tmp_path / "a").read_bytes()
    damaged = [whole[:cut] for cut in range(len(whole))]
    damaged += [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(len(whole))]
    for data in (*damaged, whole + b"x", b""):
        (tmp_path / "a").write_bytes(data)
        assert keep.get("a", "1") is None


def test_a_folder_that_cannot_be_used_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for keep in (Keep(tmp_path / "file"), Keep(tmp_path / "file" / "below")):
        keep.put("a", "1", b"made")
        assert keep.get("a", "1") is None
    (tmp_path / "a").mkdir()
    assert Keep(tmp_path).get("a", "1") is None
    Keep(tmp_path).put("a", "1", b"made")

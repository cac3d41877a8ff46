"""Text, times, digests and files: what every room stands on."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from plugins import dates, files, hashing, text
from plugins.errors import Problem

PARIS = ZoneInfo("Europe/Paris")


@given(st.text(max_size=200))
def test_clean_text_is_legal_in_xml_and_stays_as_it_is(raw: str) -> None:
    clean = text.clean(raw)
    element = etree.Element("x")
    element.text = clean
    assert etree.fromstring(etree.tostring(element, encoding="utf-8")).text in {clean, None}
    assert text.clean(clean) == clean


def test_text_that_turns_the_reading_order_of_what_follows_is_disarmed() -> None:
    assert text.clean("a\u202eb") == "ab"


@given(st.text(max_size=200))
def test_one_line_is_one_line(raw: str) -> None:
    line = text.one_line(raw)
    assert len(line.splitlines()) <= 1
    assert line == line.strip()


@pytest.mark.parametrize(
    ("lang", "direction"),
    [("ar", "rtl"), ("he-IL", "rtl"), ("fa", "rtl"), ("fr", "ltr"), ("az-Arab", "rtl"),
     ("ar-Latn", "ltr"), ("ku", "ltr"), ("UR", "rtl")],
)  # fmt: skip
def test_direction_follows_the_script(lang: str, direction: str) -> None:
    assert text.direction(lang) == direction


def test_words_are_counted_in_scripts_with_and_without_spaces() -> None:
    assert text.count_words("L’alliance russo-coréenne, 55,5 milliards") == 5
    assert text.count_words("東京の天気") == 3
    assert text.count_words("") == 0


@given(st.text(max_size=100), st.integers(5, 40))
def test_shortened_text_fits_and_is_a_beginning(raw: str, limit: int) -> None:
    short = text.shorten(raw, limit)
    assert len(short) <= limit
    assert raw.startswith(short.removesuffix("…")) or raw == short


def test_a_time_without_a_zone_is_meant_in_the_sites() -> None:
    assert dates.parse_iso("2024-11-18 09:00", PARIS) == datetime(2024, 11, 18, 8, tzinfo=UTC)
    assert dates.parse_iso("2024-11-18T09:00Z", PARIS).hour == 9
    assert dates.iso(datetime(2024, 7, 1, tzinfo=UTC), PARIS) == "2024-07-01T02:00:00+02:00"
    with pytest.raises(ValueError, match="zone"):
        dates.utc(datetime(2024, 1, 1))  # noqa: DTZ001  # that is the point
    with pytest.raises(ValueError, match="isoformat"):
        dates.parse_iso("gestern", PARIS)


def test_a_time_before_standard_time_has_an_offset_in_whole_minutes() -> None:
    ten = datetime(1850, 1, 1, 10, tzinfo=PARIS)
    assert dates.iso(ten, PARIS) == "1850-01-01T10:00:39+00:10"
    assert dates.parse_iso(dates.iso(ten, PARIS), PARIS) == ten
    london = datetime(1840, 1, 1, tzinfo=ZoneInfo("Europe/London"))  # -00:01:15
    assert dates.iso(london, ZoneInfo("Europe/London")) == "1840-01-01T00:00:15-00:01"
    assert dates.iso(datetime(850, 1, 1, tzinfo=UTC)) == "0850-01-01T00:00:00Z"


def test_ids_depend_on_their_parts_and_on_where_one_ends() -> None:
    assert hashing.mint_id("a", "b") == hashing.mint_id("a", "b")
    assert hashing.mint_id("a", "b") != hashing.mint_id("ab")
    space = UUID("6b3f3f0c-8b1d-5d0a-9a53-5d1b7c1f0e11")
    assert hashing.mint_id("a", "é") == uuid5(space, "a\0é").urn
    assert len(hashing.digest("é")) == 16
    assert hashing.digest("\ud800") != hashing.digest("")


def test_unchanged_bytes_are_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "a/b.txt"
    assert files.write_atomic(path, b"one")
    before = path.stat().st_mtime_ns
    assert not files.write_atomic(path, b"one")
    assert path.stat().st_mtime_ns == before
    assert files.write_atomic(path, b"two")
    assert [p.name for p in path.parent.iterdir()] == ["b.txt"]


def test_nobody_ever_reads_half_a_file(tmp_path: Path) -> None:
    path, sizes, stop = tmp_path / "x", {200_000}, threading.Event()
    files.write_atomic(path, b"a" * 200_000)

    def read() -> None:
        while not stop.is_set():
            sizes.add(len(path.read_bytes()))

    reader = threading.Thread(target=read)
    reader.start()
    for i in range(30):
        files.write_atomic(path, bytes([i]) * 200_000)
    stop.set()
    reader.join()
    assert sizes == {200_000}


def test_what_lies_behind_a_link_is_not_inside(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in-evil").mkdir()
    (tmp_path / "in/link").symlink_to(tmp_path / "in-evil")
    assert files.is_inside(tmp_path / "in/x", tmp_path / "in")
    assert not files.is_inside(tmp_path / "in-evil", tmp_path / "in")
    assert not files.is_inside(tmp_path / "in/link/x", tmp_path / "in")


def test_a_problem_says_where_what_and_what_to_do() -> None:
    problem = Problem("seeds/a.txt", "it is empty", "put text into it", 3)
    assert str(problem) == "seeds/a.txt:3: it is empty. Put text into it"


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("did you mean Category?", "a: did you mean Category? Mend it"),
        ("cannot be read (Data error.)", "a: cannot be read (Data error.) Mend it"),
        ("says (too much)", "a: says (too much). Mend it"),
    ],
)
def test_a_problem_that_ends_with_a_stop_gets_no_other(message: str, said: str) -> None:
    assert str(Problem("a", message, "mend it")) == said

"""What a sidecar says of its post, for as long as it says it."""

from __future__ import annotations

import os
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

from plugins import config
from plugins.model import Action, Origin
from tests.convert.newsroom import Newsroom


def test_a_sidecar_changes_its_post_and_its_date_but_not_the_address(room: Newsroom) -> None:
    room.seed("a.txt", "Titre\nText")
    room.sync()
    before = room.post("a.txt").post
    room.seed("a.toml", 'title = "Mieux"\ndate = 2020-01-02\nslug = "autre"\nstatus = "draft"')
    assert room.actions() == {"a.txt": Action.UPDATED}
    after = room.post("a.txt").post
    assert (after.title, after.status) == ("Mieux", "draft")
    assert after.published == datetime(2020, 1, 1, 23, tzinfo=UTC)
    assert after.published_origin is Origin.SIDECAR
    assert (after.id, after.url, after.slug) == (before.id, before.url, before.slug)
    assert room.actions() == {"a.txt": Action.UNCHANGED}


def test_a_sidecars_time_of_change_counts_as_long_as_it_is_there(room: Newsroom) -> None:
    given = datetime(2024, 11, 18, 12, 30, tzinfo=UTC)
    room.seed("a.txt", "Titre\nText")
    sidecar = room.seed("a.toml", "modified = 2024-11-18T12:30:00+00:00")
    room.sync()
    room.seed("a.txt", "Titre\nNew text")
    room.sync()
    assert room.post("a.txt").post.updated == given
    sidecar.unlink()
    room.seed("a.txt", "Titre\nNewer text")
    room.sync()
    assert room.post("a.txt").post.updated == room.now
    room.seed("a.toml", "modified = 2024-11-18T12:30:00+00:00")
    room.sync()
    assert room.post("a.txt").post.updated == given


def test_a_date_taken_out_of_a_sidecar_gives_back_the_first_one(room: Newsroom) -> None:
    path = room.seed("a.txt", "Titre\nText")
    room.sync()
    before = room.post("a.txt").post
    for day in ("2020-01-02", "2021-01-02"):
        room.seed("a.toml", f"date = {day}")
        room.sync()
    assert "\nDate_minted: 2024-11-18T14:00:00+01:00 default\n" in room.path("a.txt").read_text()
    room.seed("a.toml", 'category = "France"')
    os.utime(path, (1, 1))
    assert room.decision("a.txt").reason == "new: date, category"
    after = room.post("a.txt").post
    assert (after.published, after.published_origin) == (before.published, Origin.DEFAULT)
    assert (after.url, after.id) == (before.url, before.id)
    assert "Date_minted" not in room.path("a.txt").read_text()
    room.seed("a.txt", "Titre\nD: 2019-01-01\nText")
    room.sync()
    assert room.post("a.txt").post.published == before.published


def test_a_post_first_dated_by_a_sidecar_takes_its_texts_date_without_it(room: Newsroom) -> None:
    room.seed("a.txt", "Titre\nD: 2024-11-02\nText")
    sidecar = room.seed("a.toml", "date = 2020-01-02")
    room.sync()
    before = room.post("a.txt").post
    sidecar.unlink()
    room.sync()
    after = room.post("a.txt").post
    assert (after.published.day, after.published_origin) == (1, Origin.TEXT)
    assert (after.url, after.id) == (before.url, before.id)


def test_a_date_by_hand_outlasts_a_sidecars(room: Newsroom) -> None:
    room.seed("a.txt", "Titre\nText")
    room.sync()
    sidecar = room.seed("a.toml", "date = 2020-01-02")
    room.sync()
    room.edit("a.txt", ("Date: 2020-01-02", "Date: 2020-01-03"))
    sidecar.unlink()
    room.sync()
    assert room.post("a.txt").post.published == datetime(2020, 1, 2, 23, tzinfo=UTC)


def test_a_slug_that_comes_too_late_is_told(room: Newsroom) -> None:
    room.seed("a.txt", "Titre\nText")
    room.seed("b.txt", "Titre\nOther text")
    room.sync()
    for key, slug in (("a", "autre"), ("b", "titre")):
        room.seed(f"{key}.toml", f'slug = "{slug}"')
    report = room.sync()
    assert "slug counts at the first conversion only" in report.decisions[0].reason
    assert report.decisions[1].reason == ""
    assert room.post("a.txt").post.slug == "titre"


def test_a_section_that_the_settings_do_not_name_is_told(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    sections = {"Économie": ["economy"], "Monde": ["world"]}
    room.settings = config.from_mapping(tmp_path, {"SECTIONS": sections})
    room.seed("a.txt", "Titre\nText")
    room.seed("a.toml", 'category = "Économei"')
    hint = "“Économei” is a new section, did you mean “Économie”?"
    assert room.decision("a.txt").reason == hint
    room.seed("a.toml", 'category = "Jardin"')
    assert room.decision("a.txt").reason == "new: category; “Jardin” is a new section"
    room.seed("a.toml", 'category = "Monde"')
    assert room.decision("a.txt").reason == "new: category"


def test_all_mistakes_of_a_sidecar_are_told_at_once(room: Newsroom) -> None:
    room.seed("a.txt", "Titre\nText")
    room.seed("a.toml", 'titel = "x"\nlang = "xx-nope"\ndate = "soon"')
    report = room.sync()
    assert [(each.line_no, each.code) for each in report.problems] == [
        (1, "unknown-key"), (2, "bad-value"), (3, "bad-value"),
    ]  # fmt: skip
    assert [each.action for each in report.decisions] == [Action.REFUSED]


def test_a_sidecar_is_read_under_whatever_name_the_file_system_gave_it(room: Newsroom) -> None:
    for name, text in (("été.txt", "Titre\nText"), ("été.toml", 'title = "Mieux"')):
        room.seed(unicodedata.normalize("NFD", name), text)
    room.sync()
    assert room.post("été.txt").post.title == "Mieux"


def test_a_bad_sidecar_refuses_its_seed_alone(room: Newsroom) -> None:
    room.seed("a.txt", "A\nText")
    room.seed("b.txt", "B\nText")
    room.sync()
    room.seed("a.toml", 'titel = "x"')
    room.seed("b.txt", "B\nNew text")
    room.seed("lost.toml", "")
    report = room.sync()
    assert {each.key: each.action for each in report.decisions} == {
        "a.txt": Action.REFUSED,
        "b.txt": Action.UPDATED,
    }
    assert {(each.where, each.line_no, each.code) for each in report.problems} == {
        ("seeds/a.toml", 1, "unknown-key"),
        ("seeds/lost.toml", None, "no-seed"),
    }
    assert room.post("a.txt").post.title == "A"

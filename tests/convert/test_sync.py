"""Posts follow their seeds, keep their ids and addresses, and lose no word of an editor's."""

from __future__ import annotations

import os
import pickle
import re
import shutil
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from plugins import config, files
from plugins.convert.seeds.walk import walk
from plugins.convert.types import Hints
from plugins.convert.work import Job, Made, work
from plugins.hashing import digest, mint_id
from plugins.model import Action, Conversion, Origin, Post, Seed
from tests.convert.newsroom import NOON, Newsroom, convert


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)


# --- New and unchanged ------------------------------------------------------------------------


def test_a_new_seed_becomes_a_post_in_the_folder_of_its_month(room: Newsroom) -> None:
    room.seed("sub/a.txt", "Un titre\nD: 2024-03-31T23:30:00+00:00\nUn texte.\n")
    report = room.sync()
    assert [(each.key, each.action) for each in report.decisions] == [("sub/a.txt", Action.NEW)]
    assert report.decisions[0].path == "posts/2024/04/un-titre.md"
    assert report.decisions[0].conversion is not None
    document = room.posts()["posts/2024/04/un-titre.md"]
    assert document.body == "Un texte."
    assert document.post.url == "2024/04/un-titre/"
    assert document.post.id == mint_id(digest((room.settings.seeds / "sub/a.txt").read_bytes()))
    assert document.provenance.seed == "sub/a.txt"


def test_what_a_killed_run_left_in_the_content_folder_goes(room: Newsroom) -> None:
    room.seed("a.txt", "Un titre\nUn paragraphe.")
    left = room.settings.content / "posts/2024/11/.un-titre.md.0123456789ab.tmp"
    left.parent.mkdir(parents=True)
    left.write_text("half")
    mine = left.with_name(".draft.tmp")
    mine.write_text("an editor's")
    room.sync(dry_run=True)
    assert left.exists()
    room.sync()
    assert not left.exists()
    assert mine.exists()


def test_a_second_run_converts_nothing_and_writes_nothing(room: Newsroom) -> None:
    room.seed("a.txt", "A\nText")
    room.seed("b.txt", "B\nText")
    room.seed("b.toml", 'lang = "en"')
    room.sync()
    before = room.state()

    def never(seed: Seed, _hints: Hints, _settings: object) -> Conversion:
        raise AssertionError(seed.key)

    report = room.sync(convert=never)
    assert {each.action for each in report.decisions} == {Action.UNCHANGED}
    assert report.problems == ()
    assert room.state() == before


def test_a_clean_checkout_leaves_everything_untouched(room: Newsroom) -> None:
    room.seed("a.txt", "A\nText")
    room.sync()
    for path in room.root.rglob("*"):
        os.utime(path, (1, 1))
    before = room.state()
    assert set(room.actions().values()) == {Action.UNCHANGED}
    assert room.state() == before


def test_a_better_converter_rewrites_nothing_unless_asked(room: Newsroom) -> None:
    room.seed("a.txt", "A\nText")
    room.sync()
    before = room.post("a.txt")

    def better(seed: Seed, hints: Hints, settings: object) -> Conversion:
        return convert(Seed(seed.key, seed.raw + b"\nS: Short.", seed.digest), hints, room.settings)

    state = room.state()
    assert room.actions(convert=better) == {"a.txt": Action.UNCHANGED}
    assert room.state() == state
    assert room.actions(convert=better, again=True) == {"a.txt": Action.UPDATED}
    after = room.post("a.txt").post
    assert after.summary == "Short."
    assert (after.id, after.url, after.published, after.updated) == (
        before.post.id, before.post.url, before.post.published, None,
    )  # fmt: skip
    state = room.state()
    assert room.actions(convert=better, again=True) == {"a.txt": Action.UNCHANGED}
    assert room.state() == state


def test_a_dry_run_decides_the_same_and_writes_nothing(room: Newsroom) -> None:
    for key in "abcd":
        room.seed(f"{key}.txt", f"{key}\nText {key}")
    room.sync()
    room.seed("a.txt", "a\nNew words")
    (room.settings.seeds / "b.txt").rename(room.settings.seeds / "z.txt")
    (room.settings.seeds / "c.txt").unlink()
    room.seed("n.txt", "New")
    room.seed("bad.txt", " \n")
    before = room.state()
    folders = sorted(room.root.rglob("*"))
    dry = room.sync(dry_run=True)
    assert room.state() == before
    assert sorted(room.root.rglob("*")) == folders
    wet = room.sync()
    assert [(d.key, d.action, d.reason, d.path) for d in dry.decisions] == [
        (d.key, d.action, d.reason, d.path) for d in wet.decisions
    ]
    assert dry.problems == wet.problems


# --- Ids and addresses ------------------------------------------------------------------------


def test_equal_titles_get_addresses_of_their_own(room: Newsroom) -> None:
    for key in ("a", "b", "c"):
        room.seed(f"{key}.txt", f"Même titre\nText {key}")
    room.sync()
    urls = [room.post(f"{key}.txt").post.url for key in "abc"]
    assert urls[0] == "2024/11/meme-titre/"
    assert len({url.casefold() for url in urls}) == 3
    for key in "bc":
        post = room.post(f"{key}.txt").post
        assert post.slug == f"meme-titre-{post.id[9:17]}"


def test_addresses_of_posts_by_hand_and_aliases_are_taken(room: Newsroom) -> None:
    by_hand = room.settings.content / "Opinion.md"
    by_hand.write_text("Title: Le Titre\nDate: 2024-11-02\nAliases: /2024/11/Alias/\n\nx")
    room.seed("a.txt", "Le titre\nx")
    room.seed("b.txt", "Alias\ny")
    room.sync()
    assert room.post("a.txt").post.url.startswith("2024/11/le-titre-")
    assert room.post("b.txt").post.url.startswith("2024/11/alias-")
    assert by_hand.read_text().startswith("Title: Le Titre")


def test_a_file_that_is_there_is_never_overwritten(room: Newsroom) -> None:
    path = room.settings.content / "posts/2024/11/Titre.MD"
    path.parent.mkdir(parents=True)
    path.write_text("Title: x\nDate: 2020-01-01\n\nMine")
    room.seed("a.txt", "Titre\nx")
    room.sync()
    assert path.read_text().endswith("Mine")
    assert room.post("a.txt").post.slug.startswith("titre-")


def test_long_and_reserved_titles_make_short_files(room: Newsroom) -> None:
    room.seed("a.txt", "mot " * 1000 + "\nx")
    room.seed("b.txt", "mot " * 1000 + "\ny")
    room.seed("c.txt", "CON\nz")
    room.sync()
    names = [path.name for path in room.paths()]
    assert len(names) == 3
    assert all(len(name.encode()) <= 83 for name in names)
    assert "con.md" not in names
    assert re.fullmatch(r"(mot-)+[0-9a-f]{8}", room.post("b.txt").post.slug)


def test_ids_and_addresses_do_not_depend_on_the_number_of_jobs(tmp_path: Path) -> None:
    made = []
    for name in ("one", "many"):
        (tmp_path / name).mkdir()
        room = Newsroom(tmp_path / name)
        for number in range(60):
            room.seed(f"{number}.txt", f"Titre {number % 7}\nText {number}")
        with ThreadPoolExecutor(4) as pool:
            room.sync(executor=pool if name == "many" else None)
        made.append(room.posts())
    assert made[0] == made[1]


def test_progress_is_told(room: Newsroom) -> None:
    for key in "abc":
        room.seed(f"{key}.txt", f"{key}\nText")
    heard: list[tuple[int, int]] = []
    room.sync(progress=lambda done, total: heard.append((done, total)))
    assert heard == [(1, 3), (2, 3), (3, 3)]


def test_a_deleted_post_comes_back_with_its_id_and_address(room: Newsroom) -> None:
    room.seed("a.txt", "A\nText")
    room.sync()
    before = room.post("a.txt").post
    room.path("a.txt").unlink()
    assert room.actions() == {"a.txt": Action.NEW}
    after = room.post("a.txt").post
    assert (after.id, after.url) == (before.id, before.url)


def test_the_old_bytes_under_a_new_name_get_an_id_of_their_own(room: Newsroom) -> None:
    room.seed("a.txt", "A\nText")
    room.sync()
    before = room.post("a.txt").post
    room.seed("a.txt", "A\nNew text")
    room.seed("b.txt", "A\nText")
    assert room.actions() == {"a.txt": Action.UPDATED, "b.txt": Action.NEW}
    assert room.post("a.txt").post.id == before.id
    assert room.post("b.txt").post.id == mint_id(digest(b"A\nText"), "b.txt")


# --- Edited seeds and edited posts ------------------------------------------------------------


def test_an_edited_seed_updates_its_post_and_keeps_what_lasts(room: Newsroom) -> None:
    room.seed("a.txt", "Titre\nT: x\nText")
    room.sync()
    before = room.post("a.txt").post
    room.seed("a.txt", "Nouveau titre\nT: y\nNew text")
    decision = room.decision("a.txt")
    assert decision.action is Action.UPDATED
    assert decision.reason == "new: title, tags, body"
    after = room.post("a.txt")
    assert (after.post.title, after.post.tags, after.body) == ("Nouveau titre", ("y",), "New text")
    assert (after.post.id, after.post.url, after.post.slug, after.post.published) == (
        before.id, before.url, before.slug, before.published,
    )  # fmt: skip
    assert after.post.updated == room.now


def test_a_change_of_metadata_alone_is_no_change_of_the_words(room: Newsroom) -> None:
    room.seed("a.txt", "Titre\nT: x\nText")
    room.sync()
    room.seed("a.txt", "Titre\nT: y\nText")
    assert room.actions() == {"a.txt": Action.UPDATED}
    assert room.post("a.txt").post.updated is None


def test_words_never_change_before_they_are_published(room: Newsroom) -> None:
    room.seed("a.txt", "Titre\nD: 2030-01-01\nText")
    room.sync()
    room.seed("a.txt", "Titre\nD: 2030-01-01\nNew text")
    room.sync()
    post = room.post("a.txt").post
    assert post.updated == post.published


def test_what_an_editor_changed_stays_and_the_rest_follows(room: Newsroom) -> None:
    room.seed("a.txt", "Titre\nT: x\nText")
    room.sync()
    room.edit("a.txt", ("Title: Titre", "Title: Mon titre"), ("Lang: fr", "Lang: fr\nMood: calm"))
    room.seed("a.txt", "Titre\nT: y\nNew text")
    decision = room.decision("a.txt")
    assert decision.action is Action.UPDATED
    assert decision.reason == "new: tags, body; kept by hand: title"
    document = room.post("a.txt")
    assert (document.post.title, document.body) == ("Mon titre", "New text")
    assert document.extra == (("Mood", "calm"),)


def test_a_seed_that_changes_nothing_else_keeps_the_editors_words(room: Newsroom) -> None:
    room.seed("a.txt", "Titre\nText")
    room.sync()
    room.edit("a.txt", ("\nText", "\nMy text"), ("Category: Monde", "Category: France"))
    room.seed("a.txt", "Titre\n\nText\n")
    decision = room.decision("a.txt")
    assert (decision.action, decision.reason) == (Action.KEPT, "kept by hand: category, body")
    assert room.actions() == {"a.txt": Action.UNCHANGED}


def contested(room: Newsroom) -> None:
    """A post whose one paragraph an editor and the seed changed."""
    room.seed("a.txt", "Titre\nThe same words and one of the first")
    room.sync()
    room.edit("a.txt", ("\nThe same words and one", "\nThe same words and mine " + "long " * 50))
    room.seed("a.txt", "Titre\nThe same words and seed")


def test_a_conflict_keeps_the_editors_words_and_is_told_until_it_is_settled(
    room: Newsroom,
) -> None:
    contested(room)
    report = room.sync()
    assert report.decisions[0].action is Action.CONFLICT
    (problem,) = report.problems
    assert problem.code == "conflict"
    assert problem.where == "content/posts/2024/11/titre.md"
    assert problem.message.startswith("body was changed by hand to “… words and mine long")
    assert problem.message.endswith("by its seed to “… words and seed”")
    assert len(problem.message) < 250
    assert "“body:”" in problem.remedy
    assert "\nConflict: body:" in room.path("a.txt").read_text()
    assert room.post("a.txt").body.startswith("The same words and mine")
    state = room.state()
    for _ in range(2):
        again = room.sync()
        assert again.problems == report.problems
        assert {each.action for each in again.decisions} == {Action.CONFLICT}
        assert room.state() == state


def test_a_conflict_ends_with_the_seeds_words_in_the_post(room: Newsroom) -> None:
    contested(room)
    room.sync()
    text = room.path("a.txt").read_text()
    room.path("a.txt").write_text(text.partition("\n\n")[0] + "\n\nThe same words and seed\n")
    report = room.sync()
    assert report.problems == ()
    assert report.decisions[0].action is Action.UPDATED
    assert "Conflict" not in room.path("a.txt").read_text()
    assert room.actions() == {"a.txt": Action.UNCHANGED}
    room.seed("a.txt", "Titre\nLater words")
    room.sync()
    assert room.post("a.txt").body == "Later words"


def test_a_conflict_ends_when_its_line_is_deleted(room: Newsroom) -> None:
    contested(room)
    room.sync()
    kept = [x for x in room.path("a.txt").read_text().splitlines() if not x.startswith("Conflict")]
    room.path("a.txt").write_text("\n".join(kept))
    report = room.sync()
    assert (report.problems, report.decisions[0].action) == ((), Action.UNCHANGED)
    room.seed("a.txt", "Titre\nThe same words and seed\nT: new")
    assert room.actions() == {"a.txt": Action.UPDATED}
    assert room.post("a.txt").body.startswith("The same words and mine")


def test_a_conflict_ends_when_the_editor_writes_something_else(room: Newsroom) -> None:
    contested(room)
    room.sync()
    room.edit("a.txt", ("words and mine", "words and seed and mine"))
    report = room.sync()
    assert (report.problems, report.decisions[0].action) == ((), Action.KEPT)
    assert "Conflict" not in room.path("a.txt").read_text()
    assert room.actions() == {"a.txt": Action.UNCHANGED}


def test_a_conflict_of_a_title_leaves_the_rest_to_the_seed(room: Newsroom) -> None:
    room.seed("a.txt", "Titre\nText")
    room.sync()
    room.edit("a.txt", ("Title: Titre", "Title: Mon titre"))
    room.seed("a.txt", "Autre titre\nNew text")
    decision = room.decision("a.txt")
    assert (decision.action, decision.reason) == (
        Action.CONFLICT,
        "new: body; changed on both sides: title",
    )
    room.seed("a.txt", "Autre titre\nNewer text")
    assert room.decision("a.txt").action is Action.CONFLICT
    assert (room.post("a.txt").post.title, room.post("a.txt").body) == ("Mon titre", "Newer text")
    room.seed("a.txt", "Mon titre\nNewer text")
    assert room.decision("a.txt").action is Action.UPDATED
    assert "Conflict" not in room.path("a.txt").read_text()


def test_a_conflict_told_again_takes_nothing_new_of_a_better_converter(room: Newsroom) -> None:
    contested(room)
    room.sync()
    state = room.state()

    def better(seed: Seed, hints: Hints, settings: object) -> Conversion:
        return convert(Seed(seed.key, seed.raw + b"\nT: more", seed.digest), hints, room.settings)

    assert room.actions(convert=better) == {"a.txt": Action.CONFLICT}
    assert room.state() == state


def test_paragraphs_follow_the_seed_but_for_those_that_an_editor_changed(room: Newsroom) -> None:
    room.seed("a.txt", "Titre\nOne\nTwo\nThree\nFour")
    room.sync()
    room.edit("a.txt", ("\nTwo\n", "\nMy two\n\nMy own\n"))
    room.seed("a.txt", "Titre\nNew one\nTwo\nThree\nNew four\nFive")
    decision = room.decision("a.txt")
    assert (decision.action, decision.reason) == (
        Action.UPDATED,
        "new: parts of the body; kept by hand: parts of the body",
    )
    body = "New one\n\nMy two\n\nMy own\n\nThree\n\nNew four\n\nFive"
    assert room.post("a.txt").body == body
    assert room.post("a.txt").post.updated == room.now
    assert room.actions() == {"a.txt": Action.UNCHANGED}
    room.seed("a.txt", "Titre\nNew one\nTwo\nThird\nNew four\nFive")
    room.sync()
    assert room.post("a.txt").body == body.replace("Three", "Third")


def test_only_the_paragraph_that_both_changed_conflicts(room: Newsroom) -> None:
    room.seed("a.txt", "Titre\nOne\nTwo\nThree")
    room.sync()
    room.edit("a.txt", ("\nTwo\n", "\nMy two\n"), ("\nThree\n", "\nMy three\n"))
    room.seed("a.txt", "Titre\nNew one\nNew two\nThree")
    report = room.sync()
    assert [each.message for each in report.problems] == [
        "body was changed by hand to “My two” and by its seed to “New two”"
    ]
    assert room.post("a.txt").body == "New one\n\nMy two\n\nMy three"
    room.edit("a.txt", ("\nMy three\n", "\nMy own three\n"))
    again = room.sync()
    assert again.problems == report.problems
    assert again.decisions[0].reason == (
        "kept by hand: parts of the body; changed on both sides: parts of the body"
    )
    room.edit("a.txt", ("\nMy two\n", "\nNew two, mine\n"))
    assert room.sync().problems == ()


def test_a_post_that_remembers_no_paragraphs_conflicts_as_a_whole(room: Newsroom) -> None:
    room.seed("a.txt", "Titre\nOne\nTwo")
    room.sync()
    text = re.sub(r"Generated_body: .*\n", "", room.path("a.txt").read_text())
    room.path("a.txt").write_text(text.replace("\nOne\n", "\nMy one\n"))
    room.seed("a.txt", "Titre\nOne\nNew two")
    (problem,) = room.sync().problems
    assert "more places" in problem.message
    assert room.post("a.txt").body == "My one\n\nTwo"


def test_a_post_that_remembers_no_paragraphs_does_after_it_is_converted_again(
    room: Newsroom,
) -> None:
    room.seed("a.txt", "Titre\nOne\nTwo")
    room.sync()
    before = room.path("a.txt").read_text()
    room.path("a.txt").write_text(re.sub(r"Generated_body: .*\n", "", before))
    assert room.actions() == {"a.txt": Action.UNCHANGED}
    assert room.actions(again=True) == {"a.txt": Action.UPDATED}
    assert room.path("a.txt").read_text() == before


def test_a_summary_made_of_the_body_waits_for_the_body(room: Newsroom) -> None:
    room.seed("a.txt", "Titre\nS: Two dead.\nTwo dead. More.")
    room.sync()
    room.edit("a.txt", ("\nTwo dead. More.", "\nSome dead. More."))
    room.seed("a.txt", "Titre\nS: Three dead.\nThree dead. More.")
    assert room.decision("a.txt").reason == "changed on both sides: body"
    assert room.post("a.txt").post.summary == "Two dead."
    room.edit("a.txt", ("\nSome dead. More.", "\nThree dead. More."))
    assert room.decision("a.txt").reason == "new: summary"
    assert room.post("a.txt").post.summary == "Three dead."


def test_the_same_change_on_both_sides_is_no_conflict(room: Newsroom) -> None:
    room.seed("a.txt", "Titre\nText")
    room.sync()
    room.edit("a.txt", ("\nText", "\nBetter text"))
    room.seed("a.txt", "Titre\nBetter text")
    assert room.actions() == {"a.txt": Action.UPDATED}
    room.seed("a.txt", "Titre\nBest text")
    assert room.actions() == {"a.txt": Action.UPDATED}
    assert room.post("a.txt").body == "Best text"


def test_an_editor_may_move_a_post_anywhere(room: Newsroom) -> None:
    room.seed("a.txt", "Titre\nText")
    room.sync()
    before = room.post("a.txt").post
    moved = room.settings.content / "dossiers" / "mon-fichier.md"
    moved.parent.mkdir()
    room.path("a.txt").rename(moved)
    assert room.actions() == {"a.txt": Action.UNCHANGED}
    room.seed("a.txt", "Titre\nNew text")
    assert room.decision("a.txt").path == "dossiers/mon-fichier.md"
    assert len(room.paths()) == 1
    assert (room.post("a.txt").post.id, room.post("a.txt").post.url) == (before.id, before.url)


def test_line_ends_and_spaces_of_an_editors_tool_are_no_change(room: Newsroom) -> None:
    room.seed("a.txt", "Titre\nText\nMore")
    room.sync()
    path = room.path("a.txt")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n") + b"\r\n\r\n")
    room.seed("a.txt", "Titre\nNew")
    assert room.actions() == {"a.txt": Action.UPDATED}
    assert room.post("a.txt").body == "New"


# --- Sidecars ---------------------------------------------------------------------------------


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


def test_a_date_that_does_not_come_from_a_sidecar_stays(room: Newsroom) -> None:
    room.seed("a.txt", "Titre\nText")
    room.sync()
    before = room.post("a.txt").post
    room.seed("a.txt", "Titre\nD: 2019-01-01\nText")
    room.sync()
    assert room.post("a.txt").post.published == before.published


def test_a_time_of_change_is_never_taken_back_by_a_text(room: Newsroom) -> None:
    def told(seed: Seed, hints: Hints, _settings: object) -> Conversion:
        made = convert(seed, hints, room.settings)
        return replace(made, posts=(replace(made.posts[0], updated=NOON),))

    room.seed("a.txt", "Titre\nText")
    room.sync(convert=told)
    assert room.post("a.txt").post.updated == NOON
    room.seed("a.txt", "Titre\nNew text")
    room.sync(convert=told)
    changed = room.now
    assert room.post("a.txt").post.updated == changed
    room.seed("a.txt", "Titre\nT: tag\nNew text")
    room.sync(convert=told)
    assert room.post("a.txt").post.updated == changed


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


# --- Renamed, removed, copied -----------------------------------------------------------------


def test_a_renamed_seed_keeps_its_post(room: Newsroom) -> None:
    room.seed("a.txt", "Titre\nText")
    room.sync()
    name, before = next(iter(room.posts().items()))
    (room.settings.seeds / "sub").mkdir()
    (room.settings.seeds / "a.txt").rename(room.settings.seeds / "sub/b.txt")
    decision = room.decision("sub/b.txt")
    assert (decision.action, decision.reason) == (Action.RENAMED, "was a.txt")
    assert list(room.posts()) == [name]
    after = room.post("sub/b.txt")
    assert (after.post, after.body) == (before.post, before.body)
    assert room.actions() == {"sub/b.txt": Action.UNCHANGED}


def test_seeds_that_swap_their_names_keep_their_posts(room: Newsroom) -> None:
    for key in "abc":
        room.seed(f"{key}.txt", f"Titre {key}\nText")
    room.sync()
    ids = {each.post.title: each.post.id for each in room.posts().values()}
    for old, new in (("a", "b"), ("b", "c"), ("c", "a")):
        room.seed(f"{new}.txt", f"Titre {old}\nText")
    assert set(room.actions().values()) == {Action.RENAMED}
    assert {each.post.title: each.post.id for each in room.posts().values()} == ids
    assert room.post("b.txt").post.title == "Titre a"
    assert set(room.actions().values()) == {Action.UNCHANGED}


def test_a_removed_seed_leaves_its_post_marked_until_it_is_back(room: Newsroom) -> None:
    path = room.seed("a.txt", "Titre\nText")
    room.sync()
    before = room.post("a.txt")
    path.unlink()
    assert room.actions() == {"a.txt": Action.REMOVED}
    assert "\nSeed_removed: yes\n" in room.path("a.txt").read_text()
    state = room.state()
    assert room.actions() == {"a.txt": Action.REMOVED}
    assert room.state() == state
    room.seed("a.txt", "Titre\nText")
    decision = room.decision("a.txt")
    assert (decision.action, decision.reason) == (Action.UPDATED, "its seed is back")
    assert room.post("a.txt") == before


def test_a_withdrawn_post_of_a_removed_seed_is_told_no_more(room: Newsroom) -> None:
    path = room.seed("a.txt", "Titre\nText")
    room.sync()
    path.unlink()
    room.sync()
    room.edit("a.txt", ("Lang: fr", "Lang: fr\nStatus: withdrawn"))
    state = room.state()
    assert room.actions() == {"a.txt": Action.UNCHANGED}
    assert room.state() == state


def test_a_removed_seed_that_comes_back_changed_and_renamed(room: Newsroom) -> None:
    room.seed("a.txt", "Titre\nText").unlink()
    room.seed("a.txt", "Titre\nText")
    room.sync()
    before = room.post("a.txt").post
    (room.settings.seeds / "a.txt").unlink()
    room.sync()
    room.seed("b.txt", "Titre\nText")
    room.seed("b.toml", 'category = "France"')
    decision = room.decision("b.txt")
    assert (decision.action, decision.reason) == (Action.UPDATED, "was a.txt; new: category")
    document = room.post("b.txt")
    assert (document.post.id, document.post.category) == (before.id, "France")
    assert not document.provenance.seed_removed


def test_the_same_bytes_twice_are_one_post(room: Newsroom) -> None:
    room.seed("b.txt", "Titre\nText")
    room.sync()
    room.seed("a.txt", "Titre\nText")
    room.seed("c.txt", "Titre\nText")
    report = room.sync()
    assert [(each.key, each.action, each.reason) for each in report.decisions] == [
        ("a.txt", Action.SKIPPED, "has the same bytes as b.txt"),
        ("b.txt", Action.UNCHANGED, ""),
        ("c.txt", Action.SKIPPED, "has the same bytes as b.txt"),
    ]
    assert len(room.paths()) == 1
    assert report.problems == ()


def test_a_missing_seeds_folder_marks_nothing(room: Newsroom) -> None:
    room.seed("a.txt", "Titre\nText")
    room.sync()
    state = {k: v for k, v in room.state().items() if "/content/" in k}
    shutil.rmtree(room.settings.seeds)
    report = room.sync()
    assert [problem.code for problem in report.problems] == ["unreadable"]
    assert room.state() == state


# --- What is wrong ----------------------------------------------------------------------------


def test_a_refused_seed_leaves_its_post_and_the_others_alone(room: Newsroom) -> None:
    room.seed("a.txt", "A\nText")
    room.sync()
    before = room.post("a.txt")
    room.seed("a.txt", "  \n")
    room.seed("b.txt", "B\nText")
    os.mkfifo(room.settings.seeds / "pipe.txt")
    report = room.sync()
    assert {each.key: each.action for each in report.decisions} == {
        "a.txt": Action.REFUSED,
        "b.txt": Action.NEW,
        "pipe.txt": Action.REFUSED,
    }
    assert {(each.where, each.code) for each in report.problems} == {
        ("seeds/a.txt", "empty"),
        ("seeds/pipe.txt", "not-a-file"),
    }
    assert room.post("a.txt") == before


def test_a_fault_of_the_converter_is_that_seeds_problem(room: Newsroom) -> None:
    def faulty(seed: Seed, hints: Hints, settings: object) -> Conversion:
        if seed.key == "a.txt":
            raise RecursionError("too deep")
        return convert(seed, hints, room.settings)

    room.seed("a.txt", "A\nText")
    room.seed("b.txt", "B\nText")
    report = room.sync(convert=faulty)
    assert [each.action for each in report.decisions] == [Action.REFUSED, Action.NEW]
    assert report.problems[0].code == "internal"
    assert "RecursionError" in report.problems[0].message


def test_a_seed_without_any_post_or_title_is_refused(room: Newsroom) -> None:
    nothing = Conversion((Post("", "", " ", "", "fr", NOON),))
    room.seed("a.txt", "A\nText")
    for made in (nothing, Conversion(())):
        report = room.sync(convert=lambda _seed, _hints, _settings, made=made: made)
        assert [problem.code for problem in report.problems] == ["no-post"]


@pytest.mark.parametrize(
    ("damage", "line_no"),
    [
        ((b"Title: A", b"Title: \xff"), 1),
        ((b"Date: 2", b"Date: soon 2"), 2),
        ((b"Category:", b"<<<<<<< HEAD\nCategory:"), 3),
        ((b"Title: A\n", b""), 1),
    ],
)
def test_a_broken_post_is_named_and_never_overwritten(
    room: Newsroom, damage: tuple[bytes, bytes], line_no: int
) -> None:
    room.seed("a.txt", "A\nText")
    room.sync()
    path = room.path("a.txt")
    path.write_bytes(path.read_bytes().replace(*damage))
    room.seed("a.txt", "A\nNew text")
    before = path.read_bytes()
    report = room.sync()
    assert [each.action for each in report.decisions] == [Action.REFUSED]
    assert (report.problems[0].where, report.problems[0].line_no) == (
        "content/posts/2024/11/a.md",
        line_no,
    )
    assert path.read_bytes() == before
    assert len(room.paths()) == 1


def test_a_post_that_nobody_can_tell_keeps_its_place(room: Newsroom) -> None:
    path = room.settings.content / "posts/2024/11/a.md"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\xff\xfe\x00")
    room.seed("a.txt", "A\nText")
    report = room.sync()
    assert [each.action for each in report.decisions] == [Action.REFUSED]
    assert path.read_bytes() == b"\xff\xfe\x00"
    assert len(room.paths()) == 1


def test_two_posts_of_one_seed_are_named_and_left_alone(room: Newsroom) -> None:
    room.seed("a.txt", "A\nText")
    room.sync()
    shutil.copy(room.path("a.txt"), room.settings.content / "copy.md")
    room.seed("a.txt", "A\nNew text")
    before = room.state()
    report = room.sync()
    assert [problem.code for problem in report.problems] == ["two-posts"]
    assert [each.action for each in report.decisions] == [Action.REFUSED]
    assert room.state() == before


def test_a_folder_that_leads_out_of_content_is_not_written_to(
    room: Newsroom, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (room.settings.content / "posts").symlink_to(outside)
    room.seed("a.txt", "A\nText")
    report = room.sync()
    assert [each.action for each in report.decisions] == [Action.REFUSED]
    assert list(outside.iterdir()) == []


def test_a_write_that_fails_is_named_and_the_rest_goes_on(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = files.write_atomic

    def full(path: Path, data: bytes) -> bool:
        if path.name == "a.md":
            raise OSError(28, "No space left on device")
        return real(path, data)

    monkeypatch.setattr(files, "write_atomic", full)
    room.seed("a.txt", "A\nText")
    room.seed("b.txt", "B\nText")
    report = room.sync()
    assert [each.action for each in report.decisions] == [Action.REFUSED, Action.NEW]
    assert "No space left" in report.problems[0].message
    assert report.problems[0].where == "content/posts/2024/11/a.md"


def test_a_seed_may_have_any_name_that_can_be_shown(room: Newsroom) -> None:
    for name in ("a  b.txt", '"q".txt', "# x.txt", "؟ مرحبا.txt", "a: b.txt", "\u00a0n.txt"):
        room.seed(name, f"Titre\nText of {name}")
    room.sync()
    before = room.state()
    assert set(room.actions().values()) == {Action.UNCHANGED}
    assert room.state() == before


def test_a_job_and_its_result_can_go_to_another_process(room: Newsroom) -> None:
    room.seed("a.txt", "Un titre assez long pour un article\n\nUn texte, avec des mots.\n")
    job = Job(walk(room.settings.seeds).found[0], room.settings, NOON)
    made = work(pickle.loads(pickle.dumps(job)))
    assert isinstance(made, Made)
    assert pickle.loads(pickle.dumps(made)) == made

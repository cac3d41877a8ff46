"""A post keeps its id and address when its seed moves, goes or comes back."""

from __future__ import annotations

import shutil

from plugins.model import Action
from tests.convert.newsroom import Newsroom


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


def test_a_missing_seeds_folder_marks_nothing(room: Newsroom) -> None:
    room.seed("a.txt", "Titre\nText")
    room.sync()
    state = {k: v for k, v in room.state().items() if "/content/" in k}
    shutil.rmtree(room.settings.seeds)
    report = room.sync()
    assert [problem.code for problem in report.problems] == ["unreadable"]
    assert room.state() == state

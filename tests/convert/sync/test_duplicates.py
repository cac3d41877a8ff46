"""Equal bytes are one post, and one seed has one post."""

from __future__ import annotations

import shutil

from plugins.hashing import digest, mint_id
from plugins.model import Action
from tests.convert.newsroom import Newsroom


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


def test_the_old_bytes_under_a_new_name_get_an_id_of_their_own(room: Newsroom) -> None:
    room.seed("a.txt", "A\nText")
    room.sync()
    before = room.post("a.txt").post
    room.seed("a.txt", "A\nNew text")
    room.seed("b.txt", "A\nText")
    assert room.actions() == {"a.txt": Action.UPDATED, "b.txt": Action.NEW}
    assert room.post("a.txt").post.id == before.id
    assert room.post("b.txt").post.id == mint_id(digest(b"A\nText"), "b.txt")


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

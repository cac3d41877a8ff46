"""What an editor changed stays, and the rest follows the seed."""

from __future__ import annotations

from plugins.model import Action
from tests.convert.newsroom import Newsroom


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

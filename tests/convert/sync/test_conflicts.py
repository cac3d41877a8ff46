"""What an editor and the seed both changed is told until it is settled."""

from __future__ import annotations

import re

from plugins.convert.types import Hints
from plugins.model import Action, Conversion, Seed
from tests.convert.newsroom import Newsroom, convert


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

"""Posts of nearly the same words: both stay, the later one says of which seed it is nearly."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from plugins.model import Action
from tests.convert.newsroom import Newsroom
from tests.convert.posts.test_sketch import changed, text


def words(seed: int, other: int = 0) -> str:
    """A seed's text; with ``other`` a version of it with a few other words."""
    own = changed(text(seed), other, 6) if other else text(seed)
    lines = [" ".join(own[at : at + 40]) for at in range(0, len(own), 40)]
    return "\n".join(["Title " + str(seed), *lines])


@pytest.mark.parametrize("is_remembered", [True, False])
def test_a_text_with_a_few_other_words_is_kept_and_marked(
    room: Newsroom, tmp_path: Path, is_remembered: bool
) -> None:
    cache = tmp_path / "cache"
    room.seed("a.txt", words(1))
    room.seed("b.txt", words(2))
    room.sync(cache=cache)
    if not is_remembered:
        shutil.rmtree(cache)
    room.seed("c.txt", words(1, other=7))
    decision = room.decision("c.txt", cache=cache)
    assert decision.action is Action.NEW
    assert decision.reason == "nearly the same as a.txt"
    assert room.post("c.txt").provenance.near == "a.txt"
    assert room.post("a.txt").provenance.near == ""
    assert set(room.actions(cache=cache).values()) == {Action.UNCHANGED}


def test_those_of_one_run_are_found_too(room: Newsroom) -> None:
    room.seed("a.txt", words(1))
    room.seed("b.txt", words(1, other=3))
    room.sync()
    assert [room.post(key).provenance.near for key in ("a.txt", "b.txt")] == ["", "a.txt"]


def test_an_edited_seed_is_looked_at_again_and_a_post_is_not_near_itself(room: Newsroom) -> None:
    room.seed("a.txt", words(1))
    room.seed("b.txt", words(2))
    room.sync()
    room.seed("b.txt", words(2, other=5))
    assert room.decision("b.txt").reason == "new: body"
    room.seed("b.txt", words(1, other=5))
    room.sync()
    assert room.post("b.txt").provenance.near == "a.txt"
    room.seed("b.txt", words(3))
    room.sync()
    assert room.post("b.txt").provenance.near == ""


def test_converting_again_changes_no_mark(room: Newsroom) -> None:
    room.seed("a.txt", words(1))
    room.seed("b.txt", words(1, other=3))
    room.sync()
    before = room.state()
    room.sync(again=True)
    assert room.state() == before

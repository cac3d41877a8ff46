"""Posts of nearly the same words: both stay, the later one says of which seed it is nearly."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from plugins.config import Settings
from plugins.convert.types import Hints
from plugins.model import Action, Conversion, Seed
from tests.convert.newsroom import Newsroom, convert
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


def skipping(room: Newsroom, *, skips: bool = True) -> None:
    room.settings = replace(room.settings, skips_near=skips)


def twins(room: Newsroom) -> None:
    """Two seeds with nearly the same words, of which the second is to be skipped."""
    skipping(room)
    room.seed("a.txt", words(1))
    room.seed("b.txt", words(1, other=3))


@pytest.mark.parametrize("is_remembered", [True, False])
def test_a_setting_skips_what_is_nearly_the_same_and_names_the_other(
    room: Newsroom, tmp_path: Path, is_remembered: bool
) -> None:
    cache = tmp_path / "cache"
    twins(room)
    room.seed("c.txt", words(2))
    for _ in range(3):
        found = room.decision("b.txt", cache=cache)
        assert (found.action, found.reason) == (Action.SKIPPED, "nearly the same as a.txt")
        if not is_remembered:
            shutil.rmtree(cache)
    assert [each.provenance.seed for each in room.posts().values()] == ["a.txt", "c.txt"]


def test_what_was_skipped_is_not_converted_again_while_both_stay(
    room: Newsroom, tmp_path: Path
) -> None:
    converted: list[str] = []

    def noting(seed: Seed, hints: Hints, settings: Settings) -> Conversion:
        converted.append(seed.key)
        return convert(seed, hints, settings)

    def run() -> list[str]:
        converted.clear()
        room.sync(cache=tmp_path / "cache", convert=noting)
        return list(converted)

    twins(room)
    assert run() == ["a.txt", "b.txt"]
    assert run() == []
    room.seed("c.txt", words(2))
    assert run() == ["c.txt"]
    room.seed("b.txt", words(1, other=4))
    assert run() == ["b.txt"]
    room.seed("a.txt", words(3))
    assert run() == ["a.txt", "b.txt"]
    assert room.post("b.txt").provenance.near == ""


def test_a_seed_before_its_twin_follows_when_that_changes(room: Newsroom, tmp_path: Path) -> None:
    skipping(room)
    room.seed("z.txt", words(1))
    room.sync(cache=tmp_path / "cache")
    room.seed("b.txt", words(1, other=3))
    room.seed("z.txt", words(2))
    for expected in (Action.SKIPPED, Action.NEW, Action.UNCHANGED):
        assert room.decision("b.txt", cache=tmp_path / "cache").action is expected


def test_turning_the_setting_off_brings_what_was_skipped(room: Newsroom, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    twins(room)
    room.sync(cache=cache)
    skipping(room, skips=False)
    assert room.decision("b.txt", cache=cache).action is Action.NEW
    assert room.post("b.txt").provenance.near == "a.txt"
    skipping(room)
    assert room.decision("b.txt", cache=cache).action is Action.UNCHANGED


def test_a_seed_with_a_sidecar_is_wanted_all_the_same(room: Newsroom) -> None:
    twins(room)
    room.sync()
    room.seed("b.toml", 'title = "Ours"')
    assert room.decision("b.txt").action is Action.NEW
    assert room.post("b.txt").provenance.near == "a.txt"


@pytest.mark.parametrize("is_remembered", [True, False])
def test_a_text_like_a_withdrawn_one_takes_its_place_and_says_so(
    room: Newsroom, tmp_path: Path, is_remembered: bool
) -> None:
    cache = tmp_path / "cache"
    twins(room)
    room.sync(cache=cache)
    room.edit("a.txt", ("Lang: fr", "Lang: fr\nStatus: withdrawn"))
    if not is_remembered:
        shutil.rmtree(cache)
    found = room.decision("b.txt", cache=cache)
    assert (found.action, found.reason) == (Action.NEW, "nearly the same as a.txt")
    room.seed("c.txt", words(1, other=4))
    found = room.decision("c.txt", cache=cache)
    assert (found.action, found.reason) == (Action.SKIPPED, "nearly the same as b.txt")


def test_a_text_like_one_that_its_sidecar_withdraws_in_the_same_run_is_kept(room: Newsroom) -> None:
    skipping(room)
    room.seed("a.txt", words(1))
    room.seed("a.toml", 'status = "withdrawn"')
    room.seed("b.txt", words(1, other=3))
    room.sync()
    assert room.post("b.txt").provenance.near == "a.txt"

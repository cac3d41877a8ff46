"""Where nothing changed, nothing is converted and nothing is written."""

from __future__ import annotations

import os

from plugins.convert.types import Hints
from plugins.model import Action, Conversion, Seed
from tests.convert.newsroom import Newsroom, convert


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

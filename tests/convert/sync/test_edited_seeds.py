"""A post follows its edited seed and keeps what lasts, its dates among it."""

from __future__ import annotations

from dataclasses import replace

from plugins.convert.types import Hints
from plugins.model import Action, Conversion, Seed
from tests.convert.newsroom import NOON, Newsroom, convert


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


def test_a_sidecar_that_withdraws_a_text_sets_the_time_that_feeds_tell(room: Newsroom) -> None:
    room.seed("a.txt", "Titre\nText")
    room.sync()
    room.seed("a.toml", 'status = "withdrawn"')
    room.sync()
    post = room.post("a.txt").post
    assert (post.status, post.updated) == ("withdrawn", room.now)


def test_words_never_change_before_they_are_published(room: Newsroom) -> None:
    room.seed("a.txt", "Titre\nD: 2030-01-01\nText")
    room.sync()
    room.seed("a.txt", "Titre\nD: 2030-01-01\nNew text")
    room.sync()
    post = room.post("a.txt").post
    assert post.updated == post.published


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

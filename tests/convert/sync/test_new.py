"""A new seed becomes a post, and the same seed does so again."""

from __future__ import annotations

from plugins.hashing import digest, mint_id
from plugins.model import Action
from tests.convert.newsroom import Newsroom


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


def test_a_deleted_post_comes_back_with_its_id_and_address(room: Newsroom) -> None:
    room.seed("a.txt", "A\nText")
    room.sync()
    before = room.post("a.txt").post
    room.path("a.txt").unlink()
    assert room.actions() == {"a.txt": Action.NEW}
    after = room.post("a.txt").post
    assert (after.id, after.url) == (before.id, before.url)


def test_a_seed_may_have_any_name_that_can_be_shown(room: Newsroom) -> None:
    for name in ("a  b.txt", '"q".txt', "# x.txt", "؟ مرحبا.txt", "a: b.txt", "\u00a0n.txt"):
        room.seed(name, f"Titre\nText of {name}")
    room.sync()
    before = room.state()
    assert set(room.actions().values()) == {Action.UNCHANGED}
    assert room.state() == before

"""A post's address and file are its own, and nobody else's are taken."""

from __future__ import annotations

import re

from tests.convert.newsroom import Newsroom


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

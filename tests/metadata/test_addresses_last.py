"""Over a thousand random edits no address is lost but those of posts that were deleted."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from plugins import config
from plugins.convert.posts.moving import with_address
from plugins.engine import whereabouts
from plugins.metadata.redirects import lost_addresses
from tests.rebuild.building import build
from tests.rebuild.newsroom import NOON, Newsroom, Text, copy_theme

EDITS, EDITS_A_BUILD, POSTS = 1000, 25, 20


def put(room: Newsroom, rng: Random, number: int) -> None:
    """A new post; every other one has no address of its own."""
    keys = {"Title": f"Titre {number}", "Date": f"2026-{rng.randint(1, 10):02}-05 10:00"}
    keys |= {"Slug": f"s{number}", "Category": rng.choice(["Monde", "Sport"])}
    if number % 2:
        keys["Url"] = f"2026/01/p{number}/"
    room.put(f"posts/{number}.md", Text(keys, "Un paragraphe."))


def edit(room: Newsroom, rng: Random, number: int, at: dict[str, str]) -> set[str]:
    """One change to a post; addresses that it may take along. ``at`` is where each post is."""
    path = rng.choice(sorted(room.texts))
    text = room.texts[path]
    kind = rng.choice("retitle body section move move withdraw back delete add".split())
    if kind == "add" or (kind == "delete" and len(room.texts) < POSTS // 2):
        put(room, rng, number)
    elif kind == "delete":
        room.drop(path)
        return {path}
    elif kind == "move" and path in at:
        moved = with_address(text.render().decode(), path, at[path], f"2026/02/m{number}/")
        head, body = moved.split("\n\n", 1)
        keys = dict(line.split(": ", 1) for line in head.splitlines())
        room.put(path, Text(keys, body.strip()))
        at[path] = f"2026/02/m{number}/"
    else:
        changes = {
            "retitle": {"Title": f"Un autre {number}"},
            "section": {"Category": rng.choice(["Monde", "Sport"])},
            "withdraw": {"Status": "withdrawn"},
            "back": {"Status": "published"},
        }
        body = f"Autre {number}." if kind == "body" else text.body
        room.put(path, Text({**text.keys, **changes.get(kind, {})}, body))
    return set()


@pytest.mark.slow
def test_published_addresses_last_over_a_thousand_edits(
    tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOON))
    rng = Random(7)
    room = Newsroom(tmp_path, rng)
    room.settings |= {"SEARCH": False, "FEED_FORMATS": {}, "LISTINGS": ("section",)}
    copy_theme(room.theme)
    for number in range(POSTS):
        put(room, rng, number)
    known: dict[str, set[str]] = {}
    at: dict[str, str] = {}
    for number in range(EDITS // EDITS_A_BUILD):
        settings = config.load(project, **room.overrides())
        assert build(room.overrides(), NOON, jobs=1).report is not None
        every = {address for addresses in known.values() for address in addresses}
        assert lost_addresses(sorted(every), room.output) == ()
        at = {path: where for path in room.texts if (where := where_is(settings, path))}
        for path, address in at.items():
            known.setdefault(path, set()).add(address)
        for step in range(EDITS_A_BUILD):
            serial = POSTS + number * EDITS_A_BUILD + step
            for gone in edit(room, rng, serial, at):
                known.pop(gone, None)
                at.pop(gone, None)
    assert len(known) > POSTS / 2


def where_is(settings: config.Settings, path: str) -> str:
    """The address of the post in a file, as the last build gave it."""
    with whereabouts._Known(settings) as store:
        return store.value("SELECT url FROM contents WHERE path = ?", path) or ""

"""A newsroom that goes through the same few states in turn, and the site that belongs to each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

from tests.rebuild import edits_posts, writing
from tests.rebuild.building import Tree, tree
from tests.rebuild.command import write_settings
from tests.rebuild.newsroom import Newsroom, Text, copy_theme
from tests.rebuild.workers import Worker

SITEURL = "https://news.example/fr"
#: A link whose target may wait, be a draft, not be there, or be a picture that moves away.
_RISKY = re.compile(r"\[[^\]]*\]\(\{(?:filename\}|\w+\}/files/none|attach\}/images)[^)]*\)")
#: What changes lists, neighbours and addresses without leaving anything wrong.
_SOUND = (
    *(edits_posts.add, edits_posts.add_first_of_a_section, edits_posts.edit_title),
    *(edits_posts.delete, edits_posts.retag, edits_posts.redate, edits_posts.reslug),
    *(edits_posts.change_url, edits_posts.edit_body, edits_posts.move_the_pin),
)


@dataclass(frozen=True)
class State:
    """What the newsroom holds, and the site that a cold build makes of it."""

    name: str
    texts: dict[str, Text]
    settings: dict[str, Any]
    site: Tree


class Turns:
    """Four states: in two steps all pages change, in the other two what some edits touch.

    None has a problem, so that a build ends with 0 or has failed.
    """

    def __init__(self, base: Path, worker: Worker, posts: int, edits: int, seed: int = 1) -> None:
        self.room = Newsroom(base, Random(seed))
        self.room.settings["SITEURL"] = SITEURL
        self._worker = worker
        copy_theme(self.room.theme)
        writing.fill(self.room, posts)
        self._tidy()
        first = self._state("first")
        self.room.settings = {**self.room.settings, "SITENAME": "Another name"}
        renamed = self._state("all pages change")
        for number in range(edits):
            _SOUND[number % len(_SOUND)](self.room)
        self._tidy()
        edited = self._state("some articles change")
        self.room.settings = dict(first.settings)
        back = self._state("all pages change back")
        self._cycle = cycle((first, renamed, edited, back))

    def turn(self) -> State:
        """Goes on to the next state."""
        state = next(self._cycle)
        for path in self.room.texts.keys() - state.texts.keys():
            self.room.drop(path)
        for path, text in state.texts.items():
            if self.room.texts.get(path) is not text:
                self.room.put(path, text)
        self.room.settings = dict(state.settings)
        write_settings(self.room, self.room.base)
        return state

    def build(self, spoiled: list[Any] | None = None, jobs: int = 1) -> dict[str, Any]:
        """A build of the state, as ``command.told`` tells it."""
        base, clock = str(self.room.base), self.room.clock
        done = self._worker.call("command", "told", base, clock, [f"--jobs={jobs}"], spoiled)
        return dict(done)

    def _tidy(self) -> None:
        """Takes away what could be a problem."""
        for path, text in list(self.room.texts.items()):
            keys = {k: v for k, v in text.keys.items() if v != "images/none.png"}
            body = _RISKY.sub("", text.body)
            if (keys, body) != (text.keys, text.body):
                self.room.put(path, Text(keys, body))

    def _state(self, name: str) -> State:
        room, place = self.room, self.room.base / f"cold {name}"
        folders = {"OUTPUT_PATH": f"{place}/output", "CACHE_PATH": f"{place}/cache"}
        write_settings(room, place, **folders)
        done = self._worker.call("command", "told", str(place), room.clock, ["--jobs=1"], None)
        assert done["status"] == 0, done["told"]
        return State(name, dict(room.texts), dict(room.settings), tree(place / "output"))

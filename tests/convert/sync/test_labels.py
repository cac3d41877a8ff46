"""Sections that an editor gave to posts by hand decide about texts like them."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from plugins.config import Settings
from plugins.convert.posts.labels import stems
from plugins.convert.types import Hints
from plugins.freshness import Memory
from plugins.model import Action, Conversion, Guess, Origin, Seed
from tests.convert.newsroom import Newsroom, convert

PORT = "quai navire docker conteneur grutier amarrage remorqueur cargaison chenal pilote escale"
SPORT = "match équipe buteur stade arbitre penalty championnat entraîneur gardien tribune maillot"
ALL = "hier annonce grande nouvelle région depuis encore plusieurs selon semaine ville année"


def text(about: str, number: int) -> str:
    """News of eight words on a subject among eight that say nothing of it."""
    drawn = random.Random(f"{about}{number}")
    words = [*drawn.sample(about.split(), 8), *drawn.sample(ALL.split(), 8)]
    drawn.shuffle(words)
    return f"Nouvelle {number}\n{' '.join(words)}."


def said(origin: Origin, sure: float) -> Any:
    """A converter whose words say ``Monde``."""

    def converting(seed: Seed, hints: Hints, settings: Settings) -> Conversion:
        guess = Guess("category", "Monde", origin, sure)
        return replace(convert(seed, hints, settings), guesses=(guess,))

    return converting


def filed(room: Newsroom, labels: int, **options: Any) -> None:
    """Posts of two subjects, ``labels`` of each filed by hand."""
    for number in range(labels):
        room.seed(f"port{number}.txt", text(PORT, number))
        room.seed(f"sport{number}.txt", text(SPORT, number))
    room.sync(**options)
    for number in range(labels):
        room.edit(f"port{number}.txt", ("Category: Monde", "Category: Le port"))
        room.edit(f"sport{number}.txt", ("Category: Monde", "Category: Sport"))


def guess_of(room: Newsroom, key: str, **options: Any) -> Guess:
    decision = room.decision(key, **options)
    assert decision.conversion
    return next(each for each in decision.conversion.guesses if each.field == "category")


DEFAULT = said(Origin.DEFAULT, 0.2)


@pytest.mark.parametrize("is_remembered", [True, False])
def test_five_labels_in_each_of_two_sections_file_the_next_text(
    room: Newsroom, tmp_path: Path, is_remembered: bool
) -> None:
    options = {"convert": DEFAULT, "cache": tmp_path / "cache"}
    filed(room, 5, **options)
    if not is_remembered:
        shutil.rmtree(tmp_path / "cache")
    room.seed("new.txt", text(SPORT, 99))
    guess = guess_of(room, "new.txt", **options)
    assert (guess.value, guess.origin) == ("Sport", Origin.LABELS)
    assert 0.6 <= guess.confidence <= 0.9
    assert guess.evidence.startswith("words of 5 posts that were filed there by hand: ")
    assert set(guess.evidence.rpartition(": ")[2].split(", ")) <= set(SPORT.split())
    assert room.post("new.txt").post.category == "Sport"
    assert set(room.actions(**options).values()) <= {Action.UNCHANGED}


def test_four_labels_or_one_section_say_nothing(room: Newsroom) -> None:
    filed(room, 4, convert=DEFAULT)
    room.seed("port5.txt", text(PORT, 5))
    room.sync(convert=DEFAULT)
    room.edit("port5.txt", ("Category: Monde", "Category: Le port"))
    room.seed("new.txt", text(PORT, 99))
    assert guess_of(room, "new.txt", convert=DEFAULT).origin is Origin.DEFAULT
    assert room.post("new.txt").post.category == "Monde"


def test_a_text_about_neither_keeps_what_its_words_say(room: Newsroom) -> None:
    filed(room, 6, convert=DEFAULT)
    room.seed("new.txt", f"Autre chose\n{ALL}.")
    assert guess_of(room, "new.txt", convert=DEFAULT).origin is Origin.DEFAULT


def test_surer_words_and_what_a_container_says_win_over_labels(room: Newsroom) -> None:
    filed(room, 5, convert=DEFAULT)
    room.seed("sure.txt", text(SPORT, 99))
    assert guess_of(room, "sure.txt", convert=said(Origin.TEXT, 0.97)).value == "Monde"
    room.seed("given.txt", text(SPORT, 98))
    assert guess_of(room, "given.txt", convert=said(Origin.EMBEDDED, 0.5)).value == "Monde"


def test_labels_and_words_that_agree_are_surer_together(room: Newsroom) -> None:
    def sport(seed: Seed, hints: Hints, settings: Settings) -> Conversion:
        made = convert(seed, hints, settings)
        return replace(made, guesses=(Guess("category", "Sport", Origin.TEXT, 0.5),))

    filed(room, 5, convert=DEFAULT)
    room.seed("one.txt", text(SPORT, 99))
    alone = guess_of(room, "one.txt", convert=DEFAULT, dry_run=True).confidence
    together = guess_of(room, "one.txt", convert=sport).confidence
    assert together == round(min(0.95, 1 - 0.5 * (1 - alone)), 2)


def test_converting_all_again_follows_labels_and_keeps_them(room: Newsroom) -> None:
    for number in range(20, 23):
        room.seed(f"old{number}.txt", text(SPORT, number))
    filed(room, 5, convert=DEFAULT)
    room.sync(convert=DEFAULT, again=True)
    kept = {key: room.post(key).post.category for key in ("port0.txt", "sport0.txt", "old20.txt")}
    assert kept == {"port0.txt": "Le port", "sport0.txt": "Sport", "old20.txt": "Sport"}
    before = room.state()
    room.sync(convert=DEFAULT, again=True)
    assert room.state() == before


def test_another_language_has_labels_of_its_own(room: Newsroom) -> None:
    def german(seed: Seed, hints: Hints, settings: Settings) -> Conversion:
        made = DEFAULT(seed, hints, settings)
        return replace(made, posts=(replace(made.posts[0], lang="de"),))

    filed(room, 5, convert=DEFAULT)
    room.seed("new.txt", text(SPORT, 99))
    assert guess_of(room, "new.txt", convert=german).origin is Origin.DEFAULT


def test_one_text_asks_for_its_own_stems_however_many_posts_there_are(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    owners = Memory.owners

    def counting(self: Memory, kind: Any, claim: str) -> int:
        asked.append(claim)
        return owners(self, kind, claim)

    filed(room, 9, convert=DEFAULT)
    room.sync(convert=DEFAULT)
    monkeypatch.setattr(Memory, "owners", counting)
    room.sync(convert=DEFAULT)
    assert asked == []
    room.seed("new.txt", text(PORT, 99))
    room.sync(convert=DEFAULT)
    counted = [claim for claim in asked if claim.startswith("label ")]
    assert len(counted) == 2 * len(stems("Nouvelle 99", text(PORT, 99)))


def test_stems_are_fronts_of_words_and_pairs_of_dense_scripts() -> None:
    found = stems("Footballers play", "in [the port](https://e.org/x) 2024 東京都")
    assert list(found) == ["footba", "play", "the", "port", "東京", "京都"]
    assert found["footba"] == "Footballers"

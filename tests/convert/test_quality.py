"""The first seed, which the product was made for, and texts of our own: what a reader of each
must find.
"""

from __future__ import annotations

import json
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from plugins import config, hashing
from plugins.convert.convert import convert
from plugins.convert.evaluate import predict
from plugins.convert.types import Hints
from plugins.model import Block, Seed

if TYPE_CHECKING:
    from plugins.model import Conversion

KEY = "000_6c95f4fc2acd8dce.txt"
TITLE = (
    "Les États-Unis franchissent une étape majeure dans leur soutien à l’Ukraine "
    "face à l’alliance russo-coréenne"
)

CLOCK = datetime(2026, 11, 22, tzinfo=UTC)
OWN = tomllib.loads((Path(__file__).parent / "data" / "own.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", OWN)
def test_a_text_of_our_own_is_read_to_the_letter(name: str, project: Path) -> None:
    case = OWN[name]
    raw = json.dumps({"id": name, "raw": case["text"].lstrip("\n")})
    found = predict(raw, config.load(project), CLOCK)
    wanted = {key: case.get(key) for key in ("title", "authors", "date", "publisher", "lang")}
    assert {key: found[key] for key in wanted} == wanted


@pytest.fixture(scope="module")
def lines(project: Path) -> list[str]:
    return (project / "seeds" / KEY).read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def found(project: Path) -> Conversion:
    raw = (project / "seeds" / KEY).read_bytes()
    seed = Seed(KEY, raw, hashing.digest(raw))
    return convert(seed, Hints(CLOCK), config.load(project))


def test_its_title_is_its_first_line(found: Conversion) -> None:
    assert found.posts[0].title == TITLE


def test_its_body_is_its_eleven_paragraphs_to_the_word(found: Conversion, lines: list[str]) -> None:
    assert found.posts[0].blocks == tuple(Block("paragraph", line) for line in lines[1:12])


def test_its_source_is_its_last_line_of_text(found: Conversion) -> None:
    source = found.posts[0].source
    assert source is not None
    assert source.title == "Jforum.fr"


def test_its_remains_of_pictures_are_dropped_by_name(found: Conversion) -> None:
    dropped = [(each.line_no, each.text, each.rule) for each in found.dropped]
    assert dropped[-2:] == [(14, "![]() |", "image"), (15, "![]() |", "image")]
    assert dropped[:-2] == [(13, "Jforum.fr", "evidence for source")]


def test_its_address_reads_well(found: Conversion) -> None:
    assert "-a-l-ukraine-" in found.posts[0].slug + "-"
    assert len(found.posts[0].slug) <= 80


def test_it_names_its_language_and_no_date_or_author_that_it_does_not_hold(
    found: Conversion,
) -> None:
    post = found.posts[0]
    assert post.lang == "fr"
    assert post.authors == ()
    assert post.online_since

"""Predictions of labelled texts, as a scorer reads them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from plugins.convert import evaluate
from plugins.model import Block
from tests.convert.reading import article

if TYPE_CHECKING:
    from pathlib import Path

DATED = (article.HEADLINE, "By Jeanne Dubois", "12 November 2024", article.LEAD, article.SECOND)
CASES = (
    {"id": "dated", "raw": "\n".join(DATED), "gold": {"title": "not looked at"}},
    {"id": "undated", "raw": f"{article.HEADLINE}\n{article.LEAD}\n{article.SECOND}"},
    {"id": "refused", "raw": "   \n"},
)


def predictions(folder: Path, *options: str) -> list[evaluate.Prediction]:
    cases, found = folder / "cases.jsonl", folder / "found.jsonl"
    cases.write_text("".join(json.dumps(case) + "\n" for case in CASES), "utf-8")
    evaluate.main([str(cases), str(found), *options])
    return [json.loads(line) for line in found.read_text("utf-8").splitlines()]


def test_a_case_says_what_its_post_says(tmp_path: Path) -> None:
    assert predictions(tmp_path)[0] == {
        "id": "dated",
        "title": article.HEADLINE,
        "authors": ["Jeanne Dubois"],
        "date": "2024-11-12",
        "publisher": None,
        "lang": "en",
        "body_text": f"{article.LEAD}\n{article.SECOND}",
    }


def test_a_date_that_the_text_does_not_hold_is_not_said(tmp_path: Path) -> None:
    assert predictions(tmp_path)[1]["date"] is None


def test_a_refused_text_is_a_prediction_of_nothing(tmp_path: Path) -> None:
    assert predictions(tmp_path)[2] == {"id": "refused"}


def test_two_processes_say_the_same_as_one(tmp_path: Path) -> None:
    assert predictions(tmp_path, "--jobs", "2") == predictions(tmp_path)


@pytest.mark.parametrize(
    ("block", "lines"),
    [
        (Block("paragraph", "One."), "One."),
        (Block("list", children=(Block("item", "a"), Block("item", "b"))), "a\nb"),
        (
            Block(
                "table", children=(Block("row", children=(Block("cell", "a"), Block("cell", "b"))),)
            ),
            "a | b",
        ),
    ],
)
def test_blocks_become_lines_of_their_words(block: Block, lines: str) -> None:
    assert evaluate.plain([block]) == lines

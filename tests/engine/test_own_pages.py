"""The front page: where its lead stands."""

from __future__ import annotations

import pytest

from plugins.engine.own_pages import leaves_a_hole
from tests.theme.conftest import Sample

SAMPLE = Sample()
LONG = "Dans un tournant stratégique, le président a autorisé l’usage des missiles. " * 5
OTHERS = tuple(SAMPLE.card(n, title="Un titre de deux lignes, à peu près", summary=LONG)
               for n in range(3))  # fmt: skip


@pytest.mark.parametrize(
    ("title", "summary", "others", "expected"),
    [
        ("Un titre court", "Une phrase.", 3, True),
        ("Un titre court", "Une phrase.", 2, True),
        ("Un titre court", LONG, 1, False),
        ("Un titre qui prend toute la place de quatre lignes " * 2, LONG, 2, False),
        ("Un titre court", "", 0, False),
    ],
)
def test_a_lead_of_few_words_leaves_a_hole_beside_many(
    title: str, summary: str, others: int, expected: bool
) -> None:
    lead = SAMPLE.card(title=title, summary=summary)
    assert leaves_a_hole(lead, OTHERS[:others]) == expected


def test_a_picture_fills_its_column() -> None:
    lead = SAMPLE.card(title="Un titre", summary="", picture=SAMPLE.picture())
    assert not leaves_a_hole(lead, OTHERS)
    assert not leaves_a_hole(None, ())

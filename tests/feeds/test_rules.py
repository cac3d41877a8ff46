"""The rules notice what they are there for: each broken thing is told, each sound one passes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from plugins.feeds import rules
from plugins.feeds.values import Category, Link
from plugins.model import Author
from tests.feeds import newsroom
from tests.feeds.newsroom import CLOCK, FULL, article, settings

ATOM = next(
    feed
    for feed in newsroom.edition([FULL, article(2)], settings(), CLOCK).feeds
    if feed.spec.format == "atom"
)
ENTRY = ATOM.entries[0]

BROKEN: list[dict[str, Any]] = [
    {"id": "no id"},
    {"title": ""},
    {"summary": "a\x00b"},
    {"title": "two\nlines"},
    {"content": "<p>\ufffe</p>"},
    {"content": '<a href="/relative">x</a>'},
    {"content": '<img srcset="https://a.example/x 1x, y 2x">'},
    {"content": "<p onclick=x>y</p>"},
    {"content": "<script>x</script>"},
    {"content": '<a href="javascript:x">y</a>'},
    {"content": "<!-- x -->"},
    {"published": CLOCK.replace(tzinfo=None)},
    {"links": (Link("alternate", "/relative"),)},
    {"links": ()},
    {"tags": (Category("x", "tag/x/"),)},
    {"authors": (Author("x", "mailto"),)},
    {"original": "ftp://x.example/"},
]


def test_a_sound_entry_has_no_fault() -> None:
    assert rules.entry_faults(ENTRY) == ()


@pytest.mark.parametrize("fields", BROKEN, ids=str)
def test_a_broken_entry_is_told(fields: dict[str, Any]) -> None:
    assert rules.entry_faults(replace(ENTRY, **fields))


def test_an_entry_that_breaks_a_rule_is_left_out_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def suspicious(entry: Any) -> tuple[str, ...]:
        return ("it is odd",) if entry.id == FULL.post.id else ()

    monkeypatch.setattr(rules, "entry_faults", suspicious)
    made = newsroom.edition([FULL, article(2)], settings(), CLOCK)
    assert [entry.title for entry in made.feeds[0].entries] == ["Article 2"]
    assert [(p.where, p.message) for p in made.problems] == [
        ("content/posts/2024/11/article-7.md", "is in no feed: it is odd")
    ]

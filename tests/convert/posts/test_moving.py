"""A moved post has its new address, keeps the old one, and is the same otherwise."""

from __future__ import annotations

import pytest

from plugins.convert.posts.moving import with_address


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "Title: A\nUrl: 2026/11/a/\nDate: 2026-11-01\n\nText.\n",
            "Title: A\nUrl: 2026/11/b/\nDate: 2026-11-01\n\nText.\n",
        ),
        ("Title: A\n    B\n\nText.\n", "Url: 2026/11/b/\nTitle: A\n    B\n\nText.\n"),
        ("---\ntitle: A\n---\nText.\n", "---\nUrl: 2026/11/b/\ntitle: A\n---\nText.\n"),
    ],
)
def test_the_address_is_written_and_the_old_one_kept(before: str, after: str) -> None:
    moved = with_address(before, "a.md", "2026/11/a/", "2026/11/b/")
    lines = moved.split("\n")
    assert "Aliases: 2026/11/a/" in lines
    lines.remove("Aliases: 2026/11/a/")
    assert "\n".join(lines) == after


def test_earlier_aliases_stay_but_not_the_address_it_comes_back_to() -> None:
    text = "Title: A\nUrl: 2026/11/b/\nAliases: /2025/01/x/, 2026/11/a/\n\nText.\n"
    moved = with_address(text, "a.md", "2026/11/b/", "2026/11/a/")
    assert moved == "Title: A\nUrl: 2026/11/a/\nAliases: 2025/01/x/, 2026/11/b/\n\nText.\n"


def test_line_ends_of_windows_stay() -> None:
    moved = with_address("Title: A\r\n\r\nText.\r\n", "a.md", "a/", "b/")
    assert moved == "Url: b/\r\nAliases: a/\r\nTitle: A\r\n\r\nText.\r\n"

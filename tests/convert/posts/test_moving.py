"""A moved post keeps all of its lines but two, in any file that an editor may have saved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins import addresses, frontmatter
from plugins.convert.posts.header import split
from plugins.convert.posts.moving import asked_for, with_address
from plugins.errors import SeedpressError

OLD, NEW = "2026/11/old/", "2026/11/new/"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Title: A\n\nX\n", f"Url: {NEW}\nAliases: {OLD}\nTitle: A\n\nX\n"),
        ("\ufeffTitle: A\n\nX\n", f"\ufeffUrl: {NEW}\nAliases: {OLD}\nTitle: A\n\nX\n"),
        ("Title: A\r\n\r\nX\r\n", f"Url: {NEW}\r\nAliases: {OLD}\r\nTitle: A\r\n\r\nX\r\n"),
        ("Title: A\r\rX\r", f"Url: {NEW}\rAliases: {OLD}\rTitle: A\r\rX\r"),
        ("---\nTitle: A\n---\nX", f"---\nUrl: {NEW}\nAliases: {OLD}\nTitle: A\n---\nX"),
        (f"Title: A\nUrl: {OLD}\n\nX", f"Aliases: {OLD}\nTitle: A\nUrl: {NEW}\n\nX"),
        (
            "Title: A\nAliases: 1/,\n    2/\nUrl: x/\nurl: y/\n\nUrl: z",
            f"Title: A\nAliases: 1/, 2/, {OLD}\nUrl: {NEW}\n\nUrl: z",
        ),
        ("Title: A\n    B\n\nX", f"Url: {NEW}\nAliases: {OLD}\nTitle: A\n    B\n\nX"),
        ("Title: A", f"Url: {NEW}\nAliases: {OLD}\nTitle: A"),
        (f"Aliases: {NEW}\nTitle: A", f"Url: {NEW}\nAliases: {OLD}\nTitle: A"),
    ],
)
def test_two_lines_say_that_it_moved_and_where_it_was(before: str, after: str) -> None:
    assert with_address(before, "a.md", OLD, NEW) == after


def test_earlier_aliases_stay_but_not_the_address_it_comes_back_to() -> None:
    text = f"Title: A\nUrl: {NEW}\nAliases: /2025/01/x/, {OLD}\n\nX"
    moved = with_address(text, "a.md", NEW, OLD)
    assert moved == f"Title: A\nUrl: {OLD}\nAliases: 2025/01/x/, {NEW}\n\nX"


def test_a_comma_in_an_address_parts_no_aliases() -> None:
    once = with_address("Title: A\n\nX", "a.md", "2026/11/a,b/", NEW)
    assert asked_for(once, "a.md") == (NEW, "2026/11/a,b/")
    again = with_address(once, "a.md", NEW, OLD)
    assert asked_for(again, "a.md") == (OLD, "2026/11/a,b/", NEW)


@pytest.mark.parametrize("address", ["2026/11/a;b/", "2026/11/a  b/"])
def test_an_address_that_a_line_cannot_hold_is_refused(address: str) -> None:
    with pytest.raises(SeedpressError):
        with_address("Title: A\n\nX", "a.md", address, NEW)


@given(st.text(max_size=20), st.text(max_size=20), st.booleans())
def test_whatever_is_accepted_is_read_back(one: str, other: str, has_lines: bool) -> None:
    old, new = (addresses.given(f"2026/11/{each}/") for each in (one, other))
    text = "Title: A\nAliases: 1/\nUrl: 2/\n\nX" if has_lines else "Title: A\n\nX"
    if not (addresses.is_free(old) and addresses.is_free(new)):
        return
    try:
        moved = with_address(text, "a.md", old, new)
    except SeedpressError:
        return
    header, body = split(moved, "a.md")
    assert header.text("url") == new
    assert old == new or old in frontmatter.names(header.text("aliases"))
    assert (header.text("title"), body) == ("A", "X")

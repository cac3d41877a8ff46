"""What the lines on top of a post mean, to the converter and to the site alike."""

from __future__ import annotations

import pytest

from plugins import frontmatter
from plugins.model import Author, Rights, Source


def test_names_are_parted_by_semicolons_where_there_is_one() -> None:
    assert frontmatter.names("a/, b/") == ("a/", "b/")
    assert frontmatter.names("a,b/; c/;") == ("a,b/", "c/")
    assert frontmatter.names("") == ()


def test_a_name_that_stands_twice_is_one() -> None:
    assert frontmatter.names("Kiev, Moscou, Kiev") == ("Kiev", "Moscou")


@pytest.mark.parametrize(
    ("text", "flag"), [("yes", True), ("True", True), ("1", True), ("", False)]
)
def test_a_flag_is_set_by_saying_so(text: str, flag: bool) -> None:
    assert frontmatter.is_yes(text) is flag


def test_authors_have_the_addresses_that_stand_with_their_names() -> None:
    links = "Léa Roy <https://lea.example/> <lea@news.example>; P <p@x.example>"
    assert frontmatter.authors(("Léa Roy", "P", "Paul"), links) == (
        Author("Léa Roy", "https://lea.example/", "lea@news.example"),
        Author("P", "", "p@x.example"),
        Author("Paul"),
    )


def test_a_source_without_a_title_is_called_as_its_host() -> None:
    assert frontmatter.source("", "https://agence.example/port") == Source(
        "agence.example", "https://agence.example/port"
    )
    assert frontmatter.source("", "") is None


def test_noindex_is_one_of_the_words_for_robots() -> None:
    assert frontmatter.rights("", "", "NoIndex, nofollow") == Rights(noindex=True)


def test_digests_are_read_as_they_were_written_and_those_of_another_version_not_at_all() -> None:
    digest = frontmatter.mark("2024-11-18T00:00:00Z", "git")
    assert frontmatter.marks(f"{frontmatter.VERSION} date:{digest}") == {"date": digest}
    assert frontmatter.marks(f"v0 date:{digest}") == {}

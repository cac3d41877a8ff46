"""A seed becomes a conversion: nothing is lost, the editor's word wins, no bytes break it."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins import config, hashing, marks
from plugins.convert.convert import convert
from plugins.convert.types import Hints, Sidecar
from plugins.errors import Problem, SeedRefused
from plugins.model import Author, Origin, Seed, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from plugins.config import Settings
    from plugins.model import Block, Conversion, Post

CLOCK = datetime(2024, 11, 20, 8, 0, tzinfo=UTC)
TEXT = """Council votes to keep the old river bridge | The Valley Herald
By Ada Stone
The town council voted on Monday evening to repair the old bridge over the river, ending a \
dispute that had divided the town for almost a decade.
Engineers had warned that the arches would not last another winter, but residents argued that \
a new bridge would bring lorries through the old quarter.
Read also: Ferry sinks off the coast
valleyherald.example
![]() |
"""


@pytest.fixture(scope="module")
def site(project: Path) -> Settings:
    return config.from_mapping(
        project,
        {
            "DEFAULT_LANG": "en",
            "LANGUAGES": ["en", "fr", "de", "ar", "ru", "ja"],
            "TIMEZONE": "Europe/Paris",
            "SECTIONS": {"World": ["world"], "Town": ["society"]},
        },
    )


def seed(text: str | bytes, key: str = "a.txt") -> Seed:
    raw = text if isinstance(text, bytes) else text.encode()
    return Seed(key, raw, hashing.digest(raw))


def only(conversion: Conversion) -> Post:
    assert len(conversion.posts) == 1
    return conversion.posts[0]


def texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if block.text:
            yield block.text
        yield from texts(block.children)


def test_a_seed_becomes_one_post_without_id_and_address(site: Settings) -> None:
    post = only(convert(seed(TEXT), Hints(CLOCK), site))
    assert (post.id, post.url) == ("", "")
    assert post.title == "Council votes to keep the old river bridge"
    assert post.slug == "council-votes-to-keep-the-old-river-bridge"
    assert post.lang == "en"
    assert post.authors == (Author("Ada Stone"),)
    assert len(post.blocks) == 2


def test_lines_that_are_evidence_leave_the_body_and_are_named(site: Settings) -> None:
    found = convert(seed(TEXT), Hints(CLOCK), site)
    assert "Ada Stone" not in " ".join(texts(only(found).blocks))
    rules = {each.text: each.rule for each in found.dropped}
    assert rules["By Ada Stone"] == "evidence for authors"
    assert rules["Read also: Ferry sinks off the coast"] == "read also"
    assert rules["![]() |"] == "image"
    assert [each.line_no for each in found.dropped] == sorted(
        each.line_no for each in found.dropped
    )


def test_each_value_says_where_it_came_from(site: Settings) -> None:
    found = convert(seed(TEXT), Hints(CLOCK), site)
    fields = {guess.field for guess in found.guesses}
    assert {"title", "lang", "published", "authors"} <= fields
    assert all(0 <= guess.confidence <= 1 for guess in found.guesses)
    assert found.digest == hashing.digest(TEXT)


def test_the_editor_wins_over_the_text(site: Settings) -> None:
    sidecar = Sidecar(
        title="A bridge stays",
        lang="fr",
        published=datetime(2020, 1, 2, tzinfo=UTC),
        authors=(Author("Bo Field"),),
        source=Source("Herald"),
        tags=("bridges",),
        category="Town",
        status="draft",
        pinned=True,
    )
    found = convert(seed(TEXT), Hints(CLOCK, sidecar=sidecar), site)
    post = only(found)
    assert (post.title, post.slug, post.lang) == ("A bridge stays", "a-bridge-stays", "fr")
    assert (post.published, post.published_origin) == (sidecar.published, Origin.SIDECAR)
    assert (post.authors, post.source) == ((Author("Bo Field"),), Source("Herald"))
    assert (post.tags, post.category, post.status, post.pinned) == (
        *(("bridges",), "Town", "draft"),
        True,
    )
    of_title = [guess for guess in found.guesses if guess.field == "title"]
    assert [(guess.value, guess.origin) for guess in of_title] == [
        ("A bridge stays", Origin.SIDECAR)
    ]
    assert "title given in the sidecar" in {each.rule for each in found.dropped}


def test_no_seed_sets_its_own_status_slug_or_address(site: Settings) -> None:
    head = "Status: draft\nSlug: evil\nSave_as: ../../x.html\nUrl: /evil/\nTemplate: evil\n"
    post = only(convert(seed(head + TEXT), Hints(CLOCK), site))
    assert (post.status, post.url) == ("published", "")
    assert post.slug == "council-votes-to-keep-the-old-river-bridge"


def test_an_uncertain_encoding_is_a_guess(site: Settings) -> None:
    raw = "L’été à la plage\nLes enfants ont payé 5 € à l’entrée du café.\n".encode("windows-1252")
    found = convert(seed(raw), Hints(CLOCK), site)
    assert [g.value for g in found.guesses if g.field == "encoding"] == ["windows-1252"]


@pytest.mark.parametrize("key", ["a.unheard", "folder.txt/a", "a"])
def test_an_unknown_format_is_refused_and_the_known_ones_named(key: str, site: Settings) -> None:
    with pytest.raises(SeedRefused) as caught:
        convert(seed("text", key), Hints(CLOCK), site)
    assert caught.value.problem.code == "unknown-format"
    assert ".txt" in caught.value.problem.remedy


def test_the_ending_of_a_name_may_be_in_capitals(site: Settings) -> None:
    assert only(convert(seed("A headline", "A.TXT"), Hints(CLOCK), site)).title == "A headline"


pieces = st.one_of(
    st.sampled_from(TEXT.splitlines()),
    st.sampled_from(["Login", "Menu", "Source: Herald", "(AFP)", "By Bo Field and Ada Stone", ""]),
    st.sampled_from(
        ["18 November 2024", "Publié le 18 novembre 2024", "- one", "| a | b |", "> x"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60),
)


@given(lines=st.lists(pieces, max_size=25))
def test_every_word_of_a_seed_is_in_its_post_its_evidence_or_its_drops(
    lines: list[str], site: Settings
) -> None:
    try:
        found = convert(seed("\n".join(lines)), Hints(CLOCK), site)
    except SeedRefused:
        return
    post = only(found)
    there = " ".join(
        [post.title, *texts(post.blocks)]
        + [each.text for each in found.dropped]
        + [guess.evidence for guess in found.guesses]
    )
    for word in re.findall(r"[a-zA-Z]{2,}", "\n".join(lines)):
        if word not in {"shy", "nbsp", "zwnj", "zwj"}:
            assert word in there


@given(lines=st.lists(pieces, max_size=25))
def test_no_word_of_title_body_and_summary_is_invented(lines: list[str], site: Settings) -> None:
    text = "\n".join(lines)
    try:
        post = only(convert(seed(text), Hints(CLOCK), site))
    except SeedRefused:
        return
    plain = html.unescape(text)
    joined = re.sub(r"-?\s*\n\s*", "", plain)  # a word may go on in the next line
    for shown in (post.title, post.summary, *map(marks.unmarked, texts(post.blocks))):
        for word in re.findall(r"[a-zA-Z]{2,}", shown):
            assert word in plain or word in joined


def told(raw: Seed, site: Settings) -> Conversion | Problem:
    try:
        return convert(raw, Hints(CLOCK), site)
    except SeedRefused as refused:
        return refused.problem


@given(lines=st.lists(pieces, max_size=25))
def test_converting_twice_gives_the_same_twice(lines: list[str], site: Settings) -> None:
    raw = seed("\n".join(lines))
    assert told(raw, site) == told(raw, site)


@given(
    raw=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda t: t.encode("utf-8")))
)
def test_any_bytes_end_in_a_post_or_in_a_named_problem(raw: bytes, site: Settings) -> None:
    try:
        post = only(convert(seed(raw), Hints(CLOCK), site))
    except SeedRefused as refused:
        problem = refused.problem
    else:
        assert post.title
        assert post.slug
        return
    assert problem.where == "seeds/a.txt"
    assert problem.remedy

"""What the metadata of a post says."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import just
from pelican.contents import Article as PelicanArticle
from pelican.plugins import signals
from pelican.settings import DEFAULT_CONFIG

from plugins.adapter.content import NewsContent
from plugins.adapter.meta import Meta, post_of
from plugins.config import from_mapping
from plugins.dates import iso
from plugins.frontmatter import VERSION, mark
from plugins.model import Image, Origin

NOON = datetime(2024, 11, 18, 12, tzinfo=UTC)


def test_a_date_without_an_origin_is_the_editors() -> None:
    assert Meta({}).date_origin(NOON) is Origin.EDITOR
    assert Meta({"date_origin": "a bird"}).date_origin(NOON) is Origin.EDITOR
    assert Meta({"date_origin": "file time"}).date_origin(NOON) is Origin.FILE_TIME


def test_names_that_nobody_sees_are_none() -> None:
    unseen = ["\x01", "\u200b", " ", ""]
    content = SimpleNamespace(
        metadata={},
        title="T",
        date=NOON,
        category="",
        tags=[*unseen, "mer", "\N{PARTY POPPER}"],
        authors=[*unseen, "Léa"],
        status="published",
    )
    post = post_of(content, "a.md", from_mapping(Path("/p"), {}))
    assert post.tags == ("mer", "\N{PARTY POPPER}")
    assert [author.name for author in post.authors] == ["Léa"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "www.example.org", "https://", "https:// x"]
)
def test_an_address_that_is_none_is_named(url: str) -> None:
    (problem,) = Meta({"source_url": url}).misled("content/posts/a.md")
    assert problem.where == "content/posts/a.md"
    assert "Source_url" in problem.message
    assert [each.message for each in Meta({"canonical": url}).misled("")]


def test_an_address_of_a_page_is_no_problem() -> None:
    good = {"source_url": "https://example.org/page", "canonical": "http://example.org"}
    assert [*Meta(good).misled("")] == []
    assert [*Meta({"source_url": ""}).misled("")] == []


METADATA = st.fixed_dictionaries(
    {"title": st.text(max_size=20)},
    optional={
        "date": st.datetimes(),
        "modified": st.datetimes(timezones=just(UTC)),
        "slug": st.text("ab-", min_size=1),
        "lang": st.sampled_from(["fr", "en"]),
        "date_format": just("%Y"),
        "status": st.sampled_from(["draft", "Hidden"]),
        "summary": st.text(max_size=9),
        "url": just("x/"),
    },
)


@given(METADATA, st.sampled_from([{}, {"fr": "%d/%m/%y"}]))
def test_an_article_has_all_that_pelicans_own_has(
    metadata: dict[str, Any], formats: dict[str, str]
) -> None:
    settings = {**DEFAULT_CONFIG, "DATE_FORMATS": formats, "DEFAULT_DATE_FORMAT": "%a %d %B %Y"}
    ours, pelicans = (
        made("<p>x</p>", dict(metadata), settings, "/x/y.md", {})
        for made in (NewsContent, PelicanArticle)
    )
    for name in vars(pelicans):
        assert repr(getattr(ours, name)) == repr(getattr(pelicans, name)), name
    assert hasattr(ours, "locale_date") == ("date" in metadata or hasattr(pelicans, "date"))
    assert hasattr(ours, "locale_modified") == ("modified" in metadata)


def test_who_is_told_of_a_new_article_sees_its_date_in_words() -> None:
    seen: list[str] = []

    def note(content: NewsContent) -> None:
        seen.append(content.locale_date)

    with signals.content_object_init.connected_to(note):
        metadata = {"title": "x", "date": NOON}
        NewsContent("", metadata, {**DEFAULT_CONFIG, "DEFAULT_DATE_FORMAT": "%Y"}, "/x.md", {})
    assert seen == ["2024"]


@pytest.mark.parametrize(
    ("generated", "origin"),
    [
        ("", Origin.TEXT),
        (f"{VERSION} title:00000000", Origin.TEXT),
        (f"{VERSION} date:{mark(iso(NOON), 'text')}", Origin.TEXT),
        (f"{VERSION} date:{mark(iso(NOON), 'git')}", Origin.EDITOR),
        (f"{VERSION} date:", Origin.EDITOR),
        ("v0 date:00000000", Origin.TEXT),
    ],
)
def test_a_date_that_is_no_more_as_it_was_generated_is_the_editors(
    generated: str, origin: Origin
) -> None:
    assert Meta({"date_origin": "text", "generated": generated}).date_origin(NOON) is origin


def test_a_value_is_one_line_whatever_it_is_made_of() -> None:
    meta = Meta({"note": ["a", " b\n"], "pinned": 0, "source": None, "rights": ""})
    assert [meta.text(key) for key in ("note", "pinned", "source", "rights", "lang")] == [
        "a b",
        "0",
        "None",
        "",
        "",
    ]


def test_an_image_is_named_by_its_path_below_the_content_folder() -> None:
    meta = Meta({"image": "{static}/images/port.jpg", "image_alt": "Le port"})
    assert meta.image() == Image("images/port.jpg", "Le port")
    assert Meta({}).image() is None


@pytest.mark.parametrize(
    ("metadata", "address"),
    [
        ({}, ""),
        ({"url": "/2024/11/a/"}, "2024/11/a/"),
        ({"save_as": "2024/11/a/index.html"}, "2024/11/a/"),
        ({"save_as": "old/page.html"}, "old/page.html"),
    ],
)
def test_an_address_is_a_path_below_the_site(metadata: dict[str, str], address: str) -> None:
    assert Meta(metadata).address() == address


@pytest.mark.parametrize(
    "url",
    ["../x/", "a/../x/", "/", "index.html", "feed.atom.xml", "tag/x/", "Tag/x/", "a\\b/", "a//b/",
     "no-end", "c:/x/", "a/\x00/", "theme/css/site.css", "drafts/x/"],
)  # fmt: skip
def test_no_post_takes_a_place_that_is_not_its_own(url: str) -> None:
    with pytest.raises(ValueError, match="not one that a post may have"):
        Meta({"url": url}).address()

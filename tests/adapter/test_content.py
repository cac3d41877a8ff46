"""What the metadata of a post says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from plugins.adapter.content import Meta
from plugins.dates import iso
from plugins.frontmatter import VERSION, mark
from plugins.model import Image, Origin

NOON = datetime(2024, 11, 18, 12, tzinfo=UTC)


def test_a_date_without_an_origin_is_the_editors() -> None:
    assert Meta({}).date_origin(NOON) is Origin.EDITOR
    assert Meta({"date_origin": "a bird"}).date_origin(NOON) is Origin.EDITOR
    assert Meta({"date_origin": "file time"}).date_origin(NOON) is Origin.FILE_TIME


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

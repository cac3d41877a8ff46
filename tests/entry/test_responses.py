"""What a request gets: the right file with the right headers, or nothing."""

from __future__ import annotations

import os
from email.utils import formatdate
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.entry.responses import TYPES, Site, media_type, respond, segments

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from plugins.entry.responses import Answer

NOTHING: dict[str, str] = {}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small site, with a neighbour whose name begins with the site's."""
    output = tmp_path / "output"
    for name, text in {
        "index.html": "<p>front",
        "404.html": "<p>nothing here",
        "a b/é/index.html": "<p>article",
        "feed.json": "{}",
        "feed.atom.xml": "<feed/>",
        ".git/config": "secret",
        ".env": "secret",
        "a/.hidden/page.html": "secret",
        "empty/inner.txt": "text",
    }.items():
        place = output / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    (tmp_path / "output-private").mkdir()
    (tmp_path / "output-private" / "key.txt").write_text("secret", encoding="utf-8")
    return output


def get(root: Path, target: str, headers: Mapping[str, str] = NOTHING, prefix: str = "") -> Answer:
    return respond(Site(root, prefix), "GET", target, headers)


# --- Addresses ------------------------------------------------------------------------------


def test_the_front_page_is_the_index_of_the_root(root: Path) -> None:
    answer = get(root, "/")
    assert (answer.status, answer.body) == (200, b"<p>front")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


def test_a_query_does_not_change_the_file(root: Path) -> None:
    assert get(root, "/?page=../../etc/passwd").body == b"<p>front"


def test_a_folder_without_its_slash_is_sent_there_with_its_query(root: Path) -> None:
    answer = get(root, "/a%20b/%C3%A9?x=1")
    assert (answer.status, answer.headers["Location"]) == (301, "/a%20b/%C3%A9/?x=1")
    assert get(root, "/a%20b/%C3%A9/").body == b"<p>article"


def test_a_folder_without_an_index_is_not_listed(root: Path) -> None:
    assert get(root, "/empty/").status == 404


def test_a_missing_page_shows_the_site_s_own_404(root: Path) -> None:
    answer = get(root, "/nowhere/")
    assert (answer.status, answer.body) == (404, b"<p>nothing here")
    (root / "404.html").unlink()
    assert b"nothing at this address" in get(root, "/nowhere/").body


@pytest.mark.parametrize(
    "target",
    [
        *("/../output-private/key.txt", "/%2e%2e/output-private/key.txt"),
        *("/%252e%252e/output-private/key.txt", "/..%2foutput-private/key.txt"),
        *("/..%5coutput-private%5ckey.txt", "/..\\output-private\\key.txt"),
        *("/a/../../output-private/key.txt", "/./index.html", "/index.html%00.txt"),
        *("/index.html/", "/feed.json/x", "//index.html", "/a//index.html"),
        *("/.git/config", "/.env", "/%2eenv", "/a/.hidden/page.html", "/%ff", "/%c0%ae%c0%ae/x"),
        *("index.html", "http://127.0.0.1/index.html", "*", ""),
        "/" + "a" * 5000,
    ],
)
def test_a_dishonest_address_finds_nothing(root: Path, target: str) -> None:
    answer = get(root, target)
    assert answer.status == 404
    assert b"secret" not in answer.body


def test_no_address_sends_the_reader_to_another_host(root: Path) -> None:
    (root / "evil.example").mkdir()
    for target in ("//evil.example", "///evil.example", "/%2f/evil.example", "/\\evil.example"):
        assert "Location" not in get(root, target).headers
    assert get(root, "/evil.example").headers["Location"] == "/evil.example/"


@given(st.text(max_size=60))
def test_no_address_at_all_has_a_parent_or_a_hidden_name_in_it(path: str) -> None:
    names = segments("/" + path)
    assert names is None or not any(
        name.startswith(".") or {"/", "\\", "\0"} & set(name) for name in names
    )


def test_a_link_that_leads_out_is_not_followed(root: Path) -> None:
    (root / "key.txt").symlink_to(root.parent / "output-private" / "key.txt")
    (root / "private").symlink_to(root.parent / "output-private")
    (root / "loop").symlink_to(root / "loop")
    for target in ("/key.txt", "/private/key.txt", "/private/", "/private", "/loop"):
        assert get(root, target).status == 404


def test_a_link_within_the_site_and_a_root_that_is_a_link_are_followed(root: Path) -> None:
    (root / "latest").symlink_to(root / "a b")
    (root.parent / "live").symlink_to(root)
    assert get(root.parent / "live", "/latest/%C3%A9/").body == b"<p>article"


def test_a_pipe_is_not_waited_for(root: Path) -> None:
    os.mkfifo(root / "pipe.txt")
    assert get(root, "/pipe.txt").status == 404


def test_the_path_of_the_site_s_address_is_taken_off(root: Path) -> None:
    assert get(root, "/news/feed.json", prefix="/news").body == b"{}"
    assert get(root, "/news/a", prefix="/news").headers["Location"] == "/news/a/"
    for target in ("/", "/news"):
        answer = get(root, target, prefix="/news")
        assert (answer.status, answer.headers["Location"]) == (302, "/news/")
    assert get(root, "/feed.json", prefix="/news").status == 404
    assert get(root, "/newsfeed.json", prefix="/news").status == 404


# --- Headers --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("feed.json", "application/feed+json; charset=utf-8"),
        ("search.json", "application/json; charset=utf-8"),
        ("feed.rss.xml", "application/xml; charset=utf-8"),
        ("feed.atom.xml", "application/xml; charset=utf-8"),
        ("all.opml", "text/x-opml; charset=utf-8"),
        ("Font.WOFF2", "font/woff2"),
        ("photo.avif", "image/avif"),
        ("site.webmanifest", "application/manifest+json; charset=utf-8"),
        ("CNAME", "application/octet-stream"),
    ],
)
def test_a_file_s_name_decides_its_type(name: str, expected: str) -> None:
    assert media_type(name) == expected


def test_every_text_type_names_its_charset() -> None:
    text = [
        kind for _, kind in TYPES if kind.startswith("text/") or "json" in kind or "+xml" in kind
    ]
    assert all(kind.endswith("; charset=utf-8") for kind in text)


def test_the_tag_is_made_of_the_bytes_alone(root: Path) -> None:
    first = get(root, "/feed.json").headers["ETag"]
    os.utime(root / "feed.json", (1, 1))
    assert get(root, "/feed.json").headers["ETag"] == first
    (root / "feed.json").write_text("[]", encoding="utf-8")
    os.utime(root / "feed.json", (1, 1))
    assert get(root, "/feed.json").headers["ETag"] != first


def test_a_client_that_has_the_bytes_gets_no_body(root: Path) -> None:
    tag = get(root, "/feed.json").headers["ETag"]
    for offered in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        answer = get(root, "/feed.json", {"if-none-match": offered})
        assert (answer.status, answer.body, answer.headers["ETag"]) == (304, b"", tag)
    assert get(root, "/feed.json", {"if-none-match": '"other"'}).status == 200
    assert get(root, "/nowhere", {"if-none-match": "*"}).status == 404


def test_a_client_may_ask_by_date_and_the_tag_counts_before_it(root: Path) -> None:
    os.utime(root / "feed.json", (1_700_000_000.9, 1_700_000_000.9))
    same, older = (formatdate(1_700_000_000 - ago, usegmt=True) for ago in (0, 1))
    assert get(root, "/feed.json").headers["Last-Modified"] == same
    assert get(root, "/feed.json", {"if-modified-since": same}).status == 304
    assert get(root, "/feed.json", {"if-modified-since": older}).status == 200
    assert get(root, "/feed.json", {"if-modified-since": "yesterday"}).status == 200
    both = {"if-modified-since": same, "if-none-match": '"other"'}
    assert get(root, "/feed.json", both).status == 200

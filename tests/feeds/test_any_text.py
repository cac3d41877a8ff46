"""Any text at all, in any field: every feed stays well-formed and keeps the other entries."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from lxml import etree

from plugins.feeds import rules
from plugins.model import Author, Image, Rights, Source
from tests.feeds import newsroom
from tests.feeds.newsroom import CLOCK, DAY, FULL, article, settings

if TYPE_CHECKING:
    from collections.abc import Callable

SITE = "https://lefil.example/news"
#: What has broken feeds of others.
NASTY = (
    *("\x00", "\x0b", "\x1b[31m", "\x85", "\ufffe", "\uffff", "\U0001ffff", "\ud800", "\udfff"),
    *("]]>", "<![CDATA[", "<script>alert(1)</script>", "<iframe src=//x.example>", "<!--", "-->"),
    *("<?xml?>", "<!DOCTYPE x [<!ENTITY y 'z'>]>", "&y;", "&#0;", "&nbsp;", "&amp;lt;", "<b", "\r"),
    *('<a href="javascript:x">', '<img src="/a b.png" onerror=x>', "<a href=/x>", "<p style=x>"),
    *("<svg><style><img src=x onerror=y>", "<form action=/x>", "<base href=//x.example>"),
    *("\u202e", "\u2066", "\u200f", "خبر", "中国", "\U0001f680\U0001f1eb\U0001f1f7", "e\u0301"),
    *("<guerre>", "AT&T", "R&amp;D", "  ", "\u2028", "\ufeff", "\x7f", "\u00ad"),
)
PIECE = st.sampled_from(NASTY) | st.text(st.characters(codec=None), max_size=12)
TEXT = st.lists(PIECE, max_size=8).map("".join) | st.sampled_from(["", " ", "mot " * 50_000])
URL = TEXT | st.sampled_from(
    ["javascript:x", "data:text/html,x", "//x.example/", "http://[", "https://é.example/ü?a=b&c#d"]
)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "title": TEXT,
    "summary": TEXT,
    "lang": st.sampled_from(["fr", "ar", "zh-Hans"]) | TEXT,
    "category": TEXT,
    "tags": st.lists(TEXT, max_size=3).map(tuple),
    "authors": st.lists(st.builds(Author, TEXT, URL, TEXT), max_size=3).map(tuple),
    "source": st.none() | st.builds(Source, TEXT, URL),
    "image": st.none() | st.builds(Image, URL, TEXT, TEXT, TEXT),
    "rights": st.builds(Rights, TEXT, URL),
    "updated": st.none()
    | st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001
        lambda moment: moment.replace(tzinfo=UTC)
    ),
}
POST = st.fixed_dictionaries({}, optional=FIELDS)


def check_everything(html: str, fields: dict[str, Any]) -> None:
    """Every feed of a dirty article between two clean ones keeps every rule."""
    made, problems = newsroom.artifacts(
        [article(1, html, **fields), FULL, article(2, published=DAY)], settings(), CLOCK
    )
    assert problems == ()
    for artifact in made:
        faults = rules.check(artifact.data, artifact.path, f"{SITE}/{artifact.path}", CLOCK)
        assert faults == (), artifact.path
    by_path = {artifact.path: artifact.data for artifact in made}
    wanted = {article(1).post.id, FULL.post.id, article(2).post.id}
    assert {each["id"] for each in json.loads(by_path["feed.json"])["items"]} == wanted
    rss, atom = (etree.fromstring(by_path[f"feed.{name}.xml"]) for name in ("rss", "atom"))
    assert (rss.tag, atom.tag) == ("rss", f"{rules.ATOM}feed")
    assert {each.findtext("guid") for each in rss.iter("item")} == wanted
    assert {each.findtext(f"{rules.ATOM}id") for each in atom.iter(f"{rules.ATOM}entry")} == wanted


def fuzz(count: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """``count`` articles, whatever the profile."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    return examples(max_examples=count, suppress_health_check=slow, deadline=None)


@fuzz(40)
@given(html=TEXT, fields=POST)
def test_any_article_leaves_every_feed_whole(html: str, fields: dict[str, Any]) -> None:
    check_everything(html, fields)


@pytest.mark.slow
@fuzz(2000)
@given(html=TEXT, fields=POST)
def test_two_thousand_articles_leave_every_feed_whole(html: str, fields: dict[str, Any]) -> None:
    check_everything(html, fields)


@pytest.mark.parametrize("nasty", NASTY, ids=ascii)
def test_each_of_what_broke_others_in_every_field(nasty: str) -> None:
    texts = dict.fromkeys(("title", "summary", "category", "lang"), f"a{nasty}b")
    more = {
        "tags": (nasty, f"x{nasty}"),
        "authors": (Author(f"A{nasty}", nasty, nasty),),
        "source": Source(f"S{nasty}", f"https://x.example/{nasty}"),
        "rights": Rights(nasty),
    }
    check_everything(f"<p>{nasty}</p>{nasty}", texts | more)


def test_a_title_of_200_kilobytes_and_none_at_all() -> None:
    check_everything("<p>x</p>", {"title": "é" * 100_000})
    check_everything("<p>x</p>", {"title": "<" * 200_000})
    check_everything("", {"title": "", "summary": ""})

"""HTML that is safe to show."""

from __future__ import annotations

import re
from pathlib import Path

import nh3
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from plugins.adapter import html as html_module
from plugins.adapter.body import finished
from plugins.adapter.html import finish, left_out, plain, sanitise, words_of
from plugins.config import from_mapping
from plugins.errors import Problem
from plugins.text import count_words

SETTINGS = from_mapping(Path("/p"), {})
HOSTILE = (
    "<script>alert(1)</script>",
    "<p onclick=alert(1)>x</p>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<img src=x onerror=alert(1)>",
    "<img srcset='javascript:alert(1) 1x'>",
    "<iframe src='https://evil.example'></iframe>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<form action='https://evil.example'><input name=q></form>",
    "<style>body{display:none}</style>",
    "<p style='position:fixed'>x</p>",
    "<q cite='javascript:alert(1)'>x</q>",
    "<base href='https://evil.example'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<object data='data:text/html,x'></object>",
    "<p id=main name=body class=x>x</p>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
)


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_active_gets_through(html: str) -> None:
    soup = BeautifulSoup(sanitise(html), "lxml")
    assert not soup.find(["script", "iframe", "style", "form", "object", "base", "meta", "svg"])
    for tag in soup.find_all(True):
        for name, value in tag.attrs.items():
            assert not name.startswith("on")
            assert name not in {"style", "class", "name", "id"}
            assert "script:" not in "".join(str(value).split())
            assert not str(value).startswith("data:")


@pytest.mark.parametrize(
    "html",
    [
        "<img src='https://evil.example/x.png'>",
        "<img alt='>' src=//evil.example/x.png>",
        "<img src='/\t/evil.example/x.png'>",
        "<img src='\\\\evil.example/x.png'>",
        "<img srcset='/a.png 1x, https://evil.example/b.png 2x'>",
        "<picture><source srcset=' //evil.example/b.png 2x'></picture>",
        "<img src='data:image/png;base64,AAAA'>",
    ],
)
def test_no_picture_is_fetched_from_another_host(html: str) -> None:
    shown = sanitise(f"<p>a{html}b</p>")
    assert "evil" not in shown
    assert "data:" not in shown
    assert "<img" not in shown
    assert len(left_out(html)) == 1


@pytest.mark.parametrize(
    "html",
    [
        '<img src="/images/a.png" alt="x > y src=">',
        '<img alt="a > b" src="a-b.png">',
        '<img srcset="/a.png 1x, /b.png 2x" alt="">',
    ],
)
def test_pictures_of_the_site_stay(html: str) -> None:
    assert "src" in sanitise(html)
    assert sanitise(html).count("<img") == 1
    assert left_out(html) == ()


@pytest.mark.parametrize(
    ("html", "element"),
    [
        ('<iframe src="https://a.example/v"></iframe>', "iframe"),
        ('<IFRAME width=5 SRC="https://a.example/v">', "iframe"),
        ('<script src="https://a.example/v"></script>', "script"),
        ('<video src="https://a.example/v"></video>', "video"),
        ('<object data="https://a.example/v"></object>', "object"),
    ],
)
def test_what_is_shown_of_others_is_named_as_what_it_is(html: str, element: str) -> None:
    assert left_out(f"<p>a</p>{html}") == ((element, "https://a.example/v"),)
    problems: list[Problem] = []
    finished(html, "a.md", "en", SETTINGS, problems)
    (problem,) = problems
    assert problem.message == f"the <{element}> of 'https://a.example/v' is left out"


def test_a_sound_of_the_site_is_named_as_well() -> None:
    assert left_out('<audio controls src="/a.mp3"></audio>') == (("audio", "/a.mp3"),)
    assert left_out('<p title="a" data-src="b">src = "c"</p>') == ()


def test_footnotes_keep_the_ids_that_their_links_need() -> None:
    html = '<sup id="fnref:1"><a href="#fn:1">1</a></sup><ol><li id="fn:1">Note</li></ol>'
    assert sanitise(html) == html


@pytest.mark.parametrize(
    ("before", "after"),
    [("354", "233"), ("2462", "2342"), ("55", "22"), ("23456", "23456"), ("634", "223")],
)
def test_headings_skip_no_level(before: str, after: str) -> None:
    html = "".join(f"<h{level}>A</h{level}>" for level in before)
    assert sanitise(html) == "".join(f"<h{level}>A</h{level}>" for level in after)


def test_headings_start_below_the_pages_own_title() -> None:
    assert sanitise("<h1>A</h1><h2>B</h2>") == "<h2>A</h2><h2>B</h2>"


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 400,
        "<div>x" * 60_000,
        "<div></b>" * 400,
        "<b><i title='>'>" * 200,
        "x" * 8_000_001,
    ],
)
def test_what_is_too_large_or_too_deep_is_refused(html: str) -> None:
    with pytest.raises(ValueError, match="too"):
        sanitise(html)


@pytest.mark.parametrize("html", ["<p>x" * 999, "<div>x</div>" * 999, "<ul><li>x<li>y</ul>" * 999])
def test_many_elements_beside_each_other_are_not_deep(html: str) -> None:
    assert "x" in sanitise(html)


@given(st.text(max_size=200))
def test_any_text_comes_out_as_html_that_stays_as_it_is(text: str) -> None:
    once = finish(text, "fr")
    assert finish(once, "fr") == once


PIECES = (
    *("<p>", "</p>", "<em>", "</em>", "<h1>", "</h1>", "<H1 x>", "<h3>", "<h5>", "</h5>", "<div>"),
    *("<img src='a.png'>", "<img srcset=x>", "<source>", "<a href='javascript:x'>", "</a>", "<li>"),
    *('<a href="/x" title="a > b">', "<ul>", "</ul>", "<script>", "</script>", "<!-- x -->", "<b"),
    *("&amp;", "&lt;", "&nbsp;", "&quot;", "&#160;", "&", "ſrc=x", "src=", "<q cite='http://a'>"),
    *("<li id='fn:1'>", "a", "l’été", "a-b", " ", "\n", "\u00a0", "\x00", "\r", "é", '"', ">"),
)
pieces = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


@given(pieces)
def test_whatever_is_skipped_is_what_would_change_nothing(html: str) -> None:
    lowered = re.sub(r"<(/?)h1(?=[\s>])", r"<\1h2", html, flags=re.IGNORECASE)
    clean = nh3.clean(
        lowered,
        tags=set(html_module._TAGS),
        attributes=html_module._ATTRIBUTES,
        attribute_filter=html_module._filter,
        url_schemes=html_module._SCHEMES,
        link_rel=None,
    )
    assert sanitise(html) == html_module._levelled(html_module._NO_PICTURE.sub("", clean))


@given(pieces.map(sanitise))
def test_words_are_those_of_the_plain_text(html: str) -> None:
    assert words_of(html) == count_words(plain(html))
    assert plain(html) == re.sub(r"\s+", " ", plain(html)).strip()


def test_plain_text_and_words_are_those_that_are_read() -> None:
    html = "<p>L’Ukraine &amp; l’<em>OTAN</em></p><p>a &lt; b</p>"
    assert plain(html) == "L’Ukraine & l’OTAN a < b"
    assert words_of("<p>Deux mots</p><p>et trois</p>") == 4


def test_what_trusted_html_does_not_show_is_no_text() -> None:
    html = "<!-- a > b --><p>Un&eacute; <b>É</b>tat</p><script>let x = 1</script>"
    assert plain(finish(html, "fr", trusted=True), trusted=True) == "Uné État"


def test_trusted_html_too_deep_for_feeds_is_refused_as_well() -> None:
    with pytest.raises(ValueError, match="nested"):
        finish("<div>" * 300, "fr", trusted=True)


def test_cells_keep_their_alignment_as_a_class_and_no_other_class() -> None:
    table = (
        '<table><tr><th style="text-align: right;">A</th><td style="text-align: center;">1</td>'
        '<td style="text-align: left;">2</td><td class="masthead">3</td></tr></table>'
    )
    cells = re.findall(r"<t[dh][^>]*>", sanitise(table))
    assert cells == ['<th class="at-end">', '<td class="at-center">', "<td>", "<td>"]


def test_only_addresses_are_named_as_left_out() -> None:
    html = '<p class="x" id="y"><img src="https://elsewhere.example/a.png" class="wide"></p>'
    assert left_out(html) == (("img", "https://elsewhere.example/a.png"),)

"""The HTML of entries: sanitised, absolute, and left alone by whoever reads it."""

from __future__ import annotations

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.feeds import content, rules, urls
from plugins.model import Image
from plugins.text import legal

PAGE = "https://lefil.example/news/2024/11/kiev/"

ADDRESSES = [
    ("/news/x/", "https://lefil.example/news/x/"),
    ("../y/", "https://lefil.example/news/2024/11/y/"),
    ("#fn:1", PAGE + "#fn:1"),
    ("", PAGE),
    ("//cdn.example/a.png", "https://cdn.example/a.png"),
    ("https://exämple.org/ü?q=é#ß", "https://xn--exmple-cua.org/%C3%BC?q=%C3%A9#%C3%9F"),
    ("https://a.example/100%", "https://a.example/100%25"),
    (" \n https://a.example/b c\t", "https://a.example/b%20c"),
    ("mailto:a@b.example", "mailto:a@b.example"),
    ("javascript:alert(1)", ""),
    ("java\nscript:alert(1)", ""),
    ("data:text/html,x", ""),
    ("http:///x", ""),
    ("https://[::1", ""),
    ("https://ex ample.org/", ""),
    ("tel:+331", ""),
]


@pytest.mark.parametrize(("reference", "expected"), ADDRESSES)
def test_an_address_is_read_as_on_the_articles_page_or_not_used(
    reference: str, expected: str
) -> None:
    assert urls.resolve(PAGE, reference) == expected


@given(st.text())
def test_a_resolved_address_is_absolute_and_stays_as_it_is(reference: str) -> None:
    found = urls.resolve(PAGE, reference)
    assert not found or (urls.is_absolute(found) and urls.resolve(PAGE, found) == found)


HOSTILE = [
    "<script>alert(1)</script>",
    '<p onclick="x()">a</p>',
    '<a href="javascript:alert(1)">a</a>',
    '<a href="JaVaScRiPt&colon;alert(1)">a</a>',
    "<img src=x onerror=alert(1)>",
    '<iframe src="https://evil.example/"></iframe>',
    '<form action="/x"><input name="a"></form>',
    '<p style="position:fixed">a</p>',
    "<svg><script>alert(1)</script></svg>",
    '<math><a xlink:href="javascript:x">a</a></math>',
    "<!-- <script> --><p>a</p>",
    "<p>]]></p>",
    "<p>a\x00b\x08c\ud800d\ufffee&#1;&#xFFFE;</p>",
    '<a href="x" title="</p><script>">a</a>',
    "<style>p{}</style><template><p>x</p></template>",
    '<source srcset="/a 1x"><video poster="/p.png"><source src="/v.mp4"></video>',
    '<img srcset="/a.png 2x" src="/a.png"><meta http-equiv="refresh" content="0">',
    '<base href="https://evil.example/"><p>a</p>',
    "<p>\u0338</p>",
]


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_risky_or_relative_is_left(html: str) -> None:
    assert rules.html_faults(content.absolute_html(html, PAGE)) == ()


@pytest.mark.parametrize("html", HOSTILE)
def test_the_rules_see_what_was_risky(html: str) -> None:
    harmless = ("<p>]]>", "<p>a\x00", '<a href="x"', "<p>\u0338")
    assert html.startswith(harmless) or rules.html_faults(html)


def test_the_text_is_kept_and_only_the_dress_changes() -> None:
    html = (
        '<h2>A</h2><p>b&nbsp;&amp; <em title="x">c</em> &lt;d&gt;<br>e<wbr>f <mark>g</mark></p><hr>'
    )
    assert content.absolute_html(html, PAGE) == (
        '<h2>A</h2><p>b\u00a0&amp; <em title="x">c</em> &lt;d&gt;<br />ef g</p><hr />'
    )


def test_the_lead_picture_stands_first_and_once() -> None:
    image = Image("images/a.jpg", 'Le "pont"', "Kiev & <nuit>", "AFP")
    url = "https://lefil.example/images/a.jpg"
    led = content.with_picture("<p>x</p>", image, url)
    assert led.startswith('<figure><img alt="Le &quot;pont&quot;" src="' + url)
    assert "<figcaption>Kiev &amp; &lt;nuit&gt; (AFP)</figcaption>" in led
    assert content.with_picture(led, image, url) == led


def test_right_to_left_text_says_so_in_itself() -> None:
    assert content.wrapped("<p>نص</p>", "ar") == '<div dir="rtl" lang="ar"><p>نص</p></div>'
    assert content.wrapped("<p>x</p>", "fr") == "<p>x</p>"


def as_read(html: str, **how: bool) -> str:
    """What feedparser makes of ``html`` in an Atom entry."""
    escaped = html.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    document = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><id>a:b</id><title>t</title><entry><id>a:c</id>'
        f'<content type="html">{escaped}</content></entry></feed>'
    )
    parsed = feedparser.parse(document.encode(), **how)
    assert not parsed.bozo, parsed.bozo_exception
    return str(parsed.entries[0].content[0].value)


MARKUP = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            "<p> </p> <b> </b> <br> <a href='/x?a=1&b=2'> </a> <img src=y.png alt='&lt;'> &amp; "
            "&lt; &nbsp; &copy; &#8217; <!-- --> <script> </script> ]]> <table> <td> </table> <ul> "
            "<li> <blockquote cite=q> <pre> </pre> & &a &copy=1 <div dir=rtl> </div> "
            "< > \" ' <x".split()
        ),
    ),
    max_size=25,
).map("".join)


@given(MARKUP)
def test_a_readers_sanitising_and_resolving_changes_nothing(markup: str) -> None:
    # The ellipsis keeps feedparser from taking all of it for UTF-8 read as Latin-1.
    html = content.absolute_html(f"<p>…</p>{markup}", PAGE)
    assert rules.html_faults(html) == ()
    untouched = as_read(html, sanitize_html=False, resolve_relative_uris=False)
    assert untouched == html
    assert as_read(html, sanitize_html=True, resolve_relative_uris=True) == untouched


@given(
    st.lists(
        st.sampled_from(
            [
                *("<p>", "</p>", "<em>", "</em>", "<strong>", "</strong>", "<b>", "\n", "\r\n"),
                *("&amp;", "&lt;", "&nbsp;", "&#8217;", "&", ">", "\u00a0", "\x85", "\"'"),
                *("x y", "«\u202fé\u202f»"),
            ]
        ),
        max_size=14,
    ).map("".join)
)  # fmt: skip
def test_the_short_way_of_plain_paragraphs_gives_what_the_long_one_does(html: str) -> None:
    base = "https://lefil.example/2024/11/a/"
    short = content.absolute_html(html, base)
    long = content.absolute_html(f'{html}<a href="#x"></a>', base)
    if content._PARAGRAPHS.fullmatch(legal(html)):
        assert long.removesuffix(f'<a href="{base}#x"></a>').rstrip() == short
    assert content.absolute_html(short, base) == short

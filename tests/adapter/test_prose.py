"""Plain posts are read without a parser, to the same bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from plugins.adapter import prose
from tests.adapter.documents import documents

EXTENSIONS = ("tables", "fenced_code", "footnotes", "def_list", "abbr", "sane_lists")

PLAIN = [
    ("", ""),
    ("Un mot.", "<p>Un mot.</p>"),
    ("\n\nUn\n\n\ndeux \n\n\u00a0\n\n\u3000trois", "<p>Un</p>\n<p>deux </p>\n<p>trois</p>"),
    ("Un\ndeux", "<p>Un\ndeux</p>"),
    ("## Un \\# deux\n\nTrois", "<h2>Un # deux</h2>\n<p>Trois</p>"),
    ("###### Six", "<h6>Six</h6>"),
    ("- un\n- deux\n\nTrois", "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>\n<p>Trois</p>"),
    ("1. un\n2. deux", "<ol>\n<li>un</li>\n<li>deux</li>\n</ol>"),
    (r"\*un\* \[deux\] \x \\", "<p>*un* [deux] \\x \\</p>"),
    ("R&D &amp; &#169; 5 > 3", "<p>R&amp;D &amp; &#169; 5 &gt; 3</p>"),
    (r"&\#38; et &\lt;", "<p>&#38; et &amp;\\lt;</p>"),
    ("[…] dit-il [sic] [a][b] ![x]", "<p>[…] dit-il [sic] [a][b] ![x]</p>"),
    ("a_b, a | b, -5 +3 12.5 #x", "<p>a_b, a | b, -5 +3 12.5 #x</p>"),
]

MORE = [
    "*un*",
    "_un_",
    "_",
    "`un`",
    "[un](deux)",
    "[un]: deux",
    "[^1]: un",
    "*[un]: deux",
    "<b>un</b>",
    "a < b",
    "<!-- -->",
    "un  \ndeux",
    "&#38 un",
    "&#x26;",
    "> un",
    "    un",
    " un",
    "un\n===",
    "un\n---",
    "---",
    "un\n# deux",
    "# un #",
    "# \\",
    "#",
    "####### un",
    "un\n: deux",
    "~~~\nun\n~~~",
    "a | b\n--|--",
    "- un\n\n- deux",
    "- un\n\n1. deux",
    "- un\n    - deux",
    "- un\ndeux",
    "- # un",
    "- ",
    "-",
    "+ un",
    "2. un",
    "01. un",
    "1. - un",
    "٣. un",
    "    \u2028",
]


def parsed(text: str, extensions: tuple[str, ...]) -> str:
    return Markdown(extensions=list(extensions)).convert(text)


@pytest.mark.parametrize(("text", "html"), PLAIN)
def test_paragraphs_headings_and_lists_need_no_parser(text: str, html: str) -> None:
    assert prose.as_html(text, Markdown().ESCAPED_CHARS) == html == parsed(text, EXTENSIONS)


@pytest.mark.parametrize("text", MORE)
def test_what_may_mean_more_is_left_to_the_parser(text: str) -> None:
    assert prose.as_html(text, Markdown().ESCAPED_CHARS) is None


@given(documents, st.sets(st.sampled_from(EXTENSIONS)).map(sorted).map(tuple) | st.just(EXTENSIONS))
def test_what_is_read_without_a_parser_is_what_a_parser_reads(
    text: str, extensions: tuple[str, ...]
) -> None:
    parser = Markdown(extensions=list(extensions))
    html = prose.as_html(text, parser.ESCAPED_CHARS)
    assert html is None or html == parser.convert(text)


@pytest.mark.parametrize("mark", ["[", "#", "- ", "\\", "&", "1", "_a", "\n", "|", "] "])
def test_long_runs_of_marks_are_read_at_once(mark: str) -> None:
    assert prose.as_html(f"a{mark * 50_000}", "\\") is not None

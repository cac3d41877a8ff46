"""HTML: text and structure, what the head says, pictures; hostile pages cost no time."""

from __future__ import annotations

import base64
import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins import marks
from plugins.convert.posts.markdown import body
from plugins.errors import Problem
from plugins.model import Author, Origin, Source
from tests.convert.formats.containers import QUAYS, SHIPS, outcome, picture, told

DATA = base64.b64encode(picture()).decode()
HEAD = """<meta property="og:title" content="The port opens again">
<meta property="article:published_time" content="2026-11-12T08:30:00+01:00">
<meta name="keywords" content="port, strike"><link rel="canonical" href="https://agency.example/p">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "The port",
"datePublished": "2026-11-12", "dateModified": "2026-11-13T10:00:00Z",
"author": [{"name": "Ada Stone"}, {"name": "Paul Reed"}], "publisher": {"name": "The Agency"}}]}
</script>"""
BODY = f"""<nav><a href="/">Home</a> <a href="/e">Economy</a></nav><article>
<h1>The port opens again</h1><p class="byline">By Somebody Else</p><p>{QUAYS}</p>
<figure><img src="data:image/png;base64,{DATA}" alt="The harbour"><figcaption>Seen from the
 air</figcaption></figure><h2>A slow start</h2><ul><li>One thing of weight</li><li>Another<ul>
<li>inside</li></ul></li></ul><blockquote><p>We have won, said the union.</p></blockquote>
<table><tr><th>Quay</th><th>Ships</th></tr><tr><td>1</td><td>3</td></tr></table><p>{SHIPS}</p>
<img src="https://far.example/x.jpg" alt="Elsewhere"></article><footer>Imprint</footer>"""
PAGE = f'<!DOCTYPE html><html lang="en"><head>{HEAD}</head><body>{BODY}</body></html>'


def test_a_page_is_one_under_the_name_of_a_text_too() -> None:
    assert told("a.txt", PAGE).post == told("a.html", PAGE).post


INLINE = """<p>The <b>port</b> opens <em>again </em>on <a href="https://a.example/x_(1)?q=*a*">Monday
 [soon]</a>, says <code>run_all `x`</code>, and the <a href="javascript:alert(1)">master</a> of the
 <strong>whole <i>town</i></strong> is <b> </b>happy with *all* of it.</p>"""
WRITTEN = (
    "The **port** opens *again* on [Monday \\[soon\\]](https://a.example/x_%281%29?q=*a*), says"
    " `` run_all `x` ``, and the master of the **whole *town*** is happy with \\*all\\* of it."
)


@pytest.mark.parametrize("page", [f"<h1>The port</h1>{INLINE}", PAGE.replace("</article>", INLINE)])
def test_emphasis_code_and_links_of_a_page_stay(page: str) -> None:
    assert WRITTEN in body(told("a.html", page).post.blocks)


def test_a_page_cannot_write_marks_of_its_own() -> None:
    forged = "".join(marks.LINK[:2]) + "https://a.example" + marks.LINK[2] + marks.STRONG[0]
    page = f"<h1>The port</h1><p>{QUAYS} {forged} {SHIPS}</p>"
    assert marks.unmarked(shown := body(told("a.html", page).post.blocks)) == shown
    assert "](" not in shown


def test_a_page_keeps_its_structure_and_loses_what_stands_around_its_text() -> None:
    found = told("a.html", PAGE)
    assert found.post.title == "The port opens again"
    assert found.kinds == [
        *("paragraph", "heading", "list", "quote", "table", "paragraph"),
    ]  # fmt: skip
    assert found.post.blocks[2].children[1].children[0].children[0].text == "inside"
    assert [cell.text for cell in found.post.blocks[4].children[0].children] == ["Quay", "Ships"]
    assert "Economy" in found.dropped
    assert "Imprint" in found.dropped


def test_the_head_of_a_page_counts_before_its_words() -> None:
    found = told("a.html", PAGE)
    post = found.post
    assert post.published.isoformat() == "2026-11-12T07:30:00+00:00"
    assert post.published_origin is Origin.EMBEDDED
    assert post.updated is not None
    assert post.authors == (Author("Ada Stone"), Author("Paul Reed"))
    assert post.source == Source("The Agency", "https://agency.example/p")
    assert (post.lang, post.tags) == ("en", ("port", "strike"))
    assert found.guess("published").evidence == "<meta article:published_time>"
    assert found.guess("authors").origin is Origin.EMBEDDED


def test_a_picture_in_the_page_comes_along_and_one_elsewhere_is_named() -> None:
    found = told("a.html", PAGE)
    image = found.post.image
    assert image is not None
    assert (image.alt, image.caption) == ("The harbour", "Seen from the air")
    assert [(each.path, each.data) for each in found.conversion.pictures] == [
        (image.path, picture())
    ]
    assert re.fullmatch(r"images/the-harbour-[0-9a-f]{12}\.png", image.path)
    assert "Elsewhere https://far.example/x.jpg" in found.dropped


@pytest.mark.parametrize(
    ("href", "name"),
    [(f"data:image/png;base64,{DATA}", "data:"), ("https://far.example/x.jpg", "x.jpg")],
)
def test_each_picture_around_the_text_is_named(href: str, name: str) -> None:
    figure = f'<figure><img src="{href}" alt="Blue"><figcaption>It is blue.</figcaption></figure>'
    words = f"<h1>The port opens again</h1><p>{QUAYS}</p><p>{SHIPS}</p>"
    page = f"<!DOCTYPE html><html><body>{words}<footer>{figure}</footer></body></html>"
    found = told("a.html", page)
    assert found.post.image is None
    (line,) = [each for each in found.conversion.dropped if each.text.startswith("Blue ")]
    assert line.text.endswith(name)
    assert line.rule == "page around the text"


def test_the_first_large_picture_leads_wherever_it_stands() -> None:
    image = f'<img src="data:image/png;base64,{DATA}" alt="Blue">'
    words = "".join(f"<p>{number}. {QUAYS}</p>" for number in range(9))
    found = told("a.html", f"<h1>The port</h1>{words}{image}<p>{SHIPS}</p>")
    assert found.post.image is not None
    assert found.post.image.alt == "Blue"
    assert "image" not in found.kinds


def test_a_page_of_pictures_alone_is_a_post_under_its_title_and_one_of_nothing_is_none() -> None:
    head = "<html><head><title>The port in pictures</title></head><body>"
    images = "".join(
        f'<img src="data:image/png;base64,{base64.b64encode(picture(side, side)).decode()}">'
        for side in (300, 301)
    )
    found = told("a.html", head + images)
    assert (found.post.title, found.kinds) == ("The port in pictures", ["image"])
    empty = outcome("a.html", head)
    assert isinstance(empty, Problem)
    assert empty.code == "empty"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<svg onload=alert(1)>", "no picture that browsers show"),
        (picture(2, 2), "picture too small to be one"),
        (picture(kind="TIFF"), "no picture that browsers show"),
        (picture()[:60], "no picture that browsers show"),
    ],
    ids=["markup", "dot", "other format", "half"],
)
def test_what_is_no_picture_for_a_page_stays_out(data: bytes, why: str) -> None:
    shown = f'<img src="data:image/png;base64,{base64.b64encode(data).decode()}" alt="odd">'
    found = told("a.html", f"<p>{QUAYS}</p>{shown}<p>{SHIPS}</p>")
    assert found.conversion.pictures == ()
    assert why in {line.rule for line in found.conversion.dropped}


def test_the_words_decide_where_a_template_names_another_language() -> None:
    french = (
        "<p>Les quais ont rouvert à l’aube après neuf jours de grève, selon la direction du port,"
        " qui se félicite du retour au calme et remercie les équipages de leur patience.</p>"
        "<p>Trois navires sont attendus avant la nuit, et deux autres dans la journée de demain,"
        " a précisé la capitainerie dans un message envoyé aux journaux de la région.</p>"
    )
    assert told("a.html", f'<html lang="en"><body>{french}</body></html>').post.lang == "fr"


def test_a_fragment_is_all_text() -> None:
    found = told("a.html", f"<h2>Port</h2><p>{QUAYS}<br><br>{SHIPS}</p>")
    assert found.post.title == "Port"
    assert [block.text for block in found.post.blocks] == [QUAYS, SHIPS]


def test_a_table_that_only_arranges_the_page_is_what_is_in_it() -> None:
    found = told(
        "a.html", f"<h1>Port</h1><table><tr><td><p>{QUAYS}</p><p>{SHIPS}</p></td></tr></table>"
    )
    assert found.kinds == ["paragraph", "paragraph"]


@pytest.mark.parametrize("name", ["windows-1251", "iso-8859-1"])
def test_the_encoding_is_the_one_that_the_page_names(name: str) -> None:
    words = "Порт снова открыт, сказал директор." if name == "windows-1251" else "Été à l’œuvre ¤."
    raw = f'<meta charset="{name}"><h1>Port</h1><p>{words}</p>'
    coded = raw.encode("windows-1252" if name == "iso-8859-1" else name)
    assert words in told("a.html", coded).words


def test_text_under_the_name_of_a_page_is_text() -> None:
    found = told("a.html", f"The port opens again\n\n{QUAYS}\n\n{SHIPS}\n")
    assert found.post.title == "The port opens again"


def test_a_title_of_a_program_is_none() -> None:
    page = f"<html><head><title>untitled.docx</title></head><body><h1>Port</h1><p>{QUAYS}</p>"
    assert told("a.html", page).post.title == "Port"


_WORDS = st.text(st.sampled_from("abcdefg åé漢"), min_size=1, max_size=12).filter(str.strip)
_TAGS = st.sampled_from(
    "div p span b h2 ul li table tr td blockquote pre code figure section a br dl dd".split()
)
_NODES = st.recursive(
    _WORDS.map(lambda words: f"x{words}x "),
    lambda inner: st.tuples(_TAGS, st.lists(inner, max_size=4)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
    ),
    max_leaves=12,
)


def letters(text: str) -> list[str]:
    return re.findall("x[a-gåé漢 ]+x", " ".join(text.split()))


@given(st.lists(_NODES, min_size=1, max_size=6), st.booleans())
def test_every_visible_word_is_in_the_post_or_dropped(nodes: list[str], whole: bool) -> None:
    html = "".join(nodes)
    found = outcome("a.html", f"<html><body>{html}</body></html>" if whole else html)
    if isinstance(found, Problem):
        assert found.code == "empty"
        assert not letters(re.sub("<[^>]+>", "\n", html))
        return
    there = " ".join(f"{found.words} {found.dropped}".split())
    for word in re.findall(r"x[^<>]+?x", html):
        assert " ".join(word.split()) in there


DEEP = [
    "<div>" * 50_000 + "words",
    "<b>" * 3_000 + "words",
    "<table><tr><td>" * 400 + "words",
    "<ul><li>" * 500 + "words",
    "<blockquote>" * 90 + "words" + "</blockquote>" * 90,
    "<script>" * 5_000 + "</script>words",
    "<!--" * 5_000 + "--> words",
    "<" * 50_000 + " words",
    "&lt;" * 20_000 + " words",
]


@pytest.mark.parametrize("html", DEEP, ids=range(len(DEEP)))
def test_no_depth_is_too_deep(html: str) -> None:
    found = told("a.html", f"<p>{escape(QUAYS)}</p>{html}")
    assert "words" in found.words + found.dropped


def test_a_page_of_very_many_elements_is_read_whole() -> None:
    found = told("a.html", f"<html><body><p>{QUAYS}</p><p>" + "<i>a b</i> " * 12_000)
    assert QUAYS in found.words


def test_nothing_of_a_page_is_ever_markup_in_a_post() -> None:
    page = f"<p>{QUAYS}</p><p>&lt;script&gt;alert(1)&lt;/script&gt; and so on</p><p>{SHIPS}</p>"
    found = told("a.html", page)
    assert "<script>alert(1)</script> and so on" in found.words + found.dropped


ENERGY = (
    "<semantics><mrow><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></mrow>"
    "<annotation encoding='application/x-tex'>\\mathit{E}</annotation></semantics>"
)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("<mi>X</mi>", "X"),
        (ENERGY, "E=mc^2"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo>\n<mi>b</mi></mrow><mn>12</mn></mfrac>", "(a+b)/12"),
        ("<mtext>rate</mtext><mo>=</mo><msqrt><mi>x</mi><mn>1</mn></msqrt>", "rate =√x1"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot>", "√[3]x"),
        ("<mfenced><mi>x</mi><mi>y</mi></mfenced>", "(x, y)"),
        ("<semantics><annotation>only a source</annotation></semantics>", "only a source"),
        ("<mrow>" * 90 + "<mi>X</mi>" + "</mrow>" * 90, "X"),
    ],
    ids=range(8),
)
def test_a_formula_stands_in_its_sentence(formula: str, expected: str) -> None:
    sentence = f"<p>The formula is <math>{formula}</math> as said by {QUAYS}</p>"
    for page in (sentence, f"<html><body><h1>Port</h1>{sentence}<p>{SHIPS}</p></body></html>"):
        found = told("a.html", page)
        assert f"The formula is {expected} as said by" in found.words
        assert "formula" not in found.dropped


def test_a_formula_of_its_own_is_a_paragraph_and_one_that_never_ends_hides_nothing() -> None:
    shown = told("a.html", f"<p>{QUAYS} <math display='block'>{ENERGY}</math> {SHIPS}</p>")
    assert [block.text for block in shown.post.blocks] == [QUAYS, "E=mc^2", SHIPS]
    unended = told("a.html", f"<p>{QUAYS}<math>is <mi>X</mi><p>{SHIPS}</p><p>Then more.</p>")
    assert [block.text for block in unended.post.blocks][-2:] == [SHIPS, "Then more."]


@pytest.mark.parametrize("around", ["{}", "<html><body><h1>Port</h1>{}</body></html>"])
def test_words_of_drawings_are_left_out_and_named(around: str) -> None:
    label = "<text>Exports <tspan>2024</tspan></text>"
    drawing = f"<svg><title>Chart</title><style>a {{}}</style><svg><g>{label}</g></svg></svg>"
    found = told("a.html", around.format(f"<p>{QUAYS} {drawing}</p><p>{SHIPS}</p>"))
    drawn = [each.text for each in found.conversion.dropped if each.rule == "words in a drawing"]
    assert drawn == ["Chart", "Exports 2024"]
    assert "Exports" not in found.words


@pytest.mark.parametrize("around", ["{}", "<html><body><h1>Port</h1>{}</body></html>"])
def test_words_that_a_page_does_not_show_are_left_out_and_named(around: str) -> None:
    unseen = (
        "<noscript>Turn <b>on</b> scripts</noscript><template><p>A form</p></template>"
        "<object data='a'>No plug-in</object><div hidden>Not <script>a</script>yet</div>"
    )
    found = told("a.html", around.format(f"<p>{QUAYS}</p>{unseen}<p>{SHIPS}</p>"))
    rule = "words that are not shown"
    hidden = [each.text for each in found.conversion.dropped if each.rule == rule]
    assert hidden == ["Turn on scripts", "A form", "No plug-in", "Not yet"]
    assert "scripts" not in found.words


def test_emphasis_cut_in_pieces_is_one() -> None:
    html = "<p>Said <b><i>a</i></b><b><i>b</i></b><b> c</b> and <code>x</code><code>y</code>.</p>"
    page = f"<h1>The port</h1><p>{QUAYS}</p>{html}<p>{SHIPS}</p>"
    assert "Said ***ab* c** and `xy`." in body(told("a.html", page).post.blocks)

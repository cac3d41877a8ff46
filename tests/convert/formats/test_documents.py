"""Office documents and PDF: structure, properties, pictures; bombs, locks and scans are named."""

from __future__ import annotations

import pytest

from plugins.convert.posts.markdown import body as markdown
from plugins.errors import Problem, SeedRefused
from plugins.model import Author, Origin
from tests.convert.formats.containers import (
    PICTURE,
    QUAYS,
    SHIPS,
    docx,
    odt,
    outcome,
    paragraph,
    pdf,
    picture,
    told,
    zipped,
)

CORE = """<dc:title>The port opens again</dc:title><dc:creator>Ada Stone</dc:creator>
<dcterms:created>2026-11-12T08:00:00Z</dcterms:created><cp:keywords>port; strike</cp:keywords>"""
WORDS = (
    paragraph("The port opens again", "Title")
    + paragraph(QUAYS)
    + paragraph("A slow start", "H1")
    + paragraph("We have won", "Quote")
    + "<w:tbl><w:tr><w:tc>"
    + "</w:tc><w:tc>".join(map(paragraph, ("Quay", "Ships")))
    + "</w:tc></w:tr><w:tr><w:tc>"
    + "</w:tc><w:tc>".join(map(paragraph, ("1", "3")))
    + "</w:tc></w:tr></w:tbl>"
    + PICTURE
    + paragraph(SHIPS)
)
OPEN = f"""<text:h text:outline-level="1">The port opens again</text:h><text:p>{QUAYS}</text:p>
<text:h text:outline-level="2">A slow start</text:h><text:list><text:list-item><text:p>one</text:p>
</text:list-item><text:list-item><text:p>two</text:p></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>Quay</text:p></table:table-cell>
<table:table-cell><text:p>Ships</text:p></table:table-cell></table:table-row><table:table-row>
<table:table-cell><text:p>1</text:p></table:table-cell><table:table-cell><text:p>3</text:p>
</table:table-cell></table:table-row></table:table>
<text:p><draw:frame><draw:image xlink:href="Pictures/p.png"/><svg:desc>The harbour</svg:desc>
</draw:frame></text:p><text:p>{SHIPS}</text:p>"""
META = """<dc:creator>Ada Stone</dc:creator>
<meta:creation-date>2026-11-12T09:00:00</meta:creation-date>"""
TYPE = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]>"


def refused(key: str, raw: bytes) -> str:
    with pytest.raises(SeedRefused) as caught:
        told(key, raw)
    assert caught.value.problem.remedy
    return caught.value.problem.code


def test_a_word_document_keeps_structure_properties_and_pictures() -> None:
    found = told("a.docx", docx(WORDS, CORE))
    post = found.post
    assert (post.title, post.authors) == ("The port opens again", (Author("Ada Stone"),))
    assert (post.published.hour, post.published_origin) == (8, Origin.EMBEDDED)
    assert post.tags == ("port", "strike")
    assert found.kinds == ["paragraph", "heading", "quote", "table", "paragraph"]
    assert post.image is not None
    assert post.image.alt == "The harbour"
    assert [each.data for each in found.conversion.pictures] == [picture()]


def test_a_title_that_the_text_does_not_bear_out_is_a_templates() -> None:
    core = "<dc:title>Report 2019</dc:title><dc:creator>python-docx</dc:creator>"
    found = told("a.docx", docx(WORDS, core))
    assert found.post.title == "The port opens again"
    assert found.post.authors == ()


def test_the_edges_of_pages_are_left_out() -> None:
    footer = f'<w:ftr xmlns:w="x">{paragraph("Confidential")}</w:ftr>'
    found = told("a.docx", docx(WORDS, CORE, {"word/footer1.xml": footer}))
    assert "Confidential" in found.dropped


def test_an_open_document_keeps_structure_properties_and_pictures() -> None:
    found = told("a.odt", odt(OPEN, META, {"Pictures/p.png": picture()}))
    post = found.post
    assert (post.title, post.authors) == ("The port opens again", (Author("Ada Stone"),))
    assert post.published.isoformat() == "2026-11-12T08:00:00+00:00"
    assert found.kinds == ["paragraph", "heading", "list", "table", "paragraph"]
    assert post.image is not None
    assert [each.data for each in found.conversion.pictures] == [picture()]


STYLES = """<office:automatic-styles>
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/>
</style:style><style:style style:name="T2" style:family="text"
 style:parent-style-name="Emphasis"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1"/></text:list-style>
<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>
</office:automatic-styles>"""


def test_an_open_document_keeps_what_its_styles_say_and_its_links() -> None:
    span = '<text:span text:style-name="{}">{}</text:span>'.format
    items = "<text:list-item><text:p>one</text:p></text:list-item>"
    body = f"""<text:h>The port opens again</text:h>
<text:p>{QUAYS} {span("T1", "Nine")}{span("T1", " days")}, {span("T2", "a record")}, it
<text:a xlink:href="https://port.example/a">says</text:a>,
<text:a xlink:href="javascript:x">here</text:a>.</text:p>
<text:p text:style-name="P1">We thank the crews.</text:p>
<text:p text:style-name="Quotations">And their families.</text:p>
<text:list text:style-name="L1">{items * 2}</text:list>
<text:list text:style-name="L2">{items * 2}</text:list><text:p>{SHIPS}</text:p>"""
    found = told("a.odt", odt(body, styles=STYLES))
    assert found.kinds == ["paragraph", "quote", "list", "list", "paragraph"]
    first, quote, numbered, plain, _ = found.post.blocks
    assert markdown((first,)).endswith(
        "**Nine days**, ***a record***, it [says](https://port.example/a), here."
    )
    assert [each.text for each in quote.children] == ["We thank the crews.", "And their families."]
    assert (numbered.level, plain.level) == (1, 0)


LINES = [
    (24, 720, "The port opens again"),
    (12, 690, "The quays opened again at dawn after nine days of strike, said the"),
    (12, 676, "director of the port, who thanks the crews for their patience and the"),
    (12, 662, "companies for their understanding."),
    (12, 634, "Three ships are expected before the evening, and two more in the course"),
    (12, 620, "of the night, said the harbour office in a message to the newspapers."),
    (16, 590, "A slow start"),
    (12, 562, "The last one will not be unloaded before the end of the week, it said."),
]


def test_what_an_open_document_hides_is_left_out_and_named() -> None:
    styles = """<office:automatic-styles><style:style style:name="H" style:family="text">
<style:text-properties text:display="none"/></style:style>
<style:style style:name="HP" style:family="paragraph"><style:text-properties text:display="none"/>
</style:style></office:automatic-styles>"""
    field = '<text:hidden-{0} text:is-hidden="{1}">{2}</text:hidden-{0}>'.format
    body = f"""<text:h>The port opens again</text:h>
<text:p>{QUAYS} It is<text:span text:style-name="H"> not</text:span> open{
        field("text", "true", " S")
    }{field("text", "false", " now")}.</text:p>
<text:p text:style-name="HP">Two.</text:p>
<text:p>Three.{field("paragraph", "true", "")}</text:p>
<text:p>Shown.{field("paragraph", "false", "")}</text:p>
<text:section text:display="none"><text:p>Four.</text:p></text:section>"""
    found = told("a.odt", odt(body, styles=styles))
    assert found.post.blocks[-1].text == "Shown."
    assert found.post.blocks[-2].text.endswith(" It is open now.")
    left_out = [(each.text, each.rule) for each in found.conversion.dropped]
    assert left_out == [
        (text, "words that are not shown") for text in ("not", "S", "Two.", "Three.", "Four.")
    ]


def test_lines_of_a_pdf_are_paragraphs_and_headings_again() -> None:
    found = told(
        "a.pdf", pdf([LINES], "/Author (Ada Stone) /CreationDate (D:20261112090000+01'00')")
    )
    post = found.post
    assert (post.title, post.authors) == ("The port opens again", (Author("Ada Stone"),))
    assert post.published.isoformat() == "2026-11-12T08:00:00+00:00"
    assert found.kinds == ["paragraph", "paragraph", "heading", "paragraph"]
    assert post.blocks[0].text.endswith(
        "the crews for their patience and the companies for their understanding."
    )


def test_a_byline_is_surer_of_its_day_than_the_program_that_printed_it() -> None:
    byline = (12, 704, "By Ada Stone, 10 November 2026")
    printed = pdf([[LINES[0], byline, *LINES[1:]]], "/CreationDate (D:20261112090000+01'00')")
    found = told("a.pdf", printed).post
    assert found.published.date().isoformat() == "2026-11-09"  # at midnight in Paris
    assert found.published_origin is Origin.TEXT


def test_what_stands_on_every_page_is_left_out() -> None:
    pages = [
        [
            (8, 780, "The Gazette"),
            *(
                (12, 700 - 14 * n, f"Words {each}{name} of a line")
                for n, each in enumerate("abcdef")
            ),
            (8, 30, f"{number} of 4"),
        ]
        for number, name in enumerate("wxyz", start=1)
    ]
    found = told("a.pdf", pdf(pages))
    rules = [line.rule for line in found.conversion.dropped]
    assert (rules.count("page header or footer"), rules.count("page number")) == (4, 4)
    assert "Words by of a line" in found.words


def test_a_document_under_the_name_of_a_text_is_read_as_what_it_is() -> None:
    for raw in (pdf([LINES]), docx(WORDS), odt(OPEN)):
        assert told("a.txt", raw).post.title == "The port opens again"


def test_documents_that_cannot_be_opened_are_named() -> None:
    assert refused("a.pdf", pdf([[]])) == "scanned"
    assert refused("a.pdf", b"%PDF-1.7\nnothing") == "broken"
    locked = "/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <" + "41" * 32
    assert refused("a.pdf", pdf([LINES], more=f"{locked}> /U <{'42' * 32}> >>")) == "encrypted"
    assert refused("a.docx", zipped({"word/other.xml": "<a/>"})) == "broken"
    assert refused("a.docx", docx(TYPE)) == "broken"
    assert refused("a.docx", docx("")) == "empty"
    assert refused("a.odt", odt("")) == "empty"
    assert refused("a.odt", zipped({"content.xml": f"{TYPE}<x>&b;</x>"})) == "broken"
    assert refused("a.docx", docx(WORDS)[:-30]) == "broken"


def test_what_grows_too_large_unpacked_is_refused_unopened() -> None:
    assert refused("a.docx", docx(WORDS, "", {"word/x.bin": bytes(65 * 1024**2)})) == "too-large"
    assert refused("a.docx", docx("<w:p/>" * 900_000)) == "too-large"
    assert refused("a.odt", odt(" " * 17_000_000)) == "too-large"
    many: dict[str, bytes | str] = {f"f{n}": "" for n in range(6000)}
    assert refused("a.docx", docx(WORDS, "", many)) == "too-large"


def test_an_archive_that_lies_about_its_sizes_gives_no_more_than_it_says() -> None:
    raw = bytearray(docx(WORDS, "", {"word/z.xml": b"a" * 100_000}))
    raw = bytearray(bytes(raw).replace((100_000).to_bytes(4, "little"), (10).to_bytes(4, "little")))
    assert refused("a.docx", bytes(raw)) == "broken"


@pytest.mark.parametrize("depth", [50, 5_000])
def test_tables_in_tables_end_somewhere(depth: int) -> None:
    opening, closing = "<w:tbl><w:tr><w:tc>" * depth, "</w:tc></w:tr></w:tbl>" * depth
    word = outcome("a.docx", docx(opening + paragraph("deep words") + closing))
    inner = "<text:section>" * depth + "<text:p>deep words</text:p>" + "</text:section>" * depth
    for found in (word, outcome("a.odt", odt(inner))):
        if isinstance(found, Problem):
            assert found.code in {"nested", "broken"}
        else:
            assert "deep" in found.words


def test_an_archive_whose_places_are_wrong_is_named() -> None:
    raw = odt(OPEN)
    assert refused("a.odt", raw[:40] + raw[90:]) == "broken"
    assert refused("a.odt", raw[:-40] + b"x" * 200 + raw[-40:]) == "broken"


def test_an_encrypted_archive_is_named() -> None:
    raw = bytearray(docx(WORDS))
    for at in range(len(raw) - 4):
        if raw[at : at + 4] == b"PK\x01\x02":
            raw[at + 8] |= 1
    assert refused("a.docx", bytes(raw)) == "encrypted"

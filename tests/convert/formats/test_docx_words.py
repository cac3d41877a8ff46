"""Words of Word documents in fields and formulas stay; what Word hides is left out and named."""

from __future__ import annotations

import pytest

from tests.convert.formats.containers import QUAYS, SHIPS, Told, docx, paragraph, told

MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def sentence(inner: str) -> Told:
    """A document whose second paragraph is ``The sum``, ``inner`` and ``a day.``"""
    line = f"<w:p>{run('The sum is ')}{inner}{run(' a day, it said.')}</w:p>"
    return told("a.docx", docx(paragraph("Port", "Title") + paragraph(QUAYS) + line))


@pytest.mark.parametrize(
    "inner",
    [
        f'<w:fldSimple w:instr=" MERGEFIELD sum ">{run("forty euro")}</w:fldSimple>',
        f"<w:bdo w:val='ltr'><w:dir w:val='ltr'>{run('forty euro')}</w:dir></w:bdo>",
        "<w:r><w:t>forty</w:t><w:cr/><w:t>euro</w:t></w:r>",
        f"<w:ruby><w:rt>{run('x')}</w:rt><w:rubyBase>{run('forty euro')}</w:rubyBase></w:ruby>",
        run("forty euro", '<w:vanish w:val="0"/>'),
        run("forty euro", '<w:rStyle w:val="Note"/><w:vanish w:val="false"/>'),
        f"{run('forty euro')}<w:del><w:r><w:delText>fifty</w:delText></w:r></w:del>",
    ],
    ids=["field", "direction", "line", "ruby", "shown", "shown by itself", "deleted"],
)
def test_words_in_a_field_or_the_like_stay_in_their_sentence(inner: str) -> None:
    text = sentence(inner).post.blocks[1].text
    assert " ".join(text.split()) == "The sum is forty euro a day, it said."


def test_formulas_are_plain_words_in_their_sentence() -> None:
    def part(name: str, *inner: str) -> str:
        return f"<m:{name}>{''.join(inner)}</m:{name}>"

    def letter(text: str) -> str:
        return part("r", part("t", text))

    half = part("f", "<m:fPr/>", part("num", letter("a+b")), part("den", letter("2")))
    square = part("sSup", part("e", letter("x")), part("sup", letter("2")))
    root = part("rad", "<m:radPr/>", "<m:deg/>", part("e", letter("y")))
    formula = f"<m:oMath {MATH}>{half}{letter('=')}{square}{root}</m:oMath>"
    for inner in (formula, f"<m:oMathPara {MATH}>{formula}</m:oMathPara>"):
        text = sentence(inner).post.blocks[1].text
        assert text == "The sum is (a+b)/2=x^2√y a day, it said."


@pytest.mark.parametrize(
    "look",
    ["<w:vanish/>", '<w:vanish w:val="true"/>', '<w:rStyle w:val="Note"/>'],
)
def test_hidden_words_are_left_out_and_named(look: str) -> None:
    found = sentence(run("forty", look) + "<w:ins>" + run(" secrets", look) + "</w:ins>")
    assert found.post.blocks[1].text == "The sum is a day, it said."
    assert [(each.text, each.rule) for each in found.conversion.dropped] == [
        ("forty secrets", "words that are not shown")
    ]


def test_a_hidden_field_and_a_hidden_row_hide_nothing_else() -> None:
    marks = [f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "end")]
    index = f'{marks[0]}<w:instrText> XE "Port" </w:instrText>{marks[1]}'
    hidden = f"<w:r><w:rPr><w:vanish/></w:rPr>{index}</w:r>"
    assert sentence(hidden + run("one")).post.blocks[1].text == "The sum is one a day, it said."
    cells = "<w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>".format
    rows = [
        "<w:tr>" + cells(paragraph("Quay"), paragraph("Ships")),
        "<w:tr><w:trPr><w:hidden/></w:trPr>" + cells(paragraph("Secret"), paragraph("9")),
        "<w:tr>" + cells(paragraph("One"), paragraph("3")),
    ]
    table = f"<w:tbl>{''.join(rows)}</w:tbl>"
    found = told("a.docx", docx(paragraph("Port", "Title") + paragraph(QUAYS) + table))
    assert "Secret" not in found.words
    assert "Secret" in found.dropped
    assert "One" in found.words


def test_a_document_without_any_of_it_is_as_it_was() -> None:
    found = told("a.docx", docx(paragraph("Port", "Title") + paragraph(QUAYS) + paragraph(SHIPS)))
    assert [block.text for block in found.post.blocks] == [QUAYS, SHIPS]
    assert found.conversion.dropped == ()

"""Lines around the text that tell of it: fields, bylines, sources, tags."""

from __future__ import annotations

from plugins.convert.reading.places import SCRAPS
from tests.convert.reading.article import HEADLINE, LEAD, SECOND, parts, rules, texts


def test_source_and_byline_lines_are_evidence_in_head_and_tail() -> None:
    found = parts(HEADLINE, "By Ada Stone", LEAD, SECOND, "Herald.org", "![]() |")
    assert [line.text for line in found.head] == ["By Ada Stone"]
    assert [line.text for line in found.tail] == ["Herald.org", "![]() |"]
    assert rules(found) == {
        "By Ada Stone": "short line above the text",
        "Herald.org": "short line below the text",
        "![]() |": "image",
    }


def test_fields_at_the_top_are_evidence_and_never_status_slug_or_address() -> None:
    lines = [
        *("Title: Bridge", "Date: 2024-11-18", "Auteur : Ada Stone", "Quelle: Herald"),
        *("Status: draft", "Save_as: ../../index.html", "Slug: x", "Template: evil", "Url: /x/"),
        "Link: https://herald.example/bridge",
    ]
    found = parts(*lines, HEADLINE, LEAD, SECOND)
    assert [(field.name, field.value) for field in found.fields] == [
        ("title", "Bridge"),
        ("published", "2024-11-18"),
        ("authors", "Ada Stone"),
        ("source", "Herald"),
        ("url", "https://herald.example/bridge"),
    ]
    assert found.headline == "Bridge"
    assert texts(found) == [HEADLINE, LEAD, SECOND]
    everything = {*texts(found), *rules(found)}
    assert {"Status: draft", "Save_as: ../../index.html", "Template: evil"} <= everything


def test_names_in_brackets_and_sources_below_read_also_are_no_titles() -> None:
    found = parts(HEADLINE, LEAD, SECOND, "Read also", "Ferry sinks", "（京都新聞）", "Bron: Belga")
    assert rules(found)["Ferry sinks"] == "read also"
    assert [line.text for line in found.tail][-2:] == ["（京都新聞）", "Bron: Belga"]
    assert {rules(found)[text] for text in ("（京都新聞）", "Bron: Belga")} == {SCRAPS[1]}


def test_tags_at_the_end_are_a_field() -> None:
    found = parts(HEADLINE, LEAD, SECOND, "Etiquetas: sequía, agua")
    assert [(each.name, each.value) for each in found.fields] == [("tags", "sequía, agua")]

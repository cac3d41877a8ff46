"""Datelines: the agency of a report, its day, and what of them makes no tag."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.convert.metadata import datelines
from plugins.model import Origin, Source
from tests.convert.described import HINTS, LEAD, describe

PROSE = "Le port a annoncé mardi un nouveau quai de trois cents mètres, ouvert au printemps."


@pytest.mark.parametrize(
    ("lang", "text", "town", "agency"),
    [
        ("de", "KIEL (dpa) - Die Werft baut zwei Fähren.", "KIEL", "dpa"),
        ("de", "Kiel (dpa/lno) - Die Werft baut zwei Fähren.", "Kiel", "dpa"),
        ("it", "TORINO, 3 FEB (ANSA) - Il museo riapre.", "TORINO", "ANSA"),
        ("it", "(ANSA) - TORINO, 3 FEB - Il museo riapre.", "TORINO", "ANSA"),
        ("fr", "NANTES (AFP) – Le pont rouvre.", "NANTES", "AFP"),
        (
            "en",
            "BEIRUT/THE HAGUE, March 7 (Reuters) - A study says so.",
            "BEIRUT/THE HAGUE",
            "Reuters",
        ),
        ("en", "ST. LOUIS (AP) — The bridge is open.", "ST. LOUIS", "AP"),
        ("es", "Sevilla, 3 feb (EFE).- El puente abre.", "Sevilla", "EFE"),
        ("ru", "КАЗАНЬ, 3 февраля. /ТАСС/. Мост открыт.", "КАЗАНЬ", "ТАСС"),
        ("ru", "КАЗАНЬ, 3 фев — РИА Новости. Мост открыт.", "КАЗАНЬ", "РИА Новости"),
        ("ar", "القاهرة (رويترز) - افتتح الجسر.", "القاهرة", "Reuters"),
        ("ja", "【ロンドン共同】橋が開通した。", "ロンドン", "共同通信"),
        ("zh", "新华社北京2月3日电 大桥通车。", "北京", "Xinhua"),
        ("de", "KIEL (lno) – Die Werft baut zwei Fähren.", "KIEL", ""),
    ],
)
def test_a_report_opens_with_its_town_and_agency(
    lang: str, text: str, town: str, agency: str
) -> None:
    found = datelines.of_text(text, lang)
    assert found is not None
    assert (found.town, found.agency) == (town, agency)
    assert text.startswith(found.text)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Das sagte der Sprecher (dpa). Danach ging er."),
        ("en", "The agency for work (AFP) - a small one - said so."),
        ("en", "The United Nations (UN) - a body of states - met."),
        ("fr", "Le Rhône déborde – Le Monde. La suite."),
        ("ja", "「橋が開通した」と市長は話した。"),
    ],
)
def test_prose_opens_with_no_dateline(lang: str, text: str) -> None:
    assert datelines.of_text(text, lang) is None


@pytest.mark.parametrize("opening", ["NANTES (AFP) – ", "КАЗАНЬ, 3 февраля. /ТАСС/. "])
def test_the_agency_is_not_the_source_but_a_line_may_name_one(opening: str) -> None:
    assert describe("Un nouveau quai", opening + PROSE, LEAD).source is None
    both = describe("Un nouveau quai", opening + PROSE, LEAD, "Source : Le Courrier")
    assert both.source == Source("Le Courrier")


def test_a_dateline_makes_no_tag_but_its_town() -> None:
    text = "TORINO, 14 NOV (ANSA) - Il museo civico di Torino riapre le sale dopo tre anni. (ANSA)."
    tags = describe("Il museo riapre", text, PROSE).tags
    assert not {"TORINO", "NOV", "ANSA"} & set(tags)


def test_a_day_without_its_year_is_a_date_only_where_the_year_stands_elsewhere() -> None:
    lines = ("Il museo riapre", "TORINO, 14 NOV (ANSA) - Il museo civico riapre le sale. (ANSA).")
    alone = describe(*lines)
    assert alone.published_origin is Origin.DEFAULT
    named = describe(*lines, hints=replace(HINTS, key="2025-11-15-museo.txt"))
    assert named.published_origin is Origin.TEXT
    assert named.published.isoformat() == "2025-11-13T23:00:00+00:00"
    rights = describe(*lines, PROSE, "© 2024 Il Corriere")
    assert rights.published.isoformat() == "2024-11-13T23:00:00+00:00"


def test_the_year_is_the_nearest_to_the_file_s_day() -> None:
    lines = ("Il museo riapre", "TORINO, 31 DIC (ANSA) - Il museo civico riapre le sale. (ANSA).")
    found = describe(*lines, hints=replace(HINTS, key="2026-01-01-museo.txt"))
    assert found.published.isoformat() == "2025-12-30T23:00:00+00:00"


@given(st.text(max_size=200), st.sampled_from(["fr", "de", "ru", "ja", "ar", "xx"]))
def test_any_text_has_a_dateline_or_none(text: str, lang: str) -> None:
    found = datelines.of_text(text, lang)
    assert found is None or (text.startswith(found.text) and found.town)
    assert datelines.without(text, lang).endswith(text[len(found.text) if found else 0 :])

"""Lines to headline, body and edges. What a seed holds is text and never markup."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.convert.reading.blocks import LONGEST
from plugins.convert.reading.decode import decode
from plugins.convert.reading.structure import structure
from plugins.errors import SeedRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plugins.convert.types import Structure
    from plugins.model import Block

HEADLINE = "Council votes to keep the old river bridge"
LEAD = (
    "The town council voted on Monday evening to repair the old bridge over the river, ending "
    "a dispute that had divided the town for almost a decade and cost two mayors their office."
)
SECOND = (
    "Engineers had warned that the arches would not last another winter, but residents argued "
    "that a new bridge would bring lorries through the narrow streets of the old quarter."
)
THIRD = (
    "Work begins in spring and is expected to last eighteen months; until then the bridge stays "
    "open to walkers and cyclists, and a ferry takes the place of the bus."
)


def parts(*lines: str) -> Structure:
    return structure(decode("\n".join(lines).encode(), "a.txt").text)


def texts(found: Structure) -> list[str]:
    return [text for piece in found.pieces for text in flat(piece.block)]


def flat(block: Block) -> Iterator[str]:
    if block.text:
        yield block.text
    for child in block.children:
        yield from flat(child)


def kinds(found: Structure) -> list[str]:
    return [piece.block.kind for piece in found.pieces]


def rules(found: Structure) -> dict[str, str]:
    return {each.text: each.rule for each in found.dropped}


def test_the_first_line_is_the_headline_and_each_other_line_a_paragraph() -> None:
    found = parts(HEADLINE, LEAD, SECOND, THIRD)
    assert found.headline == HEADLINE
    assert found.headline_line == found.lines[0]
    assert texts(found) == [LEAD, SECOND, THIRD]
    assert not found.dropped


def test_blank_lines_between_paragraphs_change_nothing() -> None:
    assert texts(parts(HEADLINE, "", LEAD, "", "", SECOND)) == texts(parts(HEADLINE, LEAD, SECOND))


@pytest.mark.parametrize("tail", [" | The Valley Herald", " - The Valley Herald", " » Herald.org"])
def test_the_name_of_a_site_behind_the_headline_is_a_hint_and_no_headline(tail: str) -> None:
    found = parts(HEADLINE + tail, LEAD, SECOND)
    assert found.headline == HEADLINE
    assert found.publisher == tail[3:]
    assert rules(found)[tail[3:]] == "site name"


@pytest.mark.parametrize(
    "title",
    [
        "River bridge – a long story with an end in sight",
        "Paris-Nice: the race begins in the snow",
        "Budget: schools first - roads later, says mayor",
        "Ferry, 1962-2024",
    ],
)
def test_a_dash_inside_a_headline_cuts_nothing(title: str) -> None:
    assert parts(title, LEAD, SECOND).headline == title


def test_a_repeated_headline_stays_once() -> None:
    found = parts(HEADLINE + " | Herald", HEADLINE, LEAD, SECOND)
    assert found.headline == HEADLINE
    assert texts(found) == [LEAD, SECOND]
    assert rules(found)[HEADLINE] == "headline repeated"


def test_a_picture_a_kicker_and_a_date_may_stand_above_the_headline() -> None:
    found = parts("![](a.jpg)", "Local", "12.11.2024", HEADLINE, LEAD, SECOND)
    assert found.headline == HEADLINE
    assert texts(found) == [LEAD, SECOND]
    assert [line.text for line in found.head] == ["![](a.jpg)", "Local", "12.11.2024"]


def test_a_first_line_of_three_thousand_characters_is_kept_whole_in_the_body() -> None:
    line = " ".join([LEAD] * 20)
    found = parts(line, SECOND)
    assert found.headline_line is None
    assert len(found.headline) <= 120
    assert line.startswith(found.headline.rstrip("…"))
    assert texts(found)[0] == line


def test_a_single_short_line_is_a_headline_without_a_body() -> None:
    found = parts("Ferry cancelled")
    assert (found.headline, found.pieces) == ("Ferry cancelled", ())


def test_source_and_byline_lines_are_evidence_in_head_and_tail() -> None:
    found = parts(HEADLINE, "By Ada Stone", LEAD, SECOND, "Herald.org", "![]() |")
    assert [line.text for line in found.head] == ["By Ada Stone"]
    assert [line.text for line in found.tail] == ["Herald.org", "![]() |"]
    assert rules(found) == {"![]() |": "image"}


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


def test_a_standfirst_is_a_thought_above_the_lead_that_no_full_stop_ends() -> None:
    standfirst = "After ten years of dispute, the cheaper of two plans wins by a single vote"
    found = parts(HEADLINE, standfirst, LEAD, SECOND)
    assert found.headline == HEADLINE
    assert found.standfirst == standfirst
    assert texts(found)[0] == standfirst


def test_text_wrapped_at_a_column_is_joined_into_paragraphs() -> None:
    found = parts(HEADLINE, "", *wrapped(LEAD), "", *wrapped(SECOND), "", *wrapped(THIRD))
    assert found.headline == HEADLINE
    assert texts(found) == [LEAD, SECOND, THIRD]


def wrapped(text: str, width: int = 66) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def test_a_word_parted_at_the_end_of_a_line_is_joined_as_the_text_writes_it_elsewhere() -> None:
    lines = [
        *(
            "The well-known bridge was built by the municipality in the early nine-",
            "teenth century, and since then the town has been proud of the well-",
            "known arches, the widest of the nineteenth century in this country.",
        ),
    ]
    found = parts(HEADLINE, "", *lines, "", *wrapped(SECOND, 70), "", *wrapped(THIRD, 70))
    assert "the early nineteenth century" in texts(found)[0]
    assert "the well-known arches" in texts(found)[0]


def test_a_sentence_that_an_extractor_broke_is_joined() -> None:
    broken = LEAD.split(" ending ")
    found = parts(HEADLINE, broken[0], f"ending {broken[1]}", SECOND)
    assert texts(found) == [LEAD, SECOND]


def test_bullets_numbers_and_quotes_become_lists_and_quotes() -> None:
    found = parts(
        *(HEADLINE, LEAD, "- stone", "- wood", SECOND, "1. spring", "2. autumn", THIRD),
        *("> We stay.", "> We repair."),
    )
    assert kinds(found) == ["paragraph", "list", "paragraph", "list", "paragraph", "quote"]
    assert [found.pieces[index].block.level for index in (1, 3)] == [0, 1]
    assert texts(found)[1:3] == ["stone", "wood"]


def test_bullets_right_below_numbers_and_a_second_count_are_lists_of_their_own() -> None:
    found = parts(HEADLINE, LEAD, "1. spring", "2. autumn", "1. stone", "2. wood", "- a", "- b")
    assert kinds(found) == ["paragraph", "list", "list", "list"]
    assert [found.pieces[index].block.level for index in (1, 2, 3)] == [1, 1, 0]


def test_a_lone_number_or_dash_is_no_list() -> None:
    found = parts(HEADLINE, LEAD, "1. Mai 1962 was the day it all began for the bridge.", SECOND)
    assert kinds(found) == ["paragraph"] * 3


def test_numbers_that_do_not_count_from_one_stay_as_they_are() -> None:
    found = parts(HEADLINE, LEAD, "7. ferry", "9. bridge", SECOND)
    assert texts(found)[1:3] == ["7. ferry", "9. bridge"]


def test_a_short_line_between_paragraphs_is_a_subheading() -> None:
    found = parts(HEADLINE, LEAD, "A costly winter", SECOND, THIRD)
    assert kinds(found) == ["paragraph", "heading", "paragraph", "paragraph"]


def test_lines_of_a_poem_are_no_subheadings() -> None:
    poem = ["The river runs", "Below the stone", "And all my sons", "Are gone"]
    assert kinds(parts("The River", *poem)) == ["paragraph"] * 4


def test_markdown_headings_get_levels_from_two_without_gaps() -> None:
    found = parts(f"# {HEADLINE}", LEAD, "### Costs", SECOND, "##### Dates", THIRD)
    assert found.headline == HEADLINE
    assert [p.block.level for p in found.pieces if p.block.kind == "heading"] == [2, 3]


def test_rows_with_bars_are_a_table() -> None:
    found = parts(HEADLINE, LEAD, "| Year | Cost |", "|---|---|", "| 1962 | 3 |", SECOND)
    table = found.pieces[1].block
    assert table.kind == "table"
    assert [[cell.text for cell in row.children] for row in table.children] == [
        ["Year", "Cost"],
        ["1962", "3"],
    ]


def test_links_of_an_extractor_lose_their_targets_and_keep_their_words() -> None:
    found = parts(
        HEADLINE, LEAD, "See [the **plan**](https://example.org/p_(1)) of 2024\\.", SECOND
    )
    assert texts(found)[1] == "See the plan of 2024."
    assert rules(found) == {
        "(https://example.org/p_(1))": "link target",
        "** **": "emphasis mark",
        "\\": "escape mark",
    }


def test_stars_and_brackets_in_other_texts_stay() -> None:
    line = "Use **kwargs and [sic] with 5*3*2 and snake_case_names, they said at the meeting."
    assert line in texts(parts(HEADLINE, LEAD, line))


@pytest.mark.parametrize(
    "line",
    [
        "<script>alert(1)</script>",
        "{: onclick=alert(1)}",
        "[x]({attach}../../etc/passwd)",
        "{% include 'x' %} {{ config }}",
    ],
)
def test_nothing_in_a_seed_is_markup(line: str) -> None:
    found = parts(HEADLINE, LEAD, line, SECOND)
    assert line in texts(found) or line in " ".join(each.text for each in found.dropped)


def test_a_whole_page_loses_its_menus_and_keeps_its_article() -> None:
    menu = ["Skip to content", "Menu", "News", "Sport", "Weather", "Login", "Subscribe", "Search"]
    foot = ["Share", "Facebook", "Read also", "Ferry sinks", "Mayor resigns", "Contact", "Login"]
    found = parts(*menu, HEADLINE, LEAD, SECOND, THIRD, *foot, "© 2024 Valley Herald")
    assert found.headline == HEADLINE
    assert texts(found) == [LEAD, SECOND, THIRD]
    assert len(found.dropped) == len(menu) + len(foot) + 1


def test_a_caption_between_headline_and_text_of_a_page_is_no_headline() -> None:
    menu = ["Skip to content", "Menu", "News", "Sport", "Weather", "Login", "Subscribe", "Search"]
    head = [HEADLINE, "2 hours ago", "The old river bridge on Monday evening"]
    foot = ["Share", "Facebook", "Contact", HEADLINE, "Login", "© 2024 Valley Herald"]
    found = parts(*menu, *head, LEAD, SECOND, THIRD, *foot)
    assert found.headline == HEADLINE
    assert texts(found)[-3:] == [LEAD, SECOND, THIRD]


def test_titles_listed_under_read_also_go_with_it() -> None:
    found = parts(HEADLINE, LEAD, SECOND, "Read also", "Ferry sinks off the coast", "Mayor resigns")
    assert texts(found) == [LEAD, SECOND]
    assert rules(found)["Mayor resigns"] == "read also"


def test_a_very_long_paragraph_is_split_after_sentences() -> None:
    line = " ".join([LEAD] * 200)
    found = parts(HEADLINE, line)
    assert all(len(text) <= LONGEST for text in texts(found))
    assert all(text.endswith(".") for text in texts(found))
    assert " ".join(texts(found)) == line


def test_a_line_number_is_that_of_the_file() -> None:
    found = parts("", HEADLINE, "", LEAD + "\u2028" + SECOND, THIRD)
    assert [line.no for line in found.lines] == [2, 4, 4, 5]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "word " * 400_000,
            "[" * 500_000,
            "![](" * 50_000,
            "- x\n" * 20_000,
            "| a | b |\n" * 9000,
        ),
        *("Read also\n" * 20_000, "Comments\n" * 20_000, "Some short line\n" * 20_000),
        *("_a " * 5000 + "[x](y)", "[a](b " * 3000 + "[x](y)", "lorem ipsum dolor si\n" * 9000),
    ],
)
def test_no_text_makes_it_slow(text: str) -> None:
    start = time.process_time()
    found = structure(text)
    assert time.process_time() - start < 3
    assert 0 < len(found.headline) <= 220


MENU = ["Skip to content", "Menu", "News", "Sport", "Weather", "Login", "Subscribe", "Search"]
QUOTED = "« On a tout monté à l’étage », raconte Samira Haddad, commerçante."


def test_a_sentence_behind_a_photo_credit_and_above_share_lines_is_of_the_text() -> None:
    foot = ["Share", "Facebook", "Subscribe", "Contact", "Login", "© 2024 Valley Herald"]
    found = parts(*MENU, HEADLINE, LEAD, SECOND, "Read also: Ferry", "Photo: AFP", QUOTED, *foot)
    assert texts(found) == [LEAD, SECOND, QUOTED]


def test_a_teaser_behind_other_titles_is_not_of_the_text() -> None:
    foot = ["Share", "Facebook", "Subscribe", "Ferry sinks", "Mayor resigns", QUOTED, "Login"]
    found = parts(*MENU, *MENU, HEADLINE, LEAD, SECOND, THIRD, *foot, "© 2024 Valley Herald")
    assert texts(found) == [LEAD, SECOND, THIRD]
    assert rules(found)[QUOTED] == "page around the text"


@pytest.mark.parametrize(
    "menu",
    ["Inicio   Política   Economía   Deportes", "Home | News | Sport", "A la une · Monde · Sport"],
)
def test_a_menu_above_a_headline_is_none(menu: str) -> None:
    found = parts(menu, HEADLINE, LEAD, SECOND)
    assert found.headline == HEADLINE
    assert rules(found)[menu] == "menu"


@pytest.mark.parametrize("title", ["Berlin | Paris | London", "Home | 12.11.2024 | AFP"])
def test_a_first_line_like_a_menu_stays_where_no_headline_is_below_it(title: str) -> None:
    assert title not in rules(parts(title, LEAD, SECOND))


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (
            "HAMBURG (dpa) - Der Hafen hat 2,1 Millionen Container umgeschlagen. Das ist viel.",
            "Der Hafen hat 2,1 Millionen Container umgeschlagen",
        ),
        (
            "ROMA, 14 NOV (ANSA) - I ricercatori hanno scoperto un nuovo fossile. Era grande.",
            "I ricercatori hanno scoperto un nuovo fossile",
        ),
        (
            "МОСКВА, 14 ноября. /ТАСС/. Новый мост открыли в пятницу утром. Движение началось.",
            "Новый мост открыли в пятницу утром",
        ),
        (
            "PARIS (AFP) – Le pont a été rouvert lundi aux cyclistes. Les voitures attendront.",
            "Le pont a été rouvert lundi aux cyclistes",
        ),
        (
            "LONDON — The bridge was opened to cyclists on Monday by the mayor. Cars must wait.",
            "The bridge was opened to cyclists on Monday by the mayor",
        ),
    ],
)
def test_a_lead_with_a_dateline_gives_a_headline_and_stays_whole(line: str, title: str) -> None:
    found = parts(line, LEAD, SECOND)
    assert (found.headline, found.headline_line) == (title, None)
    assert texts(found)[0] == line


@pytest.mark.parametrize(
    "line",
    [
        "Der Vorsitzende (SPD) - ein Mann aus Kiel - sagte am Montag, dass er nach Hause geht.",
        "The Senate (which met on Monday) — all of it — voted for the bridge that nobody wanted.",
        "COVID - what we know about the virus that came over the river to the old town.",
    ],
)
def test_a_dash_behind_a_name_is_no_dateline(line: str) -> None:
    assert parts(line, LEAD, SECOND).headline == line


def test_a_headline_made_from_a_long_sentence_ends_after_a_clause() -> None:
    found = parts(f"{LEAD[:-1]} and their honour.", SECOND[:60])
    assert found.headline == LEAD.partition(", ending")[0] + "…"


def test_names_in_brackets_and_sources_below_read_also_are_no_titles() -> None:
    found = parts(HEADLINE, LEAD, SECOND, "Read also", "Ferry sinks", "（京都新聞）", "Bron: Belga")
    assert rules(found)["Ferry sinks"] == "read also"
    assert [line.text for line in found.tail][-2:] == ["（京都新聞）", "Bron: Belga"]
    assert not {"（京都新聞）", "Bron: Belga"} & set(rules(found))


def test_tags_at_the_end_are_a_field() -> None:
    found = parts(HEADLINE, LEAD, SECOND, "Etiquetas: sequía, agua")
    assert [(each.name, each.value) for each in found.fields] == [("tags", "sequía, agua")]


WORDS = (
    "the Council voted on Monday bridge river Share Menu By Date: | > - * # 1. ![](a) [a](b) © "
    "2024 été « oui » 政府は Правительство الحكومة <b> {: x} Read also _x_ **y** don’t well- "
    "Title: Subject: To: --"
)
words = st.sampled_from(WORDS.split())
seed_lines = st.one_of(
    st.lists(words, max_size=30).map(" ".join),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80),
    st.sampled_from(["", LEAD, SECOND, THIRD, HEADLINE, "Login", "Share", "Read also"]),
)


@given(st.lists(seed_lines, min_size=1, max_size=40))
def test_every_word_of_every_line_is_in_the_text_or_among_the_dropped(lines: list[str]) -> None:
    try:
        text = decode("\n".join(lines).encode(), "a.txt").text
    except SeedRefused:
        return
    found = structure(text)
    there = " ".join([found.headline, *texts(found), *(each.text for each in found.dropped)])
    assert found.headline
    for line in found.lines:
        for word in re.findall(r"[^\W\d_]+", line.text):
            assert word in there


@given(st.lists(seed_lines, min_size=1, max_size=20))
def test_texts_are_single_trimmed_lines_and_equal_input_gives_equal_parts(lines: list[str]) -> None:
    try:
        text = decode("\n".join(lines).encode(), "a.txt").text
    except SeedRefused:
        return
    found = structure(text)
    assert found == structure(text)
    for each in (found.headline, *texts(found)):
        assert each == each.strip()
        assert not set(each) & set("\n\r\u2028\u2029\x85")
    assert all(each.rule for each in found.dropped)

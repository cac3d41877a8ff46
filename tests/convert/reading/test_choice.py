"""The signs that make a line the headline: each has an example, and the heaviest sum wins."""

from __future__ import annotations

import pytest

from plugins.convert.data import table
from plugins.convert.reading import choice, context, headline_signs, lines, page
from tests.convert.reading.article import HEADLINE, LEAD, SECOND, THIRD, parts

MENU = ("Login", "Search", "Share", "Newsletter", "Menu", "Home", "Contact", "Sitemap", "RSS")
DUMP = (*MENU, *MENU)
BRIDGE = "Residents of the old quarter want no bridge"

#: For each sign the lines of a text; the line that has it begins with ">>".
EXAMPLES: dict[str, tuple[str, ...]] = {
    "top": (f">>{HEADLINE}", LEAD, SECOND),
    "top of a page": (f">>{HEADLINE}", *DUMP, LEAD, SECOND, THIRD, *DUMP),
    "others above": ("Valley Herald", f">>{HEADLINE}", LEAD, SECOND),
    "first running line": (">>Why does the town want to keep its old river bridge?", LEAD, SECOND),
    "behind the beginning": (
        "The mayor was pleased with all of it on Monday.",
        f">>{HEADLINE}",
        LEAD,
    ),
    "blank line above": ("Valley", "", f">>{HEADLINE}", LEAD, SECOND),
    "running text": (">>The council voted to keep the old river bridge.", LEAD, SECOND),
    "tiny": (">>Local", HEADLINE, LEAD, SECOND),
    "short": (">>Local and regional", HEADLINE, LEAD, SECOND),
    "short at the top": (">>Ferry cancelled", LEAD, SECOND),
    "usual": (">>The river bridge at the old mill stays", LEAD, SECOND),
    "ample": (f">>{BRIDGE} by night at all", LEAD, SECOND),
    "long": (
        f">>{HEADLINE} and to close the ferry that has taken people over the river since spring",
        LEAD,
    ),
    "very long": (
        f">>{HEADLINE}, to close the ferry, and to ask {BRIDGE} {BRIDGE} {BRIDGE}",
        LEAD * 2,
    ),
    "heading": (f">># {HEADLINE}", LEAD, SECOND),
    "lower heading": (f">>## {HEADLINE}", LEAD, SECOND),
    "lowest heading": (f">>#### {HEADLINE}", LEAD, SECOND),
    "full stop": (">>The bridge stays.", LEAD, SECOND),
    "colon at the end": (">>What the council says:", LEAD, SECOND),
    "question or cry": (">>Does the bridge stay?", LEAD, SECOND),
    "date inside": (f">>{HEADLINE}, 12 November 2024", LEAD, SECOND),
    "only a date": (">>12 November 2024", LEAD, SECOND),
    "byline": (">>By the old river, Jeanne Dubois", LEAD, SECOND),
    "item": (f">>- {HEADLINE}", LEAD, SECOND),
    "in capitals": (">>RIVER VALLEY TODAY", HEADLINE, LEAD, SECOND),
    "a person's name": (">>Anna Keller", HEADLINE, LEAD, SECOND),
    "site's name beside": (f">>{HEADLINE} | Valley Herald", LEAD, SECOND),
    "middle of a sentence": (">>and so the council voted to keep it", LEAD, SECOND),
    "kicker above": ("Valley", f">>{HEADLINE}", LEAD, SECOND),
    "date above": ("12 November 2024", f">>{HEADLINE}", LEAD, SECOND),
    "text below": (f">>{HEADLINE}", LEAD, SECOND),
    "between items": ("- Valley", f">>{HEADLINE}", "- River", LEAD, SECOND),
    "date or author below": (f">>{HEADLINE}", "By Jeanne Dubois", LEAD, SECOND),
    "date or author below, on a page": (
        *(*DUMP, f">>{HEADLINE}", "By Jeanne Dubois", LEAD, SECOND, THIRD, *DUMP),
    ),
    "words of the text": (f">>{HEADLINE}", LEAD, SECOND),
    "share of its words in the text": (f">>{HEADLINE}", LEAD, SECOND),
    "stands twice": (f">>{HEADLINE}", LEAD, SECOND, HEADLINE),
    "inside another line": (f">>{HEADLINE}", f"{HEADLINE} by night", LEAD, SECOND),
    "like the first line": (f"{HEADLINE} for good", f">>{HEADLINE}", LEAD, SECOND),
    "end of the first line": (f"Dispute: {HEADLINE}", f">>{HEADLINE}", LEAD, SECOND),
    "the first line in two": (f"Dispute: {HEADLINE}", "Dispute", f">>{HEADLINE}", LEAD, SECOND),
    "whole below": (">>Residents of the old quarter", BRIDGE, LEAD, SECOND),
    "the first line goes on": ("Residents of the old quarter", f">>{BRIDGE}", LEAD, SECOND),
}


def test_each_sign_has_a_weight_a_reason_and_an_example() -> None:
    entries = table("headlines")
    assert entries.keys() == EXAMPLES.keys()
    assert all(entry["weight"] and entry["why"] for entry in entries.values())


@pytest.mark.parametrize("sign", EXAMPLES)
def test_a_line_has_the_sign_that_it_is_an_example_of(sign: str) -> None:
    text = "\n".join(line.removeprefix(">>") for line in EXAMPLES[sign])
    wanted = next(line[2:] for line in EXAMPLES[sign] if line.startswith(">>"))
    rows = lines.rows(text)
    found = page.divided(rows, context.judged(rows, text, is_mail=False))
    around = headline_signs.surroundings(found)
    line = next(each for each in choice.candidates(found) if each.text == wanted)
    assert headline_signs.signs(line, around)[sign] > 0


@pytest.mark.parametrize("below", [("By Jeanne Dubois",), ("12 November 2024", "Share")])
def test_on_a_page_the_line_above_the_date_or_author_is_the_headline(
    below: tuple[str, ...],
) -> None:
    teasers = (BRIDGE, "Ferry sinks in autumn storm", "Mayor opens market hall")
    found = parts(*DUMP, *teasers, HEADLINE, *below, LEAD, SECOND, THIRD, *DUMP)
    assert found.headline == HEADLINE


def test_the_page_title_in_other_words_gives_way_to_the_heading_below_it() -> None:
    found = parts("Old river bridge stays, council says", f"# {HEADLINE}", LEAD, SECOND)
    assert found.headline == HEADLINE


def test_a_headline_that_ends_in_initials_is_no_sentence() -> None:
    title = "The council of the valley asks for a new river bridge of the U.N."
    assert parts("Supported by", title, LEAD, SECOND).headline == title


def test_a_page_title_of_kicker_and_headline_gives_way_to_the_headline_alone() -> None:
    kicker = "The river, the valley and the town"
    found = parts(f"{kicker}: {BRIDGE}", kicker, BRIDGE, LEAD, SECOND)
    assert found.headline == BRIDGE


def test_a_first_line_that_is_the_whole_lead_is_no_headline() -> None:
    lead = f"{LEAD[:-1]} and their honour."
    assert parts(lead, LEAD, SECOND).headline_line is None


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (f"{HEADLINE} › Valley Herald", HEADLINE),
        (f"{HEADLINE} - TACK! - Herald", HEADLINE),
        (f"{HEADLINE} - VIDEO", f"{HEADLINE} - VIDEO"),
        (f"{HEADLINE} ｜ Herald", HEADLINE),
    ],
)
def test_a_name_behind_a_mark_is_cut_and_what_a_text_has_is_not(line: str, title: str) -> None:
    assert parts(line, LEAD, SECOND).headline == title


def test_a_name_in_brackets_is_cut_where_the_headline_stands_alone_too() -> None:
    assert parts(f"{HEADLINE} (Valley Herald)", HEADLINE, LEAD, SECOND).headline == HEADLINE

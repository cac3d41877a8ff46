"""Which line is the headline, and what it is without its trimmings."""

from __future__ import annotations

import pytest

from tests.convert.reading.article import HEADLINE, LEAD, SECOND, THIRD, parts, rules, texts


def test_the_first_line_is_the_headline_and_each_other_line_a_paragraph() -> None:
    found = parts(HEADLINE, LEAD, SECOND, THIRD)
    assert found.headline == HEADLINE
    assert found.headline_line == found.lines[0]
    assert texts(found) == [LEAD, SECOND, THIRD]
    assert not found.dropped


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


@pytest.mark.parametrize("line", ["{}｜谷新聞", "VALLEY WEB|{}"])
def test_a_bar_that_no_space_surrounds_parts_a_site_in_scripts_without_them(line: str) -> None:
    title = "谷の古い橋を残すことを町議会が決めた"
    found = parts(line.format(title), LEAD, SECOND)
    assert found.headline == title
    assert found.publisher == line.replace("{}", "").strip("｜|")


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


def test_a_standfirst_is_a_thought_above_the_lead_that_no_full_stop_ends() -> None:
    standfirst = "After ten years of dispute, the cheaper of two plans wins by a single vote"
    found = parts(HEADLINE, standfirst, LEAD, SECOND)
    assert found.headline == HEADLINE
    assert found.standfirst == standfirst
    assert texts(found)[0] == standfirst


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


@pytest.mark.parametrize("byline", ["By Sandra Hall", "Par Anne Martin", "Von Thomas Weber"])
def test_who_wrote_a_text_without_a_headline_is_no_headline(byline: str) -> None:
    found = parts(byline, LEAD, SECOND, THIRD)
    assert found.headline_line is None
    assert LEAD.startswith(found.headline.rstrip("…"))


def test_a_headline_made_from_a_long_sentence_ends_after_a_clause() -> None:
    found = parts(f"{LEAD[:-1]} and their honour.", SECOND[:60])
    assert found.headline == LEAD.partition(", ending")[0] + "…"


@pytest.mark.parametrize(
    "words", [HEADLINE, f"Image for article titled {HEADLINE}", f"{HEADLINE} {HEADLINE}"]
)
def test_the_words_of_a_lead_picture_are_the_headline_of_a_text_without_one(words: str) -> None:
    found = parts(f"![{words}](https://img.example/a.jpg)", LEAD, SECOND, THIRD)
    assert found.headline == HEADLINE
    assert found.headline_line is None
    assert found.headline_why == "the words of the first picture"
    assert texts(found) == [LEAD, SECOND, THIRD]


def test_the_heading_of_the_comments_names_the_headline_of_a_text_without_one() -> None:
    found = parts(LEAD, SECOND, f"11 responses to “{HEADLINE}: the “oldest” of all”", THIRD)
    assert found.headline == f"{HEADLINE}: the “oldest” of all"
    assert found.headline_why == "the heading of the comments"


def test_a_picture_of_a_few_words_says_no_headline() -> None:
    found = parts("![The old bridge](https://img.example/a.jpg)", LEAD, SECOND, THIRD)
    assert LEAD.startswith(found.headline.rstrip("…"))


@pytest.mark.parametrize("paper", ["river magazin", "RIVER & VALLEY"])
def test_a_papers_name_behind_a_dash_is_cut_in_small_letters_and_in_capitals(paper: str) -> None:
    found = parts(f"{HEADLINE} - {paper}", LEAD, SECOND)
    assert (found.headline, found.publisher) == (HEADLINE, paper)


def test_how_long_ago_a_text_appeared_is_no_end_of_its_headline() -> None:
    long = f"{HEADLINE} and closes its ferry in the coming spring for good"
    assert parts(long, "vor 11 Minuten", LEAD, SECOND).headline == long


def test_a_headline_alone_is_surer_than_one_of_two_and_one_that_was_made_least_sure() -> None:
    alone = parts(HEADLINE, "By Anna Keller", LEAD, SECOND)
    beside = parts("Ferry crews wait for the old bridge", HEADLINE, LEAD, SECOND)
    made = parts(LEAD, SECOND, THIRD)
    assert alone.headline_sure > 0.9 > beside.headline_sure > made.headline_sure

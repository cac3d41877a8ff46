"""What stands above a text as ``Key: value``: heads of mails and front matters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.convert.reading import header
from plugins.convert.reading.structure import structure

BODY = "The council voted on Monday evening to repair the old bridge over the river Wend."
MAIL = """From: "Desk North" <desk@north.example>
To: readers@example.org
Date: Tue, 10 Nov 2026 16:20:00 +0100
Subject: =?UTF-8?Q?Re:_Karten_f=C3=BCr?=
 =?UTF-8?Q?_Seefahrer?=
MIME-Version: 1.0
X-Mailer: Post 1.0

"""


def found(text: str) -> list[tuple[str, str]]:
    return [(each.name, each.value) for each in header.read(text).fields]


def test_the_head_of_a_mail_gives_headline_author_and_date() -> None:
    assert found(MAIL + BODY) == [
        ("authors", "Desk North"),
        ("published", "Tue, 10 Nov 2026 16:20:00 +0100"),
        ("title", "Karten für Seefahrer"),
    ]


def test_no_line_of_a_head_is_text_and_each_is_dropped_by_name() -> None:
    parts = structure(MAIL + BODY)
    assert parts.headline == "Karten für Seefahrer"
    assert [piece.block.text for piece in parts.pieces] == [BODY]
    assert [each.line_no for each in parts.dropped] == [*range(1, 8)]
    assert {each.rule for each in parts.dropped} == {"mail header", "header field"}


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Titre : Le pont rouvre", "Le pont rouvre"),
        ("Betreff: AW: Die Brücke bleibt", "Die Brücke bleibt"),
        ("Asunto: El puente sigue", "El puente sigue"),
        ("Oggetto: Il ponte resta", "Il ponte resta"),
        ("Тема: Мост остаётся", "Мост остаётся"),
        ("العنوان: الجسر باق", "الجسر باق"),
        (
            "Title: {{ SITENAME }} <script>alert(1)</script>",
            "{{ SITENAME }} <script>alert(1)</script>",
        ),
        ("Title: =?no-such?Q?x=20y?=", "x y"),
        ("Title: =?UTF-8?B?!!!?=", "=?UTF-8?B?!!!?="),
    ],
)
def test_a_title_alone_gives_the_headline_in_each_language(line: str, title: str) -> None:
    assert header.read(f"{line}\n\n{BODY}").title == title


def test_an_address_of_a_mail_is_no_author() -> None:
    assert found(f"From: <a@b.example>\nSubject: Bridge\n\n{BODY}") == [("title", "Bridge")]


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"Bridge: the long story\n{BODY}",
        f"Datum: 3. Mai 2024\n{BODY}",
        f"Reporter: What did the town council decide about the bridge?\nReporter: And why?\n{BODY}",
        "To: whom\nCc: nobody",
    ],
)
def test_other_texts_have_no_header(text: str) -> None:
    assert header.read(text) == header.Header(text)


def test_an_indented_paragraph_below_a_header_is_text() -> None:
    assert BODY in header.read(f"Title: Bridge\nBy: Ada Stone\n    {BODY}").rest


def test_a_signature_goes_with_its_two_dashes() -> None:
    parts = structure(f"{MAIL}{BODY}\n{BODY}\n-- \nDesk North\nTel. 0421")
    assert [each.text for each in parts.dropped if each.rule == "signature"] == [
        *("--", "Desk North", "Tel. 0421"),
    ]


def test_two_dashes_between_the_verses_of_a_poem_are_no_signature() -> None:
    parts = structure(f"The River\n{BODY}\n--\nAnd all my sons\nAre gone")
    assert "signature" not in {each.rule for each in parts.dropped}


lines = st.sampled_from([*MAIL.splitlines(), "---", "tags:", "  - x", "Title: y", "", BODY])


@given(st.lists(lines, max_size=14).map("\n".join))
def test_each_line_is_of_the_header_or_of_the_rest(text: str) -> None:
    made = header.read(text)
    rest = made.rest.split("\n")
    taken = {line.no for line in made.lines}
    for no, line in enumerate(text.split("\n"), start=1):
        assert rest[no - 1] == ("" if no in taken else line)
    assert taken == {each.line_no for each in made.dropped}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("=?x-unknown?q?Mayor_resigns?=", "Mayor resigns"),
        ("=?x-unknown?q?Caf=C3=A9?= =?nope?q?_caf=E9?=", "Café café"),
        ("=?utf-8?q?Budget?= =?utf-8?b?!!?=", "Budget=?utf-8?b?!!?="),
        ("Re: =?utf-8?q?Budget?= voted", "Re: Budget voted"),
        ("=?utf-8?b?w6k=?= =?utf-8?q?=C3?=\t=?utf-8?q?=A9_?=", "éé "),
        ("=?iso-8859-1*fr?q?=E9t=E9?=", "été"),
        ("=?utf-8?q?=E9t=E9?=", "été"),
        ("a =?b? c", "a =?b? c"),
    ],
)
def test_each_encoded_word_is_decoded_for_itself(value: str, words: str) -> None:
    assert header.decoded(value) == words

"""Authors: from bylines, never from prose."""

from __future__ import annotations

import pytest

from plugins.convert.metadata import people, signed
from plugins.convert.metadata.bare import bare_text
from plugins.convert.metadata.names import agency, person
from tests.convert.described import LEAD, describe, parts

HEADLINE = "Le marché couvert sera rénové"
ABOUT = "is a writer who lives in Geneva and bakes bread."
FAMILIES = ("Keller", "Braun", "Roth", "Weber", "Vogel", "Huber", "Frey", "Baumann")


@pytest.mark.parametrize(
    ("lang", "line", "names"),
    [
        ("fr", "Par Julie Martin et Paul Durand, avec AFP", ["Julie Martin", "Paul Durand"]),
        ("fr", "Propos recueillis par Zoé Le Gall", ["Zoé Le Gall"]),
        ("en", "By Jane Porter and Tom O’Neill", ["Jane Porter", "Tom O’Neill"]),
        ("en", "By Nick Levy | February 28, 2023", ["Nick Levy"]),
        ("en", "By RALPH D. STONE", ["Ralph D. Stone"]),
        (
            "en",
            "Reporting by Ann Lee in Paris, Bo Kim in The Hague; Editing by Al Roe",
            ["Ann Lee", "Bo Kim"],
        ),
        ("de", "Von Anna Müller, Berlin", ["Anna Müller"]),
        ("de", "Autor: Ursula von der Heide", ["Ursula von der Heide"]),
        ("es", "Por Lucía Fernández y Juan Pérez", ["Lucía Fernández", "Juan Pérez"]),
        ("it", "Di Marco Rossi", ["Marco Rossi"]),
        ("nl", "Door Jan de Vries", ["Jan de Vries"]),
        ("ru", "Автор: Иван Петров", ["Иван Петров"]),
        ("ar", "بقلم: سامي حداد", ["سامي حداد"]),
        ("he", "מאת דנה כהן", ["דנה כהן"]),
        ("zh", "作者：李明", ["李明"]),
        ("zh", "本报记者 张伟", ["张伟"]),
        ("ja", "文・撮影＝山田花子", ["山田花子"]),
        ("ja", "山田花子記者", ["山田花子"]),
        ("ko", "홍길동 기자", ["홍길동"]),
    ],
)
def test_a_byline_names_its_authors(lang: str, line: str, names: list[str]) -> None:
    authors, guesses = people.guess(parts(HEADLINE, line, LEAD, LEAD), lang)
    assert [author.name for author in authors] == names
    assert all(guess.evidence == line for guess in guesses)


@pytest.mark.parametrize(
    "line",
    [
        "Par ailleurs, Emmanuel Macron se rendra à Lyon",
        "Par la rédaction",
        "Par Le Figaro avec AFP",
        "Par Paris",
        "By the Numbers",
        "Partager cet article",
    ],
)
def test_what_only_looks_like_a_byline_names_nobody(line: str) -> None:
    assert people.guess(parts(HEADLINE, line, LEAD, LEAD), "fr")[0] == ()


def test_an_agency_is_the_author_where_a_byline_names_nobody_else() -> None:
    assert _names(HEADLINE, "By Associated Press", LEAD, LEAD) == ["Associated Press"]
    assert _names(HEADLINE, "By Anna Keller, Associated Press", LEAD, LEAD) == ["Anna Keller"]


@pytest.mark.parametrize(
    "line",
    [
        "**Anna Keller** Deputy Head of the Newsroom",
        "[Anna Keller](https://courier.example/a/very/long/address/of/the/people/of/this/paper)",
        "Avatar for Anna Keller Anna Keller | Feb 28 2025 - 8:45 am PT",
        "Anna Keller(Bruxelles, bureau européen) 4 février 2025",
    ],
)
def test_a_name_is_read_beside_a_role_an_address_a_time_or_a_place(line: str) -> None:
    assert _names(HEADLINE, line, "4 Feb 2025", LEAD, LEAD) == ["Anna Keller"]


def test_bylines_stand_behind_standfirsts_and_staff_is_named_amid_words() -> None:
    standfirst = "The market hall will be renewed. By Anna Keller"
    assert _names(HEADLINE, standfirst, LEAD, LEAD) == ["Anna Keller"]
    told = "Die Halle wird saniert, sagt Kurier-Redakteurin Anna Keller nach einem Rundgang."
    found = signed.candidates(parts(HEADLINE, told, LEAD, LEAD), "de")
    assert ("Anna Keller", True) in {(each.name, "of the staff" in each.signs) for each in found}


def test_signs_tell_addresses_of_a_name_and_names_beside_better_ones() -> None:
    page = parts(HEADLINE, "By Anna Keller", LEAD, LEAD, "akeller@courier.example", "Paul Braun")
    found = {each.name: each.signs for each in signed.candidates(page, "en")}
    assert "mail of the name" in found["Anna Keller"]
    assert "another is told" in found["Paul Braun"]


def test_a_given_name_that_is_a_particle_elsewhere_makes_a_name() -> None:
    assert person("Ben Keller", "en") == "Ben Keller"
    assert person("Von Keller", "de") == ""
    assert person("The market opened.", "en") == person("Paul Opened.", "en") == ""


def test_a_name_in_prose_is_no_author() -> None:
    prose = f"{LEAD} Un rapport écrit par Julie Martin a été publié hier par Paul Durand."
    assert people.guess(parts(HEADLINE, prose, LEAD, prose), "fr")[0] == ()


def test_a_name_beside_a_date_is_an_author() -> None:
    authors, _ = people.guess(parts(HEADLINE, "Julie Martin", "18 novembre 2024", LEAD), "fr")
    assert [author.name for author in authors] == ["Julie Martin"]


def test_a_note_at_the_end_tells_who_wrote_it() -> None:
    note = "Jane Porter is a staff writer who covers city halls and the people in them."
    authors, guesses = people.guess(parts("City hall moves", LEAD, LEAD, note), "en")
    assert [author.name for author in authors] == ["Jane Porter"]
    assert guesses[0].evidence != note  # the note stays in the text


def test_an_agency_is_neither_author_nor_publisher() -> None:
    found = describe(HEADLINE, "Par Julie Martin, avec AFP", LEAD, LEAD)
    assert [author.name for author in found.authors] == ["Julie Martin"]
    assert found.source is None


@pytest.mark.parametrize(
    "text", ["soutien massif", "Ukraine", "Lundi Matin", "Un Deux 3", "ONU Info", "X"]
)
def test_ordinary_words_and_places_are_no_person(text: str) -> None:
    assert person(text, "fr") == ""


def test_an_agency_is_known_by_its_initials_and_in_full() -> None:
    assert agency("(AFP)") == agency("Agence France-Presse") == "AFP"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("高橋一郎", ["高橋一郎"]),
        ("社会面", []),
        ("東京都", []),
        ("東京新聞", []),
        ("関連記事", []),
    ],
)
def test_a_japanese_name_beside_the_date_is_a_byline(line: str, names: list[str]) -> None:
    lead = "市の図書館が三年ぶりに改装を終え、八日に再び開いた。地元の人たちが朝から列を作った。"
    text = parts("図書館が三年ぶりに再開", "2025年11月8日 10時30分", line, lead, lead)
    authors, _ = people.guess(text, "ja")
    assert [author.name for author in authors] == names


def test_a_japanese_name_in_brackets_closes_a_text() -> None:
    lead = "市の図書館が三年ぶりに改装を終え、八日に再び開いた。地元の人たちが朝から列を作った。"
    authors, _ = people.guess(parts("図書館が三年ぶりに再開", lead, lead, "（高橋一郎）"), "ja")
    assert [author.name for author in authors] == ["高橋一郎"]


def test_a_long_run_of_spaces_is_read_to_its_end() -> None:
    assert bare_text("(By" + " " * 1_000_000 + "A. Author)").endswith("A. Author")


def _names(*lines: str, lang: str = "en") -> list[str]:
    authors, _ = people.guess(parts(*lines), lang)
    return [author.name for author in authors]


@pytest.mark.parametrize(
    "line",
    [
        "Anna Keller",
        "Anna Keller, reporter",
        "Anna Keller 4 February 2025 - 14:41",
        "4 Feb 2025 // Anna Keller",
        "Anna Keller@annakeller",
        "Anna Keller Anna Keller",
        "By ANNA KELLER FEBRUARY 4, 2025",
        "Posted by Anna Keller",
    ],
)
def test_a_line_under_the_headline_that_is_only_a_name_is_a_byline(line: str) -> None:
    assert _names("The market hall will be renovated", line, LEAD, LEAD) == ["Anna Keller"]


def test_a_name_that_the_text_speaks_of_is_no_author() -> None:
    about = "Le maire et Anna Keller ouvrent le marché, dont Mme Keller est fière. " + LEAD
    assert _names(HEADLINE, LEAD, about, about, "Anna Keller", lang="fr") == []


def test_the_signature_of_a_quoted_post_is_no_byline() -> None:
    assert _names(HEADLINE, "— Anna Keller (@akeller) February 4, 2025", LEAD, LEAD) == []


def test_a_byline_inside_a_page_of_one_line_is_found() -> None:
    page = f"Europas Banken wollen mehr {LEAD} von Anna Keller 28.04.2023, 19:09 3 Min. {LEAD * 3}"
    assert _names(page, lang="de") == ["Anna Keller"]


def test_names_in_a_row_are_several_authors() -> None:
    line = "Anna Keller, Peter Braun, Maria Schulz"
    found = _names(HEADLINE, line, "4. Februar 2025", LEAD, LEAD, lang="de")
    assert found == ["Anna Keller", "Peter Braun", "Maria Schulz"]


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        ("en", ["By", "Anna Keller", "|"]),
        ("en", ["Written by", "Anna Keller"]),
        ("fr", ["Par", "Anna Keller"]),
        ("de", ["Autor:in", "Anna Keller"]),
        ("de", ["Anna Keller", "vor 2 Stunden"]),
        ("cs", ["Anna Keller", "před 2 hodinami"]),
        ("en", ["Anna Keller", "Senior reporter"]),
        ("de", ["Anna Keller", "Autor*in in Berlin"]),
        ("en", ["Avatar for Anna Keller Anna Keller | February 4, 2025"]),
        ("en", ["By[Anna Keller](https://example.com/team/anna) ![logo](logo.png)"]),
        ("de", ["Erstellt von Anna Keller am Dienstag 4. Februar 2025"]),
    ],
)
def test_the_lines_around_a_name_make_it_the_authors(lang: str, lines: list[str]) -> None:
    assert _names(HEADLINE, *lines, LEAD, LEAD, lang=lang) == ["Anna Keller"]


@pytest.mark.parametrize(
    ("lang", "lines", "names"),
    [
        ("en", ["About the author", "Anna Keller is a baker."], ["Anna Keller"]),
        ("en", ["View all posts by Anna Keller →"], ["Anna Keller"]),
        ("de", [LEAD + " (Anna Keller, 4.2.2025)"], ["Anna Keller"]),
        ("de", ["MDR (Anna Keller, Paul Braun)"], ["Anna Keller", "Paul Braun"]),
        ("ru", ["Анна Келлер, Павел Браун"], ["Анна Келлер", "Павел Браун"]),
        ("fr", ["Awo NDIAYE"], ["Awo NDIAYE"]),
        (
            "en",
            ["Anna Keller is a professor of baking. Paul Braun is a writer in Berlin."],
            ["Anna Keller", "Paul Braun"],
        ),
    ],
)
def test_the_end_of_a_text_names_who_wrote_it(
    lang: str, lines: list[str], names: list[str]
) -> None:
    assert _names(HEADLINE, LEAD, LEAD, *lines, lang=lang) == names


@pytest.mark.parametrize(
    ("sign", "lines"),
    [
        ("near, given and dated", [HEADLINE, "Anna Keller", "4 Feb 2025", LEAD, LEAD]),
        ("published beside", [HEADLINE, "Anna Keller", "Published", "4 Feb 2025", LEAD, LEAD]),
        ("opens the text", ["Anna Keller", HEADLINE, LEAD, LEAD]),
        ("told of below", [HEADLINE, LEAD, LEAD, "Anna Keller", "Anna " + ABOUT]),
        ("works below", [HEADLINE, "Anna Keller", "Institute", "Find this author on PubMed", LEAD]),
        ("an expert", [HEADLINE, LEAD, LEAD, "Anna Keller is a lecturer in Berlin."]),
        ("between paragraphs", [HEADLINE, LEAD, "Anna Keller", LEAD, LEAD]),
        ("goes on below", [HEADLINE, LEAD, "Anna Keller", "Anna Keller " + LEAD, *[LEAD] * 4]),
    ],
)
def test_the_lines_around_a_name_are_signs(sign: str, lines: list[str]) -> None:
    found = signed.candidates(parts(*lines), "en")
    assert [each.name for each in found if sign in each.signs] == ["Anna Keller"]


def test_a_name_between_paragraphs_heads_what_is_said_of_the_person() -> None:
    assert _names(HEADLINE, LEAD, "Anna Keller", LEAD, "Paul Braun", LEAD, lang="fr") == []


def test_names_are_read_with_small_words_and_in_lines_of_rights() -> None:
    assert person("John v. Keller", "de") == "John v. Keller"
    assert person("Direktor Keller", "de") == ""
    found = signed.candidates(parts(HEADLINE, LEAD, LEAD, "2009-2020 by Anna Keller"), "en")
    assert [each.name for each in found if "holds the rights" in each.signs] == ["Anna Keller"]


def test_what_a_blog_says_of_comments_is_no_part_of_who_wrote() -> None:
    found = signed.candidates(parts(HEADLINE, "1. Mai 2024 von seafarer Ein Kommentar", LEAD), "de")
    assert [each.name for each in found] == ["seafarer"]


def test_a_paper_has_as_many_authors_as_link_to_what_they_wrote() -> None:
    names = [f"Anna {family}" for family in FAMILIES]
    lines = [
        line
        for name in names
        for line in (name, "Institute of Bread", "Geneva", "Find this author on PubMed", "PubMed")
    ]
    assert _names(HEADLINE, *lines, LEAD, LEAD) == names


def test_a_desk_and_a_pen_name_write_too() -> None:
    assert _names(HEADLINE, "By Newsroom Staff", LEAD, LEAD) == ["Newsroom Staff"]
    assert _names(HEADLINE, "Posted by seafarer @ 12:00", "4 Feb 2025", LEAD) == ["seafarer"]


def test_a_byline_of_another_text_names_no_author() -> None:
    others = ["Another headline of this site", "By", "Paul Braun", "Third one", "By", "Eva Roth"]
    assert _names(HEADLINE, "By", "Anna Keller", LEAD, LEAD, *others) == ["Anna Keller"]


def test_a_name_whose_link_broke_a_sentence_is_no_author() -> None:
    lines = ["The mayor opened the hall with", "Anna Keller", ", who is proud of the market"]
    assert _names("The market hall opens", *lines, LEAD, LEAD) == []


def test_a_family_name_in_capitals_is_a_name_and_initials_are_none() -> None:
    assert person("Anna KELLER", "fr") == "Anna KELLER"
    assert person("Radio NPR", "en") == ""

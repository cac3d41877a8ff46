"""The source: from last lines, labels, rights and the headline's tail."""

from __future__ import annotations

import pytest

from plugins.convert.metadata import hosts, papers, publishers, site_names, source
from plugins.convert.metadata.named import key
from plugins.model import Source
from tests.convert.described import LEAD, parts

HEADLINE = "Le marché couvert sera rénové"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Jforum.fr", Source("Jforum.fr", "https://jforum.fr/")),
        ("www.example-news.co.uk", Source("example-news.co.uk", "https://example-news.co.uk/")),
        ("Source : Le Monde", Source("Le Monde")),
        ("Quelle: dpa", Source("dpa")),
        ("Источник: ТАСС", Source("ТАСС")),
        ("المصدر: الجزيرة", Source("الجزيرة")),
        ("出典：共同通信", Source("共同通信")),
        (
            "Source: https://news.example.com/a/b",
            Source("news.example.com", "https://news.example.com/a/b"),
        ),
        ("Source : Le Courrier (lecourrier.fr)", Source("Le Courrier", "https://lecourrier.fr/")),
        ("© 2024 Le Courrier. Tous droits réservés.", Source("Le Courrier")),
        ("（東西新聞）", Source("東西新聞")),
    ],
)
def test_a_last_line_names_the_source(line: str, expected: Source) -> None:
    found, guesses = source.guess(parts(HEADLINE, LEAD, LEAD, line))
    assert found == expected
    assert [guess.evidence for guess in guesses] == [line]


def test_what_stands_behind_the_headline_is_a_hint() -> None:
    found, _ = source.guess(parts(f"{HEADLINE} | Le Courrier", LEAD, LEAD))
    assert found == Source("Le Courrier")


@pytest.mark.parametrize(
    "line",
    [
        "Le marché rouvrira en mars.",
        "twitter.com/marche",
        "contact@example.com",
        "Photo : Jean Petit / AFP",
        "First published on December 22, 2023",
        "v1.2.3",
    ],
)
def test_other_last_lines_name_none(line: str) -> None:
    assert source.guess(parts(HEADLINE, LEAD, LEAD, line)) == (None, ())


def test_the_text_s_own_address_is_its_source_s() -> None:
    url = "URL: https://www.lecourrier.example/2025/11/02/marche"
    alone, _ = source.guess(parts(url, HEADLINE, "Par Jean Petit avec AFP", LEAD, LEAD))
    address = "https://www.lecourrier.example/2025/11/02/marche"
    assert alone == Source("lecourrier.example", address)
    titled, _ = source.guess(parts(url, HEADLINE, LEAD, LEAD, "Source : Le Courrier"))
    assert titled == Source("Le Courrier", address)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "https://user:pw@evil.example/", "https://facebook.com/a", "https://x"],
)
def test_other_addresses_are_no_source(address: str) -> None:
    found, _ = source.guess(parts(f"URL: {address}", HEADLINE, LEAD, LEAD))
    assert found is None or not found.url


@pytest.mark.parametrize("line", ["(AFP)", "(avec AFP)", "Jean Petit avec AFP", "AFP"])
def test_an_agency_is_not_the_paper_that_prints_its_report(line: str) -> None:
    assert source.guess(parts(HEADLINE, LEAD, LEAD, line)) == (None, ())


def test_the_only_site_that_a_text_s_pictures_are_from_is_its_publisher_s() -> None:
    picture = "![La halle](https://img.lecourrier.example/2024/halle.jpg)"
    found, guesses = source.guess(parts(HEADLINE, picture, LEAD, LEAD))
    assert found == Source("lecourrier.example", "https://lecourrier.example/")
    assert guesses[0].confidence < 0.95


@pytest.mark.parametrize(
    "address",
    [
        "https://i.imgur.com/a.jpg",
        "https://abc123.cloudfront.net/a.jpg",
        "https://cdn7.acdn.net/a.jpg",
    ],
)
def test_hosts_of_everybody_s_pictures_are_nobody_s(address: str) -> None:
    assert source.guess(parts(HEADLINE, f"![La halle]({address})", LEAD, LEAD)) == (None, ())


def test_a_page_names_itself_in_many_ways() -> None:
    page = [HEADLINE, LEAD, LEAD, "Subscribe to The Harbour Post", "The Harbour Post newsletter"]
    found, _ = source.guess(parts(*page))
    assert found == Source("The Harbour Post")


@pytest.mark.parametrize("tail", ["Opinion", "Société", "Video"])
def test_a_section_behind_the_headline_is_no_publisher(tail: str) -> None:
    assert source.guess(parts(f"{HEADLINE} | {tail}", LEAD, LEAD))[0] is None


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("img.lecourrier.co.uk", "lecourrier.co.uk"),
        ("www.lecourrier.fr", "lecourrier.fr"),
        ("static.news.asso.fr", "news.asso.fr"),
        ("lecourrier.com.tn", "lecourrier.com.tn"),
    ],
)
def test_a_host_s_site_is_without_the_names_of_servers(host: str, site: str) -> None:
    assert hosts.site_of(host) == site


def test_the_name_in_words_is_shown_and_the_address_kept() -> None:
    assert key("The Harbour Post") == key("harbourpost.com")
    lines = [f"{HEADLINE} | Harbour Post", LEAD, "![x](https://img.harbourpost.com/a.jpg)", LEAD]
    found, _ = source.guess(parts(*lines))
    assert found == Source("Harbour Post", "https://harbourpost.com/")


def test_a_server_of_one_papers_pictures_stands_for_it() -> None:
    pictures = [f"![a](https://i.guim.co.uk/img/{n}.jpg)" for n in range(3)]
    found, _ = source.guess(parts(HEADLINE, LEAD, *pictures, LEAD))
    assert found == Source("theguardian.com", "https://theguardian.com/")


def test_a_server_of_many_papers_pictures_stands_for_none() -> None:
    pictures = [f"![a](https://cdn.unitycms.io/img/{n}.jpg)" for n in range(3)]
    assert source.guess(parts(HEADLINE, LEAD, *pictures, LEAD))[0] is None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Get the Harbour.com", "Harbour.com"),
        ("The Harbour Post", "The Harbour Post"),
        ("LIRE AUSSI SUR COURRIER.FR", "COURRIER.FR"),
    ],
)
def test_an_invitation_before_a_name_is_none_of_it(words: str, name: str) -> None:
    assert site_names.trimmed(words) == name


def test_known_papers_are_found_as_whole_words() -> None:
    text = "as The Seattle Times and Le Monde diplomatique said, not The Seattle Timesheet"
    assert list(papers.of_line(text)) == ["The Seattle Times", "Le Monde diplomatique"]


def test_signs_tell_the_only_known_paper_and_the_name_said_most() -> None:
    page = parts(HEADLINE, LEAD, "Daily Tidings Podcasts", "Le Monde", "Daily Tidings", LEAD)
    found = {each.source.title: each.signs for each in publishers.candidates(page)}
    assert {"a known paper", "the only known paper"} <= found["Le Monde"]
    text = parts(HEADLINE, f"{LEAD} Visit lecourrier.fr today, says lecourrier.fr.", LEAD)
    named = {each.source.title: each.signs for each in publishers.candidates(text)}
    assert "address in words" in named["lecourrier.fr"]


def test_the_rights_of_a_group_are_no_paper_and_a_login_is_no_mail() -> None:
    assert source.guess(parts(HEADLINE, LEAD, LEAD, "© 2024 Tidings Network"))[0] is None
    page = parts(HEADLINE, LEAD, "https://user:pw@tidings.example/")
    assert "mail: all" not in {s for each in publishers.candidates(page) for s in each.signs}

"""Structured data of an article."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from plugins.config import from_mapping
from plugins.metadata.jsonld import breadcrumbs, collection, news_article, script_text, website
from plugins.model import Article, Author, Image, Origin, Post, Source

SETTINGS = from_mapping(
    Path("/p"),
    {"SITENAME": "Le Fil", "SITEURL": "https://x.example/fr", "TIMEZONE": "Europe/Paris"},
)
POST = Post(
    id="urn:uuid:1",
    url="2024/11/a/",
    title="Un titre",
    slug="a",
    lang="fr",
    published=datetime(2024, 11, 18, 8, tzinfo=UTC),
    category="Monde",
)


def test_an_article_says_what_it_is_where_and_when() -> None:
    post = replace(
        POST,
        authors=(Author("Léa Roy"),),
        tags=("Ukraine",),
        source=Source("Jforum.fr", "https://jforum.fr/"),
        image=Image("images/a.jpg", alt="Le port", credit="AFP", width=800),
    )
    data = news_article(Article(post, "<p>x</p>", 500), SETTINGS)
    assert data["@type"] == "NewsArticle"
    assert data["url"] == "https://x.example/fr/2024/11/a/"
    assert data["datePublished"] == "2024-11-18T09:00:00+01:00" == data["dateModified"]
    assert data["author"][0]["url"] == "https://x.example/fr/author/lea-roy/"
    publisher = {"@type": "Organization", "name": "Jforum.fr", "url": "https://jforum.fr/"}
    assert data["isBasedOn"] == {"@type": "NewsArticle", "publisher": publisher}
    image = {"@type": "ImageObject", "url": "https://x.example/fr/images/a.jpg", "width": 800}
    assert data["image"] == [{**image, "caption": "Le port", "creditText": "AFP"}]
    logo = data["publisher"]["logo"]
    assert logo["url"] == "https://x.example/fr/theme/img/icon-512.png"
    assert (data["keywords"], data["wordCount"]) == (["Ukraine"], 500)


@pytest.mark.parametrize(
    ("widths", "shown"), [((480, 1300, 2000), 1300), ((480, 960), 960), ((), 2400)]
)
def test_a_picture_is_named_as_wide_as_others_want_it_and_not_much_wider(
    widths: tuple[int, ...], shown: int
) -> None:
    made = tuple(f"{width}.{fmt}" for fmt in ("avif", "jpg") for width in widths)
    image = Image("images/a.jpg", width=2400, height=1200, key="k", renditions=made)
    card = ("https://lefil.example/card.png", 1200, 630)
    led = Article(replace(POST, image=image), "", 0)
    (told,) = news_article(led, SETTINGS, card)["image"]
    path = f"renditions/k-{shown}.jpg" if widths else "images/a.jpg"
    assert told["url"] == f"https://x.example/fr/{path}"
    assert (told["width"], told["height"]) == (shown, shown // 2)


def test_an_article_without_a_picture_shows_its_card() -> None:
    card = ("https://lefil.example/card.png", 1200, 630)
    (told,) = news_article(Article(POST, "", 0), SETTINGS, card)["image"]
    assert told == {"@type": "ImageObject", "url": card[0], "width": 1200, "height": 630}


def test_the_address_of_an_original_article_is_that_articles() -> None:
    post = replace(POST, source=Source("Jforum.fr", "https://jforum.fr/2024/un-titre"))
    original = news_article(Article(post, "", 0), SETTINGS)["isBasedOn"]
    assert original["url"] == "https://jforum.fr/2024/un-titre"
    assert "url" not in original["publisher"]


def test_what_is_not_known_is_left_out() -> None:
    data = news_article(Article(POST, "", 0), SETTINGS)
    assert not {"author", "keywords", "image", "isBasedOn", "description"} & set(data)


def test_the_day_it_went_online_here_is_the_publications_on_this_site() -> None:
    post = replace(POST, published_origin=Origin.FILE_TIME)
    data = news_article(Article(post, "", 0), SETTINGS)
    assert data["datePublished"] == "2024-11-18T09:00:00+01:00"


def test_the_site_says_how_it_is_searched_and_lists_say_what_they_are() -> None:
    site = website(SETTINGS)
    target = site["potentialAction"]["target"]["urlTemplate"]
    assert target == "https://x.example/fr/search/?q={words}"
    assert site["potentialAction"]["query-input"] == "required name=words"
    page = collection("Monde", "section/monde/", SETTINGS)
    assert page["isPartOf"]["@id"] == site["@id"] == "https://x.example/fr/#website"
    assert "potentialAction" not in website(replace(SETTINGS, search=False))


def test_breadcrumbs_lead_from_the_front_page() -> None:
    found = breadcrumbs([("Monde", "section/monde/"), ("Un titre", "2024/11/a/")], SETTINGS)
    steps = [(each["position"], each["item"]) for each in found["itemListElement"]]
    home = "https://x.example/fr/"
    assert steps == [(1, home), (2, f"{home}section/monde/"), (3, f"{home}2024/11/a/")]


def test_an_author_without_a_page_has_no_address() -> None:
    settings = replace(SETTINGS, listings=("section",))
    data = news_article(Article(replace(POST, authors=(Author("Léa Roy"),)), "", 0), settings)
    assert data["author"] == [{"@type": "Person", "name": "Léa Roy"}]


@given(st.text())
def test_no_text_ends_the_script_or_changes_on_the_way(text: str) -> None:
    data = {"headline": text.encode("utf-8", "replace").decode()}
    written = script_text(data)
    page = BeautifulSoup(f"<script>{written}</script><p>after</p>", "lxml")
    assert len(page.find_all("script")) == 1
    assert page.p is not None
    assert json.loads(written) == data

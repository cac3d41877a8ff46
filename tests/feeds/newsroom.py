"""A small newsroom for the tests of feeds: settings, a clock and articles made to measure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from plugins.config import Settings, from_mapping
from plugins.hashing import mint_id
from plugins.model import Article, Author, Enclosure, Image, Post, Source

CLOCK = datetime(2024, 12, 1, 12, tzinfo=UTC)
DAY = datetime(2024, 11, 18, 8, 30, tzinfo=UTC)


def settings(**values: Any) -> Settings:
    given = {
        "SITENAME": "Le Fil",
        "SITEURL": "https://lefil.example/news",
        "SITE_DESCRIPTION": "Une revue de presse & plus.",
        "DEFAULT_LANG": "fr",
        "DEFAULT_CATEGORY": "Actualités",
        "TIMEZONE": "Europe/Paris",
        **values,
    }
    return from_mapping(Path("/project"), given)


def article(number: int = 1, html: str = "<p>Un texte.</p>", **fields: Any) -> Article:
    slug = fields.get("slug", f"article-{number}")
    post = Post(
        id=mint_id("test", str(number)),
        url=f"2024/11/{slug}/",
        title=f"Article {number}",
        slug=slug,
        lang="fr",
        published=DAY,
        summary=f"Résumé {number}.",
        category="Monde",
    )
    return Article(replace(post, **fields), html, 2, f"posts/2024/11/{slug}.md")


FULL = article(
    7,
    '<p>Voir <a href="/news/2024/10/hier/">hier</a>, <a href="#note">la note</a> et '
    '<a href="https://ailleurs.example/é?a=1&amp;b=2">ailleurs</a>.<br>Ligne&nbsp;: 5 &lt; 6</p>'
    '<p><img src="/news/images/carte.png" alt="La &quot;carte&quot;"></p>'
    "<table><tr><td>1</td></tr></table>",
    title="Kiev : « l’étape » <guerre> & paix",
    summary="Le résumé, où 5 < 6 & 7 > 6.",
    updated=datetime(2024, 11, 20, 9, tzinfo=UTC),
    authors=(Author("Anne Dupont"), Author("Bo Li", "https://bo.example/", "bo@bo.example")),
    source=Source("Jforum.fr", "https://jforum.fr/une/depeche.html"),
    tags=("Ukraine", "États-Unis"),
    image=Image("images/une.jpg", "Un char", "Près de Koursk", "AFP"),
    enclosures=(Enclosure("images/une.jpg", "image/jpeg", 12345),),
)

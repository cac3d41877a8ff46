"""A small newsroom for the tests of feeds: settings, a clock and articles made to measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from plugins import addresses, feeds
from plugins.addresses import SITE, Scope
from plugins.config import Settings, from_mapping
from plugins.errors import Problem
from plugins.feeds.editions import entry, feed
from plugins.feeds.opml import WORDS, opml
from plugins.feeds.values import Entry, Feed, FeedSpec, Place
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


@dataclass(frozen=True)
class Artifact:
    """One file of the output."""

    path: str
    data: bytes


@dataclass(frozen=True)
class Issue:
    """A feed with its entries."""

    feed: Feed
    entries: tuple[Entry, ...]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.feed, name)


@dataclass(frozen=True)
class Edition:
    """All feeds of some articles at one moment."""

    feeds: tuple[Issue, ...]
    problems: tuple[Problem, ...]


def edition(articles: Sequence[Article], given: Settings, clock: datetime = CLOCK) -> Edition:
    """Every feed of ``articles``, as the engine makes them out of its store."""
    sound = _sound(articles)
    shown = [a for a in sound if a.post.status == "published" and a.post.published <= clock]
    stamps = _stamps(shown, given, clock)
    groups = {("site", ""): Counter({"": 1})}
    for article in shown:
        for kind, folder, name in feeds.memberships(article.post, given):
            groups.setdefault((kind, folder), Counter())[name] += 1
    made = {a.post.id: entry(a, stamps[a.post.id], given) for a in shown}
    found, problems = [], {p for p in made.values() if isinstance(p, Problem)}
    for kind, folder in sorted(groups, key=lambda key: (feeds.KINDS.index(key[0]), key[1])):
        name = min(groups[kind, folder].items(), key=lambda each: (-each[1], each[0]))[0]
        scope = Scope(kind, name) if kind != "site" else SITE
        its = [a for a in shown if _is_in(a, folder, given)]
        entries = feeds.fitting(map(feeds.weight, its), feeds.limit_of(kind, given))
        held = [made[a.post.id] for a in its[:entries]]
        gone = [
            a.post.changed
            for a in sound
            if a.post.status == "withdrawn" and _is_in(a, folder, given)
            if a.post.published <= clock and a.post.changed <= clock
        ]
        for spec in feeds.specs_of(scope, entries, len(its), given):
            kept = tuple(each for each in held if isinstance(each, Entry))
            times = [each.updated for each in kept] + gone
            place = Place(is_complete=entries == len(its))
            changed = max(times, default=feeds.NEVER)
            found.append(Issue(feed(spec, changed, given, place), kept))
    named = [feeds.fault_problem(a.where, f) for a in articles if (f := feeds.fault(a.post))]
    return Edition(tuple(found), (*named, *sorted(problems, key=str)))


def _sound(articles: Sequence[Article]) -> list[Article]:
    """Those that feeds can hold, newest first; of those with one id the first."""
    found: dict[str, Article] = {}
    for one in sorted((a for a in articles if not feeds.fault(a.post)), key=_age):
        found.setdefault(one.post.id, one)
    return list(found.values())


def _age(one: Article) -> tuple[float, str, str]:
    return -one.post.published.timestamp(), one.post.id, one.html


def _is_in(one: Article, folder: str, given: Settings) -> bool:
    return any(each == folder for _, each, _ in feeds.memberships(one.post, given))


def _stamps(shown: Sequence[Article], given: Settings, clock: datetime) -> dict[str, datetime]:
    told = {a.post.id: feeds.told(a.post, clock, given.timezone) for a in shown}
    found: dict[str, datetime] = {}
    for day in {each.seconds // 86_400 for each in told.values()}:
        its = [(id_, each) for id_, each in told.items() if each.seconds // 86_400 == day]
        found |= {i: datetime.fromtimestamp(s, UTC) for i, s in feeds.distinct(its).items()}
    return found


def specs(
    articles: Sequence[Article], given: Settings, clock: datetime = CLOCK
) -> tuple[FeedSpec, ...]:
    return tuple(each.spec for each in edition(articles, given, clock).feeds)


def artifacts(
    articles: Sequence[Article],
    given: Settings,
    clock: datetime = CLOCK,
    words: Mapping[str, str] = WORDS,
) -> tuple[tuple[Artifact, ...], tuple[Problem, ...]]:
    """Every feed document and the OPML file, and what could not go in."""
    made = edition(articles, given, clock)
    changed = max(each.updated for each in made.feeds if each.spec.scope == SITE)
    listing = Artifact(
        addresses.opml(SITE), opml(specs(articles, given, clock), changed, given, words)
    )
    return (*(render(each) for each in made.feeds), listing), made.problems


def render(one: Issue) -> Artifact:
    return Artifact(
        one.spec.path, feeds.document(one.feed, feeds.written(one.entries, one.spec.format))
    )

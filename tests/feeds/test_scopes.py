"""Which feeds there are, what they are called and how much they hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from plugins.addresses import Scope
from plugins.feeds import scopes, sizes
from plugins.model import Author, Source
from tests.feeds import newsroom
from tests.feeds.newsroom import CLOCK, DAY, FULL, article, settings


def paths(*articles: object, **values: object) -> list[str]:
    return [spec.path for spec in newsroom.specs(articles, settings(**values), CLOCK)]  # type: ignore[arg-type]


def test_each_scope_has_its_formats_in_its_own_folder() -> None:
    assert paths(FULL) == [
        "feed.rss.xml",
        "feed.atom.xml",
        "feed.json",
        "section/monde/feed.rss.xml",
        "section/monde/feed.atom.xml",
        "section/monde/feed.json",
        "source/jforum-fr/feed.rss.xml",
        "source/jforum-fr/feed.atom.xml",
        "source/jforum-fr/feed.json",
        "lang/fr/feed.rss.xml",
        "lang/fr/feed.atom.xml",
        "lang/fr/feed.json",
        "tag/etats-unis/feed.atom.xml",
        "tag/ukraine/feed.atom.xml",
        "author/anne-dupont/feed.atom.xml",
        "author/bo-li/feed.atom.xml",
    ]


def test_a_site_without_articles_still_has_its_own_feeds() -> None:
    assert paths() == ["feed.rss.xml", "feed.atom.xml", "feed.json"]
    made, problems = newsroom.artifacts((), settings(), CLOCK)
    assert not problems
    assert all(b"2000" in artifact.data for artifact in made if artifact.path != "feed.json")


def test_drafts_hidden_withdrawn_and_future_articles_are_in_no_feed() -> None:
    unseen = (
        article(1, status="draft", category="A"),
        article(2, status="hidden", category="B"),
        article(3, status="withdrawn", category="C"),
        article(4, published=CLOCK + timedelta(seconds=1), category="D"),
    )
    assert paths(*unseen) == ["feed.rss.xml", "feed.atom.xml", "feed.json"]


def test_names_with_one_address_are_one_scope_under_the_most_frequent_name() -> None:
    spellings = ("Otan", "OTAN", "OTAN", "Été", "été")
    tagged = [article(n, tags=(t,)) for n, t in enumerate(spellings)]
    found = newsroom.specs(tagged, settings())
    tags = [(spec.scope.name, spec.total) for spec in found if spec.scope.kind == "tag"]
    assert tags == [("Été", 2), ("OTAN", 3)]


def test_an_article_tagged_twice_with_one_address_counts_once() -> None:
    found = newsroom.specs([article(1, tags=("OTAN", "Otan"))], settings())
    assert [spec.total for spec in found if spec.scope.kind == "tag"] == [1]


def test_titles_are_the_scopes_name_and_the_sites() -> None:
    titles = {
        spec.title for spec in newsroom.specs((FULL, article(2, lang="ar")), settings(), CLOCK)
    }
    assert {"Le Fil", "Monde – Le Fil", "Arabe – Le Fil", "Jforum.fr – Le Fil"} <= titles


def test_a_language_is_named_in_the_sites_own_words() -> None:
    assert scopes.shown_name(Scope("language", "pt-BR"), "fr") == "Portugais (Brésil)"
    assert scopes.shown_name(Scope("language", "ar"), "en") == "Arabic"
    assert scopes.shown_name(Scope("language", "qqq"), "en") == "qqq"


def test_without_section_the_default_one_takes_it() -> None:
    assert "section/actualites/feed.rss.xml" in paths(article(1, category=""))


def test_blank_names_make_no_scope() -> None:
    blank = article(1, tags=(" ", "\x00"), authors=(Author(""),), source=Source("\u2028"))
    assert not [path for path in paths(blank) if path.startswith(("tag", "author", "source"))]


def test_limits_are_the_settings_and_entries_the_newest() -> None:
    many = [article(n, published=DAY + timedelta(hours=n), tags=("X",)) for n in range(40)]
    found = newsroom.edition(many, settings(FEED_LIMITS={"site": 12, "tag": 7}), CLOCK).feeds
    by_path = {feed.spec.path: feed for feed in found}
    assert [e.title for e in by_path["feed.json"].entries] == [
        f"Article {n}" for n in range(39, 27, -1)
    ]
    assert len(by_path["tag/x/feed.atom.xml"].entries) == 7
    assert by_path["tag/x/feed.atom.xml"].spec.total == 40


def test_specs_say_how_many_entries_the_feeds_hold() -> None:
    many = [article(n, f"<p>{'&é<b>x</b>' * 9_000}</p>") for n in range(9)] + [FULL]
    made = newsroom.edition(many, settings(), CLOCK).feeds
    assert [feed.spec for feed in made] == list(newsroom.specs(many, settings(), CLOCK))
    assert all(len(feed.entries) == feed.spec.entries for feed in made)


def test_a_feed_stays_under_a_megabyte_with_at_least_five_entries() -> None:
    bodies = (
        "<p>" + "mot " * 1_300_000 + "</p>",
        "<p>" + "é&lt;&amp;" * 400_000,
        '<p><a href="/x">l</a><br></p>' * 30_000,
        "<p>" + '"\u2028' * 500_000 + "</p>",
        "نص " * 700_000,
        "<p>" + "x" * 1_000_000 + "</p>",
    )
    huge = [article(n, html, summary="&<>" * 500) for n, html in enumerate(bodies)]
    made, problems = newsroom.artifacts(huge, settings(), CLOCK)
    assert not problems
    assert max(len(artifact.data) for artifact in made) <= 1_000_000
    assert {spec.entries for spec in newsroom.specs(huge, settings(), CLOCK)} == {5}


def test_a_text_too_long_for_a_feed_is_cut_after_a_paragraph_and_leads_to_its_page() -> None:
    long = article(1, "".join(f"<p>{'mot ' * 50}{n}.</p>" for n in range(2_000)))
    (entry,) = newsroom.edition([long], settings(), CLOCK).feeds[0].entries
    text, _, more = entry.content.rpartition("\n")
    assert text.endswith(".</p>")
    assert more == f'<p><a href="{entry.url}">… Article 1</a></p>'
    assert sizes.weight(long) <= sizes.ENTRY_BYTES


@pytest.mark.parametrize("tag", ["ul", "ol", "blockquote"])
def test_a_long_list_is_cut_between_its_items(tag: str) -> None:
    items = "".join(f"<li>{'mot ' * 50}{n}.</li>" for n in range(2_000))
    cut = sizes.shortened(article(1, f"<p>Liste</p><{tag}>{items}</{tag}><p>Fin.</p>")).html
    assert len(cut) > sizes.ENTRY_BYTES // 2
    assert cut.endswith(".</li>")


@pytest.mark.parametrize("body", ["mot " * 100_000, "x" * 400_000, "é<b>x</b>" * 50_000])
def test_of_a_text_without_blocks_most_of_what_fits_stays(body: str) -> None:
    assert len(sizes.shortened(article(1, f"<p>Début.</p><div>{body}</div>")).html) > 30_000


def test_ordinary_texts_are_never_cut() -> None:
    assert sizes.shortened(FULL) is FULL


def test_an_id_depends_on_address_and_site_id_alone() -> None:
    def ids(**values: object) -> list[str]:
        return [feed.id for feed in newsroom.edition([FULL], settings(**values), CLOCK).feeds]

    usual = ids()
    assert usual == ids(SITEURL="https://other.example", FEED_LIMITS={"site": 3})
    assert usual == ids(SITENAME="La Toile", SITE_ID="Le Fil")
    assert not set(usual) & set(ids(SITENAME="La Toile"))
    assert len(set(usual)) == 8  # site, section, source, language, two tags, two authors
    assert FULL.post.id not in usual


def test_withdrawing_an_article_moves_its_feeds_and_no_others() -> None:
    at = datetime(2024, 11, 25, tzinfo=UTC)
    gone = article(2, status="withdrawn", updated=at, category="Sport", tags=("Ukraine",))
    found = newsroom.edition([FULL, gone], settings(), CLOCK).feeds
    updated = {feed.spec.path: feed.updated for feed in found}
    assert updated["feed.rss.xml"] == updated["tag/ukraine/feed.atom.xml"] == at
    assert updated["section/monde/feed.json"] == FULL.post.updated
    assert "section/sport/feed.json" not in updated

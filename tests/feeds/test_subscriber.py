"""A subscriber's life: whatever an editor does, no article comes twice and none is lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import feedparser_sgmllib
import pytest

from tests.feeds.building import NOW, Site
from tests.feeds.corpus import Text, texts
from tests.feeds.reading import (
    Newsboat,
    Reader,
    Seen,
    Web,
    by_feedparser,
    by_sfeed,
    serving,
    stay_home,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORMATS = ("feed.rss.xml", "feed.atom.xml", "feed.json")
HELD = 30


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Site, Web]]:
    """Forty articles, more than a feed holds, and the server that they are on."""
    # reader carries an older feedparser, which asks for its parser under the former name.
    stay_home(monkeypatch, sgmllib=feedparser_sgmllib)
    made = Site(tmp_path / "site")
    made.write(texts(40))
    with serving(made.output) as web:
        made.settings["SITEURL"] = web.url
        made.build()
        yield made, web


def named(seen: list[Seen]) -> list[tuple[str, str, str, int, str]]:
    """All but the authors, of whom each reader shows another choice where they are several."""
    return [(each.id, each.title, each.link, each.published, each.text) for each in seen]


@pytest.mark.parametrize("name", FORMATS[:2])
def test_four_readers_agree_on_every_entry(
    site: tuple[Site, Web], name: str, tmp_path: Path
) -> None:
    made, web = site
    document = made.read(name)
    wanted = by_feedparser(document)
    assert len(wanted) == HELD
    assert [each.id for each in wanted] == [each.id for each in newest(texts(40))[:HELD]]
    others = (
        Newsboat(tmp_path / "boat", f"{web.url}/{name}").read(),
        Reader(tmp_path / "reader", f"{web.url}/{name}").read(),
        by_sfeed(document),
    )
    written = by_feedparser(made.read("feed.rss.xml"))  # with all authors in one element
    for seen in others:
        assert named(seen) == named(wanted)
        for each, full in zip(seen, written, strict=True):
            assert each.author == full.author or each.author in full.author.split(", ")


def newest(held: list[Text]) -> list[Text]:
    return sorted(held, key=lambda text: text.moment, reverse=True)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_brings_the_same_into_a_reader(
    site: tuple[Site, Web], name: str, tmp_path: Path
) -> None:
    made, web = site
    assert named(Reader(tmp_path, f"{web.url}/{name}").read()) == named(
        by_feedparser(made.read("feed.rss.xml"))
    )


# --- A life -------------------------------------------------------------------------------------

LATER = datetime.fromtimestamp(NOW - 3600, UTC).isoformat()


@dataclass(frozen=True)
class Step:
    """What an editor does to the newsroom, and how many articles a subscriber then has."""

    name: str
    texts: tuple[Text, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    known: int = HELD + 1


def life() -> Iterator[Step]:
    held = newest(texts(40))
    edited = replace(held[3], body="Un autre texte.").with_lines(Modified=LATER)
    lines = {"Url": "2024/10/autre/", "Aliases": dict(held[5].lines)["Url"], "Slug": "autre"}
    renamed = replace(held[5], title="Un autre titre").with_lines(**lines, Modified=LATER)
    moved = held[7].with_lines(Category="Jardin")
    withdrawn = held[9].with_lines(Status="withdrawn", Modified=LATER)
    moment = datetime(2024, 11, 20, 8, tzinfo=UTC)
    yield Step("one more", (Text(99, "Tout neuf", moment, "fr", "Un texte neuf."),))
    yield Step("one is edited", (edited,))
    yield Step("one has another title, slug and address", (renamed,))
    yield Step("one is in another section", (moved,))
    yield Step("one is withdrawn", (withdrawn,))
    yield Step("the site has another address", settings=(("SITEURL", "https://else.example"),))
    yield Step("nothing happens")


def follow(made: Site, web: Web, subscriber: Newsboat | Reader) -> None:
    """Lives through all steps; after each one the subscriber has every article once."""
    before = {each.id: each for each in subscriber.read()}
    assert len(before) == HELD
    for step in life():
        made.write(step.texts)
        made.settings |= dict(step.settings)
        made.build()
        web.answers.clear()
        seen = subscriber.read()
        after = {each.id: each for each in seen}
        assert len(after) == len(seen), step.name
        assert before.keys() <= after.keys(), step.name
        assert len(after) == step.known, step.name
        assert [status for _, status in web.answers] == (
            [200] if step.texts or step.settings else [304]
        ), step.name
        for text in step.texts:
            if dict(text.lines).get("Status") != "withdrawn":
                assert after[text.id].title == text.title
                assert (text.body in after[text.id].text) or text.body == texts(40)[
                    text.number
                ].body
        before = after


@pytest.mark.parametrize("name", FORMATS)
def test_reader_has_each_article_once_and_sees_each_change(
    site: tuple[Site, Web], name: str, tmp_path: Path
) -> None:
    made, web = site
    subscriber = Reader(tmp_path, f"{web.url}/{name}")
    first = newest(texts(40))
    follow(made, web, subscriber)
    told = subscriber.updated()
    wanted = datetime.fromisoformat(LATER)
    changed = {id_ for id_, at in told.items() if at and abs((at - wanted).total_seconds()) < 3600}
    assert changed == {first[3].id, first[5].id}


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS[:2])
def test_newsboat_has_each_article_once_and_sees_each_change(
    site: tuple[Site, Web], name: str, tmp_path: Path
) -> None:
    made, web = site
    follow(made, web, Newsboat(tmp_path / "boat", f"{web.url}/{name}"))

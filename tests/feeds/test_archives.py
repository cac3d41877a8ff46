"""Archive documents: every article is in one of them, and a change touches its month alone."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from tests.feeds.building import Site, ids, link
from tests.feeds.corpus import Text, texts

if TYPE_CHECKING:
    from pathlib import Path

HISTORY = "{http://purl.org/syndication/history/1.0}"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def in_order(held: list[Text]) -> list[str]:
    """Ids of articles, newest first; those of one second in the order that the feeds have."""
    return [text.id for text in sorted(held, key=lambda text: text.moment, reverse=True)]


def walked(site: Site, folder: str = "") -> list[str]:
    """Ids of all that the archive documents hold, from the newest document on."""
    return [id_ for path in site.chain(folder) for id_ in ids(site.read(path))]


def month(count: int, first: datetime, start: int = 0) -> list[Text]:
    """Plain texts of one month, each with a time of its own."""
    return [
        Text(start + n, f"Titre {start + n}", first + timedelta(minutes=n), "fr", "Un texte.")
        for n in range(count)
    ]


OCTOBER = month(230, datetime(2024, 10, 3, 12, tzinfo=UTC))
AUGUST = month(3, datetime(2024, 8, 3, 12, tzinfo=UTC), 1000)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A month of more than two documents and one of few. Read only."""
    made = Site(tmp_path_factory.mktemp("crowded"))
    made.write([*OCTOBER, *AUGUST])
    made.build()
    return made


def test_a_crowded_month_is_parted_by_hundreds_and_the_chain_holds_everything(
    crowded: Site,
) -> None:
    site = crowded
    assert list(site.chain()) == [
        "feed/archive/2024-10-3.atom.xml",
        "feed/archive/2024-10-2.atom.xml",
        "feed/archive/2024-10.atom.xml",
        "feed/archive/2024-08.atom.xml",
    ]
    assert walked(site) == in_order([*OCTOBER, *AUGUST])
    assert [len(ids(site.read(path))) for path in site.chain()] == [30, 100, 100, 3]


def test_each_document_says_where_it_stands(crowded: Site) -> None:
    site = crowded
    chain = list(site.chain())
    for newer, path, older in zip(["", *chain], chain, [*chain[1:], ""], strict=False):
        document = site.read(path)
        assert link(document, "next-archive") == newer
        assert link(document, "prev-archive") == older
        assert link(document, "current") == "feed.atom.xml"
        assert link(document, "self") == path
        root = etree.fromstring(document)
        assert root.find(f"{HISTORY}archive") is not None
        assert root.find(f"{HISTORY}complete") is None
    assert b'rel="prev-archive"' in site.read("feed.rss.xml")
    assert b"fh:archive/" not in site.read("feed.atom.xml")


def test_a_feed_that_holds_everything_says_so_and_has_no_archive(site: Site) -> None:
    site.write(AUGUST)
    site.build()
    assert list(site.chain()) == []
    assert etree.fromstring(site.read("feed.atom.xml")).find(f"{HISTORY}complete") is not None
    assert b"<fh:complete/>" in site.read("feed.rss.xml")
    site.write(OCTOBER[:28])
    opened = site.build()
    assert {"feed/archive/2024-08.atom.xml", "feed/archive/2024-10.atom.xml"} <= set(
        opened.published.written
    )
    assert b"<fh:complete/>" not in site.read("feed.atom.xml")
    site.remove(OCTOBER[0])
    assert {path for path in site.build().published.removed if "archive" in path} == {
        "feed/archive/2024-08.atom.xml",
        "feed/archive/2024-10.atom.xml",
    }


def test_an_archive_of_one_document_leads_on_to_the_feed(site: Site) -> None:
    site.write(OCTOBER[:40])
    site.build()
    assert list(site.chain()) == ["feed/archive/2024-10.atom.xml"]
    assert link(site.read("feed/archive/2024-10.atom.xml"), "next-archive") == "feed.atom.xml"


def test_a_back_dated_article_touches_its_month_alone(site: Site) -> None:
    july = datetime(2024, 7, 4, tzinfo=UTC)
    site.write([*OCTOBER, *AUGUST, *month(2, july, 2000)])
    site.build()
    late = Text(3000, "En retard", datetime(2024, 8, 20, tzinfo=UTC), "fr", "Un texte.")
    site.write([late])
    told = {path for path in site.build().published.written if path.endswith(".atom.xml")}
    assert {path for path in told if path.startswith("feed")} == {"feed/archive/2024-08.atom.xml"}


def test_a_new_month_is_led_to_and_an_emptied_one_is_gone(site: Site) -> None:
    site.write([*OCTOBER, *AUGUST])
    site.build()
    september = month(1, datetime(2024, 9, 4, tzinfo=UTC), 2000)
    site.write(september)
    changed = {p for p in site.build().published.written if p.startswith("feed/archive/")}
    assert changed == {f"feed/archive/2024-{m}.atom.xml" for m in ("08", "09", "10")}
    site.remove(september[0])
    report = site.build()
    assert "feed/archive/2024-09.atom.xml" in report.published.removed
    assert walked(site) == in_order([*OCTOBER, *AUGUST])


def test_a_withdrawn_article_leaves_its_document_whose_time_tells(site: Site) -> None:
    site.write([*OCTOBER, *AUGUST])
    site.build()
    gone = AUGUST[1].with_lines(Status="withdrawn", Modified="2024-11-20T10:00:00+00:00")
    site.write([gone])
    site.build()
    document = site.read("feed/archive/2024-08.atom.xml")
    assert ids(document) == [AUGUST[2].id, AUGUST[0].id]
    assert b"<updated>2024-11-20T10:00:00+00:00</updated>" in document
    assert b"<updated>2024-11-20" not in site.read("feed/archive/2024-10.atom.xml")
    assert b"Wed, 20 Nov 2024 10:00:00 +0000</lastBuildDate>" in site.read("feed.rss.xml")


def test_other_scopes_have_archives_where_the_setting_says_so(site: Site) -> None:
    site.settings["FEED_ARCHIVES"] = ["tag"]
    site.write([text.with_lines(Tags="Port") for text in OCTOBER[:40]])
    site.build()
    assert list(site.chain()) == []
    assert list(site.chain("tag/port/")) == ["tag/port/feed/archive/2024-10.atom.xml"]
    assert walked(site, "tag/port/") == in_order(OCTOBER[:40])


def test_long_texts_make_a_document_end_early(site: Site) -> None:
    long = [replace(text, body="mot " * 45_000) for text in OCTOBER[:35]]
    site.write(long)
    site.build()
    assert len(list(site.chain())) == 2
    assert all(len(site.read(path)) < 5_000_000 for path in site.chain())
    assert walked(site) == in_order(long)


def random_edits(held: dict[int, Text], rng: random.Random, site: Site) -> None:
    """One of what editors do, told to ``held`` and to the content folder."""
    number = rng.choice(sorted(held))
    kind = rng.choice(["edit", "title", "delete", "withdraw", "add", "move", "redate"])
    text = held[number]
    if kind in {"delete", "withdraw"} and len(held) > 40:
        del held[number]
        if kind == "delete":
            site.remove(text)
        else:
            site.write([text.with_lines(Status="withdrawn")])
        return
    if kind == "add":
        new = max(held) + 1 + rng.randrange(5)
        moment = datetime(2023, 1, 1, tzinfo=UTC) + timedelta(minutes=rng.randrange(900_000))
        text = Text(new, f"Neuf {new}", moment, "fr", "Un texte.")
    elif kind == "redate":
        text = replace(text, moment=text.moment + timedelta(days=rng.randrange(-60, 1)))
    else:
        text = replace(text, title=f"{text.title}!", body=f"{text.body} Fin.")
    held[text.number] = text
    site.write([text])


@pytest.mark.parametrize(
    ("count", "edits"), [(120, 20), pytest.param(2000, 200, marks=pytest.mark.slow)]
)
def test_the_chain_holds_each_article_once_after_random_edits(
    site: Site, count: int, edits: int
) -> None:
    held = {text.number: text for text in texts(count)}
    site.write(held.values())
    site.build()
    rng = random.Random(count)
    for _ in range(edits):
        random_edits(held, rng, site)
        if rng.random() < 0.2:
            site.build()
    site.build()
    told = walked(site)
    assert sorted(told) == sorted(text.id for text in held.values())
    moments = {text.id: text.moment for text in held.values()}
    assert [moments[id_] for id_ in told] == sorted(moments.values(), reverse=True)

"""An article that is withdrawn is nowhere: not in what subscribers get, nor in what is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.feeds.building import Site
from tests.feeds.corpus import texts

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "motquiestsecret"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Forty articles, one of which has a word that no other has."""
    site = Site(tmp_path, has_lists=True)
    held = texts(40)
    held[20] = replace(held[20], body=f"Un {SECRET}.", title=SECRET)
    site.write(held)
    site.build()
    return site


def tell(site: Site) -> list[str]:
    """Files of the live site and of the one before that hold the word."""
    found = (path for path in site.base.rglob("*") if path.is_file() and "output" in str(path))
    return [str(path) for path in found if SECRET.encode() in path.read_bytes()]


def withdraw(site: Site, **lines: str) -> None:
    text = texts(40)[20]
    site.write([replace(text, title=SECRET).with_lines(Status="withdrawn", **lines)])


def test_it_leaves_pages_feeds_archives_and_the_site_before(site: Site) -> None:
    site.build(full=True)
    site.settings["SITESUBTITLE"] = "Autre"
    site.build()  # everything is another: now there is a site before this one
    assert any(".output.previous" in path for path in tell(site))
    withdraw(site)
    site.build()
    assert tell(site) == []


def test_it_leaves_the_site_before_when_everything_is_rendered_anew(site: Site) -> None:
    withdraw(site)
    site.settings["SITESUBTITLE"] = "Autre"
    site.build()
    assert tell(site) == []


def test_the_site_before_stays_where_all_that_is_withdrawn_was_so_before(site: Site) -> None:
    withdraw(site)
    site.build()
    site.settings["SITESUBTITLE"] = "Autre"
    site.build()
    assert (site.base / ".output.previous/index.html").is_file()
    assert tell(site) == []


def test_without_memory_the_site_before_goes(site: Site) -> None:
    withdraw(site)
    for path in (site.base / "cache").glob("site-*"):
        path.unlink()
    site.build()
    assert tell(site) == []


def test_the_site_before_stays_when_nothing_is_withdrawn(site: Site) -> None:
    site.settings["SITESUBTITLE"] = "Autre"
    site.build()
    assert (site.base / ".output.previous/index.html").is_file()


def test_the_time_of_its_feeds_tells_and_the_article_may_come_back(site: Site) -> None:
    withdraw(site, Modified="2024-11-25T10:00:00+00:00")
    site.build()
    assert b"Mon, 25 Nov 2024 10:00:00 +0000</lastBuildDate>" in site.read("feed.rss.xml")
    site.write([texts(40)[20].with_lines(Modified="2024-11-26T10:00:00+00:00")])
    site.build()
    assert b"Tue, 26 Nov 2024 10:00:00 +0000</lastBuildDate>" in site.read("feed.rss.xml")
    assert texts(40)[20].id.encode() in site.read("feed.atom.xml")

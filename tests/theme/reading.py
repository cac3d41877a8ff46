"""Reading a rendered page in tests."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "lxml")


def one(html: BeautifulSoup | Tag, selector: str) -> Tag:
    found = html.select(selector)
    assert len(found) == 1, (selector, len(found))
    return found[0]


def shown(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())

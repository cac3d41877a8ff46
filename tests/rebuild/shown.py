"""What each output of a plain small site shows, in the simplest words: the measure of work.

An output has to be rendered when what it shows is new or another than before, and only then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, zip_longest

from tests.rebuild.newsroom import FEEDS, LIMITS, Text

#: In the order of the section bar; others follow by name.
SECTIONS = ("Monde", "Sport")
SITENAME = "Le Fil"
_PAGE, _FEED, _SMALL = LIMITS["PAGE_LIMIT"], FEEDS["site"], FEEDS["tag"]
#: Formats of the feeds of each kind of list.
_ALL = ("rss.xml", "atom.xml", "json")
_FORMATS = dict.fromkeys(("", "section", "source", "lang"), _ALL)
_FORMATS |= {"tag": _ALL[1:2], "author": _ALL[1:2]}
_BY_MONTH = ("section", "source", "lang")
#: Outputs made of the whole archive in other ways, each with its own tests.
ELSEWHERE = re.compile(r"sitemap.*\.xml|search/.*|feed/archive/.*|theme/.*|\.seedpress")


@dataclass(frozen=True)
class Story:
    """A post, each with a time of its own; its address stays whatever else changes."""

    number: int
    date: datetime
    title: str
    section: str
    tags: tuple[str, ...]
    author: str
    source: str
    lang: str
    body: str = "Un paragraphe."
    hidden: bool = False

    @property
    def url(self) -> str:
        return f"2026/01/story-{self.number}/"

    def text(self) -> Text:
        """As a Markdown file."""
        keys = {
            "Title": self.title,
            "Date": self.date.isoformat(),
            "Id": f"urn:uuid:00000000-0000-4000-8000-{self.number:012}",
            "Url": self.url,
            "Category": self.section,
            "Tags": ", ".join(self.tags),
            "Authors": self.author,
            "Source": self.source,
            "Lang": self.lang,
            "Status": "hidden" if self.hidden else "published",
        }
        return Text({key: value for key, value in keys.items() if value}, self.body)


def _link(story: Story | None) -> object:
    return story and (story.title, story.url, story.lang)


def _card(story: Story) -> object:
    """What a list tells of a story."""
    return (_link(story), story.date, story.section, story.source)


def _cards(stories: Iterable[Story]) -> tuple[object, ...]:
    return tuple(map(_card, stories))


def _memberships(story: Story) -> Iterator[tuple[str, str]]:
    """Kind and name of each list that holds ``story``; the list of all is the site's."""
    yield "", ""
    yield "section", story.section
    yield "lang", story.lang
    yield from (("source", story.source),) if story.source else ()
    yield from (("author", story.author),) if story.author else ()
    yield from (("tag", tag) for tag in story.tags)


def shown(stories: Mapping[int, Story]) -> dict[str, object]:
    """What each output shows, by its path."""
    every = sorted(stories.values(), key=lambda story: story.date, reverse=True)
    listed = [story for story in every if not story.hidden]
    lists: dict[tuple[str, str], list[Story]] = {("", ""): []}
    for story in listed:
        for key in _memberships(story):
            lists.setdefault(key, []).append(story)
    bar = sorted({s.section for s in listed}, key=lambda x: (x not in SECTIONS, x))
    pages = dict([*_articles(every, listed), *_lists(lists), *_archive(listed), *_own(lists, bar)])
    return {path: (bar, what) for path, what in pages.items()} | dict(_feeds(lists))


Shown = Iterator[tuple[str, object]]


def _articles(every: Sequence[Story], listed: Sequence[Story]) -> Shown:
    for story in every:
        if story.hidden:
            yield f"{story.url}index.html", story
            continue
        here = listed.index(story)
        newer = listed[here - 1] if here else None
        older = listed[here + 1] if here + 1 < len(listed) else None
        near = _related(story, listed[here + 1 :])
        yield f"{story.url}index.html", (story, _link(newer), _link(older), _cards(near))


def _related(story: Story, older: Sequence[Story]) -> list[Story]:
    """The three that share most tags, of equals the newest."""
    shared = {s.number: len({*s.tags} & {*story.tags}) for s in older if s.lang == story.lang}
    near = [s for s in older if shared.get(s.number)]
    return sorted(near, key=lambda s: shared[s.number], reverse=True)[:3]


def _by_month(stories: Sequence[Story]) -> dict[str, list[Story]]:
    """Newest first, as ``stories`` are."""
    groups = groupby(stories, key=lambda story: f"{story.date:%Y/%m}/")
    return {month: list(group) for month, group in groups}


def _by_year(stories: Sequence[Story]) -> dict[str, list[Story]]:
    groups = groupby(stories, key=lambda story: f"{story.date:%Y}/")
    return {year: list(group) for year, group in groups}


def _lists(lists: dict[tuple[str, str], list[Story]]) -> Shown:
    """The newest of each list with the way to all others, and all of a month or year."""
    for (kind, name), stories in lists.items():
        if not kind:
            continue
        folder = f"{kind}/{name.lower()}/"
        parts: dict[str, list[Story]] = {}
        if kind in _BY_MONTH:
            parts = _by_month(stories)
        elif len(stories) > _PAGE:
            parts = _by_year(stories)
        counts = _counts(parts)
        yield f"{folder}index.html", (name, len(stories), counts, _cards(stories[:_PAGE]))
        yield from _parts(folder, name, parts)


def _counts(parts: dict[str, list[Story]]) -> list[tuple[str, int]]:
    return [(part, len(stories)) for part, stories in parts.items()]


def _parts(folder: str, name: str, parts: dict[str, list[Story]]) -> Shown:
    """Each page of a period leads to the one before it."""
    order = list(parts)
    for part, before in zip_longest(order, order[1:]):
        yield f"{folder}{part}index.html", (name, before, _cards(parts[part]))


def _archive(listed: Sequence[Story]) -> Shown:
    months, years = _by_month(listed), _by_year(listed)
    yield "archive/index.html", _counts(months)
    for year in years:
        of_year = {month: stories for month, stories in months.items() if month.startswith(year)}
        yield f"archive/{year}index.html", _counts(of_year)
    yield from _parts("archive/", "archive", months)


def _own(lists: dict[tuple[str, str], list[Story]], bar: list[str]) -> Shown:
    yield "index.html", _front(lists, bar)
    for same in ("404.html", "corrections/index.html", "method/index.html"):
        yield same, None
    yield "feeds/index.html", [(key, _held(*key, its)) for key, its in sorted(lists.items())]


def _front(lists: dict[tuple[str, str], list[Story]], bar: list[str]) -> object:
    """The lead, three more, three of each section, twelve others; the sources with most."""
    listed = lists["", ""]
    rest = listed[4:]
    blocks = [[story for story in rest if story.section == name][:3] for name in bar]
    used = {story.number for block in blocks for story in block}
    latest = [story for story in rest if story.number not in used][:12]
    sources = [(name, len(its)) for (kind, name), its in sorted(lists.items()) if kind == "source"]
    newest = listed[0].date if listed else None
    return (
        _cards(listed[:4]),
        [_cards(block) for block in blocks],
        _cards(latest),
        sources,
        newest,
    )


def _held(kind: str, _name: str, stories: Sequence[Story]) -> int:
    """How many stories its feeds hold."""
    return min(len(stories), _SMALL if kind in {"tag", "author"} else _FEED)


def _rest(kind: str, stories: Sequence[Story], held: Sequence[Story]) -> object:
    """What a feed says of the articles that it does not hold: the site's leads to its archive."""
    if len(held) == len(stories):
        return "all are here"
    return "" if kind else next(iter(_by_month(stories)))


def _feeds(lists: dict[tuple[str, str], list[Story]]) -> Shown:
    for (kind, name), stories in lists.items():
        folder = f"{kind}/{name.lower()}/" if kind else ""
        for form in _FORMATS[kind]:
            held = stories[: _held(kind, name, stories)]
            rest = _rest(kind, stories, held) if form != "json" else ""
            yield f"{folder}feed.{form}", (rest, tuple(held))
    newest = lists["", ""][0].date if lists["", ""] else None
    yield "feeds/all.opml", (sorted(lists), newest)
    for (kind, lang), stories in lists.items():
        if kind == "lang":
            within = [key for key, its in lists.items() if {each.lang for each in its} == {lang}]
            yield f"feeds/{lang}.opml", (sorted(within), stories[0].date)

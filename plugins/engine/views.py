"""What templates see: every value a page shows, ready to print. One page, one view.

Texts are plain and get escaped by the template, except where the type says Markup.
Addresses (``href``) are root-relative and quoted already; ``url`` is absolute.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from plugins.addresses import ScopeKind


@dataclass(frozen=True, slots=True)
class Link:
    """A name that leads somewhere."""

    text: str
    href: str
    """Empty where there is nowhere to go."""
    lang: str = ""
    """BCP 47, only where it is not the page's language."""
    count: int = 0
    """How many articles are behind it, where that is shown."""
    current: bool = False
    """Whether it is the page, or the section of the page, being looked at."""


@dataclass(frozen=True, slots=True)
class FeedLink:
    """An autodiscoverable feed."""

    title: str
    type: str
    href: str


@dataclass(frozen=True, slots=True)
class Logo:
    """The site's name as a picture."""

    href: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Share:
    """The picture that stands for a page where somebody shares it."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class SiteView:
    """The same on every page, in the site's own language."""

    name: str
    tagline: str
    description: str
    lang: str
    dir: str
    home: str
    url: str
    sections: tuple[Link, ...]
    """In the order of the settings, only those that have articles; none where sections have no
    pages."""
    archive: str
    """Address of the archive; empty where it has no pages."""
    subscribe: str
    """Address of the page of feeds; empty where there are no feeds."""
    corrections: str
    method: str
    rights: str
    rights_url: str
    """Address of the licence; may be empty."""
    contact: str
    pages: tuple[Link, ...]
    """Hand-written pages such as About, for the footer."""
    links: tuple[Link, ...]
    """What else the newsroom wants in the footer."""
    logos: tuple[Logo, ...]
    """None, one, or one for light and one for dark paper."""
    feeds: tuple[FeedLink, ...]
    share: Share | None = None
    """Of pages that have none of their own."""
    search: str = ""
    manifest: str = ""
    offline: str = ""
    """Search page, web manifest, and the script that keeps what was read; each may be empty."""
    fediverse: str = ""
    """The newsroom's account, ``@name@host``; may be empty."""


@dataclass(frozen=True, slots=True)
class PageView:
    """The page itself."""

    kind: str
    """A scope's kind, or front, article, archive, feeds, corrections, method, page, moved,
    missing."""
    title: str
    """Without the site's name; empty on the front page."""
    description: str
    lang: str
    """BCP 47, of title and description."""
    dir: str
    href: str
    url: str
    canonical: str
    """Absolute; the original's address where the post says so."""
    feeds: tuple[FeedLink, ...] = ()
    """The page's own feeds, besides the site's."""
    noindex: bool = False
    share: Share | None = None
    """Its own; None where the site's will do."""
    data: tuple[Markup, ...] = ()
    """JSON-LD of the page and of the way to it, safe inside script elements."""


@dataclass(frozen=True, slots=True)
class PictureSource:
    """A picture in several widths."""

    type: str
    """MIME."""
    srcset: str


@dataclass(frozen=True, slots=True)
class Picture:
    """An image with its size in pixels."""

    href: str
    url: str
    alt: str
    caption: str
    credit: str
    width: int
    height: int
    srcset: str = ""
    """In its own format or the one that most browsers know; empty where there is but one size."""
    sources: tuple[PictureSource, ...] = ()
    """The same in better formats, the best first."""


@dataclass(frozen=True, slots=True)
class Card:
    """An article as it stands in a list."""

    title: str
    href: str
    lang: str
    dir: str
    summary: str
    section: Link
    published: datetime
    online_since: bool
    """``published`` is only the day it went online here."""
    updated: datetime | None
    source: Link | None
    """Leads to the source's page on this site."""
    minutes: int
    """Reading time, at least 1."""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article's page."""

    card: Card
    body: Markup
    standfirst: str
    """The summary where it is not the beginning of the first paragraph, else empty."""
    has_lead: bool
    """Whether the first paragraph leads into the text: no summary does, and it is a short one."""
    authors: tuple[Link, ...]
    tags: tuple[Link, ...]
    original: str
    """Absolute address of the original article or of its publisher; may be empty."""
    rights: str
    note: str
    related: tuple[Card, ...]
    newer: Card | None
    older: Card | None
    data: Markup
    """JSON-LD, safe inside a script element."""
    translations: tuple[Link, ...] = ()
    """The same article in other languages, called as these are."""
    alternates: tuple[Link, ...] = ()
    """These and the article itself, by language, with absolute addresses; none without others."""


@dataclass(frozen=True, slots=True)
class Day:
    """Articles of one day in the site's time zone, newest first."""

    date: datetime
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class SectionBlock:
    """A section on the front page."""

    link: Link
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class FrontView:
    """The front page: no article stands on it twice."""

    lead: Card | None
    secondary: tuple[Card, ...]
    """At most three."""
    blocks: tuple[SectionBlock, ...]
    latest: tuple[Day, ...]
    sources: tuple[Link, ...]
    """With counts, most articles first."""
    date: datetime | None
    """Time of the newest article, for the masthead."""
    is_broad: bool = False
    """Whether the lead stands above the secondary stories: beside them it would leave a hole."""


@dataclass(frozen=True, slots=True)
class Period:
    """A year or month, and where its articles are."""

    year: int
    month: int | None
    href: str
    """Empty where the period has no page of its own: only its months have."""
    count: int
    months: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class ListingView:
    """All articles of a scope: its newest, or those of one period."""

    kind: ScopeKind
    """``site`` is the archive."""
    heading: str
    """Name of the section, tag, author, source or language."""
    total: int
    """Articles in the scope, or in the period."""
    days: tuple[Day, ...]
    """Empty on the archive's overview."""
    period: Period | None = None
    """The period shown; None for the newest."""
    periods: tuple[Period, ...] = ()
    """On the scope's first page and in the archive's overviews: years, newest first, with their
    months where the scope has months."""
    older: Period | None = None
    """On the page of a period's articles: the newest one before it that has such a page."""
    home: str = ""
    """The scope's first page."""
    external: str = ""
    """On a source's first page: its own site."""


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A scope's line on the page of feeds."""

    title: str
    href: str
    """The scope's page; empty where it has none."""
    entries: int
    formats: tuple[Link, ...]
    """Its documents, called as their formats are."""
    readers: tuple[Link, ...] = ()
    """Applications that subscribe to it when their link is followed; none where they are many."""


@dataclass(frozen=True, slots=True)
class FeedGroup:
    """Feeds of one kind of scope."""

    kind: ScopeKind
    rows: tuple[FeedRow, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """An article whose words were corrected, and how."""

    card: Card
    note: str
    when: datetime | None
    """When the words last changed; None where nobody said."""

"""Every address of the site, in one place. Addresses are paths without leading slash.

They are a contract with readers and subscribers: none of them ever changes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from slugify import slugify

from plugins.hashing import digest
from plugins.model import FeedFormat

ScopeKind = Literal["site", "section", "tag", "author", "source", "language"]

SLUG_BYTES = 80
#: Longest name that file systems take, and a path that leaves room for the folders above it.
NAME_BYTES, PATH_BYTES = 255, 1000

_FOLDERS: dict[ScopeKind, str] = {
    "site": "",
    "section": "section/",
    "tag": "tag/",
    "author": "author/",
    "source": "source/",
    "language": "lang/",
}
_FEED_NAMES: dict[FeedFormat, str] = {
    "rss": "feed.rss.xml",
    "atom": "feed.atom.xml",
    "json": "feed.json",
}
#: Device names that Windows refuses as a folder's name.
_PERIOD = re.compile(r"\d{4}/(\d{2}/)?")
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$")


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """A set of articles that has its own pages and feeds."""

    kind: ScopeKind
    name: str = ""
    """As shown: the section's, tag's, author's, source's name; the language's tag."""

    @property
    def folder(self) -> str:
        """Address of its first page, empty for the site."""
        return _folder(self.kind, self.name)


@lru_cache(maxsize=65_536)  # every card of every page asks for those of its section and source
def _folder(kind: ScopeKind, name: str) -> str:
    return "" if kind == "site" else f"{_FOLDERS[kind]}{slug(name)}/"


SITE = Scope("site")


def slug(text: str, limit: int = SLUG_BYTES) -> str:
    """An ASCII slug of 1 to ``limit`` bytes, cut between words.

    Apostrophes part words ("l’Ukraine" is ``l-ukraine``). A text that leaves nothing,
    or a name that a file system reserves, gets a stable digest.
    """
    parted = re.sub("['’ʼ‘`´]", " ", text[:2000])
    made = slugify(parted, max_length=limit, word_boundary=True, save_order=True)
    made = made[:limit].strip("-")
    if not made:
        return digest(text, 8)
    return f"{made}-{digest(text, 8)}" if _RESERVED.match(made) else made


def article(published: datetime, slug_: str, zone: ZoneInfo) -> str:
    """``YYYY/MM/slug/``, the month being that of the site's time zone."""
    local = published.astimezone(zone)
    return f"{local.year:04d}/{local.month:02d}/{slug_}/"


def bucket(folder: str, year: int, month: int | None = None) -> str:
    """Address of all articles of a year or month below ``folder``."""
    return f"{folder}{year:04d}/" + ("" if month is None else f"{month:02d}/")


def archive(year: int | None = None, month: int | None = None) -> str:
    """``archive/``, ``archive/YYYY/`` or ``archive/YYYY/MM/``."""
    return "archive/" if year is None else bucket("archive/", year, month)


def feed(folder: str, fmt: FeedFormat) -> str:
    """Address of a scope's feed document."""
    return folder + _FEED_NAMES[fmt]


def feed_archive(folder: str, year: int, month: int, part: int = 1) -> str:
    """Address of the archive document of a month of a scope; ``part`` counts from 1."""
    number = "" if part == 1 else f"-{part}"
    return f"{folder}feed/archive/{year:04d}-{month:02d}{number}.atom.xml"


def opml(scope: Scope) -> str:
    """Address of the list of all feeds of the site, or of those in a language."""
    if scope.kind != "language":
        return "feeds/all.opml"
    name = slug(scope.name)  # there is a language with the tag "all"
    return f"feeds/{name if name != 'all' else 'lang-all'}.opml"


def output_path(address: str) -> str:
    """The file below the output folder that is served at ``address``."""
    return address + "index.html" if not address or address.endswith("/") else address


def is_safe(address: str) -> bool:
    """Whether ``address`` stays below the output folder on every file system.

    No name in it is hidden: those are kept for the marks and tools of whoever publishes.
    """
    if not address or re.search(r"[\x00-\x1f\x7f\ud800-\udfff\\:*?\"<>|]", address):
        return False
    names = [part.encode() for part in address.removesuffix("/").split("/")]
    plain = all(name and not name.startswith(b".") for name in names)
    return plain and max(map(len, names)) <= NAME_BYTES and len(address.encode()) <= PATH_BYTES


def rooted(prefix: str, address: str) -> str:
    """Root-relative link to ``address`` under a site's path ``prefix`` (``""`` or ``/news``)."""
    return f"{prefix}/{quote(address)}"


def absolute(siteurl: str, address: str) -> str:
    """Full URL of ``address``; ``siteurl`` has no trailing slash."""
    return f"{siteurl}/{quote(address)}"


def is_page(url: str) -> bool:
    """Whether the web address ``url`` names a page, and not a publisher's whole site."""
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)


#: Pictures in other sizes, and those that stand for articles elsewhere.
RENDITIONS = "renditions/"
#: First folders that are the site's own: no post or page may take them.
RESERVED = frozenset(
    "section tag author source lang archive corrections method feed feeds search theme drafts "
    "renditions "
    "404.html index.html feed.rss.xml feed.atom.xml feed.json opensearch.xml sitemap sitemap.xml "
    "sitemap-news.xml robots.txt humans.txt site.webmanifest worker.js".split()
)


def given(text: str) -> str:
    """An address as an editor writes it: without ``index.html``, a folder's name ends in ``/``."""
    address = text.strip().removeprefix("/").removesuffix("index.html")
    last = address.rpartition("/")[2]
    return f"{address}/" if last and "." not in last else address


def is_free(address: str) -> bool:
    """Whether ``address`` is safe, ends in ``/`` or an extension and is none of the site's own.

    The folder of a year or month is the site's: all articles of that time are below it.
    """
    first, _, _ = address.partition("/")
    last = address.rsplit("/", 1)[-1]
    is_own = first.casefold() in RESERVED or _PERIOD.fullmatch(address)
    return is_safe(address) and not is_own and (not last or "." in last)

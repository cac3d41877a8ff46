"""Every address of the site, in one place. Addresses are paths without leading slash.

They are a contract with readers and subscribers: none of them ever changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from slugify import slugify

from plugins.config import COMPRESSED, HOST_FILES
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
_PERIOD = re.compile(r"\d{4}/(\d{2}/)?")
#: Names that Windows has for devices, whatever extension follows.
_DEVICE = re.compile(
    r"(con|prn|aux|nul|(com|lpt)[0-9¹²³]|con(in|out)\$) *(\..*)?", re.IGNORECASE | re.DOTALL
)
#: How names of pages end, on this site and on those that it may have been before.
_PAGE = re.compile(r".+\.(html?|shtml|php|aspx?|jsp)", re.IGNORECASE)


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
    return f"{made}-{digest(text, 8)}" if _DEVICE.fullmatch(made) else made


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

    No name in it is hidden: those are kept for the marks and tools of whoever publishes. None is
    a device's on Windows, or ends in what Windows cuts off, a dot or a space.
    """
    if not address or re.search(r"[\x00-\x1f\x7f\ud800-\udfff\\:*?\"<>|]", address):
        return False
    names = address.removesuffix("/").split("/")
    return len(address.encode()) <= PATH_BYTES and all(map(_is_plain, names))


def _is_plain(name: str) -> bool:
    is_odd = not name or name[0] == "." or name[-1] in ". " or _DEVICE.fullmatch(name)
    return not is_odd and len(name.encode()) <= NAME_BYTES


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
#: First names that are the site's own: no post or page may take them.
RESERVED = frozenset(HOST_FILES) | frozenset(
    "section tag author source lang archive corrections method feed feeds search theme drafts "
    "renditions "
    "404.html index.html feed.rss.xml feed.atom.xml feed.json opensearch.xml sitemap sitemap.xml "
    "sitemap-news.xml robots.txt humans.txt site.webmanifest worker.js _redirects "
    "redirects.map".split()
)
#: Of the site's own files those in whose place a file of the editor's may stand.
YIELDING = frozenset(HOST_FILES) | frozenset(
    "robots.txt humans.txt site.webmanifest .well-known/security.txt _redirects "
    "redirects.map".split()
)
#: Outputs that compress well; pictures and fonts are compressed already.
_TEXTS = (".html", ".xml", ".json", ".opml", ".css", ".js", ".svg", ".txt", ".webmanifest")


def copies(path: str, endings: Iterable[str]) -> tuple[str, ...]:
    """Where the compressed copies of the output at ``path`` stand, in the order of ``endings``."""
    return tuple(f"{path}.{each}" for each in endings) if path.endswith(_TEXTS) else ()


def without_copy(name: str) -> str:
    """The name of what ``name``, if it is a compressed copy's, is the copy of; else itself."""
    stem, _, ending = name.rpartition(".")
    return stem if stem and ending.lower() in COMPRESSED else name


def given(text: str) -> str:
    """An address as an editor writes it: without ``index.html``, a folder's name ends in ``/``."""
    address = text.strip().removeprefix("/").removesuffix("index.html")
    last = address.rpartition("/")[2]
    return f"{address}/" if last and "." not in last else address


def is_free(address: str) -> bool:
    """Whether a page may stand at ``address``: safe, and none of the site's own or their copies.

    It ends in ``/`` or as names of pages do. The folder of a year or month is the site's: all
    articles of that time are below it.
    """
    first, last = address.partition("/")[0], address.rpartition("/")[2]
    is_own = without_copy(first).casefold() in RESERVED or _PERIOD.fullmatch(address)
    return is_safe(address) and not is_own and (not last or bool(_PAGE.fullmatch(last)))

"""Any output of the site, by the job that makes it: what it depends on, and its bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from plugins import addresses, feeds
from plugins.addresses import Scope
from plugins.config import Settings
from plugins.engine import article_pages, list_pages, own_pages
from plugins.engine.archives import part_of
from plugins.engine.documents import Document, Documents
from plugins.engine.finding import Finding
from plugins.engine.gallery import Gallery, is_picture
from plugins.engine.library import Library, Period, ScopeRow
from plugins.engine.maps import Maps
from plugins.engine.newsroom import Newsroom, Page
from plugins.engine.store import LISTED, UNSEEN, Store
from plugins.engine.tasks import Job
from plugins.engine.theming import Theme, file_key
from plugins.engine.workshop import Order
from plugins.errors import ConfigError, Problem
from plugins.hashing import short_digest

#: Templates by the kind of job; lists of a month of the archive are like any other list.
TEMPLATES = {
    "article": "article.html",
    "moved": "moved.html",
    "gone": "gone.html",
    "page": "page.html",
    "head": "listing.html",
    "bucket": "listing.html",
    "archive": "archive.html",
    "month": "listing.html",
    "front": "front.html",
    "feeds": "feeds.html",
    "corrections": "corrections.html",
    "method": "method.html",
    "missing": "404.html",
    "search": "search.html",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """An output, ready to be made."""

    path: str
    """Below the output folder."""
    inputs: bytes
    """Digest of all that it depends on."""
    make: Callable[[], bytes]


@dataclass(slots=True)
class Press:
    """Makes outputs of one site, as the store has it now."""

    settings: Settings
    store: Store
    order: Order
    theme: Theme
    library: Library = field(init=False)
    room: Newsroom = field(init=False)
    documents: Documents = field(init=False)
    finding: Finding = field(init=False)
    maps: Maps = field(init=False)
    gallery: Gallery = field(init=False)
    _site_key: bytes = field(init=False)

    def __post_init__(self) -> None:
        self.library = Library(self.store, self.settings)
        self.room = Newsroom(self.settings, self.library, self.theme.words(), self.theme.speaks)
        self.documents = Documents(self.room, self.order.clock)
        self.finding = Finding(self.room)
        self.maps = Maps(self.room, self.order.clock)
        self.gallery = Gallery(self.room, self.documents.problems)
        self._site_key = short_digest(repr(self.room.site))

    def site_key(self) -> bytes:
        """Changes with what every page shows of the site."""
        return self._site_key

    def sheet(self, job: Job) -> Sheet | None:
        """How ``job`` is done; None where there is nothing to be made any more."""
        found = self._sheet(job)
        if found is None or found.path not in addresses.YIELDING or job.kind == "static":
            return found
        return None if self.maps.has_editors(found.path) else found

    def _sheet(self, job: Job) -> Sheet | None:
        rooms = (self.finding, self.maps, self.gallery)
        make = next((room.makers[job.kind] for room in rooms if job.kind in room.makers), None)
        made = make(job.arg) if make else getattr(self, f"_{job.kind}")(job.arg)
        if isinstance(made, Page):
            return self._page_sheet(made)
        if isinstance(made, Document):
            return Sheet(made.path, short_digest(repr(made.inputs)), made.write)
        found: Sheet | None = made
        return found

    def _page_sheet(self, page: Page) -> Sheet | None:
        key = self.theme.key(page.template)
        if key is None:  # a theme without this template has no such page
            return None
        inputs = (key, self._site_key, page.lang, page.inputs)

        def make() -> bytes:
            return self.theme.render(page.template, page.address, page.context(), page.lang)

        return Sheet(addresses.output_path(page.address), short_digest(repr(inputs)), make)

    # --- One method for each kind of job -------------------------------------------------------

    def _article(self, arg: str) -> Page | None:
        return article_pages.article(self.room, int(arg))

    def _moved(self, arg: str) -> Page | None:
        n, _, alias = arg.partition(" ")
        return article_pages.moved(self.room, alias, int(n), self.order.clock)

    def _page(self, arg: str) -> Page | None:
        return article_pages.hand(self.room, int(arg))

    def _head(self, arg: str) -> Page | None:
        return list_pages.head(self.room, arg) if self._is_listed(arg) else None

    def _bucket(self, arg: str) -> Page | None:
        folder, period = arg.split(" ")
        return (
            list_pages.bucket(self.room, folder, _period(period))
            if self._is_listed(folder)
            else None
        )

    def _is_listed(self, folder: str) -> bool:
        row = self.library.scope(folder)
        return row is not None and row.scope.kind in self.settings.listings

    def _archive(self, arg: str) -> Page | None:
        if "archive" not in self.settings.listings:
            return None
        return list_pages.archive(self.room, _period(arg) if arg else None)

    _month = _archive

    def _front(self, _arg: str) -> Page:
        return own_pages.front(self.room)

    def _feeds(self, _arg: str) -> Page | None:
        return own_pages.feeds_page(self.room) if self.settings.feed_formats else None

    def _corrections(self, _arg: str) -> Page:
        return own_pages.corrections(self.room)

    def _method(self, _arg: str) -> Page:
        return own_pages.method(self.room)

    def _missing(self, _arg: str) -> Page:
        return own_pages.missing(self.room)

    def _feed(self, arg: str) -> Document | None:
        folder, fmt = arg.split(" ")
        return self.documents.feed(folder, fmt)  # type: ignore[arg-type]  # one of three

    def _feed_archive(self, arg: str) -> Document | None:
        return self.documents.archive(part_of(arg))

    def _opml(self, arg: str) -> Document | None:
        return self.documents.opml(arg, self.theme.feed_words())

    def _search(self, _arg: str) -> Page | None:
        return own_pages.search(self.room) if self.settings.search else None

    def _gone(self, arg: str) -> Page | None:
        return article_pages.gone(self.room, int(arg), self.order.clock)

    def _static(self, arg: str) -> Sheet | Document | None:
        sql = "SELECT url FROM contents WHERE path = ? AND kind = 'static' AND state > ?"
        place = self.store.value(sql, arg, UNSEEN)
        if place and is_picture(arg):
            return self.gallery.cleaned(arg, place)
        return _copy(self.settings.content / arg, place) if place else None

    def _host(self, arg: str) -> Sheet:
        source = self.theme.host_file(arg)
        sheet = _copy(source, arg)
        if sheet is None:
            remedy = "copy it from the project's own theme, or leave it out of HOST_FILES"
            raise ConfigError(Problem(str(source), "is not there", remedy, code="config"))
        return sheet

    def _theme(self, arg: str) -> Sheet | None:
        copy = _copy(self.theme.source(arg), f"theme/{arg}")
        return copy and replace(copy, make=lambda: self.theme.file(arg))


def _copy(source: Path, place: str) -> Sheet | None:
    """The file itself, as it is now; None where it is gone."""
    key = file_key(source)
    return Sheet(place, short_digest(f"{place}\0{key}"), source.read_bytes) if key else None


def _period(text: str) -> Period:
    year, _, month = text.partition("/")
    return int(year), int(month) if month else None


def period_text(period: Period) -> str:
    """A period as jobs name it: ``2024`` or ``2024/11``."""
    year, month = period
    return f"{year}/{month}" if month else f"{year}"


#: Outputs of which there is one.
_SINGLE = ("front", "feeds", "corrections", "method", "missing", "opml", "search")

# --- Which jobs there are -----------------------------------------------------------------------


def all_jobs(press: Press) -> Iterator[Job]:
    """Every output of the site."""
    yield from (Job("theme", path) for path in press.theme.files())
    yield from (Job("host", name) for name in press.settings.host_files)
    yield from _content_jobs(press.store)
    scopes = press.library.scopes()
    for row in scopes:
        yield from scope_jobs(press, row)
    for row in scopes:  # after all feeds, which are of new articles and share their entries
        yield from history_jobs(press, row)
    yield from archive_jobs(press)
    yield from map(Job, _SINGLE)
    yield from press.finding.jobs()
    yield from press.maps.jobs()
    yield from press.gallery.jobs()


def _content_jobs(store: Store) -> Iterator[Job]:
    """A page or file for each content; articles in the order in which they stand in lists."""
    for path in store.column("SELECT path FROM contents WHERE kind = 'static' ORDER BY path"):
        yield Job("static", path)
    sql = "SELECT n, kind FROM articles WHERE state > ? ORDER BY state = ?, published DESC, tie"
    for n, kind in store.rows(sql, UNSEEN, LISTED):
        yield Job("article" if kind == "post" else "page", str(n))
    for n in store.column("SELECT n FROM articles WHERE state = ? AND kind = 'post'", UNSEEN):
        yield Job("gone", str(n))
    for n, alias in aliases(store):
        yield Job("moved", f"{n} {alias}")


def aliases(store: Store) -> Iterator[tuple[int, str]]:
    """Earlier addresses of contents that are kept."""
    yield from store.rows("SELECT n, value FROM contents, json_each(aliases) WHERE aliases != '[]'")


def scope_jobs(press: Press, row: ScopeRow) -> Iterator[Job]:
    """Pages and feeds of a scope."""
    if row.scope.kind in press.settings.listings:
        yield Job("head", row.folder)
        for period in list_pages.periods_of(press.room, row):
            yield Job("bucket", f"{row.folder} {period_text(period)}")
    yield from feed_jobs(row.scope, row.folder, press.settings)
    if row.scope.kind == "language":
        yield Job("opml", row.folder)


def history_jobs(press: Press, row: ScopeRow) -> Iterator[Job]:
    """Archive documents of a scope."""
    yield from (Job("feed_archive", part.arg) for part in press.documents.archives.every(row))


def feed_jobs(scope: Scope, folder: str, settings: Settings) -> Iterator[Job]:
    """Feeds of a scope, one a format."""
    for fmt in feeds.formats_of(scope.kind, settings):
        yield Job("feed", f"{folder} {fmt}")


def archive_jobs(press: Press) -> Iterator[Job]:
    """The archive: overview, years and months."""
    site = press.library.scope("")
    months: dict[Period, Any] = press.library.months(site) if site else {}
    yield Job("archive")
    yield from (Job("archive", str(year)) for year in dict.fromkeys(year for year, _ in months))
    yield from (Job("month", period_text(period)) for period in months)

"""Files for machines, out of the store: sitemaps, redirects, and notices at fixed addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from plugins.adapter.placing import place
from plugins.addresses import Scope
from plugins.config import HOST_FILES
from plugins.engine import rows
from plugins.engine.documents import Document, Maker
from plugins.engine.glance import NEWS_AGE
from plugins.engine.library import Item
from plugins.engine.newsroom import Newsroom
from plugins.engine.shelves import Change, Shown
from plugins.engine.store import LISTED, Store
from plugins.engine.tasks import Job
from plugins.metadata import notices, offline, redirects, sitemaps
from plugins.metadata.sitemaps import LIMIT, NEWS_LIMIT, Located, Story
from plugins.model import Post

#: Notices by the kind of their job.
_NOTICES = {
    "robots": ("robots.txt", notices.robots),
    "humans": ("humans.txt", notices.humans),
    "manifest": ("site.webmanifest", notices.manifest),
}
_REDIRECTS = {"rules": ("_redirects", redirects.redirect_rules)}
_REDIRECTS |= {"nginx": ("redirects.map", redirects.nginx_map)}
#: What makes each file in whose place one of the editor's may stand.
_YIELDING = {path: Job("notice", kind) for kind, (path, _) in _NOTICES.items()}
_YIELDING |= {path: Job("redirects", kind) for kind, (path, _) in _REDIRECTS.items()}
_YIELDING |= {path: Job("host", path) for path in HOST_FILES}
_YIELDING |= {notices.SECURITY: Job("security")}


@dataclass(slots=True)
class Maps:
    """Makes what machines ask for."""

    room: Newsroom
    clock: datetime
    makers: Mapping[str, Maker] = field(init=False)
    """How each kind of job is done."""

    def __post_init__(self) -> None:
        self.makers = {
            "sitemap": self._sitemap,
            "sitemaps": self._index,
            "news": self._news,
            "redirects": self._redirects,
            "notice": self._notice,
            "security": self._security,
            "worker": self._worker,
        }

    @property
    def _store(self) -> Store:
        return self.room.library.store

    def jobs(self) -> Iterator[Job]:
        """All of them."""
        if self.room.settings.offline:
            yield Job("worker")
        if not self.room.settings.discovery:
            return
        for month, (_, parts) in self._months().items():
            yield from (Job("sitemap", f"{month} {part}") for part in range(1, parts + 1))
        yield from (Job("notice", name) for name in _NOTICES)
        yield from (Job("redirects", form) for form in _REDIRECTS)
        yield from (Job("sitemap", "pages 1"), Job("sitemaps"), Job("news"), Job("security"))

    def touched(self, change: Change) -> Iterator[Job]:
        """Those that a change may touch."""
        if not self.room.settings.discovery:
            return
        shown = [each for each in (change.old, change.new) if each]
        if any(each.post.aliases for each in shown):
            yield from (Job("redirects", form) for form in _REDIRECTS)
        if change.kind == "page" or any(each.state == LISTED for each in shown):
            yield from (Job("sitemap", "pages 1"), Job("sitemaps"))
        for each in shown:
            if change.kind == "post" and each.state == LISTED:
                yield from (Job("news"), Job("security"))
                yield from self._sitemaps_of(each)

    def _sitemaps_of(self, shown: Shown) -> Iterator[Job]:
        local = shown.post.published.astimezone(self.room.settings.timezone)
        site = self.room.library.scope("")
        months = self.room.library.months(site) if site else {}
        most = months.get((local.year, local.month), 0) // LIMIT + 2  # the last may be needless now
        month = f"{local.year}-{local.month:02}"
        yield from (Job("sitemap", f"{month} {part}") for part in range(1, most + 1))

    # --- Sitemaps -------------------------------------------------------------------------------

    def _sitemap(self, arg: str) -> Document | None:
        """The part of a month, as ``2026-11 1`` says; or the site's own pages, ``pages 1``."""
        name, part = arg.split(" ")
        pages = self._own_pages() if name == "pages" else self._articles(name)
        some = pages[(int(part) - 1) * LIMIT : int(part) * LIMIT]
        if not some:
            return None
        return Document(_path(name, int(part)), (some,), lambda: sitemaps.urlset(some))

    def _articles(self, month: str) -> list[Located]:
        year, number = map(int, month.split("-"))
        site = self.room.library.scope("")
        if site is None:
            return []
        items = self.room.library.of_period(site, (year, number))
        return [self._located(item.post) for item in items if _is_mapped(item)]

    def _own_pages(self) -> list[Located]:
        """Front page, sections and pages written by hand."""
        room = self.room
        newest = self._changed("")
        found = [Located(room.show.url(""), newest)]
        for name in room.sections if "section" in room.settings.listings else ():
            folder = Scope("section", name).folder
            found.append(Located(room.show.url(folder), self._changed(folder)))
        pages = room.library.pages()
        return found + [self._located(each.post) for each in pages if not each.post.rights.noindex]

    def _changed(self, folder: str) -> datetime | None:
        """When an article of a scope's first page last changed."""
        row = self.room.library.scope(folder)
        if row is None:
            return None
        items = self.room.library.newest(row, self.room.settings.page_limit)
        return max((self._when(item.post) for item in items), default=None)

    def _located(self, post: Post) -> Located:
        return Located(self.room.show.url(post.url), self._when(post))

    def _when(self, post: Post) -> datetime:
        """When it last changed, of the times that have come."""
        return sitemaps.last_change(post, self.clock)

    def _index(self, _arg: str) -> Document:
        """The list of sitemaps."""
        found = [Located(self.room.show.url(_path("pages", 1)), self._changed(""))]
        for month, (changed, parts) in self._months().items():
            paths = (_path(month, part) for part in range(1, parts + 1))
            found += [Located(self.room.show.url(path), changed) for path in paths]
        return Document("sitemap.xml", (found,), lambda: sitemaps.index(found))

    def _months(self) -> dict[str, tuple[datetime, int]]:
        """By month, newest first: when its last article changed, and how many sitemaps it takes.

        Only what search engines may list counts.
        """
        sql = (
            "SELECT period, max(mapped), count(*) FROM articles WHERE mapped IS NOT NULL "
            "GROUP BY period ORDER BY period DESC"
        )
        return {
            f"{period // 100}-{period % 100:02}": (rows.moment(changed), -(-count // LIMIT))
            for period, changed, count in self._store.rows(sql)
        }

    def _news(self, _arg: str) -> Document:
        """The news sitemap: the one output that the clock alone changes.

        An article of which only the day is known when it went online here is no news.
        """
        sql = "SELECT n FROM articles WHERE news > ? ORDER BY news DESC, tie LIMIT ?"
        oldest = rows.seconds(self.clock) - NEWS_AGE
        posts = (
            self.room.library.item(n).post for n in self._store.column(sql, oldest, NEWS_LIMIT)
        )
        stories = [
            Story(self.room.show.url(post.url), post.title, post.lang, post.published)
            for post in posts
        ]
        name = self.room.settings.name
        return Document("sitemap-news.xml", (stories,), lambda: sitemaps.news(stories, name))

    # --- Redirects and notices --------------------------------------------------------------------

    def _redirects(self, kind: str) -> Document | None:
        """Earlier addresses, in the form of ``kind``; none where there are none."""
        path, write = _REDIRECTS[kind]
        moved = dict(
            self._store.rows(
                "SELECT value, url FROM contents, json_each(aliases) "
                "WHERE aliases != '[]' AND state > 0"
            )
        )
        if not moved:
            return None
        prefix = self.room.settings.prefix
        return Document(path, tuple(sorted(moved.items())), lambda: write(moved, prefix))

    def has_editors(self, path: str) -> bool:
        """Whether a file of the content folder stands at ``path``."""
        sql = (
            "SELECT 1 FROM claims JOIN contents USING (n) "
            "WHERE place = ? AND kind = 'static' AND url = ? AND state > 0"
        )
        return self._store.value(sql, place(path), path) is not None

    def yielding(self) -> Iterator[Job]:
        """Those whose place a file of the editor's took, or left, since the last build."""
        settings, sql = self.room.settings, "SELECT kind FROM outputs WHERE path = ?"
        for path, job in _YIELDING.items():
            is_made = path in settings.host_files if job.kind == "host" else settings.discovery
            had = self._store.value(sql, path) == "static"
            if is_made and had != self.has_editors(path):
                yield job

    def _notice(self, kind: str) -> Document:
        """A file that the settings alone decide."""
        path, write = _NOTICES[kind]
        settings = self.room.settings
        return Document(path, (), lambda: write(settings))

    def _worker(self, _arg: str) -> Document | None:
        settings = self.room.settings
        if not settings.offline:
            return None
        return Document(offline.PATH, (), lambda: offline.worker(settings))

    def _security(self, _arg: str) -> Document | None:
        """Where flaws are reported, if somebody can be reached."""
        settings, site = self.room.settings, self.room.library.scope("")
        newest = self.room.library.newest(site, 1) if site and settings.contact else ()
        if not newest:
            return None
        at = newest[0].post.published
        inputs = (at.year, at.month > 6)
        return Document(notices.SECURITY, inputs, lambda: notices.security(settings, at))


def _is_mapped(item: Item) -> bool:
    return sitemaps.is_mapped(item.post)


def _path(name: str, part: int) -> str:
    return f"sitemap/{name}{'' if part == 1 else f'-{part}'}.xml"

"""Which outputs a change may touch, and why: a few for each article, whatever the archive's size.

Each is looked at again; it is rendered only if something that it depends on did change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from plugins import feeds
from plugins.addresses import Scope, ScopeKind
from plugins.engine import rows
from plugins.engine.intake import News
from plugins.engine.library import Period, ScopeRow
from plugins.engine.press import TEMPLATES, Press, feed_jobs, history_jobs, period_text, scope_jobs
from plugins.engine.shelves import Change, Shown, families_of, stamps_of_day
from plugins.engine.store import LISTED, Store
from plugins.engine.tasks import Job
from plugins.model import Post
from plugins.text import shorten

_EVERYWHERE = ("front", "feeds", "opml")
#: Pages of which there is one, or none where the theme has no template for it.
_SINGLE = frozenset({"front", "feeds", "corrections", "method", "missing", "search"})


@dataclass(slots=True)
class Affected:
    """Collects jobs; the first reason for each is kept."""

    press: Press
    jobs: dict[Job, str] = field(default_factory=dict)

    def add(self, kind: str, arg: object = "", *, why: str) -> None:
        """One more job."""
        self.jobs.setdefault(Job(kind, str(arg)), why)

    def by(self, news: News) -> dict[Job, str]:
        """All that ``news`` may touch."""
        for change in news.changes:
            self._own_pages(change)
        for change in news.changes:
            if change.kind == "post":
                self._lists(change)
                self._around(change)
                self._index(change)
                self.add("gone", change.n, why=_what(change))
            for job in self.press.maps.touched(change):
                self.add(*job, why=f"{_name_of(change)} {_what(change)}")
        self._scopes(news)
        self._times(news)
        for job, why in self.press.gallery.touched(news):
            self.add(*job, why=why)
        self._others(news)
        return self.jobs

    def _others(self, news: News) -> None:
        """What changed because of other articles or files."""
        for n in sorted(news.related):
            self.add("article", n, why="other articles are related to it now")
        for path in news.files:
            self.add("static", path, why="the file changed, moved or is named by other posts")
        for job in self.press.maps.yielding() if news.files else ():
            self.add(*job, why="a file of the content folder took its place, or left it")

    # --- Its own pages -----------------------------------------------------------------------

    def _own_pages(self, change: Change) -> None:
        kind = "article" if change.kind == "post" else "page"
        self.add(kind, change.n, why=_what(change))
        if kind == "article":
            self.add("card", change.n, why=_what(change))
        for shown in filter(None, (change.old, change.new)):
            for alias in shown.post.aliases:
                self.add("moved", f"{change.n} {alias}", why=f"leads to {_name(shown)}")
        for family in {f for s in (change.old, change.new) if s for f in families_of(s.post)}:
            sql = (
                "SELECT n FROM siblings JOIN articles USING (n) WHERE family = ? AND kind = 'post'"
            )
            for n in self.press.store.column(sql, family):
                self.add("article", n, why=f"{_name_of(change)} is a translation of it")

    def _around(self, change: Change) -> None:
        """Pages that show it as the next one, the one before, or on the same subject."""
        why = f"{_name_of(change)} beside it {_what(change)}"
        for shown in filter(None, (change.old, change.new)):
            if shown.state == LISTED:
                for n in self._beside(shown):
                    self.add("article", n, why=why)
        if change.old and change.new and change.old.card == change.new.card:
            return
        for n in self.press.store.column("SELECT n FROM related WHERE other = ?", change.n):
            self.add("article", n, why=f"{_name_of(change)}, related to it, {_what(change)}")

    def _beside(self, shown: Shown) -> Iterator[int]:
        site = self.press.store.value("SELECT s FROM scopes WHERE folder = ''")
        for sign, order in (("<", "age DESC, tie DESC"), (">", "age, tie")):
            sql = (
                f"SELECT n FROM members WHERE s = ? AND (age, tie) {sign} (?, ?) "  # noqa: S608
                f"ORDER BY {order} LIMIT 1"
            )
            yield from self.press.store.column(sql, site, *shown.key)

    def _index(self, change: Change) -> None:
        """What readers search: a title, words or a day that changed are found elsewhere now."""
        for job in self.press.finding.touched(change):
            self.add(*job, why=f"{_name_of(change)} {_what(change)}")

    # --- Lists that it is in, or was -----------------------------------------------------------

    def _lists(self, change: Change) -> None:
        listed = [s for s in (change.old, change.new) if s and s.state == LISTED]
        is_shown_alike = len(listed) == 2 and listed[0].card == listed[1].card
        for shown in listed:
            period = self._period(shown)
            for kind, folder, _ in feeds.memberships(shown.post, self.press.settings):
                why = f"{_name_of(change)} in it {_what(change)}"
                self._feeds(kind, folder, period, why)
                if not (is_shown_alike and self._traits(listed[0]) == self._traits(listed[1])):
                    self._scope_pages(folder, period, why)
            corrected = ("corrections",) if shown.post.note else ()
            for everywhere in (*_EVERYWHERE, *corrected):
                self.add(everywhere, why=f"{_name_of(change)} {_what(change)}")
        if (change.old and change.old.post.status == "withdrawn") or (
            change.new and change.new.post.status == "withdrawn"
        ):
            self._withdrawn(change)

    def _traits(self, shown: Shown) -> tuple[object, ...]:
        """What decides in which lists it stands, and where."""
        return (
            shown.key,
            tuple(feeds.memberships(shown.post, self.press.settings)),
            shown.post.source,
        )

    def _withdrawn(self, change: Change) -> None:
        for shown in filter(None, (change.old, change.new)):
            for kind, folder, _ in feeds.memberships(shown.post, self.press.settings):
                why = f"{_name(shown)} was withdrawn, or is back"
                self._feeds(kind, folder, self._period(shown), why)
        self.add("opml", why="an article was withdrawn, or is back")

    def _feeds(self, kind: ScopeKind, folder: str, period: Period, why: str) -> None:
        """A scope's feeds, and the archive documents around a month."""
        for job in feed_jobs(Scope(kind), folder, self.press.settings):
            self.add(*job, why=why)
        if kind == "language":
            self.add("opml", folder, why=why)
        row = self.press.library.scope(folder)
        if row is None or not feeds.has_archive(kind, self.press.settings):
            return
        year, month = period
        for part in self.press.documents.archives.around(row, year, month or 0):
            self.add("feed_archive", part.arg, why=why)
        self._stale("feed_archive", f"{folder} {year}/{month}", why)

    def _scope_pages(self, folder: str, period: Period, why: str) -> None:
        """A scope's head, the periods that hold an article, and those that lead to them."""
        year, _ = period
        if not folder:
            self.add("archive", why=why)
            self.add("archive", year, why=why)
            self.add("month", period_text(period), why=why)
        else:
            self.add("head", folder, why=why)
            self.add("bucket", f"{folder} {period_text(period)}", why=why)
            self.add("bucket", f"{folder} {year}", why=why)
        for newer in self._next(folder, period):
            if folder:
                self.add("bucket", f"{folder} {period_text(newer)}", why=why)
            elif newer[1]:
                self.add("month", period_text(newer), why=why)

    def _next(self, folder: str, period: Period) -> Iterator[Period]:
        """The next newer month and year with articles: each leads to the one before."""
        year, month = period
        sql = (
            "SELECT min(period) FROM members m JOIN scopes s USING (s) "
            "WHERE s.folder = ? AND period > ?"
        )
        newer = self.press.store.value(sql, folder, year * 100 + (month or 0))
        if newer:
            yield newer // 100, newer % 100
        later = self.press.store.value(sql, folder, year * 100 + 99)
        if later:
            yield later // 100, None

    def _period(self, shown: Shown) -> Period:
        return self._period_of(shown.post)

    def _period_of(self, post: Post) -> Period:
        local = post.published.astimezone(self.press.settings.timezone)
        return local.year, local.month

    def _scopes(self, news: News) -> None:
        """What changes in a scope as a whole: its name, its years, whether it has an archive."""
        for folder, (name, total, lang) in news.before.scopes.items():
            row = self.press.library.scope(folder)
            if row is None or (row.scope.name, row.lang) != (name, lang):
                self._lists_of_feeds(lang, row.lang if row else "")
            if row is None or self._opens_archive(row):
                self._histories(folder, row)
            why = self._turns(row, name, total) if row else ""
            if row and why:
                for job in (*scope_jobs(self.press, row), *history_jobs(self.press, row)):
                    self.add(*job, why=why)
                self._stale("bucket", folder, why)

    def _lists_of_feeds(self, *langs: str) -> None:
        """The lists of the feeds in these languages: one comes or goes, or is called otherwise."""
        for lang in filter(None, langs):
            known = feeds.known_lang(lang, self.press.settings)
            self.add("opml", Scope("language", known).folder, why="a feed in it is another")

    def _turns(self, row: ScopeRow, name: str, total: int) -> str:
        """Why all pages of a scope have to be looked at; empty where they have not."""
        limit = self.press.settings.page_limit
        if row.scope.name != name and row.folder:
            return f"it is called {row.scope.name} now"
        if (total > limit) != (row.total > limit):
            return "it now has, or has no more, a page for each year"
        return ""

    def _histories(self, folder: str, row: ScopeRow | None) -> None:
        """Archive documents that a scope has now, or had."""
        why = "its feed holds everything, or does so no more"
        for job in history_jobs(self.press, row) if row else ():
            self.add(*job, why=why)
        self._stale("feed_archive", folder, why)

    def _opens_archive(self, row: ScopeRow) -> bool:
        """Whether a scope has archive documents now and had none, or the other way round."""
        had = next(self._known("feed_archive", row.folder), None) is not None
        return had != self.press.documents.archives.is_kept(row)

    def _stale(self, kind: str, start: str, why: str) -> None:
        """Outputs that a scope, or a period of it, had."""
        for arg in self._known(kind, start):
            self.add(kind, arg, why=why)

    def _known(self, kind: str, start: str) -> Iterator[str]:
        """Names of the outputs of that kind whose first words are ``start``."""
        sql = "SELECT DISTINCT arg FROM outputs WHERE kind = ? AND arg >= ? AND arg < ?"
        yield from self.press.store.column(sql, kind, f"{start} ", f"{start}!")

    def _times(self, news: News) -> None:
        """Feeds of articles whose time of change moved because another has the same second."""
        for day, before in news.before.days.items():
            after = stamps_of_day(self.press.store, day)
            moved = [id_ for id_, stamp in after.items() if before.get(id_, stamp) != stamp]
            for id_ in moved:
                sql = "SELECT post FROM articles WHERE id = ?"
                post = rows.unpack(self.press.store.value(sql, id_))
                for kind, folder, _ in feeds.memberships(post, self.press.settings):
                    why = f"{shorten(post.title, 40)} shares its second now"
                    self._feeds(kind, folder, self._period_of(post), why)


def _name(shown: Shown) -> str:
    return f"“{shorten(shown.post.title, 40)}”"


def _name_of(change: Change) -> str:
    shown = change.new or change.old
    return _name(shown) if shown else ""


def _what(change: Change) -> str:
    """What happened, in words that follow the article's name."""
    old, new = change.old, change.new
    if new is None or (not new.state and old and old.state):
        return "is gone"
    if old is None or (not old.state and new.state):
        return "is new"
    if old.post.url != new.post.url:
        return f"moved here from /{old.post.url}"
    return "changed"


def of_templates(
    store: Store, before: Mapping[str, str], now: Mapping[str, str]
) -> Iterator[tuple[Job, str]]:
    """Pages whose template, or one that goes into it, is not what it was before.

    And lists of feeds, which have words of the theme: any key changes with these.
    """
    if before != now:
        for arg in store.column("SELECT arg FROM outputs WHERE kind = 'opml'"):
            yield Job("opml", arg), "the theme's words may have changed"
    for kind, template in TEMPLATES.items():
        if before.get(template) == now.get(template):
            continue
        why = f"the template {template}, or one that it uses, changed"
        args = store.column("SELECT arg FROM outputs WHERE kind = ?", kind)
        for arg in args or ([""] if kind in _SINGLE else []):
            yield Job(kind, arg), why

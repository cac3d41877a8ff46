"""Articles in the store, in the order in which lists show them; and what changed there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from plugins import feeds
from plugins.config import Settings
from plugins.engine import rows
from plugins.engine.problems import keep
from plugins.engine.store import LISTED, UNSEEN, Store
from plugins.engine.subjects import words_of
from plugins.metadata.sitemaps import is_mapped, last_change
from plugins.model import Post

DAY = 86_400
#: Articles written at a time.
_BATCH = 1000
_BODY = (
    "SELECT b.words, b.weight, b.digest, c.state FROM contents c JOIN bodies b USING (n) "
    "WHERE c.n = ?"
)
_ARTICLE = f"INSERT INTO articles VALUES ({', '.join('?' * 22)})"  # noqa: S608  # no values


@dataclass(frozen=True, slots=True)
class Shown:
    """What is seen of an article or page."""

    state: int
    post: Post
    card: bytes
    """Digest of what lists show."""
    page: bytes
    """Digest of what its own page shows."""
    told: feeds.Told
    """When feeds say that it changed."""
    turn: int | None
    """When the clock next shows more or less of it, in seconds since 1970."""

    @property
    def key(self) -> tuple[int, int]:
        """Its place in every list: newest first."""
        return -rows.seconds(self.post.published), rows.tie(self.post.id)


@dataclass(frozen=True, slots=True)
class Change:
    """An article as it was and as it is; None where it was not, or is no more."""

    n: int
    kind: str
    old: Shown | None
    new: Shown | None


@dataclass(slots=True)
class Before:
    """What stood on the shelves that were touched."""

    scopes: dict[str, tuple[str, int, str]]
    """Name, number of articles and their language, by folder; none where there was no scope."""
    days: dict[int, dict[str, int]]
    """The times of change that feeds told, by day since 1970 and id."""


@dataclass(slots=True)
class Shelves:
    """Puts articles where they belong. ``settle`` must follow the last ``put``."""

    store: Store
    settings: Settings
    clock: datetime
    is_new: bool
    """Whether the store holds no articles yet, so that nothing has to be looked up."""
    _scopes: dict[str, int] = field(default_factory=dict)
    _uses: Counter[tuple[int, str]] = field(default_factory=Counter)
    _articles: list[tuple[Any, ...]] = field(default_factory=list)
    _members: list[tuple[Any, ...]] = field(default_factory=list)
    _subjects: list[tuple[Any, ...]] = field(default_factory=list)
    before: Before = field(default_factory=lambda: Before({}, {}))

    def put(
        self, n: int, kind: str, post: Post | None, body: tuple[Any, ...] | None = None
    ) -> Change | None:
        """The content ``n`` is now ``post``, or has no place; what changed by it, if anything.

        ``body`` is what ``_BODY`` selects, where that is known already.
        """
        old = None if self.is_new else self.shown(n)
        row = body or self.store.row(_BODY, n)
        new = None
        words, weight, digest, state = row or (0, 0, b"", UNSEEN)
        packed = rows.pack(post) if post is not None and row is not None else b""
        if post is not None and packed:
            card, page = rows.card_digest(post, words), rows.page_digest(packed, digest)
            told = feeds.told(post, self.clock, self.settings.timezone)
            new = Shown(state, post, card, page, told, self._turn(post))
        if old == new and not self.is_new:
            return None
        if not self.is_new:
            self._remember(old, new)
        if old is not None:
            self._take_out(n, old)
        if new is not None:
            self._articles.append(self._row(n, kind, new, packed, words, weight))
            self._put_in(n, new)
            if self.is_new and len(self._articles) >= _BATCH:
                self._flush()  # else only when all that is old was taken out: places are unique
        return Change(n, kind, old, new)

    def _remember(self, *shown: Shown | None) -> None:
        """Notes what the scopes and days of a change looked like before it."""
        for each in filter(None, shown):
            day = each.told.seconds // DAY
            if day not in self.before.days:
                self.before.days[day] = stamps_of_day(self.store, day)
            for _, folder, _ in feeds.memberships(each.post, self.settings):
                row = self.store.row(
                    "SELECT name, total, tongue FROM scopes WHERE folder = ?", folder
                )
                if row and folder not in self.before.scopes:
                    self.before.scopes[folder] = row

    def shown(self, n: int) -> Shown | None:
        """What the last build saw of ``n``."""
        sql = "SELECT state, post, card, page, stamp, exact, turn FROM articles WHERE n = ?"
        row = self.store.row(sql, n)
        if row is None:
            return None
        state, post, card, page, stamp, exact, turn = row
        return Shown(state, rows.unpack(post), card, page, feeds.Told(stamp, bool(exact)), turn)

    def _row(
        self, n: int, kind: str, shown: Shown, packed: bytes, words: int, weight: int
    ) -> tuple[Any, ...]:
        post = shown.post
        told, fault = shown.told, feeds.fault(post)
        is_listed = shown.state == LISTED
        mapped = is_listed and is_mapped(post)
        return (
            *(n, post.id, kind, shown.state, rows.seconds(post.published), rows.tie(post.id)),
            *(shown.turn, rows.seconds(max(post.published, post.changed))),
            *(told.seconds // DAY, told.seconds, told.is_exact),
            *(not fault, weight, words, is_listed and post.pinned),
            rows.seconds(post.changed) if is_listed and post.note else None,
            self._period(post),
            rows.seconds(last_change(post, self.clock)) if mapped else None,
            rows.seconds(post.published) if mapped and not post.online_since else None,
            *(shown.card, shown.page, packed),
        )

    def _period(self, post: Post) -> int:
        local = post.published.astimezone(self.settings.timezone)
        return local.year * 100 + local.month

    def _turn(self, post: Post) -> int | None:
        """When the clock next changes what is seen of ``post``."""
        times = (post.published, post.updated)
        coming = [t for t in times if t is not None and t > self.clock]
        return rows.seconds(min(coming)) if coming else None

    def _put_in(self, n: int, shown: Shown) -> None:
        post, (age, tie) = shown.post, shown.key
        period = self._period(post)
        if shown.state == LISTED:
            for kind, folder, name in feeds.memberships(post, self.settings):
                s = self._scope(kind, folder)
                self._uses[s, name] += 1
                self._members.append((s, age, tie, n, period, post.lang))
            self._subjects += ((post.lang, word, age, tie, n) for word in words_of(post))
        elif post.status == "withdrawn":
            seen = rows.seconds(max(post.published, post.changed))
            for _, folder, _ in feeds.memberships(post, self.settings):
                sql = "INSERT OR REPLACE INTO withdrawn VALUES (?, ?, ?, ?, ?)"
                self.store.run(sql, folder, n, rows.seconds(post.changed), seen, period)
        families = ((family, n) for family in families_of(post))
        self.store.run_all("INSERT OR IGNORE INTO siblings VALUES (?, ?)", families)

    def _take_out(self, n: int, shown: Shown) -> None:
        if shown.state == LISTED:
            for kind, folder, name in feeds.memberships(shown.post, self.settings):
                s = self._scope(kind, folder)
                self._uses[s, name] -= 1
                sql = "DELETE FROM members WHERE s = ? AND age = ? AND tie = ?"
                self.store.run(sql, s, *shown.key)
            sql = "DELETE FROM subjects WHERE lang = ? AND word = ? AND age = ? AND tie = ?"
            for word in words_of(shown.post):
                self.store.run(sql, shown.post.lang, word, *shown.key)
        for table in ("articles", "withdrawn", "siblings"):
            self.store.run(f"DELETE FROM {table} WHERE n = ?", n)  # noqa: S608  # of these names

    def _scope(self, kind: str, folder: str) -> int:
        if folder not in self._scopes:
            s = self.store.value("SELECT s FROM scopes WHERE folder = ?", folder)
            if s is None:
                self.store.run(
                    "INSERT INTO scopes (kind, folder, name, total, entries, tongue) "
                    "VALUES (?, ?, '', 0, 0, '')",
                    *(kind, folder),
                )
                s = self.store.value("SELECT last_insert_rowid()")
            self._scopes[folder] = int(s)
        return self._scopes[folder]

    def _flush(self) -> None:
        self.store.run_all(_ARTICLE, self._articles)
        self.store.run_all("INSERT INTO members VALUES (?, ?, ?, ?, ?, ?)", sorted(self._members))
        self.store.run_all("INSERT INTO subjects VALUES (?, ?, ?, ?, ?)", sorted(self._subjects))
        for each in (self._articles, self._members, self._subjects):
            each.clear()

    def settle(self) -> None:
        """Brings names and numbers of the scopes in line with their articles."""
        self._scope("site", "")
        self._flush()
        self.store.run_all(
            "INSERT INTO names VALUES (?, ?, ?) "
            "ON CONFLICT (s, name) DO UPDATE SET uses = uses + excluded.uses",
            ((s, name, uses) for (s, name), uses in self._uses.items() if uses),
        )
        self.store.run("DELETE FROM names WHERE uses <= 0")
        for folder, s in self._scopes.items():
            self._settle_scope(folder, s)
        self._scopes.clear()
        self._uses.clear()

    def _settle_scope(self, folder: str, s: int) -> None:
        sql = "SELECT count(*), min(lang), max(lang) FROM members WHERE s = ?"
        total, lang, last = self.store.row(sql, s)
        if not total and folder:
            self.store.run("DELETE FROM scopes WHERE s = ?", s)
            return
        sql = "SELECT name FROM names WHERE s = ? ORDER BY uses DESC, name LIMIT 1"
        name = self.store.value(sql, s) or ""
        kind = self.store.value("SELECT kind FROM scopes WHERE s = ?", s)
        limit = feeds.limit_of(kind, self.settings)
        is_full = feeds.is_full(kind, self.settings)
        weights = self.store.column(
            "SELECT a.weight * ? FROM members m JOIN articles a USING (n) "
            "WHERE m.s = ? AND a.fed ORDER BY m.age, m.tie LIMIT ?",
            *(is_full, s, limit + 1),  # summaries always find room
        )
        sql = "UPDATE scopes SET name = ?, total = ?, entries = ?, tongue = ? WHERE s = ?"
        only = lang if lang and lang == last else ""
        self.store.run(sql, name, total, feeds.fitting(weights, limit), only, s)


def stamps_of_day(store: Store, day: int) -> dict[str, int]:
    """The time of change of each listed article of a day since 1970, by its id."""
    told = store.rows(
        "SELECT id, stamp, exact FROM articles WHERE day = ? AND state = ? AND fed",
        *(day, LISTED),
    )
    return feeds.distinct((id_, feeds.Told(stamp, bool(exact))) for id_, stamp, exact in told)


def families_of(post: Post) -> Iterator[str]:
    """What its translations share with ``post``: an original, or a slug that people chose."""
    yield f"id:{post.translation_of or post.id}"
    if post.status == "published" and post.slug:
        yield f"slug:{post.slug}"


def tell_feed_faults(store: Store) -> None:
    """Names each listed article that no feed can hold, and no other one any more."""
    store.run("DELETE FROM problems WHERE stage = 'feed'")
    sql = (
        "SELECT c.path, a.post FROM articles a JOIN contents c USING (n) "
        "WHERE a.state = 2 AND NOT a.fed ORDER BY c.path"
    )
    for path, packed in store.rows(sql):
        if fault := feeds.fault(rows.unpack(packed)):
            keep(store, f"post:{path}", "feed", [feeds.fault_problem(f"content/{path}", fault)])

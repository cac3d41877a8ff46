"""The archive as pages ask for it: an article, the newest of a scope, those of a month.

Reads the store alone, whatever the size of the archive; each answer costs what it holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from plugins import feeds
from plugins.addresses import SITE, Scope
from plugins.config import Settings
from plugins.engine import listings, rows
from plugins.engine.ahead import ITEMS, Ahead
from plugins.engine.listings import Front
from plugins.engine.store import HAS_PAGE, LISTED, Store
from plugins.model import Article, Post

#: Articles of which the parts that lists show are kept in memory.
_REMEMBERED = 8192
#: Bodies are larger, and asked for by feeds alone.
_BODIES = 256
#: Scopes of which the numbers of articles a month are: each of its months asks for them.
_SCOPES = 64
Period = tuple[int, int | None]
_SCOPE = "SELECT s, kind, name, folder, total, entries, tongue FROM scopes"


@dataclass(frozen=True, slots=True)
class Item:
    """An article as a list has it."""

    n: int
    article: Article
    """Without its HTML."""
    card: bytes
    """Digest of what lists show of it."""
    state: int
    """LISTED, HAS_PAGE, or UNSEEN."""
    page: bytes
    """Changes with all that its page shows of itself."""
    key: tuple[int, int]
    """Its place in every list: newest first."""

    @property
    def post(self) -> Post:
        return self.article.post


@dataclass(frozen=True, slots=True)
class ScopeRow:
    """A scope with its numbers."""

    s: int
    scope: Scope
    folder: str
    total: int
    entries: int
    """Of its feeds."""
    lang: str
    """The one language of all of its articles; empty where there are several."""


@dataclass(slots=True)
class Library:
    """Answers out of a store."""

    store: Store
    settings: Settings
    _items: Any = field(init=False)
    _bodies: Any = field(init=False)
    _counts: Any = field(init=False)
    _number: int = 0
    """Of the site's own scope."""
    _ahead: Ahead | None = None

    def __post_init__(self) -> None:
        self._items = lru_cache(_REMEMBERED)(self._item)
        self._bodies = lru_cache(_BODIES)(self._body)
        self._counts = lru_cache(_SCOPES)(self._months)

    def expect(self, numbers: Sequence[int]) -> None:
        """Fetches at once what the pages of these articles need: half the time of one by one.

        For builds of everything; the first call looks at the whole archive.
        """
        if numbers:
            self._ahead = Ahead.fetch(self.store, numbers, self._ahead)

    def item(self, n: int) -> Item:
        """The article or page ``n``; raises LookupError where there is none."""
        found: Item = self._items(n)
        return found

    def _item(self, n: int) -> Item:
        row = self._ahead.items.get(n) if self._ahead else None
        row = row or self.store.row(f"{ITEMS} WHERE a.n = ?", n)
        if row is None:
            raise LookupError(n)
        return _item_of(row)

    def whole(self, n: int) -> Article:
        """``n`` with its HTML."""
        return replace(self.item(n).article, html=self._bodies(n))

    def _body(self, n: int) -> str:
        if self._ahead and n in self._ahead.bodies:
            return self._ahead.bodies[n]
        html: str = self.store.value("SELECT html FROM bodies WHERE n = ?", n)
        return html

    def _all(self, numbers: Sequence[int]) -> tuple[Item, ...]:
        return tuple(self.item(n) for n in numbers)

    # --- One article and what is around it ---------------------------------------------------

    def seen(self, n: int) -> Item | None:
        """The article or page ``n`` if it has a page."""
        try:
            item = self.item(n)
        except LookupError:
            return None
        return item if item.state else None

    def neighbours(self, item: Item) -> tuple[Item | None, Item | None]:
        """The next newer and the next older listed article."""
        row, site = item.key, self._site()
        newer = self.store.value(
            "SELECT n FROM members WHERE s = ? AND (age, tie) < (?, ?) "
            "ORDER BY age DESC, tie DESC LIMIT 1",
            *(site, *row),
        )
        older = self.store.value(
            "SELECT n FROM members WHERE s = ? AND (age, tie) > (?, ?) ORDER BY age, tie LIMIT 1",
            *(site, *row),
        )
        return self._maybe(newer), self._maybe(older)

    def _maybe(self, n: int | None) -> Item | None:
        return None if n is None else self.item(n)

    def related(self, n: int) -> tuple[Item, ...]:
        """Older articles on the same subject, the nearest first."""
        if self._ahead and n in self._ahead.related:
            return self._all(self._ahead.related[n])
        sql = "SELECT other FROM related WHERE n = ? ORDER BY place"
        return self._all(self.store.column(sql, n))

    def translations(self, n: int) -> tuple[Item, ...]:
        """The same article in other languages, by language; each language once."""
        if self._ahead and n not in self._ahead.families:
            return ()
        numbers = self.store.column(
            "SELECT DISTINCT o.n FROM siblings s JOIN siblings o USING (family) "
            "JOIN articles a ON a.n = o.n WHERE s.n = ? AND a.state = ?",
            *(n, LISTED),
        )
        return listings.translations(self.item(n), self._all([o for o in numbers if o != n]))

    def corrected(self, limit: int) -> tuple[Item, ...]:
        """Listed articles that tell of a correction, the one last changed first."""
        sql = "SELECT n FROM articles WHERE noted NOT NULL ORDER BY noted DESC, tie LIMIT ?"
        return self._all(self.store.column(sql, limit))

    def pages(self) -> tuple[Item, ...]:
        """Published pages written by hand, by the path of their file."""
        numbers = self.store.column(
            "SELECT a.n FROM articles a JOIN contents c USING (n) "
            "WHERE a.kind = 'page' AND a.state = ? ORDER BY c.path",
            HAS_PAGE,
        )
        return tuple(item for item in self._all(numbers) if item.post.status == "published")

    # --- Scopes ------------------------------------------------------------------------------

    def _site(self) -> int:
        if not self._number:
            self._number = self.store.value("SELECT s FROM scopes WHERE folder = ''")
        return self._number

    def scope(self, folder: str) -> ScopeRow | None:
        """The scope with that folder, if it has articles; the site always."""
        row = self.store.row(f"{_SCOPE} WHERE folder = ?", folder)
        return _scope_row(row) if row else None

    def scopes(self) -> list[ScopeRow]:
        """All of them, by kind in the order of feeds' page, then by folder."""
        found = [_scope_row(row) for row in self.store.rows(_SCOPE)]
        return sorted(found, key=lambda each: (feeds.KINDS.index(each.scope.kind), each.folder))

    def of_kind(self, kind: str) -> list[ScopeRow]:
        """Those of one kind, by folder."""
        found = self.store.rows(f"{_SCOPE} WHERE kind = ? ORDER BY folder", kind)
        return [_scope_row(row) for row in found]

    def newest(self, row: ScopeRow, limit: int) -> tuple[Item, ...]:
        """The newest articles of a scope."""
        sql = "SELECT n FROM members WHERE s = ? ORDER BY age, tie LIMIT ?"
        return self._all(self.store.column(sql, row.s, limit))

    def of_period(self, row: ScopeRow, period: Period) -> tuple[Item, ...]:
        """All articles of a month, or of a year, newest first."""
        year, month = period
        low, high = (year * 100 + month,) * 2 if month else (year * 100, year * 100 + 99)
        start, end = listings.bounds(low, high)
        numbers = self.store.column(
            "SELECT n FROM members WHERE s = ? AND age BETWEEN ? AND ? "
            "AND period BETWEEN ? AND ? ORDER BY age, tie",
            *(row.s, -end, -start, low, high),
        )
        return self._all(numbers)

    def months(self, row: ScopeRow) -> dict[Period, int]:
        """How many articles each month of a scope has, newest first."""
        found: dict[Period, int] = self._counts(row.s)
        return found

    def _months(self, s: int) -> dict[Period, int]:
        sql = "SELECT period, count(*) FROM members WHERE s = ? GROUP BY period ORDER BY 1 DESC"
        return {(p // 100, p % 100): count for p, count in self.store.rows(sql, s)}

    # --- Front page --------------------------------------------------------------------------

    def front(self, sections: Sequence[str]) -> Front[Item]:
        """The front page's stories, out of as few articles as can decide."""
        site = self.scope("")
        sql = "SELECT n FROM articles WHERE pinned ORDER BY published DESC, tie LIMIT 1"
        pinned = self.store.value(sql)
        found = {} if pinned is None else {pinned: self.item(pinned)}
        if site is not None:
            deep = listings.depth(len(sections))
            found |= {each.n: each for each in self.newest(site, deep)}
        for name in sections:
            row = self.scope(Scope("section", name).folder)
            near = self.newest(row, listings.SECONDARY + listings.PER_SECTION + 1) if row else ()
            found |= {each.n: each for each in near}
        order = sorted(found.values(), key=lambda each: each.key)
        return listings.front(order, sections, lambda each: each.post)


def _item_of(row: Any) -> Item:
    n, post, words, card, path, state, page, published, tie = row
    article = Article(rows.unpack(post), "", words, path)
    return Item(n, article, card, state, page, (-published, tie))


def _scope_row(row: Any) -> ScopeRow:
    s, kind, name, folder, total, entries, lang = row
    scope = SITE if kind == "site" else Scope(kind, name)
    return ScopeRow(s, scope, folder, total, entries, lang)

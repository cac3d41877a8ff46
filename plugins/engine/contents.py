"""Contents in the store: what each file asks for, and which address it got."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from plugins.adapter import placing
from plugins.adapter.placing import Claimant, Placed
from plugins.adapter.survey import Kind
from plugins.config import Settings
from plugins.engine import rows
from plugins.engine.album import Album
from plugins.engine.problems import forget, keep
from plugins.engine.store import HAS_PAGE, LISTED, UNSEEN, Store
from plugins.engine.taking import Taken, Text
from plugins.model import Post

_CLAIMANTS = "SELECT n, path, kind, asked, refused FROM contents"
_TEXT = "INSERT OR REPLACE INTO bodies VALUES (?, ?, ?, ?, ?, ?)"


@dataclass(slots=True)
class Contents:
    """Writes what was read, and settles addresses."""

    store: Store
    settings: Settings
    clock: datetime
    album: Album
    moved: dict[str, None] = field(default_factory=dict)
    """What links may lead to and now stands elsewhere, is new or is gone, in the form of wants."""

    def take(self, taken: Taken) -> int | None:
        """Keeps what a file holds; its number, or None where it holds nothing of its kind."""
        store = self.store
        n = None if store.is_new else self.number(taken.path, taken.kind)
        keep(store, f"{taken.kind}:{taken.path}", "read", taken.problems)
        keep(store, f"{taken.kind}:{taken.path}", "body", ())
        self.album.take(taken.pictures)
        self._warn(taken)
        if not taken.asked:
            if n is not None:
                self.drop(n)
            return None
        if n is None:
            store.run(
                "INSERT INTO contents (path, kind, id, asked, url, aliases, state, refused) "
                "VALUES (?, ?, ?, ?, '', '[]', 0, 0)",
                *(taken.path, taken.kind, taken.id, taken.asked),
            )
            n = int(store.value("SELECT last_insert_rowid()"))
        else:
            sql = "UPDATE contents SET id = ?, asked = ? WHERE n = ?"
            store.run(sql, taken.id, taken.asked, n)
            store.run("DELETE FROM wants WHERE n = ?", n)
        if taken.text:
            self.write(n, taken.text)
        store.run_all("INSERT OR IGNORE INTO wants VALUES (?, ?)", ((w, n) for w in taken.wants))
        return n

    def _warn(self, taken: Taken) -> None:
        store, owner = self.store, f"{taken.kind}:{taken.path}"
        if not store.is_new:
            store.run("DELETE FROM warnings WHERE owner = ?", owner)
        store.run_all("INSERT INTO warnings VALUES (?, ?)", ((owner, w) for w in taken.warnings))

    def write(self, n: int, text: Text) -> None:
        """Keeps the body of ``n``."""
        self.store.run(_TEXT, n, text.words, text.weight, text.digest, text.raw, text.html)
        if text.terms or not self.store.is_new:
            self.store.run("INSERT OR REPLACE INTO indexed VALUES (?, ?)", n, text.terms)
        if text.refused or not self.store.is_new:
            self.store.run("UPDATE contents SET refused = ? WHERE n = ?", text.refused, n)

    def number(self, path: str, kind: Kind) -> int | None:
        """The number of the content of ``kind`` that the file at ``path`` holds."""
        sql = "SELECT n FROM contents WHERE path = ? AND kind = ?"
        found: int | None = self.store.value(sql, path, kind)
        return found

    def kind(self, n: int) -> str:
        """post, page or static; of content that is gone, what it was on its shelf."""
        sql = (
            "SELECT kind FROM contents WHERE n = ? UNION ALL SELECT kind FROM articles WHERE n = ?"
        )
        return self.store.value(sql, n, n) or "static"

    def drop(self, n: int) -> None:
        """Content that is no more; its claims stay until its rivals have been asked."""
        sql = "SELECT path, kind, state FROM contents WHERE n = ?"
        path, kind, state = self.store.row(sql, n)
        if state:
            self._move(path, kind)
        self.store.run("DELETE FROM contents WHERE n = ?", n)
        self.store.run("DELETE FROM bodies WHERE n = ?", n)
        self.store.run("DELETE FROM indexed WHERE n = ?", n)
        self.store.run("DELETE FROM wants WHERE n = ?", n)
        for stage in ("place", "body"):
            keep(self.store, f"{kind}:{path}", stage, ())

    def forget_file(self, path: str) -> list[int]:
        """The numbers of all that the file at ``path`` held; it is gone."""
        held = list(self.store.rows("SELECT n, kind FROM contents WHERE path = ?", path))
        for n, _ in held:
            self.drop(n)
        for kind in ("post", "page", "static"):
            forget(self.store, f"{kind}:{path}")
            self.store.run("DELETE FROM warnings WHERE owner = ?", f"{kind}:{path}")
        return [n for n, _ in held]

    def place_all(self) -> None:
        """Settles every post and page at once."""
        found = self.store.rows(f"{_CLAIMANTS} WHERE kind != 'static'")
        claimants = [self._claimant(row) for row in found]
        for placed in placing.assign(claimants):
            self._write(placed)

    def place(self, numbers: Iterable[int]) -> set[int]:
        """Settles ``numbers`` and all who are rivals of theirs for an address or an id; who."""
        group: dict[int, Claimant] = {}
        asking = set(numbers)
        while True:
            group |= {n: each for n in asking if (each := self._load(n)) is not None}
            placed = placing.assign(group.values())
            tried = {key for each in placed for key in each.tried}
            tried |= self._claimed(asking | group.keys())
            ids = {each.id for each in group.values() if each.kind == "post"}
            rivals = (self._rivals(tried) | self._same(ids)) - group.keys()
            rivals = {n for n in rivals if self._load(n) is not None}
            if not rivals:
                break
            asking |= rivals
        self.store.run_all("DELETE FROM claims WHERE n = ?", ((n,) for n in asking))
        for settled in placed:
            self._write(settled)
        return set(group)

    def _claimed(self, numbers: Iterable[int]) -> set[str]:
        sql = "SELECT place FROM claims WHERE n = ?"
        return {place for n in numbers for place in self.store.column(sql, n)}

    def _rivals(self, places: Iterable[str]) -> set[int]:
        """Who asked for one of ``places``, for a place below it or for one of its folders."""
        found: set[int] = set()
        for place in places:
            for same in (place, *placing.folders(place)):
                found.update(self.store.column("SELECT n FROM claims WHERE place = ?", same))
            sql = "SELECT n FROM claims WHERE place > ? AND place < ?"
            found.update(self.store.column(sql, f"{place}/", f"{place}0"))
        return found

    def _same(self, ids: Iterable[str]) -> set[int]:
        sql = "SELECT n FROM contents WHERE id = ? AND kind = 'post'"
        return {n for id_ in ids for n in self.store.column(sql, id_)}

    def _load(self, n: int) -> Claimant | None:
        row = self.store.row(f"{_CLAIMANTS} WHERE n = ?", n)
        return self._claimant(row) if row else None

    def _claimant(self, row: Any) -> Claimant:
        n, path, kind, asked, refused = row
        if kind == "static":
            return placing.file_claimant(n, path, asked.decode(), self.settings, HAS_PAGE)
        post = rows.unpack(asked)
        state = UNSEEN if refused else self._state(kind, post)
        return placing.claimant_of(n, path, kind, post, self.settings, state)

    def _write(self, placed: Placed) -> None:
        claimant, n = placed.claimant, placed.claimant.n
        claims = ((place, n) for place in placed.tried)
        self.store.run_all("INSERT OR IGNORE INTO claims VALUES (?, ?)", claims)
        keep(self.store, f"{claimant.kind}:{claimant.path}", "place", placed.problems)
        state = claimant.state if placed.url else UNSEEN
        if not self.store.is_new:
            before = self.store.row("SELECT url, state FROM contents WHERE n = ?", n)
            if before != (placed.url, state):
                self._move(claimant.path, claimant.kind)
        sql = "UPDATE contents SET url = ?, aliases = ?, state = ? WHERE n = ?"
        self.store.run(sql, placed.url, json.dumps(placed.aliases), state, n)

    def _move(self, path: str, kind: str) -> None:
        whats = ("file", "attach", "picture") if kind == "static" else ("post",)
        self.moved |= dict.fromkeys(f"{what}:{path}" for what in whats)

    def see(self, n: int) -> bool:
        """Settles what is seen of ``n`` by the build's clock; whether that changed."""
        kind, asked, url, before, refused = self.store.row(
            "SELECT kind, asked, url, state, refused FROM contents WHERE n = ?", n
        )
        state = UNSEEN
        if url and kind == "static":
            state = HAS_PAGE
        elif url and not refused:
            state = self._state(kind, rows.unpack(asked))
        self.store.run("UPDATE contents SET state = ? WHERE n = ?", state, n)
        return bool(before != state)

    def _state(self, kind: str, post: Post) -> int:
        if post.status == "withdrawn" or (kind == "post" and post.published > self.clock):
            return UNSEEN
        return LISTED if kind == "post" and post.status == "published" else HAS_PAGE

    def post(self, n: int) -> Post | None:
        """The post or page ``n`` with its address and the earlier ones it keeps, if it has one."""
        sql = "SELECT asked, url, aliases FROM contents WHERE n = ? AND kind != 'static'"
        row = self.store.row(sql, n)
        return _placed(*row) if row and row[1] else None

    def posts(self) -> Iterator[tuple[int, str, Post, tuple[Any, ...]]]:
        """Number and kind of each post and page that has an address, the post itself, and of its
        body words, weight, digest and state."""
        sql = (
            "SELECT n, kind, asked, url, aliases, words, weight, digest, state "
            "FROM contents JOIN bodies USING (n) WHERE kind != 'static' AND url != ''"
        )
        for n, kind, asked, url, aliases, *body in self.store.rows(sql):
            yield n, kind, _placed(asked, url, aliases), tuple(body)

    def known(self, n: int) -> Mapping[str, str]:
        """The address of each thing that ``n`` links to and that has one."""
        found: dict[str, str] = {}
        for target in self.store.column("SELECT target FROM wants WHERE n = ?", n):
            what, _, path = target.partition(":")
            kinds = ("post", "page") if what == "post" else ("static", "static")
            sql = "SELECT url FROM contents WHERE path = ? AND kind IN (?, ?) AND state > 0"
            url = self.store.value(sql, path, *kinds)
            if url is not None:
                found[target] = url
        return found


def _placed(asked: bytes, url: str, aliases: str) -> Post:
    return replace(rows.unpack(asked), url=url, aliases=tuple(json.loads(aliases)))

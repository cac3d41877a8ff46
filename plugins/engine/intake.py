"""The content folder into the store: only what changed since the last build is read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from plugins.adapter.direct import Terms
from plugins.adapter.survey import Kind, Survey
from plugins.config import Settings
from plugins.engine import relating, rows
from plugins.engine.album import Album
from plugins.engine.contents import Contents
from plugins.engine.files import Files
from plugins.engine.pool import Workers
from plugins.engine.problems import keep
from plugins.engine.scan import Scan, scan
from plugins.engine.shelves import Before, Change, Shelves, tell_feed_faults
from plugins.engine.store import Store
from plugins.engine.taking import (
    Request,
    Taken,
    Unresolved,
    develop_all,
    read_all,
    resolve_all,
)
from plugins.engine.workshop import Order

#: Files that a worker reads at a time.
_LOT = 32


@dataclass(frozen=True, slots=True)
class News:
    """What changed since the last build."""

    changes: tuple[Change, ...]
    before: Before
    files: tuple[str, ...]
    """Static files, below the content folder, that are new, changed, gone or elsewhere now."""
    related: frozenset[int] = frozenset()
    """Articles that others are related to now."""
    pictures: tuple[str, ...] = ()
    """Keys of pictures that are new, or are others now."""

    def __bool__(self) -> bool:
        return bool(self.changes or self.files or self.related or self.pictures)


@dataclass(slots=True)
class Intake:
    """Takes in one content folder."""

    store: Store
    settings: Settings
    order: Order
    workers: Workers
    is_new: bool
    """Whether the store is empty: everything is then read, and nothing compared."""
    _album: Album = field(init=False)
    _contents: Contents = field(init=False)
    _shelves: Shelves = field(init=False)
    _files: Files = field(init=False)

    def __post_init__(self) -> None:
        self._album = Album(self.store)
        self._contents = Contents(self.store, self.settings, self.order.clock, self._album)
        self._shelves = Shelves(self.store, self.settings, self.order.clock, self.is_new)
        self._files = Files(self.store, self._contents, self.order)

    def take_in(self, survey: Survey) -> News:
        """Reads what changed, settles addresses and links, and puts articles on their shelves."""
        found = scan(self.store, survey)
        asking = self._gone(found)
        asking |= self._read(self._requests(found, survey))
        asking |= self._develop()
        asking |= self._turned()
        asked = self._settle(asking, survey) if asking or self._files.touched else set()
        changes = tuple(self._put(asked))
        self._shelves.settle()
        tell_feed_faults(self.store)
        related: frozenset[int] = frozenset()
        if self.is_new:
            relating.relate_all(self.store)
        else:
            related = relating.relate(self.store, self.settings, changes)
        files, pictures = tuple(self._files.touched), tuple(self._album.changed)
        return News(changes, self._shelves.before, files, related, pictures)

    # --- Reading -----------------------------------------------------------------------------

    def _gone(self, found: Scan) -> set[int]:
        """Files that are no more; the numbers of what they held."""
        numbers: set[int] = set()
        for path in found.gone:
            for kind in ("post", "page", "static"):
                self._files.touch(self._contents.number(path, kind))
            numbers.update(self._contents.forget_file(path))
            self._files.touched.setdefault(path)
            self._album.take([(path, "", b"")])
        return numbers

    def _requests(self, found: Scan, survey: Survey) -> Iterator[Request]:
        """What is to be read: changed posts and pages, and those that name a changed file."""
        forced: dict[tuple[str, Kind], None] = {}
        for path in found.touched:
            kinds = survey.kinds(path)
            digest = self.store.value("SELECT digest FROM files WHERE path = ?", path)
            for kind in kinds:
                if kind != "static":
                    yield Request(path, kind, digest)
            if "static" in kinds or not kinds:
                self._files.touched.setdefault(path)
                forced |= dict.fromkeys(self._naming(path, is_new=path in found.new))
        for path in found.gone:
            forced |= dict.fromkeys(self._naming(path, is_new=True))
        for path, kind in forced:
            yield Request(path, kind, None)

    def _naming(self, path: str, *, is_new: bool) -> Iterator[tuple[str, Kind]]:
        """Contents that show the file at ``path``, or link to it where it came or went."""
        for what in ("image", "picture", *(("file", "attach") if is_new else ())):
            yield from self.store.rows(
                "SELECT c.path, c.kind FROM wants w JOIN contents c USING (n) WHERE w.target = ?",
                f"{what}:{path}",
            )

    def _read(self, requests: Iterable[Request]) -> set[int]:
        """Reads files in parallel; the numbers of those whose words changed."""
        numbers: set[int] = set()
        common = (self.order, Terms.of_text(self.store.recall("terms")))
        for taken in self.workers.each(read_all, common, list(requests), _LOT):
            numbers.update(self._keep(taken))
        return numbers

    def _develop(self) -> set[int]:
        """Makes pictures that are new in all sizes; who shows one that cannot be made."""
        paths = self._album.paths()
        done = self.workers.each(develop_all, self.order, paths, 1)
        spoilt = [path for path, is_made in done if not is_made]
        showing = {each: None for path in spoilt for each in self._naming(path, is_new=False)}
        is_new, self.store.is_new = self.store.is_new, False  # these were read before
        found = self._read(Request(path, kind, None) for path, kind in showing)
        self.store.is_new = is_new
        return found

    def _keep(self, taken: Taken) -> set[int]:
        before = None
        if not self.is_new:
            before = self._contents.number(taken.path, taken.kind)
            self._files.touch(before)
        self.store.run("UPDATE files SET digest = ? WHERE path = ?", taken.digest, taken.path)
        after = self._contents.take(taken)
        return {n for n in (before, after) if n is not None}

    def _turned(self) -> set[int]:
        """Contents of which the clock shows more, or less, than at the last build."""
        now = rows.seconds(self.order.clock)
        last = self.store.recall("clock")
        found = set(self.store.column("SELECT n FROM articles WHERE turn <= ?", now))
        if last is not None and now < last:
            found |= set(self.store.column("SELECT n FROM articles WHERE later > ?", now))
        self.store.note("clock", now)
        return found

    # --- Addresses, links, shelves -------------------------------------------------------------

    def _settle(self, asking: set[int], survey: Survey) -> set[int]:
        """Addresses first, then files, then the links to both; all contents that were asked."""
        if self.is_new:
            self._contents.place_all()
            for n in self.store.column("SELECT DISTINCT n FROM wants"):
                self._files.touch(n)
            self._files.place(survey)
            self._resolve(self.store.column("SELECT n FROM bodies WHERE raw != ''"))
            return set()
        asked = asking | self._contents.place(asking)
        for n in sorted(asked):
            self._files.touch(n)
        asked |= self._files.place(survey)
        waiting = {n for n in asked if self._is_raw(n)}
        while waiting := waiting | self._linking():
            self._resolve(sorted(waiting))
            asked |= waiting
            waiting = set()
        return asked

    def _is_raw(self, n: int) -> bool:
        return bool(self.store.value("SELECT raw FROM bodies WHERE n = ?", n))

    def _linking(self) -> set[int]:
        """Who links to what moved since this was asked last."""
        targets = list(self._contents.moved)
        self._contents.moved.clear()
        sql = "SELECT n FROM wants JOIN contents USING (n) WHERE target = ? AND url != ''"
        return {n for target in targets for n in self.store.column(sql, target)}

    def _resolve(self, numbers: Iterable[int]) -> None:
        """Finishes bodies whose links wait for addresses."""
        waiting = list(self._unresolved(numbers))
        for done in self.workers.each(resolve_all, self.order, waiting, _LOT):
            path, kind = self.store.row("SELECT path, kind FROM contents WHERE n = ?", done.n)
            keep(self.store, f"{kind}:{path}", "body", done.problems)
            self._contents.write(done.n, done.text)
            if self._contents.see(done.n):
                self._contents.moved.setdefault(f"post:{path}")

    def _unresolved(self, numbers: Iterable[int]) -> Iterator[Unresolved]:
        for n in numbers:
            path, asked, raw = self.store.row(
                "SELECT path, asked, raw FROM contents JOIN bodies USING (n) WHERE n = ?", n
            )
            known = self._contents.known(n)
            yield Unresolved(n, path, asked, raw, known, self._album.shown_by(known))

    def _put(self, asked: set[int]) -> Iterator[Change]:
        """Puts contents on their shelves, and says what changed there."""
        if self.is_new:
            for n, kind, post, body in self._contents.posts():
                self._shelves.put(n, kind, post, body)
            return
        for n in sorted(asked):
            change = self._shelves.put(n, self._contents.kind(n), self._contents.post(n))
            if change is not None:
                yield change

"""Static files: which of the content folder's files are published, and where.

Those of Pelican's STATIC_PATHS, and those that a post or page with a page of its own shows or
links to. A file that somebody attaches goes beside the first of them, by path. What only posts
without a page name, because they wait or were withdrawn, stays where it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from plugins.adapter.survey import Survey
from plugins.engine import workshop
from plugins.engine.contents import Contents
from plugins.engine.store import UNSEEN, Store
from plugins.engine.workshop import Order

_LINKED = "c.n IN (SELECT n FROM wants WHERE target = ?)"


@dataclass(slots=True)
class Files:
    """Keeps static files in line with what names them."""

    store: Store
    contents: Contents
    order: Order
    touched: dict[str, None] = field(default_factory=dict)
    """Files that changed, came or went, or that changed contents name."""

    def touch(self, n: int | None) -> None:
        """The files that ``n`` names may be published for it, or no longer; so may ``n`` itself."""
        self._touch_itself(n)
        for target in self.store.column("SELECT target FROM wants WHERE n = ?", n):
            what, _, path = target.partition(":")
            if what != "post":
                self.touched.setdefault(path)

    def _touch_itself(self, n: int | None) -> None:
        path = self.store.value("SELECT path FROM contents WHERE n = ? AND kind = 'static'", n)
        if path is not None:
            self.touched.setdefault(path)

    def place(self, survey: Survey) -> set[int]:
        """Gives each touched file its place, or takes it; all contents that were asked."""
        asking = set()
        for path in self._candidates():
            n = self.contents.number(path, "static")
            place = self._place(path, survey)
            if place is None:
                if n is not None:
                    asking.add(n)
                    self.contents.drop(n)
            else:
                asking.add(self._ask(n, path, place))
        asked = self.contents.place(asking) if asking else set()
        for n in asked:  # rivals of those that came or went, too
            self._touch_itself(n)
        return asked

    def _candidates(self) -> list[str]:
        known = "SELECT 1 FROM files WHERE path = ?"
        return sorted(
            path
            for path in self.touched
            if self.store.value(known, path) or self.contents.number(path, "static")
        )

    def _place(self, path: str, survey: Survey) -> str | None:
        """Where the file at ``path`` belongs; None where it is not published."""
        if not self.store.value("SELECT 1 FROM files WHERE path = ?", path):
            return None
        kinds = survey.kinds(path)
        if kinds and "static" not in kinds:
            return None  # a source of pages, and not asked to be more
        reader = workshop.reader_of(self.order)
        attaching = self._naming(path, "attach")
        if attaching:
            return reader.attached_place(path, *attaching)
        if "static" in kinds:
            return None if self._is_withheld(path) else reader.static_place(path)
        if self._naming(path, "file") or self._naming(path, "image"):
            return reader.static_place(path)
        return None

    def _is_withheld(self, path: str) -> bool:
        """Whether contents name the file, and none of them has a page."""
        sql = (
            "SELECT max(state) FROM contents WHERE n IN "
            "(SELECT n FROM wants WHERE target IN (?, ?, ?))"
        )
        targets = (f"{what}:{path}" for what in ("image", "picture", "file"))
        return bool(self.store.value(sql, *targets) == UNSEEN)

    def _naming(self, path: str, what: str) -> tuple[str, str] | None:
        """Path and address of the first content, by path, that names ``path`` so."""
        found: tuple[str, str] | None = self.store.row(
            f"SELECT c.path, c.url FROM contents c WHERE {_LINKED} AND c.state > ? "  # noqa: S608
            "ORDER BY c.path LIMIT 1",
            *(f"{what}:{path}", UNSEEN),
        )
        return found

    def _ask(self, n: int | None, path: str, place: str) -> int:
        if n is not None:
            self.store.run("UPDATE contents SET asked = ? WHERE n = ?", place.encode(), n)
            return n
        self.store.run(
            "INSERT INTO contents (path, kind, id, asked, url, aliases, state, refused) "
            "VALUES (?, 'static', '', ?, '', '[]', 0, 0)",
            *(path, place.encode()),
        )
        return int(self.store.value("SELECT last_insert_rowid()"))

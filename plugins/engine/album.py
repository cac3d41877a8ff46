"""Pictures in the store: what posts show, and in which sizes it is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from plugins.adapter.images import address
from plugins.engine import rows
from plugins.engine.store import UNSEEN, Store
from plugins.pictures import Facts

#: Whether a content that has a page shows the picture ``p``.
_IS_SHOWN = (
    "EXISTS (SELECT 1 FROM wants w JOIN contents c USING (n) WHERE c.state > ? "
    "AND w.target IN ('image:' || p.path, 'picture:' || p.path))"
)


@dataclass(slots=True)
class Album:
    """Keeps pictures, by the paths of their files, in line with the posts that show them."""

    store: Store
    changed: dict[str, None] = field(default_factory=dict)
    """Keys of pictures that are new, or are others now."""

    def take(self, pictures: Sequence[tuple[str, str, bytes]]) -> None:
        """Keeps path, key and packed facts of each; a picture without key cannot be shown."""
        for path, key, facts in pictures:
            before = self.store.value("SELECT key FROM pictures WHERE path = ?", path)
            if before == (key or None):
                continue
            self.changed |= dict.fromkeys(filter(None, (before, key)))
            if key:
                sql = "INSERT OR REPLACE INTO pictures VALUES (?, ?, ?)"
                self.store.run(sql, path, key, facts)
            else:
                self.store.run("DELETE FROM pictures WHERE path = ?", path)

    def paths(self) -> list[str]:
        """A file of each picture that changed."""
        sql = "SELECT min(path) FROM pictures WHERE key = ?"
        found = (self.store.value(sql, key) for key in self.changed)
        return sorted(path for path in found if path)

    def shown_by(self, known: Mapping[str, str]) -> dict[str, bytes]:
        """Packed facts of the pictures in a text, by address; empty of what is none.

        ``known`` are the addresses of what the text names.
        """
        found: dict[str, bytes] = {}
        for want, url in known.items():
            what, _, path = want.partition(":")
            if what == "picture":
                facts = self.store.value("SELECT facts FROM pictures WHERE path = ?", path)
                found[url] = facts or b""
        return found

    def key(self, path: str) -> str | None:
        """Of the picture at ``path``."""
        found: str | None = self.store.value("SELECT key FROM pictures WHERE path = ?", path)
        return found

    def find(self, key: str) -> tuple[str, Facts] | None:
        """A file with the picture ``key`` that is shown on some page, and what it is."""
        sql = (
            f"SELECT p.path, p.facts FROM pictures p WHERE p.key = ? AND {_IS_SHOWN} "  # noqa: S608
            "ORDER BY p.path LIMIT 1"
        )
        row = self.store.row(sql, key, UNSEEN)
        return (row[0], rows.unpack_facts(row[1])) if row else None

    def every(self) -> list[str]:
        """The keys of all pictures."""
        return self.store.column("SELECT DISTINCT key FROM pictures ORDER BY key")

    def in_use(self) -> Iterator[str]:
        """Keys of all that was made of pictures, and of cards."""
        yield from self.every()
        for path in self.store.column("SELECT path FROM outputs WHERE kind = 'card'"):
            yield path.rpartition("/")[2].partition("-")[0]

    def outputs(self, key: str) -> list[str]:
        """What renditions of a picture are called: those that there are, and should be."""
        sql = "SELECT arg FROM outputs WHERE kind = 'picture' AND arg >= ? AND arg < ?"
        there = self.store.column(sql, f"{key}-", f"{key}.")
        found = self.find(key)
        wanted = [f"{key}-{name}" for name in found[1].renditions] if found else []
        return list(dict.fromkeys([*there, *wanted]))


def place(name: str) -> str:
    """Path of the rendition that the job ``name`` makes."""
    return address(*name.split("-", 1))

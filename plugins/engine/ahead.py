"""What the pages of some articles need, fetched at once: half the time of one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from plugins.engine.store import Store

#: An article as ``Library`` makes an Item of it.
ITEMS = (
    "SELECT a.n, a.post, a.words, a.card, c.path, a.state, a.page, a.published, a.tie "
    "FROM articles a JOIN contents c USING (n)"
)
_FAMILIES = (
    "SELECT n FROM siblings WHERE family IN "
    "(SELECT family FROM siblings GROUP BY family HAVING count(*) > 1)"
)


@dataclass(frozen=True, slots=True)
class Ahead:
    """What will be asked for, by the number of the article."""

    families: frozenset[int]
    """All articles of the archive that may have translations."""
    items: dict[int, Any]
    """Rows of ITEMS."""
    bodies: dict[int, str]
    related: dict[int, list[int]]

    @classmethod
    def fetch(cls, store: Store, numbers: Sequence[int], before: Ahead | None) -> Ahead:
        """For the articles ``numbers``; without one ``before`` it looks at the whole archive."""
        those = f"IN ({', '.join(map(str, numbers))})"
        related: dict[int, list[int]] = {n: [] for n in numbers}
        sql = f"SELECT n, other FROM related WHERE n {those} ORDER BY n, place"  # noqa: S608
        for n, other in store.rows(sql):
            related[n].append(other)
        bodies = store.rows(f"SELECT n, html FROM bodies WHERE n {those}")  # noqa: S608
        return cls(
            before.families if before else frozenset(store.column(_FAMILIES)),
            {row[0]: row for row in store.rows(f"{ITEMS} WHERE a.n {those}")},
            dict(bodies),
            related,
        )

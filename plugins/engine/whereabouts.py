"""What the last build published where, for commands that ask."""

from __future__ import annotations

import json
from dataclasses import dataclass

from plugins.adapter.placing import folders, place
from plugins.adapter.survey import Survey
from plugins.config import Settings
from plugins.engine import store
from plugins.engine.compressing import COMPRESS
from plugins.engine.glance import store_path
from plugins.engine.ledger import Ledger
from plugins.engine.scan import scan
from plugins.engine.store import Store
from plugins.errors import ConfigError, Problem

#: Jobs whose outputs people and readers come back to.
_KEPT = ("article", "page", "moved", "gone", "feed")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address comes from."""

    path: str
    """The file of the post or page, below the content folder."""
    is_draft: bool
    """Whether it is a post's that was not published yet, and goes when it is."""


def place_of(settings: Settings, address: str) -> Place:
    """What stands at ``address``.

    Raises ConfigError where no article or page does, or nothing was built yet.
    """
    with _Known(settings) as known:
        sql = "SELECT path, kind FROM contents WHERE url = ? AND kind != 'static'"
        row = known.row(sql, address)
    if row is None:
        remedy = "give one as it stands in the browser, without the host, as the last build left it"
        raise ConfigError(
            Problem(f"/{address}", "no article or page is there", remedy, code="move")
        )
    path, kind = row
    return Place(path, kind == "post" and address.startswith("drafts/"))


def is_taken(settings: Settings, address: str, path: str) -> bool:
    """Whether other content than that of the file ``path`` asks for ``address``.

    So it does where it asks for a place below it, or has a page where its folder must be.
    """
    key = place(address)
    sql = (
        "SELECT 1 FROM claims JOIN contents USING (n) WHERE path != ? AND "
        "(place IN (SELECT value FROM json_each(?)) OR place > ? AND place < ?)"
    )
    above = json.dumps((key, *folders(key)))
    with _Known(settings) as known:
        return known.value(sql, path, above, f"{key}/", f"{key}0") is not None


def changed(settings: Settings) -> tuple[str, ...]:
    """Files below the content folder that were not built as they are now, by path."""
    with _Known(settings) as known:
        # What the scan notes is forgotten when the store is closed: the next build looks again.
        return tuple(scan(known, Survey(settings.content, Ledger(known).rules())).touched)


def published(settings: Settings) -> tuple[str, ...]:
    """Addresses of all articles, pages and feeds, and earlier ones that lead to them."""
    with _Known(settings) as known:
        marks = ", ".join("?" * len(_KEPT))
        sql = f"SELECT path FROM outputs WHERE kind IN ({marks}) ORDER BY path"  # noqa: S608  # no values
        paths = known.column(sql, *_KEPT)
    # Compressed copies are the same address; drafts have none that lasts.
    copies = tuple(f".{ending}" for ending in COMPRESS)
    own = (path for path in paths if not path.endswith(copies) and not path.startswith("drafts/"))
    return tuple(path.removesuffix("index.html") for path in own)


class _Known:
    """The store of the last build, closed again at the end of a block."""

    def __init__(self, settings: Settings) -> None:
        found = store.open_at(store_path(settings))
        if found is None:
            problem = Problem(str(settings.output), "was not built yet", "run invoke build first")
            raise ConfigError(problem)
        self._store = found

    def __enter__(self) -> Store:
        return self._store

    def __exit__(self, *_: object) -> None:
        self._store.close()

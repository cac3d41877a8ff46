"""What the last build published where, for commands that ask."""

from __future__ import annotations

from plugins.adapter.placing import place
from plugins.config import Settings
from plugins.engine import store
from plugins.engine.compressing import COMPRESS
from plugins.engine.glance import store_path
from plugins.engine.store import Store
from plugins.errors import ConfigError, Problem

#: Jobs whose outputs people and readers come back to.
_KEPT = ("article", "page", "moved", "gone", "feed")


def path_of(settings: Settings, address: str) -> str:
    """The file, below the content folder, of the post or page at ``address``.

    Raises ConfigError where there is none, or nothing was built yet.
    """
    with _Known(settings) as known:
        sql = "SELECT path FROM contents WHERE url = ? AND kind != 'static'"
        path: str | None = known.value(sql, address)
    if path is None:
        remedy = "give one as it stands in the browser, without the host, as the last build left it"
        raise ConfigError(
            Problem(f"/{address}", "no article or page is there", remedy, code="move")
        )
    return path


def is_taken(settings: Settings, address: str, path: str) -> bool:
    """Whether other content than that of the file ``path`` asks for ``address``."""
    with _Known(settings) as known:
        sql = "SELECT 1 FROM claims JOIN contents USING (n) WHERE place = ? AND path != ?"
        return known.value(sql, place(address), path) is not None


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

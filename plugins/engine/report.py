"""What a build did, for whoever asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from plugins.engine import problems, rows
from plugins.engine.publish import Published
from plugins.engine.store import UNSEEN, Store
from plugins.errors import Problem
from plugins.model import Post


@dataclass(frozen=True, slots=True)
class Rendered:
    """An output that was rendered."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What a build made of the content folder."""

    published: Published
    articles: int
    waiting: tuple[Post, ...]
    """Posts whose time has not come, the next one first."""
    problems: tuple[Problem, ...]
    warnings: tuple[str, ...] = ()
    """What Pelican had to say."""
    rendered: tuple[Rendered, ...] = ()
    """What was rendered and why, by path, whether its bytes changed or not."""
    drafts: tuple[str, ...] = ()
    """Addresses of pages that nothing lists."""
    next_turn: datetime | None = None
    """When the clock next changes what is seen of the site: somebody should build then."""


def report(store: Store, published: Published, rendered: tuple[Rendered, ...] = ()) -> SiteReport:
    """The store's account of the site, as it is now."""
    waiting = store.column(
        "SELECT post FROM articles WHERE turn IS NOT NULL AND state = ? AND published = turn "
        "ORDER BY turn, tie",
        UNSEEN,
    )
    drafts = store.column(
        "SELECT path FROM outputs WHERE path >= 'drafts/' AND path < 'drafts0' "
        "AND kind = 'article' AND path LIKE '%.html' ORDER BY path"
    )
    turn = store.value("SELECT min(turn) FROM articles WHERE turn IS NOT NULL")
    return SiteReport(
        published=published,
        articles=store.value("SELECT total FROM scopes WHERE folder = ''") or 0,
        waiting=tuple(post for post in map(rows.unpack, waiting) if post.status == "published"),
        problems=problems.all_of(store),
        warnings=tuple(store.column("SELECT DISTINCT warning FROM warnings ORDER BY warning")),
        rendered=rendered,
        drafts=tuple(path.removesuffix("index.html") for path in drafts),
        next_turn=None if turn is None else rows.moment(turn),
    )

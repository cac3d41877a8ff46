"""Articles on the same subject, found for the whole archive or only where something changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from plugins import feeds
from plugins.config import Settings
from plugins.engine import listings, rows
from plugins.engine.shelves import Change, Shown
from plugins.engine.store import LISTED, Store
from plugins.engine.subjects import TAG, WORD, words_of
from plugins.model import Post

_WRITE = "INSERT INTO related VALUES (?, ?, ?)"


def relate_all(store: Store) -> None:
    """For a store that knows of no relations yet."""
    about = store.rows(
        "SELECT n, m.lang, m.s, ?, m.age, m.tie FROM members m JOIN scopes c USING (s) "
        "WHERE c.kind = 'tag' UNION ALL SELECT n, lang, word, ?, age, tie FROM subjects "
        "ORDER BY 5 DESC, 6 DESC, 1",
        *(TAG, WORD),
    )
    articles = (
        (*article, [(subject, weight) for _, _, subject, weight, *_ in its])
        for article, its in groupby(about, key=itemgetter(0, 1))
    )
    found = listings.relations(articles)
    store.run_all(_WRITE, ((n, i, other) for n, near in found for i, other in enumerate(near)))


def tag_folders(post: Post, settings: Settings) -> list[str]:
    """Folders of its tags, each once."""
    found = feeds.memberships(post, settings)
    return [folder for kind, folder, _ in found if kind == "tag"]


def relate(store: Store, settings: Settings, changes: Iterable[Change]) -> frozenset[int]:
    """Relates changed articles, and newer ones that share a subject with them; whose changed."""
    asked: set[int] = set()
    for change in changes:
        old, new = _traits(change.old, settings), _traits(change.new, settings)
        if old == new:
            continue
        asked.add(change.n)
        for shown in filter(None, (change.old, change.new)):
            asked.update(_newer(store, shown, settings))
    return frozenset(n for n in asked if _relate_one(store, n, settings))


def _traits(shown: Shown | None, settings: Settings) -> tuple[object, ...] | None:
    """All that decides whose relation an article is."""
    if shown is None or shown.state != LISTED:
        return None
    tags = tuple(tag_folders(shown.post, settings))
    return shown.key, shown.post.lang, tags, words_of(shown.post)


def _newer(store: Store, shown: Shown, settings: Settings) -> Iterator[int]:
    """Those newer articles that look at ``shown`` when they choose their relations."""
    for folder in tag_folders(shown.post, settings):
        yield from store.column(
            "SELECT m.n FROM members m JOIN scopes s USING (s) WHERE s.folder = ? AND m.lang = ? "
            "AND (m.age, m.tie) < (?, ?) ORDER BY m.age DESC, m.tie DESC LIMIT ?",
            *(folder, shown.post.lang, *shown.key, listings.NEAR),
        )
    for word in words_of(shown.post):
        yield from store.column(
            "SELECT n FROM subjects WHERE lang = ? AND word = ? AND (age, tie) < (?, ?) "
            "ORDER BY age DESC, tie DESC LIMIT ?",
            *(shown.post.lang, word, *shown.key, listings.NEAR),
        )


def _relate_one(store: Store, n: int, settings: Settings) -> bool:
    """Whether other articles are related to ``n`` than before."""
    before = store.column("SELECT other FROM related WHERE n = ? ORDER BY place", n)
    after = _nearest(store, n, settings)
    if before == after:
        return False
    store.run("DELETE FROM related WHERE n = ?", n)
    store.run_all(_WRITE, ((n, i, other) for i, other in enumerate(after)))
    return True


def _nearest(store: Store, n: int, settings: Settings) -> list[int]:
    row = store.row("SELECT post FROM articles WHERE n = ? AND state = ?", n, LISTED)
    if row is None:
        return []
    post = rows.unpack(row[0])
    key = (-rows.seconds(post.published), rows.tie(post.id))
    tagged = (
        "SELECT m.age, m.tie, m.n FROM members m JOIN scopes s USING (s) WHERE m.lang = ? "
        "AND s.folder = ? AND (m.age, m.tie) > (?, ?) ORDER BY m.age, m.tie LIMIT ?"
    )
    worded = (
        "SELECT age, tie, n FROM subjects WHERE lang = ? AND word = ? AND (age, tie) > (?, ?) "
        "ORDER BY age, tie LIMIT ?"
    )
    tags, words = tag_folders(post, settings), words_of(post)
    shared: dict[tuple[tuple[int, int], int], int] = {}
    for sql, names, weight in ((tagged, tags, TAG), (worded, words, WORD)):
        for name in names:
            for age, tie, other in store.rows(sql, post.lang, name, *key, listings.NEAR):
                place = ((-age, -tie), other)
                shared[place] = shared.get(place, 0) + weight
    return listings.best(shared)

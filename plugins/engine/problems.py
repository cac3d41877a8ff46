"""Problems that last from build to build, until what they are about is read or rendered anew."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from plugins.engine.store import Store
from plugins.errors import Problem


def keep(store: Store, owner: str, stage: str, problems: Sequence[Problem]) -> None:
    """Makes ``problems`` the ones that ``owner`` has at ``stage``."""
    if not store.is_new:
        store.run("DELETE FROM problems WHERE owner = ? AND stage = ?", owner, stage)
    if not problems:
        return
    rows = ((owner, stage, json.dumps(asdict(problem))) for problem in problems)
    store.run_all("INSERT INTO problems VALUES (?, ?, ?)", rows)


def forget(store: Store, owner: str) -> None:
    """``owner`` is gone, and its problems with it."""
    store.run("DELETE FROM problems WHERE owner = ?", owner)


def all_of(store: Store) -> tuple[Problem, ...]:
    """Every problem that the site has, each once, by where it is."""
    texts = store.column("SELECT DISTINCT problem FROM problems")
    found = (Problem(**json.loads(text)) for text in texts)
    return tuple(sorted(found, key=lambda each: (each.where, each.code, each.message)))

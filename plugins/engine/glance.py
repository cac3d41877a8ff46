"""Whether there is anything to do at all: one look at each file, and nothing is loaded for more."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from plugins.adapter.survey import Survey
from plugins.config import Settings
from plugins.engine import keys, rows, store, watch
from plugins.engine.ledger import Ledger
from plugins.engine.publish import Published
from plugins.engine.report import SiteReport, report
from plugins.engine.store import Store
from plugins.engine.theming import Theme
from plugins.engine.workshop import Order
from plugins.hashing import digest

#: Seconds for which an article stands in the news sitemap.
NEWS_AGE = 48 * 3600


def store_path(settings: Settings) -> Path:
    """Where what is known of an output folder is kept."""
    return settings.cache / f"site-{digest(str(settings.output.resolve()), 12)}.sqlite"


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What a glance saw."""

    report: SiteReport | None = None
    """Of a build that has nothing to do; None where there may be something."""
    survey: Survey | None = None
    """Of the content folder, which need not be looked at again."""
    key: str = ""
    """Of the site as it is now; empty where nobody asked."""


def glance(order: Order, settings: Settings) -> Glimpse:
    """Looks at what the last build left."""
    with store.failing(settings.cache):
        known = store.open_at(store_path(settings))
        if known is None:
            return Glimpse()
        try:
            survey, key = Survey(settings.content, Ledger(known).rules()), keys.site_key(settings)
            if known.recall("key") != key or not _is_as_it_was(known, order, settings, survey):
                return Glimpse(survey=survey, key=key)
            return Glimpse(report(known, Published((), (), Ledger(known).count())))
        except sqlite3.DatabaseError as error:
            if store.is_spoilt(error):
                return Glimpse()
            raise
        finally:
            known.close()


def _is_as_it_was(known: Store, order: Order, settings: Settings, survey: Survey) -> bool:
    ledger = Ledger(known)
    return (
        settings.output.is_dir()
        and not ledger.has_dirty()
        and not _has_turned(known, rows.seconds(order.clock))
        and ledger.theme() == Theme(settings).note()
        and _is_content_known(known, survey)
        and watch.is_as_published(known, settings.output)
    )


def _has_turned(known: Store, now: int) -> bool:
    """Whether the clock shows more or less of the site than at the last build."""
    turn = known.value("SELECT min(turn) FROM articles WHERE turn IS NOT NULL")
    before = known.recall("clock")
    has_turned = now < before or (turn is not None and turn <= now)
    return bool(has_turned or has_aged(known, before, now))


def _is_content_known(known: Store, survey: Survey) -> bool:
    before = dict(known.rows("SELECT path, digest FROM folders"))
    return all(before.pop(f.path, b"") == f.digest for f in survey.folders()) and not before


def has_aged(known: Store, before: int, now: int) -> bool:
    """Whether an article left the news sitemap between two times, or came back into it."""
    low, high = sorted((before, now))
    sql = (
        "SELECT 1 FROM members m JOIN scopes s USING (s) WHERE s.folder = '' "
        "AND m.age >= ? AND m.age < ? LIMIT 1"
    )
    return known.value(sql, NEWS_AGE - high, NEWS_AGE - low) is not None

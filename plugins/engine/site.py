"""A build of the site, as the commands ask for it. Loads Pelican only where something is read."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from plugins import config, dates
from plugins.engine.catalogues import has_words
from plugins.engine.glance import Glimpse, glance, store_path
from plugins.engine.publish import guard
from plugins.engine.report import Rendered, SiteReport
from plugins.engine.workshop import Order, adopt
from plugins.errors import ConfigError, Problem

__all__ = ["Rendered", "SiteReport", "build_site", "clock"]


def clock() -> datetime:
    """Now, or SOURCE_DATE_EPOCH where it is set; raises ConfigError where that is no time."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return dates.from_timestamp(int(epoch))
    except (ValueError, OverflowError, OSError) as error:
        remedy = "give a whole number of seconds since 1970, or unset it"
        problem = Problem("SOURCE_DATE_EPOCH", f"is {epoch!r}", remedy, code="config")
        raise ConfigError(problem) from error


def build_site(
    settings: config.Settings,
    overrides: Mapping[str, Any],
    *,
    full: bool = False,
    verify: bool = False,
    jobs: int | None = None,
) -> SiteReport:
    """Builds the site of ``settings``: the project's, ``overrides`` being settings by name.

    No other build may use the same output meanwhile. Raises ConfigError and PublishError; the
    live site is then as it was, or whole pages ahead of it, and the next build goes on from there.
    """
    settings.content.mkdir(parents=True, exist_ok=True)
    order = Order(settings.root, dict(overrides), clock(), store_path(settings))
    adopt(order, settings)
    guard(settings.output, settings.retention, settings.content, settings.root)
    seen = Glimpse() if full or verify else glance(order, settings)
    found = seen.report
    if found is None:
        from plugins.engine.build import Wishes, build  # noqa: PLC0415  much, for much to do

        found = build(order, Wishes(full, verify, jobs), seen)
    return replace(found, warnings=(*_unspoken(settings), *found.warnings))


def _unspoken(settings: config.Settings) -> tuple[str, ...]:
    """Said where the theme has no words in the site's language."""
    if has_words(settings.theme, settings.lang):
        return ()
    lang = settings.lang
    return (f"the theme has no words in {lang!r}: the site's own words are English",)

"""The class that ``pelican`` on the command line runs, so that it builds what ``invoke`` builds."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.settings import DEFAULT_CONFIG

from plugins import config
from plugins.engine.build import Wishes, build
from plugins.engine.glance import Glimpse, store_path
from plugins.engine.report import SiteReport
from plugins.engine.site import clock
from plugins.engine.workshop import Order, adopt

_LOG = logging.getLogger("pelican")


class Site(Pelican):  # type: ignore[misc]  # Pelican is untyped
    """PELICAN_CLASS."""

    report: SiteReport

    def __init__(self, settings: dict[str, Any]) -> None:
        super().__init__(settings)
        given = {k: v for k, v in settings.items() if v != DEFAULT_CONFIG.get(k)}
        found = config.from_mapping(Path(settings["ROOT"]), given)
        self._newsroom = config.with_fingerprint(found, given)

    def run(self) -> None:
        """Builds in this process alone: Pelican's own threads are alive. Fills ``report``.

        Raises ConfigError and PublishError; the live site is then as it was.
        """
        settings = self._newsroom
        order = Order(settings.root, {"PELICAN": id(self)}, clock(), store_path(settings))
        adopt(order, settings, self.settings)
        self.report = build(order, Wishes(jobs=1), Glimpse())
        for problem in self.report.problems:
            _LOG.warning("%s", problem)

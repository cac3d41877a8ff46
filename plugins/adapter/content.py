"""Pelican's content objects as Seedpress needs them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from pelican.contents import Article as PelicanArticle
from pelican.plugins import signals


class NewsContent(PelicanArticle):  # type: ignore[misc]  # Pelican is untyped
    """An article of ours: it may also be withdrawn, and puts its dates into words when asked to."""

    allowed_statuses = (*PelicanArticle.allowed_statuses, "withdrawn")

    def __init__(
        self,
        content: str,
        metadata: Mapping[str, Any],
        settings: Mapping[str, Any],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        can_wait = "date_format" not in metadata and _has_one_format(settings)
        if can_wait:
            self.date_format = ""
        super().__init__(content, metadata, settings, *args, **kwargs)
        if can_wait:
            self.date_format = settings["DEFAULT_DATE_FORMAT"]
            self.__dict__.pop("locale_date", None)
            self.__dict__.pop("locale_modified", None)

    @cached_property
    def locale_date(self) -> str:
        """The date as Pelican's themes show it, which costs a tenth of a post's reading."""
        return str(self.date.strftime(self.date_format))

    @cached_property
    def locale_modified(self) -> str:
        """Likewise the date of the last change, if there is one."""
        return str(self.modified.strftime(self.date_format))


def _has_one_format(settings: Mapping[str, Any]) -> bool:
    """Whether dates have a format of no language, and nobody looks at them right away."""
    plain = isinstance(settings["DEFAULT_DATE_FORMAT"], str) and not settings["DATE_FORMATS"]
    return plain and not signals.content_object_init.receivers

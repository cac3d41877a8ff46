"""Posts, pages and files as Pelican reads them; what fails becomes a Problem."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from pelican.contents import Page, SkipStub, Static
from pelican.plugins import signals

from plugins.adapter.content import NewsContent
from plugins.adapter.direct import Terms
from plugins.adapter.images import tags_of
from plugins.adapter.links import Linked, links_of, pictures_of
from plugins.adapter.markdown import PostReaders
from plugins.adapter.reading import Links
from plugins.adapter.survey import Kind
from plugins.config import Settings
from plugins.errors import Problem

#: Lines that a post must have.
_EXAMPLES = {"title": "Title: A port opens again", "date": "Date: 2026-11-22 09:00"}
_MEND = "mend the lines at its top, as README shows"
#: Pelican's warnings that problems of ours say better.
_SAID_BY_US = (
    *("Unable to find", "Removed extraneous", "Docutils has no localization"),
    *("Other resources were not found", "Empty alt attribute"),
)


class PelicanReader:
    """Pelican's readers on one content folder."""

    def __init__(self, values: Mapping[str, Any], settings: Settings) -> None:
        """``values`` are Pelican's settings."""
        self._values, self._settings = values, settings
        self._readers = PostReaders(values)
        self._context: dict[str, Any] = {"generated_content": {}, "static_content": {}}

    @property
    def extensions(self) -> tuple[str, ...]:
        """Of the files that can be read."""
        return tuple(self._readers.extensions)

    def terms(self) -> Terms:
        """How plain posts may be read without Pelican: not at all where something has a say."""
        values = self._values
        meddling = (
            *(values["PLUGINS"], values["FORMATTED_FIELDS"], values["TYPOGRIFY"]),
            *(values["DEFAULT_METADATA"], values["PATH_METADATA"], values["EXTRA_PATH_METADATA"]),
            *(values.get("AUTHOR"), not values["WITH_FUTURE_DATES"]),
            re.compile(values["FILENAME_METADATA"]).groupindex.keys() - {"date"},
            signals.content_object_init.receivers,
        )
        plain = ("", "") if any(meddling) else self._readers.plain()
        return Terms(values.get("TIMEZONE", "UTC"), *plain)

    def static_place(self, path: str) -> str:
        """Where the static file at ``path`` goes, below the output folder."""
        return str(self._static(path).save_as)

    def attached_place(self, path: str, to: str, address: str) -> str:
        """Where the file at ``path`` goes as an attachment of the post ``to`` at ``address``."""
        static = self._static(path)
        static.attach_to(Linked.at(to, address, self._values))
        return str(static.save_as)

    def _static(self, path: str) -> Static:
        return self._readers.read_file(
            base_path=str(self._settings.content),
            path=path,
            content_class=Static,
            fmt="static",
            context=self._context,
        )

    def content(self, path: str, kind: Kind, problems: list[Problem]) -> Any:
        """Pelican's object; None, and a Problem, where there cannot be one."""
        content_class = NewsContent if kind == "post" else Page
        try:
            content = self._readers.read_file(
                base_path=str(self._settings.content),
                path=path,
                content_class=content_class,
                context=self._context,
            )
        except Exception as error:  # noqa: BLE001  # readers and their libraries raise anything
            problems.append(_problem(path, f"cannot be read: {error}", _MEND))
            return None
        if isinstance(content, SkipStub):
            return None
        for name in content_class.mandatory_properties:
            if not hasattr(content, name):
                line = _EXAMPLES.get(name, "Title: A title")
                message = f"has no {name.capitalize()}"
                problems.append(_problem(path, message, f"add a line like {line}"))
                return None
        if content.status not in content_class.allowed_statuses:
            known = ", ".join(content_class.allowed_statuses)
            message = f"has the Status {content.status!r}"
            problems.append(_problem(path, message, f"give one of {known}"))
            return None
        return content

    def links(self, content: Any) -> Links:
        """What the body of ``content`` leads to."""
        html, wants = links_of(content, self._settings.prefix)
        files = tuple(sorted(content.get_static_links()))
        tags = tags_of(html) if wants else ()
        shown = pictures_of(content, tags, self._settings.prefix) if tags else ()
        return Links(html, wants, files, shown)


def _problem(path: str, message: str, remedy: str) -> Problem:
    """Something wrong with the post or page at ``path`` below the content folder."""
    return Problem(f"content/{path}", message, remedy, code="content")


class _Listener(logging.Handler):
    """Keeps Pelican's warnings, each once."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if not message.startswith(_SAID_BY_US):
            self.heard.setdefault(message)


_listener = _Listener()


@contextmanager
def listening() -> Iterator[Mapping[str, None]]:
    """What Pelican warns of in a block; it says so nowhere else."""
    logger = logging.getLogger("pelican")
    if _listener not in logger.handlers:
        logger.addHandler(_listener)
        logger.propagate = False
    _listener.heard = {}
    yield _listener.heard

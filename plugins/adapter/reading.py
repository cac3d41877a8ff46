"""Single files of the content folder, read as Pelican reads them: what each of them says alone.

What an address or another file has to say comes later: links are noted here and resolved when
every address is known (``plugins.adapter.links``).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from pelican.contents import Page, SkipStub, Static

from plugins import addresses
from plugins.adapter.body import Body, finished
from plugins.adapter.content import Meta, NewsContent, post_of
from plugins.adapter.images import is_there, looked_at, silent, tags_of, without_words
from plugins.adapter.links import Linked, links_of, pictures_of
from plugins.adapter.markdown import PostReaders
from plugins.adapter.survey import Kind
from plugins.config import Settings
from plugins.errors import Problem
from plugins.model import Enclosure, Post
from plugins.pictures import Darkroom, Facts

#: Lines that a post must have.
_EXAMPLES = {"title": "Title: A port opens again", "date": "Date: 2026-11-22 09:00"}
_MEND = "mend the lines at its top, as README shows"
#: Pelican's warnings that problems of ours say better.
_SAID_BY_US = ("Unable to find", "Removed extraneous", "Docutils has no localization")
#: A hand-written page has no date.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Reading:
    """A post or page, as its own file has it."""

    path: str
    kind: Kind
    post: Post | None
    """None where the file cannot be one, or is to be skipped. Its ``url`` is the one given, or
    empty; a page is a post without a date."""
    body: Body = field(default_factory=lambda: Body(""))
    wants: tuple[str, ...] = ()
    """What its links and pictures name: ``post:``, ``file:``, ``attach:``, ``image:`` for the one
    that leads it or ``picture:`` for others, and a path below the content folder."""
    pictures: tuple[tuple[str, Facts | None], ...] = ()
    """Files that it shows, by path; None where one cannot be shown."""
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()
    """What Pelican had to say."""


class Reader:
    """Reads posts and pages with Pelican's readers; what fails becomes a Problem."""

    def __init__(self, values: Mapping[str, Any], settings: Settings) -> None:
        """``values`` are Pelican's settings."""
        self._values, self._settings = values, settings
        self._readers = PostReaders(values)
        self._context: dict[str, Any] = {"generated_content": {}, "static_content": {}}
        self._darkroom = Darkroom.of(settings)

    @property
    def extensions(self) -> tuple[str, ...]:
        """Of the files that can be read."""
        return tuple(self._readers.extensions)

    def read(self, path: str, kind: Kind) -> Reading:
        """The post or page at ``path`` below the content folder."""
        problems: list[Problem] = []
        with _listening() as heard:
            reading = self._reading(path, kind, problems)
        return replace(reading, problems=tuple(problems), warnings=tuple(heard))

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

    def _reading(self, path: str, kind: Kind, problems: list[Problem]) -> Reading:
        nothing = Reading(path, kind, None)
        content = self._content(path, kind, problems)
        if content is None:
            return nothing
        try:
            post = self._post(content, path, kind)
        except (ValueError, OverflowError) as error:
            problems.append(_problem(path, str(error), "mend the lines at its top"))
            return nothing
        seen: dict[str, Facts | None] = {}
        post, images = self._illustrated(post, path, problems, seen)
        raw, wants = links_of(content, self._settings.prefix)
        problems += self._missing(content, path)
        tags = tags_of(raw)
        problems += silent(tags, f"content/{path}")
        if wants:
            shown = pictures_of(content, tags, self._settings.prefix) if tags else ()
            # What is not there was said above; Pelican asks for a name in more than one way.
            there = [name for name in shown if is_there(self._settings.content, name)]
            self._look_at(there, path, problems, seen)
            named = (*wants, *images, *(f"picture:{name}" for name in shown))
            body = Body("", 0, raw)
            return Reading(path, kind, post, body, named, tuple(seen.items()))
        body = finished(raw, path, post.lang, self._settings, problems)
        return Reading(path, kind, post, body, images, tuple(seen.items()))

    def _content(self, path: str, kind: Kind, problems: list[Problem]) -> Any:
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

    def _post(self, content: Any, path: str, kind: Kind) -> Post:
        if kind == "post":
            return post_of(content, path, self._settings)
        slug = addresses.slug(str(content.slug))
        meta = Meta(content.metadata, f"{slug}/")
        return Post(
            id=f"page:{path}",
            url=meta.address(),
            title=str(content.title),
            slug=slug,
            lang=meta.text("lang") or self._settings.lang,
            published=_NEVER,
            summary=meta.text("summary"),
            status=content.status,
        )

    def _illustrated(
        self, post: Post, path: str, problems: list[Problem], seen: dict[str, Facts | None]
    ) -> tuple[Post, tuple[str, ...]]:
        """``post`` with its image as an enclosure, or without one that cannot be shown."""
        if post.image is None:
            return post, ()
        named, where = post.image.path, f"content/{path}"
        self._look_at((named,), path, problems, seen)
        facts = seen[named]
        if facts is None:
            return replace(post, image=None), (f"image:{named}",)
        if not post.image.alt:
            problems.append(without_words(named, where, "Image_alt: what it shows"))
        image = replace(
            post.image,
            width=facts.width,
            height=facts.height,
            key=facts.key,
            renditions=facts.renditions,
        )
        enclosure = Enclosure(named, facts.type, facts.length)
        return replace(post, image=image, enclosures=(enclosure,)), (f"image:{named}",)

    def _look_at(
        self,
        names: Sequence[str],
        path: str,
        problems: list[Problem],
        seen: dict[str, Facts | None],
    ) -> None:
        """Adds what the files called ``names`` are to ``seen``, what is wrong to ``problems``."""
        for name in names:
            found = looked_at(self._darkroom, self._settings.content, name, f"content/{path}")
            seen[name] = found if isinstance(found, Facts) else None
            if isinstance(found, Problem):
                problems.append(found)

    def _missing(self, content: Any, path: str) -> Iterator[Problem]:
        """A Problem for each file that is linked to and is none of the content folder's."""
        for link in sorted(content.get_static_links()):
            if not is_there(self._settings.content, link):
                message = f"links to the file {link}, which is not in the content folder"
                yield _problem(path, message, "put the file there or mend the link")


def _problem(path: str, message: str, remedy: str) -> Problem:
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
def _listening() -> Iterator[Mapping[str, None]]:
    """What Pelican warns of in a block; it says so nowhere else."""
    logger = logging.getLogger("pelican")
    if _listener not in logger.handlers:
        logger.addHandler(_listener)
        logger.propagate = False
    _listener.heard = {}
    yield _listener.heard

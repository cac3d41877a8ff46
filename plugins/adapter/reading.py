"""Single files of the content folder, read as Pelican reads them: what each of them says alone.

What an address or another file has to say comes later: links are noted here and resolved when
every address is known (``plugins.adapter.links``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from plugins import addresses
from plugins.adapter.body import Body, finished
from plugins.adapter.direct import Terms
from plugins.adapter.images import (
    is_there,
    looked_at,
    named_by_address,
    silent,
    tags_of,
    without_words,
)
from plugins.adapter.meta import Meta, post_of
from plugins.adapter.survey import Kind
from plugins.config import Settings
from plugins.errors import Problem
from plugins.model import Enclosure, Post
from plugins.pictures import Darkroom, Facts

if TYPE_CHECKING:
    from plugins.adapter.pelican_reader import PelicanReader

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


@dataclass(frozen=True, slots=True)
class Links:
    """What leads from a post or page to others."""

    html: str
    """Its body, where it is the same whatever their addresses are."""
    wants: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    """Paths of static files below the content folder."""
    pictures: tuple[str, ...] = ()
    """Likewise of those that its pictures may mean."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads posts and pages: plain posts directly, others with Pelican's readers."""

    settings: Settings
    terms: Terms
    """By which plain posts are read."""
    pelican: Callable[[], PelicanReader]
    """Asked where it is needed, because Pelican takes long to load."""
    darkroom: Darkroom

    def read(self, path: str, kind: Kind, data: bytes) -> Reading:
        """The post or page at ``path`` below the content folder; ``data`` are its bytes."""
        plain = self.terms.read(path, data) if kind == "post" else None
        if plain is not None:
            problems: list[Problem] = []
            links = Links(plain.html)
            reading = self._reading(path, kind, plain, lambda: links, problems)
            return replace(reading, problems=tuple(problems)) if problems else reading
        return self._through_pelican(path, kind)

    def _through_pelican(self, path: str, kind: Kind) -> Reading:
        from plugins.adapter.pelican_reader import listening  # noqa: PLC0415  it loads Pelican

        pelican, problems = self.pelican(), []  # type: PelicanReader, list[Problem]
        with listening() as heard:
            content = pelican.content(path, kind, problems)
            reading = Reading(path, kind, None)
            if content is not None:
                links = partial(pelican.links, content)
                reading = self._reading(path, kind, content, links, problems)
        return replace(reading, problems=tuple(problems), warnings=tuple(heard))

    def _reading(
        self,
        path: str,
        kind: Kind,
        content: Any,
        links: Callable[[], Links],
        problems: list[Problem],
    ) -> Reading:
        """``content`` is Pelican's or a Plain."""
        try:
            post = self._post(content, path, kind)
        except (ValueError, OverflowError) as error:
            message, remedy = str(error), "mend the lines at its top"
            problems.append(Problem(f"content/{path}", message, remedy, code="content"))
            return Reading(path, kind, None)
        problems += Meta(content.metadata).misled(f"content/{path}")
        seen: dict[str, Facts | None] = {}
        post, images = self._illustrated(post, path, problems, seen)
        found = links()
        problems += self._missing(found.files, path)
        tags = tags_of(found.html)
        problems += silent(tags, f"content/{path}")
        shown = (*found.pictures, *named_by_address(tags, self.settings.prefix)) if tags else ()
        if found.wants or shown:
            # What is not there was said above; Pelican asks for a name in more than one way.
            there = [name for name in shown if is_there(self.settings.content, name)]
            self._look_at(there, path, problems, seen)
            pictures = (f"picture:{name}" for name in shown)
            wants, body = (*found.wants, *images, *pictures), Body("", 0, found.html)
            return Reading(path, kind, post, body, wants, tuple(seen.items()))
        body = finished(found.html, path, post.lang, self.settings, problems)
        return Reading(path, kind, post, body, images, tuple(seen.items()))

    def _post(self, content: Any, path: str, kind: Kind) -> Post:
        if kind == "post":
            return post_of(content, path, self.settings)
        slug = addresses.slug(str(content.slug))
        meta = Meta(content.metadata, f"{slug}/")
        return Post(
            id=f"page:{path}",
            url=meta.address(),
            title=str(content.title),
            slug=slug,
            lang=meta.text("lang") or self.settings.lang,
            published=_NEVER,
            summary=meta.text("summary"),
            aliases=meta.aliases(),
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
            found = looked_at(self.darkroom, self.settings.content, name, f"content/{path}")
            seen[name] = found if isinstance(found, Facts) else None
            if isinstance(found, Problem):
                problems.append(found)

    def _missing(self, links: Iterable[str], path: str) -> Iterator[Problem]:
        """A Problem for each file that is linked to and is none of the content folder's."""
        for link in links:
            if not is_there(self.settings.content, link):
                message = f"links to the file {link}, which is not in the content folder"
                remedy = "put the file there or mend the link"
                yield Problem(f"content/{path}", message, remedy, code="content")

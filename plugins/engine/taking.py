"""Files of the content folder read into values that the store keeps; done by workers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from plugins import feeds
from plugins.adapter.body import Body, finished
from plugins.adapter.direct import Terms
from plugins.adapter.reading import Reader
from plugins.adapter.survey import Kind
from plugins.config import Settings
from plugins.engine import rows, workshop
from plugins.engine.workshop import Order
from plugins.errors import Problem
from plugins.files import read_bytes
from plugins.hashing import short_digest
from plugins.model import Article, Post
from plugins.pictures import Darkroom, Facts


@dataclass(frozen=True, slots=True)
class Request:
    """A file to be read."""

    path: str
    kind: Kind
    digest: bytes | None
    """Of its bytes as they were read last: if they still are, nothing is to be done."""


@dataclass(frozen=True, slots=True)
class Text:
    """A body as the store keeps it."""

    html: str
    raw: str
    words: int
    weight: int
    """Bytes in the largest feed."""
    digest: bytes
    refused: bool
    terms: bytes
    """What it is found by; empty where nobody searches."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file holds; ``asked`` is empty where it can be neither post nor page."""

    path: str
    kind: Kind
    digest: bytes
    id: str = ""
    asked: bytes = b""
    text: Text | None = None
    wants: tuple[str, ...] = ()
    pictures: tuple[tuple[str, str, bytes], ...] = ()
    """Path, key and packed facts of each picture that it shows; the last two are empty where one
    cannot be shown."""
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A body whose links wait for addresses."""

    n: int
    path: str
    asked: bytes
    raw: str
    known: Mapping[str, str]
    """Address of each thing that it links to."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """Packed facts of each picture that it shows, by its address; empty where one cannot be."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A body with its links, and what is wrong with it."""

    n: int
    text: Text
    problems: tuple[Problem, ...]


def read_all(work: tuple[tuple[Order, Terms], Sequence[Request]]) -> list[Taken]:
    """Reads files whose bytes changed; others are left out."""
    (order, terms), requests = work
    settings = workshop.settings_of(order)
    pelican = partial(workshop.reader_of, order)
    reader = Reader(settings, terms, pelican, Darkroom.of(settings))
    found = []
    for request in requests:
        data = read_bytes(settings.content / request.path) or b""
        digest = short_digest(data)
        if digest == request.digest:
            continue
        reading = reader.read(request.path, request.kind, data)
        post = reading.post
        taken = Taken(
            path=request.path,
            kind=request.kind,
            digest=digest,
            id=post.id if post else "",
            asked=rows.pack(post) if post else b"",
            text=_text(post, reading.body, settings) if post else None,
            wants=reading.wants,
            pictures=tuple(map(_picture, reading.pictures)),
            problems=reading.problems,
            warnings=reading.warnings,
        )
        found.append(taken)
    return found


def resolve_all(work: tuple[Order, Sequence[Unresolved]]) -> list[Resolved]:
    """Finishes bodies whose links lead to known addresses."""
    from plugins.adapter.links import resolve  # noqa: PLC0415  it imports Pelican

    order, bodies = work
    settings = workshop.settings_of(order)
    values = workshop.pelican_settings(order)
    found = []
    for each in bodies:
        post = rows.unpack(each.asked)
        problems: list[Problem] = []
        html = resolve(each.raw, each.path, values, settings.prefix, each.known)
        body = finished(html, each.path, post.lang, settings, problems, each.raw)
        if each.pictures:
            body = _shown(body, each, post, settings.prefix)
        found.append(Resolved(each.n, _text(post, body, settings), tuple(problems)))
    return found


def _picture(seen: tuple[str, Facts | None]) -> tuple[str, str, bytes]:
    path, facts = seen
    return (path, facts.key, rows.pack_facts(facts)) if facts else (path, "", b"")


def _shown(body: Body, each: Unresolved, post: Post, prefix: str) -> Body:
    """``body`` with its pictures in several sizes."""
    from plugins.adapter.images import illustrated  # noqa: PLC0415  for texts with pictures alone

    shown = {
        f"{prefix}/{url}": rows.unpack_facts(facts) if facts else None
        for url, facts in each.pictures.items()
    }
    html = illustrated(body.html, shown, prefix, eager=post.image is None)
    return replace(body, html=html)


def develop_all(work: tuple[Order, Sequence[str]]) -> list[tuple[str, bool]]:
    """Makes pictures in other sizes; each path with whether that can be done."""
    order, paths = work
    settings = workshop.settings_of(order)
    darkroom = Darkroom.of(settings)
    return [(path, darkroom.develop(settings.content / path) is None) for path in paths]


def _text(post: Post, body: Body, settings: Settings) -> Text:
    article = Article(post, body.html, body.words)
    return Text(
        html=body.html,
        raw=body.raw,
        words=body.words,
        weight=feeds.weight(article),
        digest=rows.body_digest(body.html, body.words),
        refused=body.refused,
        terms=_terms(post, body, settings),
    )


def _terms(post: Post, body: Body, settings: Settings) -> bytes:
    if not settings.search or post.status != "published":
        return b""
    from plugins.search.terms import terms_of  # noqa: PLC0415  not needed where nobody searches

    return terms_of(post, body.html, trusted=settings.trust_html)

"""A seed becomes posts. Pure: the same seed, hints and settings give the same conversion."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING

from plugins import addresses, dates
from plugins.convert.formats import embedded, table
from plugins.convert.formats.known import structured
from plugins.convert.metadata import embargo
from plugins.convert.metadata.describe import describe
from plugins.convert.reading.places import SCRAPS
from plugins.convert.reading.structure import structure
from plugins.convert.types import Line, Piece, where_of
from plugins.errors import Problem, SeedRefused
from plugins.model import (
    Author,
    Conversion,
    Dropped,
    Guess,
    Image,
    Origin,
    Post,
    Rights,
    Seed,
    Source,
)
from plugins.text import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

    from plugins.config import Settings
    from plugins.convert.metadata.embargo import Embargo
    from plugins.convert.types import (
        Decoded,
        Described,
        Given,
        Hints,
        Part,
        Record,
        Sidecar,
        Structure,
    )

#: A line that is, whole, the evidence for one of these leaves the body.
_LEAVE = frozenset({"published", "updated", "authors", "source"})


def convert(seed: Seed, hints: Hints, settings: Settings) -> Conversion:
    """What becomes of ``seed``. Its posts have no id and no address yet: both are minted later.

    Every line that is not blank is in a post or among the dropped. What a sidecar gives wins.
    Raises SeedRefused where the seed holds no text or its format is unknown.
    """
    hints = replace(hints, key=seed.key)
    made = [convert_part(part, hints, settings) for part in table.parts(seed)]
    return Conversion(
        posts=tuple(post for each in made for post in each.posts),
        dropped=tuple(line for each in made for line in each.dropped),
        guesses=tuple(guess for each in made for guess in each.guesses),
        digest=seed.digest,
        pictures=tuple(picture for each in made for picture in each.pictures),
    )


def convert_part(part: Part, hints: Hints, settings: Settings) -> Conversion:
    """What becomes of one text of a seed, whose key is that of ``hints``; else as ``convert``."""
    record = table.read(part, hints.key, settings.timezone)
    parts = _structure(record, where_of(hints.key))
    spoken = embedded.spoken(record.given, parts, settings.languages)
    seen = embedded.value(record.given, "captured")
    hints = replace(hints, lang=spoken, captured=seen.value if seen else None)
    suggested = describe(parts, hints, settings)
    waits = _embargo(parts, record, hints, suggested.lang, settings)
    described = embedded.over(suggested, record.given, hints.clock, settings.timezone)
    described = embargo.over(described, waits, settings.timezone)
    evidence = (*suggested.guesses, *embargo.guesses(waits))
    pieces, moved = _body(parts, evidence)
    post = replace(_post(parts, described, pieces), image=record.image)
    sidecar = hints.sidecar
    replaced = _replaced_title(parts, sidecar)
    out = (*_out(parts, evidence), *moved, *replaced)
    dropped = sorted(out, key=lambda each: each.line_no)
    guesses = [*_encoding(record.text), _title(parts, record.given), *described.guesses]
    return Conversion(
        (_edited(post, sidecar),),
        (*dropped, *record.left_out),
        (*_unanswered(guesses, sidecar), *_given(sidecar, settings.timezone)),
        digest=part.digest,
        pictures=record.pictures,
    )


def _structure(record: Record, where: str) -> Structure:
    """The parts of the record; raises SeedRefused where it holds no words."""
    given = embedded.value(record.given, "title")
    title = given.value if given else ""
    if record.text is not None:
        parts = structure(record.text.text, title)
        return replace(parts, pieces=(*parts.pieces, *(Piece(each, ()) for each in record.blocks)))
    found = structured(record.blocks, title, is_page=record.is_page)
    if found is None:
        remedy = "write its text, or remove the file"
        raise SeedRefused(Problem(where, "holds no text", remedy, code="empty"))
    return found


def _embargo(
    parts: Structure, record: Record, hints: Hints, lang: str, settings: Settings
) -> Embargo | None:
    """What the text says of the time before which nobody may read it, unless the editor did.

    Raises SeedRefused where that time cannot be read: a text is never published too early.
    """
    if hints.sidecar.published is not None or hints.sidecar.status is not None:
        return None
    beside = () if record.is_page else (Line(0, each.text) for each in record.left_out)
    around = [embargo.near(each) for each in ((*beside,), parts.head, parts.tail)]
    edge = (Line(0, parts.headline), *chain(*around))
    lines = (*edge, *embargo.near(parts.lines))
    found = embargo.of(lines, edge, parts.headline, lang, settings.timezone)
    if found is not None and found.moment is None:
        message = f"has an embargo whose time cannot be read: {shorten(found.evidence, 120)}"
        remedy = 'give date = … in a sidecar, or status = "published" where nothing has to wait'
        where, line_no = where_of(hints.key), found.lines[0].no or None
        raise SeedRefused(Problem(where, message, remedy, line_no, code="embargo"))
    return found


def _post(parts: Structure, described: Described, pieces: Iterable[Piece]) -> Post:
    return Post(
        id="",
        url="",
        title=parts.headline,
        slug=addresses.slug(parts.headline),
        lang=described.lang,
        published=described.published,
        published_origin=described.published_origin,
        updated=described.updated,
        summary=described.summary,
        blocks=tuple(piece.block for piece in pieces),
        authors=described.authors,
        source=described.source,
        category=described.category,
        tags=described.tags,
    )


def _body(
    parts: Structure, guesses: Iterable[Guess]
) -> tuple[tuple[Piece, ...], tuple[Dropped, ...]]:
    """The pieces that stay, and the lines that went into bylines, dates and sources."""
    fields = _evidence(guesses)
    edge = {line for line in (*parts.head, *parts.tail) if line.text in fields}
    staying: list[Piece] = []
    moved: list[Dropped] = []
    for piece in parts.pieces:
        if piece.lines and all(line in edge for line in piece.lines):
            moved += [Dropped(n.no, n.text, f"evidence for {fields[n.text]}") for n in piece.lines]
        else:
            staying.append(piece)
    return tuple(staying), tuple(moved)


def _evidence(guesses: Iterable[Guess]) -> dict[str, str]:
    """The fields that lines are evidence for, by the lines' texts."""
    return {guess.evidence: guess.field for guess in guesses if guess.field in _LEAVE}


def _out(parts: Structure, guesses: Iterable[Guess]) -> Iterable[Dropped]:
    """What structure dropped; a short line beside the text may have named an author or so."""
    fields = _evidence(guesses)
    for each in parts.dropped:
        named = each.rule in SCRAPS and each.text in fields
        yield replace(each, rule=f"evidence for {fields[each.text]}") if named else each


def _edited(post: Post, sidecar: Sidecar) -> Post:
    """``post`` with what the editor gave; a title of theirs also makes the slug."""
    given = sidecar.given()
    if sidecar.title is not None and sidecar.slug is None:
        given["slug"] = addresses.slug(sidecar.title)
    if sidecar.slug is not None:
        given["slug"] = addresses.slug(sidecar.slug)
    if sidecar.published is not None:
        given["published_origin"] = Origin.SIDECAR
    return replace(post, **given) if given else post


def _replaced_title(parts: Structure, sidecar: Sidecar) -> Iterable[Dropped]:
    """The headline's line where the editor's title takes its place."""
    line = parts.headline_line
    if line is None or sidecar.title in {None, parts.headline}:
        return ()
    return (Dropped(line.no, line.text, "title given in the sidecar"),)


def _title(parts: Structure, given: Iterable[Given]) -> Guess:
    named = embedded.value(given, "title")
    if named is not None:
        sure, why = named.confidence, named.evidence
        return Guess("title", parts.headline, Origin.EMBEDDED, sure, why)
    line = parts.headline_line
    made = parts.headline_why or "the first words of the text"
    why = line.text if line else made
    return Guess("title", parts.headline, Origin.TEXT, parts.headline_sure, why)


def _encoding(decoded: Decoded | None) -> Iterable[Guess]:
    """Nothing where the encoding is certain."""
    if decoded is not None and decoded.confidence < 1:
        reason, confidence = decoded.reason, decoded.confidence
        yield Guess("encoding", decoded.encoding, Origin.TEXT, confidence, reason)


def _unanswered(guesses: Iterable[Guess], sidecar: Sidecar) -> Iterable[Guess]:
    answered = sidecar.given().keys()
    return (guess for guess in guesses if guess.field not in answered)


def _given(sidecar: Sidecar, zone: ZoneInfo) -> Iterable[Guess]:
    for name, value in sidecar.given().items():
        yield Guess(name, _shown(value, zone), Origin.SIDECAR, 1.0)


def _shown(value: object, zone: ZoneInfo) -> str:
    """A sidecar's value in one line."""
    match value:
        case datetime():
            return dates.iso(value, zone)
        case tuple():
            return ", ".join(_shown(each, zone) for each in value)
        case Author(name=text) | Source(title=text) | Image(path=text) | Rights(text=text):
            return text
        case _:
            return str(value)

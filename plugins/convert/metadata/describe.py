"""Everything that is said about a text besides its words, each value with its evidence."""

from __future__ import annotations

from collections.abc import Iterable

from plugins.config import Settings
from plugins.convert.metadata import (
    greetings,
    keywords,
    language,
    people,
    source,
    summary,
    tags,
    topics,
    when,
)
from plugins.convert.types import Described, Hints, Structure
from plugins.model import Guess, Origin

#: Fields whose line leaves the body, so that no summary and no tag is made of it.
_LEAVE = frozenset({"published", "updated", "authors", "source"})


def describe(structure: Structure, hints: Hints, settings: Settings) -> Described:
    """What can be said about the text. Pure: all times come from ``hints``.

    Nothing is invented: a field that the text does not hold is empty, except for the language,
    the published time and the section, whose guesses then carry another origin than the text.
    """
    spoken = _language(structure, hints, settings)
    lang = spoken.value
    times = when.guess(structure, lang, settings.timezone, hints)
    authors, author_guesses = people.guess(structure, lang)
    origin, source_guesses = source.guess(structure)
    around = (*times.guesses, *author_guesses, *source_guesses)
    body = _body(structure, around)
    section = topics.guess(structure.headline, body, lang, settings)
    labels = tags.guess(structure.headline, body, lang, keywords.of(structure))
    lead = summary.guess(_standfirst(structure, around), body, lang)
    return Described(
        lang=lang,
        published=times.published,
        published_origin=times.guesses[0].origin,
        updated=times.updated,
        summary=lead.value if lead else "",
        authors=authors,
        source=origin,
        category=section.value,
        tags=tuple(each.value for each in labels),
        guesses=(spoken, *around, section, *labels, *([lead] if lead else [])),
    )


def _language(structure: Structure, hints: Hints, settings: Settings) -> Guess:
    """The editor's word, else the container's, else what the text is written in."""
    if hints.sidecar.lang is not None:
        return Guess("lang", hints.sidecar.lang, Origin.SIDECAR, 1.0)
    if hints.lang is not None:
        return hints.lang
    return language.guess((structure.headline, *structure.paragraphs()), settings.languages)


def _body(structure: Structure, around: Iterable[Guess]) -> list[str]:
    """The paragraphs that are no evidence of a date, an author or a source, nor a greeting."""
    evidence = {each.evidence for each in around if each.field in _LEAVE}
    kept = (text for text in structure.paragraphs() if text not in evidence)
    return [text for each in kept if (text := greetings.without(each))]


def _standfirst(structure: Structure, around: Iterable[Guess]) -> str:
    found = structure.standfirst
    return "" if any(each.evidence == found for each in around) else found

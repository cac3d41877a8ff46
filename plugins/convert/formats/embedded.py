"""What a container says of its text, laid over what the words of the text suggest."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from plugins import dates
from plugins.convert.metadata import language
from plugins.model import Author, Guess, Origin, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

    from plugins.convert.types import Described, Given, Structure

#: From here on the words themselves are surer of their language than a template's attribute:
#: letters looked at, and confidence in what they say.
_LETTERS, _SURE = 200, 0.95


def value(given: Iterable[Given], field: str) -> Given | None:
    """What is given of ``field``."""
    return next((each for each in given if each.field == field), None)


def spoken(given: Iterable[Given], parts: Structure, languages: tuple[str, ...]) -> Guess | None:
    """The language that the container names, one of ``languages``, if the words agree."""
    said = value(given, "lang")
    if said is None:
        return None
    base = language.base(said.value)
    ours = next((each for each in languages if language.base(each) == base), "")
    texts = (parts.headline, *parts.paragraphs())
    heard = language.guess(texts, languages)
    letters = sum(char.isalpha() for text in texts[:8] for char in text[:_LETTERS])
    is_sure = heard.confidence >= _SURE and letters >= _LETTERS
    if not ours or (is_sure and language.base(heard.value) != base):
        return None
    return Guess("lang", ours, Origin.EMBEDDED, said.confidence, said.evidence)


def over(
    described: Described, given: Iterable[Given], clock: datetime, zone: ZoneInfo
) -> Described:
    """``described`` with what is given; of changes only those that are not after ``clock``.

    A time of publication counts though it is to come: the post waits for it. Where the words are
    surer of that time than the container, such as a PDF that was printed days later, they count.
    """
    fields = {
        each.field: each
        for each in given
        if each.field not in {"title", "lang", "captured"}
        if not (each.field == "updated" and each.value > clock)
    }
    if "published" in fields and _is_surer(described, fields["published"].confidence):
        del fields["published"]
        fields.pop("updated", None)
    if not fields:
        return described
    values = {name: each.value for name, each in fields.items()}
    if "published" in fields:
        values["published_origin"] = Origin.EMBEDDED
        values.setdefault("updated", None)
    made = replace(described, **values)
    if made.updated and made.updated <= made.published:
        made = replace(made, updated=None)
    return replace(made, guesses=tuple(_guesses(described, fields, made, zone)))


def _is_surer(described: Described, confidence: float) -> bool:
    """Whether the words of the text say when it was published, with more than ``confidence``."""
    return any(
        each.field == "published" and each.origin is Origin.TEXT and each.confidence > confidence
        for each in described.guesses
    )


def _guesses(
    described: Described, fields: dict[str, Given], made: Described, zone: ZoneInfo
) -> Iterator[Guess]:
    for guess in described.guesses:
        if guess.field == "updated" and made.updated is None:
            continue
        if guess.field not in fields:
            yield guess
    for name, each in fields.items():
        if name != "updated" or made.updated is not None:
            shown = _shown(each.value, zone)
            yield Guess(name, shown, Origin.EMBEDDED, each.confidence, each.evidence)


def _shown(value_: object, zone: ZoneInfo) -> str:
    match value_:
        case datetime():
            return dates.iso(value_, zone)
        case tuple():
            return ", ".join(_shown(each, zone) for each in value_)
        case Source(title=title, url=url):
            return f"{title} <{url}>" if url else title
        case Author(name=name):
            return name
        case _:
            return str(value_)

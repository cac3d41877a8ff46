"""Lines that tell who wrote a text: what the person does, where to find more of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from plugins.convert.data import either, phrases
from plugins.convert.metadata.bare import bare_text
from plugins.convert.metadata.names import person
from plugins.convert.metadata.spotting import may_hold
from plugins.convert.metadata.told import Found, Told
from plugins.convert.types import Line, Structure

#: Lines looked at for links, and characters of them.
_LINKED, _LONGEST = 200, 1000
#: Characters of a line that is evidence whole, and sentences of a line that tell of people.
_WHOLE, _SENTENCES = 180, 6

NAME = r"[^\W\d_a-z](?:\.|[^\W\d_]*)(?:[-’'][^\W\d_]+)*"
FULL = rf"{NAME}(?:\s+(?:(?:de|van|von|der|al|bin|da|di|del|la|le)\s+)*{NAME}){{1,3}}"
_BIO = re.compile(
    rf"(?:by\s+)?(?P<name>{FULL})(?:\s*\([^()]{{1,30}}\))?(?:,[^.]{{2,60}},)?\s+"
    r"(?P<verb>(?i:is|was|has|writes|covers|reports|edits|worked|works|joined|est|ist|war|hat"
    r"|schreibt|arbeitet|studierte|escribe|es|scrive|è|é|escreve|schrijft|jest|är|er))\b"
    r"(?P<rest>.{0,160})"
)
#: Where a sentence ends; an initial ends none.
_SENTENCE = re.compile(r"(?<=[^\W\d_]{2}[^\W\d_)][.!?])\s+(?=[^\W\d_a-z])")
_WRITES = re.compile(r"(?i)writes|covers|reports|edits|schreibt|escribe|scrive|escreve|schrijft")
_REACHED = re.compile(
    rf"(?i:contact\s+(?:reporter\s+|the\s+author\s+)?)?(?P<name>{FULL})\s+"
    r"(?i:can be reached|at\s+\S+@|est joignable|is on twitter|on twitter)"
)
_REACH = re.compile(r"reached|\sat\s\S+@|joignable|on twitter", re.IGNORECASE)
_AUTHOR_LINK = re.compile(
    r"\[(?P<name>[^\[\]]{4,48})\]\([^()\s]*/(?:authors?|auteurs?|autore?n?|autor[ae]?|profiles?|people|staff"
    r"|contributors?|journalistes?|redaktion|by|af|av|forfatter|skribent|redaktorzy?|yazar)/[^()\s]*\)"
)
#: Brackets that close a text, and where somebody in them writes from.
_CLOSING = re.compile(r"(?<=[.!?”“\"»])\s\((?P<names>[^()]{5,120})\)[\s+*]*$")
_FROM = re.compile(r"\s(?:aus|in|à|de|from|da)\s.*$")
#: Characters of the shortest paragraph that brackets with names close.
_CLOSED = 60
#: What stands around a picture of the person who writes, in the picture's words.
_PICTURED = re.compile(r"!\[(?P<alt>[^\[\]]{4,80})\]\(")


def of(structure: Structure, near: Iterable[Line], end: Iterable[Line], lang: str) -> Found:
    """Each name that is told of as an author's, the line or excerpt that does, and its signs."""
    yield from _linked(structure, lang)
    yield from _bios(end, lang)
    yield from _all_posts(structure, lang)
    yield from _pictured((*near, *end), lang)
    yield from _bracketed(structure, lang)


def role(text: str) -> re.Match[str] | None:
    """What a person who writes is called, as a whole word, where it first stands in ``text``."""
    return _roles().search(text) if may_hold(text, "roles") else None


@lru_cache(maxsize=1)
def _roles() -> re.Pattern[str]:
    known = either(phrases("phrases", "roles"))
    return re.compile(rf"(?<![^\W\d_])(?<!-){known}(?:[*:_·]?in|e|s)?(?![^\W\d_])", re.IGNORECASE)


def _linked(structure: Structure, lang: str) -> Found:
    for line in structure.lines[:_LINKED]:
        for match in _AUTHOR_LINK.finditer(line.text[:_LONGEST]):
            if name := person(match["name"], lang):
                shown = "" if len(line.text) <= _WHOLE else match["name"]
                yield Told(name, line, frozenset({"linked"}), shown)


def _bios(end: Iterable[Line], lang: str) -> Found:
    """The lines at the end that tell who the author is."""
    headed = False
    for line in end:
        bare = bare_text(line.text)[:_LONGEST]
        for match in _REACHED.finditer(bare) if _REACH.search(bare) else ():
            if name := person(match["name"], lang):
                yield Told(name, line, frozenset({"reached"}), match.group())
        told = list(_told(bare, lang))
        more = {"told of together"} if len(told) > 1 else set()
        more |= {"about the author above"} if headed else set()
        yield from (Told(name, line, signs | more, shown) for name, shown, signs in told)
        headed = heads(line.text)


def _told(bare: str, lang: str) -> Iterator[tuple[str, str, frozenset[str]]]:
    """The people that the first sentences of a line, one each, tell of: name, words, signs."""
    for sentence in _SENTENCE.split(bare)[:_SENTENCES]:
        about = _BIO.match(sentence)
        if about and (name := person(about["name"], lang)):
            yield name, sentence[: about.end("name")], _signs(about["verb"], about["rest"])


def _signs(verb: str, rest: str) -> frozenset[str]:
    """What a sentence says of somebody by its verb and what follows it."""
    if _WRITES.match(verb) or role(rest):
        return frozenset({"told of"})
    expert = may_hold(rest, "experts") and _experts().search(rest)
    return frozenset({"is something", "an expert"} if expert else {"is something"})


@lru_cache(maxsize=1)
def _experts() -> re.Pattern[str]:
    known = either(phrases("phrases", "experts"))
    return re.compile(rf"(?<![^\W\d_]){known}(?![^\W\d_])", re.IGNORECASE)


def heads(text: str) -> bool:
    """Whether a line is a heading such as "About the author"."""
    return bare_text(text).casefold().rstrip(" :") in phrases("phrases", "about_authors")


def _all_posts(structure: Structure, lang: str) -> Found:
    """Links to all that a person wrote: "View all posts by …"."""
    for line in structure.lines:
        if len(line.text) > _WHOLE or not may_hold(line.text, "all_posts", "about_authors"):
            continue
        match = _posts().search(line.text)
        if match is None:
            continue
        rest = re.sub(r"[\W_]*(?:→|»|>).*$", "", bare_text(line.text[match.end() :]))
        if name := person(rest, lang):
            yield Told(name, line, frozenset({"all posts by"}), match.group() + rest)


@lru_cache(maxsize=1)
def _posts() -> re.Pattern[str]:
    links, heads_ = (either(phrases("phrases", name)) for name in ("all_posts", "about_authors"))
    return re.compile(rf"(?<![^\W\d_])(?:{links}\s+|{heads_}\s*[-–—:]\s*)", re.IGNORECASE)


def _bracketed(structure: Structure, lang: str) -> Found:
    """The people in brackets that close the text: ``… (Anna Keller, Paul Braun, 3.5.2024)``."""
    running = [piece for piece in structure.pieces if len(piece.block.text) > _CLOSED]
    for piece in running[-1:]:
        match = _CLOSING.search(piece.lines[-1].text[-_LONGEST:]) if piece.lines else None
        parts = re.split(r",\s", match["names"]) if match else ()
        names = [person(_FROM.sub("", part), lang) for part in parts if not part[:1].isdigit()]
        if match and names and all(names):
            shown = match.group().strip()
            signs = frozenset({"in brackets at the end"})
            yield from (Told(name, piece.lines[-1], signs, shown) for name in names)


def _pictured(lines: Iterable[Line], lang: str) -> Found:
    """The people whose names are all that a picture's words say."""
    for line in lines:
        for match in _PICTURED.finditer(line.text[:_LONGEST]):
            words, portrait = unpictured(match["alt"])
            if name := person(words, lang):
                signs = frozenset({"portrait" if portrait else "picture's words"})
                yield Told(name, line, signs, match["alt"])


def unpictured(text: str) -> tuple[str, bool]:
    """``text`` without words such as "Avatar of" before it, and whether it had some."""
    match = _portraits().match(text)
    rest = text[match.end() :] if match else text
    words = rest.split()
    half = len(words) // 2
    if match and len(words) % 2 == 0 and words[:half] == words[half:]:
        rest = " ".join(words[:half])
    return rest, match is not None


@lru_cache(maxsize=1)
def _portraits() -> re.Pattern[str]:
    known = either(phrases("phrases", "portraits"))
    return re.compile(rf"{known}\s+(?=\S)", re.IGNORECASE)

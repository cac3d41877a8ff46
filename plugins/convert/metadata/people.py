"""Who wrote a text: names where newspapers put them, beside the headline or at the end.

A name in running prose is that of somebody the text is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from plugins.convert.data import phrases, table
from plugins.convert.metadata import dense_names
from plugins.convert.metadata.language import base
from plugins.convert.metadata.moments import find as find_dates
from plugins.convert.metadata.names import person
from plugins.convert.types import Line, Structure
from plugins.model import Author, Guess, Origin

#: Lines above and below the headline that may hold a byline, and lines at the end.
_ABOVE, _BELOW, _END = 12, 30, 8
_MAX_LINE = 180
#: Lines of a text that has its page's menus in it, where any two words may stand alone.
_MENUS = 60
_MAX_AUTHORS = 6
_UTC = ZoneInfo("UTC")

_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
#: Marks around a line; taken off by strip, since a pattern takes the square of a run's length.
_BEFORE, _AFTER = " \t\u00a0\u202f\u3000*_#>•▪■|–—-([", " \t\u00a0\u202f\u3000*_|)]"
#: What ends the names of a byline.
_STOP = re.compile(
    r"\s*(?:[|•·/@(\[:]|\s[–—-]\s|[–—]|\d|https?:"
    r"|\b(?:on|le|à|am|vom|el|il|in|pour|for|avec|with|mit|con|com|met)\b(?!['’])"
    r"|\b(?i:photos?|fotos?|bilder?|editing|edited|additional|updated|published|publié|mis|staff"
    r"|illustration|special|contributor|read|min|share)\b(?!['’]))"
)
_BETWEEN = re.compile(
    r"\s*(?:[,;&、，；]|(?<=\s)(?:and|et|und|y|e|en|i|и|та|ve|og|och|και)(?=\s)|\s+و\s?(?=[^\W\d_]{2}))\s*"
)
_KOREAN = re.compile(
    r"(?<![\uac00-\ud7a3])([\uac00-\ud7a3]{2,4})\s?(?:인턴)?기자(?![\uac00-\ud7a3])"
)
_NAME = r"[^\W\d_a-z](?:\.|[^\W\d_]*)(?:[-’'][^\W\d_]+)*"
_BIO = re.compile(
    rf"^(?:by\s+)?(?P<name>{_NAME}(?:\s+(?:(?:de|van|von|der|al|bin|da|di|del|la|le)\s+)*{_NAME}){{1,3}})"
    r"(?:\s*\([^()]{2,30}\))?(?:,[^.]{2,60},)?\s+(?P<verb>is|was|writes|covers|reports|edits|works|joined|est|ist"
    r"|schreibt|arbeitet|escribe|es|scrive|è|é|escreve|schrijft|is)\b(?P<rest>.{0,160})"
)
_WRITES = re.compile(r"writes|covers|reports|edits|schreibt|escribe|scrive|escreve|schrijft")
_REACHED = re.compile(
    rf"(?i:contact\s+(?:reporter\s+|the\s+author\s+)?)?(?P<name>{_NAME}(?:\s+{_NAME}){{1,3}})\s+"
    r"(?:can be reached|at\s+\S+@|est joignable)"
)
_AUTHOR_LINK = re.compile(
    r"\[(?P<name>[^\[\]]{4,48})\]\([^()\s]*/(?:authors?|auteurs?|autore?n?|autor[ae]?|profiles?|people|staff"
    r"|contributors?|journalistes?|redaktion|by)/[^()\s]*\)"
)
_PLACE = re.compile(r"\s+in\s+(?:the\s+)?[^\W\d_a-z][\w.-]*(?:\s[^\W\d_a-z][\w.-]*){0,2}")


@dataclass(frozen=True, slots=True)
class Byline:
    """Names in a line, how sure they are a byline, and what of the line says so."""

    names: tuple[str, ...]
    confidence: float
    evidence: str


def guess(structure: Structure, lang: str) -> tuple[tuple[Author, ...], tuple[Guess, ...]]:
    """The authors in the order of the byline, each with its Guess; nobody where nobody is named."""
    bylines = list(_bylines(structure, lang))
    best = max((each.confidence for each in bylines), default=0.0)
    named: dict[str, Guess] = {}
    for byline in bylines:
        if byline.confidence < best - 0.1:
            continue
        for name in byline.names:
            found = Guess("authors", name, Origin.TEXT, byline.confidence, byline.evidence)
            named.setdefault(name.casefold(), found)
        if byline.confidence >= 0.8:
            break  # the first line that says it plainly says all of them
    guesses = tuple(named.values())[:_MAX_AUTHORS]
    return tuple(Author(each.value) for each in guesses), guesses


def _bylines(structure: Structure, lang: str) -> Iterator[Byline]:
    for field in structure.fields:
        if field.name == "authors" and (names := _names(field.value, lang)):
            yield Byline(names, 0.95, field.line.text)
    near, end = edges(structure)
    for line in (*near, *end):
        if len(line.text) <= _MAX_LINE and (names := _said(line.text, lang)):
            yield Byline(names, 0.85, line.text)
    for line in near:
        match = _AUTHOR_LINK.search(line.text) if len(line.text) <= _MAX_LINE else None
        if match and (name := person(match["name"], lang)):
            yield Byline((name,), 0.7, line.text)
    yield from _beside_dates(structure, near, lang)
    yield from _han_names(near, end, lang)
    yield from _bios(structure, end, lang)
    yield from _bare_names(structure, near, end, lang)


def edges(structure: Structure) -> tuple[list[Line], list[Line]]:
    """The lines beside the headline, nearest first below it, and the last ones."""
    top = structure.headline_line.no if structure.headline_line else 0
    lines = structure.lines
    at = next((index for index, line in enumerate(lines) if line.no >= top), 0)
    below = [line for line in lines[at : at + _BELOW] if line.no != top]
    above = list(lines[max(0, at - _ABOVE) : at])
    known = {line.no for line in (*below, *above)}
    rest = [line for line in (*structure.tail, *lines[-_END:]) if line.no not in known]
    end = {line.no: line for line in rest}
    running = {line.no: line for piece in structure.pieces[-3:] for line in piece.lines}
    last = running | {line.no: line for line in lines[-_END:]} | end
    return [*below, *reversed(above)], [last[no] for no in sorted(last)]


def bare_text(text: str) -> str:
    """A line without links, emphasis, bullets and brackets around it."""
    return _LINK.sub(r"\1", text).strip().lstrip(_BEFORE).rstrip(_AFTER).strip()


def _said(text: str, lang: str) -> tuple[str, ...]:
    """The names behind words such as "By" in a line, wherever a part of the line begins so."""
    bare = bare_text(text)
    if han := dense_names.said(bare, lang) or dense_names.said(text, lang):
        return (han,)
    if base(lang) == "ko" and len(bare) < 60 and (korean := _KOREAN.match(bare)):
        return (korean[1],)
    for part in re.split(r"\s*[|•·;]\s*|\s[–—-]\s", bare):
        match = _pattern(base(lang)).match(part)
        if match and (names := _names(part[match.end() :], lang)):
            return names
    return ()


def _names(text: str, lang: str) -> tuple[str, ...]:
    """The names that ``text`` begins with: all, up to the first part that is none."""
    text = _LINK.sub(r"\1", text).strip()
    stop = _STOP.search(text)
    head = text[: stop.start()] if stop and not _PLACE.match(text, stop.start()) else text
    head = _PLACE.sub("", head)
    names: list[str] = []
    for part in _BETWEEN.split(head):
        name = person(part, lang)
        if not name:
            break
        names.append(name)
    rest = head if not names else ""
    return () if rest else tuple(dict.fromkeys(names))[:_MAX_AUTHORS]


@lru_cache(maxsize=32)
def _pattern(lang: str) -> re.Pattern[str]:
    """What stands before names in ``lang`` and in English; letters need a space behind them."""
    listed: dict[str, str] = table("phrases")["bylines"]
    words = {each.strip() for code in (lang, "en") for each in listed.get(code, "").split("|")}
    ordered = sorted(words - {""}, key=lambda word: (-len(word), word))
    return re.compile("(?:" + "|".join(_opener(word) for word in ordered) + ")", re.IGNORECASE)


def _opener(word: str) -> str:
    escaped = re.escape(word).replace(r"\ ", r"\s+")
    return escaped + (r"\s*" if word[-1] in ":：／・/-—＝" else r"\s+")


def _beside_dates(structure: Structure, near: list[Line], lang: str) -> Iterator[Byline]:
    """The first line that is only a name, beside one that is a date or a role."""
    short = [line for line in near if len(line.text) <= 90]
    lower = _lower_words(structure)
    for line in short:
        names, beside = _alone(line.text, lang)
        if not names or any(word.lower() in lower for word in names[0].split()):
            continue
        around = [each for each in short if 0 < abs(each.no - line.no) <= 2]
        if beside or any(_is_date_line(each.text, lang) or _is_role(each.text) for each in around):
            yield Byline(names, 0.6, line.text)
            return


def _han_names(near: list[Line], end: list[Line], lang: str) -> Iterator[Byline]:
    """A Japanese or Chinese name that is a line under the headline, or closes the text."""
    for at, line in enumerate(near[:6]):
        name = dense_names.alone(line.text, lang, bracketed=False)
        around = [*near[max(0, at - 1) : at], *near[at + 1 : at + 2]] if name else []
        if name and (at == 0 or any(_is_date_line(each.text, lang) for each in around)):
            yield Byline((name,), 0.55, line.text)
            return
    for line in end[-3:]:
        if name := dense_names.alone(line.text, lang, bracketed=True):
            yield Byline((name,), 0.55, line.text)


def _lower_words(structure: Structure) -> frozenset[str]:
    """Words that the text writes in lower case: none of them is a name."""
    texts = (line.text for line in structure.lines if len(line.text) > 60)
    return frozenset(
        word
        for text in texts
        for word in re.findall(r"[^\W\d_]{4,}", text[:4000])
        if word.islower()
    )


def _alone(text: str, lang: str) -> tuple[tuple[str, ...], bool]:
    """The names that are a whole line but for a date or a role, and whether one is there."""
    bare = bare_text(text)
    parts = [part for part in re.split(r"\s*[|•·,]\s*|\s[–—-]\s", bare) if part]
    found = _several(parts[0], lang) if parts and not text.startswith("#") else ()
    if not found:
        return (), False
    rest = parts[1:]
    if all(_is_date_line(part, lang) or _is_role(part) or part.isdigit() for part in rest):
        return found, bool(rest) or _is_role(parts[0])
    joined = " ".join(rest)
    return (found, True) if _is_date_line(joined, lang) else ((), False)


def _several(text: str, lang: str) -> tuple[str, ...]:
    """The names that ``text`` is, whole, but for what the last of them does."""
    role = _roles().search(text)
    names = [person(part, lang) for part in _BETWEEN.split(text)]
    if role and role.start():
        words_ = text[: role.start()].split()
        names = [next((n for size in (3, 2) if (n := person(" ".join(words_[:size]), lang))), "")]
    return tuple(names) if names and all(" " in name for name in names) else ()


def _is_date_line(text: str, lang: str) -> bool:
    dates = find_dates(text, lang, _UTC)
    letters = sum(char.isalpha() for char in text)
    spent = sum(sum(c.isalpha() for c in text[d.start : d.end]) for d in dates)
    return bool(dates) and letters - spent <= 24 and "@" not in text


@lru_cache(maxsize=1)
def _roles() -> re.Pattern[str]:
    known = "|".join(re.escape(phrase) for phrase in phrases("phrases", "roles"))
    return re.compile(rf"(?<![^\W\d_])(?<!-)(?:{known})(?:in|e|s)?(?![^\W\d_])", re.IGNORECASE)


def _is_role(text: str) -> bool:
    return len(text) <= 60 and _roles().search(text) is not None


def _bios(structure: Structure, end: Iterable[Line], lang: str) -> Iterator[Byline]:
    """The lines at the end that tell who the author is."""
    body = _running(structure)
    for line in end:
        bare = bare_text(line.text)[:400]
        for match in _REACHED.finditer(bare):
            if name := person(match["name"], lang):
                yield Byline((name,), 0.55, match.group())
        about = _BIO.match(bare)
        if about is None or not (name := person(about["name"], lang)):
            continue
        tells = _WRITES.match(about["verb"]) or _roles().search(about["rest"])
        last = line in structure.lines[-2:]
        if (tells or last) and name.split()[-1] not in body.replace(line.text, ""):
            yield Byline((name,), 0.55, bare[: about.end("name")])


def _bare_names(
    structure: Structure, near: list[Line], end: list[Line], lang: str
) -> Iterator[Byline]:
    """A line that is only a name, right under the headline or closing the text.

    It is no byline if the text speaks of that person.
    """
    if len(structure.lines) > _MENUS or base(lang) == "de":  # all German nouns look like names
        return
    body, lower = _running(structure), _lower_words(structure)
    below = [line for line in near[:2] if structure.headline_line]
    for line in (*below, *end[-2:]):
        listed = line.text.startswith(("*", "-", "•", "+", "[")) or line.text.endswith(":")
        names, _ = _alone(line.text, lang) if len(line.text) <= 60 and not listed else ((), False)
        known = {word for name in names for word in name.split()}
        if names and not any(word in body or word.lower() in lower for word in known):
            yield Byline(names, 0.45, line.text)


def _running(structure: Structure) -> str:
    return "\n".join(line.text for line in structure.lines if len(line.text) > 120)

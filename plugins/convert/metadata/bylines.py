"""Names that the words around them make an author's: "By …", "… is a reporter", a link to one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from zoneinfo import ZoneInfo

from plugins.convert.data import phrases, table
from plugins.convert.metadata import dense_names
from plugins.convert.metadata.language import base
from plugins.convert.metadata.moments import find as find_dates
from plugins.convert.metadata.names import person
from plugins.convert.types import Line, Structure

#: Lines above and below the headline that may hold a byline, and lines at the end.
_ABOVE, _BELOW, _END = 12, 30, 8
_MAX_LINE, _LONGEST_SAID = 180, 300
#: Lines looked at for links, and characters of them; characters of a page in one line.
_LINKED, _LONGEST, _OPENING = 200, 1000, 6000
_MAX_AUTHORS = 6
_UTC = ZoneInfo("UTC")

_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
#: Marks around a line; taken off by strip, since a pattern takes the square of a run's length.
_BEFORE, _AFTER = " \t\u00a0\u202f\u3000*_#>•▪■|–—-([/", " \t\u00a0\u202f\u3000*_|)]/–—-"
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
_REACH = re.compile(r"reached|\sat\s\S+@|joignable")
_AUTHOR_LINK = re.compile(
    r"\[(?P<name>[^\[\]]{4,48})\]\([^()\s]*/(?:authors?|auteurs?|autore?n?|autor[ae]?|profiles?|people|staff"
    r"|contributors?|journalistes?|redaktion|by)/[^()\s]*\)"
)
_PARTS = re.compile(r"\s*(?:[|•·,]|//)\s*|\s[–—/-](?:\s|$)")
#: What may follow a name without a space: a handle, a town in brackets.
_AFTERWORD = re.compile(r"\s?@\w{2,30}$|\s?\([^()]{3,40}\)$")
#: Bylines inside a long line, before a date and behind it.
_INSIDE = re.compile(
    r"(?<![^\W\d_])(?i:by|von|par|por|di|door|av|af)\s+(?P<names>[^\d!?;:|]{5,60}?)[\s,|•·–-]*"
    r"(?:(?:aktualisiert|veröffentlicht|updated|published|publié|mis à jour)"
    r"(?:\s(?:am|on|le))?\s*)?$",
    re.IGNORECASE,
)
_INSIDE_AFTER = re.compile(r"\s*(?i:by|von|par|por|di|door|av|af)\s+(?P<names>[^\d!?;:|]{5,60})")
_PLACE = re.compile(r"\s+in\s+(?:the\s+)?[^\W\d_a-z][\w.-]*(?:\s[^\W\d_a-z][\w.-]*){0,2}")


Found = Iterator[tuple[str, str, set[str]]]


def of(structure: Structure, lang: str) -> Found:
    """Each name that words make an author's, the line or excerpt that does, and its signs."""
    for field in structure.fields:
        if field.name == "authors":
            for name in _names(field.value, lang):
                yield name, field.line.text, {"field"}
    near, end = edges(structure)
    headline = [structure.headline_line] if structure.headline_line else []
    yield from _words_of(headline, "said in the headline", _MAX_LINE, lang)
    yield from _words_of(near, "said", _MAX_LINE, lang)
    below = {line.no for line in near}
    rest = [line for line in end if line.no not in below]
    yield from _words_of(rest, "said at the end", _LONGEST_SAID, lang)
    yield from _in_paragraphs(structure, lang)
    yield from _linked(structure, lang)
    yield from _han_names(near, end, lang)
    yield from _bios(end, lang)


def _words_of(lines: Iterable[Line], sign: str, longest: int, lang: str) -> Found:
    """The names behind words such as "By" in ``lines``."""
    for line in lines:
        names = _said(line.text, lang) if len(line.text) <= longest else ()
        several = {"several"} if len(names) > 1 else set()
        yield from ((name, line.text, {sign, *several}) for name in names)


def _in_paragraphs(structure: Structure, lang: str) -> Found:
    """A byline inside a page that is one long line: ``… von Anna Keller 28.04.2023, 19:09 …``."""
    for line in structure.lines[:4]:
        text = line.text[:_OPENING]
        for date in find_dates(text, lang, _UTC)[:4] if len(text) > _MAX_LINE else ():
            before, after = (
                text[max(0, date.start - 70) : date.start],
                text[date.end : date.end + 70],
            )
            if (match := _INSIDE.search(before)) and (names := _names(match["names"], lang)):
                yield from ((name, match.group().strip(), {"said beside a date"}) for name in names)
            elif (match := _INSIDE_AFTER.match(after)) and (name := _first(match["names"], lang)):
                yield name, match.group().strip()[:60], {"said behind a date"}


def _first(text: str, lang: str) -> str:
    """The name that ``text`` begins with, of the most words."""
    parts = text.split()
    sizes = (size for size in (3, 2) if len(parts) >= size)
    return next((name for size in sizes if (name := person(" ".join(parts[:size]), lang))), "")


def _linked(structure: Structure, lang: str) -> Found:
    for line in structure.lines[:_LINKED]:
        for match in _AUTHOR_LINK.finditer(line.text[:_LONGEST]):
            if name := person(match["name"], lang):
                shown = line.text if len(line.text) <= _MAX_LINE else match["name"]
                yield name, shown, {"linked"}


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


@lru_cache(maxsize=2048)
def bare_text(text: str) -> str:
    """A line without links, emphasis, bullets and brackets around it."""
    return _LINK.sub(r"\1", text).strip().lstrip(_BEFORE).rstrip(_AFTER).strip()


def says(text: str, lang: str) -> bool:
    """Whether a line begins with words such as "By"."""
    return _pattern(base(lang)).match(bare_text(text)) is not None


def _said(text: str, lang: str) -> tuple[str, ...]:
    """The names behind words such as "By" in a line, wherever a part of the line begins so."""
    bare = bare_text(text)
    if len(bare) <= _MAX_LINE:
        bare = _without_dates(bare, lang)[0]
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


def _han_names(near: list[Line], end: list[Line], lang: str) -> Found:
    """A Japanese or Chinese name that is a line under the headline, or closes the text."""
    for at, line in enumerate(near[:6]):
        name = dense_names.alone(line.text, lang, bracketed=False)
        around = [*near[max(0, at - 1) : at], *near[at + 1 : at + 2]] if name else []
        if name and (at == 0 or any(is_date_line(each.text, lang) for each in around)):
            yield name, line.text, {"dense"}
            break
    for line in end[-3:]:
        if name := dense_names.alone(line.text, lang, bracketed=True):
            yield name, line.text, {"dense"}


def alone(text: str, lang: str) -> tuple[tuple[str, ...], bool]:
    """The names that are a whole line but for a date or a role, and whether one is there."""
    bare, dated = _without_dates(bare_text(text), lang)
    bare = _AFTERWORD.sub("", bare)
    parts = [part for part in _PARTS.split(bare) if part.strip()]
    found = _several(parts[0], lang) if parts and not text.startswith("#") else ()
    if not found:
        return (), False
    more = [_several(part, lang) for part in parts[1:]]
    if len(parts) > 1 and all(more):
        return (*found, *(name for names in more for name in names)), dated
    rest = parts[1:]
    if all(is_date_line(part, lang) or _is_role(part) or part.isdigit() for part in rest):
        return found, dated or bool(rest) or _is_role(parts[0])
    return (), False


def _without_dates(text: str, lang: str) -> tuple[str, bool]:
    """``text`` with a bar for each date, and whether it has one."""
    found = find_dates(text, lang, _UTC) if len(text) <= _MAX_LINE else ()
    for mention in reversed(found):
        text = f"{text[: mention.start]} | {text[mention.end :]}"
    return text.strip(_BEFORE), bool(found)


def _several(text: str, lang: str) -> tuple[str, ...]:
    """The names that ``text`` is, whole, but for what the last of them does."""
    role = _roles().search(text)
    names = [person(part, lang) for part in _BETWEEN.split(text)]
    if role and role.start():
        words_ = text[: role.start()].split()
        names = [next((n for size in (3, 2) if (n := person(" ".join(words_[:size]), lang))), "")]
    return tuple(names) if names and all(" " in name for name in names) else ()


def is_date_line(text: str, lang: str) -> bool:
    """Whether a line is a date with few letters beside it."""
    dates = find_dates(text, lang, _UTC)
    if not dates or "@" in text:
        return False
    letters = sum(char.isalpha() for char in text)
    spent = sum(sum(c.isalpha() for c in text[d.start : d.end]) for d in dates)
    return letters - spent <= 24


@lru_cache(maxsize=1)
def _roles() -> re.Pattern[str]:
    known = "|".join(re.escape(phrase) for phrase in phrases("phrases", "roles"))
    return re.compile(rf"(?<![^\W\d_])(?<!-)(?:{known})(?:in|e|s)?(?![^\W\d_])", re.IGNORECASE)


def _is_role(text: str) -> bool:
    return len(text) <= 60 and _roles().search(text) is not None


def _bios(end: Iterable[Line], lang: str) -> Found:
    """The lines at the end that tell who the author is."""
    for line in end:
        bare = bare_text(line.text)[:400]
        reached = _REACHED.finditer(bare) if _REACH.search(bare) else ()
        for match in reached:
            if name := person(match["name"], lang):
                yield name, match.group(), {"reached"}
        about = _BIO.match(bare)
        if about and (name := person(about["name"], lang)):
            tells = _WRITES.match(about["verb"]) or _roles().search(about["rest"])
            yield name, bare[: about.end("name")], {"told of" if tells else "is something"}

"""Names that the words around them make an author's: "By …", "… is a reporter", a link to one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from plugins.convert.data import words
from plugins.convert.metadata import bios, date_words, dense_names
from plugins.convert.metadata.bare import BEFORE, LINK, bare_text
from plugins.convert.metadata.language import base
from plugins.convert.metadata.moments import find as find_dates
from plugins.convert.metadata.names import agency, pen_name, person
from plugins.convert.metadata.openers import opening
from plugins.convert.metadata.told import Found, Told
from plugins.convert.types import Line, Structure
from plugins.text import shorten

#: Lines above and below the headline that may hold a byline, and lines at the end.
_ABOVE, _BELOW, _END = 12, 30, 8
_MAX_LINE, _LONGEST_SAID = 180, 300
#: Characters of a page in one line.
_OPENING = 6000
_MAX_AUTHORS = 6
#: Characters shown of a longer line.
_SHOWN = 120
_UTC = ZoneInfo("UTC")

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
_PARTS = re.compile(r"\s*(?:[|•·,]|//|\*\*)\s*|\s[–—/-](?:\s|$)")
#: What parts the sayings of a line.
_SAYINGS = re.compile(r"\s*[|•·;]\s*|\s[–—*-]\s")
#: A newsroom with its writers: ``MDR (Anna Keller, Paul Braun)``.
_IN_BRACKETS = re.compile(r"[^\W\d_a-z][^()]{1,20}\s?\((?P<names>[^()]{5,80})\)?")
#: A name that is emphasised before other words.
_BOLD = re.compile(r"\*\*[^*]{4,50}\*\*\s")
#: A small word between a name and a date.
_BEFORE_DATE = re.compile(r"\s(?:am|on|le|el|il|em|op|den|du|vom|the)\s+\|")
_IMAGE = re.compile(r"(?<=\S)\s?!\[[^\[\]]*\]\([^()\s]*\)")
#: A mail address behind a name.
_MAIL = re.compile(r"\s\S+@\S+\.\w+")
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


def of(structure: Structure, lang: str) -> Found:
    """Each name that words make an author's, with the line that does and the signs of it."""
    for field in structure.fields:
        if field.name == "authors":
            for name in _names(field.value, lang):
                yield Told(name, field.line, frozenset({"field"}))
    near, end = edges(structure)
    headline = [structure.headline_line] if structure.headline_line else []
    yield from _words_of(headline, "said in the headline", _MAX_LINE, lang)
    yield from _words_of(near, "said", _MAX_LINE, lang)
    below = {line.no for line in near}
    rest = [line for line in end if line.no not in below]
    yield from _words_of(rest, "said at the end", _LONGEST_SAID, lang)
    yield from _in_paragraphs(structure, lang)
    yield from _han_names(near, end, lang)
    yield from bios.of(structure, near, end, lang)


def _words_of(lines: Iterable[Line], sign: str, longest: int, lang: str) -> Found:
    """The names behind words such as "By" in ``lines``."""
    for line in lines:
        text = line.text[:longest]
        names, more = _said(text, lang)
        if text != line.text and "plainly" not in more:
            continue
        signs = frozenset({sign, *more, *(["several"] if len(names) > 1 else [])})
        excerpt = "" if text == line.text else shorten(text, _SHOWN)
        yield from (Told(name, line, signs, excerpt) for name in names)


def _in_paragraphs(structure: Structure, lang: str) -> Found:
    """A byline inside a page that is one long line: ``… von Anna Keller 28.04.2023, 19:09 …``."""
    beside, behind = frozenset({"said beside a date"}), frozenset({"said behind a date"})
    for line in structure.lines[:4]:
        text = line.text[:_OPENING]
        for date in find_dates(text, lang, _UTC)[:4] if len(text) > _MAX_LINE else ():
            before, after = (
                text[max(0, date.start - 70) : date.start],
                text[date.end : date.end + 70],
            )
            if (match := _INSIDE.search(before)) and (names := _names(match["names"], lang)):
                shown = match.group().strip()
                yield from (Told(name, line, beside, shown) for name in names)
            elif (match := _INSIDE_AFTER.match(after)) and (name := _first(match["names"], lang)):
                yield Told(name, line, behind, match.group().strip()[:60])


def _first(text: str, lang: str) -> str:
    """The name that ``text`` begins with, of the most words."""
    parts = text.split()
    sizes = (size for size in (3, 2) if len(parts) >= size)
    return next((name for size in sizes if (name := person(" ".join(parts[:size]), lang))), "")


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


def whole(text: str, lang: str) -> tuple[str, ...]:
    """The names that follow words such as "By" in ``text``."""
    return _said(text, lang)[0]


def _said(text: str, lang: str) -> tuple[tuple[str, ...], set[str]]:
    """The names behind words such as "By" in a line, wherever a part of the line begins so.

    And the signs of how they stand there: behind words that only a byline has, nobody's name.
    """
    bare, dated = bare_text(_IMAGE.sub(" | ", text) if "![" in text else text), False
    if len(bare) <= _MAX_LINE:
        bare, dated = _without_dates(bare, lang)
    if han := dense_names.said(bare, lang) or dense_names.said(text, lang):
        return (han,), {"plainly"}
    if base(lang) == "ko" and len(bare) < 60 and (korean := _KOREAN.match(bare)):
        return (korean[1],), {"plainly"}
    for part in _SAYINGS.split(bare):
        if (match := opening(part, lang)) and (found := _announced(match, dated, lang)):
            return found
    return (), set()


def _announced(
    match: re.Match[str], dated: bool, lang: str
) -> tuple[tuple[str, ...], set[str]] | None:
    """Whom the words behind those of ``match`` name, with signs; ``dated``: beside a date."""
    plain = match.group().strip().casefold() not in words("phrases", "prepositions")
    signs = {"plainly"} if plain else set()
    rest = match.string[match.end() :]
    if names := _names(rest, lang):
        return names, signs
    if agent := _agency(rest):
        return (agent,), {*signs, "agency"}
    if other := pen_name(rest, short=plain or dated):
        return (other,), {*signs, "pen name" if " " not in other else "desk"}
    return None


#: What ends the name of an agency.
_AGENCY_END = re.compile(r"\s*(?:[|•·@(\[:;,/]|\s[–—-]\s|\d)")


def _agency(text: str) -> str:
    """The agency that ``text`` begins with, as it is written there, or an empty text."""
    name = _AGENCY_END.split(text.strip(), maxsplit=1)[0].strip(" .:*_")
    return name if agency(name) else ""


def _names(text: str, lang: str) -> tuple[str, ...]:
    """The names that ``text`` begins with: all, up to the first part that is none."""
    text = _MAIL.sub(" | ", LINK.sub(r"\1", text)).strip()
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


def _han_names(near: list[Line], end: list[Line], lang: str) -> Found:
    """A Japanese or Chinese name that is a line under the headline, or closes the text."""
    for at, line in enumerate(near[:6]):
        name = dense_names.alone(line.text, lang, bracketed=False)
        around = [*near[max(0, at - 1) : at], *near[at + 1 : at + 2]] if name else []
        if name and (at == 0 or any(is_date_line(each.text, lang) for each in around)):
            yield Told(name, line, frozenset({"dense"}))
            break
    for line in end[-3:]:
        if name := dense_names.alone(line.text, lang, bracketed=True):
            yield Told(name, line, frozenset({"dense"}))


def alone(text: str, lang: str) -> tuple[tuple[str, ...], bool]:
    """The names that are a whole line but for a date or a role, and whether one is there."""
    bare, dated = _without_dates(bare_text(text), lang)
    if match := _IN_BRACKETS.fullmatch(bare):
        names = tuple(person(part, lang) for part in match["names"].split(", "))
        if names[0]:
            return tuple(name for name in names if name), False
    parts = [part for part in _PARTS.split(_AFTERWORD.sub("", bare)) if part.strip()]
    found = (
        _several(bios.unpictured(parts[0])[0], lang) if parts and not text.startswith("#") else ()
    )
    if not found:
        return (), False
    more = [_several(part, lang) for part in parts[1:]]
    if len(parts) > 1 and all(more):
        return (*found, *(name for names in more for name in names)), dated
    rest = parts[1:]
    if _BOLD.match(text):  # what follows is what the person does
        return found, True
    if all(is_date_line(part, lang) or _is_beside(part) for part in rest):
        return found, dated or bool(rest) or is_role(parts[0])
    return (), False


def _is_beside(text: str) -> bool:
    """Whether a part of a line may stand beside a name: a role, a number, a paper."""
    paper = len(text.split()) < 4 and not words("sites", "papers").isdisjoint(text.lower().split())
    small = text.casefold() in words("phrases", "around")
    return is_role(text) or text.isdigit() or paper or small


def _without_dates(text: str, lang: str) -> tuple[str, bool]:
    """``text`` with a bar for each date, and whether it has one."""
    found = find_dates(text, lang, _UTC) if len(text) <= _MAX_LINE else ()
    for mention in reversed(found):
        text = f"{text[: mention.start]} | {text[mention.end :]}"
    text = _BEFORE_DATE.sub(" |", text) if found else text
    return text.strip(BEFORE), bool(found)


def _several(text: str, lang: str) -> tuple[str, ...]:
    """The names that ``text`` is, whole, but for what the last of them does."""
    role = bios.role(text)
    names = [person(part, lang) for part in _BETWEEN.split(text)]
    if role and role.start():
        words_ = text[: role.start()].split()
        names = [next((n for size in (3, 2) if (n := person(" ".join(words_[:size]), lang))), "")]
    return tuple(names) if names and all(" " in name for name in names) else ()


def is_date_line(text: str, lang: str) -> bool:
    """Whether a line is a date, or "two hours ago", with few letters beside it."""
    dates = find_dates(text, lang, _UTC)
    if not dates or "@" in text:
        return "@" not in text and date_words.is_relative(text)
    letters = sum(char.isalpha() for char in text)
    spent = sum(sum(c.isalpha() for c in text[d.start : d.end]) for d in dates)
    return letters - spent <= 24


def is_role(text: str) -> bool:
    """Whether a short text says what somebody is who writes."""
    return len(text) <= 60 and bios.role(text) is not None

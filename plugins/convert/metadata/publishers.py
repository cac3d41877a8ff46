"""Names in a text that may be its publisher's, each with the signs for and against it.

``data/publishers.toml`` says what each sign weighs and why.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from plugins.convert.data import words
from plugins.convert.metadata import hosts, papers, site_names
from plugins.convert.metadata.compared import compared
from plugins.convert.metadata.named import MOST, ONLY, SEEN, Named, key
from plugins.convert.metadata.names import agency
from plugins.convert.metadata.sources import (
    COPYRIGHT,
    NOBODY,
    named,
    of_address,
    of_line,
    spelled,
    written,
)
from plugins.convert.types import Line, Structure
from plugins.model import Source

#: Lines at the end and at the top of a page.
_END, _TOP = 8, 6

_FEED = re.compile(r"#?(?P<name>[^»#|]{2,50}?)\s»\s(?:Feed|Comments|Kommentar|Umpan|Flux)")
_RSS = re.compile(
    r"#(?:(?:rss|alternate|next|prev|index)\s)*(?P<name>[^\s»#|][^»#|:]{1,40})(?:\s:\s.*)?$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?P<mark>[|»›•·｜│：]|\s[–—-])\s+(?P<name>[^|»›•·｜│：]{2,50})$|：(?P<wide>[^：]{2,30})$"
)
#: Words in small letters; a tail with more of them is no name.
_LOWER, _RUNNING = re.compile(r"(?<![^\W\d_])[a-zß-öø-ÿа-я]{3,}"), 3
#: Marks around a line.
_MARKS = " *_|•·-–—[]("


def candidates(structure: Structure) -> list[Named]:
    """Every name that may be the publisher's, once, with all its signs; the order is the text's."""
    found: dict[str, Named] = {}
    phrases_: dict[str, set[str]] = {}
    for each in _all(structure):
        name = key(each.source.title)
        if not name:
            continue
        known = found.get(name)
        found[name] = _together(known, each) if known else each
        if each.signs & _PHRASES:
            phrases_.setdefault(name, set()).add(each.evidence)
    several = {name for name, said in phrases_.items() if len(said) > 1}
    return compared(found, several, structure)


_PHRASES = frozenset({"plainly of itself", "of itself", "plainly its own thing", "its own thing"})
#: Rules whose lines may stand behind a text's last one.
_REMAINS = frozenset({"image", "share", "navigation", "advertisement", "read also", "newsletter"})


def _together(one: Named, two: Named) -> Named:
    """Both as one: a name in words is better than an address, an address better than none."""
    title = one.source.title
    if "." in title and "." not in two.source.title:
        title = two.source.title
    return Named(
        Source(title, one.source.url or two.source.url), one.signs | two.signs, one.evidence
    )


def _all(structure: Structure) -> Iterator[Named]:
    yield from _of_fields(structure)
    yield from _of_headline(structure)
    last = last_line(structure)
    for line in _edges(structure):
        for made, sign in of_line(line):
            closing = {f"{sign}, last"} if line == last else set()
            yield Named(made, frozenset({sign, *closing}), line.text)
    yield from _of_lines(structure)
    for site in hosts.of_text(structure.lines[:MOST]):
        yield Named(Source(site.host, f"https://{site.host}/"), site.signs, site.evidence)


def _of_fields(structure: Structure) -> Iterator[Named]:
    for field in structure.fields:
        if field.name in {"url", "source"} and (made := of_address(field.value)):
            yield Named(made, frozenset({"address field"}), field.line.text)
        elif field.name == "source" and (made := named(field.value)):
            yield Named(made, frozenset({"source field"}), field.line.text)


def _of_headline(structure: Structure) -> Iterator[Named]:
    line = structure.headline_line
    if line is None:
        return
    text = line.text.strip(" #*_")
    tail = _TAIL.search(text[-120:])
    running = tail and len(_LOWER.findall(tail["name"] or "")) > _RUNNING
    if tail and not running and (made := named(tail["name"] or tail["wide"])):
        dash = bool(tail["mark"]) and tail["mark"].strip() in "–—-"
        sign = "behind a dash" if dash else "behind a bar"
        yield Named(made, frozenset({sign}), line.text)
    yield from _of_repetition(structure)
    if structure.publisher and (made := named(structure.publisher)):
        before = text.casefold().startswith(structure.publisher.casefold())
        sign = "before the headline" if before else "behind the headline"
        yield Named(made, frozenset({sign}), line.text)


def _of_repetition(structure: Structure) -> Iterator[Named]:
    """What stands behind the headline where a line says both: the page's title, mostly."""
    title = structure.headline.casefold()
    for line in structure.lines[:MOST]:
        text = line.text.strip(_MARKS)
        rest = text[len(title) :] if text[: len(title)].casefold() == title else ""
        rest = rest if line != structure.headline_line and len(rest) <= ONLY else ""
        match = _TAIL.fullmatch(rest) or _TAIL.fullmatch(rest.lstrip())
        if match and (made := named(match["name"] or match["wide"])):
            yield Named(made, frozenset({"behind the headline again"}), line.text)


def last_line(structure: Structure) -> Line | None:
    """The last line that is no remains of pictures and menus."""
    gone = {each.line_no for each in structure.dropped if each.rule in _REMAINS}
    return next((line for line in reversed(structure.lines) if line.no not in gone), None)


def _edges(structure: Structure) -> list[Line]:
    last = {line.no: line for line in (*structure.tail, *structure.lines[-_END:])}
    return [last[no] for no in sorted(last) if last[no] != structure.headline_line]


def _of_lines(structure: Structure) -> Iterator[Named]:
    """Names where pages write their own: feeds, rights, invitations, menus, credits."""
    top = structure.headline_line.no if structure.headline_line else 0
    alone = Counter(line.text[:SEEN].strip(_MARKS) for line in structure.lines)
    for index, line in enumerate(structure.lines[:MOST]):
        text = line.text[:SEEN].strip(_MARKS)
        if index < _TOP and (feed := _FEED.match(text) or _RSS.match(line.text)):
            yield from _named(feed["name"], {"feed"}, line.text)
        rights = COPYRIGHT.match(text) if "photo" not in text.lower() else None
        if rights and not NOBODY.match(rights["name"]):
            yield from _named(rights["name"], set(_of_rights(line, structure)), line.text)
        lone = set(_of_lone(index, alone[text], structure)) if len(text) <= ONLY else None
        if lone and line.no != top and (made := _alone(text)):
            yield Named(made, frozenset(lone), line.text)
        yield from _in_words(text)


def _named(text: str, signs: set[str], evidence: str) -> Iterator[Named]:
    if made := named(text):
        yield Named(made, frozenset(signs), evidence)


def _in_words(text: str) -> Iterator[Named]:
    """Names that the words of a line make a site's, those of known papers and of addresses."""
    for name, sign, shown in site_names.of_line(text):
        if made := _alone(site_names.trimmed(name)):
            yield Named(made, frozenset({sign}), shown)
    for made in spelled(text):
        yield Named(made, frozenset({"spelled address"}), made.title)
    for made in written(text):
        yield Named(made, frozenset({"address in words"}), made.title)
    for name in papers.of_line(text):
        yield Named(Source(name), frozenset({"known paper said"}), name)


def _of_lone(index: int, times: int, structure: Structure) -> Iterator[str]:
    """Signs of a name that is a line of its own."""
    if index < _TOP:
        yield "alone at the top"
    if index >= len(structure.lines) - _END:
        yield "alone at the end"
    if times > 1:
        yield "alone again"


def _of_rights(line: Line, structure: Structure) -> Iterator[str]:
    yield "holder of rights"
    if _COMPANY.search(line.text):
        yield "company"
    if line in structure.lines[-_END:]:
        yield "rights at the end"
    if line == last_line(structure):
        yield "rights, last"
        if len(line.text) <= _SHORT_RIGHTS and not _COMPANY.search(line.text):
            yield "rights alone, last"


#: Characters of a line that says whose the rights are, and that they are reserved.
_SHORT_RIGHTS = 60
_COMPANY = re.compile(
    r"\b(?:inc|llc|ltd|gmbh|group|networks?|media|holdings?|corp|corporation|publishing|publications"
    r"|communications|verlag|ediciones|éditions|s\.a\.?|ag|plc|co)\b",
    re.IGNORECASE,
)


def _alone(text: str) -> Source | None:
    """The name that a few words are, whole, if they may be a site's."""
    name = text.strip(" .,:;’'\"")
    if not 2 < len(name) <= ONLY or name[0].islower() or agency(name):
        return None
    plain = re.findall(r"[^\W\d_]+", name.casefold())
    if all(word in _ordinary() for word in plain):
        return None
    return Source(name.removesuffix("’s").removesuffix("'s"))


@lru_cache(maxsize=1)
def _ordinary() -> frozenset[str]:
    return words("names", "no_names") | words("calendar", "weekdays") | words("sites", "no_site")

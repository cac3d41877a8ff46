"""Names in a text that may be its publisher's, each with the signs for and against it.

``data/publishers.toml`` says what each sign weighs and why.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from plugins.convert.data import phrases, words
from plugins.convert.metadata import hosts, site_names
from plugins.convert.metadata.names import agency
from plugins.convert.metadata.sources import COPYRIGHT, NOBODY, named, of_address, of_line
from plugins.convert.types import Line, Structure
from plugins.model import Source

#: Lines at the end and at the top of a page, and letters of a line that is only a name.
_END, _TOP, _ONLY = 8, 6, 40
#: Characters of a line in which a name is looked for, and lines of a text.
_SEEN, _MOST = 400, 1500
#: How often a text says a name that it is full of.
_OFTEN = 3

_FEED = re.compile(r"#?(?P<name>[^»#|]{2,50}?)\s»\s(?:Feed|Comments|Kommentar|Umpan|Flux)")
_RSS = re.compile(
    r"#(?:(?:rss|alternate|next|prev|index)\s)*(?P<name>[^\s»#|][^»#|:]{1,40})(?:\s:\s.*)?$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?P<mark>[|»›•·｜│：]|\s[–—-])\s+(?P<name>[^|»›•·｜│：]{2,50})$|：(?P<wide>[^：]{2,30})$"
)
#: Signs of names that a text gives as its source's.
SAID = frozenset({"source field", "source said", "source said, last", "behind the headline"})
_ADDRESS_LIKE = re.compile(r"\S*(?://|@|\]\()\S*")
#: Marks around a line.
_MARKS = " *_|•·-–—[]("
_ARTICLE = re.compile(r"^(?:the|le|la|les|el|los|der|die|das|il|lo|o|a)\s+", re.IGNORECASE)
_DOMAIN_END = re.compile(
    r"\.(?:com|org|net|de|fr|it|es|co\.uk|pl|cz|info|ch|at|nl|be|eu|tv|br|ru)$"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name of the text that may be its publisher's."""

    source: Source
    signs: frozenset[str]
    evidence: str


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
    return _compared(found, several, structure)


_PHRASES = frozenset({"plainly of itself", "of itself", "plainly its own thing", "its own thing"})
#: Rules whose lines may stand behind a text's last one.
_REMAINS = frozenset({"image", "share", "navigation", "advertisement", "read also", "newsletter"})
_TAILS = frozenset({"behind a dash", "behind a bar", "behind the headline"})


def key(name: str) -> str:
    """What two forms of a name have in common: ``The Courier``, ``courier.com``."""
    bare = _DOMAIN_END.sub("", _ARTICLE.sub("", name.casefold().removeprefix("www.")))
    decomposed = unicodedata.normalize("NFD", bare)
    return "".join(char for char in decomposed if char.isalnum())


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
    for site in hosts.of_text(structure.lines[:_MOST]):
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
    if tail and (made := named(tail["name"] or tail["wide"])):
        dash = bool(tail["mark"]) and tail["mark"].strip() in "–—-"
        sign = "behind a dash" if dash else "behind a bar"
        yield Named(made, frozenset({sign}), line.text)
    if structure.publisher and (made := named(structure.publisher)):
        before = text.casefold().startswith(structure.publisher.casefold())
        sign = "before the headline" if before else "behind the headline"
        yield Named(made, frozenset({sign}), line.text)


def last_line(structure: Structure) -> Line | None:
    """The last line that is no remains of pictures and menus."""
    gone = {each.line_no for each in structure.dropped if each.rule in _REMAINS}
    return next((line for line in reversed(structure.lines) if line.no not in gone), None)


def _edges(structure: Structure) -> list[Line]:
    last = {line.no: line for line in (*structure.tail, *structure.lines[-_END:])}
    return [last[no] for no in sorted(last) if last[no] != structure.headline_line]


def _of_lines(structure: Structure) -> Iterator[Named]:
    """Names where pages write their own: rights, invitations, menus, credits."""
    top = structure.headline_line.no if structure.headline_line else 0
    alone = Counter(line.text[:_SEEN].strip(_MARKS) for line in structure.lines)
    for index, line in enumerate(structure.lines[:_MOST]):
        text = line.text[:_SEEN].strip(_MARKS)
        feed = _FEED.match(text) if index < _TOP else None
        if not feed and index < _TOP:
            feed = _RSS.match(line.text)
        if feed and (made := named(feed["name"])):
            yield Named(made, frozenset({"feed"}), line.text)
        rights = COPYRIGHT.match(text)
        made = named(rights["name"]) if rights and "photo" not in text.lower() else None
        if made and not NOBODY.match(made.title):
            yield Named(made, frozenset(_of_rights(line, structure)), line.text)
        lone = frozenset(_of_lone(index, alone[text], structure)) if len(text) <= _ONLY else None
        if lone and line.no != top and (made := _alone(text)):
            yield Named(made, lone, line.text)
        for name, sign, shown in site_names.of_line(text):
            if made := _alone(name):
                yield Named(made, frozenset({sign}), shown)


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


_COMPANY = re.compile(
    r"\b(?:inc|llc|ltd|gmbh|group|media|holding|s\.a\.?|ag|plc|co)\b", re.IGNORECASE
)


def _alone(text: str) -> Source | None:
    """The name that a few words are, whole, if they may be a site's."""
    name = text.strip(" .,:;’'\"")
    if not 2 < len(name) <= _ONLY or name[0].islower() or agency(name):
        return None
    plain = re.findall(r"[^\W\d_]+", name.casefold())
    if all(word in _ordinary() for word in plain):
        return None
    return Source(name.removesuffix("’s").removesuffix("'s"))


@lru_cache(maxsize=1)
def _ordinary() -> frozenset[str]:
    return words("names", "no_names") | words("calendar", "weekdays") | words("sites", "no_site")


def _compared(found: dict[str, Named], several: set[str], structure: Structure) -> list[Named]:
    """The candidates with the signs that a look at the others and the whole text gives."""
    whole = " ".join(line.text[:_SEEN] for line in structure.lines[:_MOST]).casefold()
    addressed = [name for name, each in found.items() if any(":" in sign for sign in each.signs)]
    page = len(structure.lines) > 60
    spoken = _ADDRESS_LIKE.sub(" ", whole) if addressed else ""
    squeezed = re.sub(r"[\W_]+", "", spoken) if addressed else ""
    made = []
    for name, each in found.items():
        title = each.source.title.casefold()
        times = whole.count(title) if len(title) > 2 else 0
        tail = bool(each.signs & _TAILS)
        words_ = set(re.findall(r"[^\W\d_]+", title))
        holds = {
            "said often": times >= _OFTEN,
            "said twice": times == 2,
            "several phrases": name in several,
            "as an address": any(_alike(name, other) for other in addressed if other != name),
            "agency's name": not each.signs & SAID and bool(agency(each.source.title)),
            "section's name": title.replace("-", " ") in _section_names(),
            "a paper's word": bool(words_ & words("sites", "papers"))
            or any(word in title for word in _dense_papers()),
            "tail said in the text": tail and times > 2,
            "page": page,
            "several words": len(title.split()) > 1,
            "ends like an address": _DOMAIN_END.search(title) is not None,
            "host said": any(":" in sign for sign in each.signs) and name in squeezed,
            "short host": any(":" in sign for sign in each.signs) and len(name) < 4,
            "alone on a page": page and "alone again" in each.signs,
        }
        signs = each.signs | {sign for sign, true in holds.items() if true}
        made.append(replace(each, signs=signs))
    return made


@lru_cache(maxsize=1)
def _dense_papers() -> tuple[str, ...]:
    """Words of papers in scripts without spaces."""
    return tuple(sorted(word for word in words("sites", "papers") if word[0] >= "\u3000"))


def _alike(name: str, other: str) -> bool:
    """Whether a name is nearly that of an address."""
    short, long = sorted((name, other), key=len)
    return len(short) >= 4 and short in long and len(long) <= 2 * len(short)


@lru_cache(maxsize=1)
def _section_names() -> frozenset[str]:
    return frozenset(phrases("sites", "sections"))

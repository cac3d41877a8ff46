"""Where a text was first published, where it says so: at its end or behind its headline."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from plugins.convert.data import alternatives, table
from plugins.convert.metadata.agencies import agencies
from plugins.convert.types import Line, Structure
from plugins.model import Guess, Origin, Source
from plugins.text import one_line

_END = 8
_MAX_LINE = 160
_MAX_NAME = 60

_SITE = table("sites")
_TLD = _SITE["domains"]["endings"].replace(" ", "|").replace(".", r"\.")
_DOMAIN = re.compile(
    r"(?:https?://)?(?:www\.)?"
    rf"(?P<host>[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*\.(?:{_TLD}))(?![a-z0-9])"
    r"(?P<path>/\S*)?",
    re.IGNORECASE,
)
_LABEL = re.compile(
    rf"^\W{{0,3}}(?:{alternatives('sites', 'labels')})\s*(?:[:：—–-]|(?<=\s))\s*(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)[\s©,:]*(?:\(c\)\s*|copyright\s*)?"
    r"(?:(?:19|20)\d\d(?:\s*[-–/]\s*(?:(?:19|20)?\d\d|present))?)?[\s,–-]*"
    r"(?:by\s+)?(?P<name>[^\W\d_][^|•·©\n]{1,70}?)"
    r"(?=\s*(?:[|•·©]|[.,–-]\s|\.$|$|\s(?:19|20)\d\d|inc\.?\b|ltd\.?\b|llc\b|gmbh\b"
    rf"|s\.?a\.?\b|{alternatives('sites', 'reserved')}))",
    re.IGNORECASE,
)
_FOLLOW = re.compile(
    rf"(?:{alternatives('sites', 'follow')})\s+(?P<name>[A-ZÀ-Þ][^|.,:!?]{{1,40}}?)"
    r"(?:['’]s)?(?:\s+(?:newsletter|app|for free|today)\b.*)?[.!:]?$"
)
_COMPANY = re.compile(
    r"[\s,]*(?:inc|ltd|llc|gmbh|s\.?a\.?|ag|plc|co|corp|b\.?v\.?)\.?$", re.IGNORECASE
)
_OWNER = re.compile(r"\b(?:Inc|LLC|Ltd|GmbH|Group|Media|Holding)\b")
#: Hosts of everybody, which are nobody's source.
_SOCIAL = re.compile(rf"(?:^|\.)(?:{alternatives('sites', 'social')})\.[a-z.]{{2,6}}$")
#: Words that follow a copyright sign and name nobody.
_NOBODY = re.compile(rf"(?:{alternatives('sites', 'nobody')})", re.IGNORECASE)


#: An address that says where it leads; without a name and a password in it.
_ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*\.[a-z]{2,24})"
    r"(?::\d{1,5})?(?P<path>/[^\s<>\"'`\\]*)?(?=$|\s)",
    re.IGNORECASE,
)
_MAX_ADDRESS = 500
#: How sure it is that an agency is the source, where nothing says more.
_AGENCY = 0.5
#: "（京都新聞）": a newspaper or station in brackets that close a text without spaces.
_BRACKETED = re.compile(
    r"(?:^|[。！？」])\s*[（(【](?P<name>[^（）()【】\s、。：:]{1,20}(?:新聞|新聞社|通信|通信社|日報|テレビ|放送|ニュース|オンライン"
    r"|日报|晚报|早报|晨报|新闻|新闻网|新闻社|电视台|時報|日報社|신문|일보|뉴스))[）)】]\s*$"
)


@dataclass(frozen=True, slots=True)
class _Found:
    source: Source
    confidence: float
    evidence: str


def guess(structure: Structure, lang: str = "") -> tuple[Source | None, tuple[Guess, ...]]:
    """The source with its Guess, or nothing: what says it most plainly, of equals the first."""
    best = max(_candidates(structure, lang), key=lambda each: each.confidence, default=None)
    best = _with_address(best, _addressed(structure))
    if best is None:
        return None, ()
    shown = f"{best.source.title} <{best.source.url}>" if best.source.url else best.source.title
    return best.source, (Guess("source", shown, Origin.TEXT, best.confidence, best.evidence),)


def _with_address(best: _Found | None, addressed: _Found | None) -> _Found | None:
    """What names the source, at the address that the text has of itself; an agency is no name."""
    if best is None or addressed is None:
        return addressed or best
    if best.confidence <= _AGENCY:
        return addressed
    return (
        best
        if best.source.url
        else replace(best, source=replace(best.source, url=addressed.source.url))
    )


def _addressed(structure: Structure) -> _Found | None:
    """The source that a line ``URL: https://…`` says the text to be from."""
    for field in structure.fields:
        if field.name in {"url", "source"} and (made := of_address(field.value)):
            return _Found(made, 0.9, field.line.text)
    return None


def of_address(text: str) -> Source | None:
    """The source of a whole address: its host is its name, whatever it ends in.

    None where ``text`` is no http(s) address, or one of a host of everybody.
    """
    match = _ADDRESS.match(text.strip(" <>()[]"))
    if match is None or len(match.group()) > _MAX_ADDRESS:
        return None
    host = match["host"].lower()
    if _SOCIAL.search(host):
        return None
    return Source(
        host.removeprefix("www."), f"{match['scheme'].lower()}://{host}{match['path'] or '/'}"
    )


def _candidates(structure: Structure, lang: str) -> Iterator[_Found]:
    for field in structure.fields:
        if field.name == "source" and not of_address(field.value) and (made := named(field.value)):
            yield _Found(made, 0.95, field.line.text)
    end = _end(structure)
    for line in reversed(end):
        yield from _of_line(line)
    if structure.publisher and (made := named(structure.publisher)):
        yield _Found(made, 0.7, structure.headline_line.text if structure.headline_line else "")
    yield from _of_whole(structure)
    for name, evidence in agencies(structure, lang):
        yield _Found(Source(name), _AGENCY, evidence)


def _end(structure: Structure) -> list[Line]:
    last = {line.no: line for line in (*structure.tail, *structure.lines[-_END:])}
    return [last[no] for no in sorted(last) if last[no] != structure.headline_line]


def _of_line(line: Line) -> Iterator[_Found]:
    text = line.text.strip(" *_[]()|<>")
    if len(text) > _MAX_LINE or "![" in line.text:
        return
    label = _LABEL.match(text)
    if label and (made := named(label["rest"])):
        yield _Found(made, 0.9, line.text)
    if bracketed := _BRACKETED.search(line.text):
        yield _Found(Source(bracketed["name"]), 0.8, line.text)
    whole = _DOMAIN.fullmatch(text) if not line.text.startswith(("*", "•", "+")) else None
    if whole and not _SOCIAL.search(whole["host"].lower()):
        yield _Found(_of_domain(whole), 0.7 if whole["path"] else 0.85, line.text)


def _of_whole(structure: Structure) -> Iterator[_Found]:
    """Copyright lines and invitations: names that stand on a page for the page itself."""
    short = [
        line
        for line in structure.lines
        if len(line.text) <= 200 and "photo" not in line.text.lower()
    ]
    for line in short:
        match = _COPYRIGHT.match(line.text.lstrip(" *_|•·-–—[("))
        made = named(_COMPANY.sub("", match["name"])) if match else None
        if made and not _NOBODY.match(made.title) and _stands(made, line, structure):
            yield _Found(made, 0.6, line.text)
    names = [match["name"].strip() for line in short if (match := _FOLLOW.search(line.text[:80]))]
    for name, times in sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0]))[:1]:
        made = named(name)
        if made and (times > 1 or _times(name, structure) >= 2):
            yield _Found(made, 0.45, f"… {name}")


def _stands(made: Source, line: Line, structure: Structure) -> bool:
    """Whether a holder of rights is the page's own name: a plain one at its end, or repeated."""
    company = _COMPANY.search(line.text) or _OWNER.search(line.text)
    at_end = line in structure.lines[-_END:] and len(line.text) <= 80
    return (at_end and not company) or _times(made.title, structure) >= 2


def _times(name: str, structure: Structure) -> int:
    """Lines that hold ``name``."""
    return sum(name.casefold() in line.text.casefold() for line in structure.lines)


def named(text: str) -> Source | None:
    """The source that ``text`` names by its title, its address or both; None where by neither."""
    text = one_line(re.sub(r"\[([^\[\]]*)\]\((\S+?)\)", r"\1 \2", text)).strip(
        " *_|<>()[].,;:–—-\"'“”«»"
    )
    domain = _DOMAIN.search(text)
    if re.search(r"(?:19|20)\d\d|_", text[: domain.start()] if domain else text):
        return None
    if domain and "@" not in text and not _SOCIAL.search(domain["host"].lower()):
        title = text[: domain.start()].strip(" ,;:()–—-<|")
        return _of_domain(domain, title if 2 <= len(title) <= _MAX_NAME else "")
    if not 2 <= len(text) <= _MAX_NAME or not any(char.isalpha() for char in text):
        return None
    return Source(text)


def _of_domain(match: re.Match[str], title: str = "") -> Source:
    """Titles keep the domain's capitals ("Jforum.fr"); addresses are lower case and secure."""
    host = match["host"].lower()
    path = (match["path"] or "/").rstrip(").,;]>")
    if urlsplit(f"https://{host}{path}").path in {"", "/"}:
        path = "/"
    return Source(title or match["host"], f"https://{host}{path}")

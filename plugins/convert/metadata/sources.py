"""Names and addresses of sources in a few words, and in the lines that say them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from plugins.convert.data import alternatives, table
from plugins.convert.types import Line
from plugins.model import Source
from plugins.text import one_line

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
COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)[\s©,:]*(?:\(c\)\s*|copyright\s*)?"
    r"(?:(?:19|20)\d\d(?:\s*[-–/]\s*(?:(?:19|20)?\d\d|present))?)?[\s,–-]*"
    r"(?:by\s+)?(?P<name>[^\W\d_][^|•·©\n]{1,70}?)"
    r"(?=\s*(?:[|•·©]|[.,–-]\s|\.$|$|\s(?:19|20)\d\d|inc\.?\b|ltd\.?\b|llc\b|gmbh\b"
    rf"|s\.?a\.?\b|{alternatives('sites', 'reserved')}))",
    re.IGNORECASE,
)
#: An address in running text that is written as a name.
_SPELLED = re.compile(rf"(?<![\w./@-])[A-ZÀ-Þ][\w-]{{2,30}}\.(?:{_TLD})(?![\w/@-])")
#: The end of an address in running text that is written small, with a small word before it.
_SMALL_END = re.compile(rf"(?<=[a-z0-9])\.(?:{_TLD})(?![\w/@-])(?!\.\w)")
_SMALL = re.compile(r"(?<![\w./@:-])(?:www\.)?[a-z0-9-]{2,40}$")
_DOTTED = re.compile(r"\.[a-z]")
#: Hosts of everybody, which are nobody's source.
_SOCIAL = re.compile(rf"(?:^|\.)(?:{alternatives('sites', 'social')})\.[a-z.]{{2,6}}$")
#: Words that follow a copyright sign and name nobody.
NOBODY = re.compile(rf"(?:{alternatives('sites', 'nobody')})", re.IGNORECASE)


#: An address that says where it leads; without a name and a password in it.
_ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*\.[a-z]{2,24})"
    r"(?::\d{1,5})?(?P<path>/[^\s<>\"'`\\]*)?(?=$|\s)",
    re.IGNORECASE,
)
_MAX_ADDRESS = 500
#: "（京都新聞）": a newspaper or station in brackets that close a text without spaces.
_BRACKETED = re.compile(
    r"(?:^|[。！？」])\s*[（(【](?P<name>[^（）()【】\s、。：:]{1,20}(?:新聞|新聞社|通信|通信社|日報|テレビ|放送|ニュース|オンライン"
    r"|日报|晚报|早报|晨报|新闻|新闻网|新闻社|电视台|時報|日報社|신문|일보|뉴스))[）)】]\s*$"
)


def of_address(text: str) -> Source | None:
    """The source of a whole address: its host is its name, whatever it ends in."""
    match = _ADDRESS.match(text.strip(" <>()[]"))
    if match is None or len(match.group()) > _MAX_ADDRESS:
        return None
    host = match["host"].lower()
    if _SOCIAL.search(host):
        return None
    return Source(
        host.removeprefix("www."), f"{match['scheme'].lower()}://{host}{match['path'] or '/'}"
    )


def spelled(text: str) -> Iterator[Source]:
    """The sites that ``text`` speaks of by an address with a capital letter: ``Courier.com``."""
    for match in _SPELLED.finditer(text) if _DOTTED.search(text) else ():
        whole = _DOMAIN.fullmatch(match.group())
        if whole and not _SOCIAL.search(whole["host"].lower()):
            yield _of_domain(whole)


def written(text: str) -> Iterator[Source]:
    """The sites that ``text`` speaks of by a plain address: ``visiting lecourrier.fr today``."""
    for end in _SMALL_END.finditer(text) if "." in text else ():
        start = _SMALL.search(text, max(0, end.start() - 45), end.start())
        whole = _DOMAIN.fullmatch(text[start.start() : end.end()]) if start else None
        if whole and not _SOCIAL.search(whole["host"].lower()):
            yield _of_domain(whole)


def of_line(line: Line) -> Iterator[tuple[Source, str]]:
    """The sources that a line at a text's end names, each with the sign that says so."""
    text = line.text.strip(" *_[]()|<>")
    if len(text) > _MAX_LINE or "![" in line.text:
        return
    label = _LABEL.match(text)
    if label and (made := named(label["rest"])):
        yield made, "source said"
    if bracketed := _BRACKETED.search(line.text):
        yield Source(bracketed["name"]), "in brackets"
    whole = _DOMAIN.fullmatch(text) if not line.text.startswith(("*", "•", "+")) else None
    if whole and not _SOCIAL.search(whole["host"].lower()):
        yield _of_domain(whole), "address with a path" if whole["path"] else "address alone"


def named(text: str) -> Source | None:
    """The source that ``text`` names by its title, its address or both; None where by neither."""
    text = one_line(re.sub(r"\[([^\[\]]*)\]\((\S+?)\)", r"\1 \2", text)).strip(
        " *_|<>()[].,;:–—-\"'“”«»"
    )
    domain = _DOMAIN.search(text)
    if re.search(r"(?:19|20)\d\d|_", text[: domain.start()] if domain else text):
        return None
    if domain and "@" not in text and not _SOCIAL.search(domain["host"].lower()):
        before = text[: domain.start()].rstrip()
        glued = before and before[-1] not in ",;:(–—-<|" and text[domain.start()].isupper()
        title = text if glued else before.strip(" ,;:()–—-<|")
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

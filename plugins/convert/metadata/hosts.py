"""The sites whose addresses stand in a text: its pictures', its links', its people's mail."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from plugins.convert.data import table, words
from plugins.convert.types import Line

#: Characters of a line that are looked at, and addresses of a text.
_SEEN, _MOST = 6000, 400
_ADDRESS = re.compile(
    r"(?P<picture>!\[[^\]]{0,300}\]\()?(?P<link>(?<=\]\()|(?<=[(<]))?(?:https?:)?//(?:web\.archive\.org/web/\w{4,20}/https?://)?"
    r"(?:www\.)?(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?P<path>[/?:][^\s)]{0,400}|(?=[\s)>,\"'\]]|$))",
    re.IGNORECASE,
)
#: No name and password before a host.
_MAIL = re.compile(
    r"(?<![:\w.+-])[\w.+-]{1,40}@(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE
)


#: Names of hosts that only serve pictures: nobody reads them as a name.
_SERVERS = re.compile(r"cdn|img|static|image|assets|cloud|media$|cache|photo|pixel")


@dataclass(frozen=True, slots=True)
class Site:
    """A site, and how a text has its addresses."""

    host: str
    """Without the names of its servers before it: ``lecourrier.fr``."""
    signs: frozenset[str]
    evidence: str
    """Its first address."""


def stem(host: str) -> str:
    """The part of a host that is the site's name: ``lecourrier`` of ``img.lecourrier.co.uk``."""
    return site_of(host).split(".")[0]


def site_of(host: str) -> str:
    """The host without the names of servers before the site's name."""
    labels = host.lower().removeprefix("www.").split(".")
    pair = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in words("sites", "pairs")
    return ".".join(labels[-3 if pair else -2 :])


def is_nobodys(host: str) -> bool:
    """Whether a host serves everybody: networks, stores, archives, picture agencies."""
    labels = host.lower().split(".")
    return not words("sites", "everybody").isdisjoint(labels) or stem(host) in _social()


@lru_cache(maxsize=1)
def _social() -> frozenset[str]:
    text = str(table("sites")["social"]["words"])
    return frozenset(part.strip() for part in text.replace("\n", "|").split("|"))


def of_text(lines: Iterable[Line]) -> list[Site]:
    """The sites that the most addresses lead to, each with the signs it has."""
    found: dict[str, Counter[str]] = {}
    first: dict[str, str] = {}
    servers: dict[str, str] = table("sites")["servers"]
    for kind, host, shown in _addresses(lines):
        site = servers.get(site_of(host), site_of(host))
        if site and stem(host) and not is_nobodys(host) and len(stem(host)) > 1:
            found.setdefault(site, Counter())[kind] += 1
            first.setdefault(site, shown)
    totals = Counter({kind: sum(each[kind] for each in found.values()) for kind in _KINDS})
    return [
        Site(site, frozenset(_signs(counts, totals)), first[site])
        for site, counts in found.items()
        if not _SERVERS.search(stem(site))
    ]


_KINDS = ("picture", "link", "plain", "mail")


def _signs(counts: Counter[str], totals: Counter[str]) -> Iterator[str]:
    for kind in _KINDS:
        if counts[kind]:
            share = counts[kind] / totals[kind]
            yield (
                f"{kind}: all"
                if share == 1
                else f"{kind}: most"
                if share > 0.5
                else f"{kind}: some"
            )
            if counts[kind] == 1 or counts[kind] > 4:
                yield f"{kind}: {'one' if counts[kind] == 1 else 'many'}"


def _addresses(lines: Iterable[Line]) -> Iterator[tuple[str, str, str]]:
    """Kind, host and evidence of every address."""
    seen = 0
    for line in lines:
        if "//" not in line.text and "@" not in line.text:
            continue
        text = line.text[:_SEEN]
        for match in _ADDRESS.finditer(text):
            link = match["link"] is not None
            kind = "picture" if match["picture"] else "link" if link else "plain"
            seen += 1
            yield kind, match["host"], _shown(match)
        for match in _MAIL.finditer(text):
            yield "mail", match["host"], _shown(match)
        if seen > _MOST:
            return


def _shown(match: re.Match[str]) -> str:
    return match.group().strip(" ![](<")[:120]

"""Which address is whose: pure. Who asks first has it, in an order that no clock or disk decides.

Pages come before posts, posts with an address of their own before those that get one from date
and slug (those in the site's language first), static files last; within each the paths decide.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from plugins import addresses
from plugins.adapter.survey import Kind
from plugins.config import Settings
from plugins.errors import Problem
from plugins.hashing import digest
from plugins.model import Post

_ORDER: Mapping[Kind, int] = {"page": 0, "post": 1, "static": 2, "": 3}
_YIELDING = frozenset(each.casefold() for each in addresses.YIELDING)
#: What a site does without by settings, and its editor may have instead.
_WITHOUT_SEARCH = frozenset({"search"})
_WITHOUT_DISCOVERY = frozenset({"sitemap.xml", "sitemap-news.xml"})


@dataclass(frozen=True, slots=True)
class Claimant:
    """Content that needs a place in the output."""

    n: int
    path: str
    kind: Kind
    id: str
    candidates: tuple[str, ...]
    """Addresses in the order in which it would have them; one where it was given."""
    is_given: bool
    aliases: tuple[str, ...] = ()
    is_draft: bool = False
    """A draft's address is like no other, and it claims nothing."""
    state: int = 0
    """What is seen of it once it has a place."""
    is_foreign: bool = False
    """Whether it is not in the site's own language, which has the plain address of two alike."""
    copies: tuple[str, ...] = ()
    """Endings of the compressed copies that stand beside it, if it is a text."""
    is_barred: bool = False
    """Whether nothing of the editor's may stand there."""

    @property
    def rank(self) -> tuple[int, bool, bool, str]:
        """Whose turn it is."""
        return _ORDER[self.kind], not self.is_given, self.is_foreign, self.path


@dataclass(slots=True)
class Placed:
    """What a claimant got."""

    claimant: Claimant
    url: str = ""
    """Empty where it got no place."""
    aliases: list[str] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    """Places it asked for, in the form of ``place``: whoever asks for one of them is its rival."""
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, message: str, remedy: str, code: str) -> None:
        where = f"content/{self.claimant.path}"
        self.problems.append(Problem(where, message, remedy, code=code))


def claimant_of(
    n: int, path: str, kind: Kind, post: Post, settings: Settings, state: int
) -> Claimant:
    """What a post or page, its ``url`` being the one given or empty, asks for."""
    zone, is_foreign = settings.timezone, post.lang != settings.lang
    if post.status == "draft" and kind == "post":
        own = f"drafts/{post.slug}-{digest(post.id, 8)}/"
        return Claimant(n, path, kind, post.id, (own,), True, is_draft=True, state=state)
    slugs = (post.slug, f"{post.slug}-{post.lang.lower()}", f"{post.slug}-{digest(path, 8)}")
    derived = (addresses.article(post.published, slug, zone) for slug in slugs)
    wanted = (post.url,) if post.url else tuple(derived)
    return Claimant(
        *(n, path, kind, post.id, wanted, bool(post.url), post.aliases),
        state=state,
        is_foreign=is_foreign,
        copies=settings.compressed,
    )


def file_claimant(n: int, path: str, address: str, settings: Settings, state: int) -> Claimant:
    """What the static file at ``path`` asks for: ``address`` alone."""
    return Claimant(
        *(n, path, "static", "", (address,), True),
        state=state,
        copies=settings.compressed,
        is_barred=_is_sites(address, settings),
    )


def _is_sites(address: str, settings: Settings) -> bool:
    """Whether ``address`` is for outputs of the site's own, which yield to no file."""
    if address in addresses.YIELDING:
        return False
    key = address.casefold()
    if not _YIELDING.isdisjoint((key, *folders(key))):
        return True  # the same place on some file systems, or below it
    first = key.partition("/")[0]
    plain = addresses.without_copy(first)
    if plain != first and first.rpartition(".")[2] in settings.compressed:
        return plain in addresses.RESERVED
    without = _WITHOUT_SEARCH if not settings.search else frozenset()
    without |= _WITHOUT_DISCOVERY if not settings.discovery else frozenset()
    return first in addresses.RESERVED - without


@lru_cache(maxsize=4096)
def place(address: str) -> str:
    """Equal for addresses that are one place on some file system."""
    path = addresses.output_path(address)
    return unicodedata.normalize("NFKC", path).casefold() if not path.isascii() else path.lower()


def folders(key: str) -> Iterator[str]:
    """Names of the folders above a place."""
    for match in re.finditer("/", key):
        yield key[: match.start()]


def assign(claimants: Iterable[Claimant]) -> list[Placed]:
    """An address for each of ``claimants``, who are all that could be rivals of one another."""
    office = _Office({}, {})
    order = sorted(claimants, key=lambda each: each.rank)
    placed = [office.place(each) for each in order if each.kind != "static"]
    for each in placed:
        if each.url:
            office.settle_aliases(each)
    return placed + [office.place(each) for each in order if each.kind == "static"]


@dataclass(slots=True)
class _Office:
    owners: dict[str, str]
    """Path of the content whose page stands at a place, and of one in each folder."""
    ids: dict[str, Placed]
    """Who has an id."""

    def place(self, claimant: Claimant) -> Placed:
        found = Placed(claimant)
        if claimant.id in self.ids and claimant.kind == "post":
            owner = self.ids[claimant.id]
            message = f"has the same Id as content/{owner.claimant.path}"
            found.refuse(message, "give one of them another Id or delete it", "same-id")
            for each in (owner, found):  # who is asked when the other one is
                each.tried.append(f"id:{claimant.id}")
            return found
        self._settle(found)
        if found.url:
            self.ids.setdefault(claimant.id, found)
        return found

    def _settle(self, found: Placed) -> None:
        claimant = found.claimant
        if claimant.is_draft:
            found.url = claimant.candidates[0]
            return
        for address in claimant.candidates:
            if self._claim(address, found):
                found.url = address
                return
        self._say_taken(found)

    def _say_taken(self, found: Placed) -> None:
        claimant, address = found.claimant, found.claimant.candidates[0]
        owner = self._owner(_keys(claimant, address))
        if claimant.kind == "static":
            message = f"would take the place of another output: {address}"
            found.refuse(message, "rename the file", "same-address")
        elif claimant.kind == "page":
            message = f"has an address already taken: {address}"
            found.refuse(message, "give another Url", "same-address")
        else:
            message = f"has the same address as content/{owner}: {address}"
            found.refuse(message, "give one of them another Url", "same-address")

    def settle_aliases(self, found: Placed) -> None:
        """Keeps those earlier addresses where nothing else stands; others are Problems."""
        for alias in found.claimant.aliases:
            if not addresses.is_free(alias):
                message = f"the alias {alias!r} is not an address that a post may have had"
                found.refuse(message, "correct its Aliases line", "content")
                continue
            if self._claim(alias, found):
                found.aliases.append(alias)
            elif place(alias) != place(found.url):
                owner = self._owner(_keys(found.claimant, alias))
                message = f"the alias {alias!r} is an address of content/{owner}"
                found.refuse(message, "correct its Aliases line", "same-address")

    def _claim(self, address: str, found: Placed) -> bool:
        """Whether ``address`` and its copies' were free; they are then taken."""
        keys, path = _keys(found.claimant, address), found.claimant.path
        found.tried += keys
        if found.claimant.is_barred or self._owner(keys):
            return False
        for key in keys:
            self.owners[key] = path
        for folder in folders(keys[0]):
            self.owners.setdefault(f"{folder}/", path)
        return True

    def _owner(self, keys: tuple[str, ...]) -> str:
        """Who has one of the places, has it for a folder, or a page where its folder must be."""
        wanted = (*keys, *(f"{key}/" for key in keys), *folders(keys[0]))
        return next((self.owners[each] for each in wanted if each in self.owners), "")


def _keys(claimant: Claimant, address: str) -> tuple[str, ...]:
    """The place of an address, and those of its compressed copies."""
    path = addresses.output_path(address)
    return tuple(map(place, (path, *addresses.copies(path, claimant.copies))))

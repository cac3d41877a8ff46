"""Where addresses in pages lead: to a file of the site, to a place in it, elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from posixpath import normpath
from urllib.parse import unquote, urljoin, urlsplit

from plugins.check.page import Page
from plugins.errors import Problem


@dataclass(frozen=True, slots=True)
class Place:
    """What an address names within the site."""

    path: str
    """Of a file below the output folder."""
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class Links:
    """Follows the links of a site that is served at ``root``."""

    root: str
    """Its address, without slash at the end."""
    files: AbstractSet[str]
    """Paths below the output folder."""
    ids: Mapping[str, AbstractSet[str]]
    """Of each page, by its path."""

    def place(self, page: str, address: str) -> Place | None:
        """What ``address`` on the page at the path ``page`` names; None for other hosts'."""
        here = f"{self.root}/{page.removesuffix('index.html')}"
        try:
            parts = urlsplit(urljoin(here, address.strip()))
        except ValueError:
            return Place(address)
        if f"{parts.scheme}://{parts.netloc}" != "://".join(urlsplit(self.root)[:2]):
            return None
        prefix = urlsplit(self.root).path
        path = unquote(parts.path) or "/"
        if not f"{path}/".startswith(f"{prefix}/"):
            return None
        below = path.removeprefix(prefix).removeprefix("/")
        whole = f"{below}index.html" if not below or below.endswith("/") else normpath(below)
        return Place(whole, unquote(parts.fragment))

    def faults(self, page: Page) -> Iterator[Problem]:
        """Dead links of a page, and what it loads from elsewhere."""
        for address, line in page.links.items():
            yield from self._dead(page.path, address, line, "links to", "dead-link")
        for address, line in page.loads.items():
            if address.startswith("data:"):
                continue
            if self.place(page.path, address) is None:
                message = f"loads {address} from another host"
                yield Problem(page.path, message, "put the file into the site", line, "csp")
            else:
                yield from self._dead(page.path, address, line, "loads", "missing-file")

    def _dead(self, page: str, address: str, line: int, verb: str, code: str) -> Iterator[Problem]:
        found = self.place(page, address)
        if found is None:
            return
        if not address.strip() or found.path not in self.files:
            message = f"{verb} {address or 'nowhere'}, which is not there"
            yield Problem(page, message, "mend or remove the link", line, code)
        elif found.fragment not in {"", "top", *self.ids.get(found.path, [found.fragment])}:
            message = f"links to {address}, where nothing has this id"
            yield Problem(page, message, "mend the part after #", line, code)

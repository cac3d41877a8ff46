"""A reader who follows every link of a site on disk, at rest or while it is being published.

    python -m tests.rebuild.visiting OUTPUT SITEURL

visits it again and again, writes each fault in a line and, asked to end, how much was read.
"""

from __future__ import annotations

import html
import json
import re
import signal
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from urllib.parse import unquote, urlsplit

from lxml import etree

_LINK = re.compile(r'\s(?:href|src|url|xmlUrl|htmlUrl)="([^"]*)"')
_MARKUP = (".html",)
_XML = (".xml", ".opml", ".svg")


def damage(path: str, data: bytes) -> str:
    """What is wrong with a file that is not whole; empty where it is."""
    if path.endswith(_MARKUP):
        return "" if data.rstrip().endswith(b"</html>") else "does not end with </html>"
    try:
        if path.endswith(_XML):
            etree.fromstring(data)
        elif path.endswith(".json"):
            json.loads(data)
    except (etree.XMLSyntaxError, ValueError) as error:
        return f"cannot be parsed: {error}"
    return "" if data or path.startswith(".") else "is empty"


@dataclass
class Visitor:
    """Reads all that can be reached from the front page of the site in ``output``."""

    output: Path
    siteurl: str
    """As in the settings, with its path if it has one."""
    faults: list[str] = field(default_factory=list)
    reads: int = 0
    _everywhere: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        self._prefix = urlsplit(self.siteurl).path.rstrip("/")
        self._everywhere = re.compile(re.escape(self.siteurl) + r"[^\s\"'<>&\\)\]]*")

    def visit(self) -> set[str]:
        """One walk over the site; the paths that were read. Notes each fault."""
        if not (self.output / "index.html").is_file():
            self.faults.append("there is no front page")
            return set()
        seen = {"index.html"}
        waiting = deque(seen)
        while waiting:
            path = waiting.popleft()
            data = self._bytes(path)
            if data is None:
                continue  # it went since it was found: who led here is read anew next time
            self.reads += 1
            if fault := damage(path, data):
                self.faults.append(f"{path} {fault}")
            for target in self._targets(path, data):
                if target not in seen and self._read(target, path):
                    seen.add(target)
                    waiting.append(target)
        return seen

    def _bytes(self, path: str) -> bytes | None:
        with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return (self.output / path).read_bytes()
        return None

    def _read(self, target: str, origin: str) -> bool:
        """Whether what ``origin`` leads to is there; a fault if not.

        A page may be replaced while we look: it leads nowhere only if it still says so when the
        target was missing after that.
        """
        while not (self.output / target).is_file():
            before = self._bytes(origin)
            if before is None or target not in self._targets(origin, before):
                return False
            if not (self.output / target).is_file() and self._bytes(origin) == before:
                self.faults.append(f"{target} is missing; {origin} leads there")
                return False
        return True

    def _targets(self, path: str, data: bytes) -> set[str]:
        """Paths of the files of the site that a file leads to."""
        if not path.endswith((*_MARKUP, *_XML, ".json")):
            return set()
        text = data.decode("utf-8", "replace")
        links = {html.unescape(link) for link in _LINK.findall(text)}
        links.update(self._everywhere.findall(text))
        return set(self._own(links))

    def _own(self, links: set[str]) -> Iterator[str]:
        for link in links:
            address = link.removeprefix(self.siteurl) if link.startswith(self.siteurl) else None
            if address is None and link.startswith(f"{self._prefix}/"):
                address = link.removeprefix(self._prefix)
            if address is not None and not link.startswith("//"):
                path = unquote(urlsplit(address).path).lstrip("/")
                yield f"{path}index.html" if not path or path.endswith("/") else path


def faults_at_rest(output: Path, siteurl: str) -> list[str]:
    """What a reader finds who visits a site that nobody changes; nothing where there is none.

    Without a front page nobody gets anywhere, yet no file may be half.
    """
    if (output / "index.html").exists():
        visitor = Visitor(output, siteurl)
        visitor.visit()
        return visitor.faults
    files = [path for path in output.rglob("*") if path.is_file()]
    found = ((str(path), damage(path.name, path.read_bytes())) for path in files)
    return [f"{path} {fault}" for path, fault in found if fault]


def main(output: str, siteurl: str) -> None:
    """Visits until SIGTERM."""
    visitor = Visitor(Path(output), siteurl)
    going = True

    def end(_number: int, _frame: FrameType | None) -> None:
        nonlocal going
        going = False

    signal.signal(signal.SIGTERM, end)
    visits = 0
    while going:
        visitor.visit()
        visits += 1
        for fault in visitor.faults:
            sys.stdout.write(f"{fault}\n")
        visitor.faults.clear()
    sys.stdout.write(f"{visits} visits, {visitor.reads} reads\n")


if __name__ == "__main__":
    main(*sys.argv[1:])

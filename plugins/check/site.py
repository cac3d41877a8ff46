"""A whole built site: every file over all cores, then what only all of them together show."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path

from plugins.check import browser, colours, documents
from plugins.check.budget import Budget, weight
from plugins.check.links import Links
from plugins.check.page import Page
from plugins.check.reading import read
from plugins.config import UNSET_SITEURL
from plugins.errors import ConfigError, Problem

#: Files that a worker takes at a time.
_LOT = 40
#: Endings of files that are read; of others it is enough that they are there.
_READ = (
    *(".html", ".css", ".xml", ".json", ".opml", ".svg", ".webmanifest"),
    *documents.PICTURES,
)
Pool = Callable[[], Executor]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong, once for all files in which it is."""

    problem: Problem
    """In the first of these files."""
    also: int = 0
    """Other files in which it is."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What came of a check."""

    findings: tuple[Finding, ...]
    pages: int
    links: int
    files: int
    shown: int = 0
    """Pages that were opened in a browser."""
    skipped: str = ""
    """Why none was."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What a worker found in a lot of files."""

    pages: list[Page] = field(default_factory=list)
    sheets: list[Page] = field(default_factory=list)
    """Style sheets, as far as they are like pages: what they load."""
    listed: list[tuple[str, str]] = field(default_factory=list)
    """Addresses in sitemaps, each with the sitemap's path."""
    problems: list[Problem] = field(default_factory=list)


def check_site(
    output: Path, retention: Sequence[str], pool: Pool | None = None, *, in_browser: bool = True
) -> Findings:
    """Checks the site in ``output``: all its files, and one page of each type in a browser.

    ``retention`` names files of others, which are not looked into. ``pool`` makes an executor for
    a large site. Raises ConfigError where there is no site.
    """
    if not (output / "index.html").is_file():
        message = "holds no built site"
        raise ConfigError(Problem(str(output), message, "type invoke build first", code="output"))
    paths = sorted(_files(output, frozenset(retention)))
    root = _root(output)
    known = frozenset(paths)
    lots = [(output, root, paths[n : n + _LOT]) for n in range(0, len(paths), _LOT)]
    found = _Read()
    for part in _map(lots, pool if len(lots) > 2 else None):
        found.pages.extend(part.pages)
        found.sheets.extend(part.sheets)
        found.listed.extend(part.listed)
        found.problems.extend(part.problems)
    links = Links(root, known, {page.path: page.ids for page in found.pages})
    problems = [*found.problems, *_together(output, links, found)]
    count = sum(len(page.links) + len(page.loads) for page in found.pages)
    skipped = browser.missing() if in_browser else "files alone were asked for"
    chosen = [] if skipped else browser.chosen(found.pages)
    if chosen:
        problems += browser.check_pages(output, links, chosen)
    return Findings(grouped(problems), len(found.pages), count, len(paths), len(chosen), skipped)


def _map(lots: Sequence[tuple[Path, str, list[str]]], pool: Pool | None) -> Iterator[_Read]:
    if pool is None:
        yield from map(_look, lots)
        return
    with pool() as workers:
        yield from workers.map(_look, lots)


def _files(output: Path, kept: frozenset[str]) -> Iterator[str]:
    for folder, folders, names in os.walk(output):
        folders[:] = sorted(name for name in folders if name not in kept)
        for name in names:
            if name not in kept and not name.startswith("."):
                yield Path(folder, name).relative_to(output).as_posix()


def _root(output: Path) -> str:
    """The address that the site says it has."""
    front = read("index.html", (output / "index.html").read_text("utf-8", "replace"))
    return front.canonical.rstrip("/") or UNSET_SITEURL


def _look(lot: tuple[Path, str, list[str]]) -> _Read:
    """Reads some files, each by itself."""
    output, root, paths = lot
    found = _Read()
    for path in paths:
        try:
            if path.endswith(_READ):
                _look_into(path, (output / path).read_bytes(), root, found)
            else:
                (output / path).stat()
        except OSError as error:  # a link to nowhere, or none of whoever checks
            message = f"cannot be read: {error.strerror}"
            remedy = "put the file there, mend its rights, or remove it"
            found.problems.append(Problem(path, message, remedy, code="unreadable"))
    return found


def _look_into(path: str, data: bytes, root: str, found: _Read) -> None:
    if path.endswith(".html"):
        page = read(path, data.decode("utf-8", "replace"))
        page.size = weight(data)
        for line, text in page.data:
            page.problems += documents.linked_data_faults(path, text, line)
        page.data.clear()
        found.pages.append(page)
        found.problems.extend(page.problems)
    elif path.endswith(".css"):
        css = data.decode("utf-8", "replace")
        found.problems.extend(colours.faults(path, css))
        found.sheets.append(Page(path, loads=documents.loads_of(css)))
    else:
        if path.endswith(".svg"):
            loads = documents.loads_of(data.decode("utf-8", "replace"))
            found.sheets.append(Page(path, loads=loads))
        found.problems.extend(documents.faults(path, data, root))
        found.listed.extend((path, each) for each in documents.addresses_of(path, data))


def _together(output: Path, links: Links, found: _Read) -> Iterator[Problem]:
    """Links between files, and what a page weighs with all that it loads."""
    sizes: dict[str, int] = {}

    def size_of(page: str, address: str) -> int:
        place = links.place(page, address)
        if place is None or place.path not in links.files:
            return 0
        if place.path not in sizes:
            sizes[place.path] = _weight(output / place.path)
        return sizes[place.path]

    budget = Budget(size_of)
    for page in found.pages:
        yield from links.faults(page)
        yield from budget.faults(page)
    for sheet in found.sheets:
        yield from links.faults(sheet)
    for path, address in found.listed:
        place = links.place(path, address)
        if place is None or place.path not in links.files:
            message = f"lists {address}, which is not there"
            yield Problem(path, message, "build again", code="dead-link")


def _weight(file: Path) -> int:
    """Nothing where it cannot be read, which is told where each file is looked at."""
    try:
        return weight(file.read_bytes())
    except OSError:
        return 0


def grouped(problems: Iterable[Problem]) -> tuple[Finding, ...]:
    """Each thing once, however many files have it, in the order of the first of them."""
    found: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        found.setdefault((problem.code, problem.message), []).append(problem)
    first = (min(each, key=_place) for each in found.values())
    return tuple(
        Finding(problem, len({p.where for p in found[problem.code, problem.message]}) - 1)
        for problem in sorted(first, key=_place)
    )


def _place(problem: Problem) -> tuple[str, int, str]:
    return problem.where, problem.line_no or 0, problem.message

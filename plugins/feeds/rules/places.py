"""Feeds wherever they are: files on the disk, and whatever is served at an address."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from http.client import HTTPException
from pathlib import Path
from urllib.request import Request, urlopen

from plugins.errors import Problem
from plugins.feeds.rules.documents import MOST_BYTES, check

#: Seconds that a host may take.
PATIENCE = 30
_NAMES = ("*.rss.xml", "*.atom.xml", "feed.json", "*.opml")

Fetch = Callable[[str], tuple[bytes, str]]
"""The document at an address, and the address at which it really is; raises OSError."""


def fetch(url: str) -> tuple[bytes, str]:
    """The document at the http(s) address ``url``; no more of it than any feed may have.

    Raises OSError.
    """
    try:
        request = Request(url, headers={"User-Agent": "Seedpress", "Accept": "*/*"})  # noqa: S310
        with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310  http(s) alone, as below
            return answer.read(MOST_BYTES + 1), answer.url
    except (HTTPException, ValueError) as error:  # no address, or an answer that leads to none
        raise OSError(f"no sensible answer: {error!r}") from error


def check_places(places: Iterable[str], now: datetime, get: Fetch = fetch) -> tuple[Problem, ...]:
    """Each rule that the feeds at ``places`` break: addresses, files, or folders with feeds."""
    return tuple(problem for place in places for problem in _check(place, now, get))


def _check(place: str, now: datetime, get: Fetch) -> tuple[Problem, ...]:
    if place.startswith(("http://", "https://")):
        return _read(place, now, lambda: get(place))
    path = Path(place)
    files = sorted({f for n in _NAMES for f in path.rglob(n)}) if path.is_dir() else [path]
    return tuple(p for file in files for p in _read(str(file), now, _reader(file)))


def _reader(file: Path) -> Callable[[], tuple[bytes, str]]:
    return lambda: (file.read_bytes(), "")


def _read(place: str, now: datetime, get: Callable[[], tuple[bytes, str]]) -> tuple[Problem, ...]:
    try:
        data, url = get()
    except OSError as error:
        remedy = "name a feed's address, a file, or a folder that holds feeds"
        reason = error.strerror or getattr(error, "reason", None) or error
        return (Problem(place, f"cannot be read: {reason}", remedy, code="feed-place"),)
    return check(data, place, url, now)

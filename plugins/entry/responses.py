"""What a request for the built site gets: the file, its headers, or a clear no.

No sockets here: a request's values go in, an Answer comes out, and only files of the site are read.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass, field
from email.utils import formatdate, parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote_to_bytes

from plugins.files import is_inside

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# By the end of the name, the longest first. Feeds and other XML are plain XML on purpose: browsers
# then show them with their stylesheet, where application/rss+xml would be a download.
TYPES = (
    ("feed.json", "application/feed+json; charset=utf-8"),
    (".webmanifest", "application/manifest+json; charset=utf-8"),
    (".html", "text/html; charset=utf-8"),
    (".json", "application/json; charset=utf-8"),
    (".opml", "text/x-opml; charset=utf-8"),
    (".avif", "image/avif"),
    (".jpeg", "image/jpeg"),
    (".webp", "image/webp"),
    (".wasm", "application/wasm"),
    (".woff2", "font/woff2"),
    (".css", "text/css; charset=utf-8"),
    (".gif", "image/gif"),
    (".ico", "image/vnd.microsoft.icon"),
    (".jpg", "image/jpeg"),
    (".mp3", "audio/mpeg"),
    (".mp4", "video/mp4"),
    (".pdf", "application/pdf"),
    (".png", "image/png"),
    (".svg", "image/svg+xml; charset=utf-8"),
    (".txt", "text/plain; charset=utf-8"),
    (".xml", "application/xml; charset=utf-8"),
    (".xsl", "application/xslt+xml; charset=utf-8"),
    (".js", "text/javascript; charset=utf-8"),
)
UNKNOWN_TYPE = "application/octet-stream"

POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
ALWAYS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}
METHODS = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request gets. The body is complete; HEAD leaves it out when it is sent."""

    status: HTTPStatus
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Site:
    """A built tree and the path it is mounted at."""

    root: Path
    """The output folder. Looked up at each request: a build may swap it."""
    prefix: str = ""
    """The path of SITEURL without its last slash: ``""`` or ``/news``."""


@dataclass(frozen=True, slots=True)
class Served:
    """A regular file as it was when it was opened."""

    body: bytes
    etag: str
    """Strong: it is made from the bytes alone."""
    mtime: int
    """Seconds since the epoch, rounded down, as HTTP dates are."""


def media_type(name: str) -> str:
    """The Content-Type for a file of this name."""
    lower = name.lower()
    return next((kind for end, kind in TYPES if lower.endswith(end)), UNKNOWN_TYPE)


# --- From an address to a file --------------------------------------------------------------


def segments(path: str) -> tuple[str, ...] | None:
    """The names in an absolute path, decoded once; the last is empty for a folder.

    None for whatever is no honest address of a file: hidden or parent names, empty names inside,
    separators or control characters that were encoded, bytes that are not UTF-8.
    """
    try:
        names = [unquote_to_bytes(name).decode("utf-8") for name in path.split("/")[1:]]
    except UnicodeError:
        return None
    inner, last = names[:-1], names[-1:]
    harmless = all(_is_harmless(name) for name in inner + [name for name in last if name])
    return tuple(names) if names and harmless else None


def _is_harmless(name: str) -> bool:
    forbidden = any(char in "/\\\x7f" or char < " " for char in name)
    return name != "" and (not name.startswith(".") or name == ".well-known") and not forbidden


def locate(root: Path, names: Sequence[str]) -> Path | None:
    """The regular file or folder of these names; None where there is none or a link leads out."""
    real = Path(os.path.realpath(Path(root, *names)))
    try:
        mode = real.stat().st_mode
    except (OSError, ValueError):
        return None
    is_served = stat.S_ISREG(mode) or stat.S_ISDIR(mode)
    return real if is_served and is_inside(real, root) else None


def read(path: Path) -> Served | None:
    """The file's bytes and what tells them apart from others; None if it cannot be read.

    Hashed each time: a megabyte takes a millisecond, and a cache keyed by times could be wrong.
    """
    try:
        with path.open("rb") as file:
            mtime = int(os.fstat(file.fileno()).st_mtime)
            body = file.read()
    except OSError:
        return None
    return Served(body, f'"{hashlib.sha256(body).hexdigest()[:32]}"', mtime)


# --- From a request to an answer ------------------------------------------------------------


def respond(site: Site, method: str, target: str, headers: Mapping[str, str]) -> Answer:
    """The answer to one request; ``headers`` is asked by lower-case names."""
    if method not in METHODS:
        return Answer(HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": ", ".join(METHODS)})
    path, mark, query = target.partition("?")
    if site.prefix and path in {"/", site.prefix}:
        return _redirect(HTTPStatus.FOUND, f"{site.prefix}/{mark}{query}")
    if not path.startswith(f"{site.prefix}/"):
        return _not_found(site)
    names = segments(path.removeprefix(site.prefix))
    place = locate(site.root, names) if names is not None else None
    if names is None or place is None:
        return _not_found(site)
    if place.is_dir() and names[-1] != "":
        # Made anew from the decoded names, so that no "//host/" of a request becomes its target.
        folder = site.prefix + "".join(f"/{quote(name)}" for name in names)
        return _redirect(HTTPStatus.MOVED_PERMANENTLY, f"{folder}/{mark}{query}")
    return _file(site, names, headers)


def _file(site: Site, names: Sequence[str], headers: Mapping[str, str]) -> Answer:
    """The file of these names, index.html for a folder; 304 if the client has it already."""
    asked = (*names[:-1], names[-1] or "index.html")
    place = locate(site.root, asked)
    found = read(place) if place and place.is_file() else None
    if found is None:
        return _not_found(site)
    known = {"ETag": found.etag, "Last-Modified": formatdate(found.mtime, usegmt=True)}
    if is_known(found, headers):
        return Answer(HTTPStatus.NOT_MODIFIED, known)
    return Answer(HTTPStatus.OK, {**known, "Content-Type": media_type(asked[-1])}, found.body)


def is_known(found: Served, headers: Mapping[str, str]) -> bool:
    """True if the client says that it has these bytes; the ETag counts before the date."""
    tags = headers.get("if-none-match")
    if tags is not None:
        offered = [tag.strip().removeprefix("W/") for tag in tags.split(",")]
        return "*" in offered or found.etag in offered
    try:
        since = parsedate_to_datetime(headers.get("if-modified-since", ""))
    except ValueError:
        return False
    return found.mtime <= since.timestamp()


def _redirect(status: HTTPStatus, location: str) -> Answer:
    return Answer(status, {"Location": location})


def _not_found(site: Site) -> Answer:
    place = locate(site.root, ("404.html",))
    page = read(place) if place and place.is_file() else None
    if page is None:
        plain = {"Content-Type": media_type(".txt")}
        return Answer(HTTPStatus.NOT_FOUND, plain, b"There is nothing at this address.\n")
    return Answer(HTTPStatus.NOT_FOUND, {"Content-Type": media_type(".html")}, page.body)

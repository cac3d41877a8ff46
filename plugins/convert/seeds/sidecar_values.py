"""The values of a sidecar: each reader takes what TOML gave and returns what a post needs.

All of them raise WrongValueError, whose text says what would fit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, get_args
from urllib.parse import urlsplit

from plugins import addresses, dates, files
from plugins.config import is_language
from plugins.convert.posts.header import line_of
from plugins.model import Author, Image, Source, Status

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from zoneinfo import ZoneInfo

_ID = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FIRST_YEAR, _LAST_YEAR = 1500, 2500
#: Letters of a script and of a region in a language tag.
_SCRIPT, _REGION = 4, 2
#: How files of the kinds that every browser shows begin.
_PICTURES: dict[str, re.Pattern[bytes]] = {
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".jpeg": re.compile(rb"\xff\xd8\xff"),
    ".png": re.compile(rb"\x89PNG\r\n"),
    ".gif": re.compile(rb"GIF8"),
    ".webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
    ".avif": re.compile(rb"....ftyp(avif|avis|mif1)", re.DOTALL),
}


class WrongValueError(Exception):
    """A value that does not fit; its text says what would."""


@dataclass(frozen=True, slots=True)
class Context:
    """What values are checked against."""

    content: Path
    zone: ZoneInfo


def _text(value: object, _: Context) -> str:
    if not isinstance(value, str):
        raise WrongValueError("a text in quotes")
    return line_of(value)


def _filled(value: object, context: Context) -> str:
    text = _text(value, context)
    if not text:
        raise WrongValueError("a text that is not empty")
    return text


def _name(value: object, context: Context) -> str:
    name = _filled(value, context)
    if ";" in name:
        raise WrongValueError("a name without a semicolon")
    return name


def _flag(value: object, _: Context) -> bool:
    if not isinstance(value, bool):
        raise WrongValueError("true or false")
    return value


def _moment(value: object, context: Context) -> datetime:
    try:
        moment = _read_moment(value, context.zone)
    except (ValueError, OverflowError) as error:
        raise WrongValueError("a date such as 2024-11-18 or 2024-11-18T09:00:00+01:00") from error
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise WrongValueError(f"a date between the years {_FIRST_YEAR} and {_LAST_YEAR}")
    return moment


def _read_moment(value: object, zone: ZoneInfo) -> datetime:
    if isinstance(value, datetime):
        return dates.utc(value if value.tzinfo else value.replace(tzinfo=zone))
    if isinstance(value, date):
        return dates.at_start_of(value, zone)
    if isinstance(value, str):
        return dates.parse_iso(value, zone)
    raise ValueError("no date")


def _names(value: object, context: Context) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [part for part in value.split(",") if part.strip()]
    if not isinstance(value, list):
        raise WrongValueError('a list of texts such as ["one", "two"]')
    return tuple(dict.fromkeys(_name(each, context) for each in value))


def _authors(value: object, context: Context) -> tuple[Author, ...]:
    each = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(_author(author, context) for author in each))


def _author(value: object, context: Context) -> Author:
    if isinstance(value, str):
        return Author(_name(value, context))
    if not isinstance(value, dict) or not {"name"} <= value.keys() <= {"name", "uri", "email"}:
        raise WrongValueError('names such as ["Jane Doe"] or tables with name, uri and email')
    email = _text(value.get("email", ""), context)
    if email and not re.fullmatch(r"[^\s<>@;,]+@[^\s<>@;,]+", email):
        raise WrongValueError("an e-mail address")
    uri = _link(value["uri"], context) if "uri" in value else ""
    return Author(_name(value["name"], context), uri, email)


def _link(value: object, context: Context) -> str:
    url = _filled(value, context)
    parts = urlsplit(url) if not re.search(r"[\s<>\"\\;]", url) else None
    if parts is None or parts.scheme not in {"http", "https"} or not parts.netloc:
        raise WrongValueError("a full address such as https://example.org/page")
    return url


def _source(value: object, context: Context) -> Source:
    if isinstance(value, str):
        return Source(_filled(value, context))
    if not isinstance(value, dict) or not {"title"} <= value.keys() <= {"title", "url"}:
        raise WrongValueError('a text or a table such as { title = "Le Monde", url = "https://…" }')
    url = _link(value["url"], context) if "url" in value else ""
    return Source(_filled(value["title"], context), url)


def _lang(value: object, context: Context) -> str:
    lang = _filled(value, context)
    if not is_language(lang) or not _is_known(lang):
        raise WrongValueError("a language tag such as fr or pt-BR")
    return lang


def _is_known(tag: str) -> bool:
    """Whether CLDR knows its language, and the script and the region behind it."""
    from babel import Locale  # noqa: PLC0415 - most sidecars and most runs do without

    english = Locale("en")
    language, *more = tag.split("-")
    scripts = [part.title() for part in more[:1] if len(part) == _SCRIPT and part.isalpha()]
    regions = [part.upper() for part in more[len(scripts) :][:1] if len(part) == _REGION]
    return (
        language.lower() in english.languages
        and all(script in english.scripts for script in scripts)
        and all(region in english.territories for region in regions)
    )


def _slug(value: object, context: Context) -> str:
    slug = _filled(value, context)
    if addresses.slug(slug) != slug:
        raise WrongValueError(f"a slug such as {addresses.slug(slug)}")
    return slug


def _status(value: object, context: Context) -> Status:
    status = _filled(value, context)
    for known in get_args(Status):
        if status == known:
            return known  # type: ignore[no-any-return]  # get_args does not know
    raise WrongValueError(f"one of {', '.join(get_args(Status))}")


def _image(value: object, context: Context) -> Image:
    keys = {"path", "alt", "caption", "credit"}
    table = {"path": value} if isinstance(value, str) else value
    if not isinstance(table, dict) or not {"path"} <= table.keys() <= keys:
        raise WrongValueError(
            "a path below the content folder or a table with path, alt, caption, credit"
        )
    path = _filled(table["path"], context)
    texts = (_text(table.get(key, ""), context) for key in ("alt", "caption", "credit"))
    _check_picture(path, context.content)
    return Image(path, *texts)


def _check_picture(path: str, content: Path) -> None:
    begins = _PICTURES.get("." + path.rpartition(".")[2].lower())
    if begins is None:
        raise WrongValueError(f"a file that ends in {', '.join(_PICTURES)}")
    file = content / path
    if not addresses.is_safe(path) or not files.is_inside(file, content):
        raise WrongValueError("a path below the content folder, with / between folders")
    if not files.is_plain(file):
        raise WrongValueError(
            f"a file that is there; there is none at {path} in the content folder"
        )
    try:
        with file.open("rb") as opened:
            start = opened.read(16)
    except OSError as error:
        raise WrongValueError(f"a file that can be read: {error.strerror}") from error
    if not begins.match(start):
        raise WrongValueError("a picture; what the file holds is none of its kind")


def _id(value: object, context: Context) -> str:
    text = _filled(value, context)
    if not _ID.fullmatch(text):
        raise WrongValueError("the other post's Id, urn:uuid:…")
    return text


def _aliases(value: object, context: Context) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_alias(name) for name in _names(value, context)))


def _alias(name: str) -> str:
    address = addresses.given(name)
    if not addresses.is_free(address):
        raise WrongValueError("paths of earlier addresses such as 2023/05/title/")
    return address


#: What a sidecar may hold, and who reads it.
READERS: dict[str, Callable[[object, Context], object]] = {
    "title": _filled,
    "summary": _text,
    "date": _moment,
    "modified": _moment,
    "authors": _authors,
    "source": _source,
    "lang": _lang,
    "category": _filled,
    "tags": _names,
    "status": _status,
    "slug": _slug,
    "image": _image,
    "image_alt": _text,
    "image_caption": _text,
    "image_credit": _text,
    "note": _text,
    "rights": _text,
    "canonical": _link,
    "noindex": _flag,
    "pinned": _flag,
    "aliases": _aliases,
    "translation_of": _id,
}

"""What an editor wrote beside a seed, in TOML: each key checked for its type and its sense."""

from __future__ import annotations

import difflib
import re
import tomllib
from typing import TYPE_CHECKING, Any

from plugins.convert.posts.header import line_of
from plugins.convert.seeds.sidecar_values import READERS, Context, WrongValueError
from plugins.convert.types import Sidecar
from plugins.errors import Problem, SeedRefused
from plugins.model import Image, Rights
from plugins.text import shorten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from zoneinfo import ZoneInfo

#: Bytes. tomllib takes the square of a dotted key's length: 2 s for one that fills this.
MAX_BYTES = 32 * 1024
_LINE_NO = re.compile(r"line (\d+)")


class SidecarRefused(SeedRefused):
    """A sidecar with mistakes: the seed waits until they are mended."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems[0])
        self.problems = tuple(problems)


def parse(data: bytes, where: str, content: Path, zone: ZoneInfo) -> Sidecar:
    """The sidecar in ``data``; dates without a zone are meant in ``zone``, images in ``content``.

    Raises SidecarRefused with every problem, naming ``where``, the line and what would fit.
    """
    text, values = _toml(data, where)
    context = Context(content, zone)
    read: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value in values.items():
        if key not in READERS:
            problems.append(_problem(where, text, key, *_unknown(key), "unknown-key"))
            continue
        try:
            read[key] = READERS[key](value, context)
        except WrongValueError as wrong:
            message = f"{key} is {_shown(value)}"
            problems.append(_problem(where, text, key, message, f"give {wrong}", "bad-value"))
    stray = [key for key in ("image_alt", "image_caption", "image_credit") if key in read]
    if stray and "image" not in values:
        message = f"{stray[0]} is given without an image"
        problems.append(_problem(where, text, stray[0], message, "give image too", "bad-value"))
    if problems:
        raise SidecarRefused(problems)
    return _sidecar(read)


def _toml(data: bytes, where: str) -> tuple[str, Mapping[str, Any]]:
    if len(data) > MAX_BYTES:
        message = f"has {len(data) // 1024} KB, more than {MAX_BYTES // 1024}"
        raise SeedRefused(Problem(where, message, "leave the text to the seed", code="too-large"))
    try:
        text = data.decode("utf-8-sig")
        return text, tomllib.loads(text)
    except UnicodeDecodeError as error:
        line_no = data[: error.start].count(b"\n") + 1
        problem = Problem(where, "is not UTF-8", "save it as UTF-8", line_no, "bad-toml")
        raise SeedRefused(problem) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        match = _LINE_NO.search(str(error))
        at = int(match[1]) if match else None
        message = f"is no TOML: {str(error).partition(' (at')[0]}"
        remedy = 'write lines such as title = "A title"'
        raise SeedRefused(Problem(where, message, remedy, at, "bad-toml")) from error


def _problem(where: str, text: str, key: str, message: str, remedy: str, code: str) -> Problem:
    match = re.search(rf"(?m)^[ \t]*\[?[ \t\"']*{re.escape(key)}\b", text)
    line_no = text.count("\n", 0, match.end()) + 1 if match else None
    return Problem(where, line_of(message), line_of(remedy), line_no, code)


def _unknown(key: str) -> tuple[str, str]:
    near = difflib.get_close_matches(key.lower().replace("-", "_"), READERS, 1, 0.5)
    meant = f"did you mean {near[0]}? " if near else ""
    return f"{key} is no key", f"{meant}known are {', '.join(sorted(READERS))}"


def _shown(value: object) -> str:
    return repr(shorten(str(value), 60))


def _sidecar(read: Mapping[str, Any]) -> Sidecar:
    image: Image | None = read.get("image")
    if image:
        texts = (read.get(f"image_{n}", getattr(image, n)) for n in ("alt", "caption", "credit"))
        image = Image(image.path, *texts)
    rights = [read.get("rights", ""), read.get("canonical", ""), read.get("noindex", False)]
    return Sidecar(
        title=read.get("title"),
        slug=read.get("slug"),
        lang=read.get("lang"),
        published=read.get("date"),
        updated=read.get("modified"),
        summary=read.get("summary"),
        authors=read.get("authors"),
        source=read.get("source"),
        category=read.get("category"),
        tags=read.get("tags"),
        image=image,
        rights=Rights(*rights) if {"rights", "canonical", "noindex"} & read.keys() else None,
        note=read.get("note"),
        aliases=read.get("aliases"),
        translation_of=read.get("translation_of"),
        pinned=read.get("pinned"),
        status=read.get("status"),
    )

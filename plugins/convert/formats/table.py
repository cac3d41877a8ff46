"""Which reader reads what: by the first bytes where they are plain, else by the file's ending.

A reader is a module of this room, loaded when a seed needs it. It has ``read``, which makes a
record of a part, and, where its containers hold many texts, ``split``, which parts them.
"""

from __future__ import annotations

import importlib
import re
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from plugins.convert.formats import unpack
from plugins.convert.formats.refusal import refused
from plugins.convert.types import Part
from plugins.marks import unmarked

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType
    from zoneinfo import ZoneInfo

    from plugins.convert.types import Record
    from plugins.errors import SeedRefused
    from plugins.model import Block, Seed

#: Kind of container by the ending of a file's name.
_ENDINGS = {
    ".txt": "plain",
    **dict.fromkeys((".md", ".markdown"), "marked"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "page"),
    ".eml": "mail",
    ".docx": "docx",
    ".odt": "odt",
    ".pdf": "pdf",
    **dict.fromkeys((".jsonl", ".ndjson"), "lines"),
    **dict.fromkeys((".warc", ".wet"), "archive"),
    **dict.fromkeys((".rss", ".atom", ".xml"), "feed"),
}
#: Characters of the longest text, some 700 pages of a book: to find headline, date and tags in as
#: many takes 5 s.
_MOST_CHARACTERS = 2_000_000
#: Kinds that are their text alone, and bytes of a character in the widest encoding: what has more
#: need not be decoded.
_BARE, _WIDEST = frozenset({"plain", "marked"}), 4
#: Kinds whose readers look for no emphasis: no character of a text is a mark of it.
_UNMARKED = frozenset({"pdf"})
#: Kinds whose containers may hold many texts.
_MANY = frozenset({"lines", "archive", "feed"})
_OPEN_TEXT = rb"application/vnd\.oasis\.opendocument\.text"
#: What the first bytes say, whatever the name; the two kinds of ZIP are told by what is in them.
_MAGIC = (
    (re.compile(rb"(?:\xef\xbb\xbf)?\s{0,1000}%PDF-"), "pdf"),
    (
        re.compile(
            rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.text", re.DOTALL
        ),
        "odt",
    ),
    (re.compile(rb"WARC/1\.[01]\r?\n"), "archive"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s{0,1000}<!doctype html[\s>]", re.IGNORECASE), "page"),
    (
        re.compile(
            rb"(?:\xef\xbb\xbf)?<\?xml\s[^<>]{1,200}>(?:\s++|<!--(?>.*?-->))*+<(?:rss|feed|rdf:RDF)[\s>]",
            re.DOTALL,
        ),
        "feed",
    ),
)
#: A name that a ZIP archive lists, if it is a document of Word's.
_WORD = b"word/document.xml"
KNOWN = tuple(sorted(_ENDINGS))
#: What to do with files of other kinds, by the endings of their names.
_REMEDIES = {
    "open it in the program it belongs to and save it as .docx or .odt": (
        ".doc .dot .dotx .docm .rtf .pages .wps .wpd .sxw .fodt .ott .epub .xls .xlsx .ods .csv"
        " .numbers .ppt .pptx .odp .key .pub"
    ),
    "put it into content/images, or remove it": (
        ".jpg .jpeg .png .gif .webp .avif .heic .heif .tif .tiff .bmp .svg .psd .ai .eps .cr2"
        " .nef .dng .ico .mp3 .m4a .wav .ogg .flac .mp4 .mov .avi .mkv .webm"
    ),
    "unpack it and put the texts in it here": ".zip .7z .rar .tar .tgz .bz2 .xz",
}
_BY_ENDING = {name: each for each, names in _REMEDIES.items() for name in names.split()}


def parts(seed: Seed) -> tuple[Part, ...]:
    """The texts in ``seed``, still in their container's form, each name once.

    Raises SeedRefused: ``unknown-format`` names the formats that are known, ``too-large`` what
    grows too large unpacked.
    """
    name, raw = unpack.unpacked(seed.key, seed.raw)
    kind = _kind(seed.key, name, raw)
    if kind not in _MANY:
        return (Part(kind, raw),)
    split: Callable[[str, bytes], tuple[Part, ...]] = _module(kind).split
    return split(seed.key, raw)


def many(key: str, raw: bytes) -> tuple[Part, ...]:
    """The texts of a container of many, none where the seed is one text or its format unknown.

    Raises SeedRefused where the container cannot be opened.
    """
    name, inner = unpack.unpacked(key, raw)
    kind = _kind_of(name, inner)
    if kind not in _MANY:
        return ()
    found = _module(kind).split(key, inner)
    return tuple(found) if all(part.name for part in found) else ()


def read(part: Part, key: str, zone: ZoneInfo) -> Record:
    """The text in ``part``; ``key`` is its seed's. Raises SeedRefused where there is none."""
    if part.kind in _BARE and len(part.raw) > _WIDEST * _MOST_CHARACTERS:
        raise _too_long(key, f"{len(part.raw) // 1024**2} MB")
    reader: Callable[[Part, str, ZoneInfo], Record] = _module(part.kind).read
    record = reader(part, key, zone)
    text = len(record.text.text) if record.text else 0
    length = text + sum(map(_length, record.blocks))
    if length > _MOST_CHARACTERS:
        raise _too_long(key, f"{length} characters")
    if part.kind in _UNMARKED:
        return replace(record, blocks=tuple(map(_plain, record.blocks)))
    return record


def _too_long(key: str, size: str) -> SeedRefused:
    message = f"is a text of {size}, more than {_MOST_CHARACTERS} characters"
    return refused(key, message, "split it into its texts", "too-large")


def _plain(block: Block) -> Block:
    return replace(block, text=unmarked(block.text), children=tuple(map(_plain, block.children)))


def _length(block: Block) -> int:
    return len(block.text) + sum(map(_length, block.children))


def _kind(key: str, name: str, raw: bytes) -> str:
    kind = _kind_of(name, raw)
    if not kind:
        ending = PurePosixPath(name).suffix.lower()
        what = f"its format {ending} is unknown" if ending else "its name has no ending"
        named = f"name it so that it ends in {', '.join(KNOWN)}"
        raise refused(key, what, _BY_ENDING.get(ending, named), "unknown-format")
    return kind


def _kind_of(name: str, raw: bytes) -> str:
    """The kind of a container, empty where it is unknown."""
    for pattern, kind in _MAGIC:
        if pattern.match(raw[:2000]):
            return kind
    if raw.startswith(b"PK\x03\x04") and _WORD in raw[:4096] + raw[-65536:]:
        return "docx"
    return _ENDINGS.get(PurePosixPath(name).suffix.lower(), "")


@lru_cache(maxsize=32)
def _module(kind: str) -> ModuleType:
    return importlib.import_module(f"plugins.convert.formats.{kind}")

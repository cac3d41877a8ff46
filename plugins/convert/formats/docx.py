"""DOCX: headings, lists, tables and pictures as Word's styles name them, and its properties."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from plugins.convert.formats import docx_words, markup, page, properties
from plugins.convert.formats.archives import Archive
from plugins.convert.formats.refusal import SAVE_AS_TEXT, broken, refused, textless
from plugins.convert.formats.trees import document, words_in
from plugins.convert.formats.trees import page as tree_of
from plugins.convert.formats.values import given
from plugins.model import Dropped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from plugins.convert.types import Part, Record

_WHAT = "Word document"
#: Bytes of a file of its XML, a thousand pages: mammoth takes 5 s for as many of the smallest runs.
_MOST_WORDS = 2 * 1024 * 1024
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
"""
_BACK = re.compile(r"<a href=\"#[\w-]{0,40}(?:foot|end)note-ref-[\w-]{0,20}\">↑</a>")
_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_EDGE = re.compile(r"word/(?:header|footer)\d*\.xml$")


def read(part: Part, key: str, zone: ZoneInfo) -> Record:
    """The document's text. What stands at the edge of every page is left out."""
    archive = Archive(key, part.raw, _WHAT)
    _check(archive, key)
    raw, unseen = docx_words.mended(archive)
    html, pictures = _html(raw, key)
    tree = tree_of(html) if html.strip() else None
    blocks = markup.blocks(tree) if tree is not None else ()
    said = properties.said(archive.read("docProps/core.xml"), blocks)
    record = page.fragment(html, pictures.get, (), zone)
    if not record.blocks and record.image is None:
        raise textless(key)
    return replace(
        record,
        given=given(said, zone, properties.SURE),
        left_out=(*record.left_out, *unseen, *_edges(archive)),
    )


def _check(archive: Archive, key: str) -> None:
    """Raises SeedRefused where reading it would cost too much, or do what no document does."""
    archive.markup("word/document.xml")
    for name in archive.names():
        if not name.endswith((".xml", ".rels")):
            continue
        data = archive.read(name) or b""
        if name.startswith("word/") and len(data) > _MOST_WORDS:
            message = f"has {len(data) // 1024**2} MB of text"
            raise refused(key, message, "split it into its texts", "too-large")
        if _TYPE.search(data):
            raise broken(key, _WHAT, f"{name} declares a document type")


def _html(raw: bytes, key: str) -> tuple[str, dict[str, bytes]]:
    """The words as HTML, and the pictures by the addresses that they have in it."""
    import mammoth  # noqa: PLC0415 - only Word documents need it

    pictures: dict[str, bytes] = {}

    def put(image: Any) -> dict[str, str]:
        with image.open() as file:
            name = f"docx:{len(pictures)}"
            pictures[name] = file.read()
        return {"src": name}

    try:
        made = mammoth.convert_to_html(
            io.BytesIO(raw),
            style_map=_STYLES,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(put),
        )
    except RecursionError as error:
        raise refused(key, "nests too deep", SAVE_AS_TEXT, "nested") from error
    except Exception as error:
        raise broken(key, _WHAT, f"{type(error).__name__}: {error}") from error
    return _BACK.sub("", made.value), pictures


def _edges(archive: Archive) -> Iterator[Dropped]:
    for name in archive.names():
        root = document(archive.read(name) or b"") if _EDGE.match(name) else None
        words = " ".join(words_in(root).split()) if root is not None else ""
        if words:
            yield Dropped(0, words, "page header or footer")

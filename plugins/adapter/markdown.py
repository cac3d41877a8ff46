"""Pelican's Markdown reader in a hurry: what it reads is the same to the byte.

A new parser costs 0.25 ms, plain paragraphs in it 1 to 2 ms, a date 0.07 ms. Here one parser reads
all posts, and plain ones go by it. Extensions that are not known here are left to Pelican, which
makes a parser for each post.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from datetime import tzinfo
from functools import lru_cache
from typing import Any

from markdown import Markdown
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.footnotes import FootnoteExtension
from pelican.readers import METADATA_PROCESSORS, MarkdownReader, Readers
from pelican.utils import SafeDatetime, get_date, pelican_open

from plugins.adapter import prose
from plugins.adapter.direct import UNEVEN, moment
from plugins.adapter.patience import patience

#: What plain paragraphs are the same with and without, and what leaves nothing behind in a parser.
_EXTENSIONS = frozenset("meta tables fenced_code footnotes def_list abbr sane_lists".split())
_OPTIONS = frozenset({"extensions", "extension_configs", "output_format"})
#: Before the fenced code and after the white space, as the extension itself has it.
_META_PRIORITY = 27
_OWN_DATES = {name: METADATA_PROCESSORS[name] for name in ("date", "modified")}


class PostReader(MarkdownReader):  # type: ignore[misc]  # Pelican is untyped
    """Reads a post as Pelican's own reader does, in less time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._is_known = _is_known(self.settings["MARKDOWN"])
        self._spare: Markdown | None = None

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """The post's HTML and its metadata; after an error, too, the next post is read well.

        Raises ValueError where a text keeps Markdown busy for ever (``patience``).
        """
        # What is raised in the middle leaves a parser in the middle: it is not used again.
        parser, self._spare = self._spare or self._parser(), None
        if parser is None:
            with patience():
                content, metadata = super().read(source_path)
            return content, metadata
        self._source_path, self._md = source_path, parser
        text = _text(source_path)
        content = _plain(parser, text)
        if content is None:
            with patience():
                # From here, as in Pelican: a quote is as deep as the stack allows.
                content = parser.reset().convert(text)
        metadata = self._parse_metadata(parser.Meta)  # type: ignore[attr-defined]  # of an extension
        self._spare = parser
        return content, metadata

    def escapable(self) -> str:
        """Characters that a backslash hides; none where Pelican makes a parser for each post."""
        self._spare = self._spare or self._parser()
        return "".join(self._spare.ESCAPED_CHARS) if self._spare else ""

    def process_metadata(self, name: str, value: Any) -> Any:
        """The value as Pelican means it; dates of the usual form without guessing at them."""
        if name in _OWN_DATES and METADATA_PROCESSORS.get(name) is _OWN_DATES[name]:
            named = _moment(value)
            if named is not None:
                return named
        return super().process_metadata(name, value)

    def _parser(self) -> Markdown | None:
        """A new parser that may be used again and again; None where the settings ask for more."""
        parser = Markdown(**self.settings["MARKDOWN"]) if self._is_known else None
        self._is_known = parser is not None and all(map(_is_own, _parts(parser)))
        return parser if self._is_known else None

    def _parse_metadata(self, meta: dict[str, list[str]]) -> dict[str, Any]:
        """As Pelican has it, which takes the reading of metadata out of the parser for good."""
        if not self._is_known:
            parsed: dict[str, Any] = super()._parse_metadata(meta)
            return parsed
        reading = self._md.preprocessors["meta"]
        with patience() if self.settings["FORMATTED_FIELDS"] else nullcontext():
            parsed = super()._parse_metadata(meta)
        self._md.preprocessors.register(reading, "meta", _META_PRIORITY)
        return parsed


class PostReaders(Readers):  # type: ignore[misc]  # Pelican is untyped
    """Pelican's readers, ours in place of its own for Markdown, none of which reads for ever.

    A reader that the setting READERS or a plugin has put there stays. Nothing is cached.
    """

    def __init__(self, settings: Mapping[str, Any]) -> None:
        super().__init__(settings, "")
        ours = PostReader(settings)
        for ending, reader in self.readers.items():
            if type(reader) is MarkdownReader:
                self.readers[ending] = ours

    def plain(self) -> tuple[str, str]:
        """Endings of files that ours reads, and the characters that a backslash hides in them.

        Both empty where posts hold more than our own quick way knows.
        """
        ours = {end: reader for end, reader in self.readers.items() if type(reader) is PostReader}
        escaped = {reader.escapable() for reader in ours.values()}
        if len(escaped) != 1 or not all(escaped):
            return "", ""
        return " ".join(sorted(ours)), escaped.pop()

    def read_file(self, base_path: str, path: str, *args: Any, **kwargs: Any) -> Any:
        """The content object of a file; raises ValueError where its reader takes too long."""
        reader = self.readers.get(path.rpartition(".")[2])
        # Ours has patience where it is needed: eight calls of the system less for a plain post.
        with nullcontext() if isinstance(reader, PostReader) else patience():
            return super().read_file(base_path, path, *args, **kwargs)

    def get_cached_data(self, _filename: str, default: Any = None) -> Any:
        """``default``: Pelican asks for the file's time even where it keeps nothing."""
        return default

    def cache_data(self, _filename: str, _data: Any) -> None:
        """Nothing: see above."""


def _is_known(options: Mapping[str, Any]) -> bool:
    """Whether all that the setting MARKDOWN asks for is known here."""
    names = [str(each).removeprefix("markdown.extensions.") for each in options["extensions"]]
    return _OPTIONS.issuperset(options) and _EXTENSIONS.issuperset(names)


def _parts(parser: Markdown) -> Iterator[Any]:
    """All that works on a text."""
    yield from parser.registeredExtensions
    yield from parser.preprocessors
    yield from parser.parser.blockprocessors
    yield from parser.inlinePatterns
    yield from parser.treeprocessors
    yield from parser.postprocessors


def _is_own(part: Any) -> bool:
    """Whether it is Python-Markdown's own, and neither counts posts nor marks words in each."""
    if isinstance(part, FootnoteExtension) and part.getConfig("UNIQUE_IDS"):
        return False
    if isinstance(part, AbbrExtension) and getattr(part, "abbrs", None):
        return False
    return type(part).__module__.startswith("markdown.")


def _text(path: str) -> str:
    """What the file holds, as Pelican opens it."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123  # Path takes as long as the file
            text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        with pelican_open(path) as text:  # says what is wrong in its own words
            return str(text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _plain(parser: Markdown, text: str) -> str | None:
    """The HTML of a post that is plain, None of any other; puts ``Meta`` into the parser."""
    if not text or text.isspace():
        return None
    lines = text.split("\n")
    if any(mark in text for mark in UNEVEN):
        lines = parser.preprocessors["normalize_whitespace"].run(lines)
    body = "\n".join(parser.preprocessors["meta"].run(lines))
    return prose.as_html(body, parser.ESCAPED_CHARS)


def _moment(text: Any) -> SafeDatetime | None:
    """The time that a text such as ``2026-11-22T09:00:00+01:00`` names, None for other texts."""
    named = moment(text) if isinstance(text, str) else None
    if named is None:
        return None
    safe = SafeDatetime(*named[0].timetuple()[:6])
    return safe.replace(tzinfo=_zone(named[1])) if named[1] else safe


@lru_cache(maxsize=256)
def _zone(offset: str) -> tzinfo | None:
    """The zone of ``Z`` or ``+01:00``, of the kind that Pelican's dates have."""
    zone: tzinfo | None = get_date(f"2000-01-01T00:00:00{offset}").tzinfo
    return zone

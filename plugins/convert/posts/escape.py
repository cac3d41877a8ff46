"""Plain text as Markdown that gives back exactly that text.

Written against Python-Markdown with tables, fenced_code, footnotes, def_list, abbr,
sane_lists and meta. Only what could be read as a mark is escaped, so that editors find
their text as it was. ``{`` is escaped for the day somebody turns attr_list on.
"""

from __future__ import annotations

import re

from plugins import marks
from plugins.convert.posts.inline import marked
from plugins.text import clean

#: Growth of one text, in characters, from which on it is unreadable as Markdown, and slow:
#: each escape costs Python-Markdown a copy of the text (16,000 ``\[`` in one: 0.3 s).
DENSE = 512

#: An aside such as […] or [sic] that nothing behind it turns into a link.
_ASIDE = r"(?:[^\W_]|[ .…,'’-]){1,60}\](?![(:]|\s?\[)"
_INLINE = re.compile(
    r"[\\`*{]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # not inside a_word
    rf"|(?<=!)\[|\[(?!{_ASIDE})"
    r"|<|&(?=#|[A-Za-z0-9]+;)"
    r"|/(?=//Footnotes Go Here///)"  # where the footnotes extension puts its list
)
#: The characters it is about, and what an escape adds at most.
_MARKS, _LONGEST = "\\`*{_[<&/", 4
_ENTITIES = {"<": "&lt;", "&": "&amp;", "/": "&#47;"}

#: What starts a block at the start of a line, and its harmless form.
_LINE_STARTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^([#>])"), r"\\\1"),  # heading, quote
    (re.compile(r"^([+-])(?=[ ]|$)"), r"\\\1"),  # list
    (re.compile(r"^(-)(?=[- ]*$)"), r"\\\1"),  # rule, underlined heading
    (re.compile(r"^(\d+)\.(?=[ ])"), r"\1\."),  # ordered list
    (re.compile(r"^=(?=[= ]*$)"), "&#61;"),  # underlined heading
    (re.compile(r"^~(?=~~)"), "&#126;"),  # fenced code
    (re.compile(r"^:(?=[ ])"), "&#58;"),  # definition
)


def plain(text: str) -> str:
    """``text`` as HTML shows it: clean, blanks and tabs as one space, none at line ends.

    Line ends stay, blank lines do not. Spaces of other kinds (no-break, ideographic) stay.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip(" ")  # nearly every value of every header
    spaced = re.sub(r"[ \t]+", " ", clean(text))
    return re.sub(r" ?\n[ \n]*", "\n", spaced).strip(" \n")


def one_line(text: str) -> str:
    """``plain`` text with its line ends, U+2028 and the like too, as one space."""
    return re.sub(r" *[\n\x85\u2028\u2029][\s\x85]*", " ", plain(text)).strip(" ")


def paragraph(text: str) -> str:
    """Markdown of a paragraph that is ``plain(text)``."""
    given = plain(text)
    escaped = inline(given)
    if "\n" in escaped:
        escaped = escaped.replace("|", r"\|")  # two lines could be a table
    return "\n".join(_line_start(line) for line in escaped.split("\n"))


def heading(text: str) -> str:
    """Markdown of a heading's or list item's text, without the mark in front of it."""
    return _line_start(inline(one_line(marks.unmarked(text))).replace("#", r"\#"))


def item(text: str) -> str:
    """Markdown of a list item's text, without the mark in front of it."""
    return _line_start(inline(one_line(text)))


def cell(text: str) -> str:
    """Markdown of a table cell that is ``one_line(text)``."""
    return inline(one_line(marks.unmarked(text))).replace("|", r"\|")


def inline(text: str) -> str:
    """``text`` without anything that means something inside a line or at the text's ends, but
    for its ``plugins.marks``, which come out as what they mean.
    """
    core = text.strip()
    if not core:
        return _spaces(text)
    start = text.index(core[0])
    escaped = marked(core, _harmless) if marks.has(core) else _harmless(core)
    return _spaces(text[:start]) + escaped + _spaces(text[start + len(core) :])


def _harmless(text: str) -> str:
    return _INLINE.sub(_mark, text)


def is_dense(text: str) -> bool:
    """Whether escapes would make ``text`` unreadable, and slow to read for machines."""
    if sum(map(text.count, _MARKS)) * _LONGEST <= DENSE:
        return False
    return len(_INLINE.sub(_mark, text)) - len(text) > DENSE


def _mark(match: re.Match[str]) -> str:
    char = match.group()
    return _ENTITIES.get(char) or "\\" + char


def _spaces(run: str) -> str:
    """White space that would be stripped, as references."""
    return "".join(f"&#{ord(char)};" for char in run)


def _line_start(line: str) -> str:
    for pattern, harmless in _LINE_STARTS:
        changed = pattern.sub(harmless, line, count=1)
        if changed != line:
            return changed
    return line

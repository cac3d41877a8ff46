"""Characters that are there and should not be, or should be there and are not.

Text in, text out: entities that an extractor left, double encoding, what is invisible.
"""

from __future__ import annotations

import html
import re
import unicodedata

from plugins import text as unicode_text
from plugins.marks import unmarked

#: Ends a line without being a line end of the file: the file's own line numbers stay true.
_SOFT_BREAKS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
SOFT_BREAK = "\u2028"

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
#: What UTF-8 looks like when it was read as Windows-1252, -1251 or Latin-1. ftfy takes time,
#: and is asked only about lines with one of these.
_MOJIBAKE = re.compile(
    "[\u00c2-\u00d4\u00d8-\u00db\u00e0-\u00ef\u00f0]"
    "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
    "|[РС][\u00a0-\u00bf\u0402-\u040f\u0452-\u045f\u2018-\u2122]"
)
#: ftfy reads a line as a whole; a longer one is left as it is.
_LONGEST_MENDED = 100_000

_ZERO_WIDTH = re.compile("[\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0001\u180e]")
#: A soft hyphen inside a line; one at the end of a line says that the word goes on.
_SOFT_HYPHEN = re.compile("\u00ad(?![ \t]*(?:\n|$))")
#: Joiners matter in Arabic, Indic, Mongolian and emoji; between others they are fingerprints.
_JOINER = re.compile("[\u200c\u200d]")
_SPACE_OF_ZERO = re.compile("\u200b")
_MARKS = re.compile("[\u200e\u200f\u061c]")
#: Any of these.
_HIDDEN = re.compile("[\u00ad\u180e\u200b-\u200f\u2060-\u206f\u061c\ufeff\ufff9-\ufffb\U000e0001]")
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_JOINING = re.compile("[\u0590-\u109f\u1780-\u18af\ua800-\uabff\ufb1d-\ufdff\ufe70-\ufefc]")


def tidy(text: str, *, entities: bool = True, has_marks: bool = False) -> tuple[str, bool]:
    """``text`` as it was meant, and whether double encoding was undone.

    NFC, LF, no invisible characters but those that a script needs, entities decoded once
    unless they were already; soft line breaks are U+2028. The number of lines is that of ``text``.
    ``has_marks`` says that ``plugins.marks`` in it are meant; else they are taken out.
    """
    unified = text if has_marks else unmarked(text)
    unified = unified.replace("\r\n", "\n").replace("\r", "\n")
    unified = _SOFT_BREAKS.sub(SOFT_BREAK, unified)
    mended = _mend(unified) if _MOJIBAKE.search(unified) else unified
    plain = _ENTITY.sub(_decode_entity, mended) if entities and "&" in mended else mended
    return unicode_text.clean(_visible(plain)), mended != unified


def is_odd(char: str) -> bool:
    """Whether no text has ``char``: control, unassigned, private, surrogate."""
    return (
        char not in "\t\n\r\x0b\x0c"
        and unicodedata.category(char)[0] == "C"
        and (unicodedata.category(char) != "Cf")
    )


def _mend(text: str) -> str:
    return "\n".join(map(_mend_line, text.split("\n")))


def _mend_line(line: str) -> str:
    if len(line) > _LONGEST_MENDED or not _MOJIBAKE.search(line):
        return line
    from ftfy import fix_encoding  # noqa: PLC0415 - 30 ms, for few texts

    mended = fix_encoding(line)
    return line if "\n" in mended or "\r" in mended else mended


def _decode_entity(match: re.Match[str]) -> str:
    decoded = html.unescape(match.group())
    return " " if decoded in {"\n", "\r"} else decoded


def _visible(text: str) -> str:
    if text.isascii() or not _HIDDEN.search(text):
        return text
    shown = _SOFT_HYPHEN.sub("", _ZERO_WIDTH.sub("", text))
    shown = _SPACE_OF_ZERO.sub(_joiner, _JOINER.sub(_joiner, shown))
    return shown if _RTL.search(shown) else _MARKS.sub("", shown)


def _joiner(match: re.Match[str]) -> str:
    """The joiner where a neighbour is of a script that joins, or an emoji; else nothing."""
    whole, at = match.string, match.start()
    around = whole[max(0, at - 1) : at] + whole[at + 1 : at + 2]
    needed = _JOINING.search(around) or (match.group() == "\u200d" and _is_emoji(around))
    return match.group() if needed else ""


def _is_emoji(chars: str) -> bool:
    return any(unicodedata.category(char) in {"So", "Sk"} or char == "\ufe0f" for char in chars)

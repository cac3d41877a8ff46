"""The block of ``Key: value`` lines above a text: the head of a mail, or a front matter.

It gives the headline and evidence, and nothing of it is text. A block is at least two such
lines with known keys, or a title alone; it ends where a mail's head ends, at the first blank
line, or at the first line of another kind.
"""

from __future__ import annotations

import re
from base64 import b64decode
from contextlib import suppress
from dataclasses import dataclass, replace
from quopri import decodestring as decode_q
from typing import TYPE_CHECKING, Literal

from plugins.convert.reading import fields, junk
from plugins.convert.types import Field, FieldName, Line
from plugins.model import Dropped
from plugins.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_Kind = Literal["field", "mail", "matter", "unknown", ""]

#: Lines looked at: the head of a mail that went over many hosts is long.
_LINES = 200
#: Stands above a block, and below a front matter.
_FENCE = re.compile(r"-{3,}$|[-_]{3,}[^-_]{1,40}[-_]{3,}:?$")
_ENCODED = re.compile(r"=\?[\w.:+*-]{1,60}\?[bq]\?", re.IGNORECASE)
#: An encoded word (RFC 2047): its charset, with or without a language, its way and its letters.
_WORD = re.compile(r"=\?([\w.:+-]{1,40})(?:\*[\w-]{0,20})?\?([bq])\?([^?]*)\?=", re.IGNORECASE)
#: White space between two encoded words is none of the text.
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?[\w.:+*-]{1,60}\?[bq]\?[^?]*\?=)", re.IGNORECASE)
_REPLY = re.compile(r"(?:(?:re|fwd?|aw|wg|tr|sv|rv|enc|ynt|ha)\s?:\s*)+(?=\S)", re.IGNORECASE)
_IDENTIFIER = re.compile(r"[a-z][a-z0-9_-]{1,20}$")
_HYPHENATED = re.compile(r"[a-z]+(?:-[a-z0-9]+)+$", re.IGNORECASE)
#: Keys of a mail that name its author, its time and, as all others, what no reader needs.
_FROM = frozenset(
    "from von de da di van od от від من kimden från fra 差出人 发件人 보낸사람".split()
)
_SENT = frozenset(
    "sent gesendet envoyé enviado inviato inviata verzonden wysłano отправлено تاريخ skickat"
    " sendt gönderildi gönderilme 送信日時 发送时间".split()
)
_MAIL = frozenset(
    "to cc bcc sender received mime-version content-type content-transfer-encoding message-id"
    " reply-to return-path delivered-to in-reply-to references user-agent importance priority"
    " attachments an kopie bk anlagen antwort-an à a copie cci para copia cópia per aan kopia do dw"
    " кому копия إلى kime bilgi till til kopi 宛先 收件人 받는사람 precedence list-id"
    " dkim-signature authentication-results received-spf arc-seal".split()
)
#: Keys of a front matter of which no seed may say anything.
_MATTER = frozenset(
    "status slug save_as url link template layout draft lang language subtitle summary"
    " description category categories id permalink aliases image pinned published hidden".split()
)


@dataclass(frozen=True, slots=True)
class Header:
    """What a block says, and the text without it."""

    rest: str
    """The whole text, the block's lines blank, so that every line keeps its number."""
    title: str = ""
    """One line; empty where the block gives none."""
    title_line: Line | None = None
    fields: tuple[Field, ...] = ()
    lines: tuple[Line, ...] = ()
    """The block's lines, in order."""
    dropped: tuple[Dropped, ...] = ()
    """All of them but the title's words."""
    is_mail: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: _Kind
    """``unknown``: a word of a program's; empty: no line of a header."""
    key: str
    value: str
    lines: tuple[Line, ...]
    name: FieldName | None = None
    """Of a ``field`` what it names."""


def read(text: str) -> Header:
    """The block at the top of ``text``; where there is none, nothing but the text."""
    physical = text.split("\n")
    entries = _known(list(_entries(physical[:_LINES])))
    if not entries:
        return Header(text)
    taken = {line.no for entry in entries for line in entry.lines}
    rest = "\n".join("" if no in taken else line for no, line in enumerate(physical, start=1))
    title = _title(entries)
    if not rest.strip() and not title:
        return Header(text)
    return Header(
        rest,
        title.value if title else "",
        title.line if title else None,
        tuple(_fields(entries, title)),
        tuple(line for entry in entries for line in entry.lines),
        tuple(_dropped(entries, title)),
        any(entry.kind == "mail" for entry in entries),
    )


def _entries(physical: Sequence[str]) -> Iterator[_Entry]:
    """The entries from the top, up to the first line that is none."""
    last: _Entry | None = None
    seen: set[str] = set()
    mail = gap = False
    for no, full in enumerate(physical, start=1):
        line = Line(no, full.strip())
        if not line.text:
            if last and (mail or last.kind == "matter"):
                break
            gap = True
            continue
        if last and last.key and not gap and _is_folded(full, last, mail):
            last = replace(last, value=f"{last.value} {line.text}", lines=(*last.lines, line))
            continue
        entry = _entry(line, mail)
        again = entry.key in seen and entry.kind != "mail"
        if not entry.kind or again or (gap and entry.kind == "unknown"):
            break
        if last:
            yield last
        last, gap = entry, False
        seen.add(entry.key or "---")
        mail = mail or entry.kind == "mail"
    if last:
        yield last


def _is_folded(full: str, last: _Entry, mail: bool) -> bool:
    """Whether a line goes on with the value above: not so an indented paragraph."""
    goes_on = mail or not last.value or full.lstrip().startswith(("=?", "- "))
    return full[0] in " \t" and goes_on


def _entry(line: Line, mail: bool) -> _Entry:
    """The line as an entry; of kind "" if it is none."""
    if _FENCE.match(line.text[: fields.SEEN]):
        return _Entry("unknown", "", "", (line,))
    match = fields.PAIR.match(line.text)
    if not match or "\u2028" in line.text:
        return _Entry("", "", "", (line,))
    word, value = fields.plain(match.group(1)), match.group(2).strip()
    name = _name(word, value)
    kind: _Kind = "field" if name else _kind(match.group(1), value, mail)
    return _Entry(kind, word, value, (line,), name)


def _name(word: str, value: str) -> FieldName | None:
    """What a key names, where the value can be that: running text is no name and no date."""
    name: FieldName | None = "authors" if word in _FROM else fields.name_of(word)
    name = "published" if word in _SENT else name
    if not value or (name == "url" and not value.startswith("http")):
        return None
    return None if name not in {"title", "tags"} and junk.is_prose(value) else name


def _kind(key: str, value: str, mail: bool) -> _Kind:
    word = fields.plain(key)
    if word in _MAIL or (mail and _HYPHENATED.match(word)):
        return "mail"
    if value and junk.is_prose(value):
        return ""
    if word in _MATTER or fields.name_of(word):
        return "matter"
    return "unknown" if _IDENTIFIER.match(key) else ""


def _known(entries: list[_Entry]) -> list[_Entry]:
    """The entries if they are a block, else none."""
    known = [entry for entry in entries if entry.kind != "unknown"]
    is_block = len({entry.key for entry in known}) > 1
    return entries if is_block or (known and known[0].name == "title") else []


def _title(entries: Sequence[_Entry]) -> Field | None:
    """The first title that has a letter or a digit in it."""
    for entry in entries:
        if entry.name == "title":
            value = subject(entry.value)
            if re.search(r"\w", value):
                return Field("title", value, entry.lines[0])
    return None


def subject(value: str) -> str:
    """What a mail is about, in one line and plain letters, without the marks of a reply."""
    return one_line(_REPLY.sub("", decoded(value)[: 10 * fields.SEEN], count=1))


def _fields(entries: Sequence[_Entry], title: Field | None) -> Iterator[Field]:
    for entry in entries:
        line = entry.lines[0]
        if title and line == title.line:
            yield title
        elif entry.name and entry.name != "title":
            field = fields.made(entry.name, decoded(entry.value), line)
            if field:
                yield field


def _dropped(entries: Sequence[_Entry], title: Field | None) -> Iterator[Dropped]:
    """Every line of the block; of the title's what stands before its words, if they are there."""
    for entry in entries:
        rule = "mail header" if entry.kind == "mail" else "header field"
        for line in entry.lines:
            whole = not (title and line == title.line and title.value in line.text)
            text = (
                line.text if whole or not title else line.text.replace(title.value, "", 1).strip()
            )
            yield Dropped(line.no, text, rule)


def decoded(value: str) -> str:
    """``value`` with a mail's encoded words in plain letters; those that are broken stay."""
    if not _ENCODED.search(value):
        return value
    between = _BETWEEN_WORDS.sub(r"\1", value)
    return "".join(map(_spelled, _words_of(between))) or value


def _words_of(value: str) -> Iterator[tuple[str, str, bytes]]:
    """The parts of a header: plain ones without a charset, and bytes of encoded ones.

    Bytes of neighbours in one charset are one part: a letter may begin in one and end in the next.
    """
    at = 0
    charset, held = "", b""
    for match in _WORD.finditer(value):
        raw = _bytes(match[2].lower(), match[3])
        name = match[1].lower()
        if held and (match.start() > at or name != charset or raw is None):
            yield "", charset, held
            held = b""
        yield value[at : match.start()], "", b""
        at = match.end()
        if raw is None:
            yield match.group(), "", b""
        else:
            charset, held = name, held + raw
    if held:
        yield "", charset, held
    yield value[at:], "", b""


def _bytes(way: str, text: str) -> bytes | None:
    """What an encoded word stands for; None where it is broken."""
    try:
        if way == "q":
            return decode_q(text.encode("ascii").replace(b"_", b" "))
        return b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (ValueError, UnicodeError):
        return None


def _spelled(part: tuple[str, str, bytes]) -> str:
    """A part in letters: of an unknown or a wrong charset as UTF-8, else as Latin-1."""
    plain, charset, raw = part
    if not raw:
        return plain
    for name in (charset, "utf-8"):
        with suppress(LookupError, ValueError):
            return raw.decode(name)
    return raw.decode("latin-1")

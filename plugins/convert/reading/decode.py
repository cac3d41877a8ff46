"""Bytes to text: whatever the encoding, the same bytes always give the same text.

Order: byte order mark, magic number, UTF-8, UTF-16 and UTF-32 without a mark, control
characters, UTF-8 with a few wounds, detector. On 488 news samples chardet 7 was right in
99.8 %, but no detector finds UTF-16 without a mark: hence the own test.
"""

from __future__ import annotations

import codecs
import re

from plugins.convert.reading import characters
from plugins.convert.types import Decoded
from plugins.errors import Problem, SeedRefused

#: The detector's answer does not change beyond this many bytes.
_SAMPLE = 200_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAVE_TEXT = "open it in the program it belongs to and save its text as plain text"
_UNPACK = "unpack it and put the texts in it into the seeds folder"
_IMAGE = "put pictures below content/ and name them in a seed's sidecar"
#: What the first bytes give away: (pattern, name, remedy).
_MAGIC = (
    (rb"%PDF-", "a PDF document", _SAVE_TEXT),
    (rb"PK(\x03\x04|\x05\x06)", "a ZIP archive or an office document", _SAVE_TEXT),
    (rb"\xd0\xcf\x11\xe0", "an old office document", _SAVE_TEXT),
    (rb"\{\\rtf", "an RTF document", _SAVE_TEXT),
    (rb"%!PS", "a PostScript document", _SAVE_TEXT),
    (rb"\x89PNG", "a PNG picture", _IMAGE),
    (rb"\xff\xd8\xff", "a JPEG picture", _IMAGE),
    (rb"GIF8[79]a", "a GIF picture", _IMAGE),
    (rb"RIFF.{4}(WEBP|WAVE|AVI )", "a picture, sound or film", _IMAGE),
    (rb"BM.{4}\x00\x00\x00\x00", "a bitmap picture", _IMAGE),
    (rb"(II\*\x00|MM\x00\*)", "a TIFF picture", _IMAGE),
    (rb".{4}ftyp", "a film or picture", _IMAGE),
    (rb"OggS|ID3[\x00-\x09]|fLaC", "a sound file", "remove it from the seeds folder"),
    (rb"\x1f\x8b", "a gzip archive", _UNPACK),
    (rb"BZh\d1AY", "a bzip2 archive", _UNPACK),
    (rb"\xfd7zXZ|7z\xbc\xaf|Rar!\x1a|\x28\xb5\x2f\xfd", "an archive", _UNPACK),
    (rb"\x7fELF|MZ.{0,60}\x00\x00\x00", "a program", "remove it from the seeds folder"),
    (rb"SQLite format 3\x00", "a database", "remove it from the seeds folder"),
)
_MAGIC_COMPILED = tuple(
    (re.compile(pattern, re.DOTALL), name, remedy) for pattern, name, remedy in _MAGIC
)
#: Control characters that no text has; ESC is left out for ISO-2022.
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\x0b\x0c\r\x1b"} | {0x7F})
#: Above this share of them a file is no text.
_MOST_CONTROLS = 0.05
#: Encodings of two and four bytes a character: bytes a character, and which of four are zero.
_BYTES_OF_16, _BYTES_OF_32 = 2, 4
_WIDE = (
    ("utf-32-le", _BYTES_OF_32, (2, 3)),
    ("utf-32-be", _BYTES_OF_32, (0, 1)),
    ("utf-16-le", _BYTES_OF_16, (1, 3)),
    ("utf-16-be", _BYTES_OF_16, (0, 2)),
)
#: What browsers take the names of encodings for.
_MEANT = {"iso8859-1": "windows-1252", "ascii": "windows-1252", "gb2312": "gb18030"}
#: Share of the characters whose upper bytes are zero in UTF-32: all but emoji and the like.
_ZEROS_OF_32 = 0.9
#: Escape sequences that switch to Japanese or Korean amid ASCII.
_SWITCHES = ((b"\x1b$B", "iso2022_jp"), (b"\x1b$@", "iso2022_jp"), (b"\x1b$)C", "iso2022_kr"))
#: UTF-8 stays UTF-8 while it has this many good sequences for each bad one.
_GOOD_PER_BAD = 5
#: The detector is guessing below this; Windows-1252 then shows most bytes as something.
_LEAST_SURE = 0.2


def decode(raw: bytes, where: str) -> Decoded:
    """The text of ``raw``: NFC, LF, entities decoded once, mojibake mended, nothing invisible.

    Bytes that fit no encoding become U+FFFD and lower the confidence. Raises SeedRefused with
    the code ``binary`` or ``empty``.
    """
    return made(unicode(raw, where), where)


def made(found: Decoded, where: str, *, entities: bool = True) -> Decoded:
    """``found`` with a tidy text; ``entities`` says whether to decode those in it.

    Raises SeedRefused with the code ``empty``.
    """
    confidence, reason = found.confidence, found.reason
    tidy, mended = characters.tidy(found.text, entities=entities)
    if not tidy.strip():
        remedy = "write its text, or remove the file"
        raise SeedRefused(Problem(where, "holds no text", remedy, code="empty"))
    if "\ufffd" in tidy:
        confidence = min(confidence, 0.5)
    if mended:
        confidence, reason = min(confidence, 0.8), f"{reason}, double encoding undone"
    return Decoded(tidy, found.encoding, confidence, reason)


def unicode(raw: bytes, where: str, declared: str = "") -> Decoded:
    """The characters of ``raw`` as they are, markup and entities too.

    What is no UTF-8 is in the ``declared`` encoding, where there is one of this name. Raises
    SeedRefused with the code ``binary``.
    """
    return Decoded(*_decoded(raw, where, declared))


def _decoded(raw: bytes, where: str, declared: str) -> tuple[str, str, float, str]:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            text = raw[len(mark) :].decode(encoding, "replace")
            return text, encoding, 1.0, "byte order mark"
    _refuse_magic(raw, where)
    wide = _wide(raw)
    if wide:
        return raw.decode(wide), wide, 0.95, "pattern of zero bytes"
    _refuse_controls(raw, where)
    for switch, encoding in _SWITCHES:
        if switch in raw[:_SAMPLE] and raw.isascii():
            return raw.decode(encoding, "replace"), encoding, 0.95, "escape sequences"
    try:
        return raw.decode("utf-8"), "utf-8", 1.0, "valid utf-8"
    except UnicodeDecodeError:
        return _as_declared(raw, declared) or _wounded(raw) or _detected(raw)


def _as_declared(raw: bytes, declared: str) -> tuple[str, str, float, str] | None:
    """The text in the encoding that its container names, as browsers understand the name."""
    try:
        name = codecs.lookup(declared.strip()).name if declared else ""
    except (LookupError, ValueError, UnicodeError):
        return None
    encoding = {"iso8859-1": "windows-1252", "ascii": "windows-1252", "gb2312": "gb18030"}.get(
        name, name
    )
    if not encoding or encoding.startswith(("utf-8", "utf-16", "utf-32", "utf-7")):
        return None
    try:
        return raw.decode(encoding, "replace"), encoding, 0.95, "declared"
    except (LookupError, UnicodeError):  # codecs that make no text of bytes
        return None


def _refuse_magic(raw: bytes, where: str) -> None:
    head = raw[:512]
    for pattern, name, remedy in _MAGIC_COMPILED:
        if pattern.match(head):
            raise SeedRefused(Problem(where, f"looks like {name}, not text", remedy, code="binary"))


def _refuse_controls(raw: bytes, where: str) -> None:
    controls = len(raw) - len(raw.translate(None, _CONTROLS))
    if controls > _MOST_CONTROLS * len(raw):
        share = f"is no text: {controls} of its {len(raw)} bytes are control characters"
        remedy = "save it as plain text in UTF-8, or remove it"
        raise SeedRefused(Problem(where, share, remedy, code="binary"))


def _wide(raw: bytes) -> str:
    """UTF-16 or UTF-32 without a mark, told by where the zero bytes stand; else empty."""
    head = raw[:8192]
    zeros = [head[offset::4].count(0) for offset in range(4)]
    if sum(zeros) < max(2, len(head) // 200):
        return ""
    for encoding, step, empty in _WIDE:
        share = min(zeros[offset] for offset in empty) / max(1, len(head) // 4)
        enough = share > _ZEROS_OF_32 if step == _BYTES_OF_32 else share > 0
        if step == _BYTES_OF_16:
            enough = enough and not any(zeros[i] for i in range(4) if i not in empty)
        if enough and len(raw) % step == 0 and _is_text(raw, encoding):
            return encoding
    return ""


def _is_text(raw: bytes, encoding: str) -> bool:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    sample = text[:4096]
    return sum(map(characters.is_odd, sample)) * 50 <= len(sample)


def _wounded(raw: bytes) -> tuple[str, str, float, str] | None:
    """Text that is UTF-8 but for a few bytes: whole lines of another encoding are read as
    Windows-1252, single bad bytes become U+FFFD.
    """
    text = raw.decode("utf-8", "replace")
    bad = text.count("\ufffd") - raw.count(b"\xef\xbf\xbd")
    good = sum(map(len, re.findall("[^\x00-\x7f\ufffd]+", text)))
    if good < bad * _GOOD_PER_BAD:
        return None
    lines = [_wounded_line(line) for line in raw.splitlines(keepends=True)]
    return "".join(lines), "utf-8", 0.6, f"utf-8 with {bad} bad sequences"


def _wounded_line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        text = line.decode("utf-8", "replace")
    if re.search("[^\x00-\x7f\ufffd]", text):
        return text
    return line.decode("windows-1252", "replace")


def _detected(raw: bytes) -> tuple[str, str, float, str]:
    from chardet import detect  # noqa: PLC0415 - 8 ms, for few texts

    found = detect(raw[:_SAMPLE])
    name = str(found["encoding"] or "windows-1252").lower()
    # What calls itself Latin-1 has, where the two differ, the punctuation of Windows-1252.
    unsure = float(found["confidence"] or 0) < _LEAST_SURE
    encoding = "windows-1252" if unsure or name in {"iso-8859-1", "ascii", "utf-8"} else name
    try:
        text = raw.decode(encoding, "replace")
    except LookupError:
        encoding, text = "windows-1252", raw.decode("windows-1252", "replace")
    return text, encoding, round(float(found["confidence"] or 0.3), 2), "detector"

"""E-mail: its subject, sender and date, its words as HTML or plain text, and its pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from email import policy
from email.message import Message
from email.parser import BytesParser
from email.utils import getaddresses
from typing import TYPE_CHECKING

from plugins.convert.formats import mail_words, page, pictures
from plugins.convert.formats.refusal import refused, textless
from plugins.convert.formats.trees import stripped
from plugins.convert.formats.values import given
from plugins.convert.metadata.moments import find
from plugins.convert.reading.decode import made, unicode
from plugins.convert.reading.header import decoded, subject
from plugins.convert.types import Decoded, Part, Record, where_of
from plugins.dates import iso
from plugins.errors import SeedRefused
from plugins.model import Block, Dropped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from zoneinfo import ZoneInfo

    from plugins.convert.formats.values import Said
    from plugins.convert.types import Given

#: Parts that are looked at; the parser takes a frame for each part in a part.
_MOST_PARTS, _MOST_NESTED, _MOST_BORDERS = 200, 50, 10_000
_NESTING = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
#: Characters of a header line that are read, and of a note above a mail that is passed on.
_LONGEST_HEADER, _NOTE = 1000, 200
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
#: A sender's address behind the name.
_SENDER = re.compile(r"[<\[(](?:mailto:)?[^<>\[\]()]*@.*")
_WORDS = ("text/html", "text/plain")
_About = tuple[Message, "ZoneInfo"]


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A part that holds no other parts, and the mail that it belongs to."""

    part: Message
    mail: Message
    type: str
    name: str
    """The file's, if it has one."""
    choice: int
    """Which one of several ways to say the same it is a part of; 0 where there is one way."""

    @property
    def raw(self) -> bytes:
        """Its content, without the mail's own encoding."""
        data = self.part.get_payload(decode=True)
        return data if isinstance(data, bytes) else b""

    @property
    def is_words(self) -> bool:
        return self.type in _WORDS and not self.name

    @property
    def id(self) -> str:
        """What addresses in the mail's HTML call it."""
        return _header(self.part, "content-id").strip(" <>")


def read(part: Part, key: str, zone: ZoneInfo) -> Record:
    """The mail's text: HTML before plain text, which is wrapped at a width.

    Of a mail that is passed on under a short note it is the text of that mail.
    """
    nested, lines = len(_NESTING.findall(part.raw)), part.raw.count(b"\n--")
    if nested > _MOST_NESTED or lines > _MOST_BORDERS:
        remedy = "put the text that matters into a file of its own"
        raise refused(key, "has too many parts, or parts in parts", remedy, "nested")
    mail = BytesParser(policy=policy.compat32).parsebytes(part.raw)
    leaves = [*_leaves(mail)]
    words = _words(leaves)
    if not words:
        raise textless(key, "put its words into the mail itself, unencrypted, or remove it")
    make = _of_html if words[0].type == "text/html" else _of_plain
    record = make(words, leaves, where_of(key), (words[0].mail, zone))
    named = _by_file(record.left_out, leaves)
    return replace(record, left_out=(*named, *_left_out(leaves, words)))


def _leaves(mail: Message) -> Iterator[_Leaf]:
    """The parts in order, those of mails in the mail too."""
    waiting: list[tuple[Message, Message, int]] = [(mail, mail, 0)]
    seen = 0
    while waiting and seen < _MOST_PARTS:
        part, owner, choice = waiting.pop()
        seen += 1
        inner = part.get_payload()
        if not isinstance(inner, list):
            yield _Leaf(part, owner, part.get_content_type(), _name(part), choice)
            continue
        choice = seen if part.get_content_type() == "multipart/alternative" else choice
        passed_on = part.get_content_type() == "message/rfc822"
        parts = [each for each in reversed(inner) if isinstance(each, Message)]
        waiting += [(each, each if passed_on else owner, choice) for each in parts]


def _name(part: Message) -> str:
    try:
        name = part.get_filename() or ""
    except (LookupError, ValueError, TypeError):  # a broken RFC 2231 value
        return "file"
    is_file = part.get_content_disposition() == "attachment"
    return decoded(name[:_LONGEST_HEADER]) or ("file" if is_file else "")


def _words(leaves: list[_Leaf]) -> list[_Leaf]:
    """The parts that are the text: of the first mail that says more than a note, else the first."""
    found: list[list[_Leaf]] = []
    for mail in dict.fromkeys(id(leaf.mail) for leaf in leaves):
        own = [leaf for leaf in leaves if id(leaf.mail) == mail and leaf.is_words]
        full = [leaf for leaf in own if leaf.raw.strip()]
        first = next((leaf for kind in _WORDS for leaf in full if leaf.type == kind), None)
        if first is not None:
            found.append(
                [each for each in full if (each.type, each.choice) == (first.type, first.choice)]
            )
    long = (words for words in found if sum(len(leaf.raw) for leaf in words) > _NOTE)
    return next(long, found[0] if found else [])


def _told(about: _About, head: dict[str, str] | None) -> tuple[Given, ...]:
    """What the mail's head says; of one that is passed on within it, what that one's says."""
    mail, zone = about
    if head is None:
        return given(_said(mail), zone)
    return given([*_said_within(head, zone), *_outer(mail)], zone)


def _said_within(head: dict[str, str], zone: ZoneInfo) -> Iterator[Said]:
    title, date = subject(head.get("subject", "")), head.get("date", "")
    yield "title", title, "Subject of the mail passed on"
    yield "published", date, "Date of the mail passed on"
    for mention in find(date[:_NOTE], "", zone)[:1]:
        moment = iso(mention.moment) if mention.moment else mention.day.isoformat()
        yield "published", moment, "Date of the mail passed on"
    yield "authors", _SENDER.sub("", head.get("from", "")), "From of the mail passed on"


def _outer(mail: Message) -> Iterator[Said]:
    """What stands for what an inner head does not say; never the name of who passes it on."""
    return (each for each in _said(mail) if each[0] in {"title", "published"})


def _said(mail: Message) -> Iterator[Said]:
    yield "title", subject(_header(mail, "subject")), "Subject"
    yield "published", _header(mail, "date"), "Date"
    senders = getaddresses([_header(mail, "from")])
    names = [decoded(name) for name, address in senders if name and name != address]
    yield "authors", "\n".join(names), "From"
    yield "publisher", decoded(_header(mail, "organization")), "Organization"
    yield "lang", _header(mail, "content-language"), "Content-Language"


def _header(mail: Message, name: str) -> str:
    """The header's value as it stands, in one line; letters that nobody encoded are UTF-8."""
    found = next((value for key, value in mail.raw_items() if key.lower() == name), "")
    raw = str(found)[:_LONGEST_HEADER].encode("utf-8", "surrogateescape")
    return " ".join(raw.decode("utf-8", "replace").split())


def _of_html(words: list[_Leaf], leaves: list[_Leaf], where: str, about: _About) -> Record:
    text = "".join(f"<div>{_unicode(leaf, where).text}</div>" for leaf in words)
    extra = "".join(
        f'<img src="cid:{number}:">' for number, leaf in enumerate(leaves) if _is_loose(leaf, text)
    )
    blocks, hidden = page.shown(text + extra)
    news = mail_words.of_blocks(blocks, _header(about[0], "subject"))
    left_out = (*news.left_out, *hidden)
    return page.composed(news.blocks, left_out, _told(about, news.head), _loader(leaves))


def _unicode(leaf: _Leaf, where: str) -> Decoded:
    return unicode(leaf.raw, where, leaf.part.get_content_charset() or "")


def _is_loose(leaf: _Leaf, text: str) -> bool:
    """Whether a picture is in the mail without standing in its text."""
    return leaf.type.startswith("image/") and not (leaf.id and f"cid:{leaf.id}" in text)


def _loader(leaves: list[_Leaf]) -> Callable[[str], bytes | None]:
    by_id = {f"cid:{leaf.id}": leaf for leaf in leaves if leaf.id}
    by_id |= {f"cid:{number}:": leaf for number, leaf in enumerate(leaves)}

    def load(href: str) -> bytes | None:
        leaf = by_id.get(href)
        return leaf.raw if leaf else None

    return load


def _of_plain(words: list[_Leaf], leaves: list[_Leaf], where: str, about: _About) -> Record:
    """Plain text, below it the mail's pictures."""
    found = [_unicode(leaf, where) for leaf in words]
    texts = (_unfolded(each.text, leaf.part) for each, leaf in zip(found, words, strict=True))
    text = "\n\n".join(texts)
    cut = _SIGNATURE.search(text)
    body, signature = (text[: cut.start()], text[cut.start() :]) if cut else (text, "")
    if not body.strip():
        body, signature = text, ""
    news = mail_words.of_lines(body.split("\n"), _header(about[0], "subject"))
    shown = pictures.illustrated(
        (
            Block("image", href=f"cid:{number}:")
            for number, leaf in enumerate(leaves)
            if leaf.type.startswith("image/")
        ),
        _loader(leaves),
    )
    return Record(
        text=made(replace(found[0], text="\n".join(news.lines)), where, entities=False),
        blocks=shown.blocks,
        given=_told(about, news.head),
        left_out=(*news.left_out, *_lines(signature, "signature"), *shown.left_out),
        image=shown.image,
        pictures=shown.pictures,
    )


def _unfolded(text: str, part: Message) -> str:
    """Lines of ``format=flowed`` (RFC 3676) as they were before they were wrapped."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    joint = "" if str(part.get_param("delsp", "")).lower() == "yes" else " "
    flowed = re.compile(r"(?<!^--) \n(?!-- $)", re.MULTILINE)
    return flowed.sub(joint, text.replace("\r\n", "\n"))


def _by_file(left_out: Iterable[Dropped], leaves: list[_Leaf]) -> Iterator[Dropped]:
    """What is left out, pictures by the names of their files instead of their addresses."""
    names: dict[str, str] = {}
    for number, leaf in enumerate(leaves):
        if leaf.type.startswith("image/"):
            name = f"{leaf.name or 'file'} ({leaf.type})"
            names |= {f"cid:{number}:": name, f"cid:{leaf.id}": name}
    for each in left_out:
        words = (names.get(word, word) for word in each.text.split(" "))
        yield replace(each, text=" ".join(words)) if "cid:" in each.text else each


def _left_out(leaves: list[_Leaf], words: list[_Leaf]) -> Iterator[Dropped]:
    """Files, and what other parts say that do not say the same in another way."""
    for leaf in leaves:
        is_same = leaf.choice and leaf.choice == words[0].choice and leaf.is_words
        if leaf in words or is_same or leaf.type.startswith("image/"):
            continue
        if not leaf.is_words:
            yield Dropped(0, f"{leaf.name or 'file'} ({leaf.type})", "attachment")
            continue
        try:
            text = _unicode(leaf, "").text
        except SeedRefused:
            yield Dropped(0, f"file ({leaf.type})", "attachment")
        else:
            yield from _lines(stripped(text) if leaf.type == "text/html" else text, "other part")


def _lines(text: str, rule: str) -> Iterator[Dropped]:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return (Dropped(0, line, rule) for line in lines if line)

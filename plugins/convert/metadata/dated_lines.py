"""The dates in a line that may be the text's own: its only words, or where a paragraph has one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

from plugins.convert.metadata import date_words
from plugins.convert.metadata.a_date import MAX_LINE, Dated, dated
from plugins.convert.metadata.moments import Mention, find
from plugins.convert.metadata.sentences import ends_like_prose
from plugins.convert.types import Line
from plugins.text import shorten

#: Characters of a longer line's beginning, and of its end.
_OPENING, _CLOSING = 400, 60
#: Letters that may stand beside a date in its line: a name, a place, a section; and with words
#: that say what the date is.
_MAX_REST, _MAX_SAID = 90, 120
#: Letters of a name.
_NAME_BESIDE = 45
#: Letters beside a date of which the line is evidence for nothing else.
_OWN_LINE = 70

_DIGIT = re.compile(r"\d")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_ESCAPE = re.compile(r"\\(?=[.\-_#*+()])")
_PARTED = re.compile(r"[|•·]|\s[–—-]\s")
_NAMED = re.compile(
    r"(?<![^\W\d_])(?:by|von|par|por|di|da|door|av|af|autor|автор|przez)\s+[^\W\d_]", re.IGNORECASE
)
#: What a line's marks and words make a sign of.
_MARKS: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("parted", _PARTED.search),
    ("handle", lambda text: "@" in text),
    ("address beside", lambda text: "://" in text),
    ("table row", lambda text: text.startswith("|")),
    ("byline", _NAMED.search),
)
_DATELINE_BEFORE = re.compile(r"[(\[]?(?:[^\W\d_a-z][^.!?:;]{0,60})?")
_DATELINE_AFTER = re.compile(
    r"\s{0,2}(?:г\.)?\s?[)\]]?(?:\s{0,2}[(\[][^()]{2,40}[)\]]\s?[-–—:/.]|\s{0,2}[-–—:/])"
    r"|[)\]]\.\s"
)
#: What stands right before a date that closes a paragraph and is none of its sentence's words.
_ENDED = re.compile(r"[.!?…»”\"](?:\s?[^\W\d_]{5,12},?\s?)?$")
#: A picture, whose words and address are no words of its line.
_PICTURE = re.compile(r"!\[[^\[\]]{0,400}\]\([^()\s]{0,400}(?:\s\"[^\"]{0,400}\")?\)")
#: A day of a machine's, never of a sentence's: ``2024-11-18 10:05``.
_STAMP = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:")
#: What follows the first of several days: ``18.-20. November``, ``2024/11/18-20``.
_SPAN_BEHIND = re.compile(r"\s?[-–]\s?[0-3]?\d(?!\d|[:.]\d)")
_RIGHTS = re.compile(r"\W{0,4}(?:©|\(c\)|copyright)", re.IGNORECASE)
#: A post of somebody, quoted with its day.
_QUOTED = re.compile(r"[>\s]*[—–-]\s.{2,60}\(@")


def of_line(line: Line, place: frozenset[str], lang: str, zone: ZoneInfo) -> Iterator[Dated]:
    """The dates of ``line`` that may be the text's own; ``place`` are the signs of the line's."""
    text = line.text
    if "![" in text:
        text = _PICTURE.sub("", text[: 10 * _OPENING]).strip()
    if "![" in text or not _DIGIT.search(text, 0, _OPENING):
        return
    text = _ESCAPE.sub("", _LINK.sub(r"\1", text[: 4 * _OPENING]))
    if len(text) > MAX_LINE:
        yield from _of_long(text, place, lang, zone)
        return
    mentions = find(text, lang, zone)
    if not mentions or _QUOTED.match(text):
        return
    rest = date_words.beside(text, mentions)
    shape = re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "0", text)) if rest < 12 else ""
    common = {*place, *_of_text(text, rest, mentions)}
    start = 0
    for mention in mentions:
        label = date_words.said(text[start : mention.start])
        label = label or date_words.said_behind(text[mention.end :])
        start = mention.end
        if rest <= (_MAX_SAID if label else _MAX_REST):
            signs = {*common, *([label] if label else []), *_of_place(text, mention, rest)}
            evidence = line.text if rest <= _OWN_LINE else shorten(text[: mention.end], 120)
            made = dated(mention, zone, signs, evidence, updated=label == "update said")
            yield replace(made, shape=shape)
        elif not label:
            yield from _edge(text, mention, place, zone)


def _of_text(text: str, rest: int, mentions: tuple[Mention, ...]) -> Iterator[str]:
    """Signs of a line as a whole; ``rest`` letters stand beside its dates."""
    limits = ((0, "alone"), (12, "a word beside"), (_NAME_BESIDE, "a name beside"))
    yield next((name for most, name in limits if rest <= most), "much beside")
    yield from (sign for sign, holds in _MARKS if holds(text))
    if rest > 12 and ends_like_prose(text) and not _NAMED.match(text):
        yield "sentence"
    if len({mention.day for mention in mentions}) > 2:
        yield "many days"
    if date_words.counts_comments(text):
        yield "comments counted"
    elif rest and date_words.of_something_else(text):
        yield "of something else"
    if _RIGHTS.match(text):
        yield "rights"


def _of_place(text: str, mention: Mention, rest: int) -> Iterator[str]:
    """Signs of a date's place in its line; ``rest`` letters stand beside the line's dates."""
    before, after = text[: mention.start], text[mention.end :]
    if _SPAN_BEHIND.match(after) or date_words.ends_span(before):
        yield "several days"
    elif rest > _NAME_BESIDE and before.strip("([ ") and _is_dateline(before, after):
        yield "dateline"


def _is_dateline(before: str, after: str) -> bool:
    return bool(_DATELINE_BEFORE.fullmatch(before) and _DATELINE_AFTER.match(after))


def _of_long(text: str, place: frozenset[str], lang: str, zone: ZoneInfo) -> Iterator[Dated]:
    """A date in a paragraph: behind words that say it is the text's own, or opening it."""
    opening = text[:_OPENING]
    for mention in find(opening, lang, zone)[:2]:
        before = opening[: mention.start]
        label = date_words.said(before) if date_words.begins_sentence(before) else ""
        if label in {"published said", "update said"}:
            updated = label == "update said"
            signs = {*place, "paragraph", label}
            yield dated(mention, zone, signs, _shown(opening, mention), updated=updated)
        else:
            yield from _opens(opening, mention, place, zone)
    closing = text[-_CLOSING:]
    for mention in find(closing, lang, zone)[-1:]:
        yield from _closes(closing, mention, place, zone)


def _edge(text: str, mention: Mention, place: frozenset[str], zone: ZoneInfo) -> Iterator[Dated]:
    """The date where it opens or closes a line of running text."""
    yield from _opens(text, mention, place, zone)
    yield from _closes(text, mention, place, zone)


def _opens(text: str, mention: Mention, place: frozenset[str], zone: ZoneInfo) -> Iterator[Dated]:
    before, after = text[: mention.start], text[mention.end :]
    begins = not before.strip() and re.match(r"[.:]?\s", after) and len(after.split()) > 1
    opens = begins or _STAMP.match(text, mention.start)
    is_dateline = _is_dateline(before, after) and not _SPAN_BEHIND.match(after)
    is_today = date_words.ends_today(before)
    if opens or is_dateline or is_today:
        sign = "opens the text" if opens else "dateline" if is_dateline else "today"
        signs = {*place, "paragraph", sign}
        yield dated(mention, zone, signs, _shown(text, mention))


def _closes(text: str, mention: Mention, place: frozenset[str], zone: ZoneInfo) -> Iterator[Dated]:
    ended = _ENDED.search(text[: mention.start]) is not None
    if ended and not text[mention.end :].strip(" )]*_."):
        signs = {*place, "paragraph", "closes a paragraph"}
        yield dated(mention, zone, signs, text[max(0, mention.start - 20) :])


def _shown(text: str, mention: Mention) -> str:
    return shorten(text[max(0, mention.start - 40) : mention.end + 40], 120)

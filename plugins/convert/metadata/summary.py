"""A text's summary: its standfirst, or the whole sentences it begins with."""

from __future__ import annotations

import re
from collections.abc import Iterable

from plugins.convert.metadata import datelines
from plugins.convert.metadata.sentences import ends_like_prose, split
from plugins.model import Guess, Origin
from plugins.text import one_line

#: Characters of a summary; dense scripts say as much in less than half of them.
LIMIT = 300
_DENSE_LIMIT = 140
_MIN_PARAGRAPH = 40
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
#: "PARIS, 18 novembre (AFP) – ": place and agency say nothing in a summary.
_DATELINE = re.compile(
    r"^(?:[^.!?()]{2,60}\([^()]{2,40}\)\s*[-–—:]+"
    r"|[^\W\d_a-z][^a-z.!?()]{2,40}(?:, [^.!?()]{2,20})?\s*[–—])\s+(?=\S)"
)
#: Ends of clauses, in the order a reader would choose them.
_CLAUSES = (re.compile(r"[;:–—](?=\s)"), re.compile(r"[,،、，](?=\s|[^\x00-\u02ff])"))


def guess(standfirst: str, paragraphs: Iterable[str], lang: str) -> Guess | None:
    """A summary in plain text on one line, or None where there is no running text."""
    if standfirst:
        text = shorten(one_line(standfirst), lang)
        return Guess("summary", text, Origin.TEXT, 0.9, "standfirst") if text else None
    lead = _lead(paragraphs)
    opened = datelines.of_text(lead, lang)
    lead = lead[len(opened.text) :] if opened else _DATELINE.sub("", lead)
    text = shorten(lead, lang)
    return Guess("summary", text, Origin.TEXT, 0.6, "first sentences") if text else None


def shorten(text: str, lang: str) -> str:
    """The first one or two whole sentences of ``text``; an over-long one is cut with ``…``."""
    text = text[:4000]
    limit = _DENSE_LIMIT if len(_DENSE.findall(text)) * 3 > len(text) else LIMIT
    sentences = split(text, lang)
    if not sentences:
        return ""
    if len(sentences[0]) > limit:
        return _cut(sentences[0], limit)
    glue = "" if limit == _DENSE_LIMIT else " "
    both = glue.join(sentences[:2])
    return both if len(both) <= limit else sentences[0]


def _lead(paragraphs: Iterable[str]) -> str:
    """The first paragraph that reads like prose, else the first that is not empty."""
    first = ""
    for number, raw in enumerate(paragraphs):
        text = one_line(raw[:5000])
        dense = bool(_DENSE.search(text))
        if ends_like_prose(text) and len(text) >= _MIN_PARAGRAPH // (2 if dense else 1):
            return text
        first = first or text
        if number > 20:
            break
    return first


def _cut(sentence: str, limit: int) -> str:
    """``sentence`` in at most ``limit`` characters, ended at a clause, else between words."""
    head = sentence[: limit - 1]
    for clause in _CLAUSES:
        ends = [match.start() for match in clause.finditer(head)]
        if ends and ends[-1] > limit // 2:
            return head[: ends[-1]].rstrip() + "…"
    spaced = head.rsplit(None, 1)[0] if re.search(r"\s", head[limit // 2 :]) else head
    return spaced.rstrip(" ,;:–—-") + "…"

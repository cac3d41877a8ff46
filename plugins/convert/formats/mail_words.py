"""The news in a mail's words: without the mail around it, a salutation and a signature.

Of a mail that is passed on, or that quotes an older one below, the words of that one mail which
is the text, and what its own head says.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from plugins.convert.formats import letters, markup, passed_on
from plugins.model import Block, Dropped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_NOTE, _HEAD, _OLDER = "note above a mail passed on", "mail header", "older mail below"
_SALUTATION, _CLOSING = "salutation", "closing and signature"
#: Quotes in each other that are looked into.
_DEEPEST = 10


@dataclass(frozen=True, slots=True)
class News:
    """What is left of a mail's words."""

    lines: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    left_out: tuple[Dropped, ...] = ()
    head: dict[str, str] | None = None
    """``from``, ``date`` and ``subject`` of the mail that is passed on; None where none is."""


def of_lines(lines: Sequence[str], subject: str) -> News:
    """The news in plain text; ``subject`` is that of the whole mail."""
    lines = _outdented(lines)
    rules, head = _rules(lines, subject)
    kept = [line for line, rule in zip(lines, rules, strict=True) if not rule]
    return News(tuple(kept), (), tuple(_dropped(lines, rules)), head)


def _outdented(lines: Sequence[str]) -> Sequence[str]:
    """``lines`` without the mark of a quote before each line of a mail that is passed on."""
    at = passed_on.quoted(lines)
    if any(line.strip() and not line.startswith(">") for line in lines[at:]):
        return lines
    inner = (line.removeprefix(">").removeprefix(" ") for line in lines[at:])
    return (*lines[:at], *inner)


def of_blocks(blocks: Iterable[Block], subject: str) -> News:
    """The news in blocks; pictures stay."""
    flat = [*_unquoted(blocks)]
    shown = [[*_lines(block)] for block in flat]
    lines = [line for each in shown for line in each]
    rules, head = _rules(lines, subject)
    next_rule = iter(rules)
    kept: list[Block] = []
    left_out: list[Dropped] = []
    for block, own in zip(flat, shown, strict=True):
        mine = [*islice(next_rule, len(own))]
        rule = next((each for each in mine[1:] if each), "")
        if rule and block.kind != "paragraph":
            mine = [each or rule for each in mine]
        left_out += _dropped(own, mine)
        pairs = zip(own[1:], mine[1:], strict=True)
        text = "\n".join(line for line, gone in pairs if not gone).strip()
        if not rule:
            kept.append(block)
        elif text:
            kept.append(replace(block, text=text))
    return News((), tuple(kept), tuple(left_out), head)


def _rules(lines: Sequence[str], subject: str) -> tuple[list[str], dict[str, str] | None]:
    """The rule that drops each line, or empty; and what the head of the inner mail says."""
    found = passed_on.head(lines, subject)
    at = found.end if found else 0
    start = found.start if found else 0
    older = at + passed_on.quoted(lines[at:])
    first = at + letters.top(lines[at:older])
    last = first + letters.end(lines[first:older])
    parts = (
        (start, _NOTE),
        (at - start, _HEAD),
        (first - at, _SALUTATION),
        (last - first, ""),
        (older - last, _CLOSING),
        (len(lines) - older, _OLDER),
    )
    rules = [rule for size, rule in parts for _ in range(size)]
    named = zip(lines, rules, strict=True)
    rules = [rule or (_HEAD if passed_on.is_of_head(line) else "") for line, rule in named]
    return rules, found.values if found else None


def _dropped(lines: Iterable[str], rules: Iterable[str]) -> Iterator[Dropped]:
    for line, rule in zip(lines, rules, strict=True):
        if rule and (text := " ".join(line.split())):
            yield Dropped(0, text, rule)


def _unquoted(blocks: Iterable[Block], depth: int = 0) -> Iterator[Block]:
    """Blocks without the quotes around a mail that is passed on."""
    for block in blocks:
        inner = block.children if block.kind == "quote" and depth < _DEEPEST else ()
        lines = [line for each in inner for line in _lines(each)]
        if inner and passed_on.quoted(lines) < len(lines):
            yield from _unquoted((Block("paragraph", block.text),) if block.text else (), depth + 1)
            yield from _unquoted(inner, depth + 1)
        else:
            yield block


def _lines(block: Block) -> Iterator[str]:
    """A blank line, then those that a block shows; a row of a table is one."""
    yield ""
    if block.kind == "image":
        return
    if block.kind == "table":
        for row in block.children:
            yield " ".join(" ".join(markup.leaves((row,))).split())
    else:
        yield from (line for leaf in markup.leaves((block,)) for line in leaf.split("\n"))

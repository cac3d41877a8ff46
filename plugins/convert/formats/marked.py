"""Markdown: CommonMark with tables, and a few lines of front matter. HTML in it is text."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from plugins import marks
from plugins.convert.formats import page
from plugins.convert.formats.values import given, unread
from plugins.convert.reading.decode import decode
from plugins.convert.types import Part, Record, where_of
from plugins.model import Dropped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

    from markdown_it import MarkdownIt
    from markdown_it.parser_block import RuleFuncBlockType
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

    from plugins.convert.formats.values import Said

#: Characters that are parsed; a larger file is read as plain text, which knows the same marks.
#: 100,000 short paragraphs cost 11 s.
_MOST = 300_000
_PAIR = re.compile(r"([A-Za-z][\w-]{0,40})\s?[:=]\s?(.*)")
_ITEM = re.compile(r"\s*-\s+(.+)")
#: Cells of a row that stay apart; what stands behind them is one more.
_WIDEST = 50
#: Quotes and lists (these count twice) in each other that are read as such; a parser leaves out
#: what is deeper, so that there their marks are text.
_DEEPEST = 60
_FENCES = {"---": "---", "+++": "+++"}
#: What a front matter may say; everything else in it is nobody's but the program's it is from.
_FIELDS = {
    "title": "title",
    **dict.fromkeys(("date", "published", "pubdate", "created"), "published"),
    **dict.fromkeys(("modified", "updated", "lastmod"), "updated"),
    **dict.fromkeys(("author", "authors", "byline"), "authors"),
    **dict.fromkeys(("tags", "keywords"), "tags"),
    **dict.fromkeys(("lang", "language"), "lang"),
    **dict.fromkeys(("summary", "description", "excerpt"), "summary"),
    **dict.fromkeys(("source", "publisher"), "publisher"),
    **dict.fromkeys(("source_url", "canonical", "canonical_url"), "url"),
}

_DATES = frozenset(("published", "updated"))


def read(part: Part, key: str, zone: ZoneInfo) -> Record:
    """The text, its title and date as its front matter gives them."""
    decoded = decode(part.raw, where_of(key))
    if len(decoded.text) > _MOST:
        return Record(text=decoded)
    pairs, body = _divided(decoded.text)
    said = [_said(name, value) for name, value in pairs if name.lower() in _FIELDS]
    if not body.strip():
        return Record(text=decoded, given=given(said, zone))
    parser, env = _parser(), dict[str, Any]()
    tokens = parser.parse(body, env)
    record = page.fragment(
        parser.renderer.render(tokens, parser.options, env), _nothing, said, zone
    )
    told = {part for each in record.given for part in each.evidence.split(", ")}
    left_out = (
        Dropped(0, f"{name}: {value}" if name else value, "header field")
        for name, value in pairs
        if f"front matter {name}" not in told and _FIELDS.get(name.lower()) not in _DATES
    )
    unseen = _unseen(tokens, env, body.split("\n"))
    return replace(record, left_out=(*left_out, *unread(said, zone), *unseen, *record.left_out))


def _divided(text: str) -> tuple[list[tuple[str, str]], str]:
    """Keys and values of the front matter, and the text below it."""
    lines = text.split("\n")
    fence = _FENCES.get(lines[0].strip())
    if fence is None:
        return _headed(lines, text)
    end = next((n for n, line in enumerate(lines[1:200], 1) if line.strip() == fence), 0)
    pairs = [*_pairs(lines[1:end])]
    return (pairs, "\n".join(lines[end + 1 :])) if any(name for name, _ in pairs) else ([], text)


def _headed(lines: list[str], text: str) -> tuple[list[tuple[str, str]], str]:
    """Pelican's form: keys from the first line to a blank one, a title or a date among them."""
    end = next((n for n, line in enumerate(lines[:60]) if not line.strip()), len(lines))
    head = lines[:end]
    pairs = [*_pairs(head)]
    names = {name.lower() for name, _ in pairs}
    is_head = len(pairs) == len(head) and "" not in names and names & {"title", "date"}
    return (pairs, "\n".join(lines[end:])) if is_head else ([], text)


def _pairs(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Keys and values; a line that is no part of any has no key."""
    name, values = "", list[str]()
    for line in [*lines, "end:"]:
        item, pair = _ITEM.match(line), _PAIR.match(line)
        if pair:
            if name:
                yield name, ", ".join(values)
            name, values = pair[1], [_plain(pair[2])] if pair[2].strip() else []
        elif item and name:
            values.append(_plain(item[1]))
        elif line.strip():
            yield "", line.strip()


def _plain(value: str) -> str:
    """A value without quotes, and a list without brackets."""
    inner = value.strip()
    if inner.startswith("[") and inner.endswith("]"):
        return ", ".join(part.strip(" \"'") for part in inner[1:-1].split(","))
    return inner.strip("\"'")


def _said(name: str, value: str) -> Said:
    return _FIELDS[name.lower()], value, f"front matter {name}"


def _unseen(tokens: Iterable[Token], env: dict[str, Any], lines: list[str]) -> Iterator[Dropped]:
    """What its marks say and its HTML, as it is read, does not show."""
    used: set[str] = set()
    for token in _all(tokens):
        href = str(token.attrGet("href") or token.attrGet("src") or "")
        used.add(href)
        target = href if token.type == "link_open" and not marks.address(href) else ""
        for words, rule in (
            (target, "link target"),
            (str(token.attrGet("title") or ""), "link title"),
            (token.info.strip() if token.type == "fence" else "", "language of code"),
            (str(token.attrGet("start") or ""), "number of a list"),
        ):
            if words:
                yield Dropped(0, words, rule)
    definitions = env.get("references", {}).values()
    unused = [each for each in definitions if each["href"] not in used]
    for each in (*unused, *env.get("duplicate_refs", ())):
        words = " ".join(" ".join(lines[slice(*each["map"])]).split())
        yield Dropped(0, words, "link definition")


def _all(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.children or ())


def _widen(state: StateCore) -> None:
    """Gives each row the cells that it has beyond its table's header: a parser leaves them out."""
    lines = state.src.split("\n")
    tokens: list[Token] = []
    line, width = "", 0
    for token in state.tokens:
        if token.type == "tr_open" and token.map:
            line, width = lines[token.map[0]], 0
        elif token.type in {"td_open", "th_open"}:
            width += token.type == "td_open"
        elif token.type == "tr_close" and width:
            tokens += _more(line, width)
        tokens.append(token)
    state.tokens = tokens


def _more(line: str, width: int) -> Iterator[Token]:
    """The cells of a row's ``line`` behind the first ``width``."""
    from markdown_it.rules_block.table import escapedSplit  # noqa: PLC0415 - as below
    from markdown_it.token import Token  # noqa: PLC0415 - as below

    cells = escapedSplit(line.lstrip(" \t>").rstrip())
    first = width if cells[:1] != [""] else width + 1
    rest = [cell.strip() for cell in cells[first:]]
    own = max(0, _WIDEST - width)
    for cell in (*rest[:own], " | ".join(rest[own:])):
        if cell:
            yield Token("td_open", "td", 1)
            yield Token("inline", "", 0, content=cell, children=[])
            yield Token("td_close", "td", -1)


def _shallow(rule: RuleFuncBlockType) -> RuleFuncBlockType:
    """A rule for what holds blocks that finds none where they would be too deep."""

    def read_on(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level < _DEEPEST and rule(state, start, end, silent)

    return read_on


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only Markdown needs it
    from markdown_it.rules_block import blockquote, list_block  # noqa: PLC0415 - as above

    options = {"html": False, "maxNesting": _DEEPEST + 2}
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    ends = ["paragraph", "reference", "blockquote"]  # what each of both ends
    parser.block.ruler.at("blockquote", _shallow(blockquote), {"alt": [*ends, "list"]})
    parser.block.ruler.at("list", _shallow(list_block), {"alt": ends})
    parser.core.ruler.after("block", "widen", _widen)
    return parser


def _nothing(_href: str) -> None:
    """No picture lies beside a text."""

"""Marks of a text as inline Markdown: emphasis, code, links. The words between are escaped."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plugins import marks

if TYPE_CHECKING:
    from collections.abc import Callable

_ENDS = {
    marks.STRONG[0]: marks.STRONG[1],
    marks.EMPHASIS[0]: marks.EMPHASIS[1],
    marks.CODE[0]: marks.CODE[1],
    marks.LINK[0]: marks.LINK[2],
}
_SIGNS = {marks.STRONG[0]: "**", marks.EMPHASIS[0]: "*"}
_TRIMMED = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
_BRACKET = re.compile(r"(?<!\\)[\[\]]")


@dataclass(slots=True)
class _Open:
    """What has begun and not ended yet."""

    mark: str
    parts: list[str] = field(default_factory=list)
    address: str = ""


def marked(text: str, escaped: Callable[[str], str]) -> str:
    """Markdown of ``text``, whose words ``escaped`` makes harmless.

    A mark in one of its own kind says nothing; one that has no other half ends with the text.
    """
    stack = [_Open("")]
    for at, token in enumerate(marks.parted(text)):
        if at % 2 == 0:
            is_code = any(each.mark == marks.CODE[0] for each in stack)
            _add(stack[-1], token if is_code else escaped(token))
        elif token in _ENDS:
            stack.append(_Open(token))
        else:
            _close(stack, token)
    while len(stack) > 1:
        _pop(stack)
    return "".join(stack[0].parts).strip(" ")


def _add(top: _Open, text: str) -> None:
    """Writes ``text``, no second space behind a space."""
    last = top.parts[-1] if top.parts else ""
    if text := text.lstrip(" ") if last.endswith(" ") else text:
        top.parts.append(text)


def _close(stack: list[_Open], token: str) -> None:
    """Ends what ``token`` ends, and all that began in it."""
    end = token[-1] if token.startswith(marks.LINK[1]) else token
    found = next((each for each in reversed(stack) if _ENDS.get(each.mark) == end), None)
    if found:
        found.address = token[1:-1]
        while _ENDS.get(_pop(stack)) != end:
            continue


def _pop(stack: list[_Open]) -> str:
    top = stack.pop()
    _add(stack[-1], _written(top, {each.mark for each in stack}))
    return top.mark


def _written(top: _Open, around: set[str]) -> str:
    inner = "".join(top.parts)
    match = _TRIMMED.fullmatch(inner)
    before, core, after = match.groups() if match else ("", inner, "")
    if not core or top.mark in around or marks.CODE[0] in around:
        return inner
    if top.mark == marks.CODE[0]:
        return f"{before}{_code(core)}{after}"
    if top.mark == marks.LINK[0]:
        target = marks.address(top.address)
        words = _BRACKET.sub(r"\\\g<0>", core)
        return f"{before}[{words}]({target}){after}" if target else inner
    sign = _SIGNS[top.mark]
    return f"{before}{sign}{core}{sign}{after}"


def _code(text: str) -> str:
    flat = " ".join(text.split())
    fence = "`" * max((len(run) + 1 for run in re.findall("`+", flat)), default=1)
    space = " " if flat.startswith("`") or flat.endswith("`") else ""
    return f"{fence}{space}{flat}{space}{fence}"

"""Markup to trees: nothing in it is fetched, no entity of its own grows, no depth is too deep."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from lxml import etree, html

if TYPE_CHECKING:
    from collections.abc import Iterator

Tree = etree._Element  # noqa: SLF001 - the name that lxml gives the type of its elements

#: libxml2 gives up below 256 elements in each other, and a tree is walked by functions that call
#: themselves: what is deeper is read without its tags.
_DEEPEST, _DEEPEST_TREE = 200, 120
_MARK = re.compile(r"<!--|-->|<(/?)([a-zA-Z][a-zA-Z0-9]*)?[^<>]*>")
#: The rule that leaves out what a page or a document holds and hides.
NOT_SHOWN = "words that are not shown"
#: Elements whose words nobody sees.
HIDDEN = frozenset("script style template noscript title iframe object".split())
#: Elements of drawings that hold words, or say what is drawn.
_DRAWN = frozenset(("text", "title", "desc", "foreignobject"))
_CODE = frozenset(("script", "style"))
_OPEN = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
#: Levels that an element and those it brings with it take; none where it closes itself.
_LEVELS = {
    **dict.fromkeys(
        "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th"
        " option thead tbody tfoot".split(),
        0,
    ),
    "table": 4,
    **dict.fromkeys(("ul", "ol", "dl"), 2),
}
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,500}\?>", re.IGNORECASE)
_TYPE = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)


def page(text: str) -> Tree | None:
    """The tree of an HTML document or fragment; None where it nests too deep or holds nothing."""
    if is_deep(text):
        return None
    parser = html.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        tree = html.document_fromstring(_DECLARATION.sub("", text, count=1), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
    return tree if depth(tree) <= _DEEPEST_TREE else None


def depth(tree: Tree) -> int:
    """Elements in each other at the deepest place."""
    level = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        level += 1 if event == "start" else -1
        deepest = max(deepest, level)
    return deepest


def document(raw: bytes) -> Tree | None:
    """The root of an XML document; None where it is none, or declares a type or entities."""
    if _TYPE.search(raw):
        return None
    return _xml(raw, recover=False)


def mended(raw: bytes) -> Tree | None:
    """Like ``document``, but damaged XML gives what can be read of it, and entities nothing."""
    return _xml(raw, recover=True)


def _xml(raw: bytes, *, recover: bool) -> Tree | None:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )
    try:
        return etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def is_deep(text: str) -> bool:
    """Whether more elements may be open at once than a tree is made of."""
    level = deepest = 0
    for match in _OPEN.finditer(text):
        levels = _LEVELS.get(match[2].lower(), 1)
        level = max(0, level + (-levels if match[1] else levels))
        deepest = max(deepest, level)
    return deepest > _DEEPEST


def stripped(text: str) -> str:
    """The words of markup that is too deep to be a tree: each tag parts two lines."""
    kept: list[str] = []
    at, hidden = 0, ""
    for match in _MARK.finditer(text):
        if not hidden:
            kept.append(text[at : match.start()])
        at = match.end()
        name = (match[2] or "").lower()
        if match.group() == "<!--":
            hidden = hidden or "-->"
        elif name in HIDDEN and not match[1]:
            hidden = hidden or name
        elif hidden in {match.group(), name}:
            hidden = ""
    kept.append("" if hidden else text[at:])
    lines = (" ".join(unescape(part).split()) for part in kept)
    return "\n\n".join(line for line in lines if line)


def name_of(element: Tree) -> str:
    """The element's local name in small letters; empty for comments and the like."""
    return "" if callable(element.tag) else str(element.tag).rpartition("}")[2].lower()


def words_in(element: Tree) -> str:
    """All text in the element, as it stands there."""
    return "".join(map(str, element.itertext()))


def unseen(root: Tree) -> Iterator[tuple[str, str]]:
    """Words that a page holds and does not show, each with the rule that leaves them out.

    Those of drawings are labels, and what is said of them.
    """
    name = name_of(root)
    if name == "svg":
        said = (_words(each) for each in root.iter() if name_of(each) in _DRAWN)
        yield from ((words, "words in a drawing") for words in said if words)
    elif name in HIDDEN - _CODE - {"title"} or root.get("hidden") is not None:
        if words := _words(root):
            yield words, NOT_SHOWN
    else:
        for child in root:
            yield from unseen(child)


def _words(element: Tree) -> str:
    """The words in an element in one line, without programs."""
    parts = [element.text or ""] if name_of(element) not in _CODE else []
    for child in element:
        parts += _words(child), child.tail or ""
    return " ".join(" ".join(parts).split())


def unwrap(element: Tree) -> None:
    """Puts what is in ``element`` in its place; words between its parts are left out."""
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = [*element]


def children(element: Tree, name: str) -> Iterator[Tree]:
    """Those of this local name, whatever their namespace."""
    return (child for child in element if name_of(child) == name)

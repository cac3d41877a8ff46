"""What the styles of an OpenDocument text say: emphasis, quotations, lists by number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plugins import marks
from plugins.convert.formats.trees import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plugins.convert.formats.trees import Tree

_BOLD = frozenset("bold 600 700 800 900".split())
_SLANTED = frozenset(("italic", "oblique"))
#: Names that office suites give to styles of their own.
_STRONG, _EMPHASIS = "Strong_20_Emphasis", "Emphasis"
_QUOTATIONS = "Quotations"
_NUMBERED = frozenset(("Numbering_20_123", "Numbering_20_ABC", "Numbering_20_abc"))


def attribute(element: Tree, name: str) -> str:
    """The value of an attribute, whatever its namespace; empty where there is none."""
    return next((str(v) for key, v in element.items() if str(key).endswith(f"}}{name}")), "")


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document, by their names."""

    marks: dict[str, tuple[tuple[str, str], ...]]
    """The pairs of ``plugins.marks`` for words of a style."""
    quotations: frozenset[str]
    numbered: frozenset[str]
    """Of lists."""
    hidden: frozenset[str]
    """Of words that are not shown."""

    @classmethod
    def of(cls, root: Tree) -> Styles:
        """Those that ``root`` defines, and those that go without saying."""
        found: dict[str, tuple[tuple[str, str], ...]] = {
            _STRONG: (marks.STRONG,),
            _EMPHASIS: (marks.EMPHASIS,),
        }
        quotations, numbered, hidden = {_QUOTATIONS}, {*_NUMBERED}, set()
        for each in root.iter():
            name = attribute(each, "name")
            if name_of(each) == "style":
                if _hides(each) or _parent(each) in hidden:
                    hidden.add(name)
                if attribute(each, "family") == "text":
                    found[name] = (*_told(each), *found.get(_parent(each), ()))
                elif _parent(each) == _QUOTATIONS:
                    quotations.add(name)
            elif name_of(each) == "list-style" and _is_numbered(each):
                numbered.add(name)
        return cls(found, frozenset(quotations), frozenset(numbered), frozenset(hidden))


def _parent(style: Tree) -> str:
    return attribute(style, "parent-style-name")


def _hides(style: Tree) -> bool:
    return any(attribute(each, "display") == "none" for each in style)


def _told(style: Tree) -> Iterator[tuple[str, str]]:
    for each in style:
        if attribute(each, "font-weight") in _BOLD:
            yield marks.STRONG
        if attribute(each, "font-style") in _SLANTED:
            yield marks.EMPHASIS


def _is_numbered(style: Tree) -> bool:
    """Whether the first level of a list has numbers."""
    first = next(iter(style), None)
    return first is not None and name_of(first) == "list-level-style-number"

"""Formulas in MathML as plain text in one line: ``(a+b)/2``, ``x^2``, ``√y``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from plugins.convert.formats.trees import name_of, words_in

if TYPE_CHECKING:
    from plugins.convert.formats.trees import Tree

#: What else than the formula itself stands in it: its source in another language.
_SOURCES = frozenset(("annotation", "annotation-xml"))
#: What stands in no formula: one that holds it was never ended.
_FOREIGN = frozenset("p div section article h1 h2 h3 h4 h5 h6 ul ol table blockquote img".split())
#: What an element makes of so many parts, and what stands between the parts of lists.
_FORMS = {
    ("mfrac", 2): "{}/{}",
    **dict.fromkeys((("msup", 2), ("mover", 2)), "{}^{}"),
    **dict.fromkeys((("msub", 2), ("munder", 2)), "{}_{}"),
    **dict.fromkeys((("msubsup", 3), ("munderover", 3)), "{}_{}^{}"),
    ("mroot", 2): "√[{1}]{0}",
}
#: Parts of Word's formulas by those of MathML; all others are rows.
_OF_WORD = {
    "f": "mfrac",
    "ssup": "msup",
    "ssub": "msub",
    "ssubsup": "msubsup",
    "rad": "mroot",
    "limlow": "munder",
    "limupp": "mover",
    "d": "mfenced",
    "m": "mtable",
    "mr": "mtr",
    "t": "mn",
}
_BETWEEN = {"mtable": "; ", "mtr": ", ", "mfenced": ", "}


def spell(tree: Tree) -> None:
    """Puts the plain text of each formula in ``tree`` in its place, in a line of its own where the
    formula is shown so.
    """
    for element in [each for each in tree.iter() if name_of(each) == "math"]:
        is_block = (element.get("display") or "").lower() == "block"
        if not any(name_of(each) in _FOREIGN for each in element.iterdescendants()):
            text = _line(element).strip() or words_in(element)
            tail = element.tail
            element.clear()
            element.text, element.tail = " ".join(text.split()), tail
        element.tag = "div" if is_block else "span"


def of_word(formula: Tree) -> str:
    """The plain text of a formula in Word's markup, in one line."""
    return " ".join(_line(_as_mathml(formula)).split())


def _as_mathml(element: Tree) -> Tree:
    """A part of Word's formula, without its looks, as the part of MathML that means the same."""
    name = name_of(element)
    made = etree.Element(_OF_WORD.get(name, "mrow"))
    parts = [_as_mathml(child) for child in element if not name_of(child).endswith("pr")]
    if name == "rad" and len(parts) == 2:
        degree, inside = parts
        made.tag = "mroot" if words_in(degree).strip() else "msqrt"
        parts = [inside, degree] if made.tag == "mroot" else [inside]
    made.text = element.text if name == "t" else None
    made.extend(parts)
    return made


def _line(element: Tree) -> str:
    name = name_of(element)
    children = [child for child in element if name_of(child) not in _SOURCES]
    parts = [_line(child) for child in children]
    if name in _BETWEEN:
        joined = _BETWEEN[name].join(part.strip() for part in parts if part.strip())
        return f"({joined})" if name == "mfenced" else joined
    if form := _FORMS.get((name, len(parts))):
        return form.format(*map(_group, parts))
    tails = ((child.tail or "").strip() for child in children)
    inner = "".join(part for pair in zip(parts, tails, strict=True) for part in pair)
    if name == "msqrt":
        return f"√{_group(inner)}"
    own = " ".join((element.text or "").split())
    is_word = name == "mtext" or (own.isalpha() and len(own) > 1)
    return f" {own} {inner}" if is_word else f"{own}{inner}"


def _group(text: str) -> str:
    """``text`` in brackets, where it is more than one number or word."""
    plain = text.strip()
    return plain if plain.isalnum() or len(plain) < 2 else f"({plain})"

"""WordprocessingML as mammoth reads all of its words, and without those that Word hides."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from plugins.convert.formats import formulas
from plugins.convert.formats.refusal import broken
from plugins.convert.formats.trees import NOT_SHOWN, document, unwrap
from plugins.model import Dropped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plugins.convert.formats.archives import Archive
    from plugins.convert.formats.trees import Tree

_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_STYLES = "word/styles.xml"
#: Elements that mammoth passes over with all that is in them: fields, directions of writing.
_WRAPPERS = frozenset(("fldSimple", "dir", "bdo", "ruby", "rubyBase", "oMathPara"))
#: Elements that it does not know, by others of the same meaning.
_SAME = {"cr": "br", "ptab": "tab"}
#: What makes fields of a run: without them the words behind a hidden field would be in it.
_FIELDS = frozenset(("rPr", "fldChar", "instrText"))
_OFF = frozenset(("0", "false", "off", "none"))


@dataclass(frozen=True, slots=True)
class _Style:
    """Whether a style hides words, and the one that says it where this one does not."""

    hides: bool | None
    parent: str


@dataclass(slots=True)
class _Mender:
    styles: dict[str, _Style]
    left_out: list[Dropped] = field(default_factory=list)

    def mend(self, root: Tree) -> None:
        """Takes hidden words out of the tree, and unwraps what mammoth does not look into."""
        elements = [*root.iter(etree.Element)]
        for row in elements:
            if _name(row) == "tr" and _said(_child(row, "trPr"), "hidden"):
                self._drop(row, NOT_SHOWN)
                row.clear()
        for paragraph in elements:
            if _name(paragraph) == "p":
                self._paragraph(paragraph)
        for element in elements:
            self._element(element)

    def _paragraph(self, paragraph: Tree) -> None:
        look = _value(_child(paragraph, "pPr"), "pStyle")
        hidden = [run for run in _runs(paragraph) if self._is_hidden(run, look)]
        words = "".join(map(_words, hidden))
        if words.strip():
            self.left_out.append(Dropped(0, " ".join(words.split()), NOT_SHOWN))
        for run in hidden:
            for child in [child for child in run if _name(child) not in _FIELDS]:
                run.remove(child)

    def _is_hidden(self, run: Tree, look: str) -> bool:
        """What a run says itself counts; else styles of words and of paragraphs undo each other."""
        properties = _child(run, "rPr")
        own = _said(properties, "vanish")
        if own is not None:
            return own
        return self._hides(look) != self._hides(_value(properties, "rStyle"))

    def _hides(self, name: str) -> bool:
        seen: set[str] = set()
        while name in self.styles and name not in seen:
            seen.add(name)
            style = self.styles[name]
            if style.hides is not None:
                return style.hides
            name = style.parent
        return False

    def _element(self, element: Tree) -> None:
        name = _name(element)
        if name == "rt":
            self._drop(element, "reading of a word")
            element.clear()
        elif name in _WRAPPERS:
            unwrap(element)
        elif name in _SAME:
            element.tag = f"{{{_space(element)}}}{_SAME[name]}"
        elif name == "oMath":
            _spell(element)

    def _drop(self, element: Tree, rule: str) -> None:
        words = " ".join(_words(element).split())
        if words:
            self.left_out.append(Dropped(0, words, rule))


def mended(archive: Archive) -> tuple[bytes, tuple[Dropped, ...]]:
    """The document with all the words that it shows where mammoth sees them, and those it hides.

    Raises SeedRefused where its XML cannot be read.
    """
    mender = _Mender(_styles(_root(archive, _STYLES)))
    parts: dict[str, bytes] = {}
    for name in _PARTS:
        root = _root(archive, name)
        if root is not None:
            mender.mend(root)
            parts[name] = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in archive.names():
            made.writestr(name, parts.get(name) or archive.read(name) or b"")
    return out.getvalue(), tuple(mender.left_out)


def _root(archive: Archive, name: str) -> Tree | None:
    data = archive.read(name)
    if not data:
        return None
    root = document(data)
    if root is None:
        raise broken(archive.key, archive.what, f"{name} cannot be read")
    return root


def _styles(root: Tree | None) -> dict[str, _Style]:
    styles = (each for each in root if _name(each) == "style") if root is not None else ()
    return {
        _attribute(each, "styleId"): _Style(
            _said(_child(each, "rPr"), "vanish"), _value(each, "basedOn")
        )
        for each in styles
    }


def _runs(paragraph: Tree) -> Iterator[Tree]:
    """The runs of a paragraph, not those of paragraphs in it."""
    for child in paragraph:
        if _name(child) == "r":
            yield child
        if _name(child) != "p":
            yield from _runs(child)


def _words(element: Tree) -> str:
    texts = (each for each in element.iter(etree.Element) if _name(each) in {"t", "tab", "br"})
    return "".join(each.text or "" if _name(each) == "t" else " " for each in texts)


def _spell(formula: Tree) -> None:
    """Makes a run of plain words of a formula."""
    words, tail = formulas.of_word(formula), formula.tail
    parent = formula.getparent()
    while parent is not None and "math" in _space(parent):
        parent = parent.getparent()
    space = _space(parent) if parent is not None else ""
    formula.clear()
    formula.tag, formula.tail = f"{{{space}}}r", tail
    etree.SubElement(formula, f"{{{space}}}t").text = words


def _name(element: Tree) -> str:
    """The local name; that of a formula's parts is none but where they hold formulas."""
    name = etree.QName(element).localname
    return name if "math" not in _space(element) or name.startswith("oMath") else f"m:{name}"


def _space(element: Tree) -> str:
    return etree.QName(element).namespace or ""


def _child(element: Tree, name: str) -> Tree | None:
    return next((each for each in element.iterchildren(etree.Element) if _name(each) == name), None)


def _attribute(element: Tree, name: str) -> str:
    return next((str(v) for key, v in element.items() if str(key).endswith(f"}}{name}")), "")


def _value(element: Tree | None, name: str) -> str:
    """The ``w:val`` of the child ``name``; empty where there is none."""
    child = _child(element, name) if element is not None else None
    return _attribute(child, "val") if child is not None else ""


def _said(properties: Tree | None, name: str) -> bool | None:
    """Whether a property is on; None where nothing says it."""
    child = _child(properties, name) if properties is not None else None
    return None if child is None else _attribute(child, "val").lower() not in _OFF

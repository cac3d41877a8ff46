"""SVG that is only a drawing: what an allowlist has, and nothing that loads or runs."""

from __future__ import annotations

import re
from typing import Any

from plugins.pictures.facts import NoPicture

_SVG = "http://www.w3.org/2000/svg"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_ELEMENTS = frozenset(
    "svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan "
    "textPath linearGradient radialGradient stop clipPath mask pattern marker switch style "
    "filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix "
    "feDiffuseLighting feDisplacementMap feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR "
    "feGaussianBlur feMerge feMergeNode feMorphology feOffset feSpecularLighting feTile "
    "feTurbulence feDistantLight fePointLight feSpotLight".split()
)
_ATTRIBUTE = re.compile(r"(?!on)[A-Za-z][A-Za-z0-9-]*")
#: What loads something, or hides what does. Of the functions that name pictures only ``url`` may
#: stay, with a part of the drawing.
_LOADS = re.compile(
    r"@|\\|expression|javascript:|data:|url\(\s*(?![\"']?\s*#)"
    r"|(?:image|image-set|src|cross-fade|element|paint)\(|[\"'(]\s*[a-z]*:?//",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)(?:px)?\s*")
_MOST = 4_000_000
_DEEPEST = 100


def drawing(data: bytes) -> tuple[bytes, int, int]:
    """The SVG in ``data`` freed of all else, its width and height; raises NoPicture.

    What is left out is gone with everything inside it: scripts, links, HTML, other pictures.
    """
    from lxml import etree  # noqa: PLC0415  few sites have drawings

    if len(data) > _MOST:
        raise NoPicture("is a drawing of more than 4 MB")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise NoPicture(f"is no well-formed SVG: {error.msg}") from error
    if root.tag != f"{{{_SVG}}}svg" or _has_entities(root):
        raise NoPicture("is no plain SVG, without entities of its own")
    _clean(root, 0)
    width, height = _size(root)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="utf-8") + b"\n", width, height


def _has_entities(root: Any) -> bool:
    doctype = root.getroottree().docinfo.internalDTD
    return doctype is not None and any(True for _ in doctype.iterentities())


def _clean(element: Any, depth: int) -> None:
    if depth > _DEEPEST:
        raise NoPicture("is a drawing nested too deeply")
    for name, value in list(element.attrib.items()):
        if not _may_stay(name, str(value)):
            del element.attrib[name]
    for child in list(element):
        name = child.tag if isinstance(child.tag, str) else ""
        is_ours = name.startswith(f"{{{_SVG}}}") and name.partition("}")[2] in _ELEMENTS
        if not is_ours or (name.endswith("}style") and _LOADS.search("".join(child.itertext()))):
            _remove(element, child)
        else:
            _clean(child, depth + 1)


def _remove(parent: Any, child: Any) -> None:
    """The text after it stays."""
    before = child.getprevious()
    if child.tail:
        if before is not None:
            before.tail = (before.tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def _may_stay(name: str, value: str) -> bool:
    if name in {"href", _XLINK_HREF}:
        return value.strip().startswith("#")
    return _ATTRIBUTE.fullmatch(name) is not None and not _LOADS.search(value)


def _size(root: Any) -> tuple[int, int]:
    """In pixels: as the drawing says, or as it is drawn."""
    told = [_NUMBER.fullmatch(root.get(name, "")) for name in ("width", "height")]
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    try:
        drawn = (float(box[2]), float(box[3]))
        wide, high = (
            float(match[1]) if match else side for match, side in zip(told, drawn, strict=True)
        )
    except (IndexError, ValueError):
        if not all(told):
            raise NoPicture("is a drawing without width, height or viewBox") from None
        wide, high = (float(match[1]) for match in told if match)
    if not (0 < wide < 100_000 and 0 < high < 100_000):
        raise NoPicture("is a drawing of no size")
    return max(1, round(wide)), max(1, round(high))

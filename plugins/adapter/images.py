"""Pictures that posts show: found in their HTML, looked at, and shown in several sizes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from plugins import addresses
from plugins.addresses import is_safe
from plugins.errors import Problem
from plugins.files import is_inside, is_plain
from plugins.model import Image
from plugins.pictures import Darkroom, Facts, Fault
from plugins.pictures.facts import TYPES
from plugins.text import shorten

#: How wide a picture is shown in the text: as wide as the page, at most as wide as its column.
SIZES = "(min-width: 45rem) 41rem, 100vw"
#: Pixels that search engines and networks want a picture to have.
_WIDE = 1200
_REMEDY = "give a JPEG, PNG, GIF, WebP, AVIF or SVG file that programs can open"
_IMG = re.compile(r"<img\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(src|alt|title)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
#: A picture as ``sanitise`` writes it, and the paragraph around it where it stands alone.
_SHOWN = re.compile(r'(<p>\s*)?<img((?: [a-z]+="[^"]*")*) ?/?>(\s*</p>)?')
_PAIR = re.compile(r' ([a-z]+)="([^"]*)"')


def is_there(content: Path, path: str) -> bool:
    """Whether ``path`` names a regular file in ``content``, and no way out of it."""
    return is_safe(path) and is_inside(content / path, content) and is_plain(content / path)


def looked_at(darkroom: Darkroom, content: Path, path: str, where: str) -> Facts | Problem:
    """What ``content/path`` is; a Problem where it is no picture that can be shown.

    ``where`` is the post that names it.
    """
    if not is_there(content, path):
        message = f"names the image {path}, which is not there"
        return Problem(where, message, f"put the file at content/{path}", code="image")
    found = darkroom.look(content / path)
    if isinstance(found, Fault):
        message = f"names the image {path}, which {found.message}"
        return Problem(where, message, _REMEDY, code="image")
    return found


def unpublished(path: str, fault: Fault) -> Problem:
    """Says that the file at ``path`` is left out."""
    message = f"{fault.message}; it is not published"
    return Problem(f"content/{path}", message, _REMEDY, code="image")


def tags_of(html: str) -> tuple[str, ...]:
    """Each picture of a body, as it stands there."""
    return tuple(match[0] for match in _IMG.finditer(html)) if "<img" in html else ()


def named_by_address(tags: tuple[str, ...], prefix: str) -> Iterator[str]:
    """Paths of files that pictures name by the address that these have: ``/images/a.jpg``."""
    for tag in tags:
        src = urlsplit(unescape(_values(tag).get("src", "")))
        path = unquote(src.path).removeprefix(prefix)
        if path.startswith("/") and not (src.scheme or src.netloc):
            yield path.removeprefix("/")


def silent(tags: tuple[str, ...], where: str) -> Iterator[Problem]:
    """A Problem for each picture that says nothing to those who do not see it."""
    for tag in tags:
        values = _values(tag)
        if not values.get("alt", "").strip():
            name = unescape(values.get("src", "")).partition("}")[2] or values.get("src", "")
            yield without_words(shorten(name.lstrip("/"), 80), where, "![what it shows](…)")


def _values(tag: str) -> dict[str, str]:
    """Attributes of a picture, as they are written."""
    found = _ATTRIBUTE.finditer(tag)
    return {m[1].lower(): m[2] if m[2] is not None else m[3] for m in found}


def without_words(name: str, where: str, example: str) -> Problem:
    """The picture called ``name`` has no alternative text."""
    message = f"shows the picture {name} without alternative text"
    remedy = f"say what it shows: {example}"
    return Problem(where, message, remedy, code="alt")


# --- As pages show them -------------------------------------------------------------------------


def address(key: str, name: str) -> str:
    """Where the rendition ``name`` of a picture is."""
    return f"{addresses.RENDITIONS}{key}-{name}"


def abroad(image: Image) -> tuple[str, int, int]:
    """Path, width and height in pixels of what shows a picture outside the site's pages.

    In its own format: the smallest that is wide enough everywhere, else the largest there is.
    """
    if not image.renditions:
        return image.path, image.width, image.height
    ending = image.renditions[-1].partition(".")[2]  # its own comes last
    found = (name.partition(".") for name in image.renditions)
    widths = sorted(int(width) for width, _, fmt in found if fmt == ending)
    width = next((each for each in widths if each >= _WIDE), widths[-1])
    height = max(1, round(image.height * width / image.width))
    return address(image.key, f"{width}.{ending}"), width, height


def srcsets(key: str, renditions: tuple[str, ...], prefix: str) -> dict[str, str]:
    """The renditions of a picture as ``srcset`` by their types, best first."""
    found: dict[str, list[str]] = {}
    for name in renditions:
        width, _, fmt = name.partition(".")
        href = addresses.rooted(prefix, address(key, name))
        found.setdefault(TYPES[fmt], []).append(f"{href} {width}w")
    return {type_: ", ".join(each) for type_, each in found.items()}


def illustrated(
    html: str, pictures: Mapping[str, Facts | None], prefix: str, *, eager: bool
) -> str:
    """``html``, sanitised, its pictures in several sizes; what cannot be shown is left out.

    ``pictures`` are by their root-relative addresses, unquoted; others stay as they are. A
    picture that is a paragraph of its own becomes a figure, its title the caption. All wait
    until they are near, unless the first thing of the text is one and that one is ``eager``.
    """
    start = len(html) - len(html.lstrip())

    def show(match: re.Match[str]) -> str:
        before, attributes, after = match.groups(default="")
        values = {name: unescape(value) for name, value in _PAIR.findall(attributes)}
        src = unquote(values.get("src", ""))
        if src not in pictures:
            return match[0]
        shown = pictures[src]
        alone = bool(before and after)
        if shown is None:
            return "" if alone else before + after
        caption = values.pop("title", "") if alone else ""
        is_first = eager and match.start() == start
        made = _markup(values, shown, prefix, "eager" if is_first else "lazy")
        return _figure(made, caption) if alone else before + made + after

    return _SHOWN.sub(show, html)


def _figure(picture: str, caption: str) -> str:
    words = f"<figcaption>{escape(caption, quote=False)}</figcaption>" if caption else ""
    return f'<figure class="picture">{picture}{words}</figure>'


def _markup(values: Mapping[str, str], shown: Facts, prefix: str, loading: str) -> str:
    sets = list(srcsets(shown.key, shown.renditions, prefix).items())
    size = f' sizes="{SIZES}"'
    sources = "".join(
        f'<source type="{type_}" srcset="{srcset}"{size}>' for type_, srcset in sets[:-1]
    )
    told = {
        **values,
        **({"srcset": sets[-1][1], "sizes": SIZES} if sets else {}),
        "width": str(shown.width),
        "height": str(shown.height),
        "loading": loading,
        "decoding": "async",
    }
    img = "<img" + "".join(f' {name}="{escape(value)}"' for name, value in told.items()) + ">"
    return f"<picture>{sources}{img}</picture>" if sources else img

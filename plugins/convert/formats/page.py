"""HTML: the text of a page without the page around it, and what its head says of it."""

from __future__ import annotations

import logging
import re
import warnings
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from plugins.convert.formats import formulas, head, markup, pictures, trees
from plugins.convert.formats.trees import name_of
from plugins.convert.formats.values import given
from plugins.convert.reading.decode import made, unicode
from plugins.convert.types import Decoded, Part, Record, where_of
from plugins.errors import Problem, SeedRefused
from plugins.model import Block, Dropped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

    from plugins.convert.formats.pictures import Load
    from plugins.convert.formats.trees import Tree
    from plugins.convert.formats.values import Said
    from plugins.convert.types import Given

_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
_WHOLE = re.compile(r"<(?:html|head|body|!doctype)\b", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!]")
#: trafilatura takes the square of an element's children: 50,000 of them cost 10 s, these 1 s.
#: Larger pages are read whole, and the rules for lines find the text in them.
_MOST_ELEMENTS, _MOST_CHARACTERS = 10_000, 1_500_000
#: Tags of the largest page: a tree of more takes too long.
_MOST_TAGS = 100_000
#: Share of a page's words below which what was taken for its text is none.
_LEAST, _SHORT = 0.05, 200
#: Share of a page that, as one paragraph, is the page without its structure: a short one.
_MOST = 0.5
RULE = "page around the text"
#: Characters ahead in which a line of the page may be a part of a longer one of the text.
_WINDOW = 20_000


def read(part: Part, key: str, zone: ZoneInfo) -> Record:
    """The page's text; ``about`` may say its ``charset`` and ``url``."""
    about = dict(part.about)
    declared = about.get("charset") or _declared(part.raw)
    decoded = unicode(part.raw, where_of(key), declared)
    said: list[Said] = [("url", about["url"], "address in the archive")] if "url" in about else []
    said += [("captured", about["captured"], "WARC-Date")] if "captured" in about else []
    return record(decoded, where_of(key), zone, said)


def _declared(raw: bytes) -> str:
    match = _XML_CHARSET.match(raw[:300]) or _CHARSET.search(raw[:4096])
    return match[1].decode("ascii") if match else ""


def record(decoded: Decoded, where: str, zone: ZoneInfo, said: Iterable[Said] = ()) -> Record:
    """What a page or a fragment of one holds, where ``said`` is known of it besides."""
    text = decoded.text
    tags = text.count("<")
    if tags > _MOST_TAGS:
        message = f"has {tags} tags, more than {_MOST_TAGS}"
        raise SeedRefused(Problem(where, message, "put its text here alone", code="too-large"))
    if not _TAG.search(text):
        return Record(text=made(decoded, where), given=given(said, zone))
    tree = _tree(text)
    if tree is None:
        plain = Decoded(trees.stripped(text), decoded.encoding, decoded.confidence, decoded.reason)
        return Record(text=made(plain, where, entities=False), given=given(said, zone))
    spoken = [*head.said(tree), *said]
    if not _WHOLE.search(text[:20_000]):
        return composed(markup.blocks(tree), _hidden(tree), given(spoken, zone), _nothing)
    unseen = _hidden(tree)
    kept, left_out, told = _text(tree)
    whole = composed(kept, (*left_out, *unseen), given([*spoken, *told], zone), _nothing)
    return replace(whole, is_page=True)


def fragment(text: str, load: Load, said: Iterable[Said], zone: ZoneInfo) -> Record:
    """All of what a piece of HTML shows, whose pictures ``load`` gives by their addresses."""
    return composed(*shown(text), given(said, zone), load)


def shown(text: str) -> tuple[tuple[Block, ...], tuple[Dropped, ...]]:
    """The blocks of a piece of HTML, and the words in it that it does not show.

    One that is too large or too deep gives its words alone.
    """
    is_small = text.count("<") <= _MOST_TAGS
    tree = _tree(text) if text.strip() and is_small else None
    if tree is None:
        words = trees.stripped(text).split("\n\n")
        return tuple(Block("paragraph", line) for line in words if line), ()
    return markup.blocks(tree), _hidden(tree)


def _tree(text: str) -> Tree | None:
    tree = trees.page(text)
    if tree is not None:
        formulas.spell(tree)
    return tree


def _hidden(tree: Tree) -> tuple[Dropped, ...]:
    return tuple(Dropped(0, words, rule) for words, rule in trees.unseen(tree))


def composed(
    blocks: tuple[Block, ...], left_out: Iterable[Dropped], said: tuple[Given, ...], load: Load
) -> Record:
    """``blocks`` with their pictures, and what is known of them besides."""
    found = pictures.illustrated(blocks, load)
    return Record(
        blocks=found.blocks,
        given=said,
        left_out=(*left_out, *found.left_out),
        image=found.image,
        pictures=found.pictures,
    )


def _nothing(_href: str) -> None:
    """No picture lies beside a page."""


def _text(tree: Tree) -> tuple[tuple[Block, ...], tuple[Dropped, ...], list[Said]]:
    """The blocks of the page's text, all other words of the page, and what trafilatura says."""
    whole = markup.blocks(tree)
    size = sum(map(len, markup.leaves(whole)))
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS or size > _MOST_CHARACTERS:
        return whole, (), []
    captions = {block.href: block.children for block in whole if block.kind == "image"}
    seen = _numbered(tree)
    found, said = _extracted(tree)
    blocks = tuple(_with_hrefs(found, [href for _, href in seen], captions))
    taken = sum(map(len, markup.leaves(blocks)))
    is_lump = len(blocks) == 1 < len(whole) and taken > size * _MOST
    if is_lump or taken <= min(_SHORT, size * _LEAST):
        return whole, (), said
    return blocks, (*_left_out(whole, blocks), *_unseen(seen, blocks)), said


def _unseen(seen: Iterable[tuple[str, str]], kept: Iterable[Block]) -> Iterator[Dropped]:
    """The pictures of the page that are not in its text, each once."""
    there = set(_hrefs(kept))
    for alt, href in dict.fromkeys(seen):
        if href and href not in there:
            yield Dropped(0, pictures.told(alt, href), RULE)


def _hrefs(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if block.kind == "image":
            yield block.href
        yield from _hrefs(block.children)


def _numbered(tree: Tree) -> list[tuple[str, str]]:
    """Gives each picture a plain name, by which trafilatura knows it as one.

    Returns their words and addresses.
    """
    found: list[tuple[str, str]] = []
    for element in tree.iter():
        if name_of(element) != "img":
            continue
        sources = [element.get(each, "") for each in ("data-src", "data-original", "src")]
        for each in ("data-src", "data-original", "srcset"):
            element.attrib.pop(each, "")
        element.set("src", f"picture-{len(found)}.jpg")
        href = next((source.strip() for source in sources if source), "")
        found.append((element.get("alt", ""), href))
    return found


def _with_hrefs(
    blocks: Iterable[Block], hrefs: list[str], captions: dict[str, tuple[Block, ...]]
) -> Iterator[Block]:
    """The pictures with the addresses and captions that they have in the page."""
    for block in blocks:
        children = tuple(_with_hrefs(block.children, hrefs, captions))
        number = re.search(r"picture-(\d{1,6})\.jpg$", block.href)
        if number and int(number[1]) < len(hrefs):
            href = hrefs[int(number[1])]
            yield replace(block, href=href, children=children or captions.get(href, ()))
        else:
            yield replace(block, children=children)


def _extracted(tree: Tree) -> tuple[tuple[Block, ...], list[Said]]:
    """What trafilatura takes for the text, and author and date as it reads them off the page."""
    import trafilatura  # noqa: PLC0415 - takes a second to load, and only pages need it
    from trafilatura.settings import Document  # noqa: PLC0415

    _silence()
    try:
        with warnings.catch_warnings(action="ignore"):
            found = trafilatura.bare_extraction(
                tree,
                include_comments=False,
                include_images=True,
                include_tables=True,
                include_formatting=True,
                include_links=True,
                with_metadata=True,
                date_extraction_params={"extensive_search": False, "original_date": True},
            )
    except Exception:  # noqa: BLE001 - on odd trees it raises whatever it meets
        return (), []
    if not isinstance(found, Document):
        return (), []
    said = [("authors", found.author or "", "byline in the page"),
            ("published", found.date or "", "date in the page")]  # fmt: skip
    return markup.blocks(found.body), said


@lru_cache(maxsize=1)
def _silence() -> None:
    """It warns of each page that it can make nothing of; the report says that in its own words."""
    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _left_out(whole: Iterable[Block], kept: Iterable[Block]) -> Iterator[Dropped]:
    """The lines of the page that are not in its text, in order, each as often as it is there."""
    lines = {" ".join(text.split()) for leaf in markup.leaves(kept) for text in leaf.split("\n")}
    joined = " ".join(" ".join(leaf.split()) for leaf in markup.leaves(kept))
    at = 0
    for leaf in markup.leaves(whole):
        for text in leaf.split("\n"):
            plain = " ".join(text.split())
            if not plain or plain in lines:
                continue
            near = joined.find(plain, at, at + _WINDOW)
            if near >= 0:
                at = near
            else:
                yield Dropped(0, plain, RULE)

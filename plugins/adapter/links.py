"""Links in a post to other files of the content folder, found and resolved by Pelican's own rules.

``{filename}``, ``{static}`` and ``{attach}`` are Pelican's; what they lead to is asked of a
mapping that notes each question. The questions of one post are its *wants*.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pelican.contents import Article as PelicanArticle
from pelican.contents import Content

from plugins import addresses

#: A quick look: without one of these no address is Pelican's to resolve.
_MARKS = ("{", "|")


@dataclass(slots=True)
class _Place:
    """What a link leads to."""

    url: str

    def attach_to(self, _content: Any) -> None:
        """Nothing: where attachments go was settled before."""


class _Answers(dict[str, Any]):
    """What Pelican looks paths up in: notes each path, and knows the places given."""

    def __init__(self, kind: str, known: Mapping[str, str], asked: dict[str, None]) -> None:
        super().__init__()
        self.kind, self._known, self._asked = kind, known, asked

    def get(self, path: Any, _default: Any = None) -> _Place | None:
        want = f"{self.kind}:{path}"
        self._asked.setdefault(want)
        url = self._known.get(want)
        return None if url is None else _Place(url)


class Linked(PelicanArticle):  # type: ignore[misc]  # Pelican is untyped
    """As much of a Pelican article as its links need."""

    def __init__(self, path: str, values: Mapping[str, Any]) -> None:
        self.settings = values
        self.source_path = os.path.join(values["PATH"], path)  # noqa: PTH118  # as Pelican has it
        self._context: dict[str, Any] = {}

    @classmethod
    def at(cls, path: str, address: str, values: Mapping[str, Any]) -> Linked:
        """The article of the file ``path`` at ``address``."""
        made = cls(path, values)
        made.override_url, made.override_save_as = address, addresses.output_path(address)
        return made

    def replaced(self, html: str, prefix: str, known: Mapping[str, str]) -> tuple[str, list[str]]:
        """``html`` with what ``known`` names in place of its marks, and all that it asked for."""
        asked: dict[str, None] = {}
        files = _Answers("file", known, asked)
        self._context = {
            "generated_content": _Answers("post", known, asked),
            "static_content": files,
        }

        def one(match: re.Match[str]) -> str:
            files.kind = "attach" if match["what"] == "attach" else "file"
            return str(self._link_replacer(prefix, match))

        return _pattern(self.settings["INTRASITE_LINK_REGEX"], self).sub(one, html), list(asked)


@lru_cache(maxsize=4)
def _pattern(_setting: str, content: Linked) -> re.Pattern[str]:
    found: re.Pattern[str] = content._get_intrasite_link_regex()  # noqa: SLF001  # pinned by a test
    return found


def links_of(content: Content, prefix: str) -> tuple[str, tuple[str, ...]]:
    """The HTML of a Pelican content, and what its links ask for: ``post:path``, ``file:path`` …

    Where they ask for nothing, those to tags, sections and authors are resolved already; else all
    wait for ``resolve``.
    """
    html = str(content._content or "")  # noqa: SLF001  # before Pelican resolves links
    if not any(mark in html for mark in _MARKS):
        return html, ()
    linked = Linked(str(content.relative_source_path), content.settings)
    replaced, asked = linked.replaced(html, prefix, {})
    return (html, tuple(asked)) if asked else (replaced, ())


def pictures_of(content: Content, tags: Sequence[str], prefix: str) -> tuple[str, ...]:
    """Paths of files that the pictures ``tags`` of a Pelican content may mean."""
    linked = Linked(str(content.relative_source_path), content.settings)
    asked = linked.replaced("".join(tags), prefix, {})[1]
    found = (want.partition(":") for want in asked)
    return tuple(dict.fromkeys(path for what, _, path in found if what != "post"))


def resolve(
    html: str, path: str, values: Mapping[str, Any], prefix: str, known: Mapping[str, str]
) -> str:
    """``html`` of the file ``path`` with its links leading to the addresses of ``known``.

    ``known`` holds the address of each want that has one. ``prefix`` is the path of SITEURL.
    """
    return Linked(path, values).replaced(html, prefix, known)[0]

"""A body as it is shown: dead links out, sanitised, with the typography of its language."""

from __future__ import annotations

import re
from contextlib import nullcontext
from dataclasses import dataclass

from plugins.adapter.html import finish, left_out, words_of
from plugins.adapter.patience import patience
from plugins.config import Settings
from plugins.errors import Problem
from plugins.text import shorten

#: An address of ours that Pelican could not resolve, as an attribute.
_DEAD_LINK = re.compile(
    r"""\s(?:href|src)=(?P<q>["'])(?P<address>[{|](?P<what>\w+)[}|].*?)(?P=q)"""
)
#: Characters of HTML that are finished in a second, whatever they are: no need to set a clock.
_QUICK = 16_000


@dataclass(frozen=True, slots=True)
class Body:
    """The HTML of a post."""

    html: str
    """Ready to be shown; empty while ``raw`` waits for addresses."""
    words: int = 0
    raw: str = ""
    """As Markdown made it, where it has links that only known addresses resolve."""
    refused: bool = False
    """Whether it cannot be shown at all: there is then a Problem."""


def finished(
    html: str, path: str, lang: str, settings: Settings, problems: list[Problem], raw: str = ""
) -> Body:
    """``html``, its links resolved, as it is shown; adds what is wrong with it to ``problems``.

    ``path`` is that of its file below the content folder.
    """
    trusted, where = settings.trust_html, f"content/{path}"
    try:
        with patience() if len(html) > _QUICK else nullcontext():
            alive = _without_dead_links(html, where, problems)
            if not trusted:
                problems += (_missing(where, *each) for each in left_out(alive))
            clean = finish(alive, lang, trusted=trusted)
            return Body(clean, words_of(clean, trusted=trusted), raw)
    except (ValueError, RecursionError) as error:
        problems.append(Problem(where, str(error), "shorten or split it", code="html"))
        return Body("", 0, raw, refused=True)


def _missing(where: str, element: str, address: str) -> Problem:
    named = shorten(address, 80)
    if element in {"img", "source"}:
        message = f"the picture {named!r} is no file of this site and left out"
        remedy = "put the file below content/ and show it with {static}"
        return Problem(where, message, remedy, code="picture")
    message = f"the <{element}> of {named!r} is left out"
    return Problem(where, message, "link to it instead", code="embed")


def _without_dead_links(html: str, where: str, problems: list[Problem]) -> str:
    """``html`` without links to what is not there; each is a Problem of its post.

    Those to files are named where the files are looked for.
    """

    def drop(match: re.Match[str]) -> str:
        if match["what"] not in {"static", "attach"}:
            message = f"links to {match['address']}, which is not there"
            problems.append(Problem(where, message, "mend the link", code="dead-link"))
        return ""

    return _DEAD_LINK.sub(drop, html) if "{" in html or "|" in html else html

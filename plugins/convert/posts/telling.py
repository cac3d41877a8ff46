"""What is said about a post that follows its seed."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from plugins.convert.posts.header import line_of
from plugins.convert.posts.mint import is_minted_as
from plugins.errors import Problem
from plugins.text import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plugins.config import Settings
    from plugins.convert.posts.merge import Conflict, Merged
    from plugins.convert.types import Sidecar
    from plugins.model import Post

_SHOWN = 60
#: Words before the first that differs, for its sake.
_CONTEXT = 2
_SLUG = (
    "slug counts at the first conversion only; to move the post change Url and list the old one"
    " in Aliases"
)


def joined(*parts: str) -> str:
    """The parts that say something, as one text."""
    return "; ".join(part for part in parts if part)


def reasons(merged: Merged) -> Iterator[str]:
    """What became of which fields."""
    told = {
        "new": merged.taken,
        "kept by hand": merged.kept,
        "changed on both sides": tuple(conflict.field for conflict in merged.conflicts),
    }
    is_mixed = sum("body" in names for names in told.values()) > 1
    shown = {"body": "parts of the body"} if is_mixed else {}
    for label, names in told.items():
        if names:
            yield f"{label}: {', '.join(shown.get(name, name) for name in names)}"


def hints(sidecar: Sidecar, post: Post, merged: Merged, settings: Settings) -> Iterator[str]:
    """What an editor may not expect of the sidecar of ``post``."""
    if sidecar.slug is not None and not is_minted_as(post, sidecar.slug):
        yield _SLUG
    if "category" in merged.taken:
        yield section_hint(sidecar, settings)


def near_hint(near: str) -> str:
    """That the post of the seed ``near``, if there is one, has nearly the same words."""
    return f"nearly the same as {near}" if near else ""


def section_hint(sidecar: Sidecar, settings: Settings) -> str:
    """Whether the sidecar's section is none of the settings', maybe a misspelt one."""
    known = [*(name for name, _ in settings.sections), settings.default_section]
    category = sidecar.category
    if category is None or not settings.sections or category in known:
        return ""
    near = difflib.get_close_matches(category, known, 1)
    return f"“{category}” is a new section" + (f", did you mean “{near[0]}”?" if near else "")


def conflict_problem(conflict: Conflict, path: str) -> Problem:
    """A conflict in the post at ``path`` below the content folder, and the two ways out."""
    mine, theirs = _differing(line_of(conflict.mine), line_of(conflict.theirs))
    more = f" (and in {conflict.more} more places)" if conflict.more else ""
    message = f"{conflict.field} was changed by hand to {mine} and by its seed to {theirs}{more}"
    remedy = (
        "write the seed's words into the post, or keep yours and remove "
        f"what begins with “{conflict.field}:” from its line “Conflict”"
    )
    return Problem(f"content/{path}", message, remedy, code="conflict")


def _differing(mine: str, theirs: str) -> tuple[str, str]:
    """The words of both from a little before the first that differs."""
    first, second = mine.split(), theirs.split()
    pairs = enumerate(zip(first, second, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), min(len(first), len(second)))
    start = max(same - _CONTEXT, 0)
    return _quoted(first[start:], start), _quoted(second[start:], start)


def _quoted(words: list[str], start: int) -> str:
    text = shorten(" ".join(words), _SHOWN)
    return f"“{'… ' if start else ''}{text}”" if text else "nothing"

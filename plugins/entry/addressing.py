"""Commands about addresses: to move an article, and to list what was published."""

from __future__ import annotations

from collections.abc import Sequence

from plugins import addresses
from plugins.config import Settings
from plugins.convert.posts.moving import with_address
from plugins.engine import whereabouts
from plugins.errors import ConfigError, Problem
from plugins.files import write_atomic
from plugins.metadata.redirects import (
    ADDRESSES,
    address_list,
    listed_addresses,
    lost_addresses,
)


def move(settings: Settings, old: str, new: str) -> str:
    """Gives the article at ``old`` the address ``new``; what was done, for people.

    Raises ConfigError where ``old`` is nobody's or ``new`` cannot be had.
    """
    before, after = addresses.given(old), addresses.given(new)
    path = whereabouts.path_of(settings, before)
    if not addresses.is_free(after):
        remedy = "give one like 2026/11/harbour-reopens/"
        raise ConfigError(Problem(f"/{after}", "no article can be there", remedy, code="move"))
    if whereabouts.is_taken(settings, after, path):
        raise ConfigError(Problem(f"/{after}", "is taken", "choose another address", code="move"))
    file = settings.content / path
    text = file.read_bytes().decode("utf-8")
    write_atomic(file, with_address(text, f"content/{path}", before, after).encode())
    return f"content/{path} is at /{after} from the next build on; /{before} leads there."


def lost(settings: Settings) -> list[Problem]:
    """Each address of the committed list at which the built site has nothing."""
    try:
        found = lost_addresses(_listed(settings), settings.output)
    except ConfigError as error:
        return [error.problem]
    where = f"content/{ADDRESSES}"
    return [
        Problem(where, f"/{each} leads nowhere", _remedy(each), code="lost-address")
        for each in found
    ]


def _remedy(address: str) -> str:
    if addresses.is_free(address):
        return "list it in the Aliases of what took its place, or remove its line"
    return "let your host lead it to what took its place, or remove its line"


def list_addresses(settings: Settings) -> tuple[str, Sequence[Problem]]:
    """Writes the list of published addresses; what was done, and which were lost since the last.

    Those that were lost stay in the list until somebody removes their lines.
    """
    earlier, problems = _listed(settings), lost(settings)
    published = whereabouts.published(settings)
    write_atomic(settings.content / ADDRESSES, address_list(published, earlier).encode())
    return f"content/{ADDRESSES} lists {len({*published, *earlier})} addresses.", problems


def _listed(settings: Settings) -> tuple[str, ...]:
    file = settings.content / ADDRESSES
    data = file.read_bytes() if file.is_file() else b""
    try:
        return listed_addresses(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = Problem(f"content/{ADDRESSES}", "is not UTF-8", "save it as UTF-8", line, "utf-8")
        raise ConfigError(problem) from error

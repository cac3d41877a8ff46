"""Commands about addresses: to move an article, and to list what was published."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from plugins import addresses
from plugins.adapter.placing import place
from plugins.config import Settings
from plugins.convert.posts.moving import MARKDOWN, asked_for, with_address
from plugins.engine import whereabouts
from plugins.engine.whereabouts import Place
from plugins.errors import ConfigError, Problem, SeedpressError
from plugins.files import write_atomic
from plugins.metadata.redirects import (
    ADDRESSES,
    address_list,
    listed_addresses,
    lost_addresses,
)


def move(settings: Settings, old: str, new: str) -> str:
    """Gives the article or page at ``old`` the address ``new``; what was done, for people.

    Raises ConfigError where ``old`` is nobody's that can be moved, ``new`` cannot be had, or the
    file cannot be read or written.
    """
    before, after = addresses.given(old), addresses.given(new)
    found = whereabouts.place_of(settings, before)
    where = f"content/{found.path}"
    if found.is_draft:
        remedy = f"write the line Url: {after} into {where}"
        raise _refuse(f"/{before}", "is a draft’s, which lasts until it is published", remedy)
    if not addresses.is_free(after):
        raise _refuse(f"/{after}", "no article can be there", "give one like 2026/11/slug/")
    if not where.lower().endswith(MARKDOWN):
        remedy = f"give it the Url {after} by hand, and {before} among its Aliases"
        raise _refuse(where, "is no Markdown, in which an address could be written", remedy)
    if whereabouts.is_taken(settings, after, found.path) or _is_awaited(settings, after, found):
        raise _refuse(f"/{after}", "is taken", "choose another address")
    try:
        text = (settings.content / found.path).read_bytes().decode("utf-8")
        moved = with_address(text, where, before, after)
        write_atomic(settings.content / found.path, moved.encode())
    except UnicodeDecodeError as error:
        raise _refuse(where, "is not UTF-8", "save it as UTF-8 and try again") from error
    except OSError as error:
        message = f"cannot be read or written: {error.strerror}"
        raise _refuse(where, message, "restore it or allow it, and build again") from error
    return f"{where} is at /{after} from the next build on; /{before} leads there."


def _is_awaited(settings: Settings, address: str, by: Place) -> bool:
    """Whether another file, changed since the last build, asks for ``address`` now."""
    key = place(address)
    for path in whereabouts.changed(settings):
        if path != by.path and path.lower().endswith(MARKDOWN):
            with suppress(OSError, UnicodeDecodeError, SeedpressError):  # the next build tells
                text = (settings.content / path).read_bytes().decode("utf-8")
                if key in map(place, asked_for(text, path)):
                    return True
    return False


def _refuse(where: str, message: str, remedy: str) -> ConfigError:
    return ConfigError(Problem(where, message, remedy, code="move"))


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

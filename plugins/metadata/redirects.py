"""Earlier addresses for servers that can redirect, and published ones that must not be lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from plugins import addresses

#: The committed list of published addresses, below the content folder.
ADDRESSES = "addresses.txt"
_HEAD = "# Addresses that were published. None of them may ever lead nowhere.\n"


def redirect_rules(moved: Mapping[str, str], prefix: str) -> bytes:
    """``_redirects``, as Netlify, Cloudflare Pages and others read it: from, to, 301."""
    return "".join(f"{old} {new} 301\n" for old, new in _rooted(moved, prefix)).encode()


def nginx_map(moved: Mapping[str, str], prefix: str) -> bytes:
    """Lines for nginx's ``map``: from, to. What it compares, ``$uri``, is without escapes."""
    pairs = _rooted(moved, prefix)
    return "".join(f'"{unquote(old)}" "{new}";\n' for old, new in pairs).encode()


def _rooted(moved: Mapping[str, str], prefix: str) -> Iterator[tuple[str, str]]:
    for old, new in sorted(moved.items()):
        yield addresses.rooted(prefix, old), addresses.rooted(prefix, new)


def listed_addresses(text: str) -> tuple[str, ...]:
    """The addresses in a list that ``address_list`` wrote, or a person: one a line."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(unquote(line).removeprefix("/") for line in lines if line and line[0] != "#")


def address_list(published: Iterable[str], earlier: Iterable[str] = ()) -> str:
    """The list of ``published`` addresses and of those that were in it ``earlier``."""
    every = sorted({*published, *earlier})
    return _HEAD + "".join(f"{addresses.rooted('', each)}\n" for each in every)


def lost_addresses(listed: Iterable[str], output: Path) -> tuple[str, ...]:
    """Those of ``listed`` at which the built site in ``output`` has nothing, in their order."""
    return tuple(each for each in listed if not _has(output, each))


def _has(output: Path, address: str) -> bool:
    try:
        return (output / addresses.output_path(address)).is_file()
    except (OSError, ValueError):  # no file can be called so
        return False

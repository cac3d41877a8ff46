"""Absolute addresses in ASCII, as every reader understands them (RFC 3986)."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from plugins.addresses import absolute, is_safe
from plugins.text import legal

#: What a reader may be sent to. Others (tel:, geo: …) are dropped by most readers anyway.
SCHEMES = frozenset({"http", "https", "mailto"})
_KEPT = "/%:@!$&'()*+,;=~-._?"
_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")


@lru_cache(maxsize=8192)  # the same few addresses are resolved and checked in entry after entry
def resolve(base: str, reference: str) -> str:
    """``reference`` as a browser on the page ``base`` reads it; empty where it may not be used."""
    bare = re.sub(r"[\t\r\n]", "", reference).strip("".join(map(chr, range(33))))
    try:
        return _ascii(urljoin(base, bare))
    except ValueError:  # no address at all: bad brackets, port or host name
        return ""


def on_web(url: str) -> str:
    """The full http(s) address ``url`` in ASCII; empty where it is none."""
    found = resolve("", url)
    return found if found.startswith("http") else ""


@lru_cache(maxsize=16_384)  # the pages of tags and authors stand in entry after entry
def of_site(siteurl: str, address: str) -> str:
    """Full ASCII address of ``address``, a path below the site."""
    url = absolute(siteurl, address)
    return resolve("", url) or url


def is_path(address: str) -> bool:
    """Whether ``address`` is a path below the site that can be written in a feed."""
    return is_safe(address) and legal(address) == address


def is_absolute(url: str) -> bool:
    """Whether ``url`` is a full, plain ASCII http(s) or mailto address."""
    return bool(url) and resolve("", url) == url


def is_urn(text: str) -> bool:
    """Whether ``text`` can be an id: an absolute IRI in plain ASCII."""
    return re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[!#-;=?-Z_a-z~]+", text) is not None


def _ascii(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or bool(parts.netloc) != (parts.scheme != "mailto"):
        return ""
    host, path, query, fragment = parts.netloc, parts.path, parts.query, parts.fragment
    return urlunsplit((parts.scheme, _host(host), _quoted(path), _quoted(query), _quoted(fragment)))


def _host(netloc: str) -> str:
    """Host and port, international names in their ASCII form; raises ValueError."""
    if netloc.isascii() and re.fullmatch(r"[A-Za-z0-9.\-_~%!$&'()*+,;=:@\[\]]*", netloc):
        return netloc
    name, colon, port = netloc.partition(":")
    if colon and not port.isdigit():
        raise ValueError(netloc)
    ascii_name = name.encode("idna").decode("ascii")
    if not re.fullmatch(r"[A-Za-z0-9.\-_]+", ascii_name):
        raise ValueError(netloc)
    return ascii_name + colon + port


def _quoted(part: str) -> str:
    return quote(_STRAY_PERCENT.sub("%25", part), safe=_KEPT)

"""Small files at fixed addresses that browsers, crawlers and finders of flaws look for."""

from __future__ import annotations

import json
from datetime import datetime

from plugins import addresses
from plugins.config import Settings
from plugins.text import direction, shorten

#: The theme's icons by size in pixels; the scalable one fits any.
ICONS = (("icon.svg", "any"), ("icon-192.png", "192x192"), ("icon-512.png", "512x512"))
_MASKABLE = "icon-maskable-512.png"
#: Colours of paper behind the page while it loads.
_PAPER = "#fffefb"
#: Characters below an icon.
_SHORT = 12


def robots(settings: Settings) -> bytes:
    """Everything may be read; where the sitemaps are."""
    maps = (addresses.absolute(settings.siteurl, name) for name in _SITEMAPS)
    lines = ("User-agent: *", "Disallow:", "", *(f"Sitemap: {each}" for each in maps))
    return _text(*lines)


_SITEMAPS = ("sitemap.xml", "sitemap-news.xml")


def humans(settings: Settings) -> bytes:
    """Who makes the site (humanstxt.org)."""
    contact = (f"Contact: {settings.contact}",) if settings.contact else ()
    team = ("/* TEAM */", settings.name, *contact)
    languages = f"Language: {', '.join(settings.languages)}"
    return _text(*team, "", "/* SITE */", languages, "Software: Seedpress")


def security(settings: Settings, newest: datetime) -> bytes:
    """Where flaws are reported (RFC 9116); valid for at least half a year after ``newest``.

    No clock decides: an archive that nobody adds to any more has nobody to report to.
    """
    until = f"{newest.year}-12-31" if newest.month <= 6 else f"{newest.year + 1}-06-30"
    here = addresses.absolute(settings.siteurl, SECURITY)
    return _text(
        f"Contact: mailto:{settings.contact}",
        f"Expires: {until}T23:59:59Z",
        f"Preferred-Languages: {', '.join(settings.languages)}",
        f"Canonical: {here}",
    )


SECURITY = ".well-known/security.txt"


def manifest(settings: Settings) -> bytes:
    """What a browser needs to put the site among its applications (W3C web app manifest)."""
    home = addresses.rooted(settings.prefix, "")
    icons = [_icon(settings, name, sizes) for name, sizes in ICONS]
    icons.append({**_icon(settings, _MASKABLE, "512x512"), "purpose": "maskable"})
    found = {
        "id": home,
        "name": settings.name,
        "short_name": shorten(settings.name, _SHORT),
        "description": settings.description,
        "lang": settings.lang,
        "dir": direction(settings.lang),
        "start_url": home,
        "scope": home,
        "display": "minimal-ui",
        "background_color": _PAPER,
        "theme_color": _PAPER,
        "categories": ["news"],
        "icons": icons,
    }
    shown = {key: value for key, value in found.items() if value}
    return json.dumps(shown, ensure_ascii=False, indent=1).encode() + b"\n"


def _icon(settings: Settings, name: str, sizes: str) -> dict[str, str]:
    kind = "image/svg+xml" if name.endswith(".svg") else "image/png"
    return {
        "src": addresses.rooted(settings.prefix, f"theme/img/{name}"),
        "sizes": sizes,
        "type": kind,
    }


def _text(*lines: str) -> bytes:
    return ("\n".join(lines) + "\n").encode()

"""How a site looks and what it says of itself on every page, as the settings say it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from plugins.config import colours
from plugins.config.reach import is_web
from plugins.config.values import Values, wrong

#: Accents of the theme as it comes, on light and on dark paper; its files name them.
ACCENTS = ("#9a1b1f", "#ff9c8f")
LOGO_TYPES = (".svg", ".png", ".webp", ".avif", ".jpg", ".jpeg", ".gif")
#: Where systems keep fonts.
FONT_FOLDERS = (
    *("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
    *("/Library/Fonts", "~/Library/Fonts", "/System/Library/Fonts", "C:/Windows/Fonts"),
)
#: What files of fonts begin with: WOFF2, WOFF, OpenType, TrueType, several in one.
FONTS = (b"wOF2", b"wOFF", b"OTTO", b"\0\1\0\0", b"true", b"ttcf")
_LEADS = re.compile(r"(?:https?://|mailto:)\S+|/?(?![/.])[^\s:]*")


@dataclass(frozen=True, slots=True)
class Look:
    """What is the site's own about its pages."""

    accents: tuple[str, str] = ACCENTS
    """ACCENT_COLOR on light and on dark paper, as ``#rrggbb``; each can be read there."""
    logos: tuple[Path, ...] = ()
    """LOGO: none, one picture of the site's name, or one for light and one for dark paper."""
    fonts: tuple[Path, ...] = ()
    """CARD_FONTS: for headlines on cards in scripts that the theme has no type for."""
    links: tuple[tuple[str, str], ...] = ()
    """LINKS in the footer: names and addresses, full ones or below the site's own."""
    rights_url: str = ""
    """RIGHTS_URL: address of the licence, or empty."""


def look(get: Values, root: Path) -> Look:
    """Raises ConfigError naming the first setting whose value is wrong."""
    return Look(
        accents=accents(get.some("ACCENT_COLOR", ACCENTS)),
        logos=tuple(_logo(root, name) for name in get.some("LOGO", ())),
        fonts=tuple(_font(root, name) for name in get.texts("CARD_FONTS", ())),
        links=tuple((name, _address("LINKS", url)) for name, url in get.pairs("LINKS")),
        rights_url=_address("RIGHTS_URL", get.text("RIGHTS_URL", "")),
    )


def accents(given: tuple[str, ...]) -> tuple[str, str]:
    """Both accents out of one or two; a missing second one is the first made lighter.

    Raises ConfigError where one is no colour, or cannot be read on its paper.
    """
    for value in given:
        if not colours.is_colour(value):
            raise wrong("ACCENT_COLOR", f"is {value!r}", 'give a colour such as "#9a1b1f"')
    light, dark = given[0], given[1] if len(given) > 1 else colours.legible(given[0], is_dark=True)
    for value, is_dark in ((light, False), (dark, True)):
        ratio = colours.lowest_contrast(value, is_dark=is_dark)
        if ratio < colours.READABLE:
            paper = "dark" if is_dark else "light"
            message = (
                f"is {value}, whose contrast with {paper} paper is {ratio:.2f} to 1; "
                f"words need {colours.READABLE} to 1"
            )
            near = colours.legible(value, is_dark=is_dark)
            how = "lighter" if is_dark else "darker"
            raise wrong("ACCENT_COLOR", message, f"give a {how} colour, such as {near}")
    return light.lower(), dark.lower()


def _logo(root: Path, name: str) -> Path:
    path = Path(root, name).absolute()
    if path.suffix.lower() not in LOGO_TYPES:
        raise wrong("LOGO", f"is {name!r}", f"give a picture: {', '.join(LOGO_TYPES)}")
    if not path.is_file():
        raise wrong("LOGO", f"is {name!r}, where there is no file", f"put it at {path}")
    return path


def _font(root: Path, name: str) -> Path:
    """The file at a path, or the first of that name where the system keeps fonts."""
    path = Path(root, name).absolute()
    if path.is_file():
        return _whole(path, name)
    if Path(name).name == name:
        for folder in FONT_FOLDERS:
            for found in sorted(Path(folder).expanduser().rglob(name)):
                return _whole(found, name)
    remedy = "install it, give the path of its file, or put one into the theme's fonts folder"
    raise wrong("CARD_FONTS", f"names the font {name!r}, which is not there", remedy)


def _whole(path: Path, name: str) -> Path:
    """``path``, if a font is there."""
    try:
        with path.open("rb") as file:
            is_font = file.read(4).startswith(FONTS)
    except OSError:
        is_font = False
    if not is_font:
        raise wrong("CARD_FONTS", f"names {name!r}, which is no font", "give fonts alone")
    return path


def _address(name: str, url: str) -> str:
    if url and not is_address(url):
        remedy = 'give "https://…", "mailto:…" or a path on this site such as "about/"'
        raise wrong(name, f"holds the address {url!r}", remedy)
    return url


def is_address(url: str) -> bool:
    """Whether ``url`` is a full address, of the web or of a mailbox, or a path on the site."""
    return _LEADS.fullmatch(url) is not None and ("://" not in url or is_web(url))

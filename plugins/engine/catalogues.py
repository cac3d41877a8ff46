"""The site's own words: English in the templates, translated by the theme's gettext catalogues.

The catalogues of ``theme/translations`` are read as they are: nothing has to be compiled. What
Babel makes of one is kept, for to load Babel and parse a catalogue takes 15 ms and to read
what was kept 0.3 ms.
"""

from __future__ import annotations

import io
from codecs import BOM_UTF8
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from plugins.config import Settings
from plugins.engine.keeping import Keep
from plugins.errors import ConfigError, Problem
from plugins.hashing import digest

DOMAIN = "seedpress"


def catalogue(theme: Path, lang: str) -> Path | None:
    """The catalogue of ``lang`` or of its primary language."""
    for tag in (lang, lang.partition("-")[0]):
        path = theme / "translations" / tag.replace("-", "_") / "LC_MESSAGES" / f"{DOMAIN}.po"
        if path.is_file():
            return path
    return None


def has_words(theme: Path, lang: str) -> bool:
    """Whether there are words of ``lang`` or of its primary language."""
    return catalogue(theme, lang) is not None


def site_words(settings: Settings, lang: str = "") -> dict[str, str]:
    """Titles of the site's own pages in ``lang``, else in the site's language."""
    say = translations(settings.theme, lang or settings.lang, keep_of(settings)).gettext
    titles = {
        "archive": "Archive",
        "corrections": "Corrections",
        "feeds": "Feeds",
        "method": "How this site is made",
        "missing": "Page not found",
        "search": "Search",
        "gone": "Withdrawn",
    }
    return {name: say(title) for name, title in titles.items()}


def feed_words(settings: Settings) -> dict[str, str]:
    """Names of the kinds of scopes in the site's language."""
    say = translations(settings.theme, settings.lang, keep_of(settings)).gettext
    return {
        "section": say("Sections"),
        "source": say("Sources"),
        "language": say("Languages"),
        "tag": say("Tags"),
        "author": say("Authors"),
    }


def keep_of(settings: Settings) -> Keep:
    """Where what is made of the theme is kept."""
    return Keep(settings.cache / "theme")


def translations(theme: Path, lang: str, keep: Keep | None = None) -> NullTranslations:
    """The catalogue of ``lang`` or of its primary language; English where there is none.

    Raises ConfigError where it cannot be read.
    """
    path = catalogue(theme, lang)
    if path is None:
        return NullTranslations()
    source = path.read_bytes().removeprefix(BOM_UTF8)
    name, key = f"{path.parts[-3]}.mo", digest(source)
    compiled = keep.get(name, key) if keep else None
    if compiled is None:
        compiled = _compiled(source, path, lang)
        if keep:
            keep.put(name, key, compiled)
    return GNUTranslations(io.BytesIO(compiled))


def _compiled(source: bytes, path: Path, lang: str) -> bytes:
    """A catalogue as gettext reads it; raises ConfigError."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415  as in the docstring above
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415

    from plugins.engine.voice import locale_of  # noqa: PLC0415

    made = io.BytesIO()
    try:
        found = read_po(io.BytesIO(source), locale=locale_of(lang), abort_invalid=True)
        write_mo(made, found)
    except PoFileError as error:
        raise _unread(path, str(error).partition(" on ")[0], error.lineno + 1) from error
    except UnicodeDecodeError as error:
        raise _unread(path, "it is not UTF-8") from error
    except (ValueError, LookupError) as error:
        raise _unread(path, str(error)) from error
    if source.strip() and not len(found):
        raise _unread(path, "it holds no translations")
    return made.getvalue()


def _unread(path: Path, why: str, line: int | None = None) -> ConfigError:
    where = f"theme/translations/{path.parts[-3]}/LC_MESSAGES/{path.name}"
    remedy = "mend the catalogue, or put back the one of before"
    return ConfigError(Problem(where, f"cannot be read: {why}", remedy, line, "catalogue"))

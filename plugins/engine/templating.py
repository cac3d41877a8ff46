"""The Jinja environment that the theme's templates are rendered in, and what they can call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from gettext import NullTranslations
from typing import Any

import jinja2
from markupsafe import Markup, escape

from plugins import addresses
from plugins.config import Settings
from plugins.engine.catalogues import keep_of, translations
from plugins.engine.compiling import CompilingEnvironment
from plugins.engine.lettering import faces
from plugins.engine.voice import TEMPLATE_LANG, Voice
from plugins.errors import ConfigError, Problem
from plugins.text import direction

#: How Jinja is set up.
JINJA_OPTIONS: Mapping[str, Any] = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
    "undefined": jinja2.StrictUndefined,
    "extensions": ["jinja2.ext.i18n"],
}
#: Pieces of pages that are remembered, above all stories: with the texts in them 60 MB at most.
_PIECES = 16_384


class _Loader(jinja2.FileSystemLoader):
    """Names the template that is not UTF-8, whichever page needs it."""

    def get_source(self, environment: jinja2.Environment, template: str) -> Any:
        """As Jinja's own; raises ConfigError, too."""
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            where = f"theme/templates/{template}"
            problem = Problem(where, "is not UTF-8", "save it as UTF-8", line, "template")
            raise ConfigError(problem) from error


def environment(settings: Settings, lang: str = "") -> jinja2.Environment:
    """A Jinja environment of its own with the theme's templates and all they use.

    It speaks ``lang``, or the site's language. It reads a template once, however long it lives.
    What it compiled is kept in the cache folder.
    """
    lang = lang or settings.lang
    loader = _Loader(settings.theme / "templates")
    keep = keep_of(settings)
    env = CompilingEnvironment(keep, loader, **JINJA_OPTIONS)
    env.newstyle_gettext = True  # type: ignore[attr-defined]
    voice = Voice(lang, settings.timezone)
    env.filters.update(voice.filters())
    env.globals.update(
        **_words(translations(settings.theme, lang, keep)),
        **_places(settings.prefix),
        site_lang=settings.lang,
        site_dir=direction(settings.lang),
        once=_once(),
        own_lang=lang,
        own_dir=direction(lang),
        month_names=voice.month_names(),
        zone_name=voice.zone_name,
        # Figures are in Latin letters' fonts on every page, and so are many names.
        faces=tuple(dict.fromkeys((*faces(lang), *faces(settings.lang), *faces(TEMPLATE_LANG)))),
    )
    env.filters.update(settings.jinja_filters)
    env.globals.update(settings.jinja_globals)
    env.tests.update(settings.jinja_tests)
    return env


def _words(words: NullTranslations) -> dict[str, Callable[..., Markup]]:
    """``gettext`` and ``ngettext`` as templates call them; Jinja's own take three times as long.

    A translation is trusted and may hold placeholders; what is put into them is escaped.
    """

    said = lru_cache(maxsize=1024)(words.gettext)

    @lru_cache(maxsize=1024)
    def constant(message: str) -> Markup:
        return filled(said(message), {})

    def filled(text: str, values: dict[str, Any]) -> Markup:
        shown = {name: escape(value) for name, value in values.items()}
        return Markup(text % shown)  # noqa: S704  # as said above; Markup's own % takes thrice

    def gettext(message: str, /, **values: Any) -> Markup:
        return filled(said(message), values) if values else constant(message)

    def ngettext(singular: str, plural: str, number: int, /, **values: Any) -> Markup:
        return filled(words.ngettext(singular, plural, number), {"num": number, **values})

    return {"gettext": gettext, "ngettext": ngettext}


def _places(prefix: str) -> dict[str, Callable[[str], str]]:
    """``link`` to an address of the site, and ``asset`` for a static file of the theme."""

    @lru_cache(maxsize=1024)
    def link(address: str) -> str:
        return addresses.rooted(prefix, address)

    def asset(path: str) -> str:
        return link(f"theme/{path}")

    return {"link": link, "asset": asset}


def _once() -> Callable[..., Markup]:
    """``once(macro, values…)``: what the macro makes of the values, made once for equal ones.

    For macros that see nothing but their values and what never changes: those of a template that
    is imported without context.
    """

    @lru_cache(maxsize=_PIECES, typed=True)  # Markup and the text that looks like it are two
    def once(macro: Callable[..., Markup], /, *values: Any, **named: Any) -> Markup:
        return macro(*values, **named)

    return once

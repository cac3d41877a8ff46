"""What templates can say: dates, numbers and words in the site's language, and addresses.

The site's own words are English in the templates and translated by the gettext catalogues
of ``theme/translations``, which are read as they are: nothing has to be compiled.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from gettext import NullTranslations
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import jinja2
from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations
from markupsafe import Markup, escape

from plugins import addresses, dates, feeds
from plugins.config import Settings
from plugins.engine import lettering
from plugins.engine.views import FeedRow
from plugins.text import direction, shorten
from plugins.typography import polish

DOMAIN = "seedpress"
#: The language of the templates themselves.
TEMPLATE_LANG = "en"
#: How Jinja is set up, here and by Pelican (JINJA_ENVIRONMENT).
JINJA_OPTIONS: Mapping[str, Any] = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
    "undefined": jinja2.StrictUndefined,
    "extensions": ["jinja2.ext.i18n"],
}
#: Longer headlines are cut in lists; the article's own page shows all of it.
HEADLINE_LIMIT = 220

_OTHER_SCRIPTS = frozenset(
    "am ar be bg bn ckb el fa he hi hy ja ka ko mk ps ru sd sr ta te th ug uk ur yi zh".split()
)
_ARABIC_SCRIPT = frozenset("ar ckb fa ps sd ug ur".split())
#: Breadths of names up to which a size is fit.
_NAMEPLATES = ((9.0, "ear"), (18.5, "line"), (31.0, "long"), (math.inf, "endless"))
_LONGEST_WORD = 26.0
_TERRITORY = re.compile("[A-Za-z]{2}")
#: Where a language's usual territory is not called as the language is.
_OG_LOCALES = {"ar": "ar_AR", "en": "en_US", "fa": "fa_IR", "he": "he_IL", "uk": "uk_UA"}


def environment(settings: Settings) -> jinja2.Environment:
    """A Jinja environment of its own with the theme's templates and all they use."""
    env = jinja2.Environment(  # noqa: S701  # JINJA_OPTIONS turn autoescape on
        loader=jinja2.FileSystemLoader(settings.theme / "templates"),
        **JINJA_OPTIONS,
    )
    install(env, settings)
    return env


def install(env: jinja2.Environment, settings: Settings) -> None:
    """Add to ``env`` the filters, globals and translations that the templates use."""
    if "jinja2.ext.InternationalizationExtension" not in env.extensions:
        env.add_extension("jinja2.ext.i18n")
    env.install_gettext_translations(  # type: ignore[attr-defined]
        translations(settings.theme, settings.lang), newstyle=True
    )
    voice = Voice(settings.lang, locale_of(settings.lang), settings.timezone)
    env.filters.update(voice.filters())
    env.globals.update(
        link=lambda address: addresses.rooted(settings.prefix, address),
        asset=lambda path: addresses.rooted(settings.prefix, f"theme/{path}"),
        month_names=voice.month_names(),
    )


def site_words(settings: Settings) -> dict[str, str]:
    """Titles of the site's own pages in its language: archive, feeds, missing."""
    say = translations(settings.theme, settings.lang).gettext
    return {"archive": say("Archive"), "feeds": say("Feeds"), "missing": say("Page not found")}


def has_words(theme: Path, lang: str) -> bool:
    """Whether there is a catalogue of ``lang`` or of its primary language."""
    return _catalogue(theme, lang) is not None


def translations(theme: Path, lang: str) -> NullTranslations:
    """The catalogue of ``lang`` or of its primary language; English where there is none."""
    path = _catalogue(theme, lang)
    if path is None:
        return NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=locale_of(lang)))
    compiled.seek(0)
    return Translations(compiled, DOMAIN)


def _catalogue(theme: Path, lang: str) -> Path | None:
    for tag in (lang, lang.partition("-")[0]):
        path = theme / "translations" / tag.replace("-", "_") / "LC_MESSAGES" / f"{DOMAIN}.po"
        if path.is_file():
            return path
    return None


def locale_of(lang: str) -> Locale:
    """Babel's data for a BCP 47 tag, for its primary language, or else for English."""
    for tag in (lang, lang.partition("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(TEMPLATE_LANG)


@dataclass(frozen=True, slots=True)
class Voice:
    """How the site says dates, numbers and names: its language and its time zone."""

    lang: str
    locale: Locale
    zone: ZoneInfo

    def filters(self) -> dict[str, Callable[..., Any]]:
        """By the names they have in templates."""
        return {
            "typo": self.typo,
            "headline": self.headline,
            "long_date": self.long_date,
            "full_date": self.full_date,
            "short_date": self.short_date,
            "weekday": self.weekday,
            "clock": self.clock,
            "iso": self.iso,
            "day_iso": self.day_iso,
            "month_year": self.month_year,
            "number": self.number,
            "language": self.language,
            "direction": direction,
            "by_name": self.by_name,
            "nameplate": nameplate,
            "og_locale": og_locale,
            "written_in_latin": written_in_latin,
            "written_in_arabic": written_in_arabic,
        }

    def typo(self, text: str, lang: str = "") -> Markup:
        """Plain text, escaped, with the typography of ``lang`` (the site's by default)."""
        return escape(polish(text, lang or self.lang))

    def headline(self, text: str, lang: str = "") -> Markup:
        """``typo`` of a title as it stands in a list: never longer than HEADLINE_LIMIT."""
        return self.typo(shorten(text, HEADLINE_LIMIT), lang)

    def local(self, moment: datetime) -> datetime:
        """``moment`` in the site's zone."""
        return moment.astimezone(self.zone)

    def has_clock(self, moment: datetime) -> bool:
        """False at local midnight: a text that names a day gives no time of day."""
        local = self.local(moment)
        return bool(local.hour or local.minute or local.second)

    def long_date(self, moment: datetime) -> str:
        """``18 novembre 2024``."""
        return format_date(self.local(moment), "long", self.locale)

    def full_date(self, moment: datetime) -> str:
        """``lundi 18 novembre 2024``."""
        return format_date(self.local(moment), "full", self.locale)

    def short_date(self, moment: datetime) -> str:
        """``18 nov. 2024``."""
        return format_date(self.local(moment), "medium", self.locale)

    def weekday(self, moment: datetime) -> str:
        """``lundi``."""
        return format_date(self.local(moment), "EEEE", self.locale)

    def clock(self, moment: datetime) -> str:
        """``09:00``, or nothing where the time of day is not known."""
        if not self.has_clock(moment):
            return ""
        return format_time(self.local(moment), "short", self.zone, self.locale)

    def iso(self, moment: datetime) -> str:
        """For ``<time datetime>``: RFC 3339 in the site's zone, or the day alone."""
        if not self.has_clock(moment):
            return self.local(moment).date().isoformat()
        return dates.iso(moment, self.zone)

    def day_iso(self, moment: datetime) -> str:
        """The day alone, in the site's zone."""
        return self.local(moment).date().isoformat()

    def month_year(self, year: int, month: int | None = None) -> str:
        """``novembre 2024``, or the year alone."""
        if month is None:
            return format_skeleton("y", date(year, 1, 1), locale=self.locale)
        return format_skeleton("yMMMM", date(year, month, 1), locale=self.locale)

    def month_names(self) -> tuple[str, ...]:
        """The twelve months as they stand alone, January first."""
        # The form that stands beside a year does too. Babel 2.18's own stand-alone table is
        # not asked where a language has none: it then holds the months of another language
        # that the process looked at earlier.
        pattern = str(self.locale.datetime_skeletons["yMMMM"].pattern)
        form = "LLLL" if "L" in pattern else "MMMM"
        return tuple(format_date(date(2000, m, 1), form, self.locale) for m in range(1, 13))

    def number(self, value: float) -> str:
        """``11 000`` with the separators of the site's language."""
        return format_decimal(value, locale=self.locale)

    def language(self, lang: str) -> str:
        """The name of a language in the site's language; the tag where it has none."""
        return feeds.language_name(lang, self.lang)

    def by_name(self, rows: Iterable[FeedRow]) -> list[FeedRow]:
        """Rows by their titles, those in the script of the site's language first."""
        own = lettering.script(self.locale.get_display_name() or "")
        return sorted(rows, key=lambda row: (lettering.in_order(row.title, own), row.href))


def nameplate(name: str) -> str:
    """Which size a site's name is set in: the last part of ``nameplate--…``.

    The bounds go with the sizes in the style sheet: ``ear`` leaves room for the date and the
    tools on both sides, ``line`` and ``long`` fill one line of a wide screen at most.
    """
    if lettering.longest_word(name) > _LONGEST_WORD:
        return "word"
    breadth = lettering.breadth(name)
    return next(size for limit, size in _NAMEPLATES if breadth <= limit)


def written_in_latin(lang: str) -> bool:
    """Whether pages in ``lang`` need the Latin font first."""
    return lang.lower().partition("-")[0] not in _OTHER_SCRIPTS


def written_in_arabic(lang: str) -> bool:
    """Whether an article in ``lang`` is set in the Arabic font."""
    return lang.lower().partition("-")[0] in _ARABIC_SCRIPT


def og_locale(lang: str) -> str:
    """Open Graph's ``language_TERRITORY`` for a BCP 47 tag."""
    parts = lang.split("-")
    territory = next((part.upper() for part in parts[1:] if _TERRITORY.fullmatch(part)), "")
    if territory:
        return f"{parts[0].lower()}_{territory}"
    return _OG_LOCALES.get(parts[0].lower(), f"{parts[0].lower()}_{parts[0].upper()}")

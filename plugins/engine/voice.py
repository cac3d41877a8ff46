"""How the site says dates, numbers and names, in its language and its time zone.

These are the filters of the templates. A site says the same few things on all of its pages, so
whatever takes longer than to look it up is remembered: Babel needs 20 to 60 µs for a date, the
typography of a French summary takes 100 µs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import (
    format_date,
    format_skeleton,
    format_time,
    get_timezone_location,
    get_timezone_name,
)
from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from plugins import dates, feeds
from plugins.engine import lettering
from plugins.engine.views import FeedRow
from plugins.text import direction, shorten
from plugins.typography import polish

#: The language of the templates themselves.
TEMPLATE_LANG = "en"
#: Longer headlines are cut in lists; the article's own page shows all of it.
HEADLINE_LIMIT = 220
#: So are longer summaries: in lists, and in narrow columns.
TEASER_LIMIT, BRIEF_LIMIT = 320, 180
#: How much is remembered of each kind.
_TEXTS, _DAYS, _NUMBERS = 16_384, 16_384, 4_096


@lru_cache(maxsize=64)
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
    """The filters of a site, whose language is BCP 47."""

    lang: str
    zone: ZoneInfo

    def filters(self) -> dict[str, Callable[..., Any]]:
        """By the names they have in templates."""
        return {
            "typo": self.typo,
            "headline": self.headline,
            "teaser": self.teaser,
            "brief": self.brief,
            "by_mail": by_mail,
            "listed": self.listed,
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
            "nameplate": lettering.nameplate,
            "og_locale": lettering.og_locale,
            "strange": self.is_strange,
            "strange_name": self.is_strange_name,
        }

    def typo(self, text: str, lang: str = "") -> Markup:
        """Plain text, escaped, with the typography of ``lang`` (the site's by default)."""
        return _typo(text, lang or self.lang)

    def headline(self, text: str, lang: str = "") -> Markup:
        """``typo`` of a title as it stands in a list: never longer than HEADLINE_LIMIT."""
        return _typo(shorten(text, HEADLINE_LIMIT), lang or self.lang)

    def teaser(self, text: str, lang: str = "", limit: int = TEASER_LIMIT) -> Markup:
        """``typo`` of a summary as it stands in a list: never longer than ``limit``."""
        return _typo(shorten(text, limit), lang or self.lang)

    def brief(self, text: str, lang: str = "") -> Markup:
        """``teaser`` for a narrow column."""
        return self.teaser(text, lang, BRIEF_LIMIT)

    def listed(self, items: Sequence[Any], show: Callable[[Any], Markup]) -> Markup:
        """Each of ``items`` as ``show`` makes it, joined as in a sentence: ``A, B et C``."""
        shown = [show(item) for item in items]
        return Markup(format_list(shown, locale=locale_of(self.lang)))  # noqa: S704  # of Markup

    def is_strange(self, lang: str) -> bool:
        """Whether words in ``lang`` need a font that these pages do without."""
        return lettering.is_strange(lang, self.lang)

    def is_strange_name(self, name: str) -> bool:
        """Whether ``name`` needs one."""
        return lettering.has_strange_letters(name, self.lang)

    def zone_name(self) -> str:
        """The site's time zone: ``heure d’Europe centrale (Paris)``, or ``UTC``."""
        where, locale = self.zone.key, locale_of(self.lang)
        if "/" not in where:
            return where
        name = get_timezone_name(self.zone, locale=locale, zone_variant="generic")
        city = get_timezone_location(self.zone, locale=locale, return_city=True)
        return name if city in name else f"{name} ({city})"

    def local(self, moment: datetime) -> datetime:
        """``moment`` in the site's zone."""
        return moment.astimezone(self.zone)

    def long_date(self, moment: datetime) -> str:
        """``18 novembre 2024``."""
        return _day(self.local(moment).date(), "long", self.lang)

    def full_date(self, moment: datetime) -> str:
        """``lundi 18 novembre 2024``."""
        return _day(self.local(moment).date(), "full", self.lang)

    def short_date(self, moment: datetime) -> str:
        """``18 nov. 2024``."""
        return _day(self.local(moment).date(), "medium", self.lang)

    def weekday(self, moment: datetime) -> str:
        """``lundi``."""
        return _day(self.local(moment).date(), "EEEE", self.lang)

    def clock(self, moment: datetime) -> str:
        """``09:00``, or nothing where the time of day is not known."""
        local = self.local(moment)
        return _clock(local.hour, local.minute, self.lang) if _has_clock(local) else ""

    def iso(self, moment: datetime) -> str:
        """For ``<time datetime>``: RFC 3339 in the site's zone, or the day alone."""
        local = self.local(moment)
        return dates.iso(moment, self.zone) if _has_clock(local) else local.date().isoformat()

    def day_iso(self, moment: datetime) -> str:
        """The day alone, in the site's zone."""
        return self.local(moment).date().isoformat()

    def month_year(self, year: int, month: int | None = None) -> str:
        """``novembre 2024``, or the year alone."""
        return _month(year, month, self.lang)

    def month_names(self) -> tuple[str, ...]:
        """The twelve months as they stand alone, January first."""
        # The form that stands beside a year does too. Babel 2.18's own stand-alone table is
        # not asked where a language has none: it then holds the months of another language
        # that the process looked at earlier.
        locale = locale_of(self.lang)
        form = "LLLL" if "L" in str(locale.datetime_skeletons["yMMMM"].pattern) else "MMMM"
        return tuple(format_date(date(2000, m, 1), form, locale) for m in range(1, 13))

    def number(self, value: float) -> str:
        """``11 000`` with the separators of the site's language."""
        return _number(value, self.lang)

    def language(self, lang: str) -> str:
        """The name of a language in the site's language; the tag where it has none."""
        return feeds.language_name(lang, self.lang)

    def by_name(self, rows: Iterable[FeedRow]) -> list[FeedRow]:
        """Rows by their titles, those in the script of the site's language first."""
        own = lettering.script(locale_of(self.lang).get_display_name() or "")
        return sorted(rows, key=lambda row: (lettering.in_order(row.title, own), row.href))


def by_mail(title: str, url: str) -> str:
    """Address that opens a letter about ``title`` in the reader's own mail program."""
    return f"mailto:?subject={quote(shorten(title, HEADLINE_LIMIT))}&body={quote(url)}"


def _has_clock(local: datetime) -> bool:
    """False at local midnight: a text that names a day gives no time of day."""
    return bool(local.hour or local.minute or local.second)


@lru_cache(maxsize=_TEXTS)
def _typo(text: str, lang: str) -> Markup:
    return escape(polish(text, lang))


@lru_cache(maxsize=_DAYS)
def _day(day: date, form: str, lang: str) -> str:
    return format_date(day, form, locale_of(lang))


@lru_cache(maxsize=_NUMBERS)
def _clock(hour: int, minute: int, lang: str) -> str:
    # The short form of no language shows more of a time than these.
    moment = datetime(2000, 1, 1, hour, minute, tzinfo=UTC)
    return format_time(moment, "short", UTC, locale_of(lang))


@lru_cache(maxsize=_NUMBERS)
def _month(year: int, month: int | None, lang: str) -> str:
    skeleton, day = ("yMMMM", date(year, month, 1)) if month else ("y", date(year, 1, 1))
    return format_skeleton(skeleton, day, locale=locale_of(lang))


@lru_cache(maxsize=_NUMBERS)
def _number(value: float, lang: str) -> str:
    return format_decimal(value, locale=locale_of(lang))

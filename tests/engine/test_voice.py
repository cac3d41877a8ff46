"""Dates, numbers and names as the site's language says them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from babel.dates import format_time
from babel.localedata import locale_identifiers
from markupsafe import Markup

from plugins import dates
from plugins.engine.voice import HEADLINE_LIMIT, Voice, locale_of

PARIS = ZoneInfo("Europe/Paris")
MORNING = datetime(2024, 11, 18, 8, 5, tzinfo=UTC)
MIDNIGHT = datetime(2024, 11, 17, 23, 0, tzinfo=UTC)  # the 18th begins in Paris


def voice(lang: str) -> Voice:
    return Voice(lang, PARIS)


def test_dates_are_in_the_sites_language_and_zone() -> None:
    french = voice("fr")
    assert french.long_date(MIDNIGHT) == "18 novembre 2024"
    assert french.full_date(MORNING) == "lundi 18 novembre 2024"
    assert french.short_date(MORNING) == "18 nov. 2024"
    assert french.weekday(MORNING) == "lundi"
    assert french.clock(MORNING) == "09:05"
    assert french.month_year(2024, 11) == "novembre 2024"
    assert french.month_year(2024) == "2024"


def test_a_day_without_a_time_of_day_shows_none() -> None:
    assert voice("fr").clock(MIDNIGHT) == ""
    assert voice("fr").iso(MIDNIGHT) == "2024-11-18"
    assert voice("fr").iso(MORNING) == "2024-11-18T09:05:00+01:00"
    assert voice("fr").day_iso(MORNING) == "2024-11-18"
    assert voice("fr").iso(datetime(1850, 1, 1, 10, tzinfo=PARIS)) == "1850-01-01T10:00:39+00:10"


@pytest.mark.parametrize(
    ("lang", "november"),
    [("he", "נובמבר"), ("de", "November"), ("fr", "novembre"), ("ru", "ноябрь"), ("ar", "نوفمبر")],
)
def test_months_stand_alone_in_their_language_whatever_was_asked_before(
    lang: str, november: str
) -> None:
    voice("he").month_names()
    assert voice(lang).month_names()[10] == november


def test_numbers_and_names_of_languages_are_the_sites_own() -> None:
    assert voice("fr").number(11000) == "11\u202f000"
    assert voice("fr").language("ar") == "arabe"
    assert voice("en").language("pt-BR") == "Portuguese (Brazil)"
    assert voice("fr").language("xx") == "xx"


def test_a_language_nobody_knows_falls_back_to_english() -> None:
    assert str(locale_of("tlh")) == "en"
    assert str(locale_of("fr-Latn-QQ")) == "fr"
    assert voice("tlh").long_date(MORNING) == "November 18, 2024"


def test_plain_text_is_escaped_and_polished_in_its_own_language() -> None:
    assert voice("fr").typo("<b> Quoi ?") == Markup("&lt;b&gt; Quoi\u202f?")
    assert voice("fr").typo("Why ?", "en") == "Why ?"


def test_a_headline_in_a_list_is_cut_but_never_the_escaping() -> None:
    cut = voice("fr").headline("mot & mot " * 300)
    assert len(cut.unescape()) <= HEADLINE_LIMIT
    assert "&amp;" in cut
    assert cut.endswith("…")


def test_a_time_is_written_as_rfc_3339_in_the_sites_zone() -> None:
    for hours in range(0, 24 * 400, 7):
        moment = MORNING + timedelta(hours=hours, seconds=hours % 60, microseconds=hours)
        assert voice("fr").iso(moment) == dates.iso(moment, PARIS)


def test_the_short_form_of_a_time_shows_its_hour_and_minute_alone_in_every_language() -> None:
    late = datetime(2024, 7, 1, 15, 4, 59, tzinfo=PARIS)
    for lang in locale_identifiers()[::7]:
        locale = Locale.parse(lang)
        found = format_time(late, "short", PARIS, locale)
        assert found == format_time(
            late.replace(year=2000, month=1, second=0), "short", PARIS, locale
        )
    assert voice("en").clock(late) == "3:04\u202fPM"


def test_equal_numbers_of_other_types_are_written_the_same() -> None:
    assert [voice("en").number(value) for value in (1, 1.0, 1234, 1234.5)] == [
        *("1", "1", "1,234", "1,234.5"),
    ]

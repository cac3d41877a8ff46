"""Dates, numbers and words as the site's language says them."""

from __future__ import annotations

import runpy
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import jinja2
import pytest
from markdown import Markdown
from markupsafe import Markup

from plugins import config
from plugins.engine import templating
from plugins.engine.templating import Voice, environment, install, locale_of, translations

PARIS = ZoneInfo("Europe/Paris")
MORNING = datetime(2024, 11, 18, 8, 5, tzinfo=UTC)
MIDNIGHT = datetime(2024, 11, 17, 23, 0, tzinfo=UTC)  # the 18th begins in Paris


def voice(lang: str) -> Voice:
    return Voice(lang, locale_of(lang), PARIS)


def settings(project: Path, **values: str) -> config.Settings:
    return config.from_mapping(project, {"DEFAULT_LANG": "fr", "TIMEZONE": "Europe/Paris"} | values)


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
    assert len(cut.unescape()) <= templating.HEADLINE_LIMIT
    assert "&amp;" in cut
    assert cut.endswith("…")


def test_open_graph_gets_a_territory() -> None:
    assert [templating.og_locale(lang) for lang in ("fr", "pt-BR", "en", "zh-Hant-TW")] == [
        "fr_FR",
        "pt_BR",
        "en_US",
        "zh_TW",
    ]


def test_a_missing_catalogue_leaves_the_words_in_english(project: Path) -> None:
    theme = project / "theme"
    assert translations(theme, "fr").gettext("Archive") == "Archives"
    assert translations(theme, "fr-BE").gettext("Archive") == "Archives"
    assert translations(theme, "tlh").gettext("Archive") == "Archive"
    assert translations(theme, "ar").ngettext("%(num)s article", "%(num)s articles", 2) == "مقالان"


def test_the_sites_own_pages_have_titles_in_its_language(project: Path) -> None:
    words = templating.site_words(settings(project))
    assert words == {"archive": "Archives", "feeds": "Flux", "missing": "Page introuvable"}


def test_addresses_carry_the_sites_path(project: Path) -> None:
    env = environment(settings(project, SITEURL="https://example.org/news"))
    made = env.from_string('{{ link("section/été/") }} {{ asset("css/site.css") }}').render()
    assert made == "/news/section/%C3%A9t%C3%A9/ /news/theme/css/site.css"


def test_an_environment_made_by_others_gets_everything(project: Path) -> None:
    env = jinja2.Environment(autoescape=True)
    install(env, settings(project))
    assert env.from_string('{{ gettext("Archive") }} {{ 1234|number }}').render() == (
        "Archives 1\u202f234"
    )


def test_what_is_put_into_a_translated_sentence_is_escaped(project: Path) -> None:
    env = environment(settings(project))
    made = env.from_string('{{ gettext("Source: %(source)s", source="<i>") }}').render()
    assert made == "Source\u00a0: &lt;i&gt;"


def test_an_unknown_name_in_a_template_is_an_error(project: Path) -> None:
    with pytest.raises(jinja2.UndefinedError):
        environment(settings(project)).from_string("{{ nothing }}").render()


def test_the_way_back_from_a_footnote_is_in_no_language(project: Path) -> None:
    markdown = runpy.run_path(str(project / "pelicanconf.py"))["MARKDOWN"]
    html = Markdown(**markdown).convert("Un mot[^1].\n\n[^1]: La note.")
    assert 'title="↩ 1"' in html
    assert "Jump" not in html

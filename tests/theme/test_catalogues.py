"""Every word of the templates is translated in each language the theme comes with."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import jinja2
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.plural import PluralRule

from plugins.engine.catalogues import DOMAIN
from plugins.engine.templating import JINJA_OPTIONS
from plugins.engine.voice import locale_of
from plugins.typography import polish

THEME = Path(__file__).parents[2] / "theme"
LANGS = sorted(path.name for path in (THEME / "translations").iterdir())
#: Said by the engine itself, for pages whose title is no template's.
ELSEWHERE = {"Archive", "Feeds", "Page not found", "Search", "Withdrawn"}


@cache
def said() -> frozenset[str | tuple[str, str]]:
    """Message ids of all templates; a pair where there is a plural."""
    env = jinja2.Environment(**JINJA_OPTIONS)  # the options turn autoescape on
    found: set[str | tuple[str, str]] = set(ELSEWHERE)
    for path in (THEME / "templates").rglob("*.html"):
        for _, function, message in env.extract_translations(path.read_text("utf-8")):
            if isinstance(message, tuple):
                parts = tuple(part for part in message if part)
                found.add((parts[0], parts[1]) if function == "ngettext" else parts[0])
            elif message:
                found.add(message)
    return frozenset(found)


@cache
def catalogue(lang: str) -> Catalog:
    path = THEME / "translations" / lang / "LC_MESSAGES" / f"{DOMAIN}.po"
    with path.open("rb") as file:
        return read_po(file, locale=locale_of(lang))


def test_french_english_and_arabic_are_there() -> None:
    assert {"fr", "en", "ar"} <= set(LANGS)


@pytest.mark.parametrize("lang", LANGS)
def test_every_word_is_translated_and_none_is_left_over(lang: str) -> None:
    held = {message.id for message in catalogue(lang) if message.id}
    assert held == said()
    for message in catalogue(lang):
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(texts), message.id
        assert not message.fuzzy


@pytest.mark.parametrize("lang", LANGS)
def test_plural_forms_are_as_many_as_the_language_has(lang: str) -> None:
    for message in catalogue(lang):
        if message.pluralizable:
            assert len(message.string) == catalogue(lang).num_plurals


def test_arabic_counts_as_arabic_does() -> None:
    assert catalogue("ar").num_plurals == len({*locale_of("ar").plural_form.rules} | {"other"})
    assert isinstance(locale_of("ar").plural_form, PluralRule)


@pytest.mark.parametrize("lang", LANGS)
def test_placeholders_survive_translation(lang: str) -> None:
    for message in catalogue(lang):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = set(re.findall(r"%\(\w+\)s", "".join(ids)))
        for text in texts:
            given = set(re.findall(r"%\(\w+\)s", text))
            # "one article" and "two articles" may be words alone
            assert given == wanted or (message.pluralizable and given < wanted), message.id


def test_french_words_are_set_as_french_is() -> None:
    for message in catalogue("fr"):
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id:
            assert [polish(text, "fr") for text in texts] == list(texts)

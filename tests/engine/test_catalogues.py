"""The site's own words in its language, and what is kept of a catalogue."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plugins import config
from plugins.engine.catalogues import has_words, site_words, translations
from plugins.engine.keeping import Keep
from plugins.errors import ConfigError


def test_a_missing_catalogue_leaves_the_words_in_english(project: Path) -> None:
    theme = project / "theme"
    assert translations(theme, "fr").gettext("Archive") == "Archives"
    assert translations(theme, "fr-BE").gettext("Archive") == "Archives"
    assert translations(theme, "tlh").gettext("Archive") == "Archive"
    assert translations(theme, "ar").ngettext("%(num)s article", "%(num)s articles", 2) == "مقالان"
    assert [has_words(theme, lang) for lang in ("fr-BE", "tlh")] == [True, False]


def test_the_sites_own_pages_have_titles_in_its_language(project: Path, tmp_path: Path) -> None:
    settings = config.from_mapping(project, {"DEFAULT_LANG": "fr", "CACHE_PATH": str(tmp_path)})
    words = {"archive": "Archives", "feeds": "Flux", "missing": "Page introuvable"}
    words |= {"corrections": "Corrections", "method": "Comment ce site est fait"}
    words |= {"search": "Rechercher", "gone": "Retiré"}
    assert [site_words(settings) for _ in "12"] == [words] * 2


def test_a_changed_catalogue_is_heard_though_the_old_one_was_kept(
    project: Path, tmp_path: Path
) -> None:
    theme, keep = tmp_path / "theme", Keep(tmp_path / "kept")
    shutil.copytree(project / "theme" / "translations", theme / "translations")
    assert translations(theme, "fr", keep).gettext("Feeds") == "Flux"
    path = theme / "translations/fr/LC_MESSAGES/seedpress.po"
    path.write_text(path.read_text("utf-8").replace('"Flux"', '"Fils"'), "utf-8")
    assert translations(theme, "fr", keep).gettext("Feeds") == "Fils"


def test_words_that_were_kept_are_said_without_babel(project: Path, tmp_path: Path) -> None:
    keep = Keep(tmp_path)
    translations(project / "theme", "fr", keep)
    program = (
        "import sys; from pathlib import Path; from plugins.engine.keeping import Keep\n"
        "from plugins.engine.catalogues import translations\n"
        "say = translations(Path(sys.argv[1]), 'fr', Keep(Path(sys.argv[2])))\n"
        "print(say.gettext('Feeds'), 'babel' in sys.modules, 'jinja2' in sys.modules)"
    )
    command = [sys.executable, "-c", program, str(project / "theme"), str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=project)
    assert ran.stdout.split() == ["Flux", "False", "False"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"\x00\xff garbage", "not UTF-8"),
        (b"garbage words", ":1: cannot"),
        (b'msgid "a"\nmsgstr "b"\n\nfoo bar', ":4: cannot"),
        (b'msgid "a"\nmsgstr "\xff"', "not UTF-8"),
        (b'msgid "a\nmsgstr "b"', "no translations"),
        (b'msgid ""\nmsgstr "Content-Type: text/plain; charset=nonsense\\n"', "nonsense"),
    ],
)
def test_a_catalogue_that_cannot_be_read_is_named(tmp_path: Path, text: bytes, why: str) -> None:
    path = tmp_path / "translations/fr/LC_MESSAGES/seedpress.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(text)
    with pytest.raises(ConfigError, match=why) as caught:
        translations(tmp_path, "fr-BE", Keep(tmp_path / "kept"))
    assert caught.value.problem.where == "theme/translations/fr/LC_MESSAGES/seedpress.po"


def test_a_catalogue_may_begin_with_a_mark_of_its_coding(tmp_path: Path) -> None:
    path = tmp_path / "translations/fr/LC_MESSAGES/seedpress.po"
    path.parent.mkdir(parents=True)
    path.write_text('\ufeffmsgid "Feeds"\nmsgstr "Fils"\n', "utf-8")
    assert translations(tmp_path, "fr").gettext("Feeds") == "Fils"

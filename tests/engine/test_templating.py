"""What templates can call, and that a piece of a page is made once for equal values."""

from __future__ import annotations

import re
import runpy
from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest
from markdown import Markdown
from markupsafe import Markup

from plugins import config
from plugins.engine.templating import environment
from plugins.engine.theming import Theme
from plugins.errors import ConfigError

Made = Callable[..., config.Settings]


@pytest.fixture
def settings(project: Path, tmp_path: Path) -> Made:
    """The settings of a French site whose cache is empty; others by name."""

    def make(**values: object) -> config.Settings:
        french = {"DEFAULT_LANG": "fr", "TIMEZONE": "Europe/Paris", "CACHE_PATH": str(tmp_path)}
        return config.from_mapping(project, french | values)

    return make


def test_addresses_carry_the_sites_path(settings: Made) -> None:
    env = environment(settings(SITEURL="https://example.org/news"))
    made = env.from_string('{{ link("section/été/") }} {{ asset("css/site.css") }}').render()
    assert made == "/news/section/%C3%A9t%C3%A9/ /news/theme/css/site.css"


def test_what_is_put_into_a_translated_sentence_is_escaped(settings: Made) -> None:
    env = environment(settings())
    made = env.from_string('{{ gettext("Source: %(source)s", source="<i>") }}').render()
    assert made == "Source\u00a0: &lt;i&gt;"


def test_a_number_in_a_sentence_chooses_its_form(settings: Made) -> None:
    said = 'ngettext("%(num)s article", "%(num)s articles", count)'
    env = environment(settings(DEFAULT_LANG="en"))
    assert env.from_string(f"{{{{ {said} }}}}").render(count=1) == "1 article"
    assert env.from_string(f"{{{{ {said} }}}}").render(count=2) == "2 articles"


def test_sentences_between_tags_are_translated_too(settings: Made) -> None:
    env = environment(settings())
    text = (
        "{% trans source=name %}Source: {{ source }}{% endtrans %} {% trans %}Feeds{% endtrans %}"
    )
    assert env.from_string(text).render(name="<i>") == "Source\u00a0: &lt;i&gt; Flux"


def test_an_unknown_name_in_a_template_is_an_error(settings: Made) -> None:
    with pytest.raises(jinja2.UndefinedError):
        environment(settings()).from_string("{{ nothing }}").render()


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("/a/b/", "/a/b/"),
        ("<b>", "&lt;b&gt;"),
        ('it\'s "&"', "it&#39;s &#34;&amp;&#34;"),
        (Markup("<b>"), "<b>"),
        (7, "7"),
        (None, "None"),
        (["<"], "[&#39;&lt;&#39;]"),
    ],
)
def test_what_is_printed_is_escaped_once(settings: Made, value: object, printed: str) -> None:
    env = environment(settings())
    macro = "{% macro twice(x) %}{{ x }}{% endmacro %}"
    page = env.from_string(macro + "{{ value }} {{ twice(value) }} {{ once(twice, value) }}")
    if isinstance(value, list):
        page = env.from_string(macro + "{{ value }} {{ twice(value) }} {{ value }}")
    assert page.render(value=value) == " ".join([printed] * 3)


def test_a_piece_is_made_once_for_equal_values(settings: Made) -> None:
    env, made = environment(settings()), []

    def piece(value: str, *, loud: bool = False) -> Markup:
        made.append(value)
        return Markup(f"<i>{value}</i>") if loud else Markup(value)

    page = env.from_string("{{ once(piece, 'a') }}{{ once(piece, 'a', loud=true) }}")
    assert [page.render(piece=piece) for _ in "12"] == ["a<i>a</i>"] * 2
    assert made == ["a", "a"]


def test_text_and_markup_that_look_the_same_are_two_pieces(settings: Made) -> None:
    env = environment(settings())
    page = env.from_string("{% macro m(x) %}{{ x }}{% endmacro %}{{ once(m, a) }}{{ once(m, b) }}")
    assert page.render(a="<br>", b=Markup("<br>")) == "&lt;br&gt;<br>"


def test_the_way_back_from_a_footnote_is_in_no_language(project: Path) -> None:
    markdown = runpy.run_path(str(project / "pelicanconf.py"))["MARKDOWN"]
    html = Markdown(**markdown).convert("Un mot[^1].\n\n[^1]: La note.")
    assert 'title="↩ 1"' in html
    assert "Jump" not in html


def test_templates_of_ones_own_have_pelicans_settings_for_jinja(settings: Made) -> None:
    mine = settings(
        JINJA_FILTERS={"loud": str.upper},
        JINJA_GLOBALS={"motto": "Paper <first>"},
        JINJA_TESTS={"long": lambda text: len(text) > 3},
    )
    template = '{{ motto|loud }} {{ "four" is long }} {{ "one" is long }}'
    assert environment(mine).from_string(template).render() == "PAPER &lt;FIRST&gt; True False"


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (b"caf\xe9", "is not UTF-8"),
        (b"{{ 1 // 0 }}", "ZeroDivisionError for 2026/: "),
        (b"{{ gettext('%(a)s of %(b)s', a=1) }}", "KeyError for 2026/: 'b'"),
        (b"{{ nothing }}", "UndefinedError for 2026/: 'nothing' is undefined"),
        (b"{% if %}", "TemplateSyntaxError for 2026/: "),
    ],
)
def test_a_template_that_fails_is_named_with_its_line(
    settings: Made, tmp_path: Path, part: bytes, said: str
) -> None:
    templates = tmp_path / "theme/templates"
    templates.mkdir(parents=True)
    (templates / "page.html").write_text("{% include 'part.html' %}", "utf-8")
    (templates / "part.html").write_bytes(b"one\n" + part + b"\n")
    theme = Theme(settings(THEME=str(tmp_path / "theme"), CACHE_PATH=str(tmp_path / "cache")))
    with pytest.raises(ConfigError, match=rf"theme/templates/part\.html:2: {re.escape(said)}"):
        theme.render("page.html", "2026/", {})

"""Pages of articles read nothing that other articles change; a template that does is found."""

from __future__ import annotations

import shutil
from dataclasses import fields
from pathlib import Path

import pytest

from plugins import config
from plugins.engine.reads import LENT, OWN, STEADY, global_reads
from plugins.engine.templating import environment
from plugins.engine.views import SiteView


def test_no_page_of_an_article_of_the_theme_reads_of_others(project: Path) -> None:
    assert global_reads(project / "theme" / "templates") == dict.fromkeys(OWN, frozenset())


def test_all_that_is_said_of_the_site_on_every_page_is_steady() -> None:
    assert {field.name for field in fields(SiteView)} == STEADY


def test_what_is_lent_to_templates_is_there(project: Path, tmp_path: Path) -> None:
    settings = config.from_mapping(project, {"CACHE_PATH": str(tmp_path)})
    assert set(environment(settings).globals) == LENT


@pytest.mark.parametrize(
    ("place", "planted", "found"),
    [
        ("article.html", "{{ site.date }}", "site.date"),
        ("article.html", "{% for each in articles %}{{ each }}{% endfor %}", "articles"),
        ("partials/footer.html", "{{ site.newest.title }}", "site.newest"),
        ("partials/masthead.html", "{{ front.latest|length }}", "front"),
        ("partials/parts.html", "{{ tags.items() }}", "tags"),
        ("base.html", '{{ site["date"] }}', "site"),
        ("base.html", '{{ site|attr("date") }}', "site"),
        ("base.html", "{{ once(masthead, site) }}", "site"),
        ("base.html", "{% set everything = site %}", "site"),
        ("base.html", "{{ listing.total }}", "listing"),
    ],
)
def test_a_planted_template_that_reads_of_the_whole_site_is_found(
    project: Path, tmp_path: Path, place: str, planted: str, found: str
) -> None:
    folder = tmp_path / "templates"
    shutil.copytree(project / "theme" / "templates", folder)
    path = folder / place
    source = path.read_text("utf-8")
    mark = "{% macro" if place.startswith("partials") else "{% block main %}"
    at = source.index("%}", source.index(mark)) + 2
    path.write_text(source[:at] + planted + source[at:], "utf-8")
    assert global_reads(folder)["article.html"] == {found}


def test_a_name_that_the_page_sets_itself_is_no_other(tmp_path: Path) -> None:
    (tmp_path / "404.html").write_text(
        "{% set mine = page.title %}{% macro m(site, x) %}{{ site.name }}{{ x }}{% endmacro %}"
        "{% block a %}{{ mine }}{{ m(site=site, x=1) }}{% endblock %}"
        "{% for each in page.feeds %}{{ loop.index }}{{ each }}{% endfor %}"
    )
    assert global_reads(tmp_path) == {"404.html": frozenset()}

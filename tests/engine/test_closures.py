"""Which templates go into which."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest
from jinja2 import meta

from plugins.engine.closures import closure, closure_digests
from plugins.engine.templating import JINJA_OPTIONS

OTHERS = ("base.html", "parts/a.html", "parts/b.html", "alone.html")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A few templates that name no other."""
    for name in OTHERS:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    return tmp_path


def named_in(folder: Path, source: str) -> set[str]:
    (folder / "page.html").write_text(source)
    return set(closure(folder, "page.html")) - {"page.html"}


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("nothing", ()),
        ('{% extends "base.html" %}', ("base.html",)),
        ("{%- extends 'base.html' -%}", ("base.html",)),
        ('{%\n  include\n"parts/a.html"\n%}', ("parts/a.html",)),
        ('{% include "parts/a.html" ignore missing with context %}', ("parts/a.html",)),
        ('{% include ["parts/a.html", "none.html"] without context %}', ("parts/a.html",)),
        ('{% include ("parts/a.html", "parts/b.html",) %}', ("parts/a.html", "parts/b.html")),
        ('{% import "parts/a.html" as a with context %}', ("parts/a.html",)),
        ('{% from "parts/a.html" import b as c, d without context %}', ("parts/a.html",)),
        ('{% if x %}{% include "parts/b.html" %}{% endif %}', ("parts/b.html",)),
        ('{% include "none.html" ignore missing %}', ()),
    ],
)
def test_names_that_are_written_out_are_read_as_jinja_reads_them(
    folder: Path, source: str, names: tuple[str, ...]
) -> None:
    assert named_in(folder, source) == set(names)
    tree = jinja2.Environment(**JINJA_OPTIONS).parse(source)
    assert set(meta.find_referenced_templates(tree)) - {"none.html"} == set(names)


@pytest.mark.parametrize(
    "source",
    [
        "{% include name %}",
        '{% include "parts/" ~ kind %}',
        '{% include "parts/" ~ "a.html" %}',
        '{% include "parts/" "a.html" %}',
        '{% include ["parts/a.html", name] %}',
        '{% include "base.html" if x else "parts/a.html" %}',
        r'{% include "parts\x2fa.html" %}',
        "{% import as_name as x %}",
        "{% extends layout %}",
        '{{ "{% include " }}{% include name %}',
    ],
)
def test_where_a_name_is_computed_any_template_may_be_meant(folder: Path, source: str) -> None:
    assert named_in(folder, source) == set(OTHERS)


def test_a_closure_goes_as_far_as_names_lead_and_ends_in_circles(folder: Path) -> None:
    (folder / "base.html").write_text('{% import "parts/a.html" as a %}')
    (folder / "parts/a.html").write_text('{% include "base.html" %}{% include "parts/b.html" %}')
    assert named_in(folder, '{% extends "base.html" %}') == set(OTHERS) - {"alone.html"}


def test_a_digest_changes_with_what_goes_into_its_template_alone(folder: Path) -> None:
    (folder / "page.html").write_text('{% extends "base.html" %}')
    (folder / "base.html").write_text('{% import "parts/a.html" as a %}')
    before = closure_digests(folder)
    assert before == closure_digests(folder)
    assert set(before) == {*OTHERS, "page.html"}
    (folder / "parts/a.html").write_text("changed")
    after = closure_digests(folder)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"page.html", "base.html", "parts/a.html"}


def test_a_template_that_comes_where_one_was_named_changes_the_digest(folder: Path) -> None:
    (folder / "page.html").write_text('{% include "new.html" ignore missing %}')
    before = closure_digests(folder)["page.html"]
    (folder / "new.html").write_text("")
    assert closure_digests(folder)["page.html"] != before


def test_the_closures_of_the_theme_are_those_that_jinja_finds(project: Path) -> None:
    folder = project / "theme" / "templates"
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(folder), **JINJA_OPTIONS)
    for name in closure_digests(folder):
        found, ahead = {name}, [name]
        while ahead:
            tree = env.parse((folder / ahead.pop()).read_text("utf-8"))
            new = set(map(str, meta.find_referenced_templates(tree))) - found
            found |= new
            ahead += new
        assert closure(folder, name) == found

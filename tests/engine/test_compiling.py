"""Compiled templates are kept, and never stale."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
import pytest

from plugins.engine.compiling import CompilingEnvironment
from plugins.engine.keeping import Keep


class Theme:
    """One template, rendered by one process after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.compiled = folder, 0
        self.options: dict[str, Any] = {"autoescape": True}
        self.filters: dict[str, Any] = {}

    def render(self, source: str, **values: Any) -> str:
        env = CompilingEnvironment(
            Keep(self.folder), jinja2.DictLoader({"a.html": source}), **self.options
        )
        env.filters.update(self.filters)
        return env.get_template("a.html").render(**values)


@pytest.fixture
def theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Theme]:
    """Counts what is compiled."""
    made = Theme(tmp_path / "kept")
    generate = CompilingEnvironment.compile

    def counting(*args: Any, **more: Any) -> Any:
        made.compiled += 1
        return generate(*args, **more)

    monkeypatch.setattr(CompilingEnvironment, "compile", counting)
    return made


def test_a_template_is_compiled_by_the_first_process_alone(theme: Theme) -> None:
    assert [theme.render("{{ x }}!", x=word) for word in "ab"] == ["a!", "b!"]
    assert theme.compiled == 1


def test_a_changed_template_is_compiled_anew(theme: Theme) -> None:
    assert theme.render("one") == "one"
    assert theme.render("two") == "two"
    assert theme.render("one") == "one"
    assert theme.compiled == 3


def test_another_setting_of_jinja_compiles_anew(theme: Theme) -> None:
    source = "{% if true %}\na{% endif %}"
    assert theme.render(source) == "\na"
    theme.options["trim_blocks"] = True
    assert theme.render(source) == "a"


def test_a_damaged_file_costs_a_compilation_and_nothing_else(theme: Theme) -> None:
    assert theme.render("{{ x }}", x="<") == "&lt;"
    (kept,) = theme.folder.iterdir()
    for data in (b"", b"nonsense", kept.read_bytes()[:-1]):
        kept.write_bytes(data)
        assert theme.render("{{ x }}", x="<") == "&lt;"
    assert theme.compiled == 4


def test_a_filter_that_says_something_else_is_heard_though_what_it_filters_never_changes(
    theme: Theme,
) -> None:
    theme.filters["say"] = lambda word: f"{word} in French"
    assert theme.render('{{ "a"|say }}{% if "a"|say %}{% endif %}') == "a in French"
    theme.filters["say"] = lambda word: f"{word} in Arabic"
    assert theme.render('{{ "a"|say }}{% if "a"|say %}{% endif %}') == "a in Arabic"
    assert theme.compiled == 1


def test_what_is_not_escaped_by_choice_stays_so(theme: Theme) -> None:
    source = "{% autoescape false %}{{ x }}{% endautoescape %}{{ x }}"
    theme.options["extensions"] = ["jinja2.ext.do"]
    assert theme.render(source, x="<") == "<&lt;"

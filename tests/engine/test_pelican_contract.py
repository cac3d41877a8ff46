"""What we rely on inside Pelican 4.12: a release that changes it fails here, with a name."""

from __future__ import annotations

import inspect
import logging
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from pelican import Pelican, get_instance
from pelican.contents import Article, Content, Page, SkipStub, Static
from pelican.readers import METADATA_PROCESSORS, MarkdownReader, Readers
from pelican.settings import DEFAULT_CONFIG, read_settings

from plugins.adapter.content import NewsContent
from plugins.engine.pelican_site import Site

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def settings() -> Any:
    return read_settings(str(ROOT / "pelicanconf.py"))


def test_the_release_is_the_one_that_was_read() -> None:
    assert version("pelican").startswith("4.12.")


def test_what_is_run_may_be_made_by_a_function(settings: Any) -> None:
    assert not isinstance(settings["PELICAN_CLASS"], type)

    class Arguments:
        settings = str(ROOT / "pelicanconf.py")
        path = output = theme = selected_paths = None
        overrides: dict[str, Any] = {}  # noqa: RUF012  as argparse has it

        def __getattr__(self, _name: str) -> Any:
            return None

    made, _ = get_instance(Arguments())
    assert type(made) is Site


def test_plugins_listen_once_a_pelican_is_made(settings: Any) -> None:
    made = Pelican(settings)
    assert made.settings["PLUGINS"] == made.settings["PLUGINS"]
    assert made.path == settings["PATH"]
    assert callable(made.init_plugins)


def test_settings_name_what_a_file_is(settings: Any) -> None:
    for kind in ("ARTICLE", "PAGE", "STATIC"):
        assert isinstance(settings[f"{kind}_PATHS"], list)
        assert isinstance(settings[f"{kind}_EXCLUDES"], list)
    assert "pages" in settings["ARTICLE_EXCLUDES"]
    assert isinstance(settings["IGNORE_FILES"], list)
    assert settings["STATIC_EXCLUDE_SOURCES"] is True
    assert DEFAULT_CONFIG["INTRASITE_LINK_REGEX"] == settings["INTRASITE_LINK_REGEX"]


def test_readers_are_chosen_by_extension_and_a_setting_adds_others(settings: Any) -> None:
    class Own(MarkdownReader):
        file_extensions = ["md"]  # noqa: RUF012  as Pelican has it

    readers = Readers({**settings, "READERS": {"md": Own}}, "")
    assert isinstance(readers.readers["md"], Own)
    assert {"md", "rst", "html"} <= set(readers.extensions)
    asked = {"base_path", "path", "content_class", "fmt", "context"}
    assert asked <= set(inspect.signature(readers.read_file).parameters)


def test_a_post_is_read_into_an_object_with_its_metadata(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "Title: T\nDate: 2024-11-18\nTags: x, y\n\n[b]({filename}b.md)\n"
    )
    given = {**settings, "PATH": str(tmp_path)}
    context: dict[str, Any] = {"generated_content": {}, "static_content": {}}
    found = Readers(given, "").read_file(
        base_path=str(tmp_path), path="a.md", content_class=NewsContent, context=context
    )
    assert found.metadata["title"] == "T"
    assert [str(tag) for tag in found.tags] == ["x", "y"]
    assert found.status == "published"
    assert found.relative_source_path == "a.md"
    assert found._content == '<p><a href="{filename}b.md">b</a></p>'
    assert found.get_static_links() == set()
    assert found.settings["PATH"] == str(tmp_path)


def test_links_are_replaced_match_by_match_from_what_the_context_holds() -> None:
    assert list(inspect.signature(Content._link_replacer).parameters) == ["self", "siteurl", "m"]

    class Linked(Article):  # type: ignore[misc]  # Pelican is untyped
        def __init__(self) -> None:
            self.settings = {**DEFAULT_CONFIG, "PATH": "/content"}
            self.source_path = "/content/posts/a.md"
            self._context = {"generated_content": {"posts/b.md": Place}, "static_content": {}}

    class Place:
        url = "there/"

    linked = Linked()
    pattern = linked._get_intrasite_link_regex()
    match = pattern.search('<a href="{filename}b.md#x">')
    assert match is not None
    assert match["what"] == "filename"
    assert linked._link_replacer("", match) == '<a href="/there/#x"'


def test_an_attached_file_moves_to_the_folder_of_its_post(settings: Any) -> None:
    place = {**settings, "PATH": "/content"}
    static = Static(None, {"title": ""}, settings=place, source_path="/content/posts/plan.pdf")
    assert static.get_relative_source_path() == "posts/plan.pdf"

    class Post:
        source_path = "/content/posts/a.md"
        save_as = "2024/11/a/index.html"

        @staticmethod
        def get_relative_source_path() -> str:
            return "posts/a.md"

    static.attach_to(Post())
    assert static.save_as == "2024/11/a/plan.pdf"


def test_statuses_and_what_a_post_must_have() -> None:
    assert Article.allowed_statuses == ("published", "hidden", "draft", "skip")
    assert Article.mandatory_properties == ("title", "date")
    assert Page.mandatory_properties == ("title",)
    assert issubclass(SkipStub, Content)
    assert {"tags", "date", "modified", "status", "category", "authors"} <= set(METADATA_PROCESSORS)


def test_what_pelican_warns_of_comes_by_its_logger() -> None:
    assert logging.getLogger("pelican.contents").parent is logging.getLogger("pelican")

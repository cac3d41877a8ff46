"""Pelican generators that read the content folder and write nothing themselves."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pelican.contents import Page, SkipStub
from pelican.generators import ArticlesGenerator, PagesGenerator, StaticGenerator

from plugins.adapter.content import Meta, NewsContent
from plugins.adapter.images import is_there
from plugins.adapter.patience import patience
from plugins.errors import Problem
from plugins.files import is_inside, is_plain

#: Lines that a post must have.
_EXAMPLES = {"title": "Title: A port opens again", "date": "Date: 2026-11-22 09:00"}


class _Careful:
    """Follows no link to a folder, no symlink out of the content folder, opens regular files."""

    path: str
    settings: dict[str, Any]
    context: dict[str, Any]

    def get_files(
        self, paths: Any, exclude: Iterable[str] | None = None, extensions: Any = None
    ) -> set[str]:
        """Files below ``paths``, relative to the content folder, those ignored left out.

        Pelican's own walk follows links to folders: two that point upwards never end.
        """
        roots = [paths] if isinstance(paths, str) else list(paths)
        left_out = {os.path.normpath(path) for path in exclude or ()}
        found = (path for root in roots for path in self._walk(root, left_out))
        return {path for path in found if self._include_path(path, extensions)}

    def _walk(self, root: str, left_out: set[str]) -> Iterator[str]:
        top = Path(self.path, root)
        if top.is_file():
            yield root
        elif top.is_dir() and not self._inside(top):
            self._refuse_link(root)
        for folder, names, files in os.walk(top) if self._inside(top) else ():
            below = os.path.relpath(folder, self.path)
            kept = [n for n in sorted(names) if os.path.normpath(f"{below}/{n}") not in left_out]
            names[:] = [name for name in kept if not Path(folder, name).is_symlink()]
            for name in set(kept).difference(names):
                self._refuse_link(os.path.normpath(f"{below}/{name}"))
            yield from (os.path.normpath(f"{below}/{name}") for name in files)

    def _refuse_link(
        self, path: str, message: str = "is a link to a folder, which nothing is read through"
    ) -> None:
        remedy = "put what it leads to there, or remove it"
        problem = Problem(f"content/{path}", message, remedy, code="symlink")
        if problem not in self.context["problems"]:
            self.context["problems"].append(problem)

    def _include_path(self, path: str, extensions: Any = None) -> bool:
        included = super()._include_path(path, extensions)  # type: ignore[misc]
        if included and not self._is_ours(path) and Path(self.path, path).is_symlink():
            self._refuse_link(path, "is a link that leads to no file of the content folder")
        return bool(included and self._is_ours(path))

    def _is_ours(self, path: str) -> bool:
        """Whether ``path`` leads to a regular file in the content folder."""
        full = Path(self.path, path)
        return is_plain(Path(os.path.realpath(full))) and self._inside(full)

    def _inside(self, path: Path) -> bool:
        return is_inside(path, Path(self.path))


class _ContentReader(_Careful):
    """Reads files of one kind, in the order of their paths; what fails becomes a Problem."""

    readers: Any

    def read_all(self, kind: str, content_class: type) -> Iterator[Any]:
        paths, excluded = self.settings[f"{kind}_PATHS"], self.settings[f"{kind}_EXCLUDES"]
        for found in sorted(self.get_files(paths, exclude=excluded)):
            path = Path(found).as_posix()
            content = self._read(path, content_class)
            if content is not None:
                self.add_source_path(content)  # type: ignore[attr-defined]
                self.context["static_links"] |= set(self._static_links(content, path))
                yield content

    def _static_links(self, content: Any, path: str) -> Iterator[str]:
        """Files below the content folder that a post links to; others are a Problem each."""
        for link in sorted(content.get_static_links()):
            if self._is_ours(link):
                yield link
            else:
                message = f"links to the file {link}, which is not in the content folder"
                self._refuse(path, message, "put the file there or mend the link")

    def _read(self, path: str, content_class: type) -> Any:
        try:
            with patience():
                content = self.readers.read_file(
                    base_path=self.path,
                    path=path,
                    content_class=content_class,
                    context=self.context,
                )
        except Exception as error:  # noqa: BLE001  # readers and their libraries raise anything
            return self._fail(path, f"cannot be read: {error}")
        if isinstance(content, SkipStub):
            return None
        for name in content_class.mandatory_properties:  # type: ignore[attr-defined]
            if not hasattr(content, name):
                example = _EXAMPLES.get(name, "Title: A title")
                return self._fail(path, f"has no {name.capitalize()}", f"add a line like {example}")
        if content.status not in content_class.allowed_statuses:  # type: ignore[attr-defined]
            known = ", ".join(content_class.allowed_statuses)  # type: ignore[attr-defined]
            return self._fail(path, f"has the Status {content.status!r}", f"give one of {known}")
        return content

    def _fail(
        self, path: str, message: str, remedy: str = "mend the lines at its top, as README shows"
    ) -> None:
        """The file is left out."""
        self._add_failed_source_path(path)  # type: ignore[attr-defined]
        self._refuse(path, message, remedy)

    def _refuse(self, path: str, message: str, remedy: str) -> None:
        problem = Problem(f"content/{path}", message, remedy, code="content")
        self.context["problems"].append(problem)


class PostsReader(_ContentReader, ArticlesGenerator):  # type: ignore[misc]  # Pelican is untyped
    """Puts the posts of the content folder, in order of path, into the context."""

    def generate_context(self) -> None:
        contents = list(self.read_all("ARTICLE", NewsContent))
        self.context["post_contents"] = contents
        images = (Meta(content.metadata).image() for content in contents)
        self.context["static_links"] |= {
            image.path for image in images if image and is_there(Path(self.path), image.path)
        }

    def generate_output(self, writer: Any) -> None:
        """Nothing: pages are made of Articles, not of Pelican's objects."""


class HandPagesReader(_ContentReader, PagesGenerator):  # type: ignore[misc]  # Pelican is untyped
    """Puts the hand-written pages, in order of path, into the context."""

    def generate_context(self) -> None:
        self.context["page_contents"] = list(self.read_all("PAGE", Page))

    def generate_output(self, writer: Any) -> None:
        """Nothing: see PostsReader."""


class StaticFiles(_Careful, StaticGenerator):  # type: ignore[misc]  # Pelican is untyped
    """Copies static files, none of them over another output."""

    def generate_context(self) -> None:
        """In the order of their paths: Pelican keeps them in a set, and the first one wins."""
        super().generate_context()
        self.context["staticfiles"].sort(key=lambda file: str(file.get_relative_source_path()))

    def _file_update_required(self, staticfile: Any) -> bool:
        """False, and a Problem, where a page or feed has the file's place already."""
        place = Path(self.output_path, staticfile.save_as)
        if not place.exists() and not any(parent.is_file() for parent in place.parents):
            return True
        where = f"content/{staticfile.get_relative_source_path()}"
        message = f"would take the place of another output: {staticfile.save_as}"
        self.context["problems"].append(
            Problem(where, message, "rename the file", code="same-address")
        )
        return False

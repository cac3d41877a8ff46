"""The theme: its templates, words and files, and keys that change with them."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plugins.config import ACCENTS, HOST_FILES, Settings
from plugins.engine.catalogues import feed_words, has_words, site_words
from plugins.engine.closures import closure_digests
from plugins.engine.logos import logos
from plugins.errors import ConfigError, Problem
from plugins.files import signature
from plugins.hashing import digest

if TYPE_CHECKING:
    import jinja2


@dataclass(frozen=True, slots=True)
class ThemeNote:
    """A theme as it was at some build."""

    templates: Mapping[str, str] = field(default_factory=dict)
    """The key of each template."""
    files: Mapping[str, str] = field(default_factory=dict)
    """The key of each static file."""
    hosts: Mapping[str, str] = field(default_factory=dict)
    """The key of each file for hosts."""


@dataclass(slots=True)
class Theme:
    """A theme as it is on the disk now."""

    settings: Settings
    keys: Mapping[str, str] = field(init=False)
    """By template: changes with any template that goes into it, and with the site's words."""
    _environments: dict[str, jinja2.Environment] = field(default_factory=dict)
    _spoken: dict[str, str] = field(default_factory=dict)
    _logos: Mapping[str, Path] = field(init=False)

    def __post_init__(self) -> None:
        self._logos = logos(self.settings)
        words = _words_key(self.settings.theme / "translations")
        closures = closure_digests(self.settings.theme / "templates")
        self.keys = {name: digest(key + words) for name, key in closures.items()}

    def key(self, template: str) -> str | None:
        """None where the theme has no such template."""
        return self.keys.get(template)

    def note(self) -> ThemeNote:
        """What later builds compare with."""
        files = {path: file_key(self.source(path)) for path in self.files()}
        hosts = {name: file_key(self.host_file(name)) for name in self.settings.host_files}
        return ThemeNote(dict(self.keys), files, hosts)

    def host_file(self, name: str) -> Path:
        """Where the theme has the file that hosts look for under ``name``."""
        return self.settings.theme / "servers" / HOST_FILES[name]

    def speaks(self, lang: str) -> str:
        """The language that a page around a text in ``lang`` speaks: its own, or the site's."""
        if lang not in self._spoken:
            is_known = lang == self.settings.lang or has_words(self.settings.theme, lang)
            self._spoken[lang] = lang if is_known else self.settings.lang
        return self._spoken[lang]

    def words(self) -> dict[str, str]:
        """Titles of the site's own pages, in its language."""
        return site_words(self.settings)

    def feed_words(self) -> dict[str, str]:
        """Names of the groups of feeds, in the site's language."""
        return feed_words(self.settings)

    def files(self) -> Iterator[str]:
        """Static files, by their paths below ``theme/`` in the output."""
        yield from self._logos
        root = self.settings.theme / "static"
        for folder, folders, names in os.walk(root):
            folders.sort()
            for name in sorted(names):
                yield Path(folder, name).relative_to(root).as_posix()

    def source(self, path: str) -> Path:
        """The static file itself."""
        return self._logos.get(path) or self.settings.theme / "static" / path

    def file(self, path: str) -> bytes:
        """What is published of a static file: the theme's own show the site's accents."""
        data = self.source(path).read_bytes()
        if path in self._logos or not path.endswith((".css", ".svg")):
            return data
        for ours, accent in zip(ACCENTS, self.settings.look.accents, strict=True):
            data = data.replace(ours.encode(), accent.encode())
        return data

    def render(self, template: str, address: str, context: dict[str, Any], lang: str = "") -> bytes:
        """The page at ``address``, which speaks ``lang`` or else the site's language.

        Raises ConfigError naming the template that fails.
        """
        try:
            text: str = self.environment(lang).get_template(template).render(context)
        except (ConfigError, OSError):
            raise
        except Exception as error:
            # An expression, a filter or a translation may do anything: the template says where.
            name, line = self._place(error, template)
            message = f"{type(error).__name__} for {address or 'the front page'}: {error}"
            remedy = "mend the template, or the translation that it shows there"
            problem = Problem(f"theme/templates/{name}", message, remedy, line, "template")
            raise ConfigError(problem) from error
        return text.encode()

    def _place(self, error: Exception, template: str) -> tuple[str, int | None]:
        """The template that was at work when ``error`` came, and the line of it if it is known."""
        from jinja2 import TemplateSyntaxError  # noqa: PLC0415  as below

        if isinstance(error, TemplateSyntaxError):
            return error.name or template, error.lineno
        root = self.settings.theme / "templates"
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            if Path(frame.filename).is_relative_to(root):
                return Path(frame.filename).relative_to(root).as_posix(), frame.lineno
        return template, None

    def environment(self, lang: str = "") -> jinja2.Environment:
        """Jinja with the theme's templates, made when the first page in ``lang`` is rendered."""
        if lang not in self._environments:
            from plugins.engine.templating import environment  # noqa: PLC0415  loads Jinja

            self._environments[lang] = environment(self.settings, lang)
        return self._environments[lang]


def file_key(file: Path) -> str:
    """Changes with the file; empty where there is none."""
    try:
        status = file.stat()
    except OSError:
        return ""
    return " ".join(map(str, signature(status)))


def _words_key(folder: Path) -> str:
    """Digest of all catalogues."""
    found = sorted(folder.glob("*/LC_MESSAGES/*.po"))
    return digest("\0".join(f"{path.parts[-3]}\0{digest(path.read_bytes())}" for path in found))

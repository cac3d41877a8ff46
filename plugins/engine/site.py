"""Pelican's run as Seedpress does it: read, render beside the live site, publish what changed."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from pelican import Pelican
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator, StaticGenerator
from pelican.settings import DEFAULT_CONFIG, read_settings

from plugins import config, dates, feeds
from plugins.adapter.library import Library, assemble
from plugins.adapter.reading import HandPagesReader, PostsReader, StaticFiles
from plugins.engine.pages import Edition, PageJob, pages
from plugins.engine.publish import Published, guard, publish
from plugins.engine.templating import install
from plugins.engine.wording import has_words, site_words
from plugins.errors import ConfigError, Problem
from plugins.model import Article, Artifact, Post

#: Pelican's generators and what stands in their place.
_INSTEAD = {
    ArticlesGenerator: PostsReader,
    PagesGenerator: HandPagesReader,
    StaticGenerator: StaticFiles,
}


#: Seconds.
_ABANDONED = 3600


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What a run of Pelican made of the content folder."""

    published: Published
    articles: int
    waiting: tuple[Post, ...]
    """Posts whose time has not come, the next one first."""
    problems: tuple[Problem, ...]
    warnings: tuple[str, ...] = ()
    """What Pelican had to say."""


def clock() -> datetime:
    """Now, or SOURCE_DATE_EPOCH where it is set; raises ConfigError where that is no time."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC)
    try:
        return dates.from_timestamp(int(epoch))
    except (ValueError, OverflowError, OSError) as error:
        remedy = "give a whole number of seconds since 1970, or unset it"
        problem = Problem("SOURCE_DATE_EPOCH", f"is {epoch!r}", remedy, code="config")
        raise ConfigError(problem) from error


class NewsGenerator(Generator):  # type: ignore[misc]  # Pelican is untyped
    """Renders every page and feed from what the readers found."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._settings: config.Settings = self.context["newsroom"]
        install(self.env, self._settings)

    def generate_output(self, _writer: Any) -> None:
        now = self.context["clock"]
        contents, hand = self.context["post_contents"], self.context["page_contents"]
        library = assemble(contents, hand, self._settings, now)
        self.context["library"] = library
        self.context["problems"] += library.problems
        withdrawn = tuple(Article(post, "", 0) for post in library.withdrawn)
        fed = (*_published(library), *withdrawn)
        artifacts, problems = feeds.artifacts(fed, self._settings, now)
        self.context["problems"] += problems
        stage = _Stage(Path(self.output_path), self.context["problems"])
        for artifact in artifacts:
            stage.put(artifact)
        for job in pages(edition_of(library, self._settings, now)):
            stage.put(Artifact(job.path, self._render(job)))

    def _render(self, job: PageJob) -> bytes:
        try:
            text: str = self.env.get_template(job.template).render(job.context)
        except TemplateError as error:
            where = f"theme/templates/{getattr(error, 'name', None) or job.template}"
            line = getattr(error, "lineno", None)
            message = f"{type(error).__name__} for {job.path}: {error}"
            problem = Problem(where, message, "mend the template", line, "template")
            raise ConfigError(problem) from error
        return text.encode()


def _published(library: Library) -> tuple[Article, ...]:
    return tuple(a for a in library.articles if a.post.status == "published")


def edition_of(library: Library, settings: config.Settings, now: datetime) -> Edition:
    """What the pages are made of."""
    published = _published(library)
    return Edition(
        settings=settings,
        library=library,
        published=published,
        scopes=feeds.scopes_of(published, settings),
        specs=feeds.specs(published, settings, now),
        words=site_words(settings),
    )


class _Stage:
    """The folder beside the live one; a path is written once."""

    def __init__(self, root: Path, problems: list[Problem]) -> None:
        self._root, self._problems = root, problems
        self._taken: set[str] = set()

    def put(self, artifact: Artifact) -> None:
        key = artifact.path.casefold()
        if key in self._taken:
            message = "two outputs want this place; the first one has it"
            remedy = "change the Url or Aliases of the post that asks for it"
            self._problems.append(
                Problem(f"output/{artifact.path}", message, remedy, code="same-address")
            )
            return
        self._taken.add(key)
        path = self._root / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.data)


class Site(Pelican):  # type: ignore[misc]  # Pelican is untyped
    """PELICAN_CLASS: ``pelican`` and ``invoke build`` both come this way."""

    report: SiteReport

    def __init__(self, settings: dict[str, Any]) -> None:
        super().__init__(settings)
        given = {k: v for k, v in settings.items() if v != DEFAULT_CONFIG.get(k)}
        self._newsroom = config.from_mapping(Path(settings["ROOT"]), given)

    def run(self) -> None:
        """Renders into a folder of its own, then publishes; fills ``report``.

        Raises ConfigError and PublishError; the live site is then as it was.
        """
        output, cache = Path(self.output_path), self._newsroom.cache
        guard(output, self._newsroom.retention, self._newsroom.content, self._newsroom.root)
        cache.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix="stage-", dir=cache))
        try:
            context = self._render_into(stage)
            done = publish(stage, output, self._newsroom.retention)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
        library: Library = context["library"]
        self.report = SiteReport(
            done, len(_published(library)), library.waiting, tuple(context["problems"])
        )

    def _render_into(self, stage: Path) -> dict[str, Any]:
        """Runs the generators as Pelican does, their output going to ``stage``."""
        context: dict[str, Any] = self.settings.copy()
        context.update(
            generated_content={},
            static_links=set(),
            static_content={},
            localsiteurl=self._newsroom.prefix,
            newsroom=self._newsroom,
            clock=clock(),
            problems=[],
        )
        generators = [
            generator(
                context=context,
                settings=self.settings,
                path=self.path,
                theme=self.theme,
                output_path=str(stage),
            )
            for generator in self._get_generator_classes()
        ]
        for generator in generators:
            if hasattr(generator, "generate_context"):
                generator.generate_context()
        writer = self._get_writer()
        for generator in generators:
            if hasattr(generator, "generate_output"):
                generator.generate_output(writer)
        return context

    def _get_generator_classes(self) -> list[type]:
        found: Iterable[type] = super()._get_generator_classes()
        ours = [_INSTEAD.get(generator, generator) for generator in found]
        return [*ours[:2], NewsGenerator, *ours[2:]]


#: Pelican's warnings that problems and warnings of ours say better.
_SAID_BY_US = ("Unable to find", "Removed extraneous", "Docutils has no localization")


class _Listener(logging.Handler):
    """Keeps Pelican's warnings for the report, each once."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if not message.startswith(_SAID_BY_US):
            self.heard.setdefault(message)


def _sweep(cache: Path) -> None:
    """Removes the stages of builds that were killed: no living one leaves its own for an hour.

    A younger one may be that of ``pelican``, which runs beside us and knows no lock.
    """
    for stage in cache.glob("stage-*"):
        with suppress(OSError):
            if time.time() - stage.stat().st_mtime > _ABANDONED:
                shutil.rmtree(stage)


def run_pelican(settings: config.Settings, overrides: Mapping[str, Any]) -> SiteReport:
    """Builds the site with the project's pelicanconf.py, ``overrides`` being settings by name.

    No other build may use the same cache meanwhile. Raises ConfigError and PublishError; the live
    site is then as it was.
    """
    settings.content.mkdir(parents=True, exist_ok=True)
    _sweep(settings.cache)
    listener, logger = _Listener(), logging.getLogger("pelican")
    logger.addHandler(listener)
    logger.propagate = False
    try:
        values = read_settings(str(settings.root / "pelicanconf.py"), override=dict(overrides))
        site = Site(values)
        site.run()
    finally:
        logger.removeHandler(listener)
    return replace(site.report, warnings=(*_unspoken(settings), *listener.heard))


def _unspoken(settings: config.Settings) -> tuple[str, ...]:
    """Said where the theme has no words in the site's language."""
    if has_words(settings.theme, settings.lang):
        return ()
    lang = settings.lang
    return (f"the theme has no words in {lang!r}: the site's own words are English",)

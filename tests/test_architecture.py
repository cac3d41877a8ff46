"""The house stands: imports point down, borders are kept, nothing grows into a tower."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

PLUGINS = Path(__file__).resolve().parent.parent / "plugins"

# Rooms from the ground up. A room is a package, or a module that stands alone.
FLOORS = (
    ("errors",),
    ("model", "hashing", "files"),
    ("config", "text", "marks", "typography", "dates", "freshness"),
    ("addresses", "frontmatter"),
    ("pictures", "cards"),
    ("convert", "adapter"),
    ("desk",),
    ("feeds", "search", "metadata"),
    ("engine", "check"),
    ("entry",),
)
# Modules at the top of the package that belong to a room.
SHARED_ROOM = {"__main__": "entry"}
# A library behind a border, and where its names may be known.
BORDERS = {
    "fastwarc": ("convert/formats/archive.py",),
    "feedgen": ("feeds/render.py",),
    "mammoth": ("convert/formats/docx.py",),
    "markdown_it": ("convert/formats/marked.py",),
    "pelican": ("adapter/", "engine/pelican_site.py", "engine/workshop.py"),
    "pypdfium2": ("convert/formats/pdf.py",),
    "Stemmer": ("search/words.py",),
    "trafilatura": ("convert/formats/page.py",),
}
# What a dependency is called when it is imported, where that is not its own name.
IMPORT_NAMES = {
    "backports-zstd": "backports",
    "markdown-it-py": "markdown_it",
    "pillow": "PIL",
    "pyahocorasick": "ahocorasick",
    "pystemmer": "Stemmer",
    "python-slugify": "slugify",
}
# Libraries that only those who check their site, or work on this one, have.
FOR_CHECKS = {"check/browser.py": {"axe_playwright_python", "playwright"}}
# These run before anything is installed.
BARE = ("entry/environment.py", "entry/setup_errors.py")
LONGEST_FILE = 300
LONGEST_FUNCTION = 40

Source = tuple[str, str]
"""A module's path below plugins/, with forward slashes, and its text."""


def sources() -> list[Source]:
    """All modules of the package."""
    found = sorted(PLUGINS.rglob("*.py"))
    return [(path.relative_to(PLUGINS).as_posix(), path.read_text("utf-8")) for path in found]


def imported(text: str) -> list[str]:
    """Dotted names of all that a module imports, wherever in it and for whatever use.

    ``from plugins.convert import decode`` counts as ``plugins.convert.reading.decode``.
    """
    names: list[str] = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = "." * node.level + (node.module or "")
            names += [f"{start}.{alias.name}" for alias in node.names]
    return names


def room_of(path: str) -> str:
    """The room of a module, by its path below plugins/."""
    top = path.split("/", maxsplit=1)[0].removesuffix(".py")
    return SHARED_ROOM.get(top, top)


def floor_of(room: str) -> int | None:
    """The floor's number from the ground up; None for a room that is not in the table."""
    return next((number for number, rooms in enumerate(FLOORS) if room in rooms), None)


def wrong_imports(path: str, text: str) -> list[str]:
    """Each import of a module that does not point down."""
    if path == "__init__.py":
        return [f"{path} imports {name}" for name in imported(text) if name.startswith("plugins")]
    here = room_of(path)
    wrong = [f"{path} stands on no floor"] if floor_of(here) is None else []
    for name in imported(text):
        if name.startswith("."):
            wrong.append(f"{path} imports {name}: not from the top")
        elif name.startswith("plugins.") and not is_allowed(here, room_of(name.split(".")[1])):
            wrong.append(f"{path} imports {name}: not from below")
    return wrong


def is_allowed(here: str, there: str) -> bool:
    """Inside one room anything goes; else only downwards."""
    ours, theirs = floor_of(here), floor_of(there)
    return here == there or (ours is not None and theirs is not None and theirs < ours)


def border_crossings(path: str, text: str) -> list[str]:
    """Each import of a library that is kept behind a border elsewhere."""
    packages = [name.split(".")[0] for name in imported(text)]
    return [
        f"{path} imports {package}"
        for package in packages
        if package in BORDERS and not path.startswith(BORDERS[package])
    ]


def too_long(path: str, text: str) -> list[str]:
    """The file, and each of its functions, that is longer than a reader can hold."""
    lines = len(text.splitlines())
    long = [f"{path} has {lines} lines"] if lines > LONGEST_FILE else []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                long.append(f"{path}: {node.name} has {length} lines")
    return long


@pytest.mark.parametrize("check", [wrong_imports, border_crossings, too_long])
def test_every_module_of_the_package_passes(check: object) -> None:
    assert callable(check)
    assert [fault for path, text in sources() for fault in check(path, text)] == []


def test_the_package_is_not_empty() -> None:
    assert {"errors.py", "model.py", "entry/server.py"} <= {path for path, _ in sources()}


@pytest.mark.parametrize("name", BARE)
def test_what_sets_up_the_environment_needs_no_installed_package_and_no_new_python(
    name: str,
) -> None:
    text = (PLUGINS / name).read_text("utf-8")
    ours = {f"plugins.{bare.removesuffix('.py').replace('/', '.')}" for bare in BARE}
    foreign = [
        module
        for module in imported(text)
        if module.split(".")[0] not in sys.stdlib_module_names
        and module.rpartition(".")[0] not in ours
    ]
    assert foreign == []
    ast.parse(text, feature_version=(3, 8))


def test_every_library_that_is_imported_is_named_in_the_project_file(project: Path) -> None:
    told = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    named = {re.split(r"[^a-z0-9-]", dependency)[0] for dependency in told}
    # Of the standard library from Python 3.14 on.
    standard = {*sys.stdlib_module_names, "compression"}
    known = {IMPORT_NAMES.get(name, name) for name in named} | standard | {"plugins"}
    found = {
        package
        for path, text in sources()
        for name in imported(text)
        if (package := name.split(".")[0]) not in FOR_CHECKS.get(path, ())
    }
    assert sorted(found - known - {""}) == []


# --- The checks themselves: made-up sources, and what must be found in them --------------------

WRONG = [
    ("model.py", "from plugins.convert.reading.decode import decode"),
    ("model.py", "from plugins import engine"),
    ("convert/decode.py", "import plugins.adapter.library"),
    ("convert/decode.py", "from plugins.feeds import render"),
    ("hashing.py", "def late():\n    from plugins.text import fold"),
    ("feeds/rules.py", "if TYPE_CHECKING:\n    from plugins.engine.site import Site"),
    ("feeds/rules.py", "from . import render"),
    ("engine/site.py", "from plugins.entry.cli import main"),
    ("engine/site.py", "from plugins.nowhere import thing"),
    ("attic.py", "import os"),
    ("__init__.py", "from plugins.model import Post"),
]
RIGHT = [
    ("model.py", "from plugins.errors import Problem\nimport os"),
    ("convert/decode.py", "from plugins.convert import junk\nfrom plugins.text import fold"),
    ("engine/site.py", "from plugins.feeds.render import render\nfrom plugins import model"),
    ("entry/cli.py", "from plugins.entry.server import serve"),
    ("__main__.py", "from plugins.entry import cli"),
]


@pytest.mark.parametrize(("path", "text"), WRONG)
def test_an_import_that_points_up_or_sideways_is_found(path: str, text: str) -> None:
    assert len(wrong_imports(path, text)) == 1


@pytest.mark.parametrize(("path", "text"), RIGHT)
def test_an_import_that_points_down_or_stays_in_its_room_is_fine(path: str, text: str) -> None:
    assert wrong_imports(path, text) == []


def test_only_the_rooms_at_a_border_know_the_library_behind_it() -> None:
    assert border_crossings("feeds/scopes.py", "from feedgen.feed import FeedGenerator")
    assert border_crossings("engine/plan.py", "import pelican.contents")
    assert border_crossings("feeds/render.py", "from feedgen.feed import FeedGenerator") == []
    assert border_crossings("adapter/library.py", "from pelican import signals") == []


def test_a_long_file_and_a_long_function_are_found() -> None:
    assert too_long("model.py", "x = 1\n" * 301) == ["model.py has 301 lines"]
    body = "def f():\n" + "    x = 1\n" * 40
    assert too_long("model.py", body) == ["model.py: f has 41 lines"]
    assert too_long("model.py", body.replace("    x = 1\n", "", 1)) == []

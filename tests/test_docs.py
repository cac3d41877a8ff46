"""README says what is true: every command, option, setting, key and room, and its samples run."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from plugins import config, frontmatter
from plugins.convert.posts import document, parse
from plugins.convert.seeds import sidecar
from plugins.convert.seeds.sidecar_values import READERS

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def tasks() -> dict[str, list[str]]:
    """Names of the tasks and of their options."""
    tree = ast.parse((ROOT / "tasks.py").read_text("utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    found = [f for f in functions if any("task" in ast.unparse(d) for d in f.decorator_list)]
    return {f.name: [a.arg.strip("_").replace("_", "-") for a in f.args.args[1:]] for f in found}


def settings() -> set[str]:
    """Names of the settings that ``plugins.config`` reads."""
    source = "".join(p.read_text("utf-8") for p in sorted((ROOT / "plugins/config").glob("*.py")))
    read = r'(?:get\.\w+\((?:root, )?|self\.(?:text|values\.get)\()"([A-Z_]+)"'
    return set(re.findall(read, source))


@pytest.mark.parametrize("name", tasks())
def test_every_command_and_option_stands_in_the_readme(name: str) -> None:
    assert f"| `invoke {name}` |" in README
    table = [line for line in README.splitlines() if line.startswith("| `-")]
    for option in tasks()[name]:
        dashes = "-" if len(option) == 1 else "--"  # so does invoke
        lines = [line for line in table if re.search(rf"`{dashes}{option}\b", line)]
        assert any(re.search(rf"\b{name}\b", line) for line in lines), option


def test_the_readme_names_no_command_that_is_not_there() -> None:
    assert set(re.findall(r"^\| `invoke (\w+)`", README, re.MULTILINE)) == set(tasks())


def test_every_setting_stands_in_the_readme_and_no_other() -> None:
    table = README.split("## Settings")[1].split("## Addresses")[0]
    rows = " ".join(line.split("|")[1] for line in table.splitlines() if line.startswith("| `"))
    named = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)*)`", rows))
    assert len(settings()) > 15
    assert settings() == named == set(config.NAMES)


def test_every_metadata_key_stands_in_the_readme_and_no_other() -> None:
    source = (ROOT / "plugins/convert/posts/document.py").read_text("utf-8")
    keys = set(re.findall(r'^        \("([A-Z][a-z_]+)", ', source, re.MULTILINE))
    table = README.split("## Posts")[1].split("## Settings")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert len(keys) > 20
    assert keys == set(re.findall(r"`(\w+)`", " ".join(rows)))
    assert {key.lower() for key in keys} <= set(frontmatter.KEYS)


def test_every_sidecar_key_stands_in_the_readme_and_no_other() -> None:
    listed = README.split("All keys: ")[1].split(". ")[0]
    assert set(re.findall(r"`(\w+)`", listed)) == set(READERS)


def test_the_sidecar_sample_is_one_that_is_accepted(tmp_path: Path) -> None:
    sample = re.search(r"```toml\n(.*?)```", README, re.DOTALL)
    assert sample
    assert len(tomllib.loads(sample[1])) > 5
    read = sidecar.parse(sample[1].encode(), "README.md", tmp_path, ZoneInfo("Europe/Paris"))
    assert read.title == "Le port de Marseille rouvre"
    assert read.source is not None
    assert read.source.url == "https://agence.example/port"


def test_the_post_sample_is_one_that_is_read() -> None:
    sample = re.search(r"```\n(Title: .*?)```", README, re.DOTALL)
    assert sample
    read = parse.parse(sample[1], "README.md", ZoneInfo("Europe/Paris"))
    assert isinstance(read, document.Document)
    assert read.post.title == "Le port de Marseille rouvre"
    assert read.post.tags == ("Marseille", "Transport maritime")


def test_the_settings_file_is_accepted_as_it_is() -> None:
    assert config.load(ROOT).name in README or config.load(ROOT).name == "Le Fil"


def test_every_room_is_on_the_map_and_no_other() -> None:
    table = README.split("## How it is built")[1].split("\n## ")[0]
    top = {p.name for p in (ROOT / "plugins").iterdir() if p.suffix == ".py"} - {
        "__init__.py",
        "__main__.py",
    }
    rooms = {p.parent.name for p in (ROOT / "plugins").glob("*/__init__.py")}
    assert set(re.findall(r"`(?:plugins/)?(\w+\.py)`", table)) - {"tasks.py"} == top
    assert set(re.findall(r"`plugins/(\w+)/`", table)) == rooms


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\((?!https?:)([^){}]+)\)", README))))
def test_every_file_that_the_readme_shows_is_there(link: str) -> None:
    assert (ROOT / link).is_file()

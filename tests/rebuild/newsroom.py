"""A newsroom on disk that can be changed: posts as lines and bodies, a theme, settings, a clock."""

from __future__ import annotations

import io
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
#: 25 November 2026, noon: when every newsroom starts.
NOON = int(datetime(2026, 11, 25, 12, tzinfo=UTC).timestamp())
#: Small, so that a handful of posts crosses each limit.
FEEDS = dict.fromkeys(("site", "section", "source", "language"), 4) | {"tag": 3, "author": 3}
LIMITS = {"PAGE_LIMIT": 5, "FEED_LIMITS": FEEDS, "SOCIAL_CARDS": 0}
#: The font that cards are drawn with.
_DRAWN = "source-serif-4-latin-wght-normal.woff2"
#: Name of others' files that every newsroom keeps in its output.
KEPT = "CNAME"


@dataclass
class Text:
    """A Markdown file: the lines on its top and what stands below them."""

    keys: dict[str, str]
    body: str
    raw: bytes = b""
    """What the file holds instead, where it is none that can be read."""

    def render(self) -> bytes:
        """The file's bytes."""
        lines = "".join(f"{key}: {value}\n" for key, value in self.keys.items())
        return self.raw or f"{lines}\n{self.body}\n".encode()

    def copy(self) -> Text:
        """One that can be changed by itself."""
        return Text(dict(self.keys), self.body, self.raw)


@dataclass
class Wish:
    """What the next build is asked, and what happens before it."""

    full: bool = False
    verify: bool = False
    killed_at: int = 0
    """A build is killed at this write, counted from 1; at none if 0."""
    failing_at: int = 0
    """A build fails at this write, counted from 1; at none if 0."""


@dataclass
class Newsroom:
    """Content, theme, output and cache below ``base``; ``rng`` decides all that is left open."""

    base: Path
    rng: Random
    clock: int = NOON
    texts: dict[str, Text] = field(default_factory=dict)
    """Posts and pages by their paths below the content folder."""
    links: dict[str, str] = field(default_factory=dict)
    """Symbolic links among them, and the text that each leads to."""
    settings: dict[str, Any] = field(default_factory=lambda: dict(LIMITS))
    wish: Wish = field(default_factory=Wish)
    serial: int = 0

    @property
    def content(self) -> Path:
        return self.base / "content"

    @property
    def theme(self) -> Path:
        return self.base / "theme"

    @property
    def output(self) -> Path:
        return self.base / "site/output"

    @property
    def cache(self) -> Path:
        return self.base / "cache"

    def overrides(self) -> dict[str, Any]:
        """Settings that lead a build here."""
        folders = {
            "PATH": self.content,
            "OUTPUT_PATH": self.output,
            "CACHE_PATH": self.cache,
            "THEME": self.theme,
        }
        named = {name: str(folder) for name, folder in folders.items()}
        return {**named, "OUTPUT_RETENTION": [KEPT, ".git"], **self.settings}

    def number(self) -> int:
        """Another one at each call."""
        self.serial += 1
        return self.serial

    def chance(self, share: float) -> bool:
        """True in this share of the calls."""
        return self.rng.random() < share

    def posts(self) -> list[str]:
        """Paths of all posts that are no links."""
        return sorted(path for path in self.texts if path.startswith("posts/"))

    def pages(self) -> list[str]:
        """Paths of the pages written by hand."""
        return sorted(path for path in self.texts if path.startswith("pages/"))

    def files(self, *folders: str) -> list[str]:
        """Paths of the files below ``folders`` that are neither posts nor pages."""
        found = (path for folder in folders for path in (self.content / folder).rglob("*"))
        names = (path.relative_to(self.content).as_posix() for path in found if path.is_file())
        return sorted(name for name in names if not name.endswith(".md"))

    def put(self, path: str, text: Text) -> None:
        """Writes a text: in place, or beside it and renamed, as editors do either."""
        self.texts[path] = text
        self.write(path, text.render())

    def write(self, path: str, data: bytes) -> None:
        """Writes a file of the content folder."""
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if self.chance(0.5):
            file.write_bytes(data)
        else:
            beside = file.with_name(f"{file.name}~")
            beside.write_bytes(data)
            beside.replace(file)

    def drop(self, path: str) -> None:
        """Removes a text, or a link to one, and the folders that it leaves empty."""
        self.texts.pop(path, None)
        self.links.pop(path, None)
        file = self.content / path
        file.unlink()
        if not any(file.parent.iterdir()) and self.chance(0.5):
            file.parent.rmdir()

    def move(self, path: str, new: str) -> None:
        """Renames a text, over another one if there is one."""
        self.texts[new] = self.texts.pop(path)
        target = self.content / new
        target.parent.mkdir(parents=True, exist_ok=True)
        (self.content / path).replace(target)


def picture(rng: Random, width: int, height: int) -> bytes:
    """A PNG of one colour."""
    colour = (rng.randrange(256), rng.randrange(256), rng.randrange(256))
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


def copy_theme(target: Path) -> None:
    """A theme that can be changed: the project's, with fonts that weigh nothing but for one."""
    shutil.copytree(ROOT / "theme", target, ignore=shutil.ignore_patterns("pictures"))
    shutil.rmtree(target / "fonts", ignore_errors=True)
    for font in (target / "static/fonts").glob("*.woff2"):
        if font.name != _DRAWN:
            font.write_bytes(font.name.encode())

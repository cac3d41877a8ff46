"""A site of posts in a folder of its own, built in this process; and its feeds, read again."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image

from plugins import config
from plugins.engine.site import SiteReport, build_site
from plugins.feeds.rules import ATOM
from tests.feeds.corpus import Text

ROOT = Path(__file__).resolve().parents[2]
SITEURL = "https://lefil.example/news"
#: 1 December 2024, noon.
NOW = 1_733_054_400


@dataclass
class Site:
    """Content and output below ``base``."""

    base: Path
    settings: dict[str, Any] = field(default_factory=dict)
    has_lists: bool = False
    """Whether it has pages that list articles, a search and the like: most tests do without."""
    now: int = NOW

    def __post_init__(self) -> None:
        pictures = self.base / "content/images"
        pictures.mkdir(parents=True)
        out = io.BytesIO()
        Image.new("RGB", (3, 2), (200, 10, 10)).save(out, "PNG")
        (pictures / "carte.png").write_bytes(out.getvalue())

    @property
    def output(self) -> Path:
        return self.base / "output"

    def write(self, texts: Iterable[Text]) -> None:
        """Puts texts into the content folder."""
        for text in texts:
            file = self.base / "content" / text.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text.render(), "utf-8")

    def remove(self, text: Text) -> None:
        """Takes a text out of the content folder."""
        (self.base / "content" / text.path).unlink()

    def build(self, **how: Any) -> SiteReport:
        """Builds what is there now."""
        names = {"PATH": "content", "OUTPUT_PATH": "output", "CACHE_PATH": "cache"}
        folders = {name: str(self.base / folder) for name, folder in names.items()}
        seeds = {"SEEDS_PATH": str(self.base / "seeds")}
        lists = {} if self.has_lists else {"LISTINGS": [], "SEARCH": False, "DISCOVERY": False}
        given = {"SITEURL": SITEURL, "SITENAME": "Le Fil", **lists, **folders, **seeds}
        given |= self.settings
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SOURCE_DATE_EPOCH", str(self.now))
            return build_site(config.load(ROOT, **given), given, jobs=1, **how)

    def read(self, path: str) -> bytes:
        """A file of the output."""
        return (self.output / path).read_bytes()

    def documents(self) -> dict[str, bytes]:
        """Every feed document by its path."""
        names = ("*.rss.xml", "*.atom.xml", "feed.json")
        found = (path for name in names for path in self.output.rglob(name))
        return {path.relative_to(self.output).as_posix(): path.read_bytes() for path in found}

    def chain(self, folder: str = "") -> Iterator[str]:
        """Paths of the archive documents of a scope, from its feed on, as a reader walks them."""
        path = f"{folder}feed.atom.xml"
        while path := link(self.read(path), "prev-archive"):
            yield path


def link(document: bytes, rel: str) -> str:
    """The path below the site that a feed document leads to; empty where it leads to none."""
    found = etree.fromstring(document).find(f"{ATOM}link[@rel='{rel}']")
    return "" if found is None else found.get("href").removeprefix(f"{SITEURL}/")


def ids(document: bytes) -> list[str]:
    """The ids of a document's entries, in their order."""
    return [
        entry.findtext(f"{ATOM}id") for entry in etree.fromstring(document).iter(f"{ATOM}entry")
    ]

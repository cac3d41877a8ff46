"""Posts of a content folder, and the pages that are made of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bs4 import BeautifulSoup

from plugins.engine.site import SiteReport

ROOT = Path(__file__).resolve().parents[2]
POST = """Title: {title}
Date: {date}
Category: Monde
Tags: Ukraine, OTAN
{more}
{body}
"""

Build = Callable[..., SiteReport]


def post(
    folder: Path, name: str, title: str = "Un titre", date: str = "2024-11-18 09:00",
    more: str = "", body: str = "Un paragraphe.",
) -> None:  # fmt: skip
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(POST.format(title=title, date=date, more=more, body=body), "utf-8")


def page(tmp_path: Path, address: str) -> BeautifulSoup:
    return BeautifulSoup((tmp_path / "out" / address / "index.html").read_text("utf-8"), "lxml")

"""A built site with one page of each type, and copies of it to spoil."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins import config
from plugins.engine.site import build_site
from tests.pictures.samples import file, scene

ROOT = Path(__file__).resolve().parents[2]
SITE = "https://a.example/news"
POSTS = {
    "one": "Title: Un port\nDate: 2026-11-01 10:00\nCategory: Monde\nTags: mer, port\n"
    "Authors: Léa Roy\nSource: Agence\nSource_url: https://b.example/\nImage: images/disc.jpg\n"
    "Aliases: 2026/10/vieux/\nImage_alt: Un disque\nImage_caption: Au matin\n"
    "Image_credit: A. B.\n\nDes mots[^1].\n\n"
    '## Un titre\n\n![Un disque]({static}/images/disc.jpg "Un disque rouge")\n\n'
    "| a | b |\n|---|---|\n| 1 | 2 |\n\nVoir [l’autre]({filename}two.md).\n\n[^1]: Une note.\n",
    "two": "Title: Deux\nDate: 2026-11-02\nCategory: Sport\nTags: mer\nSource: Agence\n\n"
    "Un paragraphe.\n\n- un\n- deux\n\n> Une citation.\n\n```\nun code\n```\n",
    "ar": "Title: إعادة فتح الميناء\nDate: 2026-11-03\nLang: ar\nCategory: Monde\n\nفقرة واحدة.\n",
}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a site in which nothing is wrong."""
    base = tmp_path_factory.mktemp("site")
    for folder in ("posts", "images", "pages"):
        (base / "content" / folder).mkdir(parents=True)
    (base / "content/images/disc.jpg").write_bytes(file("JPEG", scene(1000, 640)))
    for name, text in POSTS.items():
        (base / f"content/posts/{name}.md").write_text(text, "utf-8")
    (base / "content/pages/about.md").write_text("Title: À propos\n\nNous.\n", "utf-8")
    folders = {"PATH": "content", "OUTPUT_PATH": "output", "CACHE_PATH": "cache"}
    overrides = {name: str(base / folder) for name, folder in folders.items()}
    overrides["SITEURL"] = SITE
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1800000000")
        report = build_site(config.load(ROOT, **overrides), overrides, jobs=1)
    assert report.problems == ()
    return base / "output"


Spoil = Callable[[str, str, str], Path]


@pytest.fixture
def spoil(built: Path, tmp_path: Path) -> Spoil:
    """Makes a copy of the site in which a text of one file is another; its folder."""
    copy = tmp_path / "output"
    shutil.copytree(built, copy)

    def change(path: str, old: str, new: str) -> Path:
        target = copy / path
        text = target.read_text("utf-8")
        assert old in text
        target.write_text(text.replace(old, new, 1), "utf-8")
        return copy

    return change

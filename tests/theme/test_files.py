"""The theme's files: sizes, rules they keep, and nothing that is missing or left over."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

STATIC = Path(__file__).parents[2] / "theme" / "static"
CSS = (STATIC / "css" / "site.css").read_text("utf-8")
KB = 1000


def packed(data: bytes) -> int:
    return len(gzip.compress(data, 9, mtime=0))


def test_every_font_is_used_and_every_address_in_the_styles_exists() -> None:
    named = {Path(name).name for name in re.findall(r'url\("([^"]+)"\)', CSS)}
    assert named == {path.name for path in STATIC.glob("fonts/*.woff2")}
    assert all(name.startswith("../fonts/") for name in re.findall(r'url\("([^"]+)"\)', CSS))


def test_every_family_of_fonts_has_its_licence_beside_it() -> None:
    families = ("source-serif-4", "source-sans-3", "noto-naskh-arabic")
    for family in families:
        assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts" / f"{family}-LICENSE.txt").read_text()
    assert all(path.name.startswith(families) for path in STATIC.glob("fonts/*"))


def test_the_styles_know_no_left_and_right() -> None:
    rules = re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)
    physical = (
        r"\b(?:margin|padding|border|inset)-(?:left|right|top|bottom)\b"
        r"|[;{\s](?:left|right|top|bottom|float)\s*:"
    )
    assert re.findall(physical, rules) == []
    assert (
        re.findall(r"[^-\w](?:max-|min-)?(?:width|height)\s*:", re.sub(r"\([^()]*\)", "", rules))
        == []
    )
    hidden = "[hidden]:not(.tools__theme) { display: none !important; }"
    assert "!important" not in rules.replace(hidden, "")


def test_colours_are_named_once() -> None:
    rules = CSS[CSS.index("/* --- Ground") :]
    assert re.findall(r"#[0-9a-f]{3,8}\b", rules) == []


def test_the_script_is_small() -> None:
    assert (STATIC / "js" / "theme.js").stat().st_size <= 2048


def test_a_page_weighs_little(render: Any, sample: Any) -> None:
    shared = sum(
        packed((STATIC / name).read_bytes())
        for name in ("css/site.css", "js/theme.js", "img/icon.svg")
    )
    fonts = sum(
        (STATIC / "fonts" / f"{name}-latin-wght-normal.woff2").stat().st_size
        for name in ("source-serif-4", "source-sans-3")
    )
    for kind in ("front", "article"):
        template, views = sample.pages()[kind]
        html = render(template, site=sample.site(), **views).encode()
        assert packed(html) + shared <= 20 * KB
        assert packed(html) + shared + fonts <= 100 * KB

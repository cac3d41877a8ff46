"""The site's name as a picture: its size, and the place where it is published."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from plugins import config
from plugins.engine.logos import logos, size
from plugins.errors import ConfigError

SVG = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" {}><path d="M0 0"/></svg>'


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('viewBox="0 0 240 60"', (240, 60)),
        ("width='10' viewBox='-5,-5,120.4,30'", (120, 30)),
        ('width="200px" height="50"', (200, 50)),
    ],
)
def test_an_svg_says_its_size(attributes: str, expected: tuple[int, int], tmp_path: Path) -> None:
    path = tmp_path / "logo.svg"
    path.write_text(SVG.format(attributes))
    assert size(path) == expected


@pytest.mark.parametrize("text", ["", SVG.format(""), SVG.format('width="100%" height="2em"')])
def test_an_svg_that_says_none_is_an_error(text: str, tmp_path: Path) -> None:
    path = tmp_path / "logo.svg"
    path.write_text(text)
    with pytest.raises(ConfigError, match="viewBox"):
        size(path)


def test_a_raster_picture_has_its_pixels_and_a_broken_one_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    Image.new("RGB", (30, 8)).save(path)
    assert size(path) == (30, 8)
    path.write_bytes(b"no picture")
    with pytest.raises(ConfigError):
        size(path)


def test_two_logos_have_names_of_their_own(tmp_path: Path) -> None:
    for name in ("a.SVG", "b.png"):
        (tmp_path / name).write_text(SVG.format('viewBox="0 0 2 1"'))
    settings = config.from_mapping(tmp_path, {"LOGO": ["a.SVG", "b.png"]})
    assert list(logos(settings)) == ["img/logo.svg", "img/logo-dark.png"]
    assert logos(config.from_mapping(tmp_path, {})) == {}

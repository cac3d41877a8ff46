"""A page with pictures, from the seed to the site."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from plugins.entry.cli import main
from tests.convert.formats.containers import QUAYS, SHIPS, picture


def test_pictures_of_a_seed_are_on_its_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    shown = [
        f'<figure><img alt="[{alt}](x) &quot;*" src="data:image/png;base64,{data}">'
        f"<figcaption>Words below</figcaption></figure>"
        for alt, data in (
            ("First", base64.b64encode(picture()).decode()),
            ("Second", base64.b64encode(picture(300, 250)).decode()),
        )
    ]
    text = f"<h1>The port</h1>{shown[0]}<p>{QUAYS}</p>{shown[1]}<p>{SHIPS}</p>"
    (tmp_path / "seeds/a.html").write_text(text, "utf-8")
    places = ["--seeds", "seeds", "--content", "content", "--output", "output"]
    assert main(["build", *places, "--jobs", "1"]) == 0
    (page,) = (tmp_path / "output").glob("2*/*/*/index.html")
    soup = BeautifulSoup(page.read_text("utf-8"), "lxml")
    main_ = soup.find("main")
    assert main_ is not None
    images = {image["alt"]: str(image["src"]) for image in main_.find_all("img")}
    assert list(images) == ['[First](x) "*', '[Second](x) "*']
    for source, data in zip(images.values(), (picture(), picture(300, 250)), strict=True):
        assert (tmp_path / "output" / source.lstrip("/")).read_bytes() == data
    assert main_.get_text().count("Words below") == 2

"""Compressed copies and files for hosts: beside the outputs, and never older than they."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import brotli
import pytest

from plugins.errors import ConfigError
from tests.feeds.building import ROOT, Site
from tests.feeds.corpus import texts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path, {"PRECOMPRESS": ["gz", "br"]}, has_lists=True)
    made.write(texts(12))
    made.build()
    return made


def stale(site: Site) -> list[str]:
    """Texts of the site without a copy of each kind that unpacks to the same bytes."""
    unpack = {".gz": gzip.decompress, ".br": brotli.decompress}
    endings = {".html", ".xml", ".json", ".opml", ".css", ".js", ".svg", ".txt"}
    found = []
    for path in site.output.rglob("*"):
        if path.suffix in endings:
            for ending, opened in unpack.items():
                copy = path.with_name(path.name + ending)
                if not copy.is_file() or opened(copy.read_bytes()) != path.read_bytes():
                    found.append(copy.name)
        elif path.suffix in unpack and not path.with_suffix("").is_file():
            found.append(path.name)
    return found


def test_every_text_has_its_copies_and_no_other_file_has(site: Site) -> None:
    assert stale(site) == []
    assert len(list(site.output.rglob("*.br"))) > 100
    assert not list(site.output.rglob("*.woff2.*"))
    assert not list(site.output.rglob("*.png.*"))


def test_copies_follow_each_change_and_go_with_what_they_are_of(site: Site) -> None:
    site.write([texts(13)[12]])
    site.build()
    assert stale(site) == []
    site.remove(texts(12)[3])
    assert any(path.endswith(".gz") for path in site.build().published.removed)
    assert stale(site) == []


def test_an_unchanged_build_writes_no_copy_and_a_lost_one_comes_back(site: Site) -> None:
    assert site.build(full=True).published.written == ()
    lost = site.output / "feed.atom.xml.gz"
    data = lost.read_bytes()
    lost.unlink()
    assert site.build().published.written == ("feed.atom.xml.gz",)
    assert lost.read_bytes() == data
    lost.write_bytes(b"x")
    assert site.build().published.written == ("feed.atom.xml.gz",)


def test_without_the_setting_the_copies_go(site: Site) -> None:
    site.settings["PRECOMPRESS"] = []
    site.build()
    assert not [*site.output.rglob("*.gz"), *site.output.rglob("*.br")]


def test_files_for_hosts_are_published_where_the_setting_names_them(site: Site) -> None:
    assert not (site.output / "_headers").exists()
    site.settings["HOST_FILES"] = ["_headers", ".htaccess"]
    site.build()
    for name, source in (("_headers", "_headers"), (".htaccess", "htaccess")):
        assert site.read(name) == (ROOT / "theme/servers" / source).read_bytes()
    assert site.build().published.written == ()


def test_a_theme_without_files_for_hosts_is_told(site: Site, tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    (theme / "templates").mkdir(parents=True)
    site.settings |= {"HOST_FILES": ["_headers"], "THEME": str(theme)}
    with pytest.raises(ConfigError, match="HOST_FILES"):
        site.build()

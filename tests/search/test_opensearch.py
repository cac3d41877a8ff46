"""Browsers learn how the site is searched."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from plugins import config
from plugins.search.opensearch import description

SPACE = "{http://a9.com/-/spec/opensearch/1.1/}"


def test_the_description_says_where_the_search_is(project: Path) -> None:
    name = "Un journal dont le nom est long & beau"
    values = {"SITENAME": name, "SITEURL": "https://news.example/fr", "DEFAULT_LANG": "fr"}
    root = ET.fromstring(description(config.from_mapping(project, values)))
    assert len(root.findtext(f"{SPACE}ShortName") or "") <= 16
    assert root.findtext(f"{SPACE}LongName") == name
    url = root.find(f"{SPACE}Url")
    assert url is not None
    assert url.get("template") == "https://news.example/fr/search/?q={searchTerms}"
    assert root.findtext(f"{SPACE}Language") == "fr"

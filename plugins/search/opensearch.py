"""How browsers learn that this site can be searched: an OpenSearch description."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from plugins import addresses
from plugins.config import Settings
from plugins.text import shorten

PATH = "search/opensearch.xml"
#: Characters that the specification allows a short name, and a description.
_NAME, _DESCRIPTION = 16, 1024


def description(settings: Settings) -> bytes:
    """The description document (OpenSearch 1.1)."""
    root = Element("OpenSearchDescription", xmlns="http://a9.com/-/spec/opensearch/1.1/")
    SubElement(root, "ShortName").text = shorten(settings.name, _NAME)
    SubElement(root, "LongName").text = shorten(settings.name, 48)
    said = settings.description or settings.tagline or settings.name
    SubElement(root, "Description").text = shorten(said, _DESCRIPTION)
    SubElement(root, "InputEncoding").text = "UTF-8"
    SubElement(root, "Language").text = settings.lang
    page = addresses.absolute(settings.siteurl, "search/")
    SubElement(root, "Url", type="text/html", template=f"{page}?q={{searchTerms}}")
    icon = addresses.absolute(settings.siteurl, "theme/img/icon.svg")
    SubElement(root, "Image", width="16", height="16", type="image/svg+xml").text = icon
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return body + b"\n"

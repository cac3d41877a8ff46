"""Files of formats that nobody reads: the remedy fits what they are."""

from __future__ import annotations

import pytest

from plugins.errors import Problem
from tests.convert.formats.containers import outcome


@pytest.mark.parametrize(
    ("key", "remedy"),
    [
        ("old.doc", "save it as .docx or .odt"),
        ("notes.RTF", "save it as .docx or .odt"),
        ("bild.jpg", "put it into content/images, or remove it"),
        ("all.zip", "unpack it"),
        ("note.xyz", "name it so that it ends in .atom"),
        ("note", "name it so that it ends in .atom"),
    ],
)
def test_the_remedy_for_an_unknown_format_fits_the_file(key: str, remedy: str) -> None:
    told = outcome(key, b"\xd0\xcf\x11\xe0 some bytes")
    assert isinstance(told, Problem)
    assert told.code == "unknown-format"
    assert remedy in told.remedy

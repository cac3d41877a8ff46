"""The days in the addresses of a text's pictures, which are put there when it is published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from plugins.convert.metadata.a_date import Dated
from plugins.convert.metadata.moments import in_path
from plugins.convert.types import Structure
from plugins.dates import at_start_of

#: Characters of a line that are looked at.
_SEEN = 4000
_PICTURE = re.compile(r"!\[[^\]]{0,400}\]\((?P<address>[^()\s]{10,400})")
_FOLDERS = re.compile(r"/((?:19|20)\d\d)/([01]\d)/([0-3]\d)/")


def of(structure: Structure, zone: ZoneInfo) -> Iterator[Dated]:
    """The day that is folders of the pictures' addresses, where all of them have the same."""
    found = [
        (match.group(), in_path("/".join(match.groups())))
        for line in structure.lines
        for picture in _PICTURE.finditer(line.text[:_SEEN])
        for match in _FOLDERS.finditer(picture["address"])
    ]
    days = {day for _, day in found if day}
    if len(days) == 1:
        day = days.pop()
        yield Dated(day, at_start_of(day, zone), False, frozenset({"pictures"}), found[0][0])

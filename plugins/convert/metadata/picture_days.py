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
#: A day's folders, or one named after it: ``/2024/11/18/``, ``/2024-11-18-marche/``.
_FOLDERS = re.compile(r"/((?:19|20)\d\d)(?:/([01]\d)/([0-3]\d)|-([01]\d)-([0-3]\d)-[^/]{2,80})/")
#: A day in a file's name that is in its folder's month: ``2024/11/20241118-halle.jpg``.
_NAMED = re.compile(r"/(20\d\d)/([01]\d)/(?:[^/]*/)?\1-?\2-?([0-3]\d)(?!\d)")


def of(structure: Structure, zone: ZoneInfo) -> Iterator[Dated]:
    """The day that the pictures' addresses tell: all have it, or the first and most of them."""
    addresses = [
        picture["address"].partition("?")[0]
        for line in structure.lines
        if "![" in line.text
        for picture in _PICTURE.finditer(line.text[:_SEEN])
    ]
    days = [
        (match.group(), day)
        for each in addresses
        for pattern in (_FOLDERS, _NAMED)
        for match in pattern.finditer(each)
        if (day := in_path("/".join(filter(None, match.groups()))))
    ]
    if not days:
        return
    shown, first = days[0]
    same = sum(day == first for _, day in days)
    if 2 * same > len(days):
        sign = "pictures" if same == len(days) else "most pictures"
        yield Dated(first, at_start_of(first, zone), False, frozenset({sign}), shown)

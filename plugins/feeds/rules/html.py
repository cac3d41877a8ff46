"""What in an entry's HTML readers must strip, or cannot resolve."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from plugins.feeds import urls

_RISKY = frozenset(
    "script style iframe frame frameset object embed applet form input button select textarea "
    "link meta base noscript template svg math canvas plaintext xmp html head body".split()
)
#: The beginning of anything but a harmless tag without attributes.
_NOT_PLAIN = re.compile(r"<(?!/?(?:p|em|strong|b|i|h[2-6]|ul|ol|li|blockquote|code|pre|sub|sup)>)")
_ADDRESSES = frozenset("href src cite poster action formaction background longdesc data".split())
_LISTS_OF_ADDRESSES = frozenset({"srcset", "imagesrcset", "ping"})


def html_faults(html: str) -> tuple[str, ...]:
    """What in ``html`` readers must strip, or cannot resolve."""
    if not _NOT_PLAIN.search(html):
        return ()
    scan = _Scan()
    try:
        scan.feed(html)
        scan.close()
    except AssertionError:  # Python's parser gives up at some marked sections
        scan.faults.append("its text holds what is no HTML")
    return tuple(dict.fromkeys(scan.faults))


class _Scan(HTMLParser):
    """Reads HTML as a reader would and notes what should not be there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _RISKY:
            self.faults.append(f"its text holds <{tag}>")
        for name, value in attrs:
            self.faults.extend(_attribute_faults(tag, name, value or ""))

    def handle_comment(self, data: str) -> None:  # noqa: ARG002  # the parser's interface
        self.faults.append("its text holds a comment")


def _attribute_faults(tag: str, name: str, value: str) -> Iterator[str]:
    if name.startswith("on") or name == "style":
        yield f"<{tag}> has the attribute {name}"
    listed = (part.split()[0] for part in value.split(",") if part.split())
    found = listed if name in _LISTS_OF_ADDRESSES else [value] if name in _ADDRESSES else []
    for url in found:
        if not urls.is_absolute(url):
            yield f"<{tag}> leads to {url!r}, no full address"

"""Reading applications that subscribe to a feed when a link is followed."""

from __future__ import annotations

from urllib.parse import quote

#: What each is called, and its address before the feed's own. The first one is whatever the
#: device itself opens feeds with; of the two ways to write such a link the one that is a valid URL.
READERS: tuple[tuple[str, str], ...] = (
    ("App", "feed://"),
    ("Feedly", "https://feedly.com/i/subscription/feed%2F"),
    ("Inoreader", "https://www.inoreader.com/?add_feed="),
    ("NewsBlur", "https://www.newsblur.com/?url="),
    ("The Old Reader", "https://theoldreader.com/feeds/subscribe?url="),
    ("Feedbin", "https://feedbin.com/?subscribe="),
)


def reader_links(address: str) -> tuple[tuple[str, str], ...]:
    """Name and link of each application for the feed at the full ``address``."""
    plain = address.partition("://")[2]
    return tuple(
        (name, start + (plain if start.startswith("feed:") else quote(address, safe="")))
        for name, start in READERS
    )

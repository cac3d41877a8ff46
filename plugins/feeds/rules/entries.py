"""What an entry must be like before it goes into any feed."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.feeds import urls
from plugins.feeds.rules.html import html_faults
from plugins.feeds.values import Entry
from plugins.text import legal, one_line


def entry_faults(entry: Entry) -> tuple[str, ...]:
    """Why ``entry`` may not go into any feed."""
    return tuple(_entry_faults(entry))


def _entry_faults(entry: Entry) -> Iterator[str]:
    texts = (entry.title, entry.summary, entry.rights)
    moments = (entry.published, entry.updated)
    checks = (
        (urls.is_urn(entry.id), "its id is no address"),
        (entry.title and entry.summary and entry.content, "it has no title, summary or text"),
        (all(text == one_line(text) for text in texts), "a text is no clean line"),
        (legal(entry.content) == entry.content, "it holds characters that XML forbids"),
        (all(moment.tzinfo for moment in moments), "its date has no time zone"),
    )
    yield from (fault for holds, fault in checks if not holds)
    for url in _addresses(entry):
        if not urls.is_absolute(url):
            yield f"{url!r} is no full address"
    yield from html_faults(entry.content)


def _addresses(entry: Entry) -> Iterator[str]:
    yield entry.url
    yield from (link.href for link in entry.links)
    yield from (category.scheme for category in entry.categories)
    yield from (author.uri for author in entry.authors if author.uri)
    yield from (text for text in (entry.original,) if text)
    if entry.source:
        yield entry.source.url
    if entry.image:
        yield entry.image.href

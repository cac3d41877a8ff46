"""What can be wrong with a feed document, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a document breaks, and where."""

    rule: str
    """One of ``REMEDIES``."""
    line_no: int | None
    message: str


#: Each rule with its remedy. What a validator warns of is wrong here, like what it calls an error.
REMEDIES: Mapping[str, str] = {
    "well-formed": "write the document with a library that escapes texts",
    "prefix": "declare the prefix at the root, the one that everybody uses",
    "size": "hold fewer entries, or summaries; validators refuse more than 5,000,000 bytes",
    "format": "serve RSS 2.0, Atom 1.0, JSON Feed 1.1 or OPML 1.1",
    "required": "add the element",
    "duplicate-id": "give each entry an id of its own, once",
    "duplicate-updated": "let no two entries of a feed have changed at one time",
    "alternate": "name one alternate for each type and language",
    "date": "write RFC 822 dates in RSS and RFC 3339 dates elsewhere, with a zone",
    "future": "publish an entry only when its time has come",
    "address": "write the full address, in ASCII",
    "language": "write a BCP 47 tag",
    "media-type": "write a media type such as image/jpeg",
    "enclosure": "give the address, the length in bytes and the media type",
    "media-group": "keep a group for several forms of one thing",
    "self": "name the address at which the document is served",
    "content": "leave out what readers must strip, and make every address full",
    "plain-text": "write plain text, with &#x26; and &#x3C; for its signs",
    "order": "put the description before content:encoded",
    "both": "keep one of the two",
    "archive": "lead from an archive document to the feed and to the documents beside it",
    "relation": "use a registered link relation",
}

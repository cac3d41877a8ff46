"""When a feed is correct: checks of entries before they go in, and of documents when written.

Independent of the code that makes them, and stricter than readers are: what a validator warns
of is wrong here.
"""

from plugins.feeds.rules.common import ATOM
from plugins.feeds.rules.documents import MOST_BYTES, check
from plugins.feeds.rules.entries import entry_faults
from plugins.feeds.rules.found import REMEDIES
from plugins.feeds.rules.html import html_faults

__all__ = ["ATOM", "MOST_BYTES", "REMEDIES", "check", "entry_faults", "html_faults"]

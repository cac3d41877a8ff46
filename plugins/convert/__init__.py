"""Raw seeds in, posts on disk out: the border where bytes become Posts and Markdown files."""

from plugins.convert.report import SyncReport
from plugins.convert.sync import sync

__all__ = ["SyncReport", "sync"]

"""What is known of files, for as long as they stay as they are: a cache, and nothing more."""

from plugins.freshness.code import version_of
from plugins.freshness.database import ForgottenError
from plugins.freshness.folder import Stale
from plugins.freshness.listing import Kind
from plugins.freshness.memory import Memory

__all__ = ["ForgottenError", "Kind", "Memory", "Stale", "version_of"]

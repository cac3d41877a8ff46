"""Settings that belong together, by the names of their fields; each raises ConfigError."""

from __future__ import annotations

from typing import Any

from plugins.config.reach import is_account
from plugins.config.values import (
    COMPRESSED,
    FEED_FORMATS,
    HOST_FILES,
    SOCIAL_CARDS,
    Values,
)


def of_pictures(get: Values) -> dict[str, Any]:
    """What pictures are made of."""
    return {
        "picture_widths": get.widths("PICTURE_WIDTHS"),
        "picture_formats": get.picture_formats("PICTURE_FORMATS"),
        "social_cards": get.number("SOCIAL_CARDS", SOCIAL_CARDS),
    }


def of_feeds(get: Values) -> dict[str, Any]:
    """The settings of feeds and of what hosts do with them."""
    kinds = tuple(FEED_FORMATS)
    return {
        "feed_formats": get.formats("FEED_FORMATS"),
        "feed_limits": get.limits("FEED_LIMITS"),
        "feed_summaries": get.kinds("FEED_SUMMARIES", (), kinds),
        "feed_archives": get.kinds("FEED_ARCHIVES", ("site",), kinds),
        "hubs": get.addresses("WEBSUB_HUBS"),
        "compressed": get.kinds("PRECOMPRESS", (), COMPRESSED),
        "host_files": get.kinds("HOST_FILES", (), tuple(HOST_FILES)),
    }


def others(get: Values) -> dict[str, Any]:
    """How readers and machines find what there is, what seeds become posts, who does the work."""
    return {
        "search": get.flag("SEARCH", True),
        "discovery": get.flag("DISCOVERY", True),
        "fediverse": get.formed("FEDIVERSE", is_account, 'an account, "@name@host"'),
        "offline": get.flag("OFFLINE", False),
        "skips_near": get.flag("SKIP_NEAR_DUPLICATES", False),
        "executor": get.function("EXECUTOR"),
        "jinja_filters": get.named("JINJA_FILTERS", callable),
        "jinja_globals": get.named("JINJA_GLOBALS"),
        "jinja_tests": get.named("JINJA_TESTS", callable),
    }

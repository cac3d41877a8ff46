"""What the newsroom decided: the settings of ``pelicanconf.py``, checked once and frozen."""

from plugins.config.look import ACCENTS, FONTS, Look
from plugins.config.reach import is_web
from plugins.config.settings import (
    NAMES,
    Settings,
    from_mapping,
    load,
    nearest,
    with_fingerprint,
)
from plugins.config.values import COMPRESSED, HOST_FILES, TOPICS, UNSET_SITEURL, is_language

__all__ = [
    "ACCENTS",
    "COMPRESSED",
    "FONTS",
    "HOST_FILES",
    "NAMES",
    "TOPICS",
    "UNSET_SITEURL",
    "Look",
    "Settings",
    "from_mapping",
    "is_language",
    "is_web",
    "load",
    "nearest",
    "with_fingerprint",
]

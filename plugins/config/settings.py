"""The settings of ``pelicanconf.py``, checked once and frozen.

Names are Pelican's where Pelican has one. Everything that a build depends on is here.
"""

from __future__ import annotations

import difflib
import os
import runpy
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from plugins.config.fingerprint import fingerprint
from plugins.config.groups import of_feeds, of_pictures, others
from plugins.config.look import Look, look
from plugins.config.reach import is_mailbox
from plugins.config.values import (
    FEED_FORMATS,
    FEED_LIMITS,
    KINDS,
    PICTURE_FORMATS,
    PICTURE_WIDTHS,
    SOCIAL_CARDS,
    UNSET_SITEURL,
    Values,
    wrong,
)
from plugins.errors import ConfigError, Problem
from plugins.model import FeedFormat

if TYPE_CHECKING:
    from concurrent.futures import Executor

#: Every setting of ours, those of Pelican's that we read among them.
NAMES = (
    *("SITENAME", "SITESUBTITLE", "SITE_DESCRIPTION", "SITEURL", "SITE_ID", "TIMEZONE"),
    *("DEFAULT_LANG", "LANGUAGES", "SECTIONS", "DEFAULT_CATEGORY", "CONTACT_EMAIL", "RIGHTS"),
    *("FEED_LIMITS", "FEED_SUMMARIES", "FEED_ARCHIVES", "WEBSUB_HUBS"),
    *("PRECOMPRESS", "HOST_FILES", "SKIP_NEAR_DUPLICATES"),
    *("PAGE_LIMIT", "TRUST_HTML", "OUTPUT_RETENTION"),
    *("SEEDS_PATH", "PATH", "OUTPUT_PATH", "CACHE_PATH", "THEME"),
    *("PICTURE_WIDTHS", "PICTURE_FORMATS", "SOCIAL_CARDS"),
    *("LISTINGS", "FEED_FORMATS", "SEARCH", "DISCOVERY", "FEDIVERSE", "OFFLINE", "EXECUTOR"),
    *("JINJA_FILTERS", "JINJA_GLOBALS", "JINJA_TESTS"),
    *("ACCENT_COLOR", "LOGO", "LINKS", "RIGHTS_URL", "CARD_FONTS"),
)
#: How alike a misspelt name is to the right one; no name of Pelican's is so like one of ours.
_LIKE = 0.88


@dataclass(frozen=True, slots=True)
class Settings:
    """What the newsroom decided. One field a setting; the setting's name in its docstring."""

    root: Path
    """The project's folder: the one that holds pelicanconf.py."""
    name: str
    """SITENAME."""
    tagline: str
    """SITESUBTITLE."""
    siteurl: str
    """SITEURL without trailing slash; ``https://example.org`` until it is set."""
    lang: str
    """DEFAULT_LANG, BCP 47: the language of the site's own words."""
    languages: tuple[str, ...]
    """LANGUAGES the articles may have, the site's own first."""
    timezone: ZoneInfo
    """TIMEZONE."""
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    """SECTIONS in their order: the name shown and the topics that belong to it."""
    default_section: str
    """DEFAULT_CATEGORY: the section of what fits nowhere."""
    description: str
    """SITE_DESCRIPTION, one or two sentences for search engines and feeds."""
    contact: str
    """CONTACT_EMAIL, or empty."""
    rights: str
    """RIGHTS: licence or copyright line of the whole site, or empty."""
    page_limit: int
    """PAGE_LIMIT: newest articles on a listing's first page."""
    trust_html: bool
    """TRUST_HTML: hand-written posts' HTML is not sanitised."""
    retention: tuple[str, ...]
    """OUTPUT_RETENTION: names of others' files kept in the output."""
    seeds: Path
    """SEEDS_PATH."""
    content: Path
    """PATH."""
    output: Path
    """OUTPUT_PATH."""
    cache: Path
    """CACHE_PATH: may be deleted at any time."""
    theme: Path
    """THEME."""
    site_id: str = ""
    """SITE_ID: what the feeds' ids are made from; SITENAME until it is set."""
    listings: tuple[str, ...] = KINDS
    """LISTINGS: kinds of lists that have pages."""
    feed_formats: tuple[tuple[str, tuple[FeedFormat, ...]], ...] = tuple(FEED_FORMATS.items())
    """FEED_FORMATS: formats in which feeds of each kind of scope are made."""
    look: Look = field(default_factory=Look)
    """ACCENT_COLOR, LOGO, LINKS and RIGHTS_URL."""
    picture_widths: tuple[int, ...] = PICTURE_WIDTHS
    """PICTURE_WIDTHS: pixels that pictures are made wide, growing; none for no other sizes."""
    picture_formats: tuple[str, ...] = PICTURE_FORMATS
    """PICTURE_FORMATS: formats that they are made in besides their own."""
    social_cards: int = SOCIAL_CARDS
    """SOCIAL_CARDS: how many of the newest articles have a card of their own; 0 for no cards."""
    feed_limits: tuple[tuple[str, int], ...] = tuple(FEED_LIMITS.items())
    """FEED_LIMITS: entries that feeds of each kind of scope hold at most."""
    feed_summaries: tuple[str, ...] = ()
    """FEED_SUMMARIES: kinds of scopes whose feeds hold summaries instead of full texts."""
    feed_archives: tuple[str, ...] = ("site",)
    """FEED_ARCHIVES: kinds of scopes of which all articles are in archive documents."""
    hubs: tuple[str, ...] = ()
    """WEBSUB_HUBS: addresses of hubs that are told when a feed changes."""
    compressed: tuple[str, ...] = ()
    """PRECOMPRESS: endings of compressed copies beside each text of the output."""
    host_files: tuple[str, ...] = ()
    """HOST_FILES: files of the theme that tell a host of its headers."""
    search: bool = True
    """SEARCH: whether the site has an index that readers search, and its page."""
    discovery: bool = True
    """DISCOVERY: whether there are sitemaps and the other files that machines ask for."""
    offline: bool = False
    """OFFLINE: whether browsers keep what was read for when there is no connection."""
    fediverse: str = ""
    """FEDIVERSE: the newsroom's account, ``@name@host``, or empty."""
    skips_near: bool = False
    """SKIP_NEAR_DUPLICATES: whether seeds with nearly the words of a post become no posts."""
    executor: Callable[[int], Executor] | None = None
    """EXECUTOR: makes what works in parallel; None for processes of this machine."""
    jinja_filters: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """JINJA_FILTERS: of Pelican's, for templates of the newsroom's own."""
    jinja_globals: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """JINJA_GLOBALS, likewise."""
    jinja_tests: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """JINJA_TESTS, likewise."""
    fingerprint: str = ""
    """Changes with any setting, of Pelican's too, that can change a byte of the output."""

    @property
    def prefix(self) -> str:
        """SITEURL's path: empty or ``/news``."""
        return urlsplit(self.siteurl).path.rstrip("/")

    @property
    def has_siteurl(self) -> bool:
        """Whether SITEURL was set."""
        return self.siteurl != UNSET_SITEURL


def load(root: Path, **overrides: Any) -> Settings:
    """Settings of the project in ``root``; ``overrides`` are settings by their names.

    Raises ConfigError naming each wrong setting, or the line of pelicanconf.py that fails.
    """
    path = root / "pelicanconf.py"
    try:
        values = runpy.run_path(str(path))
    except OSError as error:
        raise wrong(str(path), f"cannot be read: {error.strerror}", "restore the file") from error
    except Exception as error:  # whatever a settings file may do wrong
        line = getattr(error, "lineno", None) or _line_of(error, path)
        message, remedy = f"{type(error).__name__}: {error}", "mend this line of Python"
        raise ConfigError(Problem(str(path), message, remedy, line, "config")) from error
    given = {key: value for key, value in overrides.items() if value is not None}
    every = {**values, **given}
    misspelt = [
        Problem(name, "is no setting", f"did you mean {near}?", code="config")
        for name in values
        if (near := nearest(name))
    ]
    faults = (*_wrong(root, every), *misspelt)
    if faults:
        raise ConfigError(*faults)
    return with_fingerprint(from_mapping(root, every), every)


def with_fingerprint(settings: Settings, values: Mapping[str, Any]) -> Settings:
    """``settings`` with a digest of all ``values`` but those that say where things are put."""
    return replace(settings, fingerprint=fingerprint(values))


def nearest(name: str) -> str:
    """The setting that ``name``, which is none of ours, is most likely a misspelling of."""
    if not name.isupper() or name in NAMES:
        return ""
    return next(iter(difflib.get_close_matches(name, NAMES, 1, _LIKE)), "")


def _line_of(error: Exception, path: Path) -> int | None:
    """The last line of ``path`` that was running when ``error`` came."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((f.lineno for f in reversed(frames) if f.filename == str(path)), None)


def from_mapping(root: Path, values: Mapping[str, Any]) -> Settings:
    """Settings out of a mapping of their names, such as Pelican's.

    Raises ConfigError naming each setting whose value is wrong.
    """
    try:
        return _settings(root, values)
    except ConfigError as error:
        rest = {name: values[name] for name in values if name != error.problem.where}
        also = _wrong(root, rest) if len(rest) < len(values) else ()
        raise ConfigError(error.problem, *also) from error


def _wrong(root: Path, values: Mapping[str, Any]) -> tuple[Problem, ...]:
    try:
        from_mapping(root, values)
    except ConfigError as error:
        return error.problems
    return ()


def _settings(root: Path, values: Mapping[str, Any]) -> Settings:
    """Raises ConfigError naming the first setting whose value is wrong."""
    get = Values(values)
    lang = get.lang("DEFAULT_LANG", "en")
    settings = Settings(
        root=root,
        name=get.text("SITENAME", "Seedpress"),
        tagline=get.text("SITESUBTITLE", ""),
        siteurl=get.siteurl(),
        lang=lang,
        languages=get.langs("LANGUAGES", lang),
        timezone=get.zone("TIMEZONE", "UTC"),
        sections=get.sections(),
        default_section=get.text("DEFAULT_CATEGORY", "News"),
        description=get.text("SITE_DESCRIPTION", ""),
        contact=get.formed("CONTACT_EMAIL", is_mailbox, 'an address such as "desk@news.example"'),
        rights=get.text("RIGHTS", ""),
        page_limit=get.count("PAGE_LIMIT", 50),
        trust_html=get.flag("TRUST_HTML", False),
        retention=get.texts("OUTPUT_RETENTION", ()),
        seeds=get.path(root, "SEEDS_PATH", "seeds"),
        content=get.path(root, "PATH", "content"),
        output=get.path(root, "OUTPUT_PATH", "output"),
        cache=get.path(root, "CACHE_PATH", ".cache"),
        theme=get.folder(root, "THEME", "theme"),
        site_id=get.text("SITE_ID", "") or get.text("SITENAME", "Seedpress"),
        listings=get.kinds("LISTINGS", KINDS, KINDS),
        **of_pictures(get),
        **of_feeds(get),
        look=look(get, root),
        **others(get),
    )
    _check_folders(settings)
    return settings


def _check_folders(settings: Settings) -> None:
    """None is another or within another, and none holds the project; else raises ConfigError.

    A build empties its output of what is no page, and would publish what lies in it.
    """
    named = {
        "SEEDS_PATH": settings.seeds,
        "PATH": settings.content,
        "OUTPUT_PATH": settings.output,
        "CACHE_PATH": settings.cache,
        "THEME": settings.theme,
    }
    real = {name: Path(os.path.realpath(path)) for name, path in named.items()}
    inner = {**real, "the project": Path(os.path.realpath(settings.root))}
    for (name, above), (other, below) in product(real.items(), inner.items()):
        if name != other and (above == below or above in below.parents):
            what = "is also" if above == below else "holds"
            remedy = "give each a folder of its own, beside the others"
            raise wrong(name, f"{named[name]} {what} {other}", remedy)

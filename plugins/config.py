"""The settings of ``pelicanconf.py``, checked once and frozen.

Names are Pelican's where Pelican has one. Everything that a build depends on is here.
"""

from __future__ import annotations

import difflib
import os
import re
import runpy
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from plugins.errors import ConfigError, Problem

#: What a text can be about; SECTIONS says which topics a section holds.
TOPICS = (
    *("world", "conflict", "politics", "society", "economy", "culture"),
    *("science", "technology", "health", "environment", "sport"),
)
UNSET_SITEURL = "https://example.org"
#: Host, maybe port and path: nothing that a browser reads as more, or as less.
_SITEURL = re.compile(
    r"https?://(\[[0-9A-Fa-f:.]+\]|[\w.-]+)(:\d{1,5})?(/(?!\.{1,2}(/|$))[^\s/?#\"'<>\\{}|^`]+)*"
)
#: Every setting of ours, those of Pelican's that we read among them.
NAMES = (
    *("SITENAME", "SITESUBTITLE", "SITE_DESCRIPTION", "SITEURL", "SITE_ID", "TIMEZONE"),
    *("DEFAULT_LANG", "LANGUAGES", "SECTIONS", "DEFAULT_CATEGORY", "CONTACT_EMAIL", "RIGHTS"),
    *("FEED_LIMIT", "SMALL_FEED_LIMIT", "PAGE_LIMIT", "TRUST_HTML", "OUTPUT_RETENTION"),
    *("SEEDS_PATH", "PATH", "OUTPUT_PATH", "CACHE_PATH", "THEME"),
)
#: How alike a misspelt name is to the right one; no name of Pelican's is so like one of ours.
_LIKE = 0.88
_LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


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
    feed_limit: int
    """FEED_LIMIT: entries in feeds of site, sections, sources, languages."""
    small_feed_limit: int
    """SMALL_FEED_LIMIT: entries in feeds of tags and authors."""
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

    @property
    def prefix(self) -> str:
        """SITEURL's path: empty or ``/news``."""
        return urlsplit(self.siteurl).path.rstrip("/")

    @property
    def has_siteurl(self) -> bool:
        """Whether SITEURL was set."""
        return self.siteurl != UNSET_SITEURL


def is_language(tag: str) -> bool:
    """Whether ``tag`` has the form of a BCP 47 language tag."""
    return _LANG.fullmatch(tag) is not None


def load(root: Path, **overrides: Any) -> Settings:
    """Settings of the project in ``root``; ``overrides`` are settings by their names.

    Raises ConfigError naming the setting, or the line of pelicanconf.py that fails.
    """
    path = root / "pelicanconf.py"
    try:
        values = runpy.run_path(str(path))
    except OSError as error:
        raise _bad(str(path), f"cannot be read: {error.strerror}", "restore the file") from error
    except Exception as error:  # whatever a settings file may do wrong
        line = getattr(error, "lineno", None) or _line_of(error, path)
        message, remedy = f"{type(error).__name__}: {error}", "mend this line of Python"
        raise ConfigError(Problem(str(path), message, remedy, line, "config")) from error
    given = {key: value for key, value in overrides.items() if value is not None}
    settings = from_mapping(root, {**values, **given})
    for name in values:
        near = nearest(name)
        if near:
            raise _bad(name, "is no setting", f"did you mean {near}?")
    return settings


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

    Raises ConfigError naming the first setting whose value is wrong.
    """
    get = _Reader(values)
    lang = get.lang("DEFAULT_LANG", "en")
    languages = get.langs("LANGUAGES", (lang,))
    settings = Settings(
        root=root,
        name=get.text("SITENAME", "Seedpress"),
        tagline=get.text("SITESUBTITLE", ""),
        siteurl=get.siteurl(),
        lang=lang,
        languages=(lang, *(other for other in languages if other != lang)),
        timezone=get.zone("TIMEZONE", "UTC"),
        sections=get.sections(),
        default_section=get.text("DEFAULT_CATEGORY", "News"),
        description=get.text("SITE_DESCRIPTION", ""),
        contact=get.text("CONTACT_EMAIL", ""),
        rights=get.text("RIGHTS", ""),
        feed_limit=get.count("FEED_LIMIT", 30),
        small_feed_limit=get.count("SMALL_FEED_LIMIT", 15),
        page_limit=get.count("PAGE_LIMIT", 50),
        trust_html=get.flag("TRUST_HTML", False),
        retention=get.texts("OUTPUT_RETENTION", ()),
        seeds=get.path(root, "SEEDS_PATH", "seeds"),
        content=get.path(root, "PATH", "content"),
        output=get.path(root, "OUTPUT_PATH", "output"),
        cache=get.path(root, "CACHE_PATH", ".cache"),
        theme=get.path(root, "THEME", "theme"),
        site_id=get.text("SITE_ID", "") or get.text("SITENAME", "Seedpress"),
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
            raise _bad(name, f"{named[name]} {what} {other}", remedy)


def _bad(where: str, message: str, remedy: str) -> ConfigError:
    return ConfigError(Problem(where, message, remedy, code="config"))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads values of the expected type, or says which setting is wrong."""

    values: Mapping[str, Any]

    def _get(self, name: str, default: Any, fits: Callable[[Any], bool], wanted: str) -> Any:
        value = self.values.get(name)
        if value is None:
            return default
        if not fits(value):
            raise _bad(name, f"is {value!r}", f"give {wanted} in pelicanconf.py")
        return value

    def text(self, name: str, default: str) -> str:
        return str(self._get(name, default, lambda v: isinstance(v, str), "a text in quotes"))

    def count(self, name: str, default: int) -> int:
        def fits(value: Any) -> bool:
            return isinstance(value, int) and not isinstance(value, bool) and value > 0

        return int(self._get(name, default, fits, "a whole number above 0"))

    def flag(self, name: str, default: bool) -> bool:
        return bool(self._get(name, default, lambda v: isinstance(v, bool), "True or False"))

    def texts(self, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
        def fits(value: Any) -> bool:
            return isinstance(value, list | tuple) and all(isinstance(v, str) for v in value)

        return tuple(self._get(name, default, fits, "a list of texts"))

    def lang(self, name: str, default: str) -> str:
        def fits(value: Any) -> bool:
            return isinstance(value, str) and is_language(value)

        return str(self._get(name, default, fits, 'a language tag such as "fr" or "pt-BR"'))

    def langs(self, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
        found = self.texts(name, default)
        for lang in found:
            if not is_language(lang):
                raise _bad(name, f"holds {lang!r}", 'give language tags such as "fr", "pt-BR"')
        return found

    def zone(self, name: str, default: str) -> ZoneInfo:
        key = self.text(name, default)
        try:
            return ZoneInfo(key)
        except (ValueError, OSError, KeyError) as error:
            remedy = 'give an IANA zone such as "Europe/Paris"'
            raise _bad(name, f"no time zone is called {key!r}", remedy) from error

    def siteurl(self) -> str:
        url = self.text("SITEURL", "").rstrip("/") or UNSET_SITEURL
        if not _SITEURL.fullmatch(url):
            raise _bad("SITEURL", f"is {url!r}", 'give a full address such as "https://news.org"')
        return url

    def sections(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        value = self.values.get("SECTIONS") or {}
        if not isinstance(value, Mapping):
            raise _bad("SECTIONS", f"is {value!r}", 'give a dict such as {"World": ["world"]}')
        for name, topics in value.items():
            if isinstance(topics, str) or not set(topics) <= set(TOPICS):
                message = f"gives {name!r} the topics {topics!r}"
                raise _bad("SECTIONS", message, f"give a list of some of {', '.join(TOPICS)}")
        return tuple((str(name), tuple(topics)) for name, topics in value.items())

    def path(self, root: Path, name: str, default: str) -> Path:
        value = self._get(name, default, lambda v: isinstance(v, str | Path) and bool(v), "a path")
        return Path(root, value).absolute()

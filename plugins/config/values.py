"""Values of settings, each of the type that is expected, or a word on which one is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from plugins.config.reach import is_web
from plugins.errors import ConfigError, Problem
from plugins.model import FeedFormat

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
#: Kinds of lists in the order in which README names them.
KINDS = ("section", "tag", "author", "source", "language", "archive")
_ALL_FORMATS: tuple[FeedFormat, ...] = ("rss", "atom", "json")
#: Formats of feeds by the kind of their scope.
FEED_FORMATS: Mapping[str, tuple[FeedFormat, ...]] = {
    "site": _ALL_FORMATS,
    "section": _ALL_FORMATS,
    "source": _ALL_FORMATS,
    "language": _ALL_FORMATS,
    "tag": ("atom",),
    "author": ("atom",),
}
#: A phone's page, one of twice the density or a column, and a column of twice the density.
PICTURE_WIDTHS = (480, 960, 1440)
PICTURE_FORMATS = ("avif", "webp")
_WIDEST = 4096
#: A card takes 9 ms of a processor: these 2 s of a build from nothing.
SOCIAL_CARDS = 200
#: Entries in feeds by the kind of their scope: there are hundreds of tags, each with few readers.
FEED_LIMITS: Mapping[str, int] = {
    **dict.fromkeys(("site", "section", "source", "language"), 30),
    **dict.fromkeys(("tag", "author"), 15),
}
#: Endings of compressed copies that web servers know.
COMPRESSED = ("gz", "br")
#: Files that hosts read beside what they serve, and what the theme calls them.
HOST_FILES: Mapping[str, str] = {"_headers": "_headers", ".htaccess": "htaccess"}
_ASCII = re.compile(r"[!-~]+")
_LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def is_language(tag: str) -> bool:
    """Whether ``tag`` has the form of a BCP 47 language tag."""
    return _LANG.fullmatch(tag) is not None


def wrong(where: str, message: str, remedy: str) -> ConfigError:
    return ConfigError(Problem(where, message, remedy, code="config"))


@dataclass(frozen=True, slots=True)
class Values:
    """Reads values of the expected type, or says which setting is wrong."""

    values: Mapping[str, Any]

    def _get(self, name: str, default: Any, fits: Callable[[Any], bool], wanted: str) -> Any:
        value = self.values.get(name)
        if value is None:
            return default
        if not fits(value):
            raise wrong(name, f"is {value!r}", f"give {wanted} in pelicanconf.py")
        return value

    def text(self, name: str, default: str) -> str:
        return str(self._get(name, default, lambda v: isinstance(v, str), "a text in quotes"))

    def formed(self, name: str, is_formed: Callable[[str], bool], wanted: str) -> str:
        """A text of some form, or none."""

        def fits(value: Any) -> bool:
            return value == "" or (isinstance(value, str) and is_formed(value))

        return str(self._get(name, "", fits, wanted))

    def count(self, name: str, default: int) -> int:
        def fits(value: Any) -> bool:
            return isinstance(value, int) and not isinstance(value, bool) and value > 0

        return int(self._get(name, default, fits, "a whole number above 0"))

    def number(self, name: str, default: int) -> int:
        def fits(value: Any) -> bool:
            return isinstance(value, int) and not isinstance(value, bool) and value >= 0

        return int(self._get(name, default, fits, "a whole number, 0 for none"))

    def flag(self, name: str, default: bool) -> bool:
        return bool(self._get(name, default, lambda v: isinstance(v, bool), "True or False"))

    def texts(self, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
        def fits(value: Any) -> bool:
            return isinstance(value, list | tuple) and all(isinstance(v, str) for v in value)

        return tuple(self._get(name, default, fits, "a list of texts"))

    def some(self, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """One text or two."""
        value = self.values.get(name)
        found = (value,) if isinstance(value, str) else self.texts(name, ())
        if len(found) > 2:
            raise wrong(name, f"is {value!r}", "give one text, or two: for light and dark paper")
        return tuple(each for each in found if each) or default

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """Names and what belongs to each, in order."""

        def fits(value: Any) -> bool:
            return isinstance(value, list | tuple) and all(
                isinstance(pair, list | tuple)
                and len(pair) == 2
                and all(isinstance(v, str) and v for v in pair)
                for pair in value
            )

        given = self._get(name, (), fits, 'a list such as [("Legal notice", "legal/")]')
        return tuple((str(first), str(second)) for first, second in given)

    def lang(self, name: str, default: str) -> str:
        def fits(value: Any) -> bool:
            return isinstance(value, str) and is_language(value)

        return str(self._get(name, default, fits, 'a language tag such as "fr" or "pt-BR"'))

    def langs(self, name: str, first: str) -> tuple[str, ...]:
        """Tags of languages, ``first`` before the others."""
        found = self.texts(name, ())
        for lang in found:
            if not is_language(lang):
                raise wrong(name, f"holds {lang!r}", 'give language tags such as "fr", "pt-BR"')
        return (first, *(lang for lang in found if lang != first))

    def zone(self, name: str, default: str) -> ZoneInfo:
        key = self.text(name, default)
        try:
            return ZoneInfo(key)
        except (ValueError, OSError, KeyError) as error:
            remedy = 'give an IANA zone such as "Europe/Paris"'
            raise wrong(name, f"no time zone is called {key!r}", remedy) from error

    def siteurl(self) -> str:
        url = self.text("SITEURL", "").rstrip("/") or UNSET_SITEURL
        if not (_SITEURL.fullmatch(url) and is_web(url)):
            raise wrong("SITEURL", f"is {url!r}", 'give a full address such as "https://news.org"')
        return url

    def sections(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        value = self.values.get("SECTIONS") or {}
        if not isinstance(value, Mapping):
            raise wrong("SECTIONS", f"is {value!r}", 'give a dict such as {"World": ["world"]}')
        for name, topics in value.items():
            if isinstance(topics, str) or not set(topics) <= set(TOPICS):
                message = f"gives {name!r} the topics {topics!r}"
                raise wrong("SECTIONS", message, f"give a list of some of {', '.join(TOPICS)}")
        return tuple((str(name), tuple(topics)) for name, topics in value.items())

    def kinds(self, name: str, default: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
        found = self.texts(name, default)
        if not set(found) <= set(known):
            raise wrong(name, f"is {found!r}", f"give a list of some of {', '.join(known)}")
        return found

    def limits(self, name: str) -> tuple[tuple[str, int], ...]:
        """Each kind of scope with its number: the one given, else the usual one."""

        def fits(value: Any) -> bool:
            return (
                isinstance(value, Mapping)
                and value.keys() <= FEED_LIMITS.keys()
                and all(type(each) is int and each > 0 for each in value.values())
            )

        given = self._get(name, {}, fits, 'a dict such as {"site": 30, "tag": 15}')
        return tuple({**FEED_LIMITS, **given}.items())

    def addresses(self, name: str) -> tuple[str, ...]:
        found = self.texts(name, ())
        for each in found:
            if not (_ASCII.fullmatch(each) and is_web(each)):
                raise wrong(
                    name, f"holds {each!r}", 'give addresses such as "https://hub.example/"'
                )
        return found

    def formats(self, name: str) -> tuple[tuple[str, tuple[FeedFormat, ...]], ...]:
        """Each kind of scope with its formats, in their usual order."""

        def fits(value: Any) -> bool:
            return isinstance(value, Mapping) and all(
                kind in FEED_FORMATS and not isinstance(its, str) and set(its) <= set(_ALL_FORMATS)
                for kind, its in value.items()
            )

        wanted = 'a dict such as {"site": ["rss", "atom", "json"], "tag": ["atom"]}'
        given = self._get(name, FEED_FORMATS, fits, wanted)
        return tuple(
            (kind, tuple(fmt for fmt in _ALL_FORMATS if fmt in given[kind]))
            for kind in FEED_FORMATS
            if kind in given
        )

    def widths(self, name: str) -> tuple[int, ...]:
        """Pixels, growing, each once."""

        def fits(value: Any) -> bool:
            return isinstance(value, list | tuple) and all(
                isinstance(v, int) and not isinstance(v, bool) and 0 < v <= _WIDEST for v in value
            )

        wanted = f"a list of numbers of pixels up to {_WIDEST} such as {PICTURE_WIDTHS}"
        return tuple(sorted(set(self._get(name, PICTURE_WIDTHS, fits, wanted))))

    def picture_formats(self, name: str) -> tuple[str, ...]:
        found = self.texts(name, PICTURE_FORMATS)
        if not set(found) <= set(PICTURE_FORMATS):
            raise wrong(name, f"is {found!r}", f"give a list of some of {PICTURE_FORMATS}")
        return found

    def function(self, name: str) -> Any:
        return self._get(name, None, callable, "a function that makes an executor")

    def named(self, name: str, fit: Callable[[Any], bool] = lambda _: True) -> Mapping[str, Any]:
        """Things that ``fit``, by the names that templates give them."""

        def fits(value: Any) -> bool:
            return isinstance(value, Mapping) and all(
                isinstance(key, str) and fit(meant) for key, meant in value.items()
            )

        what = "what they mean" if fit(None) else "functions"
        return dict(self._get(name, {}, fits, f"a dictionary of names and {what}"))

    def folder(self, root: Path, name: str, default: str) -> Path:
        """One that is there, if the setting names it."""
        path = self.path(root, name, default)
        if self.values.get(name) is not None and not path.is_dir():
            raise wrong(name, f"names {path}, where no folder is", "give the path of one")
        return path

    def path(self, root: Path, name: str, default: str) -> Path:
        value = self._get(name, default, lambda v: isinstance(v, str | Path) and bool(v), "a path")
        return Path(root, value).absolute()

"""What containers say of a text, as the values that a post holds: the first that can be read."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from plugins.convert.data import words
from plugins.convert.metadata.moments import find
from plugins.convert.metadata.sources import of_address
from plugins.convert.types import Given, Seen
from plugins.dates import at_start_of, parse_iso, utc
from plugins.model import Author, Dropped, Source
from plugins.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from zoneinfo import ZoneInfo

Said = tuple[str, str, str]
"""Field, value and evidence. Fields: ``title``, ``summary``, ``published``, ``updated``,
``captured`` (when the text was seen), ``authors`` (one or more), ``publisher``, ``url``, ``lang``,
``tags`` (one or more)."""

_LONGEST_TITLE, _LONGEST_SUMMARY, _LONGEST_NAME = 300, 1000, 80
_MOST_AUTHORS, _MOST_TAGS, _LONGEST_TAG = 12, 8, 50
#: Before it no text of a newsroom has a date; programs write it for "unknown".
_FIRST_YEAR = 1900
_LANG = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}|[a-z]{2}|\d{3}))?(?:[-_.].*)?$", re.IGNORECASE)
#: Titles that a program gave: "Microsoft Word - draft.docx", "untitled", "Document1".
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)|untitled|document|dokument|sans titre|no title"
    r"|word document|unbenannt|presentation|slide)\W*\d*(?:\s-\s.*)?$"
    r"|.*\.(?:docx?|odt|pdf|rtf|indd|qxd|txt|html?|eml|pages|wpd|tex|dvi)$",
    re.IGNORECASE,
)
#: Names of accounts and programs that stand where an author would.
_NOBODY = re.compile(
    r"(?:administrator|admin|user|utilisateur|benutzer|root|owner|author|unknown|anonymous|guest"
    r"|windows user|microsoft(?: office)? user|python-docx|apache poi|un-named|staff|system|pc"
    r"|none|null|n/?a|default|webmaster|redaktion@.*|(?:.*\bno-?reply\b.*))$",
    re.IGNORECASE,
)
#: Between two names, or two tags, in one value.
_BETWEEN_NAMES = re.compile(r"\s*(?:;|\||\n|,\s(?=\S+\s)|\s(?:and|et|und)\s)\s*")
_BETWEEN_TAGS = re.compile(r"\s*[,;|\n]\s*")
_MAIL = re.compile(r"<?[^\s<>()]+@[^\s<>()]+>?|\([^()]*@[^()]*\)")


def given(said: Iterable[Said], zone: ZoneInfo, sure: float = 0.9) -> tuple[Given, ...]:
    """Of each field the first value that can be read; ``zone`` is that of times without one."""
    chosen: dict[str, Given] = {}
    readers = _readers(zone)
    collected: dict[str, list[Said]] = {}
    for each in said:
        collected.setdefault(each[0], []).append(each)
    for name, read in readers.items():
        for _, value, evidence in collected.get(name, ()):
            found = read(value)
            if found and (name not in chosen or _is_closer(found, chosen[name].value)):
                chosen[name] = Given(name, found, evidence, sure)
    return tuple(_with_source(chosen))


def _is_closer(later: object, first: object) -> bool:
    """Whether a time says more than one already found: the same day, to the second."""
    if isinstance(later, Seen) and isinstance(first, Seen):
        return first.is_day and _is_closer(later.moment, first.moment)
    if not (isinstance(later, datetime) and isinstance(first, datetime)):
        return False
    is_day = (first.minute, first.second) == (0, 0)
    return is_day and timedelta() < later - first < timedelta(days=1)


def _readers(zone: ZoneInfo) -> dict[str, Callable[[str], Any]]:
    return {
        "title": title,
        "summary": _summary,
        "published": lambda text: moment(text, zone),
        "updated": lambda text: moment(text, zone),
        "captured": lambda text: _seen(text, zone),
        "authors": authors,
        "publisher": _name,
        "url": of_address,
        "lang": lang,
        "tags": tags,
    }


def _with_source(chosen: dict[str, Given]) -> Iterator[Given]:
    """The publisher and the address as one source; a change is one only after publication."""
    publisher, url = chosen.pop("publisher", None), chosen.pop("url", None)
    first, later = chosen.get("published"), chosen.get("updated")
    if later and (first is None or later.value <= first.value):
        del chosen["updated"]
    if later and first is None:
        chosen["published"] = Given("published", later.value, later.evidence, later.confidence / 2)
    yield from chosen.values()
    if publisher or url:
        address = url.value.url if url else ""
        name = publisher.value if publisher else url.value.title if url else ""
        evidence = ", ".join(each.evidence for each in (publisher, url) if each)
        sure = max(each.confidence for each in (publisher, url) if each)
        yield Given("source", Source(name, address), evidence, sure)


def moment(text: str, zone: ZoneInfo) -> datetime | None:
    """A time in ISO 8601, as mails write it, or with the name of its month.

    None where it is none of them, says more that may matter, or is in another age.
    """
    plain = text.strip()[:80]
    try:
        found = parse_iso(plain, zone)
    except (ValueError, OverflowError):
        try:
            read = parsedate_to_datetime(plain)
            found = utc(read if read.tzinfo else read.replace(tzinfo=zone))
        except (ValueError, TypeError, OverflowError, IndexError):
            return _written(plain, zone)
    return found if found.year >= _FIRST_YEAR else None


def _written(text: str, zone: ZoneInfo) -> datetime | None:
    """The time that ``text`` is, whole, beside the name of a weekday."""
    for mention in find(text, "", zone)[:1]:
        beside = re.findall(r"\w+", f"{text[: mention.start]} {text[mention.end :]}".lower())
        if mention.sure == 1 and words("calendar", "weekdays").issuperset(beside):
            return mention.moment or at_start_of(mention.day, zone)
    return None


def unread(said: Iterable[Said], zone: ZoneInfo) -> Iterator[Dropped]:
    """The dates among ``said`` that nobody can read, which would be lost without a word."""
    for field, value, evidence in said:
        if field in {"published", "updated"} and value.strip() and moment(value, zone) is None:
            yield Dropped(0, one_line(f"{evidence}: {value[:200]}"), "date that cannot be read")


def _seen(text: str, zone: ZoneInfo) -> Seen | None:
    """When a text was seen, if ``text`` says that."""
    found = moment(text, zone)
    if found is None:
        return None
    is_midnight = found.astimezone(zone).time() == time()
    return Seen(found, is_day=is_midnight and ":" not in text)


def title(text: str) -> str:
    """``text`` if somebody wrote it as a title, else nothing."""
    plain = one_line(text[: 2 * _LONGEST_TITLE])
    if not any(char.isalnum() for char in plain) or _NO_TITLE.match(plain):
        return ""
    return plain if len(plain) <= _LONGEST_TITLE else ""


def authors(text: str) -> tuple[Author, ...]:
    """The names in ``text``, without mail addresses and addresses of pages."""
    names = (_name(part) for part in _BETWEEN_NAMES.split(text[:1000]))
    kept = dict.fromkeys(name for name in names if name and not _NOBODY.match(name))
    return tuple(Author(name) for name in [*kept][:_MOST_AUTHORS])


def lang(text: str) -> str:
    """A language tag in its usual form: ``pt-BR``."""
    match = _LANG.match(text.strip()[:40])
    if not match:
        return ""
    region = match[2] or ""
    region = region.title() if len(region) == 4 else region.upper()
    return match[1].lower() + (f"-{region}" if region else "")


def tags(text: str) -> tuple[str, ...]:
    """The words parted by commas, semicolons or line ends."""
    found: dict[str, str] = {}
    for part in _BETWEEN_TAGS.split(text[:2000]):
        name = one_line(part).strip(" #\"'")
        if (
            1 < len(name) <= 50
            and any(map(str.isalpha, name))
            and not re.search(r"[<>@]|://", name)
        ):
            found.setdefault(name.casefold(), name)
    return tuple([*found.values()][:_MOST_TAGS])


def _summary(text: str) -> str:
    plain = one_line(text[: 2 * _LONGEST_SUMMARY])
    return plain if len(plain) <= _LONGEST_SUMMARY else ""


def _name(text: str) -> str:
    """A person's or an organisation's name."""
    plain = one_line(_MAIL.sub(" ", text[: 4 * _LONGEST_NAME])).strip(" \"'<>(),;|:")
    plain = re.sub(r"^(?:by|par|von|por|di|door|av|od)\s+", "", plain, flags=re.IGNORECASE)
    has_letters = any(char.isalpha() for char in plain)
    is_name = has_letters and 2 <= len(plain) <= _LONGEST_NAME and "://" not in plain
    return plain if is_name else ""

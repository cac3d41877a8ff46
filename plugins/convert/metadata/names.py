"""Whether a few words are the name of a person who may have written a text."""

from __future__ import annotations

import re
from functools import lru_cache

import stopwordsiso

from plugins.convert.data import phrases, table, words
from plugins.convert.metadata import papers
from plugins.convert.metadata.language import base
from plugins.convert.metadata.places import is_place

#: Small words inside names, after the first word.
_PARTICLES = frozenset(
    "de da di do du del della dei des dos das van von vom v. zu zum zur der den ter ten la le las"
    " los el al bin ibn ben abu af av y e i d' l' st st. mac mc o'".split()
)
_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’·][^\W\d_]+)*\.?")
_DENSE = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff]{2,4}(?:[ \u3000・][\u3040-\u30ff\u3400-\u9fff]{1,6})?"
)
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]{2,4}")
_MAX = 48
#: Characters of the longest last word of a name that has a full stop: ``Jr.``
_SHORT_END = 4
#: What ends a name that is none of a person's.
_PEN_END = re.compile(
    r"\s*[|•·@(\[:;,]|\s(?:am|on|le|at|in|um|à|den|em|el|il)\s|\s[–—-]\s|\s\d"
    r"|\s(?i:(?:ein|leave a|no|schreibe? einen|keine|un|laisser un) (?:comment|kommentar))"
)
_DESK = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(sorted(words('phrases', 'desks')))})(?![^\W\d_])")


def agency(text: str) -> str:
    """The name of the news agency that ``text`` is, or an empty text."""
    return _agencies().get(text.strip(" .()[]/–-").casefold(), "")


@lru_cache(maxsize=1)
def _agencies() -> dict[str, str]:
    known: dict[str, str] = table("agencies")["agencies"]
    return {form.strip(): name for name, forms in known.items() for form in forms.split("|")}


def key(name: str) -> str:
    """What the forms of a name have in common: case and spaces."""
    return re.sub(r"[\s.]+", "", name.casefold())


@lru_cache(maxsize=8192)
def person(text: str, lang: str) -> str:
    """``text`` as the name of a person, in mixed case, or an empty text where it is none."""
    name = text.strip(' \t,;:|•·–—-_*"“”«»\u00a0').removesuffix("’s").removesuffix("'s")
    if not 4 <= len(name) <= _MAX or agency(name):
        return _dense(name) if 2 <= len(name) <= _MAX and not agency(name) else ""
    if _IDEOGRAPH.search(name):
        return _dense(name)
    tokens = name.split()
    if len(tokens) == 4 and tokens[:2] == tokens[2:]:  # a picture's text and the name below it
        tokens = tokens[:2]
    if not _is_name(tokens, lang) or is_place(name, lang) or name in papers.known():
        return ""
    if len(tokens[-1]) > _SHORT_END and name.endswith("."):  # the end of a sentence
        return ""
    shouted = name.isupper() and name.lower() != name
    return " ".join(_calm(token) for token in tokens) if shouted else " ".join(tokens)


def pen_name(text: str, *, short: bool) -> str:
    """The desk (``Slate Staff``) that ``text`` begins with, or the one or two words it is.

    The latter only where ``short`` is true, up to a mark or a date; else an empty text.
    """
    name = _PEN_END.split(text.strip(), maxsplit=1)[0].strip(' \t,;:.|•·–—-_*"“”«»\u00a0')
    if not 2 < len(name) <= _MAX or agency(name) or name[0] in "([{":
        return ""
    many = len(name.split())
    if _DESK.search(name.casefold()) and (name[0].isupper() or name[0].isdigit()) and many < 6:
        return name if many > 1 or "-" in name else ""
    if not short or many != 1 or not name[0].isalpha():
        return ""
    folded = name.casefold()
    return "" if folded in _no_names() and folded not in words("phrases", "desks") else name


def _dense(name: str) -> str:
    return name if _DENSE.fullmatch(name) or _HANGUL.fullmatch(name) else ""


def _is_name(tokens: list[str], lang: str) -> bool:
    small = [token for token in tokens if token.casefold() in _PARTICLES]
    if small[:1] == tokens[:1] and _is_given(tokens[0]):  # Ben, Al
        small = small[1:]
    full = [token for token in tokens if token not in small]
    if not 2 <= len(full) <= 4 or len(tokens) > 6 or tokens[-1].casefold() in _PARTICLES:
        return False
    if tokens[0].casefold() in {"le", "la", "les", "der", "die", "das", "el", "los", "las", "il"}:
        return False
    if sum(len(token) > 2 for token in full) < 1 or not any(len(t.strip(".")) > 1 for t in full):
        return False
    shouted = [token.isupper() and len(token) > 2 and "." not in token for token in full]
    if any(shouted) and not all(token.isupper() for token in full):
        known = _is_given(full[0]) or base(lang) == "fr"
        family = shouted == [False, True] and len(full[1]) > 4 and known
        return family and not _ordinary(full[1], lang)  # else an institution's initials
    return all(_TOKEN.fullmatch(token) and _stands_high(token) for token in full) and not any(
        _ordinary(token, lang) for token in full
    )


def _is_given(token: str) -> bool:
    return token.casefold() in given()


@lru_cache(maxsize=1)
def given() -> frozenset[str]:
    """Given names of many countries, casefolded."""
    tables = ("given", "given_more", "given_el", "given_ru_men", "given_ru_women")
    return frozenset().union(*(words("names", name) for name in tables))


def _stands_high(token: str) -> bool:
    """Whether ``token`` begins with a capital letter, or its script has none."""
    return token[0].isupper() or not (token[0].islower() or token[0].istitle())


def _ordinary(token: str, lang: str) -> bool:
    word = token.casefold().rstrip(".")
    if word in _no_names():
        return True
    return len(word) > 2 and word in _stop_words(base(lang))


@lru_cache(maxsize=1)
def _no_names() -> frozenset[str]:
    trades = (*phrases("phrases", "roles"), *phrases("phrases", "experts"))
    roles = {word for phrase in trades for word in phrase.casefold().split()}
    days = words("calendar", "weekdays") - words("names", "given")
    return frozenset(roles - {"press"}) | words("names", "no_names") | days


@lru_cache(maxsize=64)
def _stop_words(lang: str) -> frozenset[str]:
    """Stop words that are no given or family name."""
    return frozenset(stopwordsiso.stopwords(lang)) - words("names", "also_names")


def _calm(token: str) -> str:
    """``McDONALD-SMITH`` in mixed case."""
    return re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), token)

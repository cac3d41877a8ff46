"""Words before the name of who wrote a text: "By", "Author:", in a line or as a whole line."""

from __future__ import annotations

import re
from functools import lru_cache

from plugins.convert.data import phrases, table
from plugins.convert.metadata.bare import bare_text
from plugins.convert.metadata.language import base


def says(text: str, lang: str) -> bool:
    """Whether a line begins with words such as "By"."""
    return opening(bare_text(text), lang) is not None


def announces(text: str, lang: str) -> bool:
    """Whether a line is nothing but words such as "By" or "Author"."""
    if len(text) > _ANNOUNCING:
        return False
    bare = _FORMS.sub("", text.casefold().strip(" :：*_•|–—-/[]"))
    listed = _announcing(base(lang))
    return bool(bare) and all(part.strip() in listed for part in bare.split("/"))


#: Characters of the longest line that announces a name.
_ANNOUNCING = 40
#: Ends of words that name writers of both kinds: ``Autor:in``, ``Auteur(s)``.
_FORMS = re.compile(r"\(e?s\)|\(in(?:nen)?\)|[:*_·](?:in(?:nen)?|e)\b|\s*:$")


@lru_cache(maxsize=32)
def _announcing(lang: str) -> frozenset[str]:
    listed: dict[str, str] = table("phrases")["bylines"]
    said = {each.strip(" :：") for code in (lang, "en") for each in listed.get(code, "").split("|")}
    return frozenset(said - {""}) | frozenset(phrases("phrases", "announcing"))


def opening(text: str, lang: str) -> re.Match[str] | None:
    """The words before names that ``text`` begins with, of ``lang``, of English, plainly of any."""
    pattern, starts = _pattern(base(lang))
    return pattern.match(text) if text[:_FIRST].casefold() in starts else None


#: Letters of which one look tells that nothing begins so: there are 200 phrases.
_FIRST = 2


@lru_cache(maxsize=32)
def _pattern(lang: str) -> tuple[re.Pattern[str], frozenset[str]]:
    """What stands before names; letters need a space behind them. And the first of all letters."""
    listed: dict[str, str] = table("phrases")["bylines"]
    words = {each.strip() for code in (lang, "en") for each in listed.get(code, "").split("|")}
    words |= _everywhere()
    ordered = sorted(words - {""}, key=lambda word: (-len(word), word))
    whole = "|".join(_opener(word) for word in ordered)
    starts = frozenset(word[:_FIRST].casefold() for word in ordered)
    return re.compile(f"(?:{whole})", re.IGNORECASE), starts


@lru_cache(maxsize=1)
def _everywhere() -> frozenset[str]:
    """Words before names that are so plain that the text's language does not matter."""
    listed: dict[str, str] = table("phrases")["bylines"]
    known = (each.strip() for said in listed.values() for each in said.split("|"))
    return frozenset(each for each in known if each[-1:] in {":", "："} or " " in each)


def _opener(word: str) -> str:
    escaped = re.escape(word).replace(r"\ ", r"\s+")
    return escaped + (r"\s*(?!in(?:nen)?\b)" if word[-1] in ":：／・/-—＝" else r"\s+")

"""Lines that are a name and hardly more: of a person, of a desk, of whoever is announced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.convert.metadata import bios, bylines, date_words, openers
from plugins.convert.metadata.bare import bare_text
from plugins.convert.metadata.names import pen_name
from plugins.convert.metadata.standing import ONLY, Standing
from plugins.convert.metadata.told import Found, Told
from plugins.convert.types import Line

#: Characters of a line that may be short once its addresses are gone.
_LINKED = 300
#: A post of somebody, quoted.
_POST = re.compile(r"[>\s]*[—–-]\s.{2,60}\(@")
#: One word, which may be what somebody calls themselves.
_WORD = re.compile(r"[^\W_]{3,20}")
#: Marks that set a whole line apart: it is emphasised, or behind a dash.
_APART = re.compile(r"([*_]{1,3})[^*_\s].*\1|[—–][^\W\d_].*|[—–]\s?[^\W\d_].*")
_ENDS = re.compile(r"[.!?…:：]$")


def of(places: Standing, lang: str, said: frozenset[Line]) -> Found:
    """Lines that are only names, or names with a date or a role; none of those ``said``."""
    for index, line in enumerate(places.lines):
        word = _is_a_word(line.text) and not places.may_be_a_word(index)
        if word or line in said or not _may_be(line.text, lang):
            continue
        bare = bare_text(line.text)
        names, beside = bylines.alone(line.text, lang)
        signs = {"date or role beside"} if beside else set()
        if not names:
            names, signs = _other(index, bare, places)
        if names:
            signs = signs | set(_looks(line.text, bare, names))
        yield from (Told(name, line, frozenset(signs)) for name in names if not name[0].islower())


def _is_a_word(text: str) -> bool:
    """Whether a line is a single word of a script in which nobody's full name is one."""
    return text.isascii() and "-" not in text and len(text.split(maxsplit=1)) < 2


def _may_be(text: str, lang: str) -> bool:
    """Whether a line is short, and neither a byline nor a post that the text quotes."""
    if len(text) > _LINKED or (len(text) > ONLY and len(bare_text(text)) > ONLY):
        return False
    label = text.endswith((":", "："))
    return not (label or _POST.match(text) or openers.says(text, lang))


def _other(index: int, bare: str, places: Standing) -> tuple[tuple[str, ...], set[str]]:
    """Desks and those who write under one word, where a byline may stand; with their signs."""
    if places.is_near(index) and (desk := pen_name(bare, short=False)):
        return (desk,), {"desk"}
    if places.is_announced(index) and _may_be_anybody(bare):
        return (bare,), {"whoever is announced"}
    beside = _WORD.fullmatch(bare) and places.is_beside_date(index)
    word = pen_name(bare, short=True) if beside else ""
    return ((word,), {"one word beside a date"}) if word else ((), set())


def _may_be_anybody(bare: str) -> bool:
    """Whether a line may be a name of any kind: short, no sentence and no label."""
    short = len(bare) <= ONLY and bare[:1].isupper()
    return short and not _ENDS.search(bare) and not date_words.said(bare)


def _looks(text: str, bare: str, names: tuple[str, ...]) -> Iterator[str]:
    """Signs of how the line is written."""
    holds = {
        "alone": True,
        "several": len(names) > 1,
        "portrait": bios.unpictured(bare)[1],
        "set apart": _APART.fullmatch(text) is not None,
        "capitals": bare.isupper() and bare.lower() != bare,
        "family in capitals": not bare.isupper()
        and any(name.split()[-1].isupper() and len(name.split()[-1]) > 2 for name in names),
    }
    yield from (sign for sign, true in holds.items() if true)

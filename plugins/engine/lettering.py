"""Names as they are set on pages: how wide they run, in which order and script they stand."""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache

from babel.core import get_global

#: Widths in the heavy serif, in halves of an em, of letters that are no usual ones.
_WIDE, _CAPITAL, _USUAL, _NARROW = 1.7, 1.35, 1.0, 0.65
_NARROW_LETTERS = frozenset("fijlrtIJ'’‘.,:;!|()[]- \u00a0\u202f")
_WIDE_LETTERS = frozenset("MWmw@%&ŒœÆæШЩЖЮшщжю—")
#: Breadths of names up to which a size is fit.
_NAMEPLATES = ((9.0, "ear"), (18.5, "line"), (31.0, "long"), (math.inf, "endless"))
_LONGEST_WORD = 26.0
#: Letters that Unicode does not take apart, as alphabets in common order them.
_FOLDED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "æ": "ae", "œ": "oe", "ı": "i"})
#: Languages that are not written in Latin letters, by the script of which the theme has a font;
#: the others are set in the system's own.
_SCRIPTS = {
    **dict.fromkeys("ar ckb fa ps sd ug ur".split(), "arabic"),
    **dict.fromkeys("be bg mk ru sr uk".split(), "cyrillic"),
    "el": "greek",
    **dict.fromkeys("am bn he hi hy ja ka ko ta te th yi zh".split(), ""),
}
_SERIF, _SANS = "source-serif-4-{}-wght-normal.woff2", "source-sans-3-{}-wght-normal.woff2"
_ARABIC = "noto-naskh-arabic-arabic-wght-normal.woff2"
#: Languages whose Latin letters are more than those of the West.
_MORE_LATIN = frozenset("az bs cs et hr hu lt lv mt pl ro sk sl sq tr vi".split())
#: Letters for each of which there is a font of its own.
_OF_FONTS = {
    "latin-ext": re.compile("[\u0100-\u0130\u0132-\u0151\u0154-\u024f\u1e00-\u1eff]"),
    "cyrillic": re.compile("[\u0400-\u052f]"),
    "greek": re.compile("[\u0370-\u03ff]"),
    "arabic": re.compile("[\u0600-\u077f]"),
}
_TERRITORY = re.compile("[A-Za-z]{2}")
#: Territories that Open Graph's list has for a language, where others are the likeliest.
_OG_TERRITORIES = {"ar": "AR", "pt": "PT"}
#: Writing systems that one language mixes, by the first word of their characters' names.
_TOGETHER = {"HIRAGANA": "CJK", "KATAKANA": "CJK", "KATAKANA-HIRAGANA": "CJK"}


def nameplate(name: str) -> str:
    """Which size a site's name is set in: the last part of ``nameplate--…``.

    The bounds go with the sizes in the style sheet: ``ear`` leaves room for the date and the
    tools on both sides, ``line`` and ``long`` fill one line of a wide screen at most.
    """
    if longest_word(name) > _LONGEST_WORD:
        return "word"
    width = breadth(name)
    return next(size for limit, size in _NAMEPLATES if width <= limit)


def breadth(text: str) -> float:
    """How wide a name runs in the nameplate, in halves of an em, to about a tenth."""
    return sum(_width(letter) for letter in text)


def longest_word(text: str) -> float:
    """The ``breadth`` of what cannot be broken; scripts without spaces break anywhere."""
    words = re.split(r"[\s\-\u2010-\u2014]+", re.sub(r"[^\x00-\u10ff\u1e00-\u2fff]", " ", text))
    return max(map(breadth, words))


def _width(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 2.0
    if letter in _WIDE_LETTERS:
        return _WIDE
    if letter in _NARROW_LETTERS:
        return _NARROW
    return _CAPITAL if letter.isupper() else _USUAL


def script(text: str) -> str:
    """The writing system of the first letter: ``LATIN``, ``ARABIC``, ``CJK``…; or empty."""
    first = next(filter(str.isalpha, text), "")
    name = unicodedata.name(first, "").partition(" ")[0] if first else ""
    return _TOGETHER.get(name, name)


def in_order(text: str, first: str = "LATIN") -> tuple[int, str, str, str]:
    """The key by which names are sorted; total, and the same on every machine.

    Names in the script ``first`` stand before the others', Latin before the rest; within a
    script by base letters, then by accents, then by case.
    """
    own = script(text) or first
    rank = 0 if own == first else 1 if own == "LATIN" else 2
    apart = unicodedata.normalize("NFKD", text.casefold()).translate(_FOLDED)
    letters = "".join(c for c in apart if c.isalnum() or c.isspace())
    return rank, own if rank == 2 else "", letters, f"{apart}\0{text}"


def faces(lang: str) -> tuple[str, ...]:
    """The fonts that a page in ``lang`` (BCP 47) needs first: none where it has the system's."""
    letters = _letters(lang)
    if letters == "arabic":
        return (_ARABIC,)
    more = "vietnamese" if _primary(lang) == "vi" else "latin-ext"
    wanted = [letters, more] if _primary(lang) in _MORE_LATIN else [letters]
    return tuple(face.format(each) for each in wanted if each for face in (_SERIF, _SANS))


def is_strange(lang: str, page: str) -> bool:
    """Whether words in ``lang`` need a font that a page in ``page`` (BCP 47 both) does without."""
    return not _letters_of(lang) <= {"latin", *_letters_of(page)}


def has_strange_letters(name: str, page: str) -> bool:
    """Whether ``name`` needs a font that a page in ``page`` does without."""
    if name.isascii():
        return False
    at_home = _letters_of(page)
    return any(each.search(name) for kind, each in _OF_FONTS.items() if kind not in at_home)


@lru_cache(maxsize=256)
def _letters_of(lang: str) -> frozenset[str]:
    """All the letters that texts in ``lang`` need a font for."""
    more = ("latin-ext",) if _primary(lang) in _MORE_LATIN else ()
    return frozenset((_letters(lang), *more)) - {""}


def _letters(lang: str) -> str:
    """Which letters of the theme's fonts ``lang`` is written in; empty for none of them."""
    return _SCRIPTS.get(_primary(lang), "latin")


def _primary(lang: str) -> str:
    return lang.lower().partition("-")[0]


def og_locale(lang: str) -> str:
    """Open Graph's ``language_TERRITORY`` for a BCP 47 tag."""
    parts = lang.split("-")
    own = parts[0].lower()
    told = next((part.upper() for part in parts[1:] if _TERRITORY.fullmatch(part)), "")
    likely = get_global("likely_subtags").get(own, own).rpartition("_")[2].upper()
    return f"{own}_{told or _OG_TERRITORIES.get(own, likely)}"

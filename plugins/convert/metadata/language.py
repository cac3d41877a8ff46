"""The language of a text: its script decides first, py3langid among what the script allows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from plugins.convert.metadata.classifier import Classifier, classifier
from plugins.model import Guess, Origin

#: Characters that are looked at: more changes no answer.
_SAMPLE = 500
#: Letters that a text needs before it says anything, where the script alone decides nothing.
_MIN_LETTERS = 20

#: Writing systems by their letters. Latin last: foreign names stand in texts of all scripts.
_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("kana", re.compile(r"[\u3040-\u30ff]")),
    ("hangul", re.compile(r"[\uac00-\ud7a3\u1100-\u11ff]")),
    ("han", re.compile(r"[\u3400-\u9fff]")),
    ("arabic", re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")),
    ("hebrew", re.compile(r"[\u0590-\u05ff]")),
    ("cyrillic", re.compile(r"[\u0400-\u052f]")),
    ("greek", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")),
    ("devanagari", re.compile(r"[\u0900-\u097f]")),
    ("bengali", re.compile(r"[\u0980-\u09ff]")),
    ("gurmukhi", re.compile(r"[\u0a00-\u0a7f]")),
    ("gujarati", re.compile(r"[\u0a80-\u0aff]")),
    ("tamil", re.compile(r"[\u0b80-\u0bff]")),
    ("telugu", re.compile(r"[\u0c00-\u0c7f]")),
    ("kannada", re.compile(r"[\u0c80-\u0cff]")),
    ("malayalam", re.compile(r"[\u0d00-\u0d7f]")),
    ("sinhala", re.compile(r"[\u0d80-\u0dff]")),
    ("thai", re.compile(r"[\u0e00-\u0e7f]")),
    ("lao", re.compile(r"[\u0e80-\u0eff]")),
    ("burmese", re.compile(r"[\u1000-\u109f]")),
    ("georgian", re.compile(r"[\u10a0-\u10ff]")),
    ("armenian", re.compile(r"[\u0530-\u058f]")),
    ("ethiopic", re.compile(r"[\u1200-\u137f]")),
    ("khmer", re.compile(r"[\u1780-\u17ff]")),
    ("latin", re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
)
#: A letter; a character of another script than Latin, maybe.
_LETTER = _SCRIPTS[-1][1]
_OTHER = re.compile(r"[^\x00-\u02ff\u1e00-\u1eff\u2000-\u2bff]")
#: Scripts of languages that are not written in Latin letters.
_WRITTEN_IN: dict[str, frozenset[str]] = {
    **dict.fromkeys("ar arc arz fa ur ps ckb sd ug".split(), frozenset({"arabic"})),
    **dict.fromkeys("he iw yi".split(), frozenset({"hebrew"})),
    **dict.fromkeys("ru uk be bg mk kk ky mn tg tt ba cv os".split(), frozenset({"cyrillic"})),
    "sr": frozenset({"cyrillic", "latin"}),
    "el": frozenset({"greek"}),
    "ja": frozenset({"kana", "han"}),
    "zh": frozenset({"han"}),
    "ko": frozenset({"hangul"}),
    **dict.fromkeys("hi mr ne sa".split(), frozenset({"devanagari"})),
    **dict.fromkeys("bn as".split(), frozenset({"bengali"})),
    "pa": frozenset({"gurmukhi"}),
    "gu": frozenset({"gujarati"}),
    "ta": frozenset({"tamil"}),
    "te": frozenset({"telugu"}),
    "kn": frozenset({"kannada"}),
    "ml": frozenset({"malayalam"}),
    "si": frozenset({"sinhala"}),
    "th": frozenset({"thai"}),
    "lo": frozenset({"lao"}),
    "my": frozenset({"burmese"}),
    "ka": frozenset({"georgian"}),
    "hy": frozenset({"armenian"}),
    "am": frozenset({"ethiopic"}),
    "km": frozenset({"khmer"}),
}
_LATIN = frozenset({"latin"})


def script(text: str) -> str:
    """The writing system of most letters in ``text``, or an empty text where it has none.

    A dense script weighs more than Latin names in it; kana make Han Japanese.
    """
    if not _OTHER.search(text):
        return "latin" if _LETTER.search(text) else ""
    counts = {name: len(pattern.findall(text)) for name, pattern in _SCRIPTS}
    if counts["kana"] and counts["kana"] * 15 >= counts["han"]:
        counts["kana"] += counts["han"]
    for dense in ("kana", "hangul", "han"):
        counts[dense] *= 3
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


@lru_cache(maxsize=256)
def base(lang: str) -> str:
    """Primary language subtag, lower case (``pt`` of ``pt-BR``)."""
    return lang.split("-", maxsplit=1)[0].lower()


def guess(texts: Iterable[str], languages: tuple[str, ...]) -> Guess:
    """The language of ``texts`` (most telling first), one of ``languages``; the first is default.

    Too little text, or a script that none of them uses, gives the default with its origin.
    """
    sample = _sample(texts)
    used = script(sample)
    fitting = tuple(lang for lang in languages if used in _WRITTEN_IN.get(base(lang), _LATIN))
    if used == "han":  # without kana it is Chinese where the site has that
        fitting = tuple(lang for lang in fitting if base(lang) == "zh") or fitting
    letters = sum(map(str.isalpha, sample))
    if not used:
        return _default(languages, "no letters")
    if not fitting:
        return _default(languages, f"{used} script, which no language of the site uses")
    if len(fitting) == 1 and used != "latin":
        return Guess("lang", fitting[0], Origin.TEXT, 0.99, f"{used} script")
    if letters < _MIN_LETTERS:
        return _default(languages, f"{letters} letters are too few")
    return _classified(sample, fitting, languages)


def _sample(texts: Iterable[str]) -> str:
    taken: list[str] = []
    room = _SAMPLE
    for text in texts:
        if room <= 0:
            break
        taken.append(text[:room])
        room -= len(text) + 1
    return "\n".join(taken)


def _default(languages: tuple[str, ...], why: str) -> Guess:
    return Guess("lang", languages[0], Origin.DEFAULT, 0.1, why)


def model(languages: tuple[str, ...]) -> Classifier:
    """What tells the languages of a site apart."""
    return classifier(frozenset(map(base, languages)))


def _classified(sample: str, fitting: tuple[str, ...], languages: tuple[str, ...]) -> Guess:
    """The likeliest of ``fitting``; one model serves all of the site's languages."""
    by_code = {base(lang): lang for lang in reversed(fitting)}
    ranked = model(languages).rank(sample, by_code)
    if not ranked:
        return _default(fitting, "no model tells these languages apart")
    code, share = ranked[0]
    return Guess("lang", by_code[code], Origin.TEXT, round(share, 2), "words")

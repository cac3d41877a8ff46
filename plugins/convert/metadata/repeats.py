"""Phrases that a text repeats, and names that only a title before them gives away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from plugins.convert.data import table, words
from plugins.convert.metadata import kinds
from plugins.convert.metadata.inflection import stem
from plugins.convert.metadata.language import base
from plugins.convert.metadata.runs import parted, stop_words

#: Languages without capital letters, written with spaces.
CASELESS = frozenset("ar fa he ur ps ckb yi".split())
#: Languages whose words no space parts.
DENSE = frozenset({"ja", "zh"})
_JOINTS = frozenset("de du des d of di del della da do dos van".split())
_PHRASE = re.compile(r"[^\W\d_]+(?:[ \u00a0'’-][^\W\d_]+)+")
_MOST = 2
"""Phrases of ordinary words in a text's tags."""
_GAP = "\uffff"

_KANA = r"[\u30a1-\u30fa\u30fc]"
#: Katakana that a title or a dot in the middle shows to be a person's name, and all other.
_KATAKANA = re.compile(
    rf"(?<!{_KANA}){_KANA}{{2,}}(?:(?:・{_KANA}{{2,}})+|(?=大統領|首相|氏|さん|選手|監督|議員|会長|社長))"
)
_PLAIN_KATAKANA = re.compile(rf"(?<![{_KANA[1:-1]}・]){_KANA}{{4,}}(?![{_KANA[1:-1]}・])")
_LATIN = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z0-9]+(?:[ -][A-Z][A-Za-z0-9]+)*")
_TITLED = {
    "zh": re.compile(
        r"(?:总统|總統|主席|总理|總理|首相|部长|部長|国务卿|總書記|总书记)(?=([\u4e00-\u9fff]{2,4}))"
    ),
    "ja": re.compile(
        r"(?<![\u4e00-\u9fff])(?=([\u4e00-\u9fff]{2,4})(?:氏|首相|知事|議員|社長|監督|選手))"
    ),
    "ko": re.compile(
        r"(?<![\uac00-\ud7a3])(?=([\uac00-\ud7a3]{2,5}) (?:대통령|총리|장관|의원|대표|감독|선수))"
    ),
}


@dataclass(frozen=True, slots=True)
class Repeat:
    """A phrase, how often it stands in the text, and whether it names a person."""

    key: tuple[str, ...]
    text: str
    part: int
    """Index of the part it stands in first."""
    times: int
    name: bool
    sure: bool = False
    """Whether a single mention tells enough."""


def find(parts: list[str], lang: str) -> Iterator[Repeat]:
    """The phrases of ``parts`` (headline first), where ``U+FFFF`` stands for what is taken."""
    if base(lang) in DENSE or base(lang) == "ko":
        yield from _dense(parts, lang)
    elif base(lang) in CASELESS:
        yield from _titled_words(parts, lang)
        yield from _called(parts, lang)
        yield from _latin(parts)
        yield from _ordinary(parts, lang, most=6, single=True)
    else:
        yield from _ordinary(parts, lang, most=_MOST, single=False)


def _dense(parts: list[str], lang: str) -> Iterator[Repeat]:
    whole = "\n".join(parts)
    yield from _latin(parts)
    if base(lang) == "ja":
        yield from _counted(parts, _KATAKANA, 2)
        yield from _counted(parts, _PLAIN_KATAKANA, 3, name=False)
    if pattern := _TITLED.get(base(lang)):
        names = {_longest(match[1], whole, lang) for match in pattern.finditer(whole)} - {""}
        for name in sorted(names):
            yield _repeat((name,), name, parts, whole.count(name), True)


def _longest(run: str, whole: str, lang: str) -> str:
    """How much of ``run`` is one name: as long as it is repeated nearly as often as its start."""
    if base(lang) != "zh":
        return run if whole.count(run) >= 2 else ""
    often = whole.count(run[:2])
    lengths = [
        n for n in (4, 3, 2) if len(run) >= n and whole.count(run[:n]) >= max(2, 0.8 * often)
    ]
    return run[: lengths[0]] if lengths else ""


def _repeat(key: tuple[str, ...], text: str, parts: list[str], times: int, name: bool) -> Repeat:
    part = next((number for number, each in enumerate(parts) if text in each), 0)
    return Repeat(key, text, part, times, name)


def _latin(parts: list[str]) -> Iterator[Repeat]:
    yield from _counted(parts, _LATIN, 2)


def _counted(
    parts: list[str], pattern: re.Pattern[str], least: int, name: bool = True
) -> Iterator[Repeat]:
    counts = Counter(text for part in parts for text in pattern.findall(part))
    for text, times in sorted(counts.items()):
        if times >= least or (pattern.search(parts[0]) and text in parts[0]):
            yield _repeat((text.casefold(),), text, parts, times, name)


def _titled_words(parts: list[str], lang: str) -> Iterator[Repeat]:
    """The two words behind a title: a person, if one of them comes again."""
    pattern = _title_pattern(base(lang))
    whole = "\n".join(parts)
    seen: set[str] = set()
    for part in parts:
        for match in pattern.finditer(part) if pattern else ():
            text = f"{match[1]} {match[2]}"
            ordinary = any(_filler(word, lang) for word in (match[1], match[2]))
            times = max(whole.count(match[1]), whole.count(match[2]))
            if text not in seen and not ordinary and times >= 2:
                seen.add(text)
                yield _repeat((match[1], match[2]), text, parts, times, True)


@lru_cache(maxsize=8)
def _title_pattern(lang: str) -> re.Pattern[str] | None:
    listed = str(table("titles")["titles_semitic"].get(lang, "")).split()
    if not listed:
        return None
    titles = "|".join(re.escape(word.replace("_", " ")) for word in listed)
    nation = rf"(?:\s[^\s{_GAP}]{{0,3}}{_GAP}+[^\s{_GAP}]{{0,3}})*"
    return re.compile(rf"(?<![^\W\d_])(?:{titles}){nation}\s([^\W\d_]{{2,}})\s([^\W\d_]{{3,}})")


def _called(parts: list[str], lang: str) -> Iterator[Repeat]:
    """The names that stand behind a noun of their kind ("the city of Fes"), or a "son of"."""
    whole = "\n".join(parts)
    counts: Counter[str] = Counter(
        each.name for each in kinds.called(whole, lang) if not _filler(each.word, lang)
    )
    for name, times in sorted(counts.items()):
        sure = kinds.is_person(name, lang)
        if sure or kinds.times(name, whole, lang) >= 2:
            often = times if sure else kinds.times(name, whole, lang)
            found = _repeat(tuple(name.split()), name, parts, often, True)
            yield replace(found, sure=sure)


def _filler(word: str, lang: str) -> bool:
    lower = word.casefold()
    return (
        lower in stop_words(lang)
        or lower in words("titles", "filler")
        or lower in words("calendar", "weekdays")
    )


def _ordinary(parts: list[str], lang: str, most: int, single: bool) -> Iterator[Repeat]:
    """Phrases of two or three ordinary words; where no names stand out, frequent words too."""
    counts: Counter[tuple[str, ...]] = Counter()
    texts: dict[tuple[str, ...], Counter[str]] = {}
    headline: set[tuple[str, ...]] = set()
    for number, part in enumerate(parts):
        for key, text in _grams(part, lang, single):
            counts[key] += 1
            texts.setdefault(key, Counter())[text] += 1
            if number == 0:
                headline.add(key)
    least = 2 if single else 3
    good = [key for key in counts if counts[key] >= least + (len(key) == 1) + (key not in headline)]
    good = [key for key in good if not _part_of_another(key, good, counts)]
    good.sort(key=lambda key: (-(key in headline), -counts[key], -len(key), key))
    for key in _distinct(good)[:most]:
        text = min(texts[key], key=lambda form: (-texts[key][form], form))
        yield _repeat(key, text, parts, counts[key], False)


def _distinct(ranked: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Phrases that share no two words with a better one."""
    kept: list[tuple[str, ...]] = []
    for key in ranked:
        if all(len(set(key) & set(better)) < min(2, len(key)) for better in kept):
            kept.append(key)
    return kept


def _part_of_another(
    key: tuple[str, ...], good: list[tuple[str, ...]], counts: Counter[tuple[str, ...]]
) -> bool:
    joined = " ".join(key)
    return any(
        other != key
        and f" {joined} " in f" {' '.join(other)} "
        and counts[other] * 1.5 >= counts[key]
        for other in good
    )


def _grams(part: str, lang: str, single: bool) -> Iterator[tuple[tuple[str, ...], str]]:
    pieces = parted(part)
    row = pieces[1::2]
    least = _least(lang)
    content = [len(word) >= least and _content(word, lang) for word in row]
    for index, word in enumerate(row):
        if not content[index]:
            continue
        if single:
            yield (stem(word, lang),), word
        for last in range(index + 1, min(index + 3, len(row))):
            if not content[last]:
                continue
            if last == index + 1 or content[index + 1] or row[index + 1].lower() in _JOINTS:
                text = "".join(pieces[2 * index + 1 : 2 * last + 2])
                if _PHRASE.fullmatch(text):
                    yield tuple(stem(each, lang) for each in row[index : last + 1]), text


def _least(lang: str) -> int:
    """Letters of the shortest word that says something."""
    return 3 if base(lang) in CASELESS else 4


@lru_cache(maxsize=32768)
def _content(word: str, lang: str) -> bool:
    caseless = base(lang) in CASELESS
    if len(word) < _least(lang) or not word.replace("-", "").isalpha():
        return False
    return (caseless or word.islower()) and not _filler(word, lang)

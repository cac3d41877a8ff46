"""Bylines of Japanese and Chinese texts, where no space and no capital letter shows a name."""

from __future__ import annotations

import re
from functools import lru_cache

from plugins.convert.data import words
from plugins.convert.metadata import known, places
from plugins.convert.metadata.language import base
from plugins.convert.metadata.names import agency

_HAN = r"[\u4e00-\u9fff々]"
_NAME = rf"{_HAN}{{2,5}}|{_HAN}{{1,3}}[ \u3000]{_HAN}{{1,3}}"
_NO = r"(?![\u4e00-\u9fff々\u3041-\u30fe])"
#: A name beside the word that says who writes: 文・山田花子, 山田花子記者, 本报记者 张伟.
_SAID = (
    re.compile(
        r"[（(【\[]?(?:取材・文|取材・撮影|文・写真|文・撮影|撮影・文|文と写真|文|執筆|取材|記者|本报记者|本報記者|记者)"
        rf"\s?[・=＝:：/／●\s]\s?(?P<name>{_NAME}){_NO}"
    ),
    re.compile(
        rf"[（(【\[]?(?P<name>{_NAME})[\s・=＝]?(?:記者|特派員|編集委員|論説委員|通信員)[）)】\]]?$"
    ),
)
_BRACKETS = re.compile(rf"[（(【\[](?P<name>{_NAME})[）)】\]]$")
_ALONE = re.compile(_NAME)
#: Ends of what is an office, a place or a paper, and no person.
_NO_PERSON = re.compile(
    r"(?:新聞|通信|社|部|課|版|面|県|市|府|都|区|町|村|省|庁|局|会|党|駅|店|館|学|報|报|社会|国际|国際|記事|写真|動画|速報|一覧|提供)$"
)


def said(text: str, lang: str) -> str:
    """The name that a line gives as who wrote it, or an empty text."""
    if base(lang) not in {"ja", "zh"} or len(text) > 60:
        return ""
    matches = (pattern.match(text) for pattern in _SAID)
    return next((m["name"] for m in matches if m and _is_person(m["name"], lang)), "")


def alone(text: str, lang: str, *, bracketed: bool) -> str:
    """The name that a line is, whole, or in brackets; it must begin with a family name."""
    if base(lang) not in {"ja", "zh"}:
        return ""
    match = _BRACKETS.fullmatch(text) if bracketed else _ALONE.fullmatch(text)
    name = (match["name"] if bracketed else match.group()) if match else ""
    longest = 5 if base(lang) == "ja" else 4
    fits = 3 <= len(name) <= longest or (len(name) == 2 and base(lang) == "zh")
    begins = any(name.startswith(family) for family in _families(base(lang)))
    return name if fits and begins and _is_person(name, lang) else ""


def _is_person(name: str, lang: str) -> bool:
    plain = len(name) >= 2 and not agency(name) and not _NO_PERSON.search(name)
    listed = name in words("names", "no_names_han")
    return (
        plain and not listed and not places.is_place(name, lang) and not known.mentions(name, lang)
    )


@lru_cache(maxsize=2)
def _families(lang: str) -> tuple[str, ...]:
    """Family names, and those of them that are written with one character."""
    return tuple(sorted(words("names", f"family_{lang}")))

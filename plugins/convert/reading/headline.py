"""The headline: which row it is, and what stands behind it that is not part of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from plugins.convert.data import table
from plugins.convert.data import words as words_of
from plugins.convert.reading import junk
from plugins.convert.reading.lines import cells
from plugins.text import one_line, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Columns of the longest line that can be a headline.
LONGEST = 220
#: Characters of a headline made from the first words.
_MADE = 120

#: A picture's words; what some systems put before them; characters of a row that are looked at.
_PICTURE = re.compile(r"!\[(?P<words>[^\[\]]{20,400})\]\(")
_ABOUT_PICTURE = re.compile(r"image for article titled ", re.IGNORECASE)
_SEEN = 1000
#: Words of the shortest that are like a headline, and how sure it is then.
_PICTURE_WORDS, _PICTURED = 5, 0.6
#: What may part a site's name from a headline.
SEPARATORS = " |»›·•*ㅣ｜│¦:：/–—-"
#: A site's name behind the headline, or (behind a bar alone) before it.
_TAIL = re.compile(
    r"(?P<head>.{8,})\s+(?P<mark>[|»›·•*ㅣ｜│¦–—-]|::|//)\s+(?P<tail>[^|»›·•｜│¦]{2,45})$"
)
_LEADING = re.compile(r"(?P<site>[^\s|]+(?: [^\s|]+){0,2})\s+\|\s+(?P<head>[^|]{30,})$")
#: The same in scripts that put no spaces around a bar.
_DENSE_TAIL = re.compile(r"(?P<head>.{8,}?)\s*[｜ㅣ]\s*(?P<tail>[^｜ㅣ|]{2,30})$")
_DENSE_LEADING = re.compile(
    r"(?P<site>[A-Z][A-Z0-9 &.]{2,20})\s*[|｜]\s*"
    r"(?P<head>[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3「].{9,})$"
)
_SEPARATED = re.compile(
    r"\s*[|»›·•*ㅣ｜│¦：–—-]\s*(?=\S.{0,45}$)|\s(?=[(（\[][^()（）\[\]]{2,45}[)）\]]$)"
)
#: The mark of a heading or an item.
_BEFORE = re.compile(r"(?:#{1,6}|[*+•●○◦▪■□‣])\s+(?=\S)")
#: Characters of the shortest line that can be the headline of a longer one.
_SHORTEST = 12
#: Characters that marks and a site's name add to a repeated headline.
_LONGEST_MARKS = 80
#: Words of a paper's name, and characters of the headline before it.
_PAPERS, _LONG_HEAD = 3, 24
#: Words of a site's name.
_NAME_WORDS = 6
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}$", re.IGNORECASE)
_DATE = re.compile(
    r"\b\d{1,2}\b.{0,20}\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{1,2}:\d\d\b"
    r"|\b(?:19|20)\d\d[-./年]\s?\d{1,2}(?!\d)"
)
_BYLINE = re.compile(
    r"(?:by|par|von|por|di|da|door|af|av|autor|автор|بقلم|text|foto|photo)\s?:?\s+\S", re.IGNORECASE
)
_SENTENCE = re.compile(r".{20,}?[.!?…。！？؟۔।](?=\s|$)|.{15,}?[。！？]")
#: A full stop that ends no sentence: of an ordinal, an initial or a title.
_ABBREVIATED = re.compile(r"(?:\b\d{1,2}|\b\w|\b(?:Dr|Mr|Mrs|Ms|St|Prof|Hr|Fr|Nr|ca|Sr|Sra|No))\.$")
#: The full stop of a headline made from a sentence.
_FINAL = re.compile(r"(?<=[\w”’»)\]\"'])[.。।۔]$")
#: Parts clauses; the shortest clause that serves as a headline.
_CLAUSE, _LEAST_CLAUSE = re.compile(r"[,;](?=\s)|\s[–—-](?=\s)|[，、；]"), 60
#: What an agency puts before its text: "PARIS, 3 nov. (AFP) -", "МОСКВА, 3 ноября. /ТАСС/."
_BRACKETED = r"(?:\([^()]{2,40}\)|（[^（）]{2,40}）|/[^/\s]{2,20}/|\[[^\[\]]{2,40}\])"
_DATELINE = re.compile(
    rf"[^.!?()（）/\[\]]{{0,40}}(?:\d{{1,2}}\.?)?[^!?()（）/\[\]]{{0,20}}{_BRACKETED}\s?[.:]?\s?[–—-]{{1,2}}\s*"
    rf"|[^.!?()（）/\[\]]{{2,45}}\.?\s/[^/\s]{{2,20}}/\.?\s"
    r"|【[^【】]{2,40}】|[（(][^（）()]{4,30}[电電][）)]|\[[^\[\]]{2,40}\]\s?[–—-]\s?"
    r"|\((?:[A-Z]{2,6}|Reuters|Bloomberg)\)\s?"
)
#: A town in capitals before a dash.
_TOWN = re.compile(r"[^\W\d_][\w .'’-]{2,30}(?:, \d{1,2}\.? [^\W\d_]{3,10}\.?)?\s(?:--|[–—-])\s+")
#: A capitalised word or a number: what the names of sites are made of.
_NAME = re.compile(r"[A-ZÀ-ÞŁŚŻČŠŽА-ЯΑ-Ω0-9][^\s]*$|[^\x00-\u024f]+$")
#: What ends a sentence, and no name of a site in small letters.
_ENDS = '.!?…»"”'
#: What a text is or has besides words, said behind its headline.
_KINDS = frozenset(
    "video videos photo photos foto fotos bilder audio podcast live ticker liveticker interview"
    " kommentar analyse opinion update zdjęcia wideo vidéo vídeo galerie gallery diaporama".split()
)
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_DENSE = re.compile(r"[\u0e00-\u0e7f\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]{2,}")
_SMALL = frozenset("de la le les du des der die das of the and et und y e i & to in on for".split())


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline and where it is from."""

    index: int
    """Of its row; -1 if it was made from the first words of the text."""
    text: str
    publisher: str = ""
    is_made: bool = False
    """Made from the text's first words, which stay in the text."""
    sure: float = 0.3
    """0 to 1: how likely it is the text's own headline, word for word."""
    why: str = ""
    """What it was made from, where no line is it."""


def can_be(text: str) -> bool:
    """Whether a line can be a headline at all: some letters, not too long, one sentence."""
    if cells(text[: LONGEST + 1]) > LONGEST or not re.search(r"[^\W\d_]", text):
        return False
    if text.startswith("|"):
        return False
    return not (len(text) > _MADE and len(_SENTENCE.findall(text)) > 1)


def made(text: str) -> Headline:
    """A headline out of the first sentence of ``text``, or of its first clauses if it is long.

    A dateline before it is left out. Cut between words where no clause ends in time.
    """
    flat = one_line(text[:2000])
    first = bare(_sentence(flat[dateline(flat) :])) or flat
    if len(first) <= _MADE:
        return Headline(-1, _FINAL.sub("", first) or "…", is_made=True)
    borders = [match.start() for match in _CLAUSE.finditer(first[:_MADE], _LEAST_CLAUSE)]
    cut_ = first[: borders[-1]].rstrip() + "…" if borders else first
    return Headline(-1, shorten(cut_, _MADE), is_made=True)


def pictured(texts: Sequence[str]) -> Headline | None:
    """A headline out of the words of a picture in one of ``texts``, where they are like one.

    Where a picture leads a text that has lost its headline, its words were right 4 times in 4 if
    they were at least five.
    """
    for match in (found for text in texts for found in _PICTURE.finditer(text[:_SEEN])):
        parts = _ABOUT_PICTURE.sub("", one_line(match["words"])).split(" ")
        half = len(parts) // 2
        text = " ".join(parts[:half] if parts[:half] == parts[half:] else parts)
        if len(text.split()) >= _PICTURE_WORDS and can_be(text) and not has_date(text):
            return Headline(-1, text, sure=_PICTURED, why="the words of the first picture")
    return None


def dateline(text: str) -> int:
    """Characters of the dateline that ``text`` begins with; 0 where it has none.

    A town alone, and one before brackets that name no known agency, must be in capitals.
    """
    match = _DATELINE.match(text[:160]) or _TOWN.match(text[:80])
    rest = text[match.end() :] if match else ""
    if not match or not re.search(r"\w", rest):
        return 0
    town = re.split(r"[,(（/\[]|\s[–—-]", match.group(), maxsplit=1)[0].strip()
    agency = re.search(_BRACKETED, match.group())
    known = match.re is _DATELINE and (not agency or agency.group()[1:-1].casefold() in _agencies())
    return match.end() if known or (town.isupper() and not rest[0].islower()) else 0


@lru_cache(maxsize=1)
def _agencies() -> frozenset[str]:
    lists = table("agencies")["agencies"].values()
    return frozenset(name.strip() for names in lists for name in names.split("|"))


def _sentence(text: str) -> str:
    """The first sentence of ``text``, the whole where none ends."""
    end = 0
    while match := _SENTENCE.match(text, end):
        end = match.end()
        small = text[end : end + 2].strip()[:1].islower()
        if not small and not _ABBREVIATED.search(text[max(0, end - 8) : end]):
            return text[:end]
    return text


def cut(text: str, others: Sequence[str] = ()) -> tuple[str, str]:
    """``text`` without the name of a site at its end or start, and that name.

    A name beside a bar is cut when it is short; behind a dash it must also look like a name, or
    the rest must stand among ``others`` as a line of its own.
    """
    for other in others:
        if text.startswith(other) and len(other) >= _SHORTEST:
            rest = text[len(other) :]
            if _SEPARATED.match(rest):
                return other, _SEPARATED.sub("", rest).strip()
    leading = _LEADING.match(text) or _DENSE_LEADING.match(text)
    if leading:
        return leading.group("head"), leading.group("site").strip()
    dense = _DENSE_TAIL.match(text)
    if dense and len(dense["head"]) > len(dense["tail"]):
        return dense["head"], dense["tail"]
    head, site, mark = text, "", ""
    while (match := _TAIL.match(head)) and mark in {"", match.group("mark")} and _is_cut(match):
        head, site, mark = match.group("head").rstrip(), match["tail"].strip(), match["mark"]
    return head, site


def _is_cut(match: re.Match[str]) -> bool:
    head, mark, tail = match.group("head"), match.group("mark"), match.group("tail")
    if len(head) <= len(tail):
        return False
    return len(tail.split()) <= _NAME_WORDS if mark not in "–—-" else _is_site(head, tail)


def _is_site(head: str, tail: str) -> bool:
    """Whether ``tail`` behind a dash names a site: a domain, or at most four names."""
    names = tail.split()
    if _DOMAIN.match(tail) or _is_papers(head, names):
        return True
    if len(names) > 4 or tail.casefold() in _KINDS or (tail[-1] in _ENDS and not tail.isupper()):
        return False
    if len(head.split()) < 4 or cells(head) < (25 if len(names) > 2 else 20):
        return False
    return all(name.casefold() in _SMALL or _NAME.match(name) for name in names)


def _is_papers(head: str, names: Sequence[str]) -> bool:
    """Whether few words are a paper's: one of them says so, or all are in capitals."""
    if len(names) > _PAPERS or len(head) < _LONG_HEAD:
        return False
    known = not words_of("sites", "papers").isdisjoint(name.casefold() for name in names)
    capitals = len(names) > 1 and all(name.isupper() or name == "&" for name in names)
    return known or capitals


def same(text: str, title: str) -> bool:
    """Whether a line says nothing but the headline, a site's name behind it or not."""
    if len(text) > 2 * len(title) + _LONGEST_MARKS:
        return False
    plain, wanted = bare(text), _FINAL.sub("", title).casefold()
    return wanted in {_FINAL.sub("", each).casefold() for each in (plain, cut(plain, [title])[0])}


def has_date(text: str) -> bool:
    """Whether a date or a time of day stands in ``text``."""
    return _DATE.search(text) is not None


def is_byline(text: str) -> bool:
    """Whether a line begins as one does that names its author."""
    return _BYLINE.match(text) is not None


def is_byline_alone(text: str) -> bool:
    """Whether a line says who wrote the text and nothing else."""
    match = _BYLINE.match(text)
    return match is not None and is_name(text[match.end() - 1 :])


def is_name(text: str) -> bool:
    """Whether a line is two or three capitalised words, of which a given name is the first."""
    parts = text.split()
    high = 2 <= len(parts) <= 3 and all(part[0].isupper() and part.isalpha() for part in parts)
    return high and parts[0].casefold() in words_of("names", "given")


def is_statement(text: str) -> bool:
    """Whether ``text`` ends with a full stop."""
    return _FINAL.search(text) is not None


def is_mostly_date(text: str) -> bool:
    """Whether a short line is a date with hardly a word beside it."""
    return (
        _DATE.search(text) is not None
        and len(text) < 60
        and len(re.findall(r"[^\W\d_]{4,}", text)) <= 4
    )


def words(text: str) -> frozenset[str]:
    """Casefolded words of four letters and more; in scripts without spaces pairs of characters."""
    flat = text[:5000].casefold()
    dense = () if flat.isascii() else _DENSE.findall(flat)
    pairs = {run[i : i + 2] for run in dense for i in range(len(run) - 1)}
    return frozenset(pairs | set(_LONG_WORD.findall(flat)))


def bare(text: str) -> str:
    """``text`` in one line without the marks of a heading or an item before it."""
    mark = _BEFORE.match(text)
    return one_line(text[mark.end() :] if mark else text)


def is_kicker(text: str) -> bool:
    """Whether a line above the headline is only a section's name or the like."""
    return cells(text) <= 30 and not junk.is_prose(text)

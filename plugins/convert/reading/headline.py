"""The headline: which row it is, and what stands behind it that is not part of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from plugins.convert.data import table
from plugins.convert.reading import junk
from plugins.convert.reading.lines import MARKER, cells
from plugins.text import one_line, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Columns of the longest line that can be a headline.
LONGEST = 220
#: Characters of a headline made from the first words.
_MADE = 120

#: What may part a site's name from a headline.
SEPARATORS = " |»·•*ㅣ:：/–—-"
#: A site's name behind the headline, or (behind a bar alone) before it.
_TAIL = re.compile(r"(?P<head>.{8,})\s+(?P<mark>[|»·•*ㅣ–—-]|::|//)\s+(?P<tail>[^|»·•]{2,45})$")
_LEADING = re.compile(r"(?P<site>[^\s|]+(?: [^\s|]+){0,2})\s+\|\s+(?P<head>[^|]{30,})$")
_SEPARATED = re.compile(r"\s*[|»·•*ㅣ：–—-]\s*(?=\S.{0,45}$)")
#: Characters of the shortest line that can be the headline of a longer one.
_SHORTEST = 12
#: Characters that marks and a site's name add to a repeated headline.
_LONGEST_MARKS = 80
#: What a headline scores at least; a dump has many other short lines.
_LEAST, _LEAST_DUMP = 0.0, 2.0
#: What standing more than once is worth; lines up to so many characters repeat by chance.
_AGAIN, _NAMES = 3.0, 25
#: Rows above a dump's text among which none is nearer: pictures' captions come in between.
_CLOSE = 20
#: What the first row of a text that is no dump has in its favour.
_TOPMOST = 4.0
#: Rows at the top of a dump that may hold the page's title, and what they lose.
_TOP, _TOP_LOSS = 5, 1.5
#: Words of a site's name.
_NAME_WORDS = 6
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}$", re.IGNORECASE)
_FULL_STOP = re.compile(r"(?<!\.)[.;,:]$")
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
_SMALL = frozenset("de la le les du des der die das of the and et und y e i & to in on for".split())


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline and where it is from."""

    index: int
    """Of its row; -1 if it was made from the first words of the text."""
    text: str
    publisher: str = ""


def pick(
    rows: Sequence[tuple[int, str, str]], body: str, first: int, page: str = ""
) -> Headline | None:
    """The best headline among rows (index, text, rule) before the row ``first`` of the text.

    ``body`` is the beginning of that text; ``page`` the whole of a dump, casefolded, where a
    headline often stands again. None if no row will do.
    """
    known = _words(body)
    rows = [row for row in rows if can_be(row[1])]
    texts = [text for _, text, _ in rows]
    cuts = [cut(text, texts) for text in texts]
    often = Counter(head.casefold() for head, _ in cuts)
    best: tuple[float, int, Headline] | None = None
    top = True
    for (index, text, rule), (head, site) in zip(rows, cuts, strict=True):
        if rule:
            continue
        place = _far(index, first) if page else _TOPMOST * top - min(4.0, 0.5 * index)
        score = _score(text, head, known) + place
        folded = head.casefold()
        score += _AGAIN * (often[folded] > 1 or (len(head) > _NAMES and page.count(folded) > 1))
        top = False
        if best is None or (score, -index) > best[:2]:
            best = (score, -index, Headline(index, _bare(head), site))
    return best[2] if best and best[0] >= (_LEAST_DUMP if page else _LEAST) else None


def _far(index: int, first: int) -> float:
    """What a dump's row loses by standing far above the text, and not at the page's top."""
    if index < _TOP:
        return -_TOP_LOSS
    return -min(4.0, 0.2 * max(0, first - index - _CLOSE))


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
    first = _bare(_sentence(flat[dateline(flat) :])) or flat
    if len(first) <= _MADE:
        return Headline(-1, _FINAL.sub("", first) or "…")
    borders = [match.start() for match in _CLAUSE.finditer(first[:_MADE], _LEAST_CLAUSE)]
    cut_ = first[: borders[-1]].rstrip() + "…" if borders else first
    return Headline(-1, shorten(cut_, _MADE))


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
        rest = text[len(other) :]
        if len(other) >= _SHORTEST and text.startswith(other) and _SEPARATED.match(rest):
            return other, _SEPARATED.sub("", rest).strip()
    leading = _LEADING.match(text)
    if leading:
        return leading.group("head"), leading.group("site")
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
    words = tail.split()
    if _DOMAIN.match(tail):
        return True
    if len(words) > 4 or len(head) < 25 or len(head.split()) < 4 or tail[-1] in '.!?…»"”':
        return False
    return all(word.casefold() in _SMALL or _NAME.match(word) for word in words)


def _score(text: str, head: str, known: frozenset[str]) -> float:
    words = head.split()
    width = cells(head)
    score = 6.0 * (text.startswith("# ")) + 2.0 * text.startswith("## ")
    score += 3.0 if 22 <= width <= 150 else 0.0 if width <= 200 else -3.0
    score += 2.0 if len(words) >= 4 or width > len(head) + 8 else -1.0
    score += 2.0 * (head != text) - 2.0 * bool(_FULL_STOP.search(text))
    score -= 4.0 * bool(_BYLINE.match(text)) + 4.0 * is_mostly_date(text)
    score -= 3.0 * (MARKER.match(text) is not None and not text.startswith("#"))
    score -= 3.0 * (text[0].islower() or text[0] in "(,;:.…")
    own = _words(head)
    return score + 6.0 * len(own & known) / (len(own) + 2)


def same(text: str, title: str) -> bool:
    """Whether a line says nothing but the headline, a site's name behind it or not."""
    if len(text) > 2 * len(title) + _LONGEST_MARKS:
        return False
    bare, wanted = _bare(text), _FINAL.sub("", title).casefold()
    return wanted in {_FINAL.sub("", each).casefold() for each in (bare, cut(bare, [title])[0])}


def is_mostly_date(text: str) -> bool:
    """Whether a short line is a date with hardly a word beside it."""
    return (
        _DATE.search(text) is not None
        and len(text) < 60
        and len(re.findall(r"[^\W\d_]{4,}", text)) <= 4
    )


def _words(text: str) -> frozenset[str]:
    """Words of four letters and more; in scripts without spaces pairs of characters."""
    flat = text[:5000].casefold()
    dense = re.findall(r"[\u0e00-\u0e7f\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]{2,}", flat)
    pairs = {run[i : i + 2] for run in dense for i in range(len(run) - 1)}
    return frozenset(pairs | set(re.findall(r"[^\W\d_]{4,}", flat)))


def _bare(text: str) -> str:
    return one_line(re.sub(r"^#{1,6}\s+|^[*+•●○◦▪■□‣]\s+", "", text))


def is_kicker(text: str) -> bool:
    """Whether a line above the headline is only a section's name or the like."""
    return cells(text) <= 30 and not junk.is_prose(text)

"""Where a sentence ends, in the languages of news."""

from __future__ import annotations

import re

#: Written with a full stop that ends no sentence. Case is ignored; the stop is left out.
ABBREVIATIONS = frozenset(
    # titles and names
    """m mm mr mrs ms dr drs prof pr mme mmes mlle me mgr st ste sr sra srta dott ing avv on sig
    hr fr frl herr dhr mevr dipl rev gen col lt sgt capt gov sen rep hon pres jr ph d s.a u.s u.k
    u.n e.u d.c b.c a.d св ул г гг им д пр проф акад тов стр ген полк рис тыс млн млрд руб коп
    pan p prof dr inż mgr ks św ul al gen płk tys mln mld zł
    art al cf etc env p.ex ex c.-à-d av apr vol no n nos num tél ed éd coll fig chap
    z.b d.h u.a o.ä usw bzw ca vgl inkl evtl ggf mio mrd tsd abs nr str bsp sog geb gest
    p.ej ee.uu ud uds aprox núm pág av avda
    sec. es ecc pag p.es sigg
    bijv o.a m.b.t enz blz resp jl bv nl d.w.z
    и.о т.е т.д т.п т.к др пер напр см
    e.g i.e vs approx est dept inc ltd co corp univ ave blvd mt ft jan feb mar apr jun jul aug sep
    sept oct nov dec janv févr avr juil déc okt dez mrz ene abr ago dic fev set out dez mag giu lug
    янв фев мар апр июн июл авг сен окт ноя дек""".split()
)
_END = re.compile(r"[.!?…؟۔।]+(?:[ \u202f\u00a0]?»|[\"'”’)\]])*(?=\s|$)|[。！？]+[」』”’）]*")
_LAST_WORD = re.compile(r"[^\s(«“\"„‘’']+$")


#: Languages that write ordinals with a full stop ("18. November").
_ORDINALS = frozenset("de da no nb nn fi cs sk pl hu tr hr sl sr et lv is".split())


def split(text: str, lang: str = "") -> list[str]:
    """The sentences of ``text`` in order, trimmed; joined they hold all its words."""
    ordinals = lang.split("-", maxsplit=1)[0].lower() in _ORDINALS
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        if _closes(text, start, match, ordinals):
            found.append(text[start : match.end()].strip())
            start = match.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]


def ends_like_prose(text: str) -> bool:
    """Whether ``text`` ends as a sentence does."""
    return bool(text) and any(match.end() == len(text[-12:]) for match in _END.finditer(text[-12:]))


def _closes(text: str, start: int, match: re.Match[str], ordinals: bool) -> bool:
    after = text[match.end() : match.end() + 3].lstrip()
    if after and after[0].islower():
        return False
    if match.group().startswith(".") and len(match.group().rstrip("\"'”’»)] \u00a0")) == 1:
        word = _LAST_WORD.search(text[max(start, match.start() - 20) : match.start()])
        return not (word and _is_abbreviation(word.group(), after, ordinals))
    return True


def _is_abbreviation(word: str, after: str, ordinals: bool) -> bool:
    """Whether a full stop behind ``word`` belongs to it: an initial, an ordinal, a short form."""
    bare = word.casefold().strip('(«“"')
    if bare in ABBREVIATIONS:
        return bool(after)
    if len(bare) == 1 and bare.isalpha():
        return bool(after)
    return ordinals and bare.isdigit() and len(bare) <= 2 and bool(after)

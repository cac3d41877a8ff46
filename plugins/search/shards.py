"""A shard of the index as bytes: its terms with the forms they have, and where these stand.

Text header, one line of JSON: ``n`` terms, ``d`` articles, ``t`` bytes of letters, ``s`` sets of
endings. Then ``n`` or more bytes of lengths, ``t`` bytes of letters, and bits.

A term is its base, what all its forms begin with, and the number of its set of endings. Bases are
sorted; each says how many characters it shares with the one before and how many follow. The bits of
a term are: number of its set and number of its articles (Elias gamma), then for each article the
step from the one before (Rice) and its weight, 0 to 3 (unary).
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from operator import sub

#: A new article rewrites at most so many shards.
SHARDS = 20
#: The number of the file that tells which articles have a word in title or tags that begins with
#: a letter: what one letter alone finds.
LETTERS = SHARDS
#: Where shards of Latin words begin, so that each has about as much as another.
BOUNDS = tuple("al b ca co d e f h is l m n p po r s sp t v".split())
#: The largest length that four bits hold.
_LONG = 15
_WEIGHTS = ("0", "10", "110", "111")

Postings = Mapping[str, tuple[set[str], list[int]]]
"""By key: folded forms, and articles × 4 + weight, rising."""


@lru_cache(maxsize=100_000)
def shard_of(form: str) -> int:
    """The shard in which a folded form is looked up."""
    first = form[0]
    if "a" <= first <= "z":
        return bisect_right(BOUNDS, form)
    return 0 if first.isascii() else ord(first) % SHARDS


def encode(postings: Postings, articles: int) -> bytes:
    """The shard of ``postings`` in a volume of so many articles."""
    terms = sorted((*_split(forms), places) for forms, places in postings.values())
    uses = Counter(endings for _, endings, _ in terms)
    sets = sorted(uses, key=lambda each: (-uses[each], each))
    rank = {endings: _gamma(number) for number, endings in enumerate(sets, 1)}
    lengths, letters = _front_coded([base for base, _, _ in terms])
    bits: list[str] = []
    for _, endings, places in terms:
        bits += (rank[endings], _gamma(len(places)))
        bits += _steps(places, articles)
    head = {"n": len(terms), "d": articles, "t": len(letters), "s": sets}
    line = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    return b"".join((line, b"\n", lengths, letters, _packed("".join(bits))))


def _split(forms: set[str]) -> tuple[str, str]:
    """What all forms begin with, and how they end."""
    if len(forms) == 1:
        return next(iter(forms)), ""
    each = sorted(forms)
    size = _shared(each[0], each[-1])
    return each[0][:size], "|".join(form[size:] for form in each)


def _shared(one: str, other: str) -> int:
    """Length of what both begin with."""
    for number, (char, its) in enumerate(zip(one, other, strict=False)):
        if char != its:
            return number
    return min(len(one), len(other))


def _front_coded(bases: Sequence[str]) -> tuple[bytes, bytes]:
    """Lengths and letters of sorted bases."""
    lengths, letters, before = bytearray(), [], ""
    for base in bases:
        shared = min(_shared(before, base), _LONG)
        rest = base[shared:]
        lengths.append(shared << 4 | min(len(rest), _LONG))
        if len(rest) >= _LONG:
            lengths.append(len(rest) - _LONG)
        letters.append(rest)
        before = base
    return bytes(lengths), "".join(letters).encode()


@lru_cache(maxsize=4096)
def _gamma(number: int) -> str:
    """Elias gamma code of a number from 1 on."""
    binary = f"{number:b}"
    return "0" * (len(binary) - 1) + binary


def _steps(places: Sequence[int], articles: int) -> Iterator[str]:
    """Rice codes of the steps from article to article, with their weights."""
    codes = _CODES[max(0, (articles * 11 // (16 * len(places))).bit_length() - 1)]
    # A place is an article times four and a weight; so is what is left without the article before.
    before = (-4, *[place & -4 for place in places])
    return map(codes.__getitem__, map(sub, places, before))


class _Codes(dict[int, str]):
    """Bits of a step and a weight, for Rice codes of one width; made when asked for."""

    def __init__(self, width: int) -> None:
        self._width = width

    def __missing__(self, key: int) -> str:
        step, width = (key >> 2) - 1, self._width
        low = f"{step & (1 << width) - 1:0{width}b}" if width else ""
        made = self[key] = "1" * (step >> width) + "0" + low + _WEIGHTS[key & 3]
        return made


_CODES = [_Codes(width) for width in range(32)]


def _packed(bits: str) -> bytes:
    """A text of zeros and ones as bytes, filled up with zeros."""
    if not bits:
        return b""
    size = -(-len(bits) // 8)
    return int(bits.ljust(size * 8, "0"), 2).to_bytes(size, "big")

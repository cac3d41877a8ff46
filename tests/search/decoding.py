"""A shard read back: the format as ``plugins.search.shards`` describes it, written once more."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Entry:
    """A term of a shard."""

    forms: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    """Article and weight."""


class _Bits:
    def __init__(self, data: bytes) -> None:
        self.text = "".join(f"{byte:08b}" for byte in data)
        self.at = 0

    def take(self, width: int) -> int:
        found = self.text[self.at : self.at + width]
        self.at += width
        return int(found or "0", 2)

    def ones(self, most: int) -> int:
        count = 0
        while count < most and self.take(1):
            count += 1
        return count

    def gamma(self) -> int:
        zeros = 0
        while not self.take(1):
            zeros += 1
        return (1 << zeros) + self.take(zeros)


def decode(data: bytes) -> list[Entry]:
    """All terms of a shard, in its order."""
    line, rest = data.split(b"\n", 1)
    head = json.loads(line)
    sizes, at = [], 0
    for _ in range(head["n"]):
        shared, size = rest[at] >> 4, rest[at] & 15
        at += 1
        if size == 15:
            size += rest[at]
            at += 1
        sizes.append((shared, size))
    letters = rest[at : at + head["t"]].decode()
    bits = _Bits(rest[at + head["t"] :])
    base, found = "", []
    for shared, size in sizes:
        base, letters = base[:shared] + letters[:size], letters[size:]
        endings = head["s"][bits.gamma() - 1].split("|")
        count = bits.gamma()
        width = max(0, (head["d"] * 11 // (16 * count)).bit_length() - 1)
        last, places = -1, []
        for _ in range(count):
            last += 1 + (bits.ones(1 << 30) << width) + bits.take(width)
            places.append((last, bits.ones(3)))
        found.append(Entry(tuple(base + end for end in endings), tuple(places)))
    return found
